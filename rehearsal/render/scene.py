"""For whom a message is drawn, and what its parts do."""

import re
from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearsal.words import Words

Json = Mapping[str, Any]
CDN = "https://cdn.simcord.invalid/"
PLACE = re.compile(r"https://(?:\w+\.)?discord\.com/channels/(?:\d{1,20}|@me)/(\d{1,20})(?:/(\d{1,20}))?/?")


@dataclass(frozen=True, slots=True)
class Scene:
    """A viewer's language and names, the messages that call them, and what happens when they choose or use a menu."""

    pinged: Container[str]
    words: Words
    names: Mapping[str, str]
    choose: Callable[[Json, Json, Sequence[str]], Awaitable[None]]
    entities: Callable[[Json], Mapping[str, str]]
    actions: Callable[[Json], Sequence[tuple[str, Callable[[], Awaitable[None]]]]]
    threads: Mapping[str, str]

    def name(self, user: Json) -> str:
        """How the viewer sees this person named."""
        return self.names.get(f"<@{user['id']}>") or user.get("global_name") or user["username"]


def web(url: str) -> str | None:
    """The address when it leads to the web; nothing else is ever followed."""
    return url if url.startswith(("https://", "http://")) else None


def way(url: str) -> dict[str, str]:
    """Where an address leads within Discord, as the page's script reads it; nothing for every other address."""
    if found := PLACE.fullmatch(url):
        return {"data-channel": found[1], "data-goto": found[2] or ""}
    return {}


def local(url: str) -> str | None:
    """The address on this machine of a file in the pretend Discord; None for one out in the world."""
    return "/cdn/" + url.removeprefix(CDN) if url.startswith(CDN) else None
