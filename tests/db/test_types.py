"""Column types: Discord's ids need 64 bits, and enums are kept by value."""

from collections.abc import Iterator
from enum import StrEnum

import pytest
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, select

from db.engine import read_url
from db.models.base import metadata
from db.types import enum_column

IDS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in metadata.tables.values()
    for column in table.columns
    if column.name == "id" or column.name.endswith("_id")
]


OURS = (
    *(f"{table.name}_id" for table in metadata.tables.values() if table.autoincrement_column is not None),
    "bundle_id",  # a nudge's: the first of those in one message
    "after_id",  # a nudge's: the one that it repeats
    "part_of_id",  # a prospect's: the one that it belongs to
    "peer_id",  # a prospect, who could sway another
)


@pytest.mark.parametrize("column", IDS)
def test_an_id_is_as_wide_as_what_it_names(column: Column[int]) -> None:
    ours = column is column.table.autoincrement_column or column.name.endswith(OURS)
    if ours:
        assert type(column.type) is Integer, "SQLite numbers only plain integers by itself"
    else:
        assert isinstance(column.type, BigInteger), "a Discord id has 64 bits"
    for key in column.foreign_keys:
        assert ours == (type(key.column.type) is Integer)


@pytest.mark.parametrize("table", metadata.tables.values(), ids=lambda table: table.name)
def test_no_discord_id_numbers_itself(table: Table) -> None:
    column = table.autoincrement_column
    assert column is None or column.name == "id"


# ---- enums -----------------------------------------------------------------------------------------------------


class Weather(StrEnum):
    """Values that are not the names."""

    FINE = "sun"
    WET = "rain"


class Walk(SQLModel, table=True):
    """A table that migrations do not compare."""

    metadata = MetaData(naming_convention=metadata.naming_convention)
    __tablename__ = "walk"

    id: int | None = Field(default=None, primary_key=True)
    weather: Weather = Field(sa_column=enum_column(Weather, name="weather"))


@pytest.fixture
def tx(database: str) -> Iterator[Session]:
    """A session on a database with the walks' table."""
    engine = create_engine(read_url(database))
    with Session(engine) as tx:
        Walk.metadata.create_all(tx.connection())
        yield tx
    engine.dispose()


def test_an_enum_is_kept_by_value_and_comes_back_as_itself(tx: Session) -> None:
    tx.add(Walk(weather=Weather.WET))
    tx.flush()
    tx.expire_all()
    assert tx.scalar(text("SELECT weather FROM walk")) == "rain"
    assert tx.exec(select(Walk)).one().weather is Weather.WET


@pytest.mark.parametrize("value", ["WET", None])
def test_the_database_takes_no_other_value(tx: Session, value: str | None) -> None:
    with pytest.raises(IntegrityError):
        tx.connection().execute(text("INSERT INTO walk (id, weather) VALUES (1, :value)"), {"value": value})
