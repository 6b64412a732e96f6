"""The message box: plain messages, and slash commands with their options."""

from collections.abc import Mapping, Sequence
from typing import Any

from rehearsal import sight
from rehearsal.page.combo import Combo, Suggestion
from rehearsal.page.options import OptionForm
from rehearsal.page.tab import Tab
from rehearsal.render.scene import Json
from rehearsal.render.tag import Tag
from rehearsal.world import Outcome


class Composer:
    """One line at the bottom; a slash opens the list of commands, a command with options opens their fields."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        words = tab.words
        tab.notice, tab.start_command = self._notice, self.offer
        with Tag("footer", classes="composer", id="composer"):
            self.notice = Tag("div", classes="notice", role="alert")
            self.panel = Tag("div", classes="options", hidden=True)
            with Tag("div", classes="line"):
                slash = Tag("button", "/", "icon slash", type="button", aria_label=words("composer.commands"))
                self.combo = Combo(
                    words("composer.label"),
                    self._commands,
                    on_choose=self._chosen,
                    on_enter=self._enter,
                    focus="composer",
                    enterkeyhint="send",
                    maxlength=2000,
                )
                send = Tag("button", "➤", "icon send", type="button", aria_label=words("composer.send"))
        slash.pressed(lambda: self.offer(""))
        send.pressed(self._enter)

    def show(self) -> None:
        """Say where a message would go."""
        place = self.tab.place
        target = f"@{place.name}" if place.kind == "dm" else f"#{place.name}"
        self.combo.field.set(placeholder=self.tab.words("composer.placeholder", place=target))

    def _notice(self, text: str) -> None:
        self.notice.text = text

    async def offer(self, name: str) -> None:
        """Begin a command, as if it had been typed."""
        self.combo.write(f"/{name}")
        await self.combo.typed(f"/{name}")

    def _commands(self, text: str) -> Sequence[Suggestion]:
        if not text.startswith("/"):
            return ()
        place, wanted = self.tab.place, text[1:].casefold().strip()
        found = sight.commands(self.tab.world, self.tab.person, place.id, self.tab.locale)
        fitting = [one for one in found if wanted in one.shown.casefold() or wanted in one.name.casefold()]
        fitting.sort(key=lambda one: not one.shown.casefold().startswith(wanted))
        return [Suggestion(one, f"/{one.shown}", one.description) for one in fitting]

    async def _chosen(self, chosen: Suggestion) -> None:
        command: sight.Command = chosen.value
        self._close()
        self.combo.write("", focus=not command.options)
        if command.options:
            self._ask(command)
        else:
            await self._run(command, {})

    async def _enter(self) -> None:
        text = self.combo.text.strip()
        if text.startswith("/"):
            self._notice(self.tab.words("composer.unknown"))
        elif text:
            self.combo.write("")
            await self.tab.do(self.tab.seat.say(self.tab.place.handle, text))

    def _ask(self, command: sight.Command) -> None:
        words = self.tab.words
        self.panel.clear()
        with self.panel:
            with Tag("div", classes="options-head"):
                Tag("strong", f"/{command.shown}")
                Tag("span", command.description, "quiet")
                cancel = Tag("button", "✕", "icon", type="button", aria_label=words("form.cancel"), data_escape="")
            with Tag("div", classes="options-fields"):
                form = self._form(command)
            Tag("button", words("composer.run"), "btn btn-primary", type="button").pressed(form.send)
        cancel.pressed(self._cancel)
        self.panel.set(hidden=False)
        self.tab.client.run_javascript(f"getHtmlElement({form.fields[0].input.id}).focus()")

    def _form(self, command: sight.Command) -> OptionForm:
        seat = self.tab.seat

        async def suggest(option: str, text: str, filled: Mapping[str, Any]) -> Sequence[Json]:
            return await seat.suggest(self.tab.place.handle, command.name, option, text, filled)

        async def run(options: dict[str, Any]) -> None:
            self._cancel()
            await self._run(command, options)

        return OptionForm(command.options, self.tab.words, entities=self.tab.entities, suggest=suggest, run=run)

    def _close(self) -> None:
        self.panel.set(hidden=True)
        self.panel.clear()

    def _cancel(self) -> None:
        self._close()
        self.combo.write("")

    async def _run(self, command: sight.Command, options: Mapping[str, Any]) -> Outcome:
        return await self.tab.do(self.tab.seat.command(self.tab.place.handle, command.name, options))
