"""One browser tab: who is at it, where they look, in which language; and what its presses set in motion."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

import discord
import simcord
from nicegui import Client, ui

from rehearsal import sight, team
from rehearsal.page.entities import entities
from rehearsal.page.forms import Form
from rehearsal.people import Person
from rehearsal.render.scene import Json
from rehearsal.seat import Seat
from rehearsal.words import Words
from rehearsal.world import Outcome, World

Kind = discord.ComponentType
T = TypeVar("T")


class Part(Protocol):
    """A part of the page that can be brought up to date."""

    def show(self) -> None:
        """Show what is so now."""


class Tab:
    """What the parts of one page share."""

    def __init__(self, world: World, client: Client, *, who: str, where: str, locale: str) -> None:
        """Who, where and in which language is what the page's address asks for; nonsense becomes the default."""
        self.world, self.client = world, client
        self.who = who if who in world.people else team.FIRST
        self.locale = locale if locale in team.LOCALES else self.person.player.locale
        self.where = where
        self.met = False  # the browser has been in touch: before that, what is pressed would go astray
        self.away = False  # the browser has lost touch, or was closed
        self.sought = ""  # the message to begin at, until it is shown
        self.hidden: set[str] = set()
        self.calls: dict[str, int] = {}  # by person: the messages that call them and that they have not read
        self.parts: list[Part] = []
        self.notice: Callable[[str], None] = lambda _: None
        self.busy: Callable[[bool], None] = lambda _: None
        self.rebuild: Callable[[], None] = lambda: None
        self.start_command: Callable[[str], Any] = lambda _: None
        self._due = False
        self._waiting = 0

    # ------------------------------------------------------------------ who and where

    @property
    def person(self) -> Person:
        """Who is at this tab."""
        return self.world.people[self.who]

    @property
    def seat(self) -> Seat:
        """They at their Discord client."""
        return Seat(self.world, self.person, self.locale)

    @property
    def words(self) -> Words:
        """The page's words in their language."""
        return Words(self.locale)

    @property
    def place(self) -> sight.Place:
        """Where they look; where they cannot look any more, the team's first channel."""
        named = {place.key: place for place in self.places}
        return named.get(self.where) or named.get(team.LANDING) or next(iter(named.values()))

    @property
    def places(self) -> list[sight.Place]:
        """Where they may read."""
        return sight.places(self.world, self.person)

    def become(self, who: str) -> None:
        """Sit down as somebody else, with the language of their Discord."""
        self.who, self.locale = who, self.world.people[who].player.locale
        self._moved()

    def speak(self, locale: str) -> None:
        """Set the language of this person's Discord."""
        self.locale = locale
        self._moved()

    def go(self, key: str, message: str = "") -> None:
        """Look at another place: at one of its messages, or else at its end."""
        self.where, self.sought = key, message
        self._remember()
        self.show()
        self.client.run_javascript(f"TocToc.arrived({json.dumps(message)})")

    def follow(self, channel: str, message: str) -> None:
        """Follow a way within Discord, where this person may go there."""
        place = next((one for one in self.places if str(one.id) == channel), None)
        self.notice("" if place else self.words("notice.hidden"))
        if place:
            self.go(place.key, message)

    def _moved(self) -> None:
        self.where = self.place.key
        self._remember()
        self.rebuild()
        self.client.run_javascript("TocToc.arrived()")

    def _remember(self) -> None:
        with self.client:
            ui.navigate.history.replace(f"/?who={self.who}&place={self.where}&lang={self.locale}")

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show soon what has changed; many changes at once are shown once."""
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._refresh)

    def _refresh(self) -> None:
        self._due = False
        if not self.client.is_deleted:
            self.show()

    def left(self) -> None:
        """Nobody looks any more."""
        self.away = True

    def back(self) -> None:
        """Somebody looks, for the first time or again, and reads what has come meanwhile."""
        if self.away or not self.met:
            self.met, self.away = True, False
            self.refresh()

    def show(self) -> None:
        """Bring every part up to date."""
        place = self.place
        if not self.away and sight.look(self.world, self.person, place.id) and place.unread:
            self.world.announce()  # the same person may sit at another tab
        self.calls = {one.key: self._calling(one) for one in self.world.people.values()}
        with self.client:
            for part in self.parts:
                part.show()

    def _calling(self, person: Person) -> int:
        return sum(place.pings for place in sight.places(self.world, person))

    # ------------------------------------------------------------------ acting

    async def wait(self, deed: Awaitable[T]) -> T:
        """Wait for something, and show meanwhile that it is under way."""
        self._waiting += 1
        self.busy(True)
        try:
            return await deed
        finally:
            self._waiting -= 1
            self.busy(self._waiting > 0)

    async def do(self, deed: Awaitable[Outcome]) -> Outcome:
        """Wait for an act, show that it is under way, and follow what the bot answered."""
        seat, in_dm = self.seat, self.place.kind == "dm"  # as they are now, whoever sits here when the answer comes
        outcome = await self.wait(deed)
        if self.client.is_deleted:
            return outcome
        self.notice(self.words("notice.unanswered") if outcome.unanswered else "")
        modal = getattr(outcome.result, "modal", None)
        if modal:
            with self.client:
                self._open(outcome.result, modal, seat, in_dm=in_dm)
        else:
            self.client.run_javascript("TocToc.answered()")
        return outcome

    def _open(self, form: simcord.InteractionResult, modal: Json, seat: Seat, *, in_dm: bool) -> None:
        async def send(values: dict[str, Any]) -> str:
            outcome = await self.do(seat.submit(form, values, in_dm=in_dm))
            return self.words("form.failed") if outcome.unanswered else ""

        Form(modal, self.words, self.entities, send)

    async def press(self, message: str, custom_id: str) -> None:
        """Press a button on a message of the place."""
        if target := self.target(message):
            await self.do(self.seat.press(target, custom_id))

    async def choose(self, message: Json, part: Json, values: Sequence[str]) -> None:
        """Choose in a select on a message."""
        target = self.target(message["id"])
        handles = self.entities(part)
        chosen = [handles[value][1] for value in values] if part["type"] != Kind.select.value else list(values)
        if target:
            await self.do(self.seat.choose(target, part["custom_id"], chosen))

    def target(self, message: str) -> simcord.ResponseMessage | None:
        """The message of the place to act on, while it is there."""
        stored = self.world.message(self.place.id, int(message))
        if stored is None:
            self.notice(self.words("notice.gone"))
        return stored

    def entities(self, part: Json) -> dict[str, tuple[str, Any]]:
        """The people, roles or channels that a select or an option may name here: id → (name, handle)."""
        return entities(self.world, self.person, part, in_dm=self.place.kind == "dm")
