"""Importing a sheet of neighborhoods: first a look at what it would do, then all of it or nothing.

The rows wait in the database between the two, so that a restart loses nothing. Every unit here raises
OnlyOrganizers.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlmodel import Session

from db import drafts
from db.facts import Actor, Priority, TurfChange, TurfImport, TurfPlan, TurfRow
from db.models.turf import Turf
from db.names import name_key
from db.refusals import ImportGone, TooManyInFile
from db.turf.changes import MOST, begin, checked, open_count, write
from db.turf.reading import rows_of, turf_facts

_KIND = "turf.import"


def stage(tx: Session, *, actor: Actor, rows: Sequence[TurfRow], now: datetime) -> tuple[str, TurfImport]:
    """Keep the rows for `import_all`, in place of any kept before: their mark, and what the import would do.

    Raises TooManyInFile, and what `add` raises about texts and numbers; no two rows may share a name.
    """
    begin(tx, actor)
    found = _compare(tx, actor, rows, _by_key(tx, actor))
    kept = json.dumps([asdict(row) for row in rows])
    mark = hashlib.sha256(kept.encode()).hexdigest()[:16]
    typed = {"mark": mark, "rows": kept}
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND, typed=typed, now=now)
    return mark, found


def import_all(tx: Session, *, actor: Actor, mark: str, now: datetime) -> TurfImport:
    """Import the rows that were staged under a mark; returns what it did.

    Raises ImportGone, and TooManyInFile when others have added too many since.
    """
    begin(tx, actor)
    rows, known = _staged(tx, actor, mark), _by_key(tx, actor)
    found = _compare(tx, actor, rows, known)
    for row in rows:
        turf = known.get(name_key(row.name))
        plan = _plan(row, turf)
        turf = turf or Turf(team_id=actor.team_id, name="", name_key="", created_at=now)
        write(turf, plan)
        tx.add(turf)
    drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    return found


def leave_import(tx: Session, *, actor: Actor, mark: str) -> None:
    """Forget the rows that were staged under a mark; harmless when they are gone."""
    begin(tx, actor)
    kept = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    if kept and kept["mark"] == mark:
        drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)


# ---- inside ------------------------------------------------------------------------------------


def _staged(tx: Session, actor: Actor, mark: str) -> list[TurfRow]:
    kept = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    if kept is None or kept["mark"] != mark:
        raise ImportGone
    rows = [TurfRow(**row) for row in json.loads(kept["rows"])]
    return [TurfRow(row.name, row.doors, Priority(row.priority) if row.priority else None, row.why) for row in rows]


def _by_key(tx: Session, actor: Actor) -> dict[str, Turf]:
    return {turf.name_key: turf for turf in rows_of(tx, team_id=actor.team_id)}


def _plan(row: TurfRow, turf: Turf | None) -> TurfPlan:
    """What a row makes of a neighborhood: the spelling of its name stays, and so does what the row leaves open."""
    old = TurfPlan(turf.name, turf.doors, turf.priority, turf.why) if turf else TurfPlan(row.name)
    return checked(
        TurfPlan(
            name=old.name,
            doors=old.doors if row.doors is None else row.doors,
            priority=row.priority or old.priority,
            why=old.why if row.why is None else row.why,
        )
    )


def _compare(tx: Session, actor: Actor, rows: Sequence[TurfRow], known: Mapping[str, Turf]) -> TurfImport:
    new, changed = [], []
    for row in rows:
        turf = known.get(name_key(row.name))
        plan = _plan(row, turf)
        if turf is None:
            new.append(TurfRow(**asdict(plan)))
        elif (turf.doors, turf.priority, turf.why) != (plan.doors, plan.priority, plan.why):
            changed.append(_change(turf, plan))
    have = open_count(tx, team_id=actor.team_id)
    if new and have + len(new) > MOST:
        raise TooManyInFile(have=have, new=len(new), most=MOST)
    return TurfImport(tuple(new), tuple(changed), len(rows) - len(new) - len(changed))


def _change(turf: Turf, plan: TurfPlan) -> TurfChange:
    before = turf_facts(turf)
    return TurfChange(before, replace(before, doors=plan.doors, priority=plan.priority, why=plan.why))
