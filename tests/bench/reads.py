"""The board and the leaderboards with a million doors in the ledger beside a thousand: they must not cost more.

Sixty people, a thousand doors in a session; so a million are a thousand sessions, twenty a week, always in the same
pairs. Only what compares all sessions of a campaign looks at more rows then, and reads no more than the best of them.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import Session

from db import doors, teams, transactions
from db.doors.ranking import ranking
from db.engine import Engines, open_engines
from db.facts import CanvassState
from db.facts.doors import Outcome
from db.facts.ranking import RankBy, Span
from db.models.base import metadata
from db.models.canvass import Canvass, Pair, PairMember
from db.models.doors import Attendance, Together
from db.models.teams import Member
from tests.bench.ground import KINDS, NAMES, databases
from tests.bench.table import Table, interleaved

FEW, SOME, MANY = 1_000, 100_000, 1_000_000
OF_A_SESSION, A_WEEK, PEOPLE = 1_000, 20, 60
ROUNDS, TIMES = 15, 5
TEAM = 1
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)

Unit = Callable[[Session], Any]

# The outcomes of a hundred doors, dealt out by their numbers: most of them nobody at home.
_KNOCKS = """
WITH RECURSIVE press(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM press WHERE number + 1 < :knocks)
INSERT INTO knock (press_id, outcome, team_id, canvass_id, person_id, n, how, at, together_id)
SELECT number + 1, CASE WHEN number * 37 % 100 < 55 THEN :nobody WHEN number * 37 % 100 < 75 THEN :talked
  WHEN number * 37 % 100 < 85 THEN :supporter WHEN number * 37 % 100 < 95 THEN :moved_on ELSE :sign END,
  :team, number / :size + 1, number * 7 % :people + 1, 1, 'pad', :at, number * 7 % :people / 2 + 1 FROM press
"""


def fill(tx: Session, *, knocks: int) -> None:
    """A team whose sessions hold so many doors; the last session is the one of now."""
    teams.welcome(tx, team_id=TEAM, name="Elm Street", language="en", now=NOW - timedelta(days=900))
    for person in range(1, PEOPLE + 1):
        tx.add(Member(team_id=TEAM, person_id=person, name=f"Volunteer {person}", first_seen_at=NOW, last_seen_at=NOW))
    tx.flush()
    sessions = range(1, knocks // OF_A_SESSION + 1)
    couples = ({"team_id": TEAM, "one_id": n, "two_id": n + 1, "three_id": 0} for n in range(1, PEOPLE, 2))
    _enter(tx, (Together, [{"id": n, "last_at": NOW, **both} for n, both in enumerate(couples, start=1)]))
    for rows in (_days(len(sessions)), _pairs(sessions), _members(sessions), _attendances(sessions)):
        _enter(tx, rows)
    numbers = {"knocks": knocks, "team": TEAM, "size": OF_A_SESSION, "people": PEOPLE, "at": NOW}
    outcomes = {each.value: each.value for each in Outcome}
    moment = bindparam("at", type_=metadata.tables["knock"].c.at.type)
    named = {name: value for name, value in {**numbers, **outcomes}.items() if f":{name}" in _KNOCKS}
    tx.connection().execute(text(_KNOCKS).bindparams(moment), named)
    doors.rebuild(tx, team_id=TEAM)


Rows = tuple[type, list[dict[str, Any]]]


def _enter(tx: Session, rows: Rows) -> None:
    table, values = rows
    tx.connection().execute(metadata.tables[str(table.__tablename__)].insert(), values)  # type: ignore[attr-defined]  # every table has a name


def _days(count: int) -> Rows:
    """The sessions, the last of them now and live."""
    begun = [NOW - timedelta(days=7) * ((count - number) // A_WEEK) for number in range(1, count + 1)]
    state = [CanvassState.WRAPPED] * (count - 1) + [CanvassState.LIVE]
    hours = [{"starts_at": at, "started_at": at, "ends_at": at + timedelta(hours=3), "created_at": at} for at in begun]
    same = {"team_id": TEAM, "zone": "UTC", "door_goal": 1200}
    told = enumerate(zip(hours, state, strict=True), start=1)
    defaults = {"title": "", "meet_place": "", "debrief_place": "", "note": "", "captain_name": ""}
    return Canvass, [
        {**defaults, **same, **at, "id": number, "state": how, "title": f"Morning {number}"}
        for number, (at, how) in told
    ]


def _pairs(sessions: range) -> Rows:
    each = [(canvass, number) for canvass in sessions for number in range(1, PEOPLE // 2 + 1)]
    numbered = enumerate(each, start=1)
    return Pair, [{"id": id_, "team_id": TEAM, "canvass_id": canvass, "number": n} for id_, (canvass, n) in numbered]


def _members(sessions: range) -> Rows:
    """Who is in which pair: always the same two."""
    both = [(canvass, person) for canvass in sessions for person in range(1, PEOPLE + 1)]
    return PairMember, [
        {"canvass_id": canvass, "person_id": person, "pair_id": (canvass - 1) * (PEOPLE // 2) + (person + 1) // 2}
        for canvass, person in both
    ]


def _attendances(sessions: range) -> Rows:
    both = [(canvass, person) for canvass in sessions for person in range(1, PEOPLE + 1)]
    same = {"team_id": TEAM, "walk_up": False, "arrived_at": NOW}
    return Attendance, [{**same, "canvass_id": canvass, "person_id": person} for canvass, person in both]


# ---- what is read ------------------------------------------------------------------------------------


def reads(session: int) -> dict[str, Unit]:
    """Every kind of read, of one session or around it."""
    rank = partial(ranking, team_id=TEAM, now=NOW, canvass_id=session)
    return {
        "board": lambda tx: doors.board(tx, canvass_id=session),
        "session, people": lambda tx: rank(tx, span=Span.SESSION, by=RankBy.PEOPLE),
        "session, pairs": lambda tx: rank(tx, span=Span.SESSION, by=RankBy.PAIRS),
        "week, people": lambda tx: rank(tx, span=Span.WEEK, by=RankBy.PEOPLE),
        "campaign, people": lambda tx: rank(tx, span=Span.CAMPAIGN, by=RankBy.PEOPLE),
        "campaign, pairs": lambda tx: rank(tx, span=Span.CAMPAIGN, by=RankBy.PAIRS),
        "campaign, sessions": lambda tx: rank(tx, span=Span.CAMPAIGN, by=RankBy.CREWS),
    }


def timed(engines: Engines, unit: Unit) -> float:
    """Seconds that one read takes, of a few."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        transactions.read(engines, unit)
    return (time.perf_counter() - begun) / TIMES


def compared(engines: tuple[Engines, Engines], sizes: tuple[int, int], kind: str) -> Table:
    """All reads of both databases, in turn."""
    headings = ("", f"{sizes[0]:,} doors", f"{sizes[1]:,} doors", "ratio")
    table = Table(f"reads: the board and leaderboards on {NAMES[kind]}", headings)
    sides = [reads(knocks // OF_A_SESSION) for knocks in sizes]
    for name in sides[0]:
        cases = [partial(timed, engine, side[name]) for engine, side in zip(engines, sides, strict=True)]
        for case in cases:
            case()
        table.compare(name, interleaved(ROUNDS, cases))
    return table


async def measure(*, full: bool) -> None:
    """Fill two databases of each kind, and print the tables."""
    sizes = (FEW, MANY if full else SOME)
    with tempfile.TemporaryDirectory(prefix="toctoc-") as folder:
        for kind in KINDS:
            with databases(kind, Path(folder)) as opening:
                few, many = open_engines(opening()), open_engines(opening())
                for engines, knocks in zip((few, many), sizes, strict=True):
                    [outcome] = transactions.save(engines, [partial(fill, knocks=knocks)])
                    if outcome.error is not None:
                        raise outcome.error
                    if kind == "postgresql":
                        with engines.writer.connect() as connection:
                            connection.exec_driver_sql("ANALYZE")
                table = compared((few, many), sizes, kind)
                if not full:
                    table.remarks.append(f"FULL=1 takes {MANY:,}.")
                table.show()
                few.close()
                many.close()
