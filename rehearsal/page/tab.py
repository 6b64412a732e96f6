"""One browser tab: who is at it, where they look, in which language; and what its presses set in motion."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

import discord
import simcord
from nicegui import Client, ui

from rehearsal import sight, team
from rehearsal.page.forms import Form
from rehearsal.people import Person
from rehearsal.render.scene import Json
from rehearsal.seat import Seat
from rehearsal.words import Words
from rehearsal.world import Outcome, World

Kind = discord.ComponentType
Type = discord.AppCommandOptionType
T = TypeVar("T")
PEOPLE = (Kind.user_select.value, Kind.mentionable_select.value)
ROLES = (Kind.role_select.value, Kind.mentionable_select.value)


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
        self.hidden: set[str] = set()
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

    def go(self, key: str) -> None:
        """Look at another place."""
        self.where = key
        self._remember()
        self.show()
        self.client.run_javascript("TocToc.arrived()")

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

    def show(self) -> None:
        """Bring every part up to date."""
        place = self.place
        if sight.look(self.world, self.person, place.id) and place.unread:
            self.world.announce()  # the same person may sit at another tab
        with self.client:
            for part in self.parts:
                part.show()

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
        outcome = await self.wait(deed)
        if self.client.is_deleted:
            return outcome
        self.notice(self.words("notice.unanswered") if outcome.unanswered else "")
        modal = getattr(outcome.result, "modal", None)
        if modal:
            with self.client:
                self._open(outcome.result, modal)
        else:
            self.client.run_javascript("TocToc.answered()")
        return outcome

    def _open(self, form: simcord.InteractionResult, modal: Json) -> None:
        in_dm, seat = self.place.kind == "dm", self.seat

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
        """The people, roles or channels that a select or an option may name: id → (name, handle)."""
        kind, is_option = part["type"], "custom_id" not in part
        people = (Type.user.value, Type.mentionable.value) if is_option else PEOPLE
        roles = (Type.role.value, Type.mentionable.value) if is_option else ROLES
        channels = (Type.channel.value,) if is_option else (Kind.channel_select.value,)
        found: dict[str, tuple[str, Any]] = {}
        if kind in people:
            found |= {str(one.id): (one.player.name, one.member) for one in self.world.people.values()}
        if kind in roles:
            found |= {str(role.id): (f"@{role.name.lstrip('@')}", role) for role in self.world.guild.roles.values()}
        if kind in channels:
            wanted = part.get("channel_types") or [0, 10, 11, 12]
            seen = [place.handle for place in sight.places(self.world, self.person) if place.kind != "dm"]
            kinds = {one.id: self.world.env.backend.channels[one.id].type for one in seen}
            found |= {str(one.id): (f"#{one.name}", one) for one in seen if kinds[one.id] in wanted}
        return found
