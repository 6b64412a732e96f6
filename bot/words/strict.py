"""Frozen dataclasses from TOML or JSON and back, with nothing guessed: what does not fit is said by source and key."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from db.facts.playbooks import Bounds

T = TypeVar("T")

ANY = Bounds(0, 4000)
"""What holds where a type has no Bounds of its own."""


class Fault(ValueError):
    """A file or a stored text that does not fit: which one (source), where in it (key), and why (problem)."""

    def __init__(self, source: str, key: str, problem: str) -> None:
        super().__init__(f"{source}: {key} {problem}" if key else f"{source}: {problem}")
        self.source = source
        self.key = key
        self.problem = problem


def read(kind: type[T], data: object, *, source: str, key: str = "") -> T:
    """A dataclass from a table. `source` and `key` say in a Fault where it stands.

    Texts, numbers and lists are held to the Bounds that their types are annotated with. A field without a default is
    needed, an unknown one is a mistake. Raises Fault.
    """
    if not isinstance(data, Mapping):
        raise Fault(source, key, "must be a table")
    known: dict[str, Field[Any]] = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]  # T is a dataclass
    for name in data:
        if name not in known:
            raise Fault(source, _inside(key, str(name)), "is not a key that is known here")
    hints = get_type_hints(kind, include_extras=True)
    values = {}
    for name, one in known.items():
        if name in data:
            values[name] = _value(hints[name], data[name], source, _inside(key, name))
        elif one.default is MISSING:
            raise Fault(source, _inside(key, name), "is missing")
    return kind(**values)


def dump(thing: Any) -> Any:
    """The same as JSON takes it: tables, lists, texts, numbers."""
    if is_dataclass(thing):
        return {one.name: dump(getattr(thing, one.name)) for one in fields(thing)}
    if isinstance(thing, tuple):
        return [dump(one) for one in thing]
    return thing.value if isinstance(thing, StrEnum) else thing


# ---- inside ----------------------------------------------------------------------------------------


def _inside(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _value(hint: Any, value: object, source: str, key: str) -> Any:
    if NoneType in get_args(hint):
        if value is None:
            return None
        hint = next(one for one in get_args(hint) if one is not NoneType)
    bounds = ANY
    if get_origin(hint) is Annotated:
        hint, bounds = get_args(hint)
    if get_origin(hint) is tuple:
        return _many(get_args(hint)[0], value, bounds, source, key)
    if is_dataclass(hint):
        return read(hint, value, source=source, key=key)  # type: ignore[arg-type]  # a dataclass's type, no instance
    if issubclass(hint, StrEnum):
        return _chosen(hint, value, source, key)
    return _plain(hint, value, bounds, source, key)


def _many(hint: Any, value: object, bounds: Bounds, source: str, key: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Fault(source, key, "must be a list")
    if not bounds.least <= len(value) <= bounds.most:
        raise Fault(source, key, f"has {len(value)} entries, {bounds.least} to {bounds.most} are allowed")
    found = tuple(_value(hint, one, source, f"{key}[{at}]") for at, one in enumerate(value))
    names = [getattr(one, "key", one) for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Fault(source, key, f"has “{twice}” twice")
    return found


def _chosen(hint: type[StrEnum], value: object, source: str, key: str) -> StrEnum:
    choices = [one.value for one in hint]
    if value not in choices:
        raise Fault(source, key, f"is {value!r}, but must be one of {', '.join(choices)}")
    return hint(value)


def _plain(hint: type, value: object, bounds: Bounds, source: str, key: str) -> object:
    if type(value) is not hint:
        raise Fault(source, key, f"must be of type {hint.__name__}, not {type(value).__name__}")
    if isinstance(value, str):
        _check_text(value, bounds, source, key)
    elif type(value) is int and not bounds.least <= value <= bounds.most:
        raise Fault(source, key, f"is {value}, but must be {bounds.least} to {bounds.most}")
    return value


def _check_text(text: str, bounds: Bounds, source: str, key: str) -> None:
    if not text.strip():
        raise Fault(source, key, "is empty")
    if len(text) > bounds.most:
        raise Fault(source, key, f"has {len(text)} characters, {bounds.most} are allowed")
    if text != " ".join(text.split()):
        raise Fault(source, key, "must be one line, with single spaces")
