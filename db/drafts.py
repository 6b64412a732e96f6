"""Half-filled forms: what a person typed is kept until it is saved or a day has passed."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, delete

from db.models.teams import Draft

T = TypeVar("T")


def keep(tx: Session, *, team_id: int, person_id: int, kind: str, typed: Mapping[str, str], now: datetime) -> None:
    """Keep what was typed, in place of what was typed before."""
    draft = tx.get(Draft, (team_id, person_id, kind)) or Draft(
        team_id=team_id, person_id=person_id, kind=kind, typed="", kept_at=now
    )
    draft.typed, draft.kept_at = json.dumps(dict(typed), ensure_ascii=False), now
    tx.add(draft)


def find(tx: Session, *, team_id: int, person_id: int, kind: str) -> dict[str, str] | None:
    """What was typed, or None when nothing is kept."""
    draft = tx.get(Draft, (team_id, person_id, kind))
    typed: dict[str, str] | None = json.loads(draft.typed) if draft else None
    return typed


def clear(tx: Session, *, team_id: int, person_id: int, kind: str) -> None:
    """Forget a draft; harmless when there is none."""
    tx.exec(
        delete(Draft).where(col(Draft.team_id) == team_id, col(Draft.person_id) == person_id, col(Draft.kind) == kind)
    )


def use(
    tx: Session, *, team_id: int, person_id: int, kind: str, then: Callable[[Session, dict[str, str]], T]
) -> T | None:
    """What `then` makes of a draft, which is put away with it; None where it was used or put away before."""
    # Locked: of two presses at the same moment, in two processes, one finds it gone.
    draft = tx.get(Draft, (team_id, person_id, kind), with_for_update=True)
    if draft is None:
        return None
    result = then(tx, json.loads(draft.typed))
    tx.delete(draft)
    return result
