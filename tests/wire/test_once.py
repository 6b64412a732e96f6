"""Every nudge arrives exactly once, however the bot is killed: a few kills; `make once KILLS=300` is for more."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.facts import NudgeKind, NudgeState
from db.models.nudges import Nudge
from tests.wire.garden import Owed
from tests.wire.judging import Judge, Verdict
from tests.wire.once import once
from tests.wire.server import StandIn
from tests.wire.things import Channel, Message

SEED = 7


def good(verdict: Verdict) -> bool:
    """Whether it went well; what did not is in the message of the failure."""
    assert (verdict.lost, verdict.doubled) == ([], [])
    assert verdict.due > 5 * verdict.kills, "there was hardly anything to lose"
    return verdict.good


async def test_one_process_on_sqlite(sqlite: str, folder: Path) -> None:
    assert good(await once(sqlite, folder, kills=4, seed=SEED))


async def test_two_processes_on_postgresql(postgresql: str, folder: Path) -> None:
    assert good(await once(postgresql, folder, kills=3, processes=2, seed=SEED))


# ---- and it would be seen if they did not ------------------------------------------------------------


@pytest.fixture
def room(stand_in: StandIn) -> Channel:
    return stand_in.team("Elm Street").rooms["organizers"]


def message(stand_in: StandIn, room: Channel, nudge: int, says: str = "") -> Message:
    """A message with a button of a nudge."""
    button = {"type": 2, "custom_id": f"t1:nudge.done:{nudge}", "label": "Done"}
    parts = [{"type": 10, "content": says}, {"type": 1, "components": [button]}]
    return Message(stand_in.world.ids.next(), room, stand_in.world.bot, components=parts)


def nudge(number: int) -> Nudge:
    """A nudge of the promise with the same number, that was to be told."""
    return Nudge(
        id=number,
        team_id=1,
        kind=NudgeKind.FOLLOWUP,
        state=NudgeState.SENT,
        followup_id=number,
        due_at=datetime(2026, 11, 23, tzinfo=UTC),
        key=str(number),
    )


def test_the_judge_sees_what_is_lost_and_doubled(stand_in: StandIn, room: Channel) -> None:
    sent = [message(stand_in, room, 1, "Call A"), message(stand_in, room, 2), message(stand_in, room, 2)]
    owed = [
        Owed(NudgeKind.FOLLOWUP, "Call A", room.id, followup_id=1),
        Owed(NudgeKind.HANDED, "B", room.id, followup_id=1),
    ]
    verdict = Judge(sent, [nudge(1), nudge(2), nudge(3)]).judge(owed, kills=5)
    assert str(verdict) == "kills 5, due 4, delivered 2, lost 2, doubled 1"
    assert not verdict.good
    assert "nudge 3" in verdict.lost[0]
    assert "never scheduled" in verdict.lost[1]
    assert "nudge 2" in verdict.doubled[0]


def test_the_judge_reads_what_a_message_says(stand_in: StandIn, room: Channel) -> None:
    owed = [Owed(NudgeKind.FOLLOWUP, "Call A", room.id, followup_id=1)]
    assert Judge([message(stand_in, room, 1, "Call A")], [nudge(1)]).judge(owed, kills=0).good
    assert Judge([message(stand_in, room, 1, "Call B")], [nudge(1)]).judge(owed, kills=0).lost
    elsewhere = [dataclasses.replace(owed[0], room_id=room.id + 1)]
    assert Judge([message(stand_in, room, 1, "Call A")], [nudge(1)]).judge(elsewhere, kills=0).lost
    assert Judge([message(stand_in, room, 1)], []).judge([], kills=0).doubled == ["nudge 1, which was not due"]
    assert Judge([message(stand_in, room, 0)], []).judge([], kills=0).doubled
