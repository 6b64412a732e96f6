"""A person who asks to be forgotten: what they promised others goes back to those, with nobody's name left on it."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from db.facts import HandedOutcome
from db.followups import handing, reminders, rows
from db.followups.rows import Locked
from db.models.followups import Followup

_PEOPLE = ("owner_id", "made_by_id", "lead_id", "handed_to_id", "handed_by_id", "done_by_id")


def forget_person(tx: Session, *, team_id: int, person_id: int, now: datetime) -> None:
    """Erase a person from a team's promises.

    What they promised only themselves is deleted. What they promised others goes back to whoever asked for it, or to
    its lead, who is told; what was nobody's wish in particular becomes nobody's, for the organizers to see.
    """
    for number in _concerned(tx, team_id, person_id):
        at = rows.lock(tx, followup_id=number, now=now)
        if at is not None:
            _erase(at, person_id)
    _unmention(tx, team_id, person_id)
    tx.flush()


def _concerned(tx: Session, team_id: int, person_id: int) -> Sequence[int]:
    theirs = or_(*(col(getattr(Followup, who)) == person_id for who in _PEOPLE))
    # All in one order: two people who are forgotten at once must not wait for each other.
    query = select(col(Followup.id)).where(col(Followup.team_id) == team_id, theirs).order_by(col(Followup.id))
    return [number for number in tx.exec(query).all() if number is not None]


def _erase(at: Locked, person_id: int) -> None:
    row, owner = at.row, at.row.owner_id == person_id
    asked = row.handed_to_id == person_id
    for who in _PEOPLE:
        if getattr(row, who) == person_id:
            setattr(row, who, None)
    row.owner_name = "" if owner else row.owner_name
    row.lead_name = "" if row.lead_id is None else row.lead_name
    row.key = f"forgotten:{at.id}" if str(person_id) in (row.key or "").split(":") else row.key
    if owner and row.key is None and row.made_by_id is None and row.lead_id is None:
        at.tx.delete(row)
        return
    if owner and at.open:
        _inherit(at)
    if asked:
        asker = row.handed_by_id or row.owner_id
        handing.end_asking(at)
        reminders.remind(at)
        handing.tell(at, {asker}, HandedOutcome.LEFT, None, "")


def _inherit(at: Locked) -> None:
    """Give it back to whoever asked for it, else to its lead, else to nobody."""
    row = at.row
    heir = row.made_by_id or row.lead_id
    row.owner_id, row.owner_name = heir, row.lead_name if heir == row.lead_id else ""
    row.muted = False
    reminders.remind(at)
    handing.tell(at, {heir}, HandedOutcome.LEFT, None, "")


def _unmention(tx: Session, team_id: int, person_id: int) -> None:
    """A text that was made from a message may mention them."""
    named = col(Followup.text).contains(str(person_id), autoescape=True)
    for row in tx.exec(select(Followup).where(col(Followup.team_id) == team_id, named)):
        row.text = re.sub(rf"<@!?{person_id}>", "", row.text)
