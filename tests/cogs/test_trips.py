"""Every press is answered: old buttons, mistakes of ours, presses outside a team."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot import ids
from bot.cards import kit as bricks
from bot.cards.forms import Form, Text
from bot.presses import FORMS, PRESSES, press, submit
from bot.trips import Trip
from db import teams
from db.refusals import AmbiguousTime, NameMissing
from tests.cogs.world import World, controls_of, text_of

EIGHT = datetime(2026, 11, 28, 14, tzinfo=UTC)
TRY_PRESS = ids.declare("trial.press", number=int)
TRY_OPEN = ids.declare("trial.open", number=int)
TRY_FORM = ids.declare("trial.form", number=int)
TRIAL = Form(
    TRY_FORM, "form.correct", (Text("name", "form.correct", most=40), Text("other", "form.correct", tall=True))
)


@pytest.fixture(autouse=True)
def trial_handlers() -> Iterator[None]:
    """A button that writes, one that opens a form, and a form that refuses an empty name."""

    @press(TRY_PRESS)
    async def write(t: Trip, number: int) -> None:
        if number == 13:
            raise ZeroDivisionError
        await t.write(lambda tx: teams.meet(tx, actor=t.actor, now=t.now))
        await t.say(bricks.note(f"{t.words('form.correct')} {number}"))

    @press(TRY_OPEN)
    async def open_form(t: Trip, number: int) -> None:
        await t.ask(TRIAL.paint(t.words, number=number))

    @submit(TRIAL)
    async def send_form(t: Trip, number: int) -> None:
        if not t.typed["name"].strip():
            raise NameMissing
        if t.typed["name"] == "sat 8":
            raise AmbiguousTime("sat 8", EIGHT, EIGHT + timedelta(hours=12))
        await t.say(bricks.note(f"{t.typed['name']} {number}"))

    yield
    for code in (TRY_PRESS.code, TRY_OPEN.code, TRY_FORM.code):
        PRESSES.pop(code, None)
        FORMS.pop(code, None)


async def post(world: World, custom_id: str) -> discord.Message:
    """A message of the bot with one button."""
    channel = world.app.client.get_channel(world.team.canvass.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=bricks.note("A card", bricks.row(bricks.button("Go", custom_id))))


async def test_a_press_is_answered_in_the_persons_language(world: World) -> None:
    card = await post(world, TRY_PRESS(number=1))
    assert text_of(await world.team.sam.click(card, label="Go")) == "\nCorrect it 1"
    assert text_of(await world.team.ana.click(card, label="Go")) == "\nCorregir 1"
    assert (await world.team.ana.click(card, label="Go")).ephemeral


@pytest.mark.parametrize("old", ["t0:canvass.in:1", "t1:retired.button:1", "something-else", "t1:trial.press:x"])
async def test_a_button_of_another_time_says_so(world: World, old: str) -> None:
    shown = await world.team.sam.click(await post(world, old), label="Go")
    assert shown.ephemeral
    assert "no longer there" in text_of(shown)


async def test_a_mistake_of_ours_is_an_apology_with_a_number_and_no_traceback(world: World) -> None:
    shown = await world.team.ana.click(await post(world, TRY_PRESS(number=13)), label="Go")
    assert "Algo falló de nuestro lado" in text_of(shown)
    assert "ZeroDivision" not in text_of(shown)
    [mishap] = world.mishaps.seen
    assert "trial.press" in mishap.getMessage()
    world.mishaps.seen.clear()


async def test_where_discord_takes_no_answer_at_all_the_log_tells_it_once_under_one_number(world: World) -> None:
    sam, canvass = world.team.sam, world.team.canvass
    message = await post(world, TRY_PRESS(number=7))
    world.env.inject_error("*", "*", status=500, times=None)
    for command in (True, False):
        failed = await (sam.slash(canvass, "me") if command else sam.click(message, label="Go"))
        assert not failed.acknowledged
        [mishap] = world.mishaps.seen
        assert "error " in mishap.getMessage()
        world.mishaps.seen.clear()
    world.env.backend.faults.clear()
    assert world.env.errors == [], "nothing is left that nobody caught"


async def test_a_refused_form_gives_back_what_was_typed_even_after_a_restart(world: World) -> None:
    card = await post(world, TRY_OPEN(number=3))
    opened = await world.team.sam.click(card, label="Go")
    refused = await world.team.sam.submit_modal(opened, {"name": " ", "other": "two\nlines"})
    assert "What you typed is kept" in text_of(refused)
    [again] = controls_of(refused)
    await world.restart()
    assert refused.response is not None
    reopened = await world.team.sam.click(refused.response.message, custom_id=again["custom_id"])
    assert reopened.modal is not None
    assert reopened.modal["components"][1]["component"]["value"] == "two\nlines"
    done = await world.team.sam.submit_modal(reopened, {"name": "Oak Park", "other": ""})
    assert text_of(done) == "\nOak Park 3"


async def test_a_form_that_was_open_during_a_restart_is_answered(world: World) -> None:
    opened = await world.team.sam.click(await post(world, TRY_OPEN(number=3)), label="Go")
    await world.restart()
    assert text_of(await world.team.sam.submit_modal(opened, {"name": "Oak Park", "other": ""})) == "\nOak Park 3"


async def test_somebody_elses_draft_stays_theirs(world: World) -> None:
    opened = await world.team.sam.click(await post(world, TRY_OPEN(number=3)), label="Go")
    refused = await world.team.sam.submit_modal(opened, {"name": " ", "other": "secret"})
    card = await post(world, controls_of(refused)[0]["custom_id"])
    shown = await world.team.malik.click(card, label="Go")
    assert "cleared" in text_of(shown)


async def test_what_can_mean_two_things_is_settled_by_one_tap(world: World) -> None:
    opened = await world.team.ana.click(await post(world, TRY_OPEN(number=3)), label="Go")
    refused = await world.team.ana.submit_modal(opened, {"name": "sat 8", "other": "kept"})
    morning, evening, correct = [control["label"] for control in controls_of(refused)]
    assert [label.split()[-2:] for label in (morning, evening)] == [["9:00", "a.m."], ["9:00", "p.m."]]
    assert correct == "Corregir"
    assert refused.response is not None
    done = await world.team.ana.click(refused.response.message, label=evening)
    moment = int((EIGHT + timedelta(hours=12)).timestamp())
    assert text_of(done) == f"\n<t:{moment}:F> 3"
