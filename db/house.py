"""What the process itself remembers between two starts."""

from sqlmodel import Session

from db.models.house import Remembered


def recall(tx: Session, *, key: str) -> str | None:
    """A remembered value, or None."""
    row = tx.get(Remembered, key)
    return row.value if row else None


def remember(tx: Session, *, key: str, value: str) -> None:
    """Remember a value in place of the one before."""
    row = tx.get(Remembered, key) or Remembered(key=key, value="")
    row.value = value
    tx.add(row)
