"""Column types: the differences between databases, hidden once."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Enum


def enum_column(kind: type[StrEnum], *, name: str, nullable: bool = False, primary_key: bool = False) -> Column[Any]:
    """A column that keeps one of an enum's values as text, under a CHECK called `ck_<table>_<name>`.

    Values are at most 20 characters long. Text, because PostgreSQL's own enums cannot lose a value; a CHECK,
    because SQLite would take any text, and the row could no longer be read.
    """
    values = Enum(
        kind,
        name=name,
        native_enum=False,
        length=20,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(values, nullable=nullable, primary_key=primary_key)
