"""What the process itself remembers between two starts."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from db.models.house import Remembered
from db.sealing import seal, unseal

_SEALED = "sealing.check"


def recall(tx: Session, *, key: str) -> str | None:
    """A remembered value, or None."""
    row = tx.get(Remembered, key)
    return row.value if row else None


def remember(tx: Session, *, key: str, value: str) -> None:
    """Remember a value in place of the one before, also where another process remembers one just now."""
    made: Any = sqlite if tx.get_bind().dialect.name == "sqlite" else postgresql
    insert = made.insert(Remembered).values(key=key, value=value)
    tx.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value}))


def recall_all(tx: Session, *, prefix: str) -> dict[str, str]:
    """The remembered values whose keys begin with `prefix`, by the rest of the key."""
    rows = tx.exec(select(Remembered).where(col(Remembered.key).startswith(prefix, autoescape=True)))
    return {row.key.removeprefix(prefix): row.value for row in rows}


def alone(tx: Session, *, deed: int) -> bool:
    """Whether no other process is at a deed, until this transaction ends; it does not wait to find out."""
    if tx.get_bind().dialect.name == "sqlite":
        return True  # whoever writes there is alone
    return bool(tx.scalar(select(func.pg_try_advisory_xact_lock(deed))))


def check_keys(tx: Session) -> None:
    """See at the start that the sealing keys are those of this database. Raises SealTrouble where they are not."""
    known = recall(tx, key=_SEALED)
    if known is None:
        remember(tx, key=_SEALED, value=seal("toctoc").decode())
    else:
        unseal(known.encode())
