"""A table for the tests of the store, apart from TocToc's own."""

from collections.abc import Callable

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Session, func, select


class Base(DeclarativeBase):
    """Its metadata is not the one that migrations compare."""


class Note(Base):
    """A number and a word."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(default="")


def create(tx: Session) -> None:
    """Make the table."""
    Base.metadata.create_all(tx.connection())


def add(number: int, word: str = "") -> Callable[[Session], int]:
    """A unit that saves a note and returns its number."""

    def unit(tx: Session) -> int:
        tx.add(Note(id=number, word=word))
        return number

    return unit


def numbers(tx: Session) -> list[int]:
    """The notes that are there."""
    return [note.id for note in tx.exec(select(Note).order_by(Note.id))]


def count(tx: Session) -> int:
    """How many notes there are."""
    return tx.exec(select(func.count()).select_from(Note)).one()
