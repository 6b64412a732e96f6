"""What people answer: in, maybe or can't, with tags and a note; and what becomes of an offered place.

Every unit here raises Gone. Those that change an answer also raise CanvassCancelled and CanvassOver; pressing
twice is harmless.
"""

from datetime import datetime

from sqlmodel import Session

from db.canvass import line, notices, reading, rows
from db.canvass.bounds import fitting
from db.canvass.languages import codes
from db.canvass.reading import COMING
from db.canvass.rows import Locked
from db.facts import SIGNUP_LANGUAGES_MOST, SIGNUP_NOTE_MOST, Actor, Answered, CanvassFacts, SignupState
from db.models.canvass import Signup
from db.refusals import NotSignedUp, NotYours, OfferOver


def join(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Answered:
    """In, or at the end of the line where there is no place; whoever was offered one takes it."""
    at = _begin(tx, actor, canvass_id, now)
    mine, before = _answer_of(at, actor.person_id)
    if mine and _overdue(at, mine):
        line.leave(at, mine, SignupState.MAYBE)
    if mine and mine.state is SignupState.OFFERED:
        line.seat(at, mine)
    elif mine is None or mine.state not in {SignupState.IN, SignupState.WAITING}:
        mine = line.enter(at, actor.person_id, mine)
    return _answered(at, mine, before)


def maybe(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Answered:
    """Undecided; a place that this frees goes on to the first in line."""
    return _step_back(_begin(tx, actor, canvass_id, now), actor, SignupState.MAYBE)


def cant(tx: Session, *, actor: Actor, canvass_id: int, now: datetime) -> Answered:
    """Not coming; a place that this frees goes on to the first in line."""
    return _step_back(_begin(tx, actor, canvass_id, now), actor, SignupState.CANT)


def tag(
    tx: Session,
    *,
    actor: Actor,
    canvass_id: int,
    driver: bool,
    first_time: bool,
    languages: str,
    note: str,
    now: datetime,
) -> Answered:
    """What those who pair people should know; languages as people write them ("es, en", "español e inglés").

    Raises NotSignedUp, and TooLong for more than 100 characters of languages or 200 of the note.
    """
    at = _begin(tx, actor, canvass_id, now)
    mine, before = _answer_of(at, actor.person_id)
    if mine is None or mine.state not in COMING:
        raise NotSignedUp
    mine.driver, mine.first_time = driver, first_time
    mine.languages = ",".join(codes(fitting(languages, SIGNUP_LANGUAGES_MOST)))[:SIGNUP_LANGUAGES_MOST]
    mine.note = fitting(note, SIGNUP_NOTE_MOST)
    return _told(at, actor.person_id, before)


# ---- an offered place --------------------------------------------------------------------------------


def take(tx: Session, *, actor: Actor, canvass_id: int, person_id: int, now: datetime) -> Answered:
    """Take the place that was offered. Raises NotYours, and OfferOver once its time has passed."""
    at, mine = _begin_offer(tx, actor, canvass_id, person_id, now)
    before = mine.state
    if before is SignupState.OFFERED and not _overdue(at, mine):
        line.seat(at, mine)
    elif before is not SignupState.IN:
        raise OfferOver
    return _answered(at, mine, before)


def pass_on(tx: Session, *, actor: Actor, canvass_id: int, person_id: int, now: datetime) -> Answered:
    """Let the next in line have the place that was offered: not coming.

    Nothing happens to somebody who has no offer (any more). Raises NotYours, and OfferOver if there never was one.
    """
    at, mine = _begin_offer(tx, actor, canvass_id, person_id, now)
    before = mine.state
    if before is not SignupState.OFFERED:
        return _told(at, person_id, before)
    line.leave(at, mine, SignupState.CANT)
    return _answered(at, mine, before)


def lapse(tx: Session, *, canvass_id: int, person_id: int, now: datetime) -> CanvassFacts | None:
    """The time of an offer has passed: undecided, and the next in line gets the place.

    None when it was answered already, is not over yet, or the session itself is over.
    """
    at = rows.lock(tx, canvass_id=canvass_id, now=now)
    signup = line.find(at, person_id) if at and not at.over else None
    if at is None or signup is None or not _overdue(at, signup):
        return None
    line.leave(at, signup, SignupState.MAYBE)
    return reading.facts(tx, team_id=at.team.id, canvass_id=at.id)


# ---- somebody else -----------------------------------------------------------------------------------


def drop(tx: Session, *, actor: Actor, canvass_id: int, person_id: int, now: datetime) -> Answered:
    """Take somebody off, as an organizer or the session's captain. Raises OnlyCaptain and NotSignedUp."""
    at = rows.begin_leading(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_on(at)
    theirs, before = _answer_of(at, person_id)
    if theirs is None:
        raise NotSignedUp
    line.leave(at, theirs, SignupState.CANT, by=actor.person_id)
    theirs.confirm = False
    return _told(at, person_id, before)


# ---- inside ------------------------------------------------------------------------------------------


def _begin(tx: Session, actor: Actor, canvass_id: int, now: datetime) -> Locked:
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now)
    rows.check_on(at)
    return at


def _begin_offer(tx: Session, actor: Actor, canvass_id: int, person_id: int, now: datetime) -> tuple[Locked, Signup]:
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now)
    if actor.person_id != person_id:
        raise NotYours
    rows.check_on(at)
    mine = line.find(at, person_id)
    if mine is None:
        raise OfferOver
    return at, mine


def _answer_of(at: Locked, person_id: int) -> tuple[Signup | None, SignupState | None]:
    signup = line.find(at, person_id)
    return signup, signup.state if signup else None


def _overdue(at: Locked, signup: Signup) -> bool:
    """Whether somebody was offered a place, and its time has passed without an answer."""
    until = signup.offered_until if signup.state is SignupState.OFFERED else None
    return until is not None and until <= at.now


def _step_back(at: Locked, actor: Actor, state: SignupState) -> Answered:
    mine, before = _answer_of(at, actor.person_id)
    if mine is None:
        mine = line.stay_out(at, actor.person_id, state)
    elif mine.state is not state:
        line.leave(at, mine, state)
    return _answered(at, mine, before)


def _answered(at: Locked, mine: Signup, before: SignupState | None) -> Answered:
    """Whoever answers, whatever it is, has answered a change of time as well."""
    mine.confirm, mine.answered_at = False, at.now
    if before is not SignupState.IN:
        notices.late_signup(at, mine)
    return _told(at, mine.person_id, before)


def _told(at: Locked, person_id: int, before: SignupState | None) -> Answered:
    facts = reading.facts(at.tx, team_id=at.team.id, canvass_id=at.id)
    return Answered(facts, facts.of(person_id), before)
