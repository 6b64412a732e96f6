"""Importing a sheet of prospects: first a look at what it would do, then all of it or nothing.

The rows wait in the database between the two, so that a restart loses nothing. What the team has already stays as it
is. Every unit here raises OnlyOrganizers.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from db import drafts
from db.facts import Actor
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectImport, ProspectPlan
from db.models.prospects import Prospect
from db.names import name_key
from db.prospects import adding, rows
from db.prospects.rows import Locked
from db.refusals import ImportGone

_KIND = "prospect.import"


def stage_import(
    tx: Session, *, actor: Actor, plans: Sequence[ProspectPlan], now: datetime
) -> tuple[str, ProspectImport]:
    """Keep the rows for `import_all`, in place of any kept before: their mark, and what the import would do.

    Raises TooMany, and what `add` raises about texts.
    """
    rows.check_organizer(actor)
    rows.lock_team(tx, actor, now)
    found = _compare(tx, actor, plans)
    kept = json.dumps([_written(plan) for plan in plans])
    mark = hashlib.sha256(kept.encode()).hexdigest()[:16]
    typed = {"mark": mark, "rows": kept}
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND, typed=typed, now=now)
    return mark, found


def import_all(tx: Session, *, actor: Actor, mark: str, now: datetime) -> ProspectImport:
    """Import the rows that were staged under a mark; returns what it did.

    Raises ImportGone, and TooMany when others have added too many since.
    """
    rows.check_organizer(actor)
    kept = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    if kept is None or kept["mark"] != mark:
        raise ImportGone
    done = import_rows(tx, actor=actor, plans=[_read(row) for row in json.loads(kept["rows"])], now=now)
    drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    return done


def leave_import(tx: Session, *, actor: Actor, mark: str) -> None:
    """Forget the rows that were staged under a mark; harmless when they are gone."""
    rows.check_organizer(actor)
    kept = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)
    if kept and kept["mark"] == mark:
        drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_KIND)


def import_rows(tx: Session, *, actor: Actor, plans: Sequence[ProspectPlan], now: datetime) -> ProspectImport:
    """Add those whose names the team does not have; their owner is whoever imports.

    Raises TooMany, and what `add` raises about texts: then none is added.
    """
    rows.check_organizer(actor)
    team = rows.lock_team(tx, actor, now)
    found = _compare(tx, actor, plans)
    for plan in found.new:
        adding.begun(Locked(tx, 0, adding.new_row(actor, plan, now), team, now))
    return found


# ---- inside ----------------------------------------------------------------------------------------


def _compare(tx: Session, actor: Actor, plans: Sequence[ProspectPlan]) -> ProspectImport:
    known = set(tx.exec(select(Prospect.name_key).where(col(Prospect.team_id) == actor.team_id)))
    new: list[ProspectPlan] = []
    there: list[str] = []
    for row in plans:
        plan = adding.checked(tx, row, team_id=actor.team_id)
        if name_key(plan.name) in known:
            there.append(plan.name)
            continue
        known.add(name_key(plan.name))
        new.append(plan)
    adding.check_room(tx, team_id=actor.team_id, new=len(new))
    return ProspectImport(tuple(new), tuple(there))


def _written(plan: ProspectPlan) -> dict[str, Any]:
    return {**asdict(plan), "until": plan.until.isoformat() if plan.until else None}


def _read(row: dict[str, Any]) -> ProspectPlan:
    plan = ProspectPlan(**row)
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return replace(plan, kind=Kind(plan.kind), until=until)
