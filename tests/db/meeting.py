"""What the tests of meetings share: a prospect, a plan, its people, and short ways to act and to look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from db import meetings, teams
from db.facts import Actor, NudgeKind, NudgeState
from db.facts.meetings import Closing, MeetingFacts, MeetingPlan, Outcome, Section
from db.facts.playbooks import Kind, Role
from db.facts.prospects import Stage
from db.models.meetings import Meeting
from db.models.nudges import Nudge
from db.models.prospects import Prospect
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, DAN, EVA, NOW, ROSA, STRANGER, welcome
from tests.db.promising import CHICAGO, at, deliver, local

__all__ = [
    "ANA",
    "BEN",
    "CHANNEL",
    "CHICAGO",
    "CLEO",
    "DAN",
    "EVA",
    "NOW",
    "ROSA",
    "STRANGER",
    "at",
    "deliver",
    "local",
]

STARTS = datetime(2026, 12, 3, 20, tzinfo=UTC)  # a Thursday, 14:00 in Chicago, ten days ahead
ENDS = STARTS + timedelta(minutes=30)
PREP = (
    ("visit", "Visit the council once", 7, True),
    ("confirm", "Confirm the date with her office", 1, True),
    ("practise", "Practise the running order", 1, False),
)
ASKS = "Will you sign our pledge?"
STEP = "Speak for it at the next session"
THANKS = "Write a note of thanks"

Unit = Callable[..., Any]


def thank(facts: MeetingFacts) -> str:
    """The words of the promise, as the bot hands them in."""
    return f"{THANKS} to {facts.prospect_name}"


@dataclass
class Encounter:
    """One meeting and the moment at which its people act. Ana owns the prospect and leads, Ben asks."""

    store: Store
    id: int
    prospect_id: int
    now: datetime = NOW

    async def do(self, unit: Unit, actor: Actor = ANA, **more: Any) -> Any:
        """What somebody does with this meeting."""
        return await self.store.write(partial(unit, actor=actor, meeting_id=self.id, now=self.now, **more))

    async def facts(self, actor: Actor = ROSA) -> MeetingFacts:
        """The meeting as somebody sees it."""
        return await self.store.read(partial(meetings.meeting, actor=actor, meeting_id=self.id))

    async def write(self, section: Section, text: str, actor: Actor = ANA, **more: Any) -> MeetingFacts:
        """Somebody writes into the prep room."""
        facts: MeetingFacts = await self.do(meetings.write, actor, section=section, text=text, **more)
        return facts

    async def make_ready(self) -> MeetingFacts:
        """All that has to be agreed."""
        for section, text in (
            (Section.MESSAGES, "Everybody here is a neighbor"),
            (Section.MESSAGES, "Schools are for learning"),
            (Section.ASK, ASKS),
            (Section.STEP, STEP),
        ):
            await self.write(section, text)
        return await self.bring(BEN, Role.ASKS)

    async def bring(self, person: Actor, *roles: Role) -> MeetingFacts:
        """Somebody goes, and does this there."""
        await self.do(meetings.go, person_id=person.person_id, name=person.name)
        facts: MeetingFacts = await self.do(meetings.give_roles, person_id=person.person_id, roles=roles)
        return facts

    async def is_over(self, *, wait: timedelta = timedelta()) -> MeetingFacts | None:
        """The planned end comes."""
        self.now = (await self.facts()).plan.ends_at + wait
        return await self.store.write(partial(meetings.ends, meeting_id=self.id, say=thank, now=self.now))

    async def close(self, actor: Actor = ANA, **changes: Any) -> MeetingFacts:
        """Somebody closes it."""
        closing = replace(CLOSING, **changes)
        facts: MeetingFacts = await self.do(meetings.close, actor, closing=closing, say=thank)
        return facts

    async def prospect(self) -> Prospect:
        """Whom it is with."""
        return await self.store.read(lambda tx: tx.get_one(Prospect, self.prospect_id))

    async def nudges(self, *kinds: NudgeKind, states: Sequence[NudgeState] = (NudgeState.PENDING,)) -> list[Nudge]:
        """The nudges of this meeting that are pending, by time."""

        def unit(tx: Session) -> list[Nudge]:
            query = select(Nudge).where(col(Nudge.meeting_id) == self.id, col(Nudge.state).in_(states))
            found = tx.exec(query.order_by(col(Nudge.due_at), col(Nudge.id)))
            return [nudge for nudge in found if nudge.kind in (kinds or NudgeKind)]

        return await self.store.read(unit)

    async def coming(self, *kinds: NudgeKind) -> list[tuple[NudgeKind, int | None, str]]:
        """What is to go out, to whom, and when by Chicago's clocks."""
        return [(one.kind, one.person_id, local(one.due_at)) for one in await self.nudges(*kinds)]

    async def courier(self) -> Any:
        """Deliver what is due now; returns what went out."""
        return await self.store.write(partial(deliver, now=self.now))


CLOSING = Closing(Outcome.YES, "Send her the pledge", ANA.person_id, "Ana", datetime(2026, 12, 10, tzinfo=UTC).date())


def settle(tx: Session, **settings: Any) -> None:
    """The two teams in Chicago; in the first these people have acted."""
    welcome(tx, **{"zone": CHICAGO} | settings)
    for person in (ANA, BEN, CLEO, DAN, ROSA):
        teams.meet(tx, actor=person, now=NOW).dm_channel_id = CHANNEL + person.person_id


def meet_somebody(tx: Session, *, team_id: int = 1, **changes: Any) -> int:
    """A prospect whom Ana owns and Ben asks."""
    values: dict[str, Any] = {
        "kind": Kind.OFFICIAL,
        "name": "Council member Álvarez",
        "name_key": "councilmemberalvarez",
        "place": "City hall",
        "stage": Stage.ASK,
        "owner_id": ANA.person_id,
        "owner_name": "Ana",
        "asker_id": BEN.person_id,
        "asker_name": "Ben",
    }
    row = Prospect(team_id=team_id, stage_at=NOW, touched_at=NOW, made_at=NOW, **values | changes)
    tx.add(row)
    tx.flush()
    return row.id or 0


def plan_of(prospect_id: int, **changes: Any) -> MeetingPlan:
    """A plan that Ana makes."""
    return replace(MeetingPlan(prospect_id, STARTS, ENDS, CHICAGO, place="Her office", coffee="Rita's"), **changes)


async def planned(store: Store, settings: dict[str, Any] | None = None, **changes: Any) -> Encounter:
    """A meeting that Ana plans, with its teams and its prospect."""
    await store.write(partial(settle, **(settings or {})))
    number: int = await store.write(meet_somebody)
    return await another(store, number, **changes)


async def another(store: Store, prospect_id: int, actor: Actor = ANA, **changes: Any) -> Encounter:
    """One more meeting with a prospect."""
    plan = plan_of(prospect_id, **changes)
    facts = await store.write(partial(meetings.plan, actor=actor, plan=plan, prep=PREP, now=NOW))
    return Encounter(store, facts.id, prospect_id)


def everything(tx: Session) -> list[object]:
    """Every row of the meetings."""
    return [row.model_dump() for row in tx.exec(select(Meeting))]
