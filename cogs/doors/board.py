"""The board in a session's thread, brought in line with the database whenever somebody pressed something."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import discord

from bot.cards.board import board as paint_board
from bot.cards.board import board_id
from bot.client import TocToc
from bot.courier import Parcel
from bot.messages import own_among, post
from bot.words import words_in
from db import canvass, doors, teams
from db.facts import CanvassState, DueNudge, TeamFacts
from db.facts.doors import BoardFacts

OLD = timedelta(minutes=55)
OLD_PAUSE = 2.4
"""Messages older than an hour take three edits in six seconds (discord-platform.md, section 5); then error 30046."""

ARCHIVED = 50083
UNKNOWN_CHANNEL = 10003
TROUBLE = "canvass:board"


class Boards:
    """Paints boards; `paint` may be called at any time and any number of times."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    async def overdue(self) -> Sequence[int]:
        """Boards that have to be there. A session whose time came while nobody was there to start it starts now."""
        now = self._kit.clock.now()
        for canvass_id in await self._kit.read(partial(doors.due, now=now)):
            await self._begin(canvass_id)
        return await self._kit.read(partial(doors.live, now=now))

    async def start(self, nudge: DueNudge) -> Parcel | None:
        """The planned time of a session: nothing is told, its board opens."""
        await self._begin(nudge.canvass_id or 0)
        return None

    async def _begin(self, canvass_id: int) -> None:
        if await self._kit.write(partial(doors.start, canvass_id=canvass_id, now=self._kit.clock.now())):
            for kind in ("board", "canvass"):
                self._kit.repaint.soon(kind, canvass_id)

    # ---- painting ------------------------------------------------------------------------------------

    async def paint(self, canvass_id: int) -> float | None:
        """Bring a board up to date; returns how long it has to rest where it is an old one."""
        facts = await self._kit.read(partial(doors.board, canvass_id=canvass_id))
        if facts is None or self._client.get_guild(facts.team_id) is None:
            return None
        if facts.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
            return None
        team = await self._kit.read(partial(teams.team_of, team_id=facts.team_id))
        if team is None:
            return None
        try:
            await self._show(facts, team)
        except discord.Forbidden:
            await self._trouble(facts)
            return None
        return self._rest(facts)

    async def _show(self, facts: BoardFacts, team: TeamFacts) -> None:
        view = paint_board(facts, words_in(team.language))
        if facts.message_id is not None and await self._edited(facts, facts.message_id, view):
            return
        if facts.message_id is None or facts.state is CanvassState.LIVE:
            await self._posted(facts, view)

    async def _edited(self, facts: BoardFacts, message_id: int, view: discord.ui.LayoutView) -> bool:
        """Edit the board; False where it is not there any more."""
        message = self._room(facts).get_partial_message(message_id)
        try:
            await self._kit.repaint.edit(message, view)
        except discord.NotFound as error:
            self._kit.repaint.forget(message_id)
            await self._missed(facts, error)
            return False
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._wake(facts)
            await self._kit.repaint.edit(message, view)
        return True

    async def _missed(self, facts: BoardFacts, error: discord.NotFound) -> None:
        if error.code == UNKNOWN_CHANNEL and facts.thread_id is not None:
            # The thread was deleted: the next painting of the card begins another.
            await self._kit.write(partial(canvass.remember_thread, canvass_id=facts.canvass_id, thread_id=None))
            await self._remember(facts, None)
            self._kit.repaint.soon("canvass", facts.canvass_id)

    async def _wake(self, facts: BoardFacts) -> None:
        """A thread in which nobody wrote for long cannot be painted in until it is opened again."""
        thread = await self._client.fetch_channel(facts.thread_id or 0)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _posted(self, facts: BoardFacts, view: discord.ui.LayoutView) -> None:
        room = self._room(facts)
        message = None
        if facts.message_id is None:
            # A process may have died between sending the board and remembering it.
            bot = self._client.user
            message = await own_among(room, bot, board_id(facts.canvass_id)) if bot else None
        if message is None:
            message = await post(room, view, nonce=f"b{facts.canvass_id}.{(facts.message_id or 0) % 10**12}")
            self._kit.repaint.remember(message.id, view)
        else:
            await self._kit.repaint.edit(room.get_partial_message(message.id), view)
        await self._remember(facts, message.id)

    def _room(self, facts: BoardFacts) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(facts.thread_id or facts.card_channel_id or 0)

    async def _remember(self, facts: BoardFacts, message_id: int | None) -> None:
        known = partial(doors.remember_board, canvass_id=facts.canvass_id, message_id=message_id)
        await self._kit.write(known)

    async def _trouble(self, facts: BoardFacts) -> None:
        """Organizers are told on the session's panel."""
        note = partial(
            teams.note_trouble,
            team_id=facts.team_id,
            thing=TROUBLE,
            code="refused",
            details={"channel_id": facts.thread_id or facts.card_channel_id},
            now=self._kit.clock.now(),
        )
        await self._kit.write(note)

    def _rest(self, facts: BoardFacts) -> float | None:
        if facts.message_id is None:
            return None
        age = self._kit.clock.now() - discord.utils.snowflake_time(facts.message_id)
        return OLD_PAUSE if age > OLD else None
