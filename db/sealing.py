"""Sealed text: encrypted in the database with a key that is not in it.

The keys are set once, when the process opens its database. The first seals; all of them open: a host puts a new key
in front and keeps the old ones behind it.
"""

import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class SealTrouble(Exception):
    """Sealed text cannot be opened or made; the message is one sentence for the host."""


class _Ring:
    """The keys of this process."""

    def __init__(self) -> None:
        self._keys: MultiFernet | None = None

    def use(self, keys: Sequence[str]) -> None:
        """Seal with the first from now on. Raises SealTrouble for what is no key."""
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise SealTrouble(
                "A sealing key is not one that TocToc made: it has 44 letters, digits, - and _."
            ) from None

    @property
    def keys(self) -> MultiFernet:
        """All of them. Raises SealTrouble where none is set."""
        if self._keys is None:
            raise SealTrouble("No sealing key is set.")
        return self._keys


_RING = _Ring()


def new_key() -> str:
    """A new key, 44 characters of URL-safe base64."""
    return Fernet.generate_key().decode()


def use_keys(keys: Sequence[str]) -> None:
    """Seal with the first of these keys from now on, and open with any. Raises SealTrouble for what is no key."""
    _RING.use(keys)


def seal(text: str) -> bytes:
    """A text, sealed; empty stays empty."""
    return _RING.keys.encrypt(text.encode()) if text else b""


def unseal(sealed: bytes) -> str:
    """The text that was sealed. Raises SealTrouble where none of the keys fits."""
    if not sealed:
        return ""
    try:
        return _RING.keys.decrypt(sealed).decode()
    except InvalidToken:
        raise SealTrouble(
            "Sealed text does not open: the key file is not the one that this database was used with."
        ) from None


class Sealed(TypeDecorator[str]):
    """A column of text that is encrypted at rest. It cannot be searched, sorted or compared."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        """On the way in."""
        return None if value is None else seal(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        """On the way out."""
        return None if value is None else unseal(bytes(value))


class SealedText(TypeDecorator[str]):
    """The same in a column that held plain JSON before: what is there still opens, and is sealed when it is written."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """On the way in."""
        return None if value is None else seal(value).decode()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """On the way out."""
        return value if value is None or value.startswith("{") else unseal(value.encode())


class SealedJson(TypeDecorator[dict[str, Any]]):
    """The same for a dictionary of plain values."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: Dialect) -> bytes | None:
        """On the way in."""
        return None if value is None else seal(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: Any, _dialect: Dialect) -> dict[str, Any] | None:
        """On the way out."""
        if value is None:
            return None
        opened: dict[str, Any] = json.loads(unseal(bytes(value)) or "{}")
        return opened
