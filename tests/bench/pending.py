"""One team with many pending nudges, and as many that went out in its last month: the shape that benchmarks measure.

All in one team, because that is hardest: what an index finds by team is then everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, insert

from db.engine import Engines, open_engines
from db.facts import CanvassState, NudgeKind, NudgeState
from db.models.base import Table
from db.models.canvass import Canvass
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.models.teams import Member, Team

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # a Monday noon in Chicago: not in quiet hours
ZONE = "America/Chicago"
TEAM = 700_000_000_000_000_000
FIRST_PERSON = TEAM + 1
MONTH = timedelta(days=30)
OF_A_SESSION, OF_A_PERSON = 10, 5  # so many pending nudges to each session, and to each person
CHUNK = 2_000

Row = dict[str, Any]


def fill(url: str, pending: int) -> None:
    """Write the team with its people, sessions, promises and nudges; nothing of it is due yet."""
    engines = open_engines(url)
    with Session(engines.writer) as tx:
        tx.add(Team(id=TEAM, name="Barrio Unido", zone=ZONE, joined_at=NOW - 12 * MONTH))
        tx.flush()
        write(tx, Member, (member(number) for number in range(people(pending))))
        write(tx, Canvass, (session(number) for number in range(sessions(pending))))
        write(tx, Followup, (promise(number, pending) for number in range(pending)))
        write(tx, Nudge, (nudge(number, pending) for number in range(pending)))
        write(tx, Nudge, (sent(number, pending) for number in range(pending)))
        tx.commit()
    let_it_settle(engines)
    engines.close()


def people(pending: int) -> int:
    """How many people the team has."""
    return max(pending // OF_A_PERSON, 20)


def sessions(pending: int) -> int:
    """How many sessions it has planned."""
    return pending // OF_A_SESSION


def write(tx: Session, table: type[Table], rows: Iterable[Row]) -> None:
    """Write many rows, which all name the same columns, quickly."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        tx.execute(insert(table), chunk)


def let_it_settle(engines: Engines) -> None:
    """Let PostgreSQL look at its tables, as it does by itself within a minute; SQLite never does."""
    if engines.writer.dialect.name == "postgresql":
        with engines.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


# ---- rows: what all of a table have in common is made once, because a hundred thousand are wanted ------


@cache
def _member() -> Row:
    row = Member(team_id=TEAM, person_id=0, name="", first_seen_at=NOW - MONTH, last_seen_at=NOW)
    return row.model_dump()


@cache
def _session() -> Row:
    row = Canvass(team_id=TEAM, starts_at=NOW, ends_at=NOW, zone=ZONE, state=CanvassState.OPEN, created_at=NOW - MONTH)
    return row.model_dump()


@cache
def _promise() -> Row:
    row = Followup(
        team_id=TEAM, text="Thank the librarian", wall="2026-11-23T12:00", zone=ZONE, due_at=NOW, created_at=NOW - MONTH
    )
    return row.model_dump()


@cache
def _nudge() -> Row:
    row = Nudge(team_id=TEAM, kind=NudgeKind.FOLLOWUP, due_at=NOW, key="")
    return row.model_dump(exclude={"id"})


def member(number: int) -> Row:
    """A person with whom there is a conversation already."""
    return _member() | {
        "person_id": FIRST_PERSON + number,
        "name": f"Person {number}",
        "dm_channel_id": TEAM - 1 - number,
    }


def session(number: int) -> Row:
    """A session of three hours."""
    starts_at = NOW + timedelta(days=1, hours=number % 600)
    card = {"channel_id": TEAM, "message_id": TEAM + number, "thread_id": TEAM + number}
    return _session() | card | {"id": number + 1, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}


def promise(number: int, pending: int) -> Row:
    """A person's own promise."""
    owner = FIRST_PERSON + number % people(pending)
    return _promise() | {"id": number + 1, "owner_id": owner, "made_by_id": owner}


def nudge(number: int, pending: int) -> Row:
    """Two of ten belong to a session and end with it, the others to promises; spread over the month that comes."""
    due_at = NOW + timedelta(minutes=10) + MONTH * (number + 1) / pending
    row = _nudge() | {"due_at": due_at, "key": f"bench:{number}"}
    if number % OF_A_SESSION >= 2:
        return row | _of_promise(number, pending)
    ends = {"kind": NudgeKind.CONFIRM, "expires_at": due_at + timedelta(hours=20)}
    return row | ends | {"canvass_id": number // OF_A_SESSION + 1}


def sent(number: int, pending: int) -> Row:
    """One that went out, in the month that is over."""
    moment = NOW - MONTH * (number + 1) / pending
    row = _nudge() | {"due_at": moment, "key": f"bench:sent:{number}", "bundle_id": number + 1, "channel_id": TEAM}
    row |= {"state": NudgeState.SENT, "set_out_at": moment, "sent_at": moment, "message_id": TEAM + number}
    return row | _of_promise(number, pending)


def _of_promise(number: int, pending: int) -> Row:
    return {"followup_id": number + 1, "person_id": FIRST_PERSON + number % people(pending)}
