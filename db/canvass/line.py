"""The line for a session's places: who stands where, and who gets a place that becomes free.

After every change two things hold, and the rules here rely on them: nobody waits while a place is free, and the
line goes by `Signup.place`, a number that whoever lines up (again) is given anew. So nobody overtakes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from db.canvass import notices, paired
from db.canvass.notices import Who
from db.canvass.reading import TAKEN
from db.canvass.rows import PERSON_MOST, Locked
from db.facts import SignupState
from db.models.canvass import Signup
from db.models.teams import Member

TIME_TO_ANSWER = timedelta(minutes=30)
"""What an offer leaves at least: one that would leave less is a place."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a line stands: the places taken or held, the people who wait, the last place number that was given."""

    taken: int
    waiting: int
    last: int


def tally(at: Locked) -> Tally:
    """Count a session's sign-ups."""
    query = (
        select(Signup.state, func.count(), func.max(col(Signup.place)))
        .where(col(Signup.canvass_id) == at.id)
        .group_by(col(Signup.state))
    )
    found = at.tx.exec(query).all()
    counts = {state: count for state, count, _ in found}
    return Tally(
        taken=sum(counts.get(state, 0) for state in TAKEN),
        waiting=counts.get(SignupState.WAITING, 0),
        last=max((place for *_, place in found), default=0),
    )


def find(at: Locked, person_id: int) -> Signup | None:
    """A person's answer so far."""
    query = select(Signup).where(col(Signup.canvass_id) == at.id, col(Signup.person_id) == person_id)
    return at.tx.exec(query).first() if 0 < person_id <= PERSON_MOST else None


# ---- into the line -----------------------------------------------------------------------------------


def enter(at: Locked, person_id: int, signup: Signup | None) -> Signup:
    """Put somebody at the end of the line, which is a place where one is free; `signup` is their answer so far."""
    stand, capacity = tally(at), at.row.capacity
    free = stand.waiting == 0 and (capacity is None or stand.taken < capacity)
    state = SignupState.IN if free else SignupState.WAITING
    if signup is None:
        return _first_answer(at, person_id, state, stand)
    signup.state, signup.place = state, stand.last + 1
    return signup


def stay_out(at: Locked, person_id: int, state: SignupState) -> Signup:
    """Note the answer of somebody who was never in the line, and does not come into it now."""
    return _first_answer(at, person_id, state, tally(at))


def _first_answer(at: Locked, person_id: int, state: SignupState, stand: Tally) -> Signup:
    signup = Signup(
        canvass_id=at.id,
        person_id=person_id,
        team_id=at.team.id,
        state=state,
        place=stand.last + 1,
        answered_at=at.now,
    )
    at.tx.add(signup)
    return signup


def seat(at: Locked, signup: Signup) -> None:
    """Give somebody the place that they were offered."""
    signup.state, signup.offered_until = SignupState.IN, None
    notices.withdraw(at, signup.person_id)


# ---- out of it ---------------------------------------------------------------------------------------


def leave(at: Locked, signup: Signup, state: SignupState, *, by: int | None = None, who: Who | None = None) -> None:
    """Take somebody out of the line; the place that they had goes on to the first who waits.

    Late, from a place of their own, the captain is told. `by` is who did it, where that is somebody else; `who`
    is what the captain is told about the person, where that is not their name.
    """
    before = signup.state
    signup.state, signup.offered_until = state, None
    notices.left(at, signup)
    if before is SignupState.IN:
        paired.leave(at, signup.person_id)
        if is_late(at):
            notices.late_drop(at, signup, who or _who(at, signup.person_id), by or signup.person_id)
    if before in TAKEN:
        notices.withdraw(at, signup.person_id)
        fill(at)


def is_late(at: Locked) -> bool:
    """Whether it is so late that the captain should hear of it when somebody drops out."""
    return at.row.starts_at - at.now <= timedelta(hours=at.team.late_hours)


def _who(at: Locked, person_id: int) -> Who:
    member = at.tx.get(Member, (at.team.id, person_id))
    return {"person": person_id, "name": member.name if member else ""}


# ---- on to the next ----------------------------------------------------------------------------------


def fill(at: Locked) -> list[int]:
    """Give every free place to the first who wait; returns who they are."""
    stand, capacity = tally(at), at.row.capacity
    free = stand.waiting if capacity is None else min(stand.waiting, capacity - stand.taken)
    if free <= 0:
        return []
    query = (
        select(Signup)
        .where(col(Signup.canvass_id) == at.id, col(Signup.state) == SignupState.WAITING)
        .order_by(col(Signup.place))
        .limit(free)
    )
    first = at.tx.exec(query).all()
    for signup in first:
        _promote(at, signup)
    return [signup.person_id for signup in first]


def _promote(at: Locked, signup: Signup) -> None:
    """Offer somebody a place for some hours; where too few are left to ask around, it is theirs at once.

    The hours count from the moment at which they can be told: nobody is in quiet hours.
    """
    told = at.quiet.after(at.now)
    until = min(_into_the_day(at, told + timedelta(hours=at.team.offer_hours)), _latest(at))
    if until < told + TIME_TO_ANSWER:
        signup.state = SignupState.IN
        notices.promoted(at, signup)
    else:
        signup.state, signup.offered_until = SignupState.OFFERED, until
        notices.offer(at, signup, until)


def _into_the_day(at: Locked, until: datetime) -> datetime:
    """No offer ends while people sleep: one that would lasts an hour into the morning."""
    morning = at.quiet.after(until)
    return until if morning == until else morning + timedelta(hours=1)


def _latest(at: Locked) -> datetime:
    """Until when a place may be offered rather than given; where that is in the night, the evening before."""
    return at.quiet.before(at.row.starts_at - timedelta(hours=at.team.at_once_hours))


def hurry_offers(at: Locked) -> None:
    """After a change of time: offers end no later than offers may, and where that is over the place is theirs."""
    query = (
        select(Signup)
        .where(col(Signup.canvass_id) == at.id, col(Signup.state) == SignupState.OFFERED)
        .order_by(col(Signup.place))
    )
    latest = _latest(at)
    too_late = latest < at.quiet.after(at.now) + TIME_TO_ANSWER
    for signup in at.tx.exec(query).all():
        hurried = signup.offered_until is not None and latest < signup.offered_until
        if latest <= at.now or (hurried and too_late):
            seat(at, signup)
            notices.promoted(at, signup)
        elif hurried:
            signup.offered_until = latest
            notices.offer(at, signup, latest)
