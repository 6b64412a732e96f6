"""The people of the team: sit down as one of them, set their language, close their direct messages."""

from functools import partial

import discord

from rehearsal import sight, team
from rehearsal.page.keyed import Item, Keyed
from rehearsal.page.tab import Tab
from rehearsal.people import Person
from rehearsal.render.message import avatar
from rehearsal.render.tag import Tag


class Crew:
    """The list of people, and below it how the Discord of the one at this tab is set."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        words = tab.words
        Tag("h2", words("crew.title"))
        self._people = Keyed(Tag("div", classes="crew", role="group", aria_label=words("crew.title")))
        with Tag("div", classes="setting"):
            Tag("span", words("crew.language", name=tab.person.player.name), "setting-name")
            with Tag(
                "div", classes="segments", role="group", aria_label=words("crew.language", name=tab.person.player.name)
            ):
                for locale, name in team.LOCALES.items():
                    on = "true" if locale == tab.locale else "false"
                    choice = Tag("button", name, "segment", type="button", aria_pressed=on, data_focus=f"lang:{locale}")
                    choice.pressed(partial(tab.speak, locale))
        with Tag("label", classes="setting switch"):
            Tag("span", words("crew.dms", name=tab.person.player.name), "setting-name")
            self.dms = Tag("button", classes="toggle", type="button", role="switch", data_focus="dms")
            self.dms.set(aria_label=words("crew.dms", name=tab.person.player.name)).pressed(self._toggle)

    def show(self) -> None:
        """Show who is who, and for whom something is unread."""
        self._people.show([self._item(person) for person in self.tab.world.people.values()])
        closed = self.tab.world.closed_dms(self.tab.person)
        self.dms.set(aria_checked="false" if closed else "true")

    async def _toggle(self) -> None:
        world, person = self.tab.world, self.tab.person
        await world.close_dms(person, closed=not world.closed_dms(person))

    def _item(self, person: Person) -> Item:
        pings = self.tab.calls[person.key]
        depends = (self.tab.who == person.key, pings, self.tab.world.closed_dms(person), self.tab.locale)
        return Item(person.key, depends, lambda: self._person(person, pings))

    def _person(self, person: Person, pings: int) -> Tag:
        words, player = self.tab.words, person.player
        here = self.tab.who == person.key
        with Tag("div", classes="person-row") as row:
            with Tag("button", classes="person", type="button", data_focus=f"person:{person.key}") as button:
                button.set(aria_pressed="true" if here else "false").pressed(lambda: self.tab.become(person.key))
                avatar({"id": str(person.id)}, player.name)
                with Tag("span", classes="person-text"):
                    Tag("bdi", player.name, "person-name")
                    Tag("span", words(f"part.{player.part}"), "quiet")
                if self.tab.world.closed_dms(person):
                    Tag("span", "🔕", "person-mark", title=words("crew.closed"), aria_label=words("crew.closed"))
                if pings:
                    Tag("span", str(pings), "pings", aria_label=words("places.pings", count=pings))
            self._menus(person)
        return row

    def _menus(self, person: Person) -> None:
        tab = self.tab
        kind = discord.AppCommandType.user
        for name, shown in sight.menus(tab.world, tab.person, tab.place.id, kind, tab.locale).items():
            label = tab.words("crew.menu", command=shown, name=person.player.name)
            button = Tag("button", shown, "btn btn-plain person-menu", type="button", aria_label=label)
            button.pressed(partial(self._menu, name, person))

    async def _menu(self, name: str, person: Person) -> None:
        await self.tab.do(self.tab.seat.menu(self.tab.place.handle, name, person.member))
