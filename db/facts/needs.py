"""What waits for one person now."""

from dataclasses import dataclass, field

from db.facts.canvass import CanvassFacts
from db.facts.followups import FollowupFacts
from db.facts.meetings import MeetingNeeds


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits for one person now: places held for them, changes to confirm, free places, and what leaders owe.

    promises are their own that are due within a day or late, asked those that they are asked to take over; late counts
    the team's late promises, for organizers.
    """

    offers: tuple[CanvassFacts, ...] = ()
    confirm: tuple[CanvassFacts, ...] = ()
    open: tuple[CanvassFacts, ...] = ()
    unpaired: tuple[CanvassFacts, ...] = ()
    cardless: tuple[CanvassFacts, ...] = ()
    promises: tuple[FollowupFacts, ...] = ()
    asked: tuple[FollowupFacts, ...] = ()
    late: int = 0
    troubles: int = 0
    set_up: bool = True
    meetings: MeetingNeeds = field(default_factory=MeetingNeeds)

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        lists = (self.offers, self.confirm, self.open, self.unpaired, self.cardless, self.promises, self.asked)
        counted = self.late or self.troubles or self.meetings != MeetingNeeds()
        return not any(lists) and not counted and self.set_up
