"""What each notice about a session says, and to whom: looked up as it is now, when the message goes out.

What is no longer so is not told any more. A parcel without a channel goes to the session's thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.cards import canvass_nudges as cards
from bot.cards.canvass_manage import COMING, REMINDED
from bot.courier import Parcel
from bot.permissions import lacking
from bot.words import Words, words_in
from db.canvass.notices import RECENTLY
from db.canvass.told import SINCE
from db.facts import (
    NAMED_MOST,
    Audience,
    CanvassFacts,
    CanvassState,
    DueNudge,
    NudgeKind,
    SignupState,
    Standing,
)

WRITE = ("view_channel", "send_messages")
THREAD = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """A nudge with what it is about, as that is now."""

    nudge: DueNudge
    audience: Audience
    guild: discord.Guild | None  # None where another process has the server
    now: datetime

    @property
    def facts(self) -> CanvassFacts:
        """The session."""
        return self.audience.facts

    @property
    def words(self) -> Words:
        """The team's words, for what several people read."""
        return words_in(self.audience.team.language)

    @property
    def person_words(self) -> Words:
        """The words of the one whom the nudge is for."""
        return words_in(self.audience.language)

    @property
    def who(self) -> Standing | None:
        """The one whom the nudge is for, if they still have an answer in this session."""
        return self.facts.of(self.nudge.person_id or 0)

    @property
    def on(self) -> bool:
        """Whether the session still takes place."""
        return not self.facts.over

    @property
    def since(self) -> datetime | None:
        """For those who are left when a message was full: from when on people were told."""
        said = self.nudge.values.get(SINCE)
        return datetime.fromisoformat(str(said)) if said else None

    def left(self, those: Sequence[Standing]) -> list[Standing]:
        """Those who were not told in the message before this one, as many as one message may mention."""
        since = self.since
        return [s for s in those if since is None or s.told_at is None or s.told_at < since][:NAMED_MOST]

    def willing(self, *states: SignupState) -> list[Standing]:
        """Those in these states who want to be reminded of it."""
        return [s for s in self.facts.those(*states) if not s.muted and s.person_id not in self.audience.unasked]

    def unreminded(self, *states: SignupState) -> list[Standing]:
        """The same, without those who heard of it a short while ago."""
        lately = self.now - RECENTLY
        return [s for s in self.willing(*states) if s.told_at is None or s.told_at <= lately]


Painter = Callable[[Matter], Parcel | None]


# ---- to one person ---------------------------------------------------------------------------------------


def offer(matter: Matter) -> Parcel | None:
    """A place is held for somebody."""
    who = matter.who
    if who is None or who.state is not SignupState.OFFERED:
        return None
    return Parcel(THREAD, cards.offer(matter.facts, who, matter.person_words, matter.nudge.id), [who.person_id])


def promoted(matter: Matter) -> Parcel | None:
    """A place is somebody's at once."""
    who = matter.who
    if who is None or who.state is not SignupState.IN:
        return None
    return Parcel(THREAD, cards.promoted(matter.facts, who, matter.person_words, matter.nudge.id), [who.person_id])


def late_drop(matter: Matter) -> Parcel | None:
    """Somebody dropped out late: for the captain in the thread, without a captain for the organizers."""
    if not matter.on:
        return None
    captain, values = matter.nudge.person_id, matter.nudge.values
    back = matter.facts.of(int(str(values.get("person") or 0)))
    if back is not None and back.state is SignupState.IN:  # they came back meanwhile
        return None
    told = [captain] if captain else []
    words = matter.person_words if captain else matter.words
    who = str(values.get("name") or "") or words("canvass.somebody")
    room = THREAD if captain else _organizers(matter)
    return Parcel(room, cards.late_drop(matter.facts, who, told, words, matter.nudge.id), told)


def _organizers(matter: Matter) -> int:
    """The organizers' channel, if there is one that the bot can write in, as far as this process knows the server."""
    number = matter.audience.team.organizers_channel_id
    if matter.guild is None:
        return number or THREAD
    channel = matter.guild.get_channel(number) if number else None
    return channel.id if channel is not None and not lacking(channel, WRITE) else THREAD


# ---- to everyone concerned -------------------------------------------------------------------------------


def cancelled(matter: Matter) -> Parcel | None:
    """The session is off: that is told to those, too, who want no reminders."""
    told = [s.person_id for s in matter.left(matter.facts.those(*COMING))]
    if matter.facts.state is not CanvassState.CANCELLED or not told:
        return None
    return Parcel(THREAD, cards.cancelled(matter.facts, told, matter.words, matter.nudge.id), told)


def moved(matter: Matter) -> Parcel | None:
    """The time is another: those who have not answered since are asked again, also if they want no reminders."""
    return _asking(matter, [s for s in matter.facts.those(*COMING) if s.confirm or s.state is SignupState.WAITING])


def remind(matter: Matter) -> Parcel | None:
    """A captain's reminder."""
    return _asking(matter, matter.willing(*REMINDED))


def confirm(matter: Matter) -> Parcel | None:
    """The day before."""
    return _asking(matter, matter.unreminded(SignupState.IN, SignupState.MAYBE))


def today(matter: Matter) -> Parcel | None:
    """The day itself."""
    return _asking(matter, matter.unreminded(SignupState.IN))


def late_signup(matter: Matter) -> Parcel | None:
    """Those who signed up after the others were reminded."""
    return _asking(matter, [s for s in matter.willing(SignupState.IN) if s.told_at is None])


def _asking(matter: Matter, those: Sequence[Standing]) -> Parcel | None:
    told = [s.person_id for s in matter.left(those)]
    if not matter.on or not told:
        return None
    notice = cards.Asking(matter.nudge, matter.facts, told, matter.audience.pairs, matter.now)
    return Parcel(THREAD, cards.asking(notice, matter.words), told)


PAINTERS: dict[NudgeKind, Painter] = {
    NudgeKind.OFFER: offer,
    NudgeKind.PROMOTED: promoted,
    NudgeKind.LATE_DROP: late_drop,
    NudgeKind.CANCELLED: cancelled,
    NudgeKind.MOVED: moved,
    NudgeKind.REMIND: remind,
    NudgeKind.CONFIRM: confirm,
    NudgeKind.TODAY: today,
    NudgeKind.LATE_SIGNUP: late_signup,
}

# Kinds whose message says who knocks with whom.
WITH_PARTNERS = frozenset({NudgeKind.LATE_SIGNUP})
