"""The state of all outreach: how many of each kind are where, what is stuck, and whom nobody has thought of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from db.facts.playbooks import Kind
from db.facts.prospects import LATELY_DAYS, STUCK_MOST, BoardCell, Pipeline, ProspectLine, Stage
from db.models.prospects import ContactMade, Prospect
from db.prospects import clocks, listing


def pipeline(tx: Session, *, team_id: int, now: datetime) -> Pipeline:
    """The team's outreach, in three queries, however much there is."""
    cells = _cells(tx, team_id, now)
    touched = _touched(tx, team_id, now)
    stuck: tuple[ProspectLine, ...] = ()
    if any(cell.stuck for cell in cells):
        wanted = (col(Prospect.team_id) == team_id, clocks.stuck(now))
        stuck = listing.with_clocks(tx, wanted, most=STUCK_MOST, now=now)
    return Pipeline(cells, stuck, touched, _neglected(cells, touched))


# ---- inside ----------------------------------------------------------------------------------------


def _cells(tx: Session, team_id: int, now: datetime) -> tuple[BoardCell, ...]:
    query = (
        select(col(Prospect.kind), col(Prospect.stage), func.count(), func.count(case((clocks.stuck(now), 1))))
        .where(col(Prospect.team_id) == team_id)
        .group_by(col(Prospect.kind), col(Prospect.stage))
    )
    found = [BoardCell(*row) for row in tx.exec(query)]
    kinds, stages = list(Kind), list(Stage)
    return tuple(sorted(found, key=lambda cell: (kinds.index(cell.kind), stages.index(cell.stage))))


def _touched(tx: Session, team_id: int, now: datetime) -> dict[Kind, int]:
    """How often each kind was reached out to lately."""
    query = (
        select(col(Prospect.kind), func.count())
        .join(ContactMade, col(ContactMade.prospect_id) == col(Prospect.id))
        .where(col(ContactMade.team_id) == team_id, col(ContactMade.at) > now - timedelta(days=LATELY_DAYS))
        .group_by(col(Prospect.kind))
    )
    return dict.fromkeys(Kind, 0) | dict(tx.exec(query).all())


def _neglected(cells: tuple[BoardCell, ...], touched: Mapping[Kind, int]) -> Kind | None:
    """A kind of which the team has nobody yet, else the one that it reaches out to far less than to most."""
    have = {cell.kind for cell in cells if cell.stage is not Stage.DECLINED}
    if not have:
        return None
    if missing := [kind for kind in Kind if kind not in have]:
        return missing[0]
    least = min(Kind, key=lambda kind: touched[kind])
    return least if touched[least] * 2 < median(touched.values()) else None
