"""Teams in which nudges are caused: what the causes below share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from db import teams
from db.facts import Actor, NudgeKind
from db.models.teams import Team as TeamRow
from tests.wire.player import Person
from tests.wire.server import StandIn
from tests.wire.team import Team

KNOWN_FOR = timedelta(days=9)


@dataclass(frozen=True)
class Owed:
    """A nudge whose cause is saved: its kind, what it is about, what it has to say, and where."""

    kind: NudgeKind
    says: str
    room_id: int
    canvass_id: int | None = None
    followup_id: int | None = None

    @property
    def cause(self) -> tuple[object, ...]:
        """What tells it from every other; of some kinds a session has several, by whom they are about."""
        several = self.kind in {NudgeKind.LATE_DROP, NudgeKind.PROMOTED}
        return self.kind, self.canvass_id, self.followup_id, self.says if several else ""


@dataclass(frozen=True)
class Garden:
    """One team; the numbers in its texts are given once in a whole run."""

    stand_in: StandIn
    team: Team

    def found(self, tx: Session) -> None:
        """The team's row: no quiet hours, no scheduled events."""
        now = datetime.now(UTC)
        teams.welcome(tx, team_id=self.team.guild.id, name=self.team.guild.name, language="en", now=now - KNOWN_FOR)
        row = tx.get_one(TeamRow, self.team.guild.id)
        row.zone, row.events, row.quiet_from, row.quiet_until = "UTC", False, time(0), time(0)
        row.canvass_channel_id = self.team.rooms["canvass"].id
        row.organizers_channel_id = self.team.rooms["organizers"].id

    def actor(self, person: Person) -> Actor:
        """A person as the bot's units of work know them."""
        organizer = person is self.team.organizer
        return Actor(self.team.guild.id, person.user.id, person.user.name, "en", "UTC", organizer=organizer)
