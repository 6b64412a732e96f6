"""Nudges about a session as messages: mostly in its thread, each mentioning those whom it concerns.

A painter looks at the session as it is now: what is no longer so is not told any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import discord

from bot.cards import canvass_nudges as cards
from bot.cards.canvass_manage import COMING, REMINDED
from bot.client import TocToc
from bot.courier import Parcel
from bot.permissions import lacking
from bot.words import Words, words_in
from db import canvass, people, teams
from db.facts import CanvassFacts, CanvassState, DueNudge, NudgeKind, SignupState, Standing, TeamFacts

WRITE, WRITE_IN_THREAD = ("view_channel", "send_messages"), ("view_channel", "send_messages_in_threads")


@dataclass(frozen=True, slots=True)
class Matter:
    """A nudge with what it is about, as that is now."""

    nudge: DueNudge
    facts: CanvassFacts
    team: TeamFacts
    person_words: Words  # of the one whom the nudge is for
    unasked: frozenset[int]  # people who turned reminders off
    guild: discord.Guild | None  # None where another process has the server

    @property
    def words(self) -> Words:
        """The team's words, for what several people read."""
        return words_in(self.team.language)

    @property
    def who(self) -> Standing | None:
        """The one whom the nudge is for, if they still have an answer in this session."""
        return self.facts.of(self.nudge.person_id or 0)

    @property
    def on(self) -> bool:
        """Whether the session still takes place."""
        return not self.facts.over


class Notices:
    """Paints the nudges of sessions."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let the courier know how each kind becomes a message."""
        for kind, painter in PAINTERS.items():
            self._kit.courier.learn(kind, partial(self._paint, painter))
        self._kit.courier.learn(NudgeKind.OFFER_OVER, self._offer_over)

    async def _paint(self, painter: "Painter", nudge: DueNudge) -> Parcel | None:
        matter = await self._matter(nudge)
        parcel = painter(matter) if matter else None
        if matter is None or parcel is None:
            return None
        if parcel.channel_id:
            return parcel
        room = await self._room(matter)
        return Parcel(room, parcel.view, parcel.mentions) if room else None

    async def _matter(self, nudge: DueNudge) -> Matter | None:
        facts = await self._kit.read(partial(canvass.find, canvass_id=nudge.canvass_id or 0))
        if facts is None:
            return None
        asked = [s.person_id for s in facts.standings]
        (team, member), unasked = await self._kit.read(
            lambda tx: (
                teams.who(tx, team_id=nudge.team_id, person_id=nudge.person_id or 0),
                people.unasked(tx, team_id=nudge.team_id, people=asked),
            )
        )
        if team is None:
            return None
        own = member.language if member else None
        guild = self._client.get_guild(nudge.team_id)
        return Matter(nudge, facts, team, words_in(own or team.language), unasked, guild)

    async def _offer_over(self, nudge: DueNudge) -> Parcel | None:
        """Nothing is told: the place goes on, and the offer's own buttons say so to whoever comes late."""
        lapse = partial(
            canvass.lapse,
            canvass_id=nudge.canvass_id or 0,
            person_id=nudge.person_id or 0,
            now=self._kit.clock.now(),
        )
        if await self._kit.write(lapse) is not None:
            self._kit.repaint.soon("canvass", nudge.canvass_id or 0)
        return None

    async def _room(self, matter: Matter) -> int | None:
        """The session's thread; its channel where the thread is gone or closed to the bot; None without either."""
        facts, guild = matter.facts, matter.guild
        if guild is None:
            return facts.thread_id or facts.channel_id
        thread = await self._thread(guild, facts)
        if thread is not None and not lacking(thread, WRITE_IN_THREAD):
            return thread.id
        channel = guild.get_channel(facts.channel_id or 0)
        return channel.id if channel is not None and not lacking(channel, WRITE) else None

    async def _thread(self, guild: discord.Guild, facts: CanvassFacts) -> discord.Thread | None:
        if facts.thread_id is None:
            return None
        if known := guild.get_thread(facts.thread_id):
            return known
        try:
            found = await guild.fetch_channel(facts.thread_id)
        except discord.NotFound:
            await self._kit.write(partial(canvass.remember_thread, canvass_id=facts.id, thread_id=None))
            return None
        except discord.Forbidden:
            return None
        return found if isinstance(found, discord.Thread) else None


# ---- the painters: a parcel without a channel goes to the session's thread -----------------------------

Painter = Callable[[Matter], Parcel | None]
THREAD = 0


def offer(matter: Matter) -> Parcel | None:
    """A place is held for somebody."""
    who = matter.who
    if who is None or who.state is not SignupState.OFFERED:
        return None
    return Parcel(THREAD, cards.offer(matter.facts, who, matter.person_words), [who.person_id])


def promoted(matter: Matter) -> Parcel | None:
    """A place is somebody's at once."""
    who = matter.who
    if who is None or who.state is not SignupState.IN:
        return None
    return Parcel(THREAD, cards.promoted(matter.facts, who, matter.person_words), [who.person_id])


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
    room = 0 if captain else _organizers(matter)
    return Parcel(room, cards.late_drop(matter.facts, who, told, words), told)


def _organizers(matter: Matter) -> int:
    """The organizers' channel, if there is one that the bot can write in."""
    number = matter.team.organizers_channel_id
    channel = matter.guild.get_channel(number) if matter.guild and number else None
    return channel.id if channel is not None and not lacking(channel, WRITE) else THREAD


def cancelled(matter: Matter) -> Parcel | None:
    """The session is off."""
    told = [s.person_id for s in matter.facts.those(*COMING)]
    if matter.facts.state is not CanvassState.CANCELLED or not told:
        return None
    return Parcel(THREAD, cards.cancelled(matter.facts, told, matter.words), told)


def moved(matter: Matter) -> Parcel | None:
    """The time is another: those who have not answered since are asked again."""
    return _asking(matter, [s for s in matter.facts.those(*COMING) if s.confirm or s.state is SignupState.WAITING])


def remind(matter: Matter) -> Parcel | None:
    """A captain's reminder."""
    return _asking(matter, [s for s in matter.facts.those(*REMINDED) if s.person_id not in matter.unasked])


def confirm(matter: Matter) -> Parcel | None:
    """The day before."""
    asked = matter.facts.those(SignupState.IN, SignupState.MAYBE)
    return _asking(matter, [s for s in asked if s.person_id not in matter.unasked])


def today(matter: Matter) -> Parcel | None:
    """The day itself."""
    return _asking(matter, [s for s in matter.facts.those(SignupState.IN) if s.person_id not in matter.unasked])


def _asking(matter: Matter, those: list[Standing]) -> Parcel | None:
    told = [s.person_id for s in those]
    if not matter.on or not told:
        return None
    return Parcel(THREAD, cards.asking(matter.nudge.kind, matter.facts, told, matter.words), told)


PAINTERS: dict[NudgeKind, Painter] = {
    NudgeKind.OFFER: offer,
    NudgeKind.PROMOTED: promoted,
    NudgeKind.LATE_DROP: late_drop,
    NudgeKind.CANCELLED: cancelled,
    NudgeKind.MOVED: moved,
    NudgeKind.REMIND: remind,
    NudgeKind.CONFIRM: confirm,
    NudgeKind.TODAY: today,
}
