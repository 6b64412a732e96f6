"""The ledger of doors: rows that are only added, and tallies kept in the same transaction.

This is what everyone at the doors presses, so it stands close to the database: a press is four statements that are
made once and used again. SQLModel's objects would cost several times as much (`make bench ONLY=pad`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

import db.models.canvass
import db.models.doors
import db.models.teams
import db.models.turf  # noqa: F401 - these four fill the metadata
from db.canvass.rows import ID_MOST, PERSON_MOST
from db.doors import together
from db.facts import CanvassState
from db.facts.doors import EVERYONE, KnockHow, Outcome, Tally
from db.models.base import metadata
from db.prepared import Prepared, prepared

CAMPAIGN = "all"

_TABLE = metadata.tables
_CANVASS, _TEAM, _MEMBER, _TURF = (_TABLE[name] for name in ("canvass", "team", "member", "turf"))
_KNOCK, _TALLY, _ATTENDANCE = (_TABLE[name] for name in ("knock", "tally", "attendance"))
_PAIR, _PAIRED = _TABLE["pair"], _TABLE["pair_member"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a press has to know of the session and of the person whose doors it counts."""

    canvass_id: int
    team_id: int
    person_id: int
    state: CanvassState
    starts_at: datetime
    ends_at: datetime
    zone: str
    goal: int | None
    captain_id: int | None
    title: str
    turf: str | None
    meet_place: str
    team_language: str
    known: int | None  # the person, where they have a row of their own
    language: str | None
    arrived_at: datetime | None
    back_at: datetime | None
    pair: int | None
    pair_id: int | None
    together: int | None  # who the pair are, 0 for one alone; None where nobody asked yet

    @property
    def scopes(self) -> tuple[str, str, str]:
        """Where its doors are tallied: the campaign, the session, its week; in the order of the table's key."""
        return CAMPAIGN, session_scope(self.canvass_id), week_scope(self.starts_at, self.zone)


def session_scope(canvass_id: int) -> str:
    """The scope of one session."""
    return f"s:{canvass_id}"


@lru_cache(maxsize=1024)
def week_scope(moment: datetime, zone: str) -> str:
    """The scope of a moment's week, which begins on Monday where the session is."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return f"w:{day - timedelta(days=day.weekday())}"


# ---- a press -------------------------------------------------------------------------------------

_OWN = (_MEMBER.c.team_id == _CANVASS.c.team_id) & (_MEMBER.c.person_id == bindparam("person"))
_HERE = (_ATTENDANCE.c.canvass_id == _CANVASS.c.id) & (_ATTENDANCE.c.person_id == bindparam("person"))
_WITH = (_PAIRED.c.canvass_id == _CANVASS.c.id) & (_PAIRED.c.person_id == bindparam("person"))
_LOOK = (
    select(
        _CANVASS.c.state,
        _CANVASS.c.starts_at,
        _CANVASS.c.ends_at,
        _CANVASS.c.zone,
        _CANVASS.c.door_goal,
        _CANVASS.c.captain_id,
        _CANVASS.c.title,
        _TURF.c.name,
        _CANVASS.c.meet_place,
        _TEAM.c.language,
        _MEMBER.c.person_id,
        _MEMBER.c.language.label("own"),
        _ATTENDANCE.c.arrived_at,
        _ATTENDANCE.c.back_at,
        _PAIR.c.number,
        _PAIR.c.id.label("pair_id"),
        _PAIR.c.together_id,
    )
    .select_from(
        _CANVASS.join(_TEAM, _TEAM.c.id == _CANVASS.c.team_id)
        .outerjoin(_TURF, _TURF.c.id == _CANVASS.c.turf_id)
        .outerjoin(_MEMBER, _OWN)
        .outerjoin(_ATTENDANCE, _HERE)
        .outerjoin(_PAIRED, _WITH)
        .outerjoin(_PAIR, _PAIR.c.id == _PAIRED.c.pair_id)
    )
    .where(_CANVASS.c.id == bindparam("canvass"), _CANVASS.c.team_id == bindparam("team"))
)
# Two processes count one session one after the other: the rows that they both add to are the same.
_LOCKED = _LOOK.with_for_update(of=_CANVASS, key_share=True)
_SEEN = {locked: prepared(query) for locked, query in ((False, _LOOK), (True, _LOCKED))}
_OF_BOTH = select(_TALLY.c.person_id, _TALLY.c.outcome, _TALLY.c.n).where(
    _TALLY.c.team_id == bindparam("team"),
    _TALLY.c.scope == bindparam("scope"),
    _TALLY.c.person_id.in_((EVERYONE, bindparam("person"))),
)
_COUNTED = prepared(_OF_BOTH)


def see(tx: Session, *, team_id: int, canvass_id: int, person_id: int, locked: bool = True) -> Seen | None:
    """The session as a press finds it; None for one that is not the team's. Locked until the transaction ends."""
    if not (0 < canvass_id <= ID_MOST and 0 < person_id <= PERSON_MOST):
        return None
    asked = {"team": team_id, "canvass": canvass_id, "person": person_id}
    rows = _SEEN[locked].rows(tx, asked)
    return Seen(canvass_id, team_id, person_id, *rows[0]) if rows else None


def write(
    tx: Session,
    seen: Seen,
    *,
    press_id: int,
    counts: Mapping[Outcome, int],
    how: KnockHow,
    now: datetime,
    by_id: int | None = None,
    undoes_id: int | None = None,
) -> bool:
    """Write a press into the ledger and the tallies; False where it is there already, and nothing is done.

    `press_id` is Discord's id of the interaction: the same press, sent again, has the same. `by_id` is who pressed,
    where that is not the person themselves. It counts for those who are a pair now, and undone, for who were it then.
    """
    them = _them(tx, seen, now) if undoes_id is None else together.of_press(tx, press_id=undoes_id)
    shared = {
        "press_id": press_id,
        "team_id": seen.team_id,
        "canvass_id": seen.canvass_id,
        "person_id": seen.person_id,
        "by_id": by_id if by_id != seen.person_id else None,
        "how": how,
        "at": now,
        "undoes_id": undoes_id,
        "together_id": them,
    }
    knock = _knock(tx.get_bind().dialect.name)
    entered = [
        (outcome, n) for outcome, n in counts.items() if n and knock.run(tx, {**shared, "outcome": outcome, "n": n}) > 0
    ]
    if entered:
        _add(tx, seen, them, entered)
    return bool(entered)


def _them(tx: Session, seen: Seen, now: datetime) -> int | None:
    """Who knocks together with the person now; the first press of a pair asks for it, the others see it."""
    them = seen.together
    if them is None and seen.pair_id is not None:
        them = together.of_pair(tx, team_id=seen.team_id, pair_id=seen.pair_id, now=now)
    return them or None


def _add(tx: Session, seen: Seen, them: int | None, counted: Sequence[tuple[Outcome, int]]) -> None:
    """Add to what is tallied for the person, for everyone and for those who knock together, in one statement.

    In the order of the table's key: two transactions that lock the same rows then do not wait for each other.
    """
    values: dict[str, object] = {"team": seen.team_id, "person": seen.person_id}
    values.update(zip("asw", seen.scopes, strict=True))
    if them is not None:
        values.update(t=together.SCOPE, them=-them)
    for number, (outcome, n) in enumerate(sorted(counted)):
        values[f"o{number}"], values[f"n{number}"] = outcome.value, n
    _upsert(len(counted), them is not None).run(tx, values)


def counted(tx: Session, seen: Seen) -> tuple[Tally, Tally]:
    """What stands in the session for the person, and for everyone."""
    asked = {"team": seen.team_id, "scope": session_scope(seen.canvass_id), "person": seen.person_id}
    mine: dict[Outcome, int] = {}
    everyone: dict[Outcome, int] = {}
    for person, outcome, n in _COUNTED.rows(tx, asked):
        if n:
            (mine if person else everyone)[outcome] = n
    return Tally(mine), Tally(everyone)


@cache
def _knock(dialect: str) -> Prepared:
    made: Any = sqlite if dialect == "sqlite" else postgresql
    return Prepared(made.insert(_KNOCK).on_conflict_do_nothing().execution_options(preserve_rowcount=True))


_WHOSE: dict[str, tuple[object, ...]] = dict.fromkeys("asw", (EVERYONE, ":person")) | {"t": (":them",)}


@cache
def _upsert(outcomes: int, in_pair: bool) -> Prepared:
    """One statement for all rows of a press; as text, because a statement made of many rows is never kept ready."""
    whose = [(scope, person) for scope in "astw" for person in _WHOSE[scope] if in_pair or scope != "t"]
    rows = ",".join(
        f"(:team,:{scope},{person},:o{number},:n{number})" for scope, person in whose for number in range(outcomes)
    )
    statement = text(
        f"INSERT INTO tally (team_id, scope, person_id, outcome, n) VALUES {rows} "  # noqa: S608 - nothing typed
        "ON CONFLICT (team_id, scope, person_id, outcome) DO UPDATE SET n = tally.n + excluded.n"
    )
    return Prepared(statement)


# ---- what stands there -----------------------------------------------------------------------------

_OF_ONE = select(_TALLY.c.outcome, _TALLY.c.n).where(
    _TALLY.c.team_id == bindparam("team"),
    _TALLY.c.scope == bindparam("scope"),
    _TALLY.c.person_id == bindparam("person"),
)
_OF_ALL = (
    select(_TALLY.c.person_id, _TALLY.c.outcome, _TALLY.c.n)
    .where(_TALLY.c.team_id == bindparam("team"), _TALLY.c.scope == bindparam("scope"))
    .order_by(_TALLY.c.person_id)
)


def tally_of(tx: Session, *, team_id: int, scope: str, person_id: int = EVERYONE) -> Tally:
    """What is tallied in a scope for one person, or for everyone."""
    found = tx.connection().execute(_OF_ONE, {"team": team_id, "scope": scope, "person": person_id})
    return Tally({outcome: n for outcome, n in found if n})


def tallies(tx: Session, *, team_id: int, scope: str) -> dict[int, Tally]:
    """What is tallied in a scope, by person; EVERYONE is all of them together."""
    found: dict[int, dict[Outcome, int]] = {}
    for person, outcome, n in tx.connection().execute(_OF_ALL, {"team": team_id, "scope": scope}):
        if n:
            found.setdefault(person, {})[outcome] = n
    return {person: Tally(counts) for person, counts in found.items()}


def has_press(tx: Session, *, press_id: int) -> bool:
    """Whether a press is in the ledger already."""
    query = select(_KNOCK.c.press_id).where(_KNOCK.c.press_id == press_id).limit(1)
    return tx.connection().execute(query).first() is not None
