"""The messages of a place, as the person at this tab sees them."""

import json
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import discord

from rehearsal import render, sight, team
from rehearsal.page.keyed import Item, Keyed
from rehearsal.page.tab import Tab
from rehearsal.render.scene import Json, Scene
from rehearsal.render.tag import Tag, html

PAGE = 50
TOGETHER = timedelta(minutes=7)
PRIVATE = discord.MessageFlags.ephemeral.flag
PLAIN = (discord.MessageType.default.value, discord.MessageType.reply.value)
Action = tuple[str, Callable[[], Awaitable[None]]]


class Feed:
    """The last messages, oldest first, with the days between them."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.most, self._where = tab, PAGE, tab.where
        label = tab.words("feed.label")
        with Tag("section", classes="feed", id="feed", role="log", aria_label=label, tabindex="0") as self.box:
            self.earlier = Tag("button", tab.words("feed.earlier"), "btn btn-plain earlier", type="button", hidden=True)
            self.earlier.pressed(self._more)
            self._list = Keyed(Tag("div", classes="messages"))
            self.empty = Tag("p", classes="empty quiet", hidden=True)

    def show(self) -> None:
        """Show the messages of the place."""
        place = self.tab.place
        if place.key != self._where:
            self._where, self.most = place.key, PAGE
        self.box.set(data_place=f"{self.tab.who}/{place.id}")
        seen = self._seen(place)
        while self.tab.sought and len(seen) > self.most and self.tab.sought not in {one["id"] for one in seen[1:]}:
            self.most += PAGE
            seen = self._seen(place)
        self.tab.sought = ""
        self.earlier.set(hidden=len(seen) <= self.most)
        self.empty.set(hidden=bool(seen))
        self.empty.text = self.tab.words(f"feed.empty.{'dm' if place.kind == 'dm' else 'channel'}")
        self._list.show(self._items(seen[-self.most :], self._scene(place)))

    def _seen(self, place: sight.Place) -> list[Json]:
        # Hidden ones may be among the last: look a little further back, and for one more than is shown.
        hidden = self.tab.hidden
        seen = sight.messages(self.tab.world, self.tab.person, place.id, self.most + len(hidden) + 1)
        return [message for message in seen if message["id"] not in hidden]

    def _more(self) -> None:
        self.most += PAGE
        self.show()

    def _items(self, messages: list[Json], scene: Scene) -> list[Item]:
        items: list[Item] = []
        for before, message in zip([None, *messages], messages, strict=False):
            if before is None or _day(before) != _day(message):
                items.append(Item(_day(message), self.tab.locale, partial(_divider, message)))
            follows = before is not None and _together(before, message)
            labels = [label for label, _ in scene.actions(message)]
            depends = json.dumps([message, follows, labels, scene.threads.get(message["id"]), self.tab.locale])
            items.append(Item(message["id"], depends, partial(render.message, message, scene, follows=follows)))
        return items

    def _scene(self, place: sight.Place) -> Scene:
        tab = self.tab
        threads = {} if place.kind == "dm" else {str(thread.id): thread.name or "" for thread in place.handle.threads}
        kind = discord.AppCommandType.message
        menus = {} if place.kind == "dm" else sight.menus(tab.world, tab.person, place.id, kind, tab.locale)
        return Scene(
            words=tab.words,
            names=sight.names(tab.world),
            pinged=sight.pinged(tab.world, tab.person, place.id, self.most),
            choose=tab.choose,
            entities=lambda part: {key: name for key, (name, _) in tab.entities(part).items()},
            actions=lambda message: self._actions(message, menus),
            threads=threads,
        )

    def _actions(self, message: Json, menus: dict[str, str]) -> list[Action]:
        if message["flags"] & PRIVATE:
            return [(self.tab.words("message.dismiss"), partial(self._dismiss, message["id"]))]
        found: list[Action] = [(shown, partial(self._menu, message, name)) for name, shown in menus.items()]
        if sight.may_delete(self.tab.world, self.tab.person, message):
            found.append((self.tab.words("message.delete"), partial(self._delete, message)))
        return found

    async def _menu(self, message: Json, name: str) -> None:
        if target := self.tab.target(message["id"]):
            await self.tab.do(self.tab.seat.menu(self.tab.place.handle, name, target))

    async def _delete(self, message: Json) -> None:
        if target := self.tab.target(message["id"]):
            await self.tab.do(self.tab.seat.delete(target))

    async def _dismiss(self, message: str) -> None:
        self.tab.hidden.add(message)
        self.show()


def _day(message: Json) -> date:
    return datetime.fromisoformat(message["timestamp"]).astimezone(ZoneInfo(team.ZONE)).date()


def _together(before: Json, message: Json) -> bool:
    """Whether two messages belong under one headline: same author, shortly after, neither an answer nor private."""
    if (
        before["author"]["id"] != message["author"]["id"]
        or {before["type"], message["type"]} - set(PLAIN)
        or _day(before) != _day(message)
    ):
        return False
    if message.get("interaction_metadata") or (before["flags"] ^ message["flags"]) & PRIVATE:
        return False
    sent = [datetime.fromisoformat(one["timestamp"]) for one in (before, message)]
    return message["type"] == 0 and sent[1] - sent[0] < TOGETHER


def _divider(message: Json) -> Tag:
    moment = int(datetime.fromisoformat(message["timestamp"]).timestamp())
    with Tag("div", classes="day", role="separator") as drawn:
        html(f'<discord-time unix="{moment}" look="D"></discord-time>')
    return drawn
