"""A person who asks to be forgotten: no mention of them is left in what others wrote about prospects.

Their own answers, and their name wherever they did something, go by the list of db/held.py.
"""

import re
from datetime import datetime

from sqlmodel import Session, col, select

from db.models.prospects import ContactMade, Prospect, ResearchNote, Tie
from db.prospects import clocks, offers, rows


def forget_person(tx: Session, *, team_id: int, person_id: int, now: datetime) -> None:
    """Take a person out of a team's prospects; whoever asked for them hears of silence from now on no more."""
    _hand_back(tx, team_id, person_id, now)
    _take_back_offers(tx, team_id, person_id, now)
    # Sealed texts cannot be searched: all of the team's are opened.
    found = tx.exec(select(ResearchNote).where(col(ResearchNote.team_id) == team_id)).all()
    logged = tx.exec(select(ContactMade).where(col(ContactMade.team_id) == team_id)).all()
    texts: list[ResearchNote | ContactMade] = [*found, *logged]
    for row in texts:
        if (without := _without(row.note, person_id)) != row.note:
            row.note = without
    _unmention_answers(tx, team_id, person_id)
    tx.flush()


def _hand_back(tx: Session, team_id: int, person_id: int, now: datetime) -> None:
    theirs = (col(Prospect.owner_id) == person_id) | (col(Prospect.asker_id) == person_id)
    ids = tx.exec(select(Prospect.id).where(col(Prospect.team_id) == team_id, theirs)).all()
    for at in rows.lock_all(tx, ids=[number for number in ids if number], team_id=team_id, now=now):
        if at.row.owner_id == person_id:
            at.row.owner_id, at.row.owner_name = None, ""
        if at.row.asker_id == person_id:
            at.row.asker_id, at.row.asker_name = None, ""
        clocks.remind(at)


def _take_back_offers(tx: Session, team_id: int, person_id: int, now: datetime) -> None:
    """Nobody has to choose among those who could ask where they were the only one."""
    theirs = (col(Tie.team_id) == team_id, col(Tie.person_id) == person_id)
    ids = [tie.prospect_id for tie in tx.exec(select(Tie).where(*theirs)).all() if tie.answer["willing"]]
    for at in rows.lock_all(tx, ids=ids, team_id=team_id, now=now):
        offers.take_back(at, person_id)


def _unmention_answers(tx: Session, team_id: int, person_id: int) -> None:
    for tie in tx.exec(select(Tie).where(col(Tie.team_id) == team_id)).all():
        note = str(tie.answer["note"])
        if (without := _without(note, person_id)) != note:
            tie.answer = {**tie.answer, "note": without}


def _without(text: str, person_id: int) -> str:
    return re.sub(rf"<@!?{person_id}>", "", text)
