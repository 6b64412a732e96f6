"""Deeper asks of those who signed on: offered, agreed, done. All of it twice is harmless.

Units raise Gone for another team's, and OnlyLead for those who do not work on the prospect.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from db import followups, later
from db.facts import Actor, FollowupPlan
from db.facts.signons import COMMITMENT_MOST, COUNT_MOST, Commitment, CommitmentState
from db.models.prospects import Committed, Prospect, SignedOn
from db.names import tidy
from db.prospects import clocks, rows
from db.prospects.reading import commitment_of
from db.prospects.rows import ID_MOST, NAME_MOST, Locked
from db.refusals import CommitmentOver, Gone, NotANumber, NotSignedOn, PastTime, TooMany

COMMITMENTS_MOST = 30
"""Deeper asks of one prospect."""

AGREED_DAYS = 30
"""When something that was agreed without a day is looked at."""

_EVENING = time(18)
_KEY_MOST = 20
_OPEN = (CommitmentState.OFFERED, CommitmentState.AGREED)


def offer(tx: Session, *, actor: Actor, prospect_id: int, key: str, text: str, now: datetime) -> Commitment:
    """Note that they were asked for more; `key` and `text` are the playbook's, or a key that is empty.

    The same key, while it is open, is the offer that is there. Raises NotSignedOn, TextMissing, TooLong and TooMany.
    """
    at = rows.begin(tx, actor=actor, prospect_id=prospect_id, may=rows.works, now=now)
    if tx.exec(select(SignedOn.id).where(col(SignedOn.prospect_id) == at.id)).first() is None:
        raise NotSignedOn
    key, text = rows.line(key, _KEY_MOST), rows.some(rows.line(text, COMMITMENT_MOST))
    all_of_them = tx.exec(select(Committed).where(col(Committed.prospect_id) == at.id)).all()
    there = next((one for one in all_of_them if key and one.key == key and one.state in _OPEN), None)
    if there is None:
        if len(all_of_them) >= COMMITMENTS_MOST:
            raise TooMany(most=COMMITMENTS_MOST)
        there = Committed(
            team_id=at.team.id, prospect_id=at.id, key=key, text=text, state=CommitmentState.OFFERED, at=now
        )
        tx.add(there)
        clocks.touch(at)
    return _as_it_is(at, there)


def agree(
    tx: Session,
    *,
    actor: Actor,
    commitment_id: int,
    owner_id: int,
    owner_name: str,
    promise: str,
    due_on: date | None = None,
    public: bool = False,
    count: int | None = None,
    now: datetime,
) -> Commitment:
    """They agreed: whoever sees to it is reminded on the day, or after AGREED_DAYS; `promise` says of what.

    count is for asks of which only numbers are kept. Raises CommitmentOver, NotANumber, PastTime, TextMissing and
    TooLong.
    """
    at, row = _begin(tx, actor, commitment_id, now)
    if row.state not in _OPEN:
        raise CommitmentOver
    rows.check_person(owner_id)
    if due_on is not None and due_on <= at.today:
        raise PastTime(typed=due_on.isoformat(), read_at=later.at(due_on, _EVENING, at.team.clock_zone))
    row.state, row.at = CommitmentState.AGREED, now
    row.due_on, row.public, row.count = due_on, public, _checked(count)
    row.owner_id, row.owner_name = owner_id, tidy(owner_name)[:NAME_MOST]
    tx.flush()
    _remind(at, row, promise)
    clocks.touch(at)
    return _as_it_is(at, row)


def fulfil(tx: Session, *, actor: Actor, commitment_id: int, count: int | None = None, now: datetime) -> Commitment:
    """It is done, and so is the promise to see to it. Raises CommitmentOver for what was declined, and NotANumber."""
    at, row = _begin(tx, actor, commitment_id, now)
    if row.state is CommitmentState.DECLINED:
        raise CommitmentOver
    row.count = _checked(count) if count is not None else row.count
    if row.state is not CommitmentState.DONE:
        # The promise before the row, as when its owner says that it is kept: nobody waits in a circle.
        followups.fulfil(tx, team_id=at.team.id, key=_key(row), now=now)
        row.state, row.at = CommitmentState.DONE, now
        clocks.touch(at)
    return _as_it_is(at, row)


def let_go(tx: Session, *, actor: Actor, commitment_id: int, now: datetime) -> Commitment:
    """They would rather not; nobody is reminded of it any more. Raises CommitmentOver for what is done."""
    at, row = _begin(tx, actor, commitment_id, now)
    if row.state is CommitmentState.DONE:
        raise CommitmentOver
    _let_go(at, row)
    return _as_it_is(at, row)


def let_all_go(at: Locked) -> None:
    """What was offered or agreed is over: they took back that they signed on."""
    for row in at.tx.exec(select(Committed).where(col(Committed.prospect_id) == at.id)).all():
        if row.state in _OPEN:
            _let_go(at, row)


def commitments(tx: Session, *, actor: Actor, states: Collection[CommitmentState] = ()) -> tuple[Commitment, ...]:
    """The team's deeper asks, what is due first before the others; public ones for everybody, the others for
    organizers, and for those who work on the prospect."""
    query = select(Committed, Prospect).join(Prospect, col(Prospect.id) == col(Committed.prospect_id))
    query = query.where(col(Committed.team_id) == actor.team_id)
    if states:
        query = query.where(col(Committed.state).in_(states))
    found = tx.exec(query.order_by(col(Committed.due_on).is_(None), col(Committed.due_on), col(Committed.id)))
    return tuple(commitment_of(row, prospect) for row, prospect in found if row.public or rows.works(actor, prospect))


# ---- inside ----------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, commitment_id: int, now: datetime) -> tuple[Locked, Committed]:
    whose = None
    if 0 < commitment_id <= ID_MOST:
        ours = (col(Committed.id) == commitment_id, col(Committed.team_id) == actor.team_id)
        whose = tx.exec(select(Committed.prospect_id).where(*ours)).first()
    if whose is None:
        raise Gone
    at = rows.begin(tx, actor=actor, prospect_id=whose, may=rows.works, now=now)
    row = tx.get(Committed, commitment_id)  # as it is now that nobody else changes it
    if row is None:
        raise Gone
    return at, row


def _checked(count: int | None) -> int | None:
    if count is not None and not 0 <= count <= COUNT_MOST:
        raise NotANumber(typed=str(count), least=0, most=COUNT_MOST)
    return count


def _remind(at: Locked, row: Committed, promise: str) -> None:
    zone = at.team.clock_zone
    due_at = later.at(row.due_on or at.today + timedelta(days=AGREED_DAYS), _EVENING, zone)
    followups.withdraw(at.tx, team_id=at.team.id, key=_key(row), now=at.now)
    plan = FollowupPlan(promise, due_at, zone, row.owner_id or 0, row.owner_name, prospect_id=at.id)
    followups.add_automatic(at.tx, team_id=at.team.id, key=_key(row), plan=plan, now=at.now)


def _let_go(at: Locked, row: Committed) -> None:
    if row.state is not CommitmentState.DECLINED:
        followups.withdraw(at.tx, team_id=at.team.id, key=_key(row), now=at.now)
        row.state, row.at = CommitmentState.DECLINED, at.now
        clocks.touch(at)


@followups.heard_by("committed")
def _seen_to(tx: Session, number: str, kept: bool, now: datetime) -> None:
    """Whoever sees to it says that it is done, or takes that back; a number stays as it was agreed."""
    row = tx.exec(select(Committed).where(col(Committed.id) == int(number)).with_for_update()).first()
    before, after = CommitmentState.AGREED, CommitmentState.DONE
    if row is not None and row.state is (before if kept else after):
        row.state, row.at = after if kept else before, now


def _key(row: Committed) -> str:
    return f"committed:{row.id}"


def _as_it_is(at: Locked, row: Committed) -> Commitment:
    at.tx.flush()
    return commitment_of(row, at.row)
