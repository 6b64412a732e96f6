"""Lists that change by as little as possible, so that a redrawn page keeps focus, scroll position and open menus."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from nicegui.element import Element


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: who it is, what it depends on, and how it is drawn."""

    key: Hashable
    depends: Hashable
    draw: Callable[[], Element]


class Keyed:
    """Shows items inside an element, and draws only those anew whose `depends` has changed."""

    def __init__(self, parent: Element) -> None:
        """`parent` is filled by this list alone."""
        self._parent = parent
        self._drawn: dict[Hashable, tuple[Hashable, Element]] = {}

    def show(self, items: Sequence[Item]) -> None:
        """Make the element show exactly these, in this order."""
        wanted = {item.key: item for item in items}
        for key, (depends, element) in list(self._drawn.items()):
            if key not in wanted or wanted[key].depends != depends:
                element.delete()
                del self._drawn[key]
        for item in items:
            if item.key not in self._drawn:
                with self._parent:
                    self._drawn[item.key] = (item.depends, item.draw())
        order = [self._drawn[item.key][1] for item in items]
        if self._parent.default_slot.children != order:
            self._parent.default_slot.children[:] = order
            self._parent.update()
