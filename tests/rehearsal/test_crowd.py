"""Twenty volunteers knock through the real bot: what they press is on the board, and nobody is in their way."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from rehearsal import sight, team
from rehearsal.crowd import SPAN, Crowd
from rehearsal.seat import Seat
from rehearsal.walk import BACK, PAD, UNDO, walk
from rehearsal.world import World
from tests.cogs.world import text_of
from tests.rehearsal import played

world = played.world
HANDFUL = team.KNOCKERS[:4] + team.KNOCKERS[-2:]


@pytest.fixture
async def crowd(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Crowd]:
    """A handful of volunteers, as fast as the machine can."""
    monkeypatch.setattr(team, "KNOCKERS", HANDFUL)
    crowd = Crowd(world, seconds=0.0, chance=Random(4))
    yield crowd
    await crowd.stop()


async def knocking(crowd: Crowd, *, doors: int = 5) -> None:
    """Let them begin at the first session there is, and wait until they have knocked at a few doors."""
    crowd.begin(crowd.sessions()[0].key)
    for _ in range(600):
        if crowd.doors >= doors or not crowd.running:
            break
        await asyncio.sleep(0.02)
    assert crowd.doors >= doors, crowd.trouble


def ids_on(message: object) -> list[str]:
    """What its buttons are called."""
    return re.findall(r"'custom_id': '([^']+)'", str(getattr(message, "components", "")))


def board(crowd: Crowd) -> str:
    """What stands on the board."""
    assert crowd.session is not None
    message = crowd.world.message(crowd.session.thread, crowd.board_id or 0)
    assert message is not None
    return text_of(message).replace("\u00a0", " ")


@pytest.mark.parametrize("seed", range(20))
def test_a_walk_is_what_people_do_in_ten_minutes(seed: int) -> None:
    steps = walk(20, SPAN, Random(seed))
    assert steps == sorted(steps, key=lambda step: step.at)
    assert timedelta() <= steps[0].at <= steps[-1].at <= SPAN
    assert 120 < sum(step.doors for step in steps) < 400
    assert {"sign", "event", "informed", "five", UNDO} <= {step.what for step in steps}
    for who in range(20):
        mine = [step for step in steps if step.who == who]
        assert [step.what for step in mine].count(PAD) == [step.what for step in mine].count(BACK) == 1
        assert (mine[0].what, mine[-1].what) == (PAD, BACK)
        for slip, undo in itertools.pairwise(mine):
            assert undo.what != UNDO or slip.doors == -undo.doors > 0, "what is undone is what was pressed last"


async def test_where_nothing_is_on_they_start_the_test_session_and_fill_its_board(world: World, crowd: Crowd) -> None:
    [offered] = crowd.sessions()
    assert offered.key == "sample"
    before = world.clock.now()
    crowd.begin("sample")
    await crowd.ended()
    assert (crowd.finished, crowd.trouble) == (True, "")
    assert crowd.at == SPAN
    assert world.clock.now() - before > timedelta(hours=9), "the clock went to its start"
    shown = board(crowd)
    assert f"Together {crowd.doors} of 200 doors" in shown
    assert all(f"✅ {player.name}" in shown for player in HANDFUL), "everybody is back safe"
    assert [entry.text for entry in world.journal.entries] == []
    [live] = crowd.sessions()
    assert (live.thread, live.starts_at) == (crowd.session and crowd.session.thread, None)


async def test_after_a_test_session_was_wrapped_up_another_begins(world: World, crowd: Crowd) -> None:
    await knocking(crowd)
    await crowd.stop()
    rosa, first = Seat(world, world.people["rosa"], "en-US"), crowd.session
    shown = (await rosa.command(world.guild.channels[team.LANDING], "doors wrap", {})).result.response
    [sure] = [one for one in ids_on(shown) if ":wrap.anyway:" in one]
    assert not (await rosa.press(shown, sure)).unanswered
    assert [one.key for one in crowd.sessions()] == ["sample"]
    await knocking(crowd)
    await crowd.stop()
    assert crowd.session != first
    assert f"Together {crowd.doors} of 200 doors" in board(crowd)


async def test_they_stop_where_they_are_and_can_go_on_later(crowd: Crowd) -> None:
    await knocking(crowd)
    await crowd.stop()
    assert (crowd.running, crowd.finished, crowd.trouble) == (False, False, "")
    doors = crowd.doors
    assert f"Together {doors} of 200 doors" in board(crowd)
    assert "🚪" in board(crowd), "somebody is still out"
    people = list(crowd.people)
    crowd.begin(crowd.sessions()[0].key)
    await crowd.ended()
    assert crowd.finished
    assert crowd.people == people, "nobody joins twice"
    assert f"Together {doors + crowd.doors} of 200 doors" in board(crowd)


async def test_a_person_who_plays_waits_for_one_press_of_theirs_at_most(world: World, crowd: Crowd) -> None:
    await knocking(crowd)
    assert crowd.session is not None
    sam = Seat(world, world.people["sam"], "en-US")
    message = world.message(crowd.session.thread, crowd.board_id or 0)
    assert message is not None
    acts = 0
    act = world.act

    async def counted(*args: object, **more: object) -> object:
        nonlocal acts
        acts += 1
        return await act(*args, **more)  # type: ignore[arg-type]  # handed on as they are

    world.act = counted  # type: ignore[method-assign,assignment]  # only to count
    [my_pad] = [one for one in ids_on(message) if ":doors.pad:" in one]
    outcome = await sam.press(message, my_pad)
    assert not outcome.unanswered
    assert acts <= 3, "theirs that was under way, the own one, and the one that waits behind it"
    pad = outcome.result.response
    [talked] = [one for one in ids_on(pad) if one.endswith(":talked")]
    assert not (await sam.press(pad, talked)).unanswered
    await crowd.stop()
    assert "Sam" in board(crowd)


async def test_a_session_that_is_over_sends_them_home_with_a_sentence(world: World, crowd: Crowd) -> None:
    await knocking(crowd)
    rosa = Seat(world, world.people["rosa"], "en-US")
    shown = await rosa.command(world.guild.channels[team.LANDING], "setup", {})
    assert not (await rosa.press(shown.result.response, "t1:setup.sample:0")).unanswered
    await crowd.ended()
    assert (crowd.trouble, crowd.finished) == ("closed", False)
    assert crowd.board_id is None


async def test_they_press_again_where_discord_fails_and_give_up_where_it_stays_dead(world: World, crowd: Crowd) -> None:
    await knocking(crowd)
    await world.fail(3)
    await asyncio.sleep(0.5)
    assert crowd.running
    await world.fail(10_000)
    await crowd.ended()
    assert crowd.trouble == "silent"


async def test_they_go_on_after_a_restart_and_are_gone_after_a_new_beginning(world: World, crowd: Crowd) -> None:
    await knocking(crowd)
    await world.restart()
    doors = crowd.doors
    await asyncio.sleep(1)
    assert crowd.doors > doors
    await world.reset()
    await crowd.ended()
    assert (crowd.begun, crowd.trouble) == (False, "")
    assert [one.key for one in crowd.sessions()] == ["sample"]
    await knocking(crowd)
    await crowd.stop()


async def test_a_session_of_ones_own_is_begun_by_going_to_its_start(world: World, crowd: Crowd) -> None:
    rosa = Seat(world, world.people["rosa"], "en-US")
    channel = world.guild.channels[team.LANDING]
    form = (await rosa.command(channel, "canvass plan", {})).result
    typed = {"when": "in 3h", "until": "3h", "place": "Library steps", "places": "30", "goal": "60"}
    preview = (await rosa.submit(form, typed)).result.response
    [post] = [one for one in ids_on(preview) if ":canvass.save:" in one]
    assert not (await rosa.press(preview, post)).unanswered
    [offered] = crowd.sessions()
    assert offered.name == "Library steps"
    assert offered.starts_at is not None
    crowd.begin(offered.key)
    await crowd.ended()
    assert crowd.finished
    assert "of 60 doors" in board(crowd)
    assert [place.name for place in sight.places(world, rosa.person) if place.kind == "thread"]
