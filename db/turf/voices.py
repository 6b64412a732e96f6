"""Where the team would knock next, and who knows people there: said by everybody, of open neighborhoods, in public."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from db import teams
from db.facts import Actor, TurfFacts, TurfSaying, TurfVoiced, TurfVoices
from db.models.teams import Member
from db.models.turf import TurfVoice
from db.names import in_order
from db.refusals import Gone, TooMany
from db.turf import reading
from db.turf.changes import in_turn

CHOICES = 25
"""Most neighborhoods that one person may name at a time: as many as fit in a list to choose from."""


def say(tx: Session, *, actor: Actor, what: str, turf_ids: Collection[int], now: datetime) -> TurfVoices:
    """What a person says of the team's open neighborhoods, in place of what they said of this kind before.

    Of several, those that are not open any more are left out; none at all takes it back.

    Raises TooMany, and Gone where nothing of what they chose is open, or what is said is not known: all stays then.
    """
    if what not in set(TurfSaying):
        raise Gone
    if len(turf_ids) > CHOICES:
        raise TooMany(most=CHOICES)
    in_turn(tx, actor)
    chosen = {line.id for line in reading.open_lines(tx, team_id=actor.team_id)}.intersection(turf_ids)
    if turf_ids and not chosen:
        raise Gone
    if chosen:
        teams.meet(tx, actor=actor, now=now)
    mine = {row.turf_id: row for row in _mine(tx, actor)}
    for turf_id in chosen - mine.keys():
        mine[turf_id] = TurfVoice(turf_id=turf_id, person_id=actor.person_id, team_id=actor.team_id, at=now)
    for row in mine.values():
        _put(tx, row, TurfSaying(what), now, said=row.turf_id in chosen)
    tx.flush()
    return voices(tx, team_id=actor.team_id)


def take_back(tx: Session, *, actor: Actor) -> TurfVoices:
    """Take back all that a person said of the team's neighborhoods; harmless when they said nothing."""
    in_turn(tx, actor)
    for row in _mine(tx, actor):
        tx.delete(row)
    tx.flush()
    return voices(tx, team_id=actor.team_id)


def voices(tx: Session, *, team_id: int) -> TurfVoices:
    """What the team says of its open neighborhoods."""
    lines = reading.open_lines(tx, team_id=team_id)
    said = {line.id: list[tuple[TurfVoice, str]]() for line in lines}
    for row, name in _said(tx, team_id):
        if row.turf_id in said:
            said[row.turf_id].append((row, name))
    turfs = [_voiced(line, said[line.id]) for line in lines]
    turfs.sort(key=lambda one: -one.wants)  # those that as many want stay by priority and name
    people = {row.person_id for rows in said.values() for row, _ in rows}
    return TurfVoices(tuple(turfs), lines, len(people))


# ---- inside ------------------------------------------------------------------------------------


def _mine(tx: Session, actor: Actor) -> list[TurfVoice]:
    theirs = (col(TurfVoice.team_id) == actor.team_id, col(TurfVoice.person_id) == actor.person_id)
    return list(tx.exec(select(TurfVoice).where(*theirs)))


def _put(tx: Session, row: TurfVoice, what: TurfSaying, now: datetime, *, said: bool) -> None:
    """Let a row say one thing or not; one that says nothing any more goes."""
    setattr(row, what, said)
    if said:
        row.at = now
    if row.wants or row.knows:
        tx.add(row)
    else:
        tx.delete(row)


def _said(tx: Session, team_id: int) -> list[tuple[TurfVoice, str]]:
    """Each voice of a team with the name of the person; somebody without one is nameless."""
    same = (col(Member.team_id) == col(TurfVoice.team_id)) & (col(Member.person_id) == col(TurfVoice.person_id))
    query = select(TurfVoice, col(Member.name)).outerjoin(Member, same).where(col(TurfVoice.team_id) == team_id)
    return [(row, name or "") for row, name in tx.exec(query)]


def _voiced(line: TurfFacts, said: Sequence[tuple[TurfVoice, str]]) -> TurfVoiced:
    knows = [(row.person_id, name) for row, name in said if row.knows]
    knows.sort(key=lambda one: (in_order(one[1]), one[0]))
    return TurfVoiced(line, sum(row.wants for row, _ in said), tuple(knows))
