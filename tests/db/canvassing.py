"""What the tests of sessions share: people, a plan, and short ways to act and to look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from db import canvass, nudges, teams
from db.facts import Actor, CanvassFacts, CanvassPlan, NudgeKind, NudgeState, SignupState
from db.models.canvass import Canvass, Pair, PairMember, Signup
from db.models.nudges import Nudge
from db.models.teams import Team
from db.store import Store

IN, OFFERED, WAITING = SignupState.IN, SignupState.OFFERED, SignupState.WAITING
MAYBE, CANT = SignupState.MAYBE, SignupState.CANT

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SOON = timedelta(seconds=1)
ROSA = Actor(1, 10, "Rosa", "en", "America/Chicago", organizer=True)
DEV = replace(ROSA, person_id=11, name="Dev", organizer=False)
STRANGER = replace(ROSA, team_id=2, person_id=20, name="Organizer of another team")
STARTS = NOW + timedelta(days=5)
PLAN = CanvassPlan(STARTS, STARTS + timedelta(hours=3), title="Elm Street")
CHANNEL = 7_000

TOLD = set(NudgeKind) - {NudgeKind.START}
"""What people get; the alarm at which a session begins is told to nobody."""

Unit = Callable[..., Any]


def volunteer(number: int) -> Actor:
    """A volunteer of the first team."""
    return replace(DEV, person_id=100 + number, name=f"Volunteer {number}")


ANA, BEN, CLEO, DAN, EVA = (
    replace(volunteer(n), name=name) for n, name in enumerate(("Ana", "Ben", "Cleo", "Dan", "Eva"))
)


def welcome(tx: Session, **settings: Any) -> None:
    """The two teams; the first with these settings."""
    for team_id in (1, 2):
        teams.welcome(tx, team_id=team_id, name="T", language="en", now=NOW)
    team = tx.get_one(Team, 1)
    for name, value in settings.items():
        setattr(team, name, value)


@dataclass
class Outing:
    """One session and the moment at which its people act."""

    store: Store
    id: int
    now: datetime = NOW

    async def do(self, unit: Unit, actor: Actor, **more: Any) -> Any:
        """What somebody does with this session."""
        return await self.store.write(partial(unit, actor=actor, canvass_id=self.id, now=self.now, **more))

    async def all_join(self, *people: Actor) -> None:
        """They press *I'm in*, one after the other."""
        for person in people:
            await self.do(canvass.join, person)

    async def take(self, person: Actor) -> Any:
        """They take the place that was offered to them."""
        return await self.do(canvass.take, person, person_id=person.person_id)

    async def pass_on(self, person: Actor) -> Any:
        """They pass on the place that was offered to them."""
        return await self.do(canvass.pass_on, person, person_id=person.person_id)

    async def lapse(self, person: Actor) -> CanvassFacts | None:
        """The courier comes back for an offer."""
        unit = partial(canvass.lapse, canvass_id=self.id, person_id=person.person_id, now=self.now)
        return await self.store.write(unit)

    async def courier(self, *told: Actor) -> list[NudgeKind]:
        """The courier sends what is due, naming these people; what becomes of offers is another matter."""
        return await self.store.write(partial(deliver, told=[one.person_id for one in told], now=self.now))

    async def edit(self, actor: Actor = ROSA, **changes: Any) -> Any:
        """The plan as it is now, with changes."""
        wanted = replace((await self.facts()).plan, **changes)
        return await self.do(canvass.edit, actor, plan=wanted)

    async def facts(self) -> CanvassFacts:
        """The session as everyone sees it."""
        return await self.store.read(partial(canvass.facts, team_id=1, canvass_id=self.id))

    async def states(self) -> dict[str, SignupState]:
        """Who stands where, in the order of the line."""
        return {one.name: one.state for one in (await self.facts()).standings}

    async def nudges(self, *kinds: NudgeKind, states: Sequence[NudgeState] = (NudgeState.PENDING,)) -> list[Nudge]:
        """The nudges of this session that are pending, in the order in which they were made; of all that people get."""

        def unit(tx: Session) -> list[Nudge]:
            query = select(Nudge).where(col(Nudge.canvass_id) == self.id, col(Nudge.state).in_(states))
            return [nudge for nudge in tx.exec(query.order_by(col(Nudge.id))) if nudge.kind in (kinds or TOLD)]

        return await self.store.read(unit)

    async def told(self, *kinds: NudgeKind) -> list[tuple[NudgeKind, int | None]]:
        """What is pending for whom."""
        return [(nudge.kind, nudge.person_id) for nudge in await self.nudges(*kinds)]


def deliver(tx: Session, *, told: Sequence[int], now: datetime) -> list[NudgeKind]:
    """Send what is due, as the courier does, naming these people; returns what was sent."""
    sent: list[NudgeKind] = []
    for bundle in nudges.hold_due(tx, now=now, most=100).bundles:
        assert nudges.set_out(tx, bundle=bundle, channel_id=CHANNEL, now=now, told=() if bundle.person_id else told)
        nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=CHANNEL, message_id=1, now=now)
        sent += [nudge.kind for nudge in bundle.nudges if nudge.kind in TOLD]
    return sent


async def planned(store: Store, settings: dict[str, Any] | None = None, **changes: Any) -> Outing:
    """A session that Rosa plans, with its teams."""
    await store.write(partial(welcome, **(settings or {})))
    plan = replace(PLAN, **changes)
    facts = await store.write(partial(canvass.plan, actor=ROSA, plan=plan, channel_id=CHANNEL, now=NOW))
    return Outing(store, facts.id)


def everything(tx: Session) -> list[object]:
    """Every row of the sessions."""
    tables = (Canvass, Signup, Pair, PairMember, Nudge)
    return [row.model_dump() for table in tables for row in tx.exec(select(table))]


async def check(outing: Outing) -> CanvassFacts:
    """What always holds, whoever pressed what and when; the session for a closer look."""
    facts, due = await outing.store.read(lambda tx: (canvass.find(tx, canvass_id=outing.id), pending(tx, outing.id)))
    assert facts
    holds(facts, due)
    return facts


def pending(tx: Session, canvass_id: int) -> list[Nudge]:
    """The nudges of a session that are still to go out."""
    query = select(Nudge).where(col(Nudge.canvass_id) == canvass_id, col(Nudge.state) == NudgeState.PENDING)
    return list(tx.exec(query))


def holds(facts: CanvassFacts, due: Sequence[Nudge], lowered_to: int = 0) -> None:
    """The laws of a line. `lowered_to` is how many had places when the number of places was lowered below it."""
    taken, waiting = facts.those(IN, OFFERED), facts.line
    capacity = facts.plan.capacity
    assert capacity is None or len(taken) <= max(capacity, lowered_to), "oversold"
    assert not waiting or (capacity is not None and len(taken) >= capacity), "somebody waits while a place is free"
    assert max((one.place for one in taken), default=0) < min((one.place for one in waiting), default=2**31), (
        "overtaken"
    )
    assert len({one.place for one in facts.standings}) == len(facts.standings), "two people in one place"
    ends = sorted((n.person_id or 0, n.due_at) for n in due if n.kind is NudgeKind.OFFER_OVER)
    offers = sorted((one.person_id, one.offered_until) for one in facts.those(OFFERED) if one.offered_until)
    assert ends == offers, "an offer without its end, or an end without its offer"
    states = {one.person_id: one.state for one in facts.standings}
    _reminds(facts, due, states)
    told = {(n.kind, n.person_id) for n in due if n.kind in {NudgeKind.OFFER, NudgeKind.PROMOTED}}
    meant = {NudgeKind.OFFER: OFFERED, NudgeKind.PROMOTED: IN}
    assert all(states.get(person or 0) is meant[kind] for kind, person in told), "told what is no longer so"


def _reminds(facts: CanvassFacts, due: Sequence[Nudge], states: dict[int, SignupState]) -> None:
    """The laws of what people are reminded of."""
    by_kind: dict[NudgeKind, list[Nudge]] = {kind: [n for n in due if n.kind is kind] for kind in NudgeKind}
    late = [one for one in facts.those(IN) if one.told_at is None]
    assert len(by_kind[NudgeKind.LATE_SIGNUP]) <= bool(late), "told late, and nobody is"
    for kind in (NudgeKind.CONFIRM, NudgeKind.TODAY, NudgeKind.MOVED):
        assert len(by_kind[kind]) <= 1, f"{kind} twice"
    for today in by_kind[NudgeKind.TODAY]:
        ends = [n.expires_at for n in by_kind[NudgeKind.CONFIRM] if n.expires_at]
        assert all(end <= today.due_at for end in ends), "two questions at a time"
    own = by_kind[NudgeKind.SESSION_LATER]
    assert len({n.person_id for n in own}) == len(own), "two reminders of one person"
    for nudge in own:
        assert states.get(nudge.person_id or 0) in {IN, OFFERED, WAITING, MAYBE}, "reminded, and not coming"
        assert nudge.expires_at == facts.plan.starts_at, "reminded of another time"
        assert nudge.due_at < facts.plan.starts_at, "reminded when it has begun"
