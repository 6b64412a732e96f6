"""The board in a session's thread, brought in line with the database whenever somebody pressed something."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import discord

from bot.cards.board import board as paint_board
from bot.cards.board import board_id, called_off
from bot.cards.wrap import wrapped
from bot.client import TocToc
from bot.courier import Parcel
from bot.messages import own_among, post
from bot.permissions import lacking
from bot.pictures import day
from bot.studio import Shot
from bot.words import words_in
from db import canvass, doors, teams
from db.facts import CanvassState, DueNudge, TeamFacts
from db.facts.doors import BoardFacts

ARCHIVED = 50083
UNKNOWN_CHANNEL = 10003
TROUBLE = "canvass:board"
IN_CHANNEL = ("view_channel", "send_messages")
IN_THREAD = ("view_channel", "send_messages_in_threads")


@dataclass(frozen=True, slots=True)
class Look:
    """How a board looks now, with its picture if it has one."""

    view: discord.ui.LayoutView
    shot: Shot | None = None

    def files(self) -> list[discord.File]:
        """The picture's file, a new one each time."""
        return [self.shot.file()] if self.shot else []


class Boards:
    """Paints boards; `paint` may be called at any time and any number of times."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit
        self._asked: set[int] = set()  # sessions whose thread was asked for: once is enough
        self._well: set[int] = set()  # teams in which no trouble is noted

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

    async def paint(self, canvass_id: int) -> None:
        """Bring a board up to date."""
        facts = await self._kit.read(partial(doors.board, canvass_id=canvass_id))
        if facts is None or not _has_board(facts):
            return
        guild = self._client.get_guild(facts.team_id)
        team = await self._kit.read(partial(teams.team_of, team_id=facts.team_id)) if guild else None
        if guild is None or team is None:
            return
        if missing := _missing(guild, facts):
            await self._trouble(facts, "missing_permissions", missing=list(missing))
            return
        try:
            await self._show(facts, team)
        except discord.Forbidden:
            await self._trouble(facts, "refused")
            return
        await self._mended(facts)

    async def _show(self, facts: BoardFacts, team: TeamFacts) -> None:
        look = await self._look(facts, team)
        try:
            if facts.message_id is not None and await self._edited(facts, facts.message_id, look):
                return
            if facts.state is CanvassState.LIVE or (facts.message_id is None and facts.state is CanvassState.WRAPPED):
                await self._posted(facts, look)
        except discord.NotFound as error:
            if error.code != UNKNOWN_CHANNEL:
                raise
            await self._lost(facts)

    async def _look(self, facts: BoardFacts, team: TeamFacts) -> Look:
        """The board while people are out; once it is wrapped up, the card that stays, with the picture of the day."""
        words = words_in(team.language)
        if facts.state is CanvassState.CANCELLED:
            return Look(called_off(facts, words))
        if facts.state is not CanvassState.WRAPPED:
            return Look(paint_board(facts, words))
        if not facts.total.doors:
            return Look(wrapped(facts, words))
        shot = await self._kit.studio.draw(day.sketch(facts, team.clock_zone, words))
        return Look(wrapped(facts, words, shot.gallery()), shot)

    async def _edited(self, facts: BoardFacts, message_id: int, look: Look) -> bool:
        """Edit the board; False where it is not there any more."""
        message = self._room(facts).get_partial_message(message_id)
        try:
            await self._kit.repaint.edit(message, look.view, look.files())
        except discord.NotFound as error:
            self._kit.repaint.forget(message_id)
            if error.code == UNKNOWN_CHANNEL:
                raise
            return False
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._wake(facts)
            await self._kit.repaint.edit(message, look.view, look.files())
        return True

    async def _wake(self, facts: BoardFacts) -> None:
        """A thread in which nobody wrote for long cannot be painted in until it is opened again."""
        thread = await self._client.fetch_channel(facts.thread_id or 0)
        if isinstance(thread, discord.Thread):
            await thread.edit(archived=False)

    async def _posted(self, facts: BoardFacts, look: Look) -> None:
        if facts.thread_id is None and self._asks_for_thread(facts):
            return
        room, message = self._room(facts), None
        if facts.message_id is None:
            # A process may have died between sending the board and remembering it.
            bot = self._client.user
            message = await own_among(room, bot, board_id(facts.canvass_id)) if bot else None
        if message is None:
            nonce = f"b{facts.canvass_id}.{(facts.message_id or 0) % 10**12}"
            message = await post(room, look.view, nonce=nonce, files=look.files())
            self._kit.repaint.remember(message.id, look.view)
            await self._pin(facts, message)
        else:
            await self._kit.repaint.edit(room.get_partial_message(message.id), look.view, look.files())
        await self._remember(facts, message.id)

    async def _pin(self, facts: BoardFacts, message: discord.Message) -> None:
        """Pinned, it is found however much was written since; it is no trouble where that may not be."""
        guild = self._client.get_guild(facts.team_id)
        channel = guild.get_channel(facts.card_channel_id or 0) if guild else None
        if channel is not None and not lacking(channel, ("pin_messages",)):
            with contextlib.suppress(discord.HTTPException):
                await message.pin()

    # ---- its thread ----------------------------------------------------------------------------------

    async def _lost(self, facts: BoardFacts) -> None:
        """The thread was deleted: the session's card begins another, once."""
        if facts.state is not CanvassState.LIVE or facts.thread_id is None:
            return
        if facts.canvass_id in self._asked:
            await self._trouble(facts, "channel_gone")
            return
        await self._kit.write(partial(canvass.remember_thread, canvass_id=facts.canvass_id, thread_id=None))
        await self._remember(facts, None)
        self._asks_for_thread(facts)

    def _asks_for_thread(self, facts: BoardFacts) -> bool:
        """Have the session's card begin a thread, then this board is painted; False where that was tried before."""
        if facts.canvass_id in self._asked or facts.card_channel_id is None:
            return False
        self._asked.add(facts.canvass_id)
        self._kit.repaint.soon("canvass", facts.canvass_id)
        return True

    def _room(self, facts: BoardFacts) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(facts.thread_id or facts.card_channel_id or 0)

    async def _remember(self, facts: BoardFacts, message_id: int | None) -> None:
        known = partial(doors.remember_board, canvass_id=facts.canvass_id, message_id=message_id)
        await self._kit.write(known)

    # ---- trouble -------------------------------------------------------------------------------------

    async def _trouble(self, facts: BoardFacts, code: str, **details: object) -> None:
        """Organizers are told on the session's panel."""
        self._well.discard(facts.team_id)
        note = partial(
            teams.note_trouble,
            team_id=facts.team_id,
            thing=TROUBLE,
            code=code,
            details={"channel_id": facts.card_channel_id, **details},
            now=self._kit.clock.now(),
        )
        await self._kit.write(note)

    async def _mended(self, facts: BoardFacts) -> None:
        """Forget a trouble that is over."""
        if facts.team_id not in self._well:
            await self._kit.write(partial(teams.end_trouble, team_id=facts.team_id, thing=TROUBLE))
            self._well.add(facts.team_id)


def _has_board(facts: BoardFacts) -> bool:
    """Whether a session has a board, or should have one; one that was called off keeps the one it had."""
    begun = facts.state in {CanvassState.LIVE, CanvassState.WRAPPED}
    return begun or (facts.state is CanvassState.CANCELLED and facts.message_id is not None)


def _missing(guild: discord.Guild, facts: BoardFacts) -> tuple[str, ...]:
    """What the bot was not given: asking Discord in vain is counted against the bot."""
    channel = guild.get_channel(facts.card_channel_id or 0)
    if channel is None:
        return ()
    return lacking(channel, IN_CHANNEL if facts.thread_id is None else IN_THREAD)
