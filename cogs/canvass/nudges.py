"""Nudges about a session as messages: mostly in its thread, each mentioning those whom it concerns.

painters.py is what each of them says.
"""

from functools import partial

import discord

from bot.client import TocToc
from bot.courier import Parcel
from bot.permissions import lacking
from cogs.canvass.painters import PAINTERS, WITH_PARTNERS, WRITE, Matter, Painter
from db import canvass, people
from db.facts import CanvassFacts, DueNudge, NudgeKind

WRITE_IN_THREAD = ("view_channel", "send_messages_in_threads")


class Notices:
    """Paints the nudges of sessions."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let the courier know how each kind becomes a message."""
        for kind, painter in PAINTERS.items():
            self._kit.courier.learn(kind, partial(self._paint, painter))
        self._kit.courier.learn(NudgeKind.OFFER_OVER, self._offer_over)

    async def _paint(self, painter: Painter, nudge: DueNudge) -> Parcel | None:
        matter = await self._matter(nudge)
        parcel = painter(matter) if matter else None
        if matter is None or parcel is None:
            return None
        if parcel.channel_id:
            return parcel
        room = await self._room(matter)
        return Parcel(room, parcel.view, parcel.mentions) if room else None

    async def _matter(self, nudge: DueNudge) -> Matter | None:
        """Everything about a nudge, as it is now; None where the session is gone."""
        unit = partial(
            people.audience,
            team_id=nudge.team_id,
            canvass_id=nudge.canvass_id or 0,
            person_id=nudge.person_id,
            partners=nudge.kind in WITH_PARTNERS,
        )
        audience = await self._kit.read(unit)
        if audience is None:
            return None
        return Matter(nudge, audience, self._client.get_guild(nudge.team_id), self._kit.clock.now())

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
