"""What the bot will send by itself, and when; pressing an entry goes to its time."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from rehearsal.app import Coming
from rehearsal.page.keyed import Item, Keyed
from rehearsal.page.tab import Tab
from rehearsal.render.tag import Tag, html

FIRST = 4  # entries that are shown before somebody asks for more
SIGNS = {
    "waits.quiet": "🌙",
    "waits.cap": "🌤️",
    "waits.pace": "⏳",
    "waits.trouble": "⚠️",
    "held": "📨",
    "closed": "🔕",
}


class Ahead:
    """The list of what is coming, soonest first; what waits behind closed direct messages stands last."""

    def __init__(self, tab: Tab, travel: Callable[[datetime], Awaitable[None]]) -> None:
        """`travel` moves the clock."""
        self.tab, self._travel, self._all = tab, travel, False
        words = tab.words
        Tag("h2", words("coming.title"))
        self.empty = Tag("p", words("coming.empty"), "setting-name")
        self._list = Keyed(Tag("div", classes="coming", role="group", aria_label=words("coming.title")))
        self.more = Tag("button", classes="btn btn-plain", type="button", data_focus="coming.more", hidden=True)
        self.more.pressed(self._unfold)

    def show(self) -> None:
        """Show what is coming now."""
        coming = self.tab.world.coming
        self.empty.set(hidden=bool(coming))
        shown = coming if self._all else coming[:FIRST]
        self._list.show([Item(one.id, (repr(one), self.tab.locale), partial(self._entry, one)) for one in shown])
        self.more.text = self.tab.words("coming.less") if self._all else self.tab.words("coming.more")
        self.more.set(hidden=len(coming) <= FIRST)

    def _unfold(self) -> None:
        self._all = not self._all
        self.show()

    def _entry(self, one: Coming) -> Tag:
        if one.at is None:
            with Tag("div", classes="ahead") as drawn:
                self._lines(one)
            return drawn
        with Tag("button", classes="ahead", type="button", data_focus=f"coming:{one.id}") as drawn:
            self._lines(one)
        drawn.set(title=self.tab.words("coming.jump"))
        return drawn.pressed(partial(self._go, one.at))

    async def _go(self, moment: datetime) -> None:
        await self._travel(max(moment, self.tab.world.clock.now()))

    def _lines(self, one: Coming) -> None:
        words, name = self.tab.words, self._name(one)
        if one.at is not None:
            unix = int(one.at.timestamp())
            with Tag("span", classes="ahead-when"):
                html(f'<discord-time unix="{unix}" look="ahead"></discord-time>')
                html(f'<discord-time unix="{unix}" look="R"></discord-time>', "quiet")
        with Tag("span", classes="ahead-what"):
            Tag("span", words(f"coming.kind.{one.kind}"))
            if name:
                Tag("bdi", words("coming.for", name=name), "quiet")
        if one.about:
            Tag("bdi", one.about, "ahead-about")
        if why := self._why(one):
            with Tag("span", classes="ahead-why"):
                Tag("span", SIGNS[why], aria_hidden="true")
                Tag("span", words(f"coming.{why}", name=name or words("coming.somebody")))

    def _name(self, one: Coming) -> str:
        people = self.tab.world.people.values()
        return next((person.player.name for person in people if person.id == one.person_id), "")

    def _why(self, one: Coming) -> str:
        """What keeps it from simply going at its time, if anything does."""
        if one.state in SIGNS:
            return one.state
        return f"waits.{one.waits_for}" if one.waits_for else ""
