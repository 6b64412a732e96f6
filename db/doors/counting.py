"""Counting doors: on one's own pad, by the captain for others, afterwards, and put right. Nothing is overwritten.

All units raise Gone for a session that is not the team's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from db.canvass.reading import name_of
from db.doors import attending, cheers, ledger
from db.doors.ledger import Seen
from db.doors.recent import recent
from db.facts import Actor, CanvassState
from db.facts.doors import COUNT_MOST, KnockHow, Outcome, PadFacts, PressFacts, Tally
from db.refusals import (
    AddingOver,
    CanvassCancelled,
    Gone,
    NotANumber,
    NothingToUndo,
    NotLive,
    OnlyCaptain,
    WrappedUp,
)

AFTER = timedelta(hours=48)
"""For how long after the end of a session doors are still added and put right."""

Counts = Mapping[Outcome, int]


def count(
    tx: Session,
    *,
    team_id: int,
    canvass_id: int,
    person_id: int,
    press_id: int,
    counts: Counts,
    now: datetime,
    name: str = "",
) -> PadFacts:
    """A press on a person's own pad; whoever presses first is there from then on.

    The same press, sent again, counts once. Each number is 1 to COUNT_MOST. `name` is what a person is called who may
    not be known in the team yet. Raises NotANumber, NotLive, WrappedUp and CanvassCancelled.
    """
    seen = _seen(tx, team_id, canvass_id, person_id)
    _check_live(seen, now)
    return _counted(tx, seen, press_id=press_id, counts=counts, how=KnockHow.PAD, now=now, name=name)


def enter(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    person_id: int,
    press_id: int,
    counts: Counts,
    now: datetime,
    name: str = "",
) -> PadFacts:
    """A press on the pad that a captain, or an organizer, holds for somebody else.

    Raises what `count` raises, and OnlyCaptain.
    """
    seen = _seen_by(tx, actor, canvass_id, person_id)
    _check_live(seen, now)
    how = KnockHow.PAD if person_id == actor.person_id else KnockHow.ENTERED
    by_id = actor.person_id
    return _counted(tx, seen, press_id=press_id, counts=counts, how=how, now=now, by_id=by_id, name=name)


def add(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    press_id: int,
    counts: Counts,
    now: datetime,
    person_id: int | None = None,
    name: str = "",
) -> PadFacts:
    """Doors of oneself, or by the captain of somebody else, that could not be counted on the spot.

    From the start until 48 hours after the end, wrapped up or not. Raises NotANumber, NotLive, AddingOver,
    CanvassCancelled and OnlyCaptain.
    """
    whose = actor.person_id if person_id is None else person_id
    seen = _seen_by(tx, actor, canvass_id, whose)
    _check_begun(seen, now)
    name = name or (actor.name if whose == actor.person_id else "")
    by_id, how = actor.person_id, KnockHow.ADDED
    return _counted(tx, seen, press_id=press_id, counts=counts, how=how, now=now, by_id=by_id, name=name)


def fix(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    press_id: int,
    totals: Counts,
    now: datetime,
    person_id: int | None = None,
) -> PadFacts:
    """Put right what stands for oneself, or by the captain for somebody else: these totals, each 0 to COUNT_MOST.

    The difference is what is written; an outcome that is not named stays. Raises what `add` raises.
    """
    seen = _seen_by(tx, actor, canvass_id, actor.person_id if person_id is None else person_id)
    _check_begun(seen, now)
    _check_numbers(totals, least=0)
    mine, _ = ledger.counted(tx, seen)
    wrong = {outcome: n - mine.of(outcome) for outcome, n in totals.items() if n != mine.of(outcome)}
    # Sent again, the difference may be another by now.
    if wrong and not ledger.has_press(tx, press_id=press_id):
        how, by_id = KnockHow.FIXED, actor.person_id
        attending.be_there(tx, seen, name="", by_id=by_id, now=now, afterwards=True)
        ledger.write(tx, seen, press_id=press_id, counts=wrong, how=how, now=now, by_id=by_id)
    return _pad(tx, seen, now, last=_recent(tx, seen, actor.person_id))


def undo(
    tx: Session,
    *,
    team_id: int,
    canvass_id: int,
    person_id: int,
    press_id: int,
    now: datetime,
    undoes: int | None = None,
    by_id: int | None = None,
) -> PadFacts:
    """Take back one of the last ten presses that a person made themselves, or that `by_id` made for them.

    Without `undoes`, the latest that stands. The same press, sent again, undoes once. Raises NothingToUndo where
    there is no such press, or it was undone or put right since; NotLive, WrappedUp and CanvassCancelled.
    """
    seen = _seen(tx, team_id, canvass_id, person_id)
    _check_live(seen, now)
    said: Counts = {}
    if not ledger.has_press(tx, press_id=press_id):
        press = _to_undo(_recent(tx, seen, by_id), undoes)
        said = {outcome: -n for outcome, n in press.counts}
        _check_not_below_nothing(tx, seen, said)
        how, undoes_id = KnockHow.UNDONE, press.press_id
        ledger.write(tx, seen, press_id=press_id, counts=said, how=how, now=now, by_id=by_id, undoes_id=undoes_id)
    return _pad(tx, seen, now, said=said, last=_recent(tx, seen, by_id))


def pad(
    tx: Session, *, team_id: int, canvass_id: int, person_id: int, now: datetime, by_id: int | None = None
) -> PadFacts:
    """A person's own day as it stands, live or not, with the presses that they, or `by_id` for them, may take back."""
    seen = ledger.see(tx, team_id=team_id, canvass_id=canvass_id, person_id=person_id, locked=False)
    if seen is None:
        raise Gone
    return _pad(tx, seen, now, last=_recent(tx, seen, by_id))


def to_change(tx: Session, *, actor: Actor, canvass_id: int, now: datetime, person_id: int | None = None) -> PadFacts:
    """The day of oneself, or by the captain of somebody else, for a form to add to it or put it right.

    Raises NotLive, AddingOver, CanvassCancelled and OnlyCaptain, before anybody types for nothing.
    """
    seen = _seen_by(tx, actor, canvass_id, actor.person_id if person_id is None else person_id, locked=False)
    _check_begun(seen, now)
    return _pad(tx, seen, now)


# ---- inside --------------------------------------------------------------------------------------


def _seen(tx: Session, team_id: int, canvass_id: int, person_id: int, *, locked: bool = True) -> Seen:
    seen = ledger.see(tx, team_id=team_id, canvass_id=canvass_id, person_id=person_id, locked=locked)
    if seen is None:
        raise Gone
    return seen


def _seen_by(tx: Session, actor: Actor, canvass_id: int, person_id: int, *, locked: bool = True) -> Seen:
    seen = _seen(tx, actor.team_id, canvass_id, person_id, locked=locked)
    if actor.person_id not in {person_id, seen.captain_id} and not actor.organizer:
        raise OnlyCaptain
    return seen


def is_live(seen: Seen, now: datetime) -> bool:
    """Whether its doors are being counted; a session that nobody wrapped up is over some time after its end."""
    return seen.state is CanvassState.LIVE and now < seen.ends_at + AFTER


def _check_live(seen: Seen, now: datetime) -> None:
    if is_live(seen, now):
        return
    if seen.state in {CanvassState.LIVE, CanvassState.WRAPPED}:
        _check_begun(seen, now)
        raise WrappedUp(until_at=seen.ends_at + AFTER)
    _check_begun(seen, now)


def _check_begun(seen: Seen, now: datetime) -> None:
    if seen.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if seen.state not in {CanvassState.LIVE, CanvassState.WRAPPED}:
        raise NotLive(starts_at=seen.starts_at)
    if now >= seen.ends_at + AFTER:
        raise AddingOver(ended_at=seen.ends_at)


def _check_numbers(counts: Counts, *, least: int) -> None:
    for n in counts.values():
        if not least <= n <= COUNT_MOST:
            raise NotANumber(typed=str(n), least=least, most=COUNT_MOST)


def _counted(
    tx: Session,
    seen: Seen,
    *,
    press_id: int,
    counts: Counts,
    how: KnockHow,
    now: datetime,
    by_id: int | None = None,
    name: str = "",
) -> PadFacts:
    _check_numbers(counts, least=1)
    attending.be_there(tx, seen, name=name, by_id=by_id, now=now, afterwards=how is KnockHow.ADDED)
    new = ledger.write(tx, seen, press_id=press_id, counts=counts, how=how, now=now, by_id=by_id)
    mine, everyone = ledger.counted(tx, seen)
    if new and is_live(seen, now) and now < seen.ends_at + cheers.LATE:
        whose = {"team_id": seen.team_id, "canvass_id": seen.canvass_id, "person_id": seen.person_id}
        cheers.after_count(tx, **whose, counts=counts, everyone=everyone, mine=mine, goal=seen.goal, now=now)
    return _facts(seen, now, mine, everyone, said=counts)


def _recent(tx: Session, seen: Seen, by_id: int | None) -> tuple[PressFacts, ...]:
    return recent(tx, canvass_id=seen.canvass_id, person_id=seen.person_id, by_id=by_id)


def _to_undo(presses: tuple[PressFacts, ...], undoes: int | None) -> PressFacts:
    for press in presses:
        if not press.undone and undoes in {None, press.press_id}:
            return press
    raise NothingToUndo


def _check_not_below_nothing(tx: Session, seen: Seen, said: Counts) -> None:
    """Two presses may be written in another order than they were made in: one that was put right is not undone."""
    mine, _ = ledger.counted(tx, seen)
    if any(mine.of(outcome) + n < 0 for outcome, n in said.items()):
        raise NothingToUndo


def _pad(
    tx: Session, seen: Seen, now: datetime, *, said: Counts | None = None, last: tuple[PressFacts, ...] = ()
) -> PadFacts:
    return replace(_facts(seen, now, *ledger.counted(tx, seen), said=said or {}), last=last)


def _facts(seen: Seen, now: datetime, mine: Tally, everyone: Tally, *, said: Counts) -> PadFacts:
    return PadFacts(
        canvass_id=seen.canvass_id,
        team_id=seen.team_id,
        person_id=seen.person_id,
        name=name_of(seen.title, seen.turf, seen.meet_place),
        mine=mine,
        language=seen.language,
        team_language=seen.team_language,
        live=is_live(seen, now),
        said=tuple(said.items()),
        goal=seen.goal,
        all_doors=everyone.doors,
        pair=seen.pair,
        back=seen.back_at is not None,
    )
