"""Choosing files to hand to the bot."""

from nicegui import events, ui

from rehearsal.render.tag import Tag
from rehearsal.words import Words

LARGEST = 10 * 1024 * 1024  # Discord's own default limit for a file


class Files:
    """A button that opens the browser's file dialog; `chosen` are (name, bytes) of what was taken."""

    def __init__(self, label: str, words: Words, *, most: int = 1) -> None:
        """Take at most `most` files of 10 MiB each; a new choice replaces the old one."""
        self.chosen: list[tuple[str, bytes]] = []
        self._words, self._most = words, most
        with Tag("div", classes="files"):
            self._upload = ui.upload(multiple=most > 1, max_file_size=LARGEST, max_files=None, auto_upload=True)
            self._upload.classes("files-hidden").on_upload(self._take).on_rejected(self._reject)
            self.button = Tag("button", words("files.choose"), "btn btn-secondary", type="button", aria_label=label)
            self.button.on("click", js_handler=f"() => getElement({self._upload.id}).pickFiles()")
            self._names = Tag("span", words("files.none"), "files-names", aria_live="polite")

    async def _take(self, event: events.UploadEventArguments) -> None:
        self.chosen = [*self.chosen, (event.file.name, await event.file.read())][-self._most :]
        self._names.text = ", ".join(name for name, _ in self.chosen)
        self._upload.reset()

    def _reject(self) -> None:
        self._names.text = self._words("files.large")
