"""What people do with leaders, whoever these are: add, look into, ask, plan a meeting, look back; through the bot."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import simcord

from rehearsal import buttons, team
from rehearsal.hand import Hand, Lost
from rehearsal.leaders import SAID, Leader, Text
from rehearsal.seat import Seat
from rehearsal.world import World

CHANNEL = "outreach"
Goes = Mapping[str, tuple[str, ...]]  # person → what they do in the meeting


class Deeds:
    """The hands of the team, and what they do again and again; `player` reads and writes in `locale`."""

    def __init__(self, world: World, player: str, locale: str) -> None:
        self.world = world
        self._locales = {**{key: one.player.locale for key, one in world.people.items()}, player: locale}
        self._spanish = locale.startswith("es")
        self._hands: dict[str, Hand] = {}
        self._zone = ZoneInfo(team.ZONE)
        self._begun = world.clock.now()
        self._done: set[str] = set()

    # ------------------------------------------------------------------ who, what and when

    def _hand(self, key: str = team.FIRST) -> Hand:
        if key not in self._hands:
            seat = Seat(self.world, self.world.people[key], self._locales[key])
            self._hands[key] = Hand(seat, self.world.guild.channels[CHANNEL])
        return self._hands[key]

    def _in(self, text: Text) -> str:
        return text[self._spanish]

    def _said(self, key: str) -> str:
        return self._in(SAID[key])

    def _day(self, days: int) -> str:
        """The date in so many days, as everybody may type it."""
        return (self.world.clock.now().astimezone(self._zone).date() + timedelta(days=days)).isoformat()

    def _at(self, days: int, hour: int) -> datetime:
        """This hour on the day so many days after the story began."""
        day = self._begun.astimezone(self._zone).date() + timedelta(days=days)
        return datetime.combine(day, time(hour), self._zone)

    def tidy(self) -> None:
        """Leave nothing private lying about between two steps."""
        for hand in self._hands.values():
            hand.clear()

    async def _once(self, what: str, deed: Callable[[], Awaitable[None]]) -> None:
        """Do what would stand there twice, where a step is begun again after something broke in its middle."""
        if what not in self._done:
            await deed()
            self._done.add(what)

    # ------------------------------------------------------------------ what is done with any leader

    async def _add(self, leader: Leader) -> Hand:
        """Written down with what was found out; where the team has them already, their card is opened."""
        hand = self._hand()
        await hand.run("prospect add")
        typed: dict[str, Any] = {"kind": leader.kind, "name": leader.name, "role": self._in(leader.role)}
        if leader.asker:
            typed["asker"] = self.world.people[leader.asker].member
        await hand.fill(**typed, place=self._in(leader.place))
        if hand.sees("prospect.add_again"):
            await hand.press("prospect.open")
        for found in leader.found:
            await self._once(f"{leader.name}: {found[0]}", partial(self._note, leader, *found))
        return await self._open(leader)

    async def _note(self, leader: Leader, question: str, note: Text, source: str) -> None:
        hand = await self._open(leader)
        await hand.press("prospect.research")
        await hand.choose("prospect.question", question)
        await hand.fill(note=self._in(note), source=source)

    async def _open(self, leader: Leader) -> Hand:
        hand = self._hand()
        await hand.run("prospect find", who=leader.name)
        return hand

    async def _enough(self, leader: Leader) -> Hand:
        hand = await self._open(leader)
        await hand.press("prospect.move", "ask")
        return hand

    async def _log(self, leader: Leader, how: str, result: str, said: str, by: str = team.FIRST) -> None:
        async def write() -> None:
            hand = self._hand(by)
            await hand.run("prospect log", who=leader.name)
            await hand.fill(how=how, result=result, note=self._said(said))

        await self._once(said, write)

    async def _plan(self, leader: Leader, at: datetime, place: str, goes: Goes) -> None:
        """A meeting, with who goes and what they do there."""
        hand = self._hand()

        async def post() -> None:
            await hand.run("meeting plan", who=leader.name)
            coffee = self._said("coffee")
            await hand.fill(when=at.isoformat(), until="45 min", place=self._said(place), coffee=coffee)
            await hand.press("meeting.save")

        await self._once(place, post)
        for key, roles in goes.items():
            await hand.run("meeting prep", which=leader.name)
            await hand.choose("meeting.room_to", "people")
            if key == team.FIRST:
                await hand.choose("meeting.who", str(self.world.people[key].id))
            else:
                await hand.choose("meeting.go", self.world.people[key].member)
            await hand.choose("meeting.roles", *roles)

    async def _agree(self, leader: Leader, about: str = "", **more: str) -> None:
        hand = self._hand()
        await hand.run("meeting prep", which=leader.name)
        await hand.choose("meeting.room_to", "agree")
        await hand.press("meeting.write")
        said: dict[str, Any] = {name: self._said(f"{name}{about}") for name in ("first", "second", "ask")}
        await hand.fill(**{**said, "step": self._said("step"), **more})

    async def _review(self, leader: Leader, key: str) -> None:
        hand = self._hand()
        await hand.run("meeting evaluate", which=leader.name)
        said: dict[str, Any] = {one: self._said(f"{key}.{one}") for one in ("plan", "reached", "next", "learned")}
        await hand.fill(**said)

    def _card(self, code: str) -> simcord.ResponseMessage:
        """The newest public card on which this can be pressed, in whichever channel the team has chosen for it."""
        stored = [one for messages in self.world.env.backend.messages.values() for one in messages.values()]
        for one in sorted(stored, key=lambda message: message.id, reverse=True):
            message = self.world.message(one.channel_id, one.id)
            if message and not message.ephemeral and buttons.found(message, code):
                return message
        raise Lost(code)
