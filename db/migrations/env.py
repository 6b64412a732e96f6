"""How Alembic meets our tables; run by db/upgrade.py, which hands over a connection with its lock taken."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, String
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import db.models  # noqa: F401 - fills the metadata
from db.models.base import metadata
from db.sealing import Sealed, SealedJson, SealedText


def plain_type(kind: str, thing: Any, _: AutogenContext) -> str | Literal[False]:
    """SQLModel's own types written as SQLAlchemy's: migrations must not depend on SQLModel's version."""
    if kind != "type":
        return False
    if isinstance(thing, AutoString):
        return f"sa.{String(thing.length)!r}"
    if isinstance(thing, UTCDateTime):
        return f"sa.{DateTime(timezone=True)!r}"
    if isinstance(thing, Sealed | SealedJson):
        return "sa.LargeBinary()"
    if isinstance(thing, SealedText):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
