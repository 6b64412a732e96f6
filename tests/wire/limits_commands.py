"""Discord's limits on slash commands and scheduled events; breaking one refuses the whole request with 50035."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime

from tests.wire.limits import Faults
from tests.wire.things import Json

NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
SLASH, SUBCOMMAND, GROUP = 1, 1, 2
EXTERNAL = 3


def commands(offered: list[Json]) -> None:
    """Refuse commands of which any breaks a limit, or two of which share kind and name; at most 100 slash commands."""
    faults = Faults()
    named = [(each.get("type", SLASH), each.get("name")) for each in offered]
    if len(set(named)) < len(named):
        faults.add("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    faults.count("commands", (kind for kind, _ in named if kind == SLASH), 0, 100)
    for i, command in enumerate(offered):
        if command.get("type", SLASH) == SLASH:
            check_named(faults, str(i), command)
            if size(command) > 8000:
                faults.add(str(i), "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
        else:
            faults.length(f"{i}.name", command.get("name"), 1, 32)
    faults.refuse()


def check_named(faults: Faults, place: str, part: Json) -> None:
    """A command, a subcommand or an option, and all that is in it."""
    for language, name in languages(part, "name"):
        if not NAME.fullmatch(name) or name != name.lower():
            faults.add(
                f"{place}.name",
                "APPLICATION_COMMAND_INVALID_NAME",
                f"Command name is invalid: {language} {name}",
            )
    for language, words in languages(part, "description"):
        faults.length(f"{place}.description.{language}", words, 1, 100)
    options = part.get("options", [])
    faults.count(f"{place}.options", options, 0, 25)
    required = [bool(each.get("required")) for each in options]
    if required != sorted(required, reverse=True):
        faults.add(f"{place}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first")
    faults.count(f"{place}.choices", part.get("choices", ()), 0, 25)
    if part.get("choices") and part.get("autocomplete"):
        faults.add(f"{place}.choices", "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices exclude autocomplete")
    for j, choice in enumerate(part.get("choices", ())):
        for language, words in languages(choice, "name"):
            faults.length(f"{place}.choices.{j}.name.{language}", words, 1, 100)
    for j, each in enumerate(options):
        check_named(faults, f"{place}.options.{j}", each)


def languages(part: Json, key: str) -> Iterator[tuple[str, str]]:
    """A text with its translations: language and words; the default's language is called `default`."""
    yield "default", part.get(key) or ""
    yield from (part.get(f"{key}_localizations") or {}).items()


def size(part: Json) -> int:
    """The characters that count towards 8,000: of each text its longest language, and the values of choices."""
    own = sum(max(len(words) for _, words in languages(part, key)) for key in ("name", "description"))
    chosen = sum(max(len(w) for _, w in languages(c, "name")) + len(str(c["value"])) for c in part.get("choices", ()))
    return own + chosen + sum(size(each) for each in part.get("options", ()))


def event(body: Json) -> None:
    """Refuse a scheduled event (as it would stand) without its required texts and times, or that starts in the past."""
    faults = Faults()
    faults.length("name", body.get("name"), 1, 100)
    faults.length("description", body.get("description"), 0, 1000)
    for key in ("privacy_level", "entity_type", "scheduled_start_time"):
        if not body.get(key):
            faults.add(key, "BASE_TYPE_REQUIRED", "This field is required")
    if body.get("entity_type") == EXTERNAL:
        faults.length("entity_metadata.location", (body.get("entity_metadata") or {}).get("location"), 1, 100)
        if not body.get("scheduled_end_time"):
            faults.add("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
    start, end = (moment(body.get(f"scheduled_{edge}_time")) for edge in ("start", "end"))
    if start is not None and start <= time.time() and body.get("status", 1) == 1:
        code = "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        faults.add("scheduled_start_time", code, "Cannot schedule event in the past.")
    if start is not None and end is not None and end <= start:
        code = "GUILD_SCHEDULED_EVENT_END_BEFORE_START"
        faults.add("scheduled_end_time", code, "Cannot schedule event to end before it starts.")
    faults.refuse()


def moment(text: str | None) -> float | None:
    """A time of Discord's JSON as seconds since 1970."""
    return datetime.fromisoformat(text).timestamp() if text else None
