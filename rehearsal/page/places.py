"""The left column: the team's events, channels with their threads, direct messages; and the bar above the messages."""

from datetime import datetime
from functools import partial
from typing import Any

from nicegui import ui

from rehearsal import sight, team
from rehearsal.page.keyed import Item, Keyed
from rehearsal.page.tab import Tab
from rehearsal.render.message import avatar
from rehearsal.render.tag import Tag, html
from rehearsal.render.text import to_html

SIGNS = {"channel": "#", "thread": "↳", "dm": "@"}


class Places:
    """The list of places; pressing one goes there."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        words = tab.words
        with Tag("aside", classes="side side-left", id="places", aria_label=words("places.label")):
            with Tag("div", classes="team"):
                Tag("strong", team.TEAM)
                Tag("span", words("places.pretend"), "quiet")
            self.events_title = Tag("h2", words("places.events"))
            self._events = Keyed(Tag("div", classes="events"))
            Tag("h2", words("places.channels"))
            self._places = Keyed(Tag("nav", classes="places", aria_label=words("places.channels")))

    def show(self) -> None:
        """Show channels with their unread marks, and events."""
        here = self.tab.place.key
        places = sight.places(self.tab.world, self.tab.person)
        self._places.show([self._item(place, here=place.key == here) for place in places])
        events = sight.events(self.tab.world)
        self.events_title.set(hidden=not events)
        self._events.show([Item(event.id, repr(event), partial(self._event, event)) for event in events])

    def _item(self, place: sight.Place, *, here: bool) -> Item:
        depends = (place.kind, place.name, place.unread > 0, place.pings, here)
        return Item(place.id, depends, lambda: self._place(place, here=here))

    def _place(self, place: sight.Place, *, here: bool) -> Tag:
        classes = f"place place-{place.kind}" + (" unread" if place.unread else "")
        current = "page" if here else None
        with Tag(
            "button", classes=classes, type="button", aria_current=current, data_focus=f"place:{place.id}"
        ) as drawn:
            Tag("span", SIGNS[place.kind], "sign", aria_hidden="true")
            Tag("bdi", place.name, "place-name")
            if place.pings:
                Tag("span", str(place.pings), "pings", aria_label=self.tab.words("places.pings", count=place.pings))
            elif place.unread:
                Tag("span", self.tab.words("places.unread"), "sr")
        return drawn.pressed(lambda: self.tab.go(place.key))

    def _event(self, event: Any) -> Tag:
        start = int(datetime.fromisoformat(event.scheduled_start_time).timestamp())
        where = (event.entity_metadata or {}).get("location") or ""
        with Tag("details", classes="event") as drawn:
            with Tag("summary"):
                Tag("bdi", event.name, "event-name")
                html(f'<discord-time unix="{start}" look="clock"></discord-time>', "quiet")
            Tag("div", where, "event-where")
            html(to_html(event.description or "", {}), "prose")
        return drawn


class Bar:
    """The bar above the messages: where one is, as whom, and on a phone the buttons for both side columns."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        words, name = tab.words, tab.person.player.name
        with Tag("header", classes="bar"):
            with opener("places", "icon only-narrow", words("places.label"), "☰") as self.channels:
                self.pings = Tag("span", classes="pings", aria_hidden="true")
            with Tag("h1", classes="bar-title"):
                self.sign = Tag("span", classes="sign", aria_hidden="true")
                self.name = Tag("bdi")
            self.topic = Tag("span", classes="bar-topic quiet")
            with opener("people", "me only-narrow", words("people.label_as", name=name)) as self.people:
                avatar({"id": str(tab.person.id)}, name, "small")
                Tag("span", name)
                self.others = Tag("span", classes="pings", aria_hidden="true")
        self.progress = Tag("div", classes="progress", role="status", aria_label=words("busy"), hidden=True)
        tab.busy = self._busy

    def _busy(self, busy: bool) -> None:
        self.progress.set(hidden=not busy)

    def show(self) -> None:
        """Show the name and topic of the place, and how much calls this person in others."""
        place, words = self.tab.place, self.tab.words
        mine, others = self.tab.calls[self.tab.who], sum(self.tab.calls.values()) - self.tab.calls[self.tab.who]
        self._count(self.channels, self.pings, mine, words("places.label"))
        self._count(self.people, self.others, others, words("people.label_as", name=self.tab.person.player.name))
        self.sign.text, self.name.text, self.topic.text = SIGNS[place.kind], place.name, place.topic
        ui.page_title(f"{SIGNS[place.kind]}{place.name} · {self.tab.person.player.name}")

    def _count(self, button: Tag, badge: Tag, count: int, label: str) -> None:
        badge.text = str(count)
        badge.set(hidden=not count)
        button.set(aria_label=f"{label} ({count})" if count else label)


def opener(column: str, classes: str, label: str, text: str = "") -> Tag:
    """A button that brings in a side column on a narrow window; the browser does the rest."""
    button = Tag("button", text, classes, type="button", aria_label=label)
    return button.set(data_toggle=column, aria_expanded="false", aria_controls=column)
