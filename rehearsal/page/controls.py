"""The clock that moves, the trouble that can be made, and the log of what went wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from nicegui import ui

from rehearsal import team
from rehearsal.clock import next_morning
from rehearsal.journal import Entry
from rehearsal.page.combo import VALUE
from rehearsal.page.keyed import Item, Keyed
from rehearsal.page.tab import Tab
from rehearsal.render.tag import Tag, html

FAILURES = (1, 3, 10)
SHOWN = 50  # entries of the log


class Clockface:
    """The world's time, and the buttons that move it."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self._chosen = tab, ""
        words = tab.words
        Tag("h2", words("clock.title"))
        html('<discord-time unix="now" look="clock"></discord-time>', "clock")
        with Tag("div", classes="buttons"):
            for key, goal in self._jumps():
                jump = Tag("button", words(key), "btn btn-secondary", type="button", data_focus=key)
                jump.pressed(partial(self._travel, goal))
            self.due = Tag("button", words("clock.due"), "btn btn-secondary", type="button", data_focus="clock.due")
            self.due.pressed(self._to_next_due)
        with Tag("div", classes="buttons"):
            field = Tag("input", type="datetime-local", aria_label=words("clock.choose"), data_focus="clock.choose")
            field.on("input", lambda event: setattr(self, "_chosen", event.args), js_handler=VALUE)
            Tag("button", words("clock.go"), "btn btn-secondary", type="button").pressed(self._go)
        self.error = Tag("div", classes="field-error", role="alert")

    def show(self) -> None:
        """Offer the way to the next reminder while there is one; the time itself is written by the browser."""
        self.due.set(disabled=self.tab.world.next_due is None)

    def _jumps(self) -> list[tuple[str, Callable[[datetime], datetime]]]:
        zone = ZoneInfo(team.ZONE)
        return [
            ("clock.hour", lambda now: now + timedelta(hours=1)),
            ("clock.morning", lambda now: next_morning(now, zone)),
        ]

    async def _to_next_due(self) -> None:
        if due := self.tab.world.next_due:
            await self.to(max(due, self.tab.world.clock.now()))

    async def _travel(self, goal: Callable[[datetime], datetime]) -> None:
        await self.to(goal(self.tab.world.clock.now()))

    async def _go(self) -> None:
        if not self._chosen:
            self.error.text = self.tab.words("clock.none")
            return
        await self.to(datetime.fromisoformat(self._chosen).replace(tzinfo=ZoneInfo(team.ZONE)))

    async def to(self, moment: datetime) -> None:
        """Move the clock to a moment, or say that it does not go back."""
        late = moment < self.tab.world.clock.now()
        self.error.text = self.tab.words("clock.past") if late else ""
        if not late:
            await self.tab.wait(self.tab.world.travel(moment))


class Trouble:
    """Restart, failures, a new beginning."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        words = tab.words
        Tag("h2", words("trouble.title"))
        with Tag("div", classes="buttons"):
            restart = Tag("button", words("trouble.restart"), "btn btn-secondary", type="button", data_focus="restart")
            restart.pressed(lambda: tab.wait(tab.world.restart()))
            reset = Tag("button", words("trouble.reset"), "btn btn-secondary", type="button", data_focus="reset")
            reset.pressed(self._confirm)
        Tag("p", words("trouble.fail"), "setting-name")
        with Tag("div", classes="buttons", role="group", aria_label=words("trouble.fail")):
            for times in FAILURES:
                fail = Tag("button", str(times), "btn btn-secondary", type="button", data_focus=f"fail:{times}")
                fail.pressed(partial(tab.world.fail, times))
            self.failing = Tag("span", classes="quiet", role="status")

    def show(self) -> None:
        """Say how many failures are still to come."""
        count = self.tab.world.failing
        self.failing.text = self.tab.words("trouble.failing", count=count) if count else ""

    def _confirm(self) -> None:
        words = self.tab.words
        with ui.dialog() as dialog, Tag("div", classes="form", role="document"):
            dialog.props["aria-label"] = words("trouble.reset")
            with Tag("div", classes="form-body"):
                Tag("p", words("trouble.reset_sure"))
            with Tag("div", classes="form-foot"):
                Tag("button", words("form.cancel"), "btn btn-plain", type="button").pressed(dialog.close)
                sure = Tag("button", words("trouble.reset"), "btn btn-danger", type="button")
        sure.pressed(lambda: self._reset(dialog))
        dialog.on("show", js_handler="() => TocToc.opened()")
        dialog.on("hide", dialog.delete, args=[])
        dialog.open()

    async def _reset(self, dialog: ui.dialog) -> None:
        dialog.close()
        await self.tab.wait(self.tab.world.reset())


class Log:
    """What went wrong, newest first; folded away until someone looks."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        with Tag("details", classes="log"):
            with Tag("summary"):
                Tag("span", tab.words("log.title"))
                self.count = Tag("span", classes="pings calm")
            self.empty = Tag("p", tab.words("log.empty"), "quiet")
            self._entries = Keyed(Tag("div", classes="entries"))

    def show(self) -> None:
        """Show the entries."""
        entries = list(self.tab.world.journal.entries)[-SHOWN:][::-1]
        self.count.text = str(len(entries))
        self.count.set(hidden=not entries)
        self.empty.set(hidden=bool(entries))
        self._entries.show([Item(entry.number, 0, partial(self._entry, entry)) for entry in entries])

    def _entry(self, entry: Entry) -> Tag:
        with Tag("details", classes=f"entry entry-{entry.kind}") as drawn:
            with Tag("summary"):
                html(f'<discord-time unix="{int(entry.at.timestamp())}" look="T"></discord-time>', "quiet")
                Tag("span", self.tab.words(f"log.{entry.kind}"), "entry-kind")
                Tag("span", entry.text, "entry-text")
            Tag("pre", entry.detail or entry.text)
        return drawn
