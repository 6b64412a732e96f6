"""The ledger of doors: rows that are only added, and tallies kept in the same transaction.

This is what everyone at the doors presses, so it stands close to the database: a press is four statements that are
made once and used again. SQLModel's objects would cost several times as much (`make bench ONLY=pad`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Executable, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

import db.models  # noqa: F401 - fills the metadata
from db.facts.canvass import CanvassState
from db.facts.doors import EVERYONE, KnockHow, Outcome, Tally
from db.models.base import metadata

_TABLE = metadata.tables
_CANVASS, _TEAM, _MEMBER, _KNOCK, _TALLY = (_TABLE[n] for n in ("canvass", "team", "member", "knock", "tally"))
_ATTENDANCE = _TABLE["attendance"]
_KEY = ("team_id", "scope", "person_id", "outcome")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a press has to know of the session and of whoever pressed."""

    canvass_id: int
    team_id: int
    person_id: int
    state: CanvassState
    starts_at: datetime
    zone: str
    team_language: str
    language: str | None
    arrived_at: datetime | None

    @property
    def scopes(self) -> tuple[str, str, str]:
        """Where its doors are tallied: the session, its week, the campaign."""
        return session_scope(self.canvass_id), week_scope(self.starts_at, self.zone), CAMPAIGN


CAMPAIGN = "all"


def session_scope(canvass_id: int) -> str:
    """The scope of one session."""
    return f"s:{canvass_id}"


def week_scope(moment: datetime, zone: str) -> str:
    """The scope of a moment's week, which begins on Monday where the session is."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return f"w:{day - timedelta(days=day.weekday())}"


_SEEN = (
    select(
        _CANVASS.c.state,
        _CANVASS.c.starts_at,
        _CANVASS.c.zone,
        _TEAM.c.language,
        _MEMBER.c.language.label("own"),
        _ATTENDANCE.c.arrived_at,
    )
    .select_from(
        _CANVASS.join(_TEAM, _TEAM.c.id == _CANVASS.c.team_id)
        .outerjoin(_MEMBER, (_MEMBER.c.team_id == _CANVASS.c.team_id) & (_MEMBER.c.person_id == bindparam("person")))
        .outerjoin(
            _ATTENDANCE,
            (_ATTENDANCE.c.canvass_id == _CANVASS.c.id) & (_ATTENDANCE.c.person_id == bindparam("person")),
        )
    )
    .where(_CANVASS.c.id == bindparam("canvass"), _CANVASS.c.team_id == bindparam("team"))
)
_OF_ONE = select(_TALLY.c.outcome, _TALLY.c.n).where(
    _TALLY.c.team_id == bindparam("team"),
    _TALLY.c.scope == bindparam("scope"),
    _TALLY.c.person_id == bindparam("person"),
)


def see(tx: Session, *, team_id: int, canvass_id: int, person_id: int) -> Seen | None:
    """The session as a press finds it; None for one that is not the team's."""
    row = tx.connection().execute(_SEEN, {"team": team_id, "canvass": canvass_id, "person": person_id}).first()
    return Seen(canvass_id, team_id, person_id, *row) if row else None


def enter(
    tx: Session,
    seen: Seen,
    *,
    press_id: int,
    counts: Mapping[Outcome, int],
    how: KnockHow,
    by_id: int,
    now: datetime,
    undoes_id: int | None = None,
) -> bool:
    """Write a press into the ledger and the tallies; False where it is there already, and nothing is done.

    `press_id` is Discord's id of the interaction: the same press, sent again, has the same.
    """
    connection = tx.connection()
    rows = [
        {
            "press_id": press_id,
            "outcome": outcome,
            "team_id": seen.team_id,
            "canvass_id": seen.canvass_id,
            "person_id": seen.person_id,
            "by_id": by_id,
            "n": n,
            "how": how,
            "at": now,
            "undoes_id": undoes_id,
        }
        for outcome, n in counts.items()
    ]
    knock, _ = _statements(connection.dialect.name)
    entered = {
        outcome: n for (outcome, n), row in zip(counts.items(), rows, strict=True) if _new(connection, knock, row)
    }
    if entered:
        add_to_tallies(connection, seen, entered)
    return bool(entered)


def _new(connection: Connection, knock: Executable, row: Mapping[str, object]) -> bool:
    return bool(connection.execute(knock, row).rowcount)


def add_to_tallies(connection: Connection, seen: Seen, counts: Mapping[Outcome, int]) -> None:
    """Add to what is tallied for the person and for everyone, in the session, its week and the campaign."""
    _, tally = _statements(connection.dialect.name)
    # In the order of their keys: two processes that lock the same rows must not wait for each other.
    rows = sorted(
        (scope, person, outcome.value, n)
        for outcome, n in counts.items()
        for scope in seen.scopes
        for person in (EVERYONE, seen.person_id)
    )
    for scope, person, outcome, n in rows:
        connection.execute(
            tally, {"team_id": seen.team_id, "scope": scope, "person_id": person, "outcome": Outcome(outcome), "n": n}
        )


def tally_of(tx: Session, *, team_id: int, scope: str, person_id: int = EVERYONE) -> Tally:
    """What is tallied in a scope for one person, or for everyone."""
    found = tx.connection().execute(_OF_ONE, {"team": team_id, "scope": scope, "person": person_id})
    return Tally({Outcome(outcome): n for outcome, n in found if n})


@cache
def _statements(dialect: str) -> tuple[Executable, Executable]:
    """The two writing statements of a press, for a database."""
    made: Any = sqlite if dialect == "sqlite" else postgresql
    knock = made.insert(_KNOCK).on_conflict_do_nothing()
    tally = made.insert(_TALLY)
    added = tally.on_conflict_do_update(index_elements=_KEY, set_={"n": _TALLY.c.n + tally.excluded.n})
    return knock, added
