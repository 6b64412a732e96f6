"""Thanks: everybody who came may thank one person; what may be read by all is told in the thread, once."""

from functools import partial

import discord

from bot import ids
from bot.cards import thanks as cards
from bot.client import TocToc
from bot.ids import Value
from bot.messages import own_among, post
from bot.presses import press, submit
from bot.trips import Trip
from bot.words import words_in
from cogs.doors.presses import read_board
from cogs.doors.room import room_of
from db import doors
from db.doors import evening, thanking
from db.doors.evening import ToTell
from db.refusals import Gone


class Telling:
    """Tells public thanks in the thread; `paint` may be called any number of times."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let repaint know how thanks are told, and which were left untold by a crash."""
        self._kit.repaint.learn("thanks", self.paint, self.overdue)

    async def overdue(self) -> list[int]:
        """Thanks that no message tells yet."""
        return await self._kit.read(partial(evening.untold, now=self._kit.clock.now()))

    async def paint(self, appreciation_id: int) -> None:
        """Tell thanks, unless a message does."""
        found = await self._kit.read(partial(evening.to_tell, appreciation_id=appreciation_id))
        if found is None or found.thanks.message_id is not None or self._client.get_guild(found.team_id) is None:
            return
        try:
            message = await self._told(found)
        except (discord.Forbidden, discord.NotFound):
            return  # the other still reads it among their thanks
        if message is not None:
            known = partial(thanking.remember_thanks, appreciation_id=appreciation_id, message_id=message.id)
            await self._kit.write(known)

    async def _told(self, found: ToTell) -> discord.Message | None:
        board = await self._kit.read(partial(doors.board, canvass_id=found.canvass_id))
        number, bot = await room_of(self._client, board) if board else None, self._client.user
        if number is None or bot is None:
            return None
        room, thanks = self._client.get_partial_messageable(number), found.thanks
        # A process may have died between telling it and remembering that.
        told = await own_among(room, bot, ids.THANKS_TOO(canvass=found.canvass_id, thanks=thanks.id))
        view = cards.told(thanks, found.canvass_id, words_in(found.language))
        return told or await post(room, view, nonce=f"t{thanks.id}", mentions=[thanks.to_id])


@press(ids.THANKS_OPEN)
async def open_panel(begun: Trip, canvass: int, page: int) -> None:
    """*Thank someone*."""
    await _show(begun, canvass, page=page)


@press(ids.THANKS_TOO)
async def too(begun: Trip, canvass: int, thanks: int) -> None:  # noqa: ARG001 - its message is found again by it
    """The same, below thanks in the thread."""
    await _show(begun, canvass)


@press(ids.THANKS_MINE)
async def mine(begun: Trip) -> None:
    """*Thanks for me*, on one's own page."""
    await begun.show(cards.mine(await begun.read(partial(evening.for_me, actor=begun.actor)), begun.words))


async def _show(begun: Trip, canvass: int, *, page: int = 0, said: str = "") -> None:
    facts = await read_board(begun, canvass)
    found = await begun.read(partial(thanking.thanks, team_id=begun.team.id, canvass_id=canvass))
    await begun.show(cards.panel(facts, found, begun.actor.person_id, begun.words, page=page, said=said))


@press(ids.THANKS_WHO)
async def who(begun: Trip, canvass: int) -> None:
    """Somebody was chosen: what for?"""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    person = int(chosen[:19])
    await read_board(begun, canvass)
    values: dict[str, Value] = {"canvass": canvass, "person": person}
    typed = await begun.kept(cards.THANKS_FORM, **values) or await _before(begun, canvass, person)
    await begun.ask(cards.THANKS_FORM.paint(begun.words, typed, **values))


async def _before(begun: Trip, canvass: int, person: int) -> dict[str, str]:
    """What one thanked this person for already."""
    found = await begun.read(partial(thanking.thanks, team_id=begun.team.id, canvass_id=canvass, to_id=person))
    mine = next((one for one in found if one.from_id == begun.actor.person_id), None)
    return {"text": mine.text, "public": cards.YES if mine.public else cards.NO} if mine else {"public": cards.NO}


@submit(cards.THANKS_FORM)
async def thank(begun: Trip, canvass: int, person: int) -> None:
    """Thanks were written."""
    wished = begun.typed["public"] == cards.YES
    unit = partial(
        doors.thank,
        actor=begun.actor,
        canvass_id=canvass,
        to_id=person,
        text=begun.typed["text"],
        public=wished,
        now=begun.now,
    )
    done = await begun.save(cards.THANKS_FORM, unit, canvass=canvass, person=person)
    if done.public:
        begun.kit.repaint.soon("thanks", done.id)
    await _show(begun, canvass, said=cards.said(done, begun.words, wished=wished))
