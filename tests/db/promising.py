"""What the tests of promises share: a team in Chicago, people, and a courier who does nothing but deliver."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db import followups, nudges, teams
from db.facts import FollowupFacts, FollowupPlan, HandedOutcome, NudgeKind, NudgeState
from db.models.nudges import Nudge
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA, welcome

CHICAGO = "America/Chicago"
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
DUE = NOW + DAY  # a Tuesday, 12:00 in Chicago
PLAN = FollowupPlan("Bring the sign to Mrs. Lopez", DUE, CHICAGO, ANA.person_id, "Ana")

Told = tuple[NudgeKind, int | None, str]


def local(moment: datetime | None, zone: str = CHICAGO) -> str:
    """A moment as a clock in Chicago shows it: 2026-11-24 12:00."""
    assert moment is not None
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def at(text: str, zone: str = CHICAGO) -> datetime:
    """The moment at which a clock in Chicago shows this."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass
class Desk:
    """A team's promises, and the moment at which people act."""

    store: Store
    now: datetime = NOW

    async def do(self, unit: Callable[..., Any], actor: Any, promise: FollowupFacts | int, **more: Any) -> Any:
        """What somebody does with a promise."""
        number = promise if isinstance(promise, int) else promise.id
        return await self.store.write(partial(unit, actor=actor, followup_id=number, now=self.now, **more))

    async def add(self, actor: Any = ANA, **changes: Any) -> FollowupFacts:
        """Somebody writes a promise down."""
        plan = replace(PLAN, **changes)
        return await self.store.write(partial(followups.add, actor=actor, plan=plan, now=self.now))

    async def facts(self, promise: FollowupFacts) -> FollowupFacts:
        """A promise as it is now."""
        return await self.store.read(partial(followups.facts, team_id=promise.team_id, followup_id=promise.id))

    async def coming(self, promise: FollowupFacts | None = None) -> list[Told]:
        """What is to go out, to whom, and when by Chicago's clocks, in order."""
        return [(one.kind, one.person_id, local(one.due_at)) for one in await self.nudges(promise)]

    async def nudges(
        self, promise: FollowupFacts | None = None, *, state: NudgeState = NudgeState.PENDING
    ) -> list[Nudge]:
        """The nudges in a state, by time."""

        def unit(tx: Session) -> list[Nudge]:
            query = select(Nudge).where(col(Nudge.state) == state).order_by(col(Nudge.due_at), col(Nudge.id))
            return [one for one in tx.exec(query) if promise is None or one.followup_id == promise.id]

        return await self.store.read(unit)

    async def outcomes(self) -> list[tuple[int | None, str, object]]:
        """Who is, or was, told what became of a hand-over, and by whose doing."""

        def unit(tx: Session) -> list[Nudge]:
            return list(tx.exec(select(Nudge).where(col(Nudge.kind) == NudgeKind.HANDED).order_by(col(Nudge.id))))

        told = [(one.person_id, json.loads(one.details)) for one in await self.store.read(unit)]
        return [(who, HandedOutcome(values["outcome"]).value, values["name"]) for who, values in told]

    async def courier(self) -> list[Told]:
        """Deliver what is due now; returns what went out."""
        return await self.store.write(partial(deliver, now=self.now))

    async def next(self) -> list[Told]:
        """Deliver what is due next, when it is due."""
        due = await self.store.read(partial(nudges.next_due, after=self.now))
        assert due is not None, "nothing is coming"
        self.now = due
        return await self.courier()


def deliver(tx: Session, *, now: datetime) -> list[Told]:
    """What a courier would do, but for Discord."""
    out: list[Told] = []
    more = True
    while more:
        held = nudges.hold_due(tx, now=now)
        more = held.more
        for bundle in held.bundles:
            out += [(one.kind, one.person_id, local(now)) for one in bundle.nudges]
            if bundle.first.kind is NudgeKind.HAND_OVER_OVER:
                first = bundle.first
                followups.lapse(tx, followup_id=first.followup_id or 0, person_id=first.person_id or 0, now=now)
                nudges.put_away(tx, ids=bundle.ids, state=NudgeState.SENT, now=now)
                more = True
            else:
                nudges.set_out(tx, bundle=bundle, channel_id=CHANNEL, now=now)
                nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=now)
    return out


def settle(tx: Session, **settings: Any) -> None:
    """The two teams; in the first Ana, Ben, Cleo and Rosa have acted."""
    welcome(tx, **{"zone": CHICAGO} | settings)
    for person in (ANA, BEN, CLEO, ROSA):
        teams.meet(tx, actor=person, now=NOW)


async def desk(store: Store, **settings: Any) -> Desk:
    """The desk of the first team."""
    await store.write(partial(settle, **settings))
    return Desk(store)
