"""Nudges about a meeting as messages in its thread: that it is today, at another time, called off; and that it is over.

What goes to one person (to prepare something, to say how it was) is in their letter: bot/cards/nudge_items.py.
"""

from collections.abc import Callable, Sequence
from functools import partial

import discord
from discord import ui

from bot.cards import meetings_day as cards
from bot.client import TocToc
from bot.courier import Parcel
from bot.permissions import lacking
from bot.words import Words, words_in
from cogs.meetings.thanks import promise_of
from db import meetings, people, teams
from db.facts import DueNudge, NudgeKind
from db.facts.meetings import MeetingFacts, MeetingState

WRITE, WRITE_IN_THREAD = ("view_channel", "send_messages"), ("view_channel", "send_messages_in_threads")

Paints = Callable[[MeetingFacts, Sequence[int], Words, int], ui.LayoutView]


class Notices:
    """Paints the nudges of meetings."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let the courier know how each kind becomes a message."""
        learn = self._kit.courier.learn
        learn(NudgeKind.MEETING_DAY, partial(self._tell, cards.today, self._is_ahead))
        learn(NudgeKind.MEETING_MOVED, partial(self._tell, cards.moved, self._is_ahead))
        learn(NudgeKind.MEETING_OFF, partial(self._tell, cards.off, self._is_off))
        learn(NudgeKind.MEETING_ENDS, self._ends)

    def _is_ahead(self, facts: MeetingFacts) -> bool:
        return facts.ahead and facts.plan.starts_at > self._kit.clock.now()

    def _is_off(self, facts: MeetingFacts) -> bool:
        return facts.state is MeetingState.CANCELLED

    async def _tell(self, paint: Paints, so: Callable[[MeetingFacts], bool], nudge: DueNudge) -> Parcel | None:
        """One message that mentions those who go; None for what is no longer so, and where there is no room for it."""
        facts = await self._kit.read(partial(meetings.look, meeting_id=nudge.meeting_id or 0))
        team = await self._kit.read(partial(teams.team_of, team_id=nudge.team_id))
        if facts is None or team is None or not so(facts):
            return None
        room = await self._room(facts)
        if room is None:
            return None
        told = await self._whom(facts, nudge)
        words = words_in(team.language)
        return Parcel(room, paint(meetings.public(facts), told, words, nudge.id), told)

    async def _whom(self, facts: MeetingFacts, nudge: DueNudge) -> list[int]:
        """Those who go; of them, whoever wants no reminders hears only of what has changed."""
        going = [one.person_id for one in facts.attendees]
        if nudge.kind is not NudgeKind.MEETING_DAY:
            return going
        unasked = await self._kit.read(partial(people.unasked, team_id=facts.team_id, people=going))
        return [person_id for person_id in going if person_id not in unasked]

    async def _ends(self, nudge: DueNudge) -> Parcel | None:
        """Nothing is told here: it was held, and those who went are asked in their own letters."""
        team = await self._kit.read(partial(teams.team_of, team_id=nudge.team_id))
        if team is None:
            return None
        say, now = promise_of(words_in(team.language)), self._kit.clock.now()
        unit = partial(meetings.ends, meeting_id=nudge.meeting_id or 0, say=say, now=now)
        if await self._kit.write(unit) is not None:
            self._kit.repaint.soon("meeting", nudge.meeting_id or 0)
        return None

    # ---- where -------------------------------------------------------------------------------------

    async def _room(self, facts: MeetingFacts) -> int | None:
        """The meeting's thread; its channel where the thread is gone or closed to the bot; None without either."""
        guild = self._client.get_guild(facts.team_id)
        if guild is None:
            return facts.thread_id or facts.channel_id
        thread = await self._thread(guild, facts)
        if thread is not None and not lacking(thread, WRITE_IN_THREAD):
            return thread.id
        channel = guild.get_channel(facts.channel_id or 0)
        return channel.id if channel is not None and not lacking(channel, WRITE) else None

    async def _thread(self, guild: discord.Guild, facts: MeetingFacts) -> discord.Thread | None:
        if facts.thread_id is None:
            return None
        if known := guild.get_thread(facts.thread_id):
            return known
        try:
            found = await guild.fetch_channel(facts.thread_id)
        except discord.NotFound:
            await self._kit.write(partial(meetings.remember_thread, meeting_id=facts.id, thread_id=None))
            return None
        except discord.Forbidden:
            return None
        return found if isinstance(found, discord.Thread) else None
