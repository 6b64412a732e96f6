"""Setting a team up: its settings, each step writing only its own, how far a person has come, and a sample session.

Every unit here but `reached` raises OnlyOrganizers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select, update

from db import canvass, digests, doors, drafts, followups, meetings, nudges
from db.facts import (
    DIGEST_TROUBLE,
    HOURS,
    TEXT_MOST,
    Actor,
    CanvassFacts,
    CanvassPlan,
    ChannelUse,
    RankingMode,
    Step,
    TeamFacts,
    Trouble,
)
from db.models.canvass import Canvass
from db.models.followups import Followup
from db.models.teams import SetupStep, Team
from db.names import tidy, tidy_lines
from db.refusals import EveryoneOrganizes, Gone, NotANumber, OnlyAdmins, OnlyOrganizers, TooLong
from db.teams import end_trouble, team_facts, troubles

FORMS = {
    "names": ("campaign", "town", "hotline"),
    "about": ("about", "about_not"),
    "times": ("quiet_from", "quiet_until", "confirm_hours", "today_hours"),
    "line": ("offer_hours", "at_once_hours", "late_hours"),
}
"""The forms of the set-up, and the settings in each."""

Value = str | int | time

# What decides when people are reminded.
_HOURS_OF_NUDGES = ("zone", "quiet_from", "quiet_until", "confirm_hours", "today_hours")

SAMPLE_PLACES = 8
SAMPLE_GOAL = 200  # doors
SAMPLE_HOUR = time(10)
SAMPLE_LENGTH = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Overview:
    """The team's settings, what an organizer should mend, and the sample session if it is there."""

    team: TeamFacts
    troubles: tuple[Trouble, ...]
    sample: CanvassFacts | None


# ---- settings --------------------------------------------------------------------------------------


def check_organizer(actor: Actor) -> None:
    """Raises OnlyOrganizers."""
    if not actor.organizer:
        raise OnlyOrganizers


def settings(tx: Session, *, actor: Actor) -> TeamFacts:
    """The team's settings as they are now."""
    return team_facts(_team(tx, actor))


def overview(tx: Session, *, actor: Actor) -> Overview:
    """All that the set-up shows."""
    team = _team(tx, actor)
    return Overview(team_facts(team), troubles(tx, team_id=actor.team_id), _sample(tx, team))


def set_language(tx: Session, *, actor: Actor, language: str) -> TeamFacts:
    """The language of public cards, one of our catalogues."""
    return _change(tx, actor, language=language)


def set_zone(tx: Session, *, actor: Actor, zone: str, now: datetime) -> TeamFacts:
    """The zone, an IANA id, in which the team's times are read; reminders and promises move with it."""
    return _change_hours(tx, actor, now, {"zone": zone})


def set_channel(tx: Session, *, actor: Actor, use: ChannelUse, channel_id: int | None, now: datetime) -> TeamFacts:
    """The channel for a use, or none; with one for organizers a digest of each week comes there."""
    team = _change(tx, actor, **{f"{use}_channel_id": channel_id})
    digests.ensure(tx, team_id=actor.team_id, now=now)
    if use is ChannelUse.ORGANIZERS:
        end_trouble(tx, team_id=actor.team_id, thing=DIGEST_TROUBLE)
    return team


def set_organizer_role(tx: Session, *, actor: Actor, role_id: int | None) -> TeamFacts:
    """The role whose people organize, or none.

    Raises OnlyAdmins, and EveryoneOrganizes for the role that everyone has (its id is the server's).
    """
    if not actor.admin:
        raise OnlyAdmins
    if role_id == actor.team_id:
        raise EveryoneOrganizes
    return _change(tx, actor, organizer_role_id=role_id)


def set_ranking(tx: Session, *, actor: Actor, mode: RankingMode) -> TeamFacts:
    """Whether there are rankings, and of whom."""
    return _change(tx, actor, ranking=mode)


def set_events(tx: Session, *, actor: Actor, on: bool) -> TeamFacts:
    """Whether sessions are also Discord's own events."""
    return _change(tx, actor, events=on)


def set_cheers(tx: Session, *, actor: Actor, on: bool) -> TeamFacts:
    """Whether what is reached at the doors is cheered in the session's thread."""
    return _change(tx, actor, cheers=on)


def open_form(tx: Session, *, actor: Actor, form: str, now: datetime) -> TeamFacts:
    """The settings that a form will show; remembered, so that `save_form` sees what the person changed."""
    team = settings(tx, actor=actor)
    seen = {name: str(getattr(team, name)) for name in FORMS[form]}
    drafts.keep(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(form), typed=seen, now=now)
    return team


def save_form(tx: Session, *, actor: Actor, form: str, values: Mapping[str, Value], now: datetime) -> TeamFacts:
    """Save the settings that this person changed since `open_form`; others may have changed the rest meanwhile.

    Other hours move the reminders of coming sessions, and what waits for the end of the quiet hours.
    Raises TooLong and NotANumber; nothing is saved then.
    """
    checked = {name: _checked(name, values[name]) for name in FORMS[form]}
    seen = drafts.find(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(form)) or {}
    changed = {name: value for name, value in checked.items() if str(value) != seen.get(name)}
    drafts.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=_seen(form))
    return _change_hours(tx, actor, now, changed) if changed else settings(tx, actor=actor)


# ---- how far a person has come ---------------------------------------------------------------------


def reached(tx: Session, *, actor: Actor) -> Step | None:
    """The step at which the person left the set-up; None when they have not begun, or are done."""
    row = tx.get(SetupStep, (actor.team_id, actor.person_id))
    return Step(row.step) if row else None


def reach(tx: Session, *, actor: Actor, step: Step, now: datetime) -> TeamFacts:
    """Remember that the person is at a step; at the last one the team is set up and nothing is left to remember."""
    team = _team(tx, actor)
    row = tx.get(SetupStep, (actor.team_id, actor.person_id))
    if step is Step.DONE:
        team.set_up_at = team.set_up_at or now
        tx.exec(delete(SetupStep).where(*_own(actor)))
        tx.flush()
        digests.ensure(tx, team_id=actor.team_id, now=now)
    elif row is None:
        tx.add(SetupStep(team_id=actor.team_id, person_id=actor.person_id, step=step, reached_at=now))
    else:
        row.step, row.reached_at = step, now
    tx.flush()
    return team_facts(team)


# ---- the sample session ----------------------------------------------------------------------------


def plan_sample(tx: Session, *, actor: Actor, title: str, note: str, channel_id: int, now: datetime) -> CanvassFacts:
    """A session for trying things out, tomorrow morning; the one that is there already, until it is over."""
    team = _team(tx, actor, lock=True)
    if (there := _sample(tx, team)) and not there.over:
        return there
    _remove(tx, team)
    zone = ZoneInfo(team_facts(team).clock_zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    starts_at = datetime.combine(tomorrow, SAMPLE_HOUR, zone)
    plan = CanvassPlan(
        starts_at=starts_at,
        ends_at=starts_at + SAMPLE_LENGTH,
        title=title,
        note=note,
        capacity=SAMPLE_PLACES,
        door_goal=SAMPLE_GOAL,
    )
    facts = canvass.plan(tx, actor=actor, plan=plan, channel_id=channel_id, now=now)
    team.sample_canvass_id = facts.id
    tx.flush()
    return facts


def remove_sample(tx: Session, *, actor: Actor) -> CanvassFacts | None:
    """Delete the sample session, over or not, with all that hangs on it; returns where it was shown, None without one.

    Raises OnlyOrganizers and Gone.
    """
    return _remove(tx, _team(tx, actor, lock=True))


# ---- inside ----------------------------------------------------------------------------------------


def _team(tx: Session, actor: Actor, *, lock: bool = False) -> Team:
    check_organizer(actor)
    query = select(Team).where(col(Team.id) == actor.team_id)
    # key_share: others may go on adding rows that refer to the team.
    team = tx.exec(query.with_for_update(key_share=True) if lock else query).first()
    if team is None:
        raise Gone
    return team


def _sample(tx: Session, team: Team) -> CanvassFacts | None:
    found = canvass.find(tx, canvass_id=team.sample_canvass_id or 0)
    return found if found and found.team_id == team.id else None


def _remove(tx: Session, team: Team) -> CanvassFacts | None:
    sample, team.sample_canvass_id = _sample(tx, team), None
    if sample is not None:
        # What its wrap-up asked of somebody goes too; a promise that a person wrote down stays theirs.
        asked = (col(Followup.canvass_id) == sample.id) & col(Followup.key).is_not(None)
        tx.exec(delete(Followup).where(col(Followup.team_id) == team.id, asked))
        tx.exec(delete(Canvass).where(col(Canvass.id) == sample.id))
        # Whoever tried the pad at it knocked on no door.
        doors.rebuild(tx, team_id=team.id)
    return sample


def _change(tx: Session, actor: Actor, **values: Any) -> TeamFacts:
    team = _team(tx, actor)
    tx.exec(update(Team).where(col(Team.id) == actor.team_id).values(**values))
    tx.refresh(team)
    return team_facts(team)


def _change_hours(tx: Session, actor: Actor, now: datetime, values: Mapping[str, Any]) -> TeamFacts:
    """The same, where people may be reminded at other hours by it."""
    before, after = settings(tx, actor=actor), _change(tx, actor, **values)
    if any(getattr(before, name) != getattr(after, name) for name in _HOURS_OF_NUDGES):
        canvass.keep_hours(tx, team_id=actor.team_id, now=now)
        meetings.keep_hours(tx, team=after, before=before.clock_zone, now=now)
        if before.clock_zone != after.clock_zone:
            followups.move_team(tx, team=after, before=before.clock_zone, now=now)
            digests.ensure(tx, team_id=actor.team_id, now=now)
        nudges.look_again(tx, team_id=actor.team_id, now=now)
    return after


def _checked(name: str, value: Value) -> Value:
    if isinstance(value, str):
        text = tidy_lines(value) if name.startswith("about") else tidy(value)
        if len(text) > TEXT_MOST[name]:
            raise TooLong(length=len(text), most=TEXT_MOST[name])
        return text
    if isinstance(value, int):
        least, most = HOURS[name]
        if not least <= value <= most:
            raise NotANumber(typed=str(value), least=least, most=most)
    return value


def _own(actor: Actor) -> tuple[Any, Any]:
    return col(SetupStep.team_id) == actor.team_id, col(SetupStep.person_id) == actor.person_id


def _seen(form: str) -> str:
    return f"setup.{form}.seen"
