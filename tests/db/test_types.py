"""Discord's ids need 64 bits, and every table says so."""

import pytest
from sqlalchemy import BigInteger, Column, Integer, Table

import db.models  # noqa: F401 - fills the metadata
from db.models.base import metadata

IDS = [
    pytest.param(column, id=f"{table.name}.{column.name}")
    for table in metadata.tables.values()
    for column in table.columns
    if column.name == "id" or column.name.endswith("_id")
]


@pytest.mark.parametrize("column", IDS)
def test_an_id_is_as_wide_as_what_it_names(column: Column[int]) -> None:
    if column.foreign_keys:
        [key] = column.foreign_keys
        assert isinstance(column.type, BigInteger) == isinstance(key.column.type, BigInteger)
    elif column.name == "id" and column is column.table.autoincrement_column:
        assert type(column.type) is Integer, "SQLite numbers only plain integers by itself"
    else:
        assert isinstance(column.type, BigInteger), "a Discord id has 64 bits"


@pytest.mark.parametrize("table", metadata.tables.values(), ids=lambda table: table.name)
def test_no_discord_id_numbers_itself(table: Table) -> None:
    column = table.autoincrement_column
    assert column is None or column.name == "id"
