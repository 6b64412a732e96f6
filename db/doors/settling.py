"""Settling the count: each crew says what it counted itself, and the ledger follows where a rule can."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, update

from db.canvass import rows
from db.canvass.rows import Locked
from db.doors import attending, counting, ledger
from db.facts import CANVASS_DOORS_MOST, Actor, CanvassState
from db.facts.doors import KnockHow, Outcome, Tally
from db.facts.wrapping import Confirmed
from db.models.canvass import Pair
from db.models.doors import Attendance
from db.refusals import AddingOver, CanvassCancelled, Gone, NoPair, NotANumber, NotHere, NotLive, OnlyCaptain


def confirm_count(
    tx: Session, *, actor: Actor, canvass_id: int, press_id: int, doors: int, now: datetime, number: int | None = None
) -> Confirmed:
    """A pair's own number of doors, by one of the pair, or by the captain with the pair's `number`.

    Doors that are missing become doors where nobody was home, of who confirms or else of who knocked most; too many
    are taken from those. Who knocked alone confirms for themselves. Sent again it is harmless. Raises Gone,
    NotANumber, NotLive, AddingOver, CanvassCancelled, NoPair, OnlyCaptain, and NotHere for who did not come.
    """
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    _check(at, doors)
    pair = attending.pair_of(tx, at.id, actor.person_id) if number is None else attending.numbered(tx, at.id, number)
    people = attending.people_of(tx, pair.id) if pair and pair.id else [actor.person_id]
    if not people or (number is not None and pair is None):
        raise NoPair
    if actor.person_id not in people and not rows.leads(actor, at.row):
        raise OnlyCaptain
    if pair is None and tx.get(Attendance, (at.id, actor.person_id)) is None:
        raise NotHere
    before, left = _settle(at, actor, people, doors, press_id)
    if pair:
        confirmed = {"counted": doors, "counted_at": now}
        tx.exec(update(Pair).where(col(Pair.id) == pair.id).values(**confirmed))
    return Confirmed(pair.number if pair else None, before, doors, left)


# ---- inside --------------------------------------------------------------------------------------


def _check(at: Locked, doors: int) -> None:
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.row.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
        raise NotLive(starts_at=at.row.starts_at)
    if at.now >= at.row.ends_at + counting.AFTER:
        raise AddingOver(ended_at=at.row.ends_at)
    if not 0 <= doors <= CANVASS_DOORS_MOST:
        raise NotANumber(typed=str(doors), least=0, most=CANVASS_DOORS_MOST)


def _settle(at: Locked, actor: Actor, people: Sequence[int], doors: int, press_id: int) -> tuple[int, int]:
    """Write what makes the ledger agree, unless this press did; what stood there, and what no rule can settle."""
    scope = ledger.session_scope(at.id)
    tallies = {one: ledger.tally_of(at.tx, team_id=at.team.id, scope=scope, person_id=one) for one in people}
    before = sum(tally.doors for tally in tallies.values())
    if ledger.has_press(at.tx, press_id=press_id):
        return before, max(0, before - doors)
    changes, left = _changes(tallies, actor.person_id, doors - before)
    for turn, (person, n) in enumerate(changes.items()):
        seen = ledger.see(at.tx, team_id=at.team.id, canvass_id=at.id, person_id=person)
        if seen is None:
            raise Gone
        attending.be_there(at.tx, seen, name="", by_id=actor.person_id, now=at.now, afterwards=True)
        counts, how, by_id = {Outcome.NOBODY: n}, KnockHow.FIXED, actor.person_id
        ledger.write(at.tx, seen, press_id=_numbers(press_id)[turn], counts=counts, how=how, now=at.now, by_id=by_id)
    return before, left


def _changes(tallies: dict[int, Tally], actor_id: int, missing: int) -> tuple[dict[int, int], int]:
    """By person, how many closed doors more or less; and how many are too many without having been closed."""
    if missing > 0:
        most = max(tallies, key=lambda person: (tallies[person].doors, -person))
        return {actor_id if actor_id in tallies else most: missing}, 0
    changes: dict[int, int] = {}
    for person, tally in sorted(tallies.items(), key=lambda one: -one[1].of(Outcome.NOBODY)):
        less = min(-missing, max(0, tally.of(Outcome.NOBODY)))
        if less:
            changes[person], missing = -less, missing + less
    return changes, -missing


def _numbers(press_id: int) -> tuple[int, int, int]:
    """A press has one row an outcome: those of the others in a pair have numbers that Discord never gives."""
    return press_id, -press_id, -(press_id | 1 << 62)
