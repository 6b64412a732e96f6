"""What every table class shares: names for constraints, without which SQLite could not change them later."""

from sqlmodel import SQLModel

# Before the first table class: names are given as the classes are made.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """A table's class: `class Ride(Table, table=True)`. No Relationship: queries join by name."""


metadata = Table.metadata
