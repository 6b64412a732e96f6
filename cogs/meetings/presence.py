"""What Discord shows of a meeting, brought in line with the database: card, thread and scheduled event.

Nothing that goes wrong beside the card keeps it from being painted. What an organizer can mend is noted as a trouble,
and forgotten once it works again.
"""

import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot import ids
from bot.cards.meetings import card
from bot.client import TocToc
from bot.messages import own_among, post
from bot.permissions import MESSAGES
from cogs.meetings import beside
from cogs.meetings.scene import LackingError, Scene, require, set_scene
from db import meetings, teams
from db.facts.meetings import MeetingFacts

log = logging.getLogger(__name__)

TO_EDIT = ("view_channel",)  # one's own message
CARD, THREAD, EVENT = "meeting:card", "meeting:thread", "meeting:event"


class Presence:
    """Paints meetings; `paint` may be called at any time and any number of times."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    async def overdue(self) -> Sequence[int]:
        """Meetings whose card was never posted, or does not show what is so."""
        now = self._kit.clock.now()
        missing = await self._kit.read(partial(meetings.without_card, now=now))
        return [*missing, *await self._kit.read(partial(meetings.behind, now=now))]

    async def paint(self, meeting_id: int) -> None:
        """Bring everything about a meeting up to date."""
        scene = await set_scene(self._client, meeting_id)
        shown = await self._card(scene) if scene else None
        if scene is None or shown is None:
            return
        for thing, work in ((THREAD, beside.bring_up_thread), (EVENT, beside.bring_up_event)):
            shown = await self._beside(shown, thing, work)
        painted = partial(meetings.remember_painted, meeting_id=meeting_id, changes=scene.facts.changes)
        await self._kit.write(painted)

    async def rename(self, meeting_id: int) -> None:
        """Give the thread the name that fits now; where Discord will not, it keeps the one it has."""
        scene = await set_scene(self._client, meeting_id)
        if scene is not None:
            with contextlib.suppress(discord.DiscordException):
                await beside.rename(scene)

    # ---- the card ----------------------------------------------------------------------------------

    async def _card(self, scene: Scene) -> Scene | None:
        """Edit or post the card; None where it cannot be shown."""
        if scene.channel is None:
            await self._trouble(scene, CARD, "channel_gone", channel_id=scene.facts.channel_id)
            return None
        try:
            shown = await self._edited(scene, scene.channel) or await self._posted(scene, scene.channel)
        except LackingError as error:
            await self._trouble(scene, CARD, "missing_permissions", channel_id=error.channel_id, missing=error.missing)
            return None
        except discord.Forbidden:
            await self._trouble(scene, CARD, "refused", channel_id=scene.channel.id)
            return None
        await self._mended(scene, CARD)
        return replace(scene, facts=shown) if shown else None

    async def _edited(self, scene: Scene, channel: discord.TextChannel) -> MeetingFacts | None:
        """The meeting, if its card is there; None where it was deleted, or never posted. Raises LackingError."""
        facts = scene.facts
        if facts.message_id is None:
            return None
        require(channel, TO_EDIT)
        view = card(facts, scene.words, now=scene.now)
        try:
            await self._kit.repaint.edit(channel.get_partial_message(facts.message_id), view)
        except discord.NotFound:
            self._kit.repaint.forget(facts.message_id)
            return None
        return facts

    async def _posted(self, scene: Scene, channel: discord.TextChannel) -> MeetingFacts | None:
        """The meeting with a new card; none for one that is over. Raises LackingError."""
        facts = scene.facts
        if facts.over:
            if facts.message_id is not None:  # it was deleted, and is not missed any more
                await self._remember(facts, channel, None)
            return None
        require(channel, MESSAGES)
        view = card(facts, scene.words, now=scene.now)
        # A process may have died between sending the card and remembering it.
        message = None
        if facts.message_id is None:
            message = await own_among(channel, channel.guild.me, ids.MEETING_MANAGE(meeting=facts.id))
        if message is None:
            message = await post(channel, view, nonce=f"m{facts.id}.{(facts.message_id or 0) % 10**12}")
        await self._remember(facts, channel, message.id)
        return replace(facts, channel_id=channel.id, message_id=message.id)

    async def _remember(self, facts: MeetingFacts, channel: discord.TextChannel, message_id: int | None) -> None:
        of: dict[str, Any] = {"meeting_id": facts.id, "channel_id": channel.id, "message_id": message_id}
        await self._kit.write(partial(meetings.remember_card, **of))

    # ---- beside it, and trouble ----------------------------------------------------------------------

    async def _beside(self, scene: Scene, thing: str, work: Callable[[Scene], Awaitable[Scene]]) -> Scene:
        """Do something that must never keep the card from being painted."""
        try:
            after = await work(scene)
        except LackingError as error:
            await self._trouble(scene, thing, "missing_permissions", channel_id=error.channel_id, missing=error.missing)
            return scene
        except (discord.DiscordException, OSError, TimeoutError) as error:
            log.warning("%s of meeting %s: %s", thing, scene.facts.id, type(error).__name__)
            await self._trouble(scene, thing, "refused")
            return scene
        await self._mended(scene, thing)
        return after

    async def _trouble(self, scene: Scene, thing: str, code: str, **details: object) -> None:
        known = next((trouble for trouble in scene.troubles if trouble.thing == thing), None)
        if known is None or (known.code, known.values.get("channel_id")) != (code, details.get("channel_id")):
            team_id, now = scene.team.id, scene.now
            await self._kit.write(
                lambda tx: teams.note_trouble(tx, team_id=team_id, thing=thing, code=code, details=details, now=now)
            )

    async def _mended(self, scene: Scene, thing: str) -> None:
        """Forget a trouble that is over; one about another channel is another's."""
        for known in scene.troubles:
            channel = known.values.get("channel_id")
            elsewhere = known.code != "channel_gone" and channel and channel != scene.facts.channel_id
            if known.thing == thing and not elsewhere:
                await self._kit.write(partial(teams.end_trouble, team_id=scene.team.id, thing=thing))
