"""One HTML element with text; NiceGUI has the widgets, this is for everything plain."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

Doing = Callable[[], Awaitable[Any] | Any]


class Tag(TextElement):
    """An element of the page: tag, text (always shown as it is), classes, attributes (`aria_label` → `aria-label`)."""

    def __init__(self, tag: str, text: str = "", classes: str = "", **attributes: Any) -> None:
        """Attributes that are None or False are left out."""
        super().__init__(tag=tag, text=text)
        self.classes(classes)
        self.set(**attributes)

    def set(self, **attributes: Any) -> "Tag":
        """Set attributes, or take them away with None or False."""
        for key, value in attributes.items():
            name = key.replace("_", "-")
            if value is None or value is False:
                self.props.pop(name, None)
            else:
                self.props[name] = value
        self.update()
        return self

    def pressed(self, do: Doing) -> "Tag":
        """Do this when it is pressed."""
        self.on("click", do, args=[])
        return self


def html(content: str, classes: str = "") -> ui.html:
    """HTML that `render.text` has made safe; in its own direction, so that right-to-left text stays in its line."""
    drawn = ui.html(content, sanitize=False).classes(classes)
    drawn.props["dir"] = "auto"
    return drawn
