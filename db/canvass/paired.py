"""Who knocks with whom, as it stands: made by rule (pairing.py), changed by the captain, kept when made again."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from sqlmodel import Session, col, delete, select, update

from db.canvass import reading, rows
from db.canvass.pairing import Knocker, best_group, pair_up
from db.canvass.rows import Locked
from db.facts import PAIR_MOST, Actor, CanvassState, PairFacts, SignupState, Standing
from db.models.canvass import Canvass, Pair, PairMember, Signup
from db.models.teams import Member
from db.refusals import Gone, NobodyToPair, NotANumber, NotSignedUp, NotYours, PairFull

People = dict[int, Knocker]
"""Those who are in, by id, in the order of the line."""


def pairs(tx: Session, *, team_id: int, canvass_id: int) -> tuple[PairFacts, ...]:
    """A session's pairs by number; one whose others dropped out has one person. Raises Gone."""
    if not reading.exists(tx, team_id=team_id, canvass_id=canvass_id):
        raise Gone
    query = (
        select(Pair, reading.ANSWER, col(Member.name))
        .join_from(Pair, PairMember, col(PairMember.pair_id) == col(Pair.id))
        .join(
            Signup,
            (col(Signup.canvass_id) == col(Pair.canvass_id)) & (col(Signup.person_id) == col(PairMember.person_id)),
        )
        .outerjoin(Member, reading.member_is(Signup.person_id, Signup.team_id))
        .where(col(Pair.canvass_id) == canvass_id)
        .order_by(col(Pair.number), col(Signup.place))
    )
    people: dict[int, list[Standing]] = {}
    found: dict[int, Pair] = {}
    for pair, answer, name in tx.exec(query):
        found[pair.number] = pair
        people.setdefault(pair.number, []).append(reading.standing(answer, name))
    return tuple(
        PairFacts(pair.id or 0, number, tuple(people[number]), pair.practised_at is not None)
        for number, pair in found.items()
    )


def make_pairs(
    tx: Session, *, actor: Actor, canvass_id: int, now: datetime, afresh: bool = False
) -> tuple[PairFacts, ...]:
    """Pair those who are in: pairs of two or three stay as they are, with what the captain changed in them.

    Only those without a partner are paired; one who is left over joins the pair that gains most by it. `afresh`
    starts over. Raises Gone, OnlyCaptain, CanvassCancelled, CanvassOver, and NobodyToPair below two people.
    """
    at = _begin(tx, actor, canvass_id, now)
    people = _knockers(at, _in(at))
    if len(people) < 2:
        raise NobodyToPair
    kept = [] if afresh else _kept(at, people)
    lone = _lone(people, kept)
    _dissolve_others(at, kept)
    if len(lone) == 1:
        _join_best(at, lone[0], kept, people)
    elif lone:
        numbers = _free_numbers([pair.number for pair in kept])
        for group, number in zip(pair_up(lone), numbers, strict=False):
            _add(at, _new_pair(at, number), [one.person_id for one in group])
    return pairs(tx, team_id=at.team.id, canvass_id=at.id)


def move(
    tx: Session, *, actor: Actor, canvass_id: int, person_id: int, number: int, now: datetime
) -> tuple[PairFacts, ...]:
    """Put somebody into the pair of that number, or into a new one; who stays behind alone keeps theirs.

    Raises Gone, OnlyCaptain, CanvassCancelled, CanvassOver, NotSignedUp, PairFull, and NotANumber beyond the next
    new pair.
    """
    at = _begin(tx, actor, canvass_id, now)
    if person_id not in {signup.person_id for signup in _in(at)}:
        raise NotSignedUp
    made = {pair.number: pair for pair in pairs(tx, team_id=at.team.id, canvass_id=at.id)}
    most = max(made, default=0) + 1
    if not 1 <= number <= most:
        raise NotANumber(typed=str(number), least=1, most=most)
    there = [one.person_id for one in made[number].people] if number in made else []
    if person_id not in there:
        if len(there) >= PAIR_MOST:
            raise PairFull(number=number, most=PAIR_MOST)
        leave(at, person_id)
        _add(at, made[number].id if number in made else _new_pair(at, number), [person_id])
    return pairs(tx, team_id=at.team.id, canvass_id=at.id)


def practised(tx: Session, *, actor: Actor, canvass_id: int, pair_id: int, done: bool, now: datetime) -> PairFacts:
    """Tick that a pair has practised, or take the tick back: by one of the pair, the captain or an organizer.

    Raises Gone, CanvassCancelled, CanvassOver and NotYours.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_on(at)
    made = {pair.id: pair for pair in pairs(tx, team_id=at.team.id, canvass_id=at.id)}
    if pair_id not in made:
        raise Gone
    theirs = actor.person_id in {one.person_id for one in made[pair_id].people}
    if not theirs and not rows.leads(actor, at.row):
        raise NotYours
    _tick(at, pair_id, now if done else None)
    return next(pair for pair in pairs(tx, team_id=at.team.id, canvass_id=at.id) if pair.id == pair_id)


def leave(at: Locked, person_id: int) -> None:
    """Take somebody out of their pair; the pair goes with its last person."""
    ours = col(PairMember.canvass_id) == at.id
    theirs = select(PairMember.pair_id).where(ours, col(PairMember.person_id) == person_id)
    at.tx.exec(update(Pair).where(col(Pair.id).in_(theirs)).values(together_id=None))
    at.tx.exec(delete(PairMember).where(ours, col(PairMember.person_id) == person_id))
    at.tx.exec(
        delete(Pair).where(col(Pair.canvass_id) == at.id, col(Pair.id).not_in(select(PairMember.pair_id).where(ours)))
    )


# ---- inside ------------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, canvass_id: int, now: datetime) -> Locked:
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_on(at)
    return at


def _in(at: Locked) -> Sequence[Signup]:
    query = select(Signup).where(col(Signup.canvass_id) == at.id, col(Signup.state) == SignupState.IN)
    return at.tx.exec(query.order_by(col(Signup.place))).all()


def _knockers(at: Locked, signups: Sequence[Signup]) -> People:
    """What counts in a partner; a newcomer says so, or has been in no session that took place."""
    query = (
        select(Signup.person_id)
        .join(Canvass, col(Canvass.id) == col(Signup.canvass_id))
        .where(
            col(Signup.team_id) == at.team.id,
            col(Signup.person_id).in_([signup.person_id for signup in signups]),
            col(Signup.state) == SignupState.IN,
            col(Canvass.ends_at) <= at.now,
            col(Canvass.state) != CanvassState.CANCELLED,
        )
        .distinct()
    )
    veterans = set(at.tx.exec(query))
    return {
        one.person_id: Knocker(
            one.person_id,
            newcomer=one.first_time or one.person_id not in veterans,
            driver=one.driver,
            languages=frozenset(filter(None, one.languages.split(","))),
        )
        for one in signups
    }


def _kept(at: Locked, people: People) -> list[PairFacts]:
    """The pairs that stay: those who have a partner, and room among them for somebody who is left over."""
    kept = [pair for pair in pairs(at.tx, team_id=at.team.id, canvass_id=at.id) if len(pair.people) > 1]
    full = all(len(pair.people) >= PAIR_MOST for pair in kept)
    # Nobody has room for one more: the last three part again.
    return kept[:-1] if full and len(_lone(people, kept)) == 1 else kept


def _lone(people: People, kept: Sequence[PairFacts]) -> list[Knocker]:
    paired = {one.person_id for pair in kept for one in pair.people}
    return [one for person_id, one in people.items() if person_id not in paired]


def _join_best(at: Locked, one: Knocker, kept: Sequence[PairFacts], people: People) -> None:
    room = [pair for pair in kept if len(pair.people) < PAIR_MOST]
    groups = [tuple(people[member.person_id] for member in pair.people) for pair in room]
    _add(at, room[best_group(one, groups)].id, [one.person_id])


def _free_numbers(taken: Sequence[int]) -> Iterator[int]:
    return (number for number in count(1) if number not in taken)


def _new_pair(at: Locked, number: int) -> int:
    pair = Pair(team_id=at.team.id, canvass_id=at.id, number=number)
    at.tx.add(pair)
    at.tx.flush()
    return pair.id or 0


def _add(at: Locked, pair_id: int, people: Sequence[int]) -> None:
    """Put people into a pair, which has then yet to practise together."""
    at.tx.add_all(PairMember(canvass_id=at.id, person_id=person_id, pair_id=pair_id) for person_id in people)
    at.tx.exec(update(Pair).where(col(Pair.id) == pair_id).values(practised_at=None, together_id=None))


def _tick(at: Locked, pair_id: int, moment: datetime | None) -> None:
    at.tx.exec(update(Pair).where(col(Pair.id) == pair_id).values(practised_at=moment))


def _dissolve_others(at: Locked, kept: Sequence[PairFacts]) -> None:
    ids = [pair.id for pair in kept]
    at.tx.exec(delete(PairMember).where(col(PairMember.canvass_id) == at.id, col(PairMember.pair_id).not_in(ids)))
    at.tx.exec(delete(Pair).where(col(Pair.canvass_id) == at.id, col(Pair.id).not_in(ids)))
