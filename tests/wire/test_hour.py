"""Every press counts once, and is there after a kill: a short hour; `make hour PEOPLE=60` plays a long one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import ids
from db.facts.doors import KnockHow, Outcome
from db.models.doors import Attendance, Knock
from tests.wire.hour import hour
from tests.wire.hour_judge import Held, Hour
from tests.wire.interactions import COMPONENT, MESSAGE, UPDATE, Interaction
from tests.wire.server import StandIn
from tests.wire.team import Team

SEED = 11
CANVASS = 5
NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def test_a_short_hour_with_two_kills(database: str, folder: Path) -> None:
    told = await hour(database, folder, people=9, kills=2, seconds=5, seed=SEED)
    assert (told.hour.lost, told.hour.doubled, told.hour.wrong) == ([], [], [])
    assert len(told.waits) > 20, "there was hardly anything to lose"
    assert told.edits > 3
    assert sum(told.deaths.done.values()) == 2
    assert str(told).startswith(f"presses {len(told.hour.presses)}, lost 0, doubled 0, board edits {told.edits}, ")


# ---- and it would be seen if it were otherwise --------------------------------------------------------


@pytest.fixture
def team(stand_in: StandIn) -> Team:
    return stand_in.team("Elm Street")


@pytest.fixture
def numbers(stand_in: StandIn) -> Iterator[int]:
    return iter(stand_in.world.ids.next, 0)


def press(team: Team, number: int, custom_id: str, answer: int | None = UPDATE) -> Interaction:
    """A press of the organizer's, answered or not."""
    room = team.rooms["canvass"]
    data = {"custom_id": custom_id, "component_type": 2}
    made = Interaction(number, COMPONENT, team.organizer.user, room, data=data)
    made.answer = answer
    return made


def counted(team: Team, number: int, n: int = 1, undoes: int | None = None) -> Knock:
    """A row of the organizer's for somebody who talked."""
    how = KnockHow.UNDONE if undoes else KnockHow.PAD
    whose = {"team_id": team.guild.id, "canvass_id": CANVASS, "person_id": team.organizer.user.id}
    return Knock(press_id=number, outcome=Outcome.TALKED, n=n, how=how, at=NOW, undoes_id=undoes, **whose)


def judged(acts: list[Interaction], rows: list[Knock], *attending: Attendance) -> Hour:
    return Hour.judged(acts, Held(rows, attending, [], []), [])


TALKED = ids.DOORS_COUNT(canvass=CANVASS, what="talked")
UNDO = ids.DOORS_UNDO(canvass=CANVASS)


def test_only_what_was_answered_can_be_lost(team: Team, numbers: Iterator[int]) -> None:
    answered, unanswered = press(team, next(numbers), TALKED), press(team, next(numbers), TALKED, answer=None)
    hour = judged([answered, unanswered], [])
    assert len(hour.presses) == 2
    assert len(hour.lost) == 1
    assert "answered" in hour.lost[0]
    assert judged([answered, unanswered], [counted(team, answered.id)]).good
    assert judged([answered, unanswered], [counted(team, each.id) for each in (answered, unanswered)]).good


def test_a_press_that_counts_otherwise_is_seen(team: Team, numbers: Iterator[int]) -> None:
    one = press(team, next(numbers), TALKED)
    assert judged([one], [counted(team, one.id, n=2)]).doubled
    assert "nobody made" in judged([one], [counted(team, one.id), counted(team, next(numbers))]).doubled[0]


def test_what_is_undone_twice_is_seen(team: Team, numbers: Iterator[int]) -> None:
    one, undo, again = (press(team, next(numbers), each) for each in (TALKED, UNDO, UNDO))
    first = [counted(team, one.id), counted(team, undo.id, -1, one.id)]
    assert judged([one, undo], first).good
    assert "undone 2 times" in judged([one, undo, again], [*first, counted(team, again.id, -1, one.id)]).doubled[0]
    assert judged([one, undo], [first[0], counted(team, undo.id, -2, one.id)]).doubled
    assert judged([one, undo], [first[0]]).lost


def test_a_press_that_was_refused_is_seen(team: Team, numbers: Iterator[int]) -> None:
    one = press(team, next(numbers), TALKED, answer=MESSAGE)
    one.shown.append((0.1, None))  # type: ignore[arg-type]  # what it said does not matter
    assert "refused" in judged([one], []).wrong[0]


def test_who_is_back_is_there_in_the_end(team: Team, numbers: Iterator[int]) -> None:
    back = press(team, next(numbers), ids.DOORS_BACK(canvass=CANVASS, on=1), answer=MESSAGE)
    who = Attendance(canvass_id=CANVASS, person_id=team.organizer.user.id, team_id=team.guild.id, arrived_at=NOW)
    assert judged([back], []).lost
    assert judged([back], [], who).lost
    who.back_at = NOW
    assert judged([back], [], who).good


async def test_old_messages_take_fewer_edits(stand_in: StandIn) -> None:
    stand_in.rates.strict()
    edit = ("PATCH", "/channels/{channel_id}/messages/{message_id}", "1")
    asked = [stand_in.rates.ask(*edit, age=4000.0) for _ in range(4)]
    assert [each.code for each in asked] == [0, 0, 0, 30046]
    assert 5 < (asked[-1].wait or 0) <= 6
    assert stand_in.rates.ask(*edit).wait is None, "a new message in the same channel has an edit left"
    assert len(stand_in.rates.refused) == 1
