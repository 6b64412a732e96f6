"""The sessions of the pretend hour: planned days ago, with people who signed up, pairs and a board.

The thread of one session is new, and its board is posted when its planned time comes. The other began almost an hour
ago: its board becomes older than an hour half way through, from when on Discord takes fewer edits of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import discord
from sqlmodel import Session

from bot.cards import board as cards
from bot.words import words_in
from db import canvass, doors
from db.facts import CanvassPlan
from db.facts.doors import BoardFacts
from tests.wire import reading
from tests.wire.garden import Garden
from tests.wire.planting import card_with_thread
from tests.wire.player import Person
from tests.wire.posts import settled
from tests.wire.rates import OLD
from tests.wire.things import COMPONENTS_V2, Channel, Message

KNOWN = timedelta(days=3)
WALK_UPS = 6  # every so manieth person did not sign up
LANGUAGE = "en"


@dataclass
class Day:
    """One session and who goes out in it; the first of the people is its captain."""

    garden: Garden
    title: str
    people: Sequence[Person]
    began: timedelta  # how long ago
    thread: Channel = field(init=False)
    canvass_id: int = 0

    def __post_init__(self) -> None:
        self.thread = card_with_thread(self.garden, self.title)

    @property
    def captain(self) -> Person:
        """Who leads it."""
        return self.people[0]

    def plant(self, tx: Session) -> None:
        """Plan it, sign people up and pair them, as if days ago."""
        now = datetime.now(UTC)
        starts, before = now - self.began, now - KNOWN
        plan = CanvassPlan(
            starts,
            starts + timedelta(hours=3),
            title=self.title,
            captain_id=self.captain.user.id,
            captain_name=self.captain.user.name,
            door_goal=20 * len(self.people),
            debrief_place="Library steps",
        )
        organizer, room = self.garden.actor(self.garden.team.organizer), self.garden.team.rooms["canvass"]
        self.canvass_id = canvass.plan(tx, actor=organizer, plan=plan, channel_id=room.id, now=before).id
        canvass.remember_card(tx, canvass_id=self.canvass_id, channel_id=room.id, message_id=self.thread.id)
        canvass.remember_thread(tx, canvass_id=self.canvass_id, thread_id=self.thread.id)
        for number, each in enumerate(self.people, start=1):
            if number % WALK_UPS:
                canvass.join(tx, actor=self.garden.actor(each), canvass_id=self.canvass_id, now=before)
        if len(self.people) > 1:
            canvass.make_pairs(tx, actor=organizer, canvass_id=self.canvass_id, now=before)

    def begin_before(self, tx: Session, *, seconds: float) -> None:
        """It has begun already: its board is there, and becomes older than an hour in so many seconds."""
        written = datetime.now(UTC) - timedelta(seconds=OLD - seconds)
        doors.start(tx, canvass_id=self.canvass_id, now=written)
        message = self._posted(doors.board(tx, canvass_id=self.canvass_id), written)
        doors.remember_board(tx, canvass_id=self.canvass_id, message_id=message.id)

    def _posted(self, facts: BoardFacts | None, written: datetime) -> Message:
        assert facts is not None, "it is not planned yet"
        id_ = discord.utils.time_snowflake(written) + self.canvass_id
        parts = cards.board(facts, words_in(LANGUAGE)).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types
        bot = self.garden.stand_in.world.bot
        message = Message(id_, self.thread, bot, components=settled(parts, []), flags=COMPONENTS_V2)
        self.thread.messages[id_] = message
        return message

    @property
    def boards(self) -> list[Message]:
        """Its boards in the thread; there should be one."""
        known = cards.board_id(self.canvass_id)
        there = self.thread.messages.values()
        return [each for each in there if known in {one.custom_id for one in reading.buttons(each)}]

    @property
    def board(self) -> Message:
        """Its board, once it is there."""
        return self.boards[-1]
