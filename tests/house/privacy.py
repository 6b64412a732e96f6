"""What the tables say about people, held against the promises of db/held.py and db/retention.py."""

from sqlalchemy import BigInteger, Column, String, Table

from db import retention
from db.held import HELD, MENTIONS
from db.models import (
    adapted,
    base,
    canvass,
    doors,
    followups,
    house,
    meetings,
    nudges,
    prospects,
    scripts,
    teams,
    turf,
)
from db.models.base import metadata

# Imported, so that no table is missing from the metadata.
MODELS = (adapted, base, canvass, doors, followups, house, meetings, nudges, prospects, scripts, teams, turf)

# Numbers as long as a person's id that are something else of Discord's. A new one has to be put here or into HELD.
THINGS = {
    "team_id",
    "channel_id",
    "dm_channel_id",
    "message_id",
    "pairs_message_id",
    "board_message_id",
    "press_id",  # and the one that it undoes
    "undoes_id",
    "thread_id",
    "event_id",
    "organizer_role_id",
    "canvass_channel_id",
    "outreach_channel_id",
    "organizers_channel_id",
    "asking_channel_id",
    "asking_message_id",
}
# Texts without a bound that are the team's own, and say nothing of the people in it.
NOBODYS = {("adapted", "body")}


def people_columns() -> set[tuple[str, str]]:
    """Every column that can hold a person's id, as (table, column)."""
    return {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, BigInteger) and not _is_thing(table, column)
    }


def _is_thing(table: Table, column: Column[int]) -> bool:
    return column.name in THINGS or (table.name == "team" and column.name == "id")


def unvisited() -> set[tuple[str, str]]:
    """Columns with a person's id that "forget me" does not visit."""
    return people_columns() - {(str(held.table.__tablename__), held.column) for held in HELD}


def unscrubbed() -> set[tuple[str, str]]:
    """Texts without a bound, such as JSON, from which "forget me" does not take a person's id."""
    open_ended = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and column.type.length is None
    }
    return open_ended - NOBODYS - {(str(table.__tablename__), column) for table, column in MENTIONS}


def without_rule() -> set[str]:
    """Tables with a person's id whose rows, or the person in them, never go by themselves."""
    ruled = {(str(expiry.table.__tablename__), expiry.name) for expiry in retention.EXPIRIES}
    gone = {(str(expiry.table.__tablename__), expiry.name) for expiry in retention.EXPIRIES if not expiry.blank}
    blanked = {(str(expiry.table.__tablename__), column) for expiry in retention.EXPIRIES for column in expiry.blank}
    return {
        f"{table}.{held.column}"
        for held in HELD
        if (table := str(held.table.__tablename__))
        and (
            (table, held.rule) not in ruled
            or (held.blank and (table, held.rule) not in gone and (table, held.column) not in blanked)
        )
    }


def unpurged() -> set[str]:
    """Tables whose rows would stay behind when a team is purged."""
    gone = {"team"}
    for table in metadata.sorted_tables:
        if any(key.ondelete == "CASCADE" and key.column.table.name in gone for key in table.foreign_keys):
            gone.add(table.name)
    return {table.name for table in metadata.sorted_tables} - gone - {"remembered"}
