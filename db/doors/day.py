"""The day of a session: it starts, and its board shows how it goes."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from db import nudges
from db.canvass import reading, rows
from db.canvass.rows import ID_MOST, Locked, row_of
from db.doors import attending, cheered, ledger, staying
from db.doors.counting import AFTER
from db.facts import Actor, CanvassState, NudgeKind
from db.facts.doors import EVERYONE, BoardFacts, Tally
from db.models.canvass import Canvass
from db.models.teams import Team
from db.refusals import CanvassCancelled, CanvassOver, OnlyCaptain, TooEarly

EARLY = timedelta(hours=12)
"""How long before its planned time a captain may start a session."""

NOT_BACK = attending.OVERDUE
WRAP = timedelta(minutes=45)
"""How long after the end the captain hears who is still out, and is asked to wrap up."""


def start(tx: Session, *, canvass_id: int, now: datetime, actor: Actor | None = None) -> bool:
    """Open the day: doors are counted from now on. Whether it was not open yet; twice is harmless.

    By the captain or an organizer, or without an actor by its planned time; then nothing happens to a session that
    should not start. Raises Gone, OnlyCaptain, CanvassCancelled, CanvassOver and TooEarly (over 12 hours before).
    """
    at = _locked(tx, canvass_id, actor, now)
    if at is None or at.row.state is CanvassState.LIVE:
        return False
    if actor is None and (at.over or now < at.row.starts_at):
        return False
    _check(at)
    at.row.state, at.row.started_at = CanvassState.LIVE, now
    at.row.changes += 1
    plan_the_end(at)
    tx.flush()
    return True


def due(tx: Session, *, now: datetime) -> list[int]:
    """The sessions, of all teams that the bot is in, whose planned time has come and that nobody started."""
    query = (
        select(Canvass.id)
        .join(Team, col(Team.id) == col(Canvass.team_id))
        .where(
            col(Canvass.state).in_((CanvassState.PLANNED, CanvassState.OPEN)),
            col(Canvass.starts_at) <= now,
            col(Canvass.ends_at) > now,
            col(Team.left_at).is_(None),
        )
    )
    return [canvass_id for canvass_id in tx.exec(query.order_by(col(Canvass.id))) if canvass_id is not None]


def board(tx: Session, *, canvass_id: int, cheers: int = 3) -> BoardFacts | None:
    """All that the board of a session shows, of any team, with its latest cheers; None where there is no session."""
    if not 0 < canvass_id <= ID_MOST:
        return None
    query = reading.with_names().where(col(Canvass.id) == canvass_id)
    found = tx.exec(query).first()
    if found is None:
        return None
    row, turf, captain = found
    tallies = ledger.tallies(tx, team_id=row.team_id, scope=ledger.session_scope(canvass_id))
    return BoardFacts(
        canvass_id=canvass_id,
        team_id=row.team_id,
        name=reading.name_of(row.title, turf, row.meet_place),
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        goal=row.door_goal,
        total=tallies.get(EVERYONE, Tally()),
        crews=attending.crews(tx, canvass_id=canvass_id, tallies=tallies),
        cheers=cheered.latest(tx, canvass_id=canvass_id, most=cheers),
        captain=captain or row.captain_name,
        captain_id=row.captain_id,
        thread_id=row.thread_id,
        message_id=row.board_message_id,
        card_channel_id=row.channel_id,
        card_message_id=row.message_id,
        debrief_place=row.debrief_place,
        started_at=row.started_at,
        wrapped_at=row.wrapped_at,
        staying=staying.people(tx, canvass_id=canvass_id) if row.debrief_place else (),
        cheering=tx.exec(select(Team.cheers).where(col(Team.id) == row.team_id)).one(),
    )


def remember_board(tx: Session, *, canvass_id: int, message_id: int | None) -> None:
    """Remember the board's message in the thread; with None, that it has to be posted anew."""
    if row := row_of(tx, canvass_id):
        row.board_message_id = message_id


def live(tx: Session, *, now: datetime) -> list[int]:
    """The sessions, of all teams that the bot is in, whose board should be there and show what is so.

    Those that are live, until two days after their end, and those wrapped up within the last day.
    """
    going = (col(Canvass.state) == CanvassState.LIVE) & (col(Canvass.ends_at) > now - AFTER)
    wrapped = (col(Canvass.state) == CanvassState.WRAPPED) & (col(Canvass.wrapped_at) > now - timedelta(days=1))
    query = (
        select(Canvass.id)
        .join(Team, col(Team.id) == col(Canvass.team_id))
        .where(going | wrapped, col(Team.left_at).is_(None))
    )
    return [canvass_id for canvass_id in tx.exec(query.order_by(col(Canvass.id))) if canvass_id is not None]


def plan_the_end(at: Locked) -> None:
    """The captain hears who is still out, and is asked to wrap up; what asked people to come is over."""
    nudges.cancel(at.tx, team_id=at.team.id, canvass_id=at.id, kinds=[NudgeKind.START])
    for kind, after in ((NudgeKind.NOT_BACK, NOT_BACK), (NudgeKind.WRAP, WRAP)):
        nudges.schedule(
            at.tx,
            key=f"{kind}:{at.id}",
            team_id=at.team.id,
            kind=kind,
            due_at=max(at.now, at.row.ends_at) + after,
            canvass_id=at.id,
            expires_at=at.row.ends_at + AFTER,
            asked=kind is NudgeKind.NOT_BACK,  # whether everybody is safe does not wait for the morning
        )


# ---- inside --------------------------------------------------------------------------------------


def _locked(tx: Session, canvass_id: int, actor: Actor | None, now: datetime) -> Locked | None:
    if actor is None:
        return rows.lock(tx, canvass_id=canvass_id, now=now)
    at = rows.begin(tx, actor=actor, canvass_id=canvass_id, now=now, shown=False)
    if not rows.leads(actor, at.row):
        raise OnlyCaptain
    return at


def _check(at: Locked) -> None:
    if at.row.state is CanvassState.CANCELLED:
        raise CanvassCancelled
    if at.row.state is CanvassState.WRAPPED or at.now >= at.row.ends_at + AFTER:
        raise CanvassOver
    if at.now < at.row.starts_at - EARLY:
        raise TooEarly(starts_at=at.row.starts_at)
