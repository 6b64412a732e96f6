"""Everything that a database holds, for tests that look for what should not be there."""

from sqlalchemy import select
from sqlmodel import Session

from db.models.base import metadata


def cells(tx: Session) -> dict[str, list[str]]:
    """Every value of every row as text, by table."""
    return {
        table.name: [str(value) for row in tx.execute(select(table)) for value in row]
        for table in metadata.sorted_tables
    }


def found(tx: Session, *texts: object) -> list[tuple[str, str]]:
    """The tables and values in which one of the texts stands."""
    return [
        (table, value) for table, values in cells(tx).items() for value in values if any(str(t) in value for t in texts)
    ]


def counts(tx: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: len(tx.execute(select(table)).all()) for table in metadata.sorted_tables}
