"""Discord's limits on what a bot sends: a body that breaks one is refused with 50035, each fault at its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.wire import reading
from tests.wire.reading import media, walk
from tests.wire.refusals import Refused, refusal
from tests.wire.things import COMPONENTS_V2, Json

REQUIRED, LENGTH, TYPE = "BASE_TYPE_REQUIRED", "BASE_TYPE_BAD_LENGTH", "COMPONENT_TYPE_INVALID"
DUPLICATE, LEGACY = "COMPONENT_CUSTOM_ID_DUPLICATED", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
ONLY_V2 = {
    reading.SECTION,
    reading.TEXT,
    reading.THUMBNAIL,
    reading.GALLERY,
    reading.FILE,
    reading.SEPARATOR,
    reading.CONTAINER,
}
TOP_V2 = (ONLY_V2 - {reading.THUMBNAIL}) | {reading.ROW}
# Lengths that each kind of component may have: field -> (least, most); least 0 means that it may be left out.
TEXTS: dict[int, dict[str, tuple[int, int]]] = {
    reading.BUTTON: {"label": (0, 80), "custom_id": (0, 100), "url": (0, 512)},
    reading.TEXT: {"content": (1, 4000)},
    reading.LABEL: {"label": (1, 45), "description": (0, 100)},
    reading.TEXT_INPUT: {"custom_id": (1, 100), "placeholder": (0, 100), "value": (0, 4000)},
    reading.THUMBNAIL: {"description": (0, 1024)},
    **{kind: {"custom_id": (1, 100), "placeholder": (0, 150)} for kind in reading.SELECTS},
    **{kind: {"custom_id": (1, 100)} for kind in (reading.UPLOAD, reading.RADIO, reading.CHECKBOXES, reading.CHECKBOX)},
}
EMBED = {"title": 256, "description": 4096}
OPTIONS = {reading.STRING_SELECT: (1, 25), reading.RADIO: (2, 10), reading.CHECKBOXES: (1, 10)}
IN_MODAL = {
    reading.TEXT_INPUT,
    reading.UPLOAD,
    reading.RADIO,
    reading.CHECKBOXES,
    reading.CHECKBOX,
    *reading.SELECTS,
}


class Faults:
    """The faults of one body by their place; `refuse` raises if there are any."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def add(self, place: str, code: str, message: str) -> None:
        at = self.found
        for key in place.split("."):
            at = at.setdefault(key, {})
        at.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, place: str, value: Any, least: int, most: int) -> None:
        """A text's length, reckoned without the blanks that Discord trims."""
        if value is None or value == "":
            if least:
                self.add(place, REQUIRED, "This field is required")
        elif not isinstance(value, str):
            self.add(place, "BASE_TYPE_STRING", "Must be a string.")
        elif not least <= len(value.strip()) <= most:
            self.add(place, LENGTH, f"Must be between {least} and {most} in length.")

    def count(self, place: str, items: Iterable[Any], least: int, most: int) -> None:
        if not least <= len(list(items)) <= most:
            self.add(place, LENGTH, f"Must be between {least} and {most} in length.")

    def refuse(self) -> None:
        if self.found:
            raise Refused(400, 50035, "Invalid Form Body", errors=self.found)


def message(body: Json, files: Iterable[str]) -> None:
    """Refuse a message (as it would stand after the request) that breaks a limit; 50006 if it is empty.

    `files` names the files that it carries, for the components that show them.
    """
    faults, components, files = Faults(), body.get("components") or [], list(files)
    faults.length("content", body.get("content"), 0, 2000)
    check_embeds(faults, body.get("embeds") or [])
    faults.count("attachments", files, 0, 10)
    check_parts(faults, components)
    if body.get("flags", 0) & COMPONENTS_V2:
        check_v2(faults, body, components, files)
    else:
        check_classic(faults, components)
    faults.refuse()
    if not (body.get("content") or body.get("embeds") or components or files):
        raise refusal(50006)


def check_embeds(faults: Faults, embeds: list[Json]) -> None:
    faults.count("embeds", embeds, 0, 10)
    total = 0
    for i, embed in enumerate(embeds):
        places = {f"embeds.{i}.{key}": (embed.get(key), most) for key, most in EMBED.items()}
        places[f"embeds.{i}.footer.text"] = (embed.get("footer", {}).get("text"), 2048)
        places[f"embeds.{i}.author.name"] = (embed.get("author", {}).get("name"), 256)
        faults.count(f"embeds.{i}.fields", embed.get("fields", ()), 0, 25)
        for j, each in enumerate(embed.get("fields", ())):
            places[f"embeds.{i}.fields.{j}.name"] = (each.get("name"), 256)
            places[f"embeds.{i}.fields.{j}.value"] = (each.get("value"), 1024)
        for place, (value, most) in places.items():
            faults.length(place, value, 0, most)
            total += len(value or "")
    if total > 6000:
        faults.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def check_v2(faults: Faults, body: Json, components: list[Json], files: list[str]) -> None:
    """What holds for Components V2 alone: 40 parts and 4,000 characters in all, nothing of the old kind beside them."""
    everything = list(walk(components))
    for old in ("content", "embeds", "sticker_ids", "poll"):
        if body.get(old):
            faults.add(old, LEGACY, f"The '{old}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
    if len(everything) > 40:
        faults.add("components", LENGTH, f"{len(everything)} components, nested ones counted; at most 40.")
    shown = sum(len(each.get("content", "")) for each in everything if each["type"] == reading.TEXT)
    if shown > 4000:
        faults.add("components", "COMPONENT_MAX_TOTAL_TEXT", f"{shown} characters of text; at most 4000.")
    for i, each in enumerate(components):
        if each["type"] not in TOP_V2:
            faults.add(f"components.{i}", TYPE, "This component cannot stand at the top level.")
    for url in (each["url"] for part in everything for each in media(part)):
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in files:
            faults.add("components", "COMPONENT_MEDIA_NOT_FOUND", f"No such file on this message: {url}")


def check_classic(faults: Faults, components: list[Json]) -> None:
    """Old components: up to five rows, and nothing else at the top."""
    faults.count("components", components, 0, 5)
    for i, each in enumerate(components):
        if each["type"] != reading.ROW:
            faults.add(f"components.{i}", TYPE, "Needs MessageFlags.IS_COMPONENTS_V2.")


def check_parts(faults: Faults, components: list[Json]) -> None:
    """What holds for every component wherever it stands."""
    ids: set[str] = set()
    for i, part in enumerate(walk(components)):
        place = f"components.{i}"
        for key, (least, most) in TEXTS.get(part["type"], {}).items():
            faults.length(f"{place}.{key}", part.get(key), least, most)
        check_kind(faults, place, part)
        if (name := part.get("custom_id")) is not None:
            if name in ids:
                faults.add(f"{place}.custom_id", DUPLICATE, f"Component custom id cannot be duplicated: {name}")
            ids.add(name)


def check_kind(faults: Faults, place: str, part: Json) -> None:
    kind, inner = part["type"], [each["type"] for each in part.get("components", ())]
    if kind == reading.ROW:
        menus = [each for each in inner if each != reading.BUTTON]
        faults.count(f"{place}.components", inner, 1, 1 if menus else 5)
    elif kind == reading.SECTION:
        faults.count(f"{place}.components", inner, 1, 3)
        if part.get("accessory", {}).get("type") not in (reading.BUTTON, reading.THUMBNAIL):
            faults.add(f"{place}.accessory", REQUIRED, "A section needs a button or a thumbnail.")
    elif kind == reading.CONTAINER:
        faults.count(f"{place}.components", inner, 1, 40)
    elif kind == reading.GALLERY:
        faults.count(f"{place}.items", part.get("items", ()), 1, 10)
    elif kind == reading.BUTTON:
        check_button(faults, place, part)
    elif kind in OPTIONS or kind in reading.SELECTS:
        check_menu(faults, place, part)


def check_button(faults: Faults, place: str, part: Json) -> None:
    wanted = "url" if part.get("style") == reading.LINK else "custom_id"
    if not part.get(wanted) or part.get("url" if wanted == "custom_id" else "custom_id"):
        faults.add(f"{place}.{wanted}", REQUIRED, f"This button needs {wanted} and nothing in its stead.")
    if not part.get("label") and not part.get("emoji"):
        faults.add(f"{place}.label", REQUIRED, "A button needs a label or an emoji.")


def check_menu(faults: Faults, place: str, part: Json) -> None:
    options = part.get("options", ())
    if part["type"] in OPTIONS:
        faults.count(f"{place}.options", options, *OPTIONS[part["type"]])
    for i, option in enumerate(options):
        for key, least in (("label", 1), ("value", 1), ("description", 0)):
            faults.length(f"{place}.options.{i}.{key}", option.get(key), least, 100)
    if len({option.get("value") for option in options}) < len(options):
        faults.add(f"{place}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Option values must be unique.")
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    ceiling = len(options) if part["type"] == reading.STRING_SELECT else 25
    if part["type"] != reading.RADIO and not 0 <= least <= most <= max(ceiling, 1):
        faults.add(f"{place}.max_values", "BASE_TYPE_MAX", f"{least} to {most} values of {ceiling}.")


def modal(body: Json) -> None:
    """Refuse a form that breaks a limit: title, one to five fields, kinds of fields, texts."""
    faults, components = Faults(), body.get("components") or []
    faults.length("title", body.get("title"), 1, 45)
    faults.length("custom_id", body.get("custom_id"), 1, 100)
    faults.count("components", components, 1, 5)
    check_parts(faults, components)
    for i, each in enumerate(components):
        if each["type"] not in (reading.ROW, reading.LABEL, reading.TEXT):
            faults.add(f"components.{i}", TYPE, "Not at the top of a modal.")
    for i, each in enumerate(walk(components)):
        if each["type"] not in (IN_MODAL | {reading.ROW, reading.LABEL, reading.TEXT}):
            faults.add(f"components.{i}", TYPE, "Not in a modal.")
        if each["type"] == reading.TEXT_INPUT and len(each.get("value") or "") > each.get("max_length", 4000):
            faults.add(f"components.{i}.value", LENGTH, "Longer than this field's own max_length.")
    faults.refuse()


def choices(offered: list[Json]) -> None:
    """Refuse more than 25 suggestions, or one with a text that is empty or beyond 100 characters."""
    faults = Faults()
    faults.count("choices", offered, 0, 25)
    for i, each in enumerate(offered):
        faults.length(f"choices.{i}.name", each.get("name"), 1, 100)
        if isinstance(each.get("value"), str):
            faults.length(f"choices.{i}.value", each["value"], 1, 100)
    faults.refuse()
