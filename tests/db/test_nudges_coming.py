"""What is coming: the nudges of a team that have not gone out, in the order of their times."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from db import nudges
from db.facts import Coming, NudgeKind, NudgeState, NudgeWait
from db.models.followups import Followup
from db.models.nudges import Nudge
from db.nudges.coming import coming
from db.store import Store
from tests.db.canvassing import NOW, ROSA, planned, volunteer, welcome

HOUR = timedelta(hours=1)
ANA = volunteer(1)


async def ahead(store: Store, team_id: int = 1, most: int = 10) -> tuple[Coming, ...]:
    """What is coming in a team."""
    return await store.read(partial(coming, team_id=team_id, most=most))


def scheduled(tx: Session, key: str, hours: int, *, team_id: int = 1, **more: Any) -> Nudge:
    """A nudge some hours from now, in a state of the test's choice."""
    about: dict[str, Any] = {"kind": NudgeKind.FOLLOWUP, "person_id": ANA.person_id} | more
    nudge = Nudge(key=key, team_id=team_id, due_at=NOW + hours * HOUR, **about)
    tx.add(nudge)
    return nudge


async def test_it_comes_in_order_and_what_cannot_be_sent_stands_last(store: Store) -> None:
    def arrange(tx: Session) -> None:
        welcome(tx)
        scheduled(tx, "closed", -2, state=NudgeState.CLOSED)
        scheduled(tx, "later", 9, waits_for=NudgeWait.QUIET)
        scheduled(tx, "held", 0, state=NudgeState.HELD)
        scheduled(tx, "room", 3, kind=NudgeKind.DIGEST, person_id=None)
        for state in (NudgeState.SENT, NudgeState.SHOWN, NudgeState.CANCELLED, NudgeState.FAILED, NudgeState.EXPIRED):
            scheduled(tx, state, 1, state=state)

    await store.write(arrange)
    found = await ahead(store)
    assert [(one.state, one.at, one.waits_for, one.kind, one.person_id) for one in found] == [
        (NudgeState.HELD, NOW, None, NudgeKind.FOLLOWUP, ANA.person_id),
        (NudgeState.PENDING, NOW + 3 * HOUR, None, NudgeKind.DIGEST, None),
        (NudgeState.PENDING, NOW + 9 * HOUR, NudgeWait.QUIET, NudgeKind.FOLLOWUP, ANA.person_id),
        (NudgeState.CLOSED, None, None, NudgeKind.FOLLOWUP, ANA.person_id),
    ]
    assert await ahead(store, most=2) == found[:2]


async def test_it_says_what_it_is_about(store: Store) -> None:
    outing = await planned(store)

    def promise(tx: Session) -> None:
        followup = Followup(
            team_id=1, text="Bring flyers", wall="2026-11-24T09:00", zone=ROSA.zone, due_at=NOW, created_at=NOW
        )
        tx.add(followup)
        tx.flush()
        for kind, hours, cause in (
            (NudgeKind.FOLLOWUP, 500, {"followup_id": followup.id}),
            (NudgeKind.REMIND, 501, {"canvass_id": outing.id}),
            (NudgeKind.DIGEST, 502, {}),
        ):
            nudges.schedule(tx, key=str(kind), team_id=1, kind=kind, due_at=NOW + hours * HOUR, **cause)

    await store.write(promise)
    found = await ahead(store)
    assert [one.about for one in found if one.at and one.at >= NOW + 500 * HOUR] == ["Bring flyers", "Elm Street", ""]


async def test_a_team_sees_only_its_own(store: Store) -> None:
    def arrange(tx: Session) -> None:
        welcome(tx)
        scheduled(tx, "ours", 1)
        scheduled(tx, "theirs", 1, team_id=2)

    await store.write(arrange)
    (ours,), (theirs,) = await ahead(store), await ahead(store, 2)
    assert ours.id != theirs.id
    assert await ahead(store, 3) == ()
