"""Changing a playbook: one question, asker, message … at a time, with what was typed checked on the way.

A playbook is never edited in place: each function gives a new one, which `read` has found to be whole.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bot.words import playbooks, strict
from bot.words.blanks import blanks_in, unknown_blanks
from db.facts.playbooks import SECTION_MOST, Bounds, Kind, Playbook, Refused, Role
from db.refusals import (
    GentleWayNeeded,
    Gone,
    NotANumber,
    PlaybookBlank,
    PlaybookUnfit,
    RoleNeeded,
    SectionTooLong,
    TextMissing,
    TooFew,
    TooLong,
    TooManyParts,
)

YES, NO = "yes", "no"
JOINER = "\u200d"  # it shows nothing, but holds emoji together


class Section(StrEnum):
    """What can be changed one by one: the head and the refusal are one thing each, the others lists."""

    HEAD = "head"
    STEPS = "steps"
    QUESTIONS = "questions"
    ASKERS = "askers"
    REFUSED = "refused"
    WAYS = "ways"
    AGENDA = "agenda"
    MESSAGES = "messages"
    WINS = "wins"
    PREP = "prep"
    OBJECTIONS = "objections"
    REVIEW = "review"
    ASKS = "asks"
    THANKS = "thanks"


SINGLE = frozenset({Section.HEAD, Section.REFUSED})
FIXED = frozenset({*SINGLE, Section.STEPS, Section.REVIEW})
"""Sections of which nothing can be added or taken away."""

_OURS = frozenset({"key", "kind", "step", "after", "can_press"})
"""What follows from other things, or is what others point to."""

LISTS = tuple(section for section in Section if section not in SINGLE)


def items(playbook: Playbook, section: Section) -> tuple[Any, ...]:
    """What is in a section, in its order: the parts of `db.facts.playbooks`."""
    if section in SINGLE:
        return (playbook if section is Section.HEAD else playbook.refused,)
    return tuple(getattr(playbook.refused if section is Section.WAYS else playbook, section))


def key_of(item: Any) -> str:
    """The key by which a part is found; empty for the head and the refusal."""
    if isinstance(item, Playbook | Refused):
        return ""
    return str(getattr(item, "key", None) or item.step)


def find(playbook: Playbook, section: Section, key: str) -> Any:
    """A part by its key. Raises Gone, where a team has taken it out meanwhile."""
    found = next((one for one in items(playbook, section) if key_of(one) == key), None)
    if found is None:
        raise Gone
    return found


def bounds(section: Section) -> Bounds:
    """How many parts a section has."""
    whole = Refused if section is Section.WAYS else Playbook
    hint = get_type_hints(whole, include_extras=True)[section.value]
    return next(one for one in get_args(hint) if isinstance(one, Bounds))


def most(section: Section, name: str) -> int:
    """Characters of a text of a section."""
    return _bounds_of(_hints(_class_of(section))[name]).most


def may_press(kind: Kind) -> bool:
    """Whether pressing is among the ways at all: only those are pressed whose office answers to the public."""
    return kind is Kind.OFFICIAL


def shown(item: Any) -> dict[str, str]:
    """A part as a form shows it."""
    return {one.name: _typed(getattr(item, one.name)) for one in fields(item) if not _is_inner(getattr(item, one.name))}


# ---- changing ----------------------------------------------------------------------------------------


def changed(playbook: Playbook, section: Section, key: str, typed: Mapping[str, str]) -> Playbook:
    """The playbook with one part as it was typed.

    Raises Gone, TextMissing, TooLong, NotANumber, PlaybookBlank, SectionTooLong, RoleNeeded, GentleWayNeeded and
    PlaybookUnfit.
    """
    before = find(playbook, section, key)
    values = _values(type(before), typed, playbook.kind)
    if section is Section.HEAD:
        values = _first(playbook, values)
    after = replace(before, **values)
    return _with(playbook, section, tuple(after if one is before else one for one in items(playbook, section)))


def added(playbook: Playbook, section: Section, key: str, typed: Mapping[str, str]) -> Playbook:
    """The playbook with one part more, at the end of its section. Raises as `changed`, and TooManyParts."""
    before = items(playbook, section)
    if section in FIXED:
        raise Gone
    if len(before) >= bounds(section).most:
        raise TooManyParts(most=bounds(section).most)
    kind = _class_of(section)
    more = {"pressing": False} if section is Section.WAYS else {}
    return _with(playbook, section, (*before, kind(key=key, **{**more, **_values(kind, typed, playbook.kind)})))


def removed(playbook: Playbook, section: Section, key: str) -> Playbook:
    """The playbook without a part. Raises Gone, TooFew, RoleNeeded and GentleWayNeeded."""
    before, gone = items(playbook, section), find(playbook, section, key)
    if section in FIXED:
        raise Gone
    if len(before) <= bounds(section).least:
        raise TooFew(least=bounds(section).least)
    return _with(playbook, section, tuple(one for one in before if one is not gone))


def moved(playbook: Playbook, section: Section, key: str, *, up: bool) -> Playbook:
    """The playbook with a part one place higher or lower; at the end of the list it stays. Raises Gone."""
    order = list(items(playbook, section))
    at = order.index(find(playbook, section, key))
    to = at - 1 if up else at + 1
    if section in FIXED or not 0 <= to < len(order):
        return playbook
    order[at], order[to] = order[to], order[at]
    return _with(playbook, section, tuple(order))


# ---- inside ------------------------------------------------------------------------------------------


def _with(playbook: Playbook, section: Section, parts: tuple[Any, ...]) -> Playbook:
    after: Playbook
    if section is Section.HEAD:
        [after] = parts
    elif section is Section.REFUSED:
        after = replace(playbook, refused=parts[0])
    elif section is Section.WAYS:
        pressing = any(way.pressing for way in parts)
        after = replace(playbook, refused=replace(playbook.refused, ways=parts, can_press=pressing))
    else:
        whole: dict[str, Any] = {section.value: parts}
        after = replace(playbook, **whole)
    _check(after, section)
    return after


def _check(playbook: Playbook, section: Section) -> None:
    """Raise what a person can mend, in a word for people; what is left is said by the strict reader."""
    name = "refused" if section is Section.WAYS else section.value
    length = sum(len(text) for text in playbooks.texts(playbooks.dump(playbook).get(name)))
    if length > SECTION_MOST:
        raise SectionTooLong(length=length, most=SECTION_MOST)
    if set(Role) - {item.role for item in playbook.agenda}:
        raise RoleNeeded
    if all(way.pressing for way in playbook.refused.ways):
        raise GentleWayNeeded
    try:
        playbooks.read(playbooks.dump(playbook))
    except strict.Fault as fault:
        raise PlaybookUnfit from fault


def _first(playbook: Playbook, values: dict[str, Any]) -> dict[str, Any]:
    """Another kind comes first only where TocToc says which; without a reason none does."""
    if playbook.after is None:
        return {**values, "after_why": None}
    return values if values.get("after_why", playbook.after_why) else {**values, "after": None}


def _class_of(section: Section) -> Any:
    if section in SINGLE:
        return Playbook if section is Section.HEAD else Refused
    hint = get_type_hints(Refused if section is Section.WAYS else Playbook)[section.value]
    return get_args(hint)[0]


def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _values(kind: Any, typed: Mapping[str, str], whose: Kind) -> dict[str, Any]:
    hints = _hints(kind)
    values = {name: _value(hints[name], text) for name, text in typed.items() if name in hints and name not in _OURS}
    if "pressing" in values and not may_press(whose):
        del values["pressing"]
    return values


def _value(hint: Any, typed: str) -> Any:
    optional = NoneType in get_args(hint)
    if optional and not typed.strip(" -"):
        return None
    if optional:
        hint = next(one for one in get_args(hint) if one is not NoneType)
    room, plain = _bounds_of(hint), get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(plain) is tuple:
        return tuple(_chosen(get_args(plain)[0], one) for one in typed.split(",") if one)
    if plain is bool:
        return typed == YES
    if plain is int:
        return _number(typed, room)
    return _text(typed, room.most) if plain is str else _chosen(plain, typed)


def _bounds_of(hint: Any) -> Bounds:
    """The bounds of a type, also within an optional one."""
    for one in (hint, *get_args(hint)):
        found = next((part for part in getattr(one, "__metadata__", ()) if isinstance(part, Bounds)), None)
        if found:
            return found
    return strict.ANY


def _text(typed: str, longest: int) -> str:
    seen = (" " if one.isspace() else one for one in typed)
    text = " ".join("".join(one for one in seen if one.isprintable() or one == JOINER).split())
    if not text:
        raise TextMissing
    if len(text) > longest:
        raise TooLong(length=len(text), most=longest)
    for blank in (*unknown_blanks(text), *(f"{{{one}}}" for one in sorted(blanks_in(text) - playbooks.FILLED))):
        raise PlaybookBlank(typed=blank[:40])
    return text


def _number(typed: str, room: Bounds) -> int:
    text = typed.strip()
    if not (text.isdecimal() and len(text) < 6 and room.least <= int(text) <= room.most):
        raise NotANumber(typed=typed, least=room.least, most=room.most)
    return int(text)


def _chosen(kind: type[StrEnum], typed: str) -> StrEnum:
    if typed not in set(kind):
        raise Gone
    return kind(typed)


def _is_inner(value: object) -> bool:
    return isinstance(value, Refused) or (
        isinstance(value, tuple) and any(not isinstance(one, StrEnum) for one in value)
    )


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value)
    return "" if value is None else str(value)


def counts_only(playbook: Playbook, key: str) -> bool:
    """Whether the bot keeps only a number of this ask; False for one that the team has taken out."""
    return any(ask.key == key and ask.counts_only for ask in playbook.asks)
