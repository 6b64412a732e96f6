"""50,000 pending nudges beside 100: what is done with a few of them must not cost more because there are many.

Everything but start-up and memory is timed inside the writer's own transaction and then rolled back, so that each
round finds the same rows; COMMIT is left out, because it would hide a growth behind the disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, update

from db import followups, nudges, transactions
from db.engine import Engines, open_engines
from db.facts import Actor, NudgeKind
from db.models.nudges import Nudge
from db.nudges import letters, listing
from tests.bench.ground import KINDS, NAMES, databases
from tests.bench.pending import FIRST_PERSON, NOW, TEAM, ZONE, fill
from tests.bench.table import MB, Table, interleaved

FEW, MANY = 100, 50_000
ROUNDS, STARTS = 21, 5
DUE, BACKLOG = 20, 5_000
ROOT = Path(__file__).parents[2]

Unit = Callable[[Session], Any]


class _Undo(Exception):
    """Nothing of it is to stay."""


def timed(engines: Engines, deed: Unit, before: Unit | None = None) -> float:
    """Seconds that a unit of work takes in a transaction, without what came before; nothing of it stays."""
    took: list[float] = []

    def unit(tx: Session) -> None:
        if before is not None:
            before(tx)
            tx.flush()
            tx.expunge_all()
        begun = time.perf_counter()
        deed(tx)
        tx.flush()
        took.append(time.perf_counter() - begun)
        raise _Undo

    [outcome] = transactions.save(engines, [unit])
    if not isinstance(outcome.error, _Undo):
        raise outcome.error or AssertionError("nothing was undone")
    return took[-1]


# ---- what is done with a few of them -------------------------------------------------------------------


def due(tx: Session, *, most: int) -> None:
    """Make so many due, each of another person and a second after the other."""
    for number in range(most):
        moment = NOW - timedelta(seconds=most - number)
        tx.exec(update(Nudge).where(col(Nudge.key) == f"bench:{_of_promise(number)}").values(due_at=moment))


def _of_promise(number: int) -> int:
    """The key of the so-many-th nudge that belongs to a promise: eight of ten do."""
    return number // 8 * 10 + 2 + number % 8


def schedule(tx: Session) -> None:
    """One more reminder."""
    person, soon = FIRST_PERSON + 1, NOW + timedelta(hours=3)
    key = "bench:new"
    nudges.schedule(tx, key=key, team_id=TEAM, kind=NudgeKind.FOLLOWUP, due_at=soon, followup_id=3, person_id=person)


def deliver(tx: Session) -> None:
    """Hold one message, set it out and mark it."""
    [bundle] = nudges.hold_due(tx, now=NOW, most=1).bundles
    assert nudges.set_out(tx, bundle=bundle, channel_id=5, now=NOW)
    tx.flush()
    nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=5, message_id=6, now=NOW)


ANYONE = Actor(TEAM, FIRST_PERSON + 3, "Person 3", "en", ZONE, organizer=True)

Deeds = Sequence[tuple[str, Unit, Unit | None]]

DEEDS: Deeds = (
    ("when the next one is due", partial(nudges.next_due, after=NOW), None),
    ("a ring with nothing due", partial(nudges.hold_due, now=NOW), None),
    (f"{DUE} due, held", partial(nudges.hold_due, now=NOW, most=DUE), partial(due, most=DUE)),
    ("1 due: held, set out, marked", deliver, partial(due, most=1)),
    ("1 scheduled", schedule, None),
    ("a session's cancelled", partial(nudges.cancel, team_id=TEAM, canvass_id=1), None),
    ("a promise's cancelled", partial(nudges.cancel, team_id=TEAM, followup_id=3), None),
    ("a person's cancelled", partial(nudges.cancel, team_id=TEAM, person_id=FIRST_PERSON + 3), None),
    ("a letter, written", partial(letters.to_send, ids=[3], now=NOW), None),
)

LISTS: Deeds = (
    ("a person's promises", partial(followups.mine, actor=ANYONE, now=NOW), None),
    ("a person's nudges", partial(listing.mine, actor=ANYONE, now=NOW), None),
    ("the team's promises", partial(followups.of_team, actor=ANYONE, now=NOW), None),
    ("the team's nudges", partial(listing.of_team, actor=ANYONE, view=None, page=0, now=NOW), None),
)


# ---- start-up ------------------------------------------------------------------------------------------


def started(url: str) -> dict[str, float]:
    """What a fresh process took to open the app on a database: seconds, and memory in MB."""
    command = [sys.executable, "-m", "tests.bench.fresh", url]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = json.loads(printed.splitlines()[-1])
    return {"seconds": found["seconds"], "memory": found["memory"] / 2**20}


def start_up(table: Table, urls: Sequence[str]) -> None:
    """Start on both databases in turn, and add how long that took and how much memory."""
    found: list[list[dict[str, float]]] = [[] for _ in urls]

    def start(at: int) -> float:
        found[at].append(started(urls[at]))
        return found[at][-1]["seconds"]

    table.compare(
        "start-up: app opened, first tick", interleaved(STARTS, [partial(start, at) for at in range(len(urls))])
    )
    table.compare("memory of that process, at most", [[each["memory"] for each in side] for side in found], MB)


# ---- the tables ----------------------------------------------------------------------------------------


def pending(kind: str, urls: Sequence[str]) -> Table:
    """Many pending nudges beside a few."""
    table = Table(
        f"nudges: {MANY:,} pending beside {FEW} on {NAMES[kind]} (medians of {ROUNDS} rounds, {STARTS} starts)",
        ("", f"{FEW}", f"{MANY:,}", "ratio"),
    )
    start_up(table, urls)
    beside(table, urls, DEEDS, ROUNDS)
    return table


def lists(kind: str, urls: Sequence[str]) -> Table:
    """What people leaf through: it looks at all that a team has, so it grows with that."""
    table = Table(
        f"nudges: lists of one team with {MANY:,} promises and {2 * MANY:,} nudges beside {FEW} on {NAMES[kind]}",
        ("", f"{FEW}", f"{MANY:,}", "ratio"),
    )
    beside(table, urls, LISTS, ROUNDS // 4)
    table.remarks.append("These count all that one team has, far beyond what any team has.")
    return table


def beside(table: Table, urls: Sequence[str], deeds: Deeds, rounds: int) -> None:
    """Add what each deed takes on one database and on the other."""
    opened = [open_engines(url) for url in urls]
    for name, deed, before in deeds:
        table.compare(name, interleaved(rounds, [partial(timed, engines, deed, before) for engines in opened]))
    for engines in opened:
        engines.close()


def backlog(kind: str, url: str) -> Table:
    """What a long queue adds to each look at it."""
    table = Table(
        f"nudges: {BACKLOG:,} of {MANY:,} due at once beside {DUE} on {NAMES[kind]}",
        ("", f"{DUE} due", f"{BACKLOG:,} due", "ratio"),
    )
    engines = open_engines(url)
    for most in (1, 5, DUE):
        deed = partial(nudges.hold_due, now=NOW, most=most)
        cases = [partial(timed, engines, deed, partial(due, most=size)) for size in (DUE, BACKLOG)]
        table.compare(f"{most} of them held", interleaved(ROUNDS // 4, cases))
    engines.close()
    return table


async def measure(*, full: bool) -> None:
    """Fill the databases, measure, print."""
    del full  # it is always the real thing
    for kind in KINDS:
        with tempfile.TemporaryDirectory(prefix="toctoc-") as folder, databases(kind, Path(folder)) as opened:
            urls = [opened(), opened()]
            for url, size in zip(urls, (FEW, MANY), strict=True):
                fill(url, size)
            pending(kind, urls).show()
            lists(kind, urls).show()
            backlog(kind, urls[-1]).show()
