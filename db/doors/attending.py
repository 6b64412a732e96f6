"""Who is there, whose list is done, and who is back.

All units raise Gone for a session that is not the team's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select, update

from db import nudges, teams
from db.canvass import rows
from db.canvass.reading import member_is
from db.canvass.rows import Locked
from db.doors import cheers, ledger
from db.doors.ledger import Seen
from db.facts import Actor, CanvassState, Naming, NudgeKind, RankingMode, SignupState
from db.facts.doors import Crew, Knocker, Tally
from db.models.canvass import Canvass, Pair, PairMember, Signup
from db.models.doors import Attendance
from db.models.teams import Member, Team
from db.refusals import CanvassCancelled, HasCounted, NoPair, NotHere, NotLive, OnlyCaptain

BEFORE = timedelta(hours=2)
"""How long before its planned time people can check in for a session."""

OVERDUE = timedelta(minutes=30)
"""How long after the end, or after they said to be out again, it is asked for people who are not back."""

HOME = timedelta(hours=2)
"""Whoever is written down only so long after the end is not out any more."""

# In which teams the doors of a pair (False), or of one person alone (True), stand beside those of others.
_COMPARED = {False: {RankingMode.ON, RankingMode.GROUPS}, True: {RankingMode.ON}}


def arrive(
    tx: Session, *, actor: Actor, canvass_id: int, now: datetime, person_id: int | None = None, name: str = ""
) -> bool:
    """Check in, or be checked in by the captain; whether that was new. Who had not signed up is a walk-up.

    `name` is what somebody else is called who may not be known in the team yet. Raises NotLive (earlier than two
    hours before it), CanvassCancelled and OnlyCaptain. Who is written down hours after the end is back already.
    """
    at, whose = _begin(tx, actor, canvass_id, person_id, now)
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.row.state not in {CanvassState.LIVE, CanvassState.WRAPPED} and now < at.row.starts_at - BEFORE:
        raise NotLive(starts_at=at.row.starts_at)
    if whose != actor.person_id:
        _meet(tx, at.team.id, whose, name, now)
    home = at.row.state is CanvassState.WRAPPED or now >= at.row.ends_at + HOME
    ids = {"team_id": at.team.id, "canvass_id": at.id, "person_id": whose}
    return _arrived(tx, **ids, by_id=actor.person_id, now=now, home=home)


def leave(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, person_id: int | None = None) -> bool:
    """Take a check-in back; whether there was one. Raises OnlyCaptain, and HasCounted for who counted doors."""
    at, whose = _begin(tx, actor, canvass_id, person_id, now)
    scope = ledger.session_scope(at.id)
    if any(ledger.tally_of(tx, team_id=at.team.id, scope=scope, person_id=whose).counts.values()):
        raise HasCounted
    there = tx.get(Attendance, (at.id, whose)) is not None
    tx.exec(delete(Attendance).where(col(Attendance.canvass_id) == at.id, col(Attendance.person_id) == whose))
    return there


def back(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    now: datetime,
    person_id: int | None = None,
    alone: bool = False,
    undo: bool = False,
) -> tuple[int, ...]:
    """Back safe: a person with all of their pair who came, or `alone`; with `undo`, out again. Returns who changed.

    By one of the pair, or the captain. Whoever says so of themselves was there. Raises NotHere and OnlyCaptain.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    whose = _whose(actor, person_id)
    crew = [whose] if alone else _crew_of(tx, at.id, whose)
    if actor.person_id not in crew and not rows.leads(actor, at.row):
        raise OnlyCaptain
    if whose == actor.person_id and at.row.state is CanvassState.LIVE:
        _arrived(tx, team_id=at.team.id, canvass_id=at.id, person_id=whose, by_id=whose, now=now, home=False)
    here = [one for one in _attending(tx, at.id) if one.person_id in crew]
    if not any(one.person_id == whose for one in here):
        raise NotHere
    changed = [one for one in here if (one.back_at is None) is not undo]
    for one in changed:
        one.back_at, one.back_by_id = (None, None) if undo else (now, actor.person_id)
        one.heading_at = None if undo else one.heading_at
    tx.flush()
    if changed and undo and now >= at.row.ends_at + OVERDUE:
        _ask_again(at)
    if changed and not undo and not out(tx, canvass_id=at.id):
        cheers.after_back(tx, team_id=at.team.id, canvass_id=at.id, now=now)
    return tuple(one.person_id for one in changed)


def heading(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, undo: bool = False) -> tuple[int, ...]:
    """On the way back: a person with all of their pair who are out; with `undo`, at the doors again.

    Returns who changed. Whoever says so while the session is on was there. Raises NotHere.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    whose = actor.person_id
    if at.row.state is CanvassState.LIVE:
        _arrived(tx, team_id=at.team.id, canvass_id=at.id, person_id=whose, by_id=whose, now=now, home=False)
    crew = _crew_of(tx, at.id, whose)
    here = [one for one in _attending(tx, at.id) if one.person_id in crew]
    if not any(one.person_id == whose for one in here):
        raise NotHere
    changed = [one for one in here if one.back_at is None and (one.heading_at is None) is not undo]
    for one in changed:
        one.heading_at = None if undo else now
    return tuple(one.person_id for one in changed)


def finished(
    tx: Session, *, actor: Actor, canvass_id: int, now: datetime, number: int | None = None, undo: bool = False
) -> int:
    """A pair's list is done: one's own pair, or by the captain the pair of a number. Returns the pair's number.

    With `undo`, it is not. Raises NotLive, NoPair and OnlyCaptain.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    if at.row.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
        raise NotLive(starts_at=at.row.starts_at)
    mine = pair_of(tx, at.id, actor.person_id)
    pair = mine if number is None else numbered(tx, at.id, number)
    if pair is None:
        raise NoPair
    if (mine is None or pair.id != mine.id) and not rows.leads(actor, at.row):
        raise OnlyCaptain
    moment = None if undo else pair.finished_at or now
    if moment == now and at.row.state is CanvassState.LIVE:
        ids = {"team_id": at.team.id, "canvass_id": at.id}
        cheers.after_finished(tx, **ids, pair_id=pair.id, person_id=actor.person_id, now=now)
    tx.exec(update(Pair).where(col(Pair.id) == pair.id).values(finished_at=moment))
    return pair.number


def out(tx: Session, *, canvass_id: int) -> tuple[Crew, ...]:
    """Those who came and are not back, as they went out; a crew of which some are back is still out."""
    return tuple(crew for crew in crews(tx, canvass_id=canvass_id, tallies={}) if not crew.back)


def crews(tx: Session, *, canvass_id: int, tallies: dict[int, Tally]) -> tuple[Crew, ...]:
    """All who came, pairs by number and then those on their own in the order of their coming."""
    query = (
        select(Attendance, col(Member.name), col(Member.naming), Pair)
        .outerjoin(Member, member_is(Attendance.person_id, Attendance.team_id))
        .outerjoin(
            PairMember,
            (col(PairMember.canvass_id) == col(Attendance.canvass_id))
            & (col(PairMember.person_id) == col(Attendance.person_id)),
        )
        .outerjoin(Pair, col(Pair.id) == col(PairMember.pair_id))
        .where(col(Attendance.canvass_id) == canvass_id)
        .order_by(col(Attendance.arrived_at), col(Attendance.person_id))
    )
    pairs: dict[int, tuple[Pair, list[Knocker]]] = {}
    alone: list[Crew] = []
    team = select(Team.ranking).join(Canvass, col(Canvass.team_id) == col(Team.id))
    ranking = tx.exec(team.where(col(Canvass.id) == canvass_id)).first()
    for here, name, naming, pair in tx.exec(query):
        one = Knocker(
            here.person_id,
            name or "",
            tallies.get(here.person_id, Tally()),
            back=here.back_at is not None,
            walk_up=here.walk_up,
            named=naming in {None, Naming.NAMED} and ranking in _COMPARED[pair is None],
            heading_at=here.heading_at,
        )
        if pair is None:
            alone.append(Crew(None, (one,)))
        else:
            pairs.setdefault(pair.number, (pair, []))[1].append(one)
    together = [
        Crew(number, tuple(people), pair.finished_at is not None, pair.counted)
        for number, (pair, people) in sorted(pairs.items())
    ]
    return (*together, *alone)


def pair_of(tx: Session, canvass_id: int, person_id: int) -> Pair | None:
    """The pair in which a person knocks."""
    query = select(Pair).join(PairMember, col(PairMember.pair_id) == col(Pair.id))
    mine = (col(PairMember.canvass_id) == canvass_id, col(PairMember.person_id) == person_id)
    return tx.exec(query.where(*mine)).first()


def numbered(tx: Session, canvass_id: int, number: int) -> Pair | None:
    """The pair of a number."""
    return tx.exec(select(Pair).where(col(Pair.canvass_id) == canvass_id, col(Pair.number) == number)).first()


def people_of(tx: Session, pair_id: int) -> list[int]:
    """Who is in a pair."""
    return list(tx.exec(select(PairMember.person_id).where(col(PairMember.pair_id) == pair_id)))


# ---- inside --------------------------------------------------------------------------------------


def be_there(tx: Session, seen: Seen, *, name: str, by_id: int | None, now: datetime, afterwards: bool) -> None:
    """Whoever counts a door is there, whether or not anybody checked them in.

    Whose doors are written down `afterwards`, once the day is over, came and is back.
    """
    if seen.arrived_at is not None:
        return
    _meet(tx, seen.team_id, seen.person_id, name, now)
    home = afterwards and (seen.state is CanvassState.WRAPPED or now >= seen.ends_at + HOME)
    ids = {"team_id": seen.team_id, "canvass_id": seen.canvass_id, "person_id": seen.person_id}
    _arrived(tx, **ids, by_id=by_id or seen.person_id, now=now, home=home)


def _begin(tx: Session, actor: Actor, canvass_id: int, person_id: int | None, now: datetime) -> tuple[Locked, int]:
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    whose = _whose(actor, person_id)
    if whose != actor.person_id and not rows.leads(actor, at.row):
        raise OnlyCaptain
    return at, whose


def _whose(actor: Actor, person_id: int | None) -> int:
    whose = actor.person_id if person_id is None else person_id
    if not 0 < whose <= rows.PERSON_MOST:
        raise NotHere
    return whose


def _meet(tx: Session, team_id: int, person_id: int, name: str, now: datetime) -> None:
    if name:
        teams.meet(tx, actor=Actor(team_id, person_id, name[:100], "", ""), now=now)


def _arrived(
    tx: Session, *, team_id: int, canvass_id: int, person_id: int, by_id: int, now: datetime, home: bool
) -> bool:
    if tx.get(Attendance, (canvass_id, person_id)) is not None:
        return False
    signup = tx.get(Signup, (canvass_id, person_id))
    tx.add(
        Attendance(
            canvass_id=canvass_id,
            person_id=person_id,
            team_id=team_id,
            walk_up=signup is None or signup.state is not SignupState.IN,
            arrived_at=now,
            by_id=by_id if by_id != person_id else None,
            back_at=now if home else None,
            back_by_id=by_id if home else None,
        )
    )
    tx.flush()
    return True


def _ask_again(at: Locked) -> None:
    """Somebody is out again, and that some were overdue has been told, or was not so then."""
    nudges.schedule(
        at.tx,
        key=f"{NudgeKind.NOT_BACK}:{at.id}:out:{int(at.now.timestamp()) // 300}",
        team_id=at.team.id,
        kind=NudgeKind.NOT_BACK,
        due_at=at.now + OVERDUE,
        canvass_id=at.id,
        expires_at=at.now + timedelta(days=1),
        asked=True,
    )


def _attending(tx: Session, canvass_id: int) -> Sequence[Attendance]:
    query = select(Attendance).where(col(Attendance.canvass_id) == canvass_id)
    return tx.exec(query.order_by(col(Attendance.person_id))).all()


def _crew_of(tx: Session, canvass_id: int, person_id: int) -> list[int]:
    pair = pair_of(tx, canvass_id, person_id)
    return people_of(tx, pair.id) if pair and pair.id else [person_id]
