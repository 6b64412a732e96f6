"""500 prospects and 2,000 contacts beside 10 and 40: what is read at every key must not grow with them.

The contacts are those of a year: a team that has so many did not have them in one month.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session

from db import prospects
from db.engine import Engines, open_engines
from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import OPEN_STAGES, ContactHow, ContactResult, Stage
from db.models.prospects import ContactMade, Prospect
from db.models.teams import Team
from db.names import name_key
from tests.bench.ground import KINDS, NAMES, databases
from tests.bench.pending import FIRST_PERSON, NOW, TEAM, ZONE, let_it_settle, write
from tests.bench.table import Table, interleaved

FEW, MANY = 10, 500
EACH = 4
"""Contacts of each prospect."""

ROUNDS, TIMES = 21, 10
YEAR = timedelta(days=365)
MOST = 2.0
"""What the project's owner asks for: many take at most so many times as long as few."""

Unit = Callable[[Session], Any]
STAGES = (*OPEN_STAGES, *OPEN_STAGES, Stage.SIGNED_ON, Stage.PARKED, Stage.DECLINED)
WORDS = ("Iglesia", "Bakery", "Council", "Library", "School", "Union", "Garden", "Radio")

ANYONE = Actor(TEAM, FIRST_PERSON + 3, "Person 3", "en", ZONE)
ORGANIZER = Actor(TEAM, FIRST_PERSON, "Person 0", "en", ZONE, organizer=True)

READS: Sequence[tuple[str, Unit]] = (
    ("board", partial(prospects.pipeline, team_id=TEAM, now=NOW)),
    ("board, a page of it", partial(prospects.page, actor=ANYONE, now=NOW)),
    ("find, by a name", partial(prospects.find, actor=ANYONE, typed="bakery 1")),
    ("find, a whole name", partial(prospects.resolve, actor=ANYONE, typed="bakery 1")),
    ("autocomplete, nothing typed", partial(prospects.find, actor=ANYONE)),
    ("autocomplete, one letter", partial(prospects.find, actor=ANYONE, typed="b")),
    ("autocomplete, three letters", partial(prospects.find, actor=ANYONE, typed="lib")),
    ("one prospect, whole", partial(prospects.prospect, actor=ORGANIZER, prospect_id=2, now=NOW)),
)


def fill(url: str, number: int) -> None:
    """Write a team with so many prospects, and four contacts with each."""
    engines = open_engines(url)
    with Session(engines.writer) as tx:
        tx.add(Team(id=TEAM, name="Barrio Unido", zone=ZONE, joined_at=NOW - YEAR))
        tx.flush()
        write(tx, Prospect, (_prospect(at) for at in range(number)))
        write(tx, ContactMade, (_contact(at, number) for at in range(number * EACH)))
        tx.commit()
    let_it_settle(engines)
    engines.close()


def _prospect(at: int) -> dict[str, Any]:
    """Kinds, stages and words in turn; a third of them were not touched for a month."""
    name, place = f"{WORDS[at % len(WORDS)]} {at}", f"{at} Main Street"
    touched = NOW - timedelta(days=30 if at % 3 == 0 else at % 5)
    row = Prospect(
        id=at + 1,
        team_id=TEAM,
        kind=list(Kind)[at % len(Kind)],
        name=name,
        name_key=name_key(name),
        sought_as=f"{name_key(name)} {name_key(place)}",
        place=place,
        stage=STAGES[at % len(STAGES)],
        stage_at=touched,
        touched_at=touched,
        owner_id=FIRST_PERSON + at % 20,
        owner_name=f"Person {at % 20}",
        made_at=touched,
    )
    return row.model_dump()


def _contact(at: int, number: int) -> dict[str, Any]:
    row = ContactMade(
        team_id=TEAM,
        prospect_id=at // EACH + 1,
        how=ContactHow.CALL,
        result=ContactResult.NONE,
        note="They will think about it, and call back.",
        by_id=FIRST_PERSON + at % 20,
        by_name=f"Person {at % 20}",
        at=NOW - YEAR * (at + 1) / (number * EACH),
    )
    return row.model_dump(exclude={"id"})


# ---- measuring ---------------------------------------------------------------------------------------------


def timed(engines: Engines, unit: Unit) -> float:
    """Seconds that a read takes, as a person's own would: with a session of its own."""
    begun = time.perf_counter()
    for _ in range(TIMES):
        with Session(engines.reader) as tx:
            unit(tx)
    return (time.perf_counter() - begun) / TIMES


def reads(kind: str, urls: Sequence[str]) -> Table:
    """Every read on few and on many, in turn."""
    few, many = f"{FEW} prospects", f"{MANY} prospects"
    table = Table(f"Leaders: {NAMES[kind]}", ("what is read", few, many, "ratio"))
    engines = [open_engines(url) for url in urls]
    for name, unit in READS:
        cases = [partial(timed, one, unit) for one in engines]
        for warm in cases:
            warm()
        table.compare(name, interleaved(ROUNDS, cases))
    for one in engines:
        one.close()
    over = [row[0] for row in table.rows if float(row[-1].split()[0]) > MOST]
    said = f"over it: {', '.join(over)}" if over else "none is over it"
    table.remarks.append(f"{MANY * EACH} contacts beside {FEW * EACH}. At most {MOST:g} x is asked for; {said}.")
    return table


async def measure(*, full: bool) -> None:
    """Measure on both databases; there is nothing more to take with `full`."""
    del full
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            with databases(kind, Path(folder)) as new:
                urls = [new(), new()]
                for url, number in zip(urls, (FEW, MANY), strict=True):
                    fill(url, number)
                reads(kind, urls).show()
