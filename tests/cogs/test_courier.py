"""Due nudges go out once, those of no use do not, and one that cannot be painted holds up no other."""

from datetime import timedelta

import pytest

from bot.cards import kit as bricks
from bot.courier import Parcel
from db import nudges, teams
from db.facts import DueNudge, NudgeKind
from tests.cogs.world import World, text_of

KIND = NudgeKind.REMIND


@pytest.fixture
async def painted(world: World) -> list[int]:
    """A team that knows how to paint one kind of nudge; the list fills with the ids of those painted."""
    seen: list[int] = []

    async def paint(nudge: DueNudge) -> Parcel | None:
        seen.append(nudge.id)
        if nudge.values.get("how") == "useless":
            return None
        if nudge.values.get("how") == "broken":
            raise ZeroDivisionError
        return Parcel(world.team.canvass.id, bricks.note(f"nudge {nudge.values['n']}"), [world.team.sam.id])

    world.app.kit.courier.learn(KIND, paint)
    guild, now = world.team.guild, world.clock.now()
    await world.app.kit.write(lambda tx: teams.welcome(tx, team_id=guild.id, name=guild.name, language="en", now=now))
    return seen


async def schedule(world: World, number: int, *, hours: float = 0, lasts: float | None = None, how: str = "") -> None:
    """A nudge so many hours from now."""
    due = world.clock.now() + timedelta(hours=hours)
    await world.app.kit.write(
        lambda tx: nudges.schedule(
            tx, key=f"trial:{number}", team_id=world.team.guild.id, kind=KIND, due_at=due,
            expires_at=due + timedelta(hours=lasts) if lasts is not None else None,
            details={"n": number, "how": how},
        )
    )  # fmt: skip


def sent(world: World) -> list[str]:
    """The texts of the messages in the channel."""
    return [text_of(message).strip() for message in world.team.canvass.history()]


async def test_a_nudge_goes_out_when_it_is_due_and_only_once(world: World, painted: list[int]) -> None:
    await schedule(world, 1, hours=2)
    await world.pass_time(hours=1)
    assert sent(world) == []
    await world.pass_time(hours=1)
    await world.tick()
    assert sent(world) == ["nudge 1"]
    assert world.rows("SELECT state FROM nudge") == [("sent",)]


async def test_a_nudge_due_now_goes_out_by_itself(world: World, painted: list[int]) -> None:
    await schedule(world, 1)
    await world.app.settle()
    assert sent(world) == ["nudge 1"]


async def test_the_same_cause_makes_one_nudge_and_can_move_it(world: World, painted: list[int]) -> None:
    await schedule(world, 1, hours=1)
    await schedule(world, 1, hours=3)
    await world.pass_time(hours=2)
    assert sent(world) == []
    await world.pass_time(hours=1)
    assert sent(world) == ["nudge 1"]
    await schedule(world, 1)
    await world.app.settle()
    assert sent(world) == ["nudge 1"], "what went out is not sent again"


async def test_what_is_late_beyond_use_is_dropped(world: World, painted: list[int]) -> None:
    await schedule(world, 1, hours=1, lasts=1)
    await world.env.advance_time(3 * 3600)
    await world.tick()
    assert (sent(world), painted) == ([], [])
    assert world.rows("SELECT state FROM nudge") == [("expired",)]


async def test_one_that_cannot_be_painted_holds_up_no_other(world: World, painted: list[int]) -> None:
    for number, how in enumerate(("broken", "useless", "")):
        await schedule(world, number, hours=1, how=how)
    await world.pass_time(hours=1)
    assert sent(world) == ["nudge 2"]
    assert world.rows("SELECT state, trouble FROM nudge ORDER BY id") == [
        ("pending", "ZeroDivisionError"), ("expired", ""), ("sent", "")
    ]  # fmt: skip
    assert len(world.mishaps.seen) == 1
    world.mishaps.seen.clear()


async def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not(world: World, painted: list[int]) -> None:
    await schedule(world, 1, hours=1)
    world.env.inject_error("POST", f"/channels/{world.team.canvass.id}/messages", status=500)
    await world.pass_time(hours=1)
    assert sent(world) == []
    await world.pass_time(minutes=5)
    assert sent(world) == ["nudge 1"]
    await schedule(world, 2, hours=1)
    world.env.inject_error("POST", f"/channels/{world.team.canvass.id}/messages", status=403, code=50001)
    await world.pass_time(hours=1)
    await world.pass_time(hours=5)
    assert sent(world) == ["nudge 1"]
    assert world.rows("SELECT state, trouble FROM nudge WHERE id = 2") == [("failed", "50001")]


async def test_a_process_that_died_with_a_nudge_in_hand_leaves_it_to_the_next(world: World, painted: list[int]) -> None:
    await schedule(world, 1, hours=1)
    await world.env.advance_time(3600)
    now = world.clock.now()
    held = await world.app.kit.store.write(lambda tx: nudges.hold_due(tx, now=now))
    assert len(held.bundles) == 1
    await world.tick()
    assert sent(world) == [], "another process has it"
    await world.pass_time(minutes=3)
    assert sent(world) == ["nudge 1"]


async def test_an_offer_that_ran_out_is_never_given_up(world: World, painted: list[int]) -> None:
    async def broken(nudge: DueNudge) -> Parcel | None:
        raise OSError

    world.app.kit.courier.learn(NudgeKind.OFFER_OVER, broken)
    due = world.clock.now() + timedelta(hours=1)
    await world.app.kit.write(
        lambda tx: nudges.schedule(
            tx, key="trial:over", team_id=world.team.guild.id, kind=NudgeKind.OFFER_OVER, due_at=due
        )
    )
    for _ in range(12):
        await world.pass_time(hours=2)
    [(state, attempts)] = world.rows("SELECT state, attempts FROM nudge")
    assert (state, attempts) == ("pending", 12)
