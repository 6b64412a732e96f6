"""What the tests of prospects share: a team, people with different rights, and short ways to act and to look."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from db import nudges, prospects
from db.facts import Actor, NudgeKind, NudgeState
from db.facts.meetings import MeetingState
from db.facts.playbooks import Kind
from db.facts.prospects import ContactHow, ContactResult, ProspectFacts, ProspectPlan, Signed, Stage
from db.facts.signons import Capacity
from db.models.meetings import Attending, Meeting
from db.models.nudges import Nudge
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA, welcome
from tests.db.promising import CHICAGO, DAY, local

PASTOR = ProspectPlan(Kind.FAITH, "Pastor Eduardo Ramírez", "Iglesia La Esperanza", "pastor")
COUNCIL = ProspectPlan(Kind.OFFICIAL, "Council Member Ortiz", "City Hall")
TODAY = date(2026, 11, 23)
OWNER, ASKER, MEMBER, ORGANIZER = ANA, BEN, CLEO, ROSA
NONE, GRANTED, REFUSED = ContactResult.NONE, ContactResult.GRANTED, ContactResult.REFUSED

Told = tuple[NudgeKind, int | None, str]


@dataclass
class Desk:
    """A team's prospects, and the moment at which people act."""

    store: Store
    now: datetime = NOW

    async def do(self, unit: Callable[..., Any], actor: Actor, them: ProspectFacts | int, **more: Any) -> Any:
        """What somebody does with a prospect."""
        number = them if isinstance(them, int) else them.id
        return await self.store.write(partial(unit, actor=actor, prospect_id=number, now=self.now, **more))

    async def act(self, unit: Callable[..., Any], actor: Actor = ORGANIZER, **more: Any) -> Any:
        """What somebody does that is about no prospect in particular."""
        return await self.store.write(partial(unit, actor=actor, now=self.now, **more))

    async def add(self, plan: ProspectPlan = PASTOR, actor: Actor = OWNER, **more: Any) -> ProspectFacts:
        """Somebody writes one down."""
        found: ProspectFacts = await self.act(prospects.add, actor, plan=plan, **more)
        return found

    async def asked(self, plan: ProspectPlan = PASTOR) -> ProspectFacts:
        """One of Ana's whom Ben asks."""
        them = await self.add(plan)
        found: ProspectFacts = await self.do(
            prospects.set_asker, OWNER, them, asker_id=ASKER.person_id, asker_name=ASKER.name
        )
        return found

    async def log(self, them: ProspectFacts, result: ContactResult, actor: Actor = ASKER, **more: Any) -> ProspectFacts:
        """Somebody was in touch."""
        wanted = {"how": ContactHow.CALL, "note": "", "at": self.now} | more
        found: ProspectFacts = await self.do(prospects.log, actor, them, result=result, **wanted)
        return found

    async def sign(self, them: ProspectFacts, actor: Actor = OWNER, **more: Any) -> Signed:
        """They sign on."""
        wanted = {"capacity": Capacity.PERSONAL, "public": True, "statement": "", "signed_on": TODAY} | more
        found: Signed = await self.do(prospects.sign_on, actor, them, **wanted)
        return found

    async def look(self, them: ProspectFacts | int, actor: Actor = ORGANIZER) -> ProspectFacts:
        """A prospect as somebody sees it now."""
        number = them if isinstance(them, int) else them.id
        return await self.store.read(partial(prospects.prospect, actor=actor, prospect_id=number, now=self.now))

    async def meeting(
        self,
        them: ProspectFacts,
        *people: Actor,
        state: MeetingState = MeetingState.PLANNED,
        at: timedelta = DAY,
    ) -> None:
        """A meeting with them is planned, or was, to which these people go."""

        def unit(tx: Session) -> None:
            begins = self.now + at
            row = Meeting(
                team_id=1,
                prospect_id=them.id,
                state=state,
                wall="2026-11-24T12:00",
                zone=CHICAGO,
                starts_at=begins,
                ends_at=begins + timedelta(hours=1),
                made_at=self.now,
            )
            tx.add(row)
            tx.flush()
            tx.add_all(Attending(meeting_id=row.id or 0, person_id=one.person_id, team_id=1) for one in people)

        await self.store.write(unit)

    async def nudges(self, *kinds: NudgeKind, state: NudgeState = NudgeState.PENDING) -> list[Nudge]:
        """The nudges in a state, by time."""

        def unit(tx: Session) -> list[Nudge]:
            query = select(Nudge).where(col(Nudge.state) == state).order_by(col(Nudge.due_at), col(Nudge.id))
            return [one for one in tx.exec(query) if one.kind in (kinds or NudgeKind)]

        return await self.store.read(unit)

    async def coming(self, *kinds: NudgeKind) -> list[Told]:
        """What is to go out, to whom, and when by Chicago's clocks."""
        return [(one.kind, one.person_id, local(one.due_at)) for one in await self.nudges(*kinds)]

    async def details(self, kind: NudgeKind) -> list[dict[str, Any]]:
        """What the pending nudges of a kind say."""
        return [json.loads(one.details) for one in await self.nudges(kind)]

    async def courier(self) -> list[Told]:
        """Deliver what is due now."""
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
    for bundle in nudges.hold_due(tx, now=now, most=100).bundles:
        assert nudges.set_out(tx, bundle=bundle, channel_id=CHANNEL, now=now)
        nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=now)
        out += [(one.kind, one.person_id, local(now)) for one in bundle.nudges]
    return out


async def desk(store: Store) -> Desk:
    """The desk of the first team, which lives in Chicago."""
    await store.write(partial(welcome, zone=CHICAGO))
    return Desk(store)


def named(number: int, kind: Kind = Kind.BUSINESS, name: str = "Shop") -> ProspectPlan:
    """One of many."""
    return ProspectPlan(kind, f"{name} {number}", f"Street {number}")


def stages(lines: Sequence[Any]) -> list[tuple[str, Stage]]:
    """Names and stages of lines."""
    return [(one.name, one.stage) for one in lines]
