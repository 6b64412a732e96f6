"""The pad as volunteers use it: two taps, one thumb, and every press counts once."""

import asyncio
import time

import pytest
from simcord import MemberActor

from bot.cards import doors as cards
from bot.presses import PRESSES, QUICK
from bot.words import words_in
from db.facts.doors import Outcome
from tests.cards.doors_samples import pad_facts
from tests.cogs import hands, raw
from tests.cogs.canvassing import card, choose, labels, options, press, send, typed_in
from tests.cogs.dooring import board, facts, live, pad, requests, tapped
from tests.cogs.world import World, controls_of, text_of


async def test_the_pad_is_one_tap_from_the_board_and_opening_it_checks_in(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await world.app.settle()
    assert shown.response is not None
    assert shown.response.ephemeral
    assert "You are checked in" in text_of(shown)
    assert "🚪 Sam" in text_of(await board(world))
    pressed = await press(sam, shown, "Talked")
    assert "**+1 talked** · 1 door" in text_of(pressed)
    await world.app.settle()
    assert "Together 1 of 20 doors (5%)" in text_of(await board(world))


async def test_the_pad_is_one_tap_from_the_sign_up_card_and_from_help(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await card(world)
    assert labels(shown) == ["My pad", "I'm here", "Can't", "Calendar file", "Manage"]
    assert "At the doors now" in text_of(shown)
    [(thread_id,)] = world.rows("SELECT thread_id FROM canvass")
    assert f"<#{thread_id}>" in text_of(shown)
    assert "You are checked in" in text_of(await press(sam, shown, "My pad"))
    helped = await press(sam, await sam.slash(world.team.canvass, "help"), "I'm going to knock")
    assert "One press for each door" in text_of(await press(sam, helped, "My pad"))


async def test_a_look_at_the_pad_puts_nobody_on_the_board_who_did_not_sign_up(world: World) -> None:
    quinn = world.team.stranger
    await live(world)
    shown = await pad(world, quinn)
    assert "One press for each door" in text_of(shown)
    await world.app.settle()
    assert "Quinn" not in text_of(await board(world))
    await press(quinn, shown, "Talked")
    await world.app.settle()
    assert "🚪 Quinn · 1 door" in text_of(await board(world))


async def test_help_has_no_pad_on_other_days(world: World) -> None:
    sam = world.team.sam
    await live(world, sam, started=False)
    assert "My pad" not in labels(await press(sam, await sam.slash(world.team.canvass, "help"), "I'm going to knock"))


@pytest.mark.parametrize(
    ("label", "told", "counts"),
    [
        ("Nobody home", "**+1 nobody home** · 1 door", {Outcome.NOBODY: 1}),
        ("Talked", "**+1 talked** · 1 door", {Outcome.TALKED: 1}),
        ("Supporter", "**+1 supporter** · 1 door", {Outcome.SUPPORTER: 1}),
        ("Moved on", "**+1 moved on** · 1 door", {Outcome.MOVED_ON: 1}),
        ("+5 doors", "**+5 nobody home** · 5 doors", {Outcome.NOBODY: 5}),
        ("Sign/poster", "**+1 sign/poster** · 0 doors", {Outcome.SIGN: 1}),
        ("Event", "**+1 for the event** · 0 doors", {Outcome.EVENT: 1}),
        ("Stay informed", "**+1 to stay informed** · 0 doors", {Outcome.INFORMED: 1}),
    ],
)
async def test_each_button_counts_what_it_says(world: World, label: str, told: str, counts: dict[Outcome, int]) -> None:
    sam = world.team.sam
    await live(world, sam)
    pressed = await press(sam, await pad(world, sam), label)
    assert told in text_of(pressed)
    assert (await facts(world)).total.counts == counts


async def test_the_day_is_shown_by_outcome_and_beside_the_goal_of_all(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await live(world, sam, malik)
    await tapped(world, malik, "+5 doors", "Talked")
    pressed = await tapped(world, sam, "Nobody home", "Supporter", "Sign/poster")
    assert "🏠 1 nobody home · 💚 1 supporter · 🪧 1 sign/poster" in text_of(pressed)
    assert "▰▰▰▰▱▱▱▱▱▱ Together 8 of 20 doors (40%)" in text_of(pressed)


async def test_every_press_is_exactly_one_request_to_discord(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await world.app.settle()
    for label in ("Talked", "+5 doors", "Event", "Undo"):
        before = requests(world, "/interactions/", "/webhooks/")
        shown = await press(sam, shown, label)
        assert requests(world, "/interactions/", "/webhooks/") == before + 1, label
    await world.app.settle()


async def test_twenty_presses_in_ten_seconds_count_twenty(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    for _ in range(20):
        await press(sam, shown, "Nobody home")
        await world.env.advance_time(0.5)
    await world.app.settle()
    assert (await facts(world)).total.doors == 20
    assert "Together 20 of 20 doors (100%)" in text_of(await board(world))


async def test_it_works_after_fifteen_minutes_and_after_a_restart(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await press(sam, shown, "Talked")
    await world.pass_time(minutes=16)
    assert "2 doors" in text_of(await press(sam, shown, "Talked"))
    await world.app.settle()
    await world.restart()
    assert "3 doors" in text_of(await press(sam, shown, "Talked"))
    # The app was closed: the private card is gone, the board's button opens another.
    await world.app.settle()
    assert "**3 doors**" in text_of(await pad(world, sam))


# ---- undo -----------------------------------------------------------------------------------------------


async def test_undo_takes_back_the_last_press_that_stands(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await tapped(world, sam, "Talked", "+5 doors", "Undo")
    assert "**Undone: 5 nobody home** · 1 door" in text_of(shown)
    shown = await press(sam, shown, "Undo")
    assert "**Undone: 1 talked** · 0 doors" in text_of(shown)
    refused = await press(sam, shown, "Undo")
    assert "nothing to take back" in text_of(refused)
    await world.app.settle()
    assert "Together 0 of 20 doors" in text_of(await board(world))


async def test_any_of_the_recent_presses_can_be_undone(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await tapped(world, sam, "Talked", "Supporter", "Nobody home")
    chooser = await press(sam, shown, "Earlier…")
    assert [line["label"] for line in options(chooser)] == [
        "1:00\u202fPM · +1 nobody home", "1:00\u202fPM · +1 supporter", "1:00\u202fPM · +1 talked",
    ]  # fmt: skip
    shown = await choose(sam, chooser, "1:00\u202fPM · +1 talked")
    assert "**Undone: 1 talked** · 2 doors" in text_of(shown)
    assert (await facts(world)).total.counts.get(Outcome.TALKED, 0) == 0
    again = await press(sam, shown, "Earlier…")
    assert len(options(again)) == 2
    back = await press(sam, again, "Back to my pad")
    assert "**2 doors**" in text_of(back)


async def test_with_nothing_to_undo_it_says_so(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await press(sam, await pad(world, sam), "Earlier…")
    assert "There is nothing to undo" in text_of(shown)
    assert labels(shown) == ["Back to my pad"]


async def test_nobody_undoes_what_another_pressed(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    await live(world, sam, malik)
    await tapped(world, malik, "Talked")
    shown = await pad(world, sam)
    assert "nothing to take back" in text_of(await press(sam, shown, "Undo"))
    assert (await facts(world)).total.doors == 1


# ---- language, place, look ----------------------------------------------------------------------------------


async def test_the_pad_speaks_the_persons_language_in_every_press(world: World) -> None:
    ana = world.team.ana
    await live(world, ana)
    shown = await press(ana, await board(world), "My pad")
    assert "Ya figuras como presente" in text_of(shown)
    pressed = await press(ana, shown, "Hablamos")
    assert "**+1 conversación** · 1 puerta" in text_of(pressed)
    assert "En equipo 1 de 20 puertas" in text_of(pressed)
    assert "Deshacer" in labels(pressed)
    # What they chose in /me goes before the language of their Discord.
    await hands.choose(ana, await ana.slash(world.team.canvass, "me"), "me.language", "en")
    assert "**+1 talked** · 2 doors" in text_of(await press(ana, pressed, "Hablamos"))


def test_a_quick_press_looks_like_a_pad_that_was_opened() -> None:
    for language in ("en", "es"):
        words = words_in(language)
        assert cards.painted(pad_facts(), words) == cards.pad(pad_facts(), words).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types


async def test_a_press_never_paints_over_a_public_card(world: World) -> None:
    sam = world.team.sam
    shown = await live(world, sam)
    public = await card(world)
    before = text_of(public)
    pressed = await raw.press(sam, public, world.team.canvass, "t1:doors.count:1:talked")
    assert pressed.response is not None
    assert pressed.response.ephemeral
    assert text_of(await card(world)) == before
    assert shown.id == (await board(world)).id


# ---- when it cannot be counted --------------------------------------------------------------------------------


async def test_before_the_start_the_pad_says_when_it_starts(world: World) -> None:
    sam = world.team.sam
    await live(world, sam, started=False)
    told = text_of(await sam.slash(world.team.canvass, "doors pad"))
    assert "has not begun yet" in told
    assert "<t:" in told


async def test_a_cancelled_session_is_not_counted(world: World) -> None:
    sam, admin = world.team.sam, world.team.admin
    await live(world, sam)
    shown = await pad(world, sam)
    confirm = await admin.slash(world.team.canvass, "canvass cancel", session="1")
    await press(admin, confirm, "Cancel it")
    await world.app.settle()
    assert "cancelled" in text_of(await press(sam, shown, "Talked"))
    assert (await facts(world)).total.doors == 0


async def test_long_after_the_end_a_press_says_so_and_nothing_is_counted(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await world.pass_time(days=3)
    assert "This session ended" in text_of(await press(sam, shown, "Talked"))
    assert "This session ended" in text_of(await sam.slash(world.team.canvass, "doors pad", session="1"))


async def test_a_button_that_counts_nothing_we_know_is_gone(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await raw.press(sam, await card(world), world.team.canvass, "t1:doors.count:1:nonsense")
    assert "no longer there" in text_of(shown)
    assert (await facts(world)).total.doors == 0


async def test_a_session_of_another_team_is_not_there(world: World) -> None:
    await live(world, world.team.sam)
    other: MemberActor = world.other.sam
    foreign = await other.slash(world.other.canvass, "doors pad")
    assert "No session of your team" in text_of(foreign)
    assert (await facts(world)).total.doors == 0


def test_the_two_ways_of_a_press_do_not_overlap() -> None:
    assert not set(QUICK) & set(PRESSES)


# ---- forms with numbers ---------------------------------------------------------------------------------------


async def test_several_are_added_by_a_form(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    form = await press(sam, await pad(world, sam), "More…")
    assert list(typed_in(form).values()) == ["", "", "", ""]
    shown = await send(sam, form, nobody="7", talked="2")
    assert "Added: 7 nobody home and 2 talked" in text_of(shown)
    assert (await facts(world)).total.doors == 9
    form = await press(sam, shown, "Signs, event, informed…")
    shown = await send(sam, form, sign="3")
    assert "Added: 3 signs/posters" in text_of(shown)
    back = await press(sam, shown, "Back to my pad")
    assert "**9 doors**" in text_of(back)
    assert [c["label"] for c in controls_of(back)][-2:] == ["Script", "Rights"]


@pytest.mark.parametrize("typed", ["-1", "many", "1.5", "1001", "9" * 6])
async def test_a_number_that_is_none_is_refused_and_kept(world: World, typed: str) -> None:
    sam = world.team.sam
    await live(world, sam)
    form = await press(sam, await pad(world, sam), "More…")
    refused = await send(sam, form, nobody="3", talked=typed)
    assert "is not a whole number from 0 to 1,000" in text_of(refused)
    assert (await facts(world)).total.doors == 0
    again = await press(sam, refused, "Correct it")
    assert typed_in(again)["nobody"] == "3"
    assert "Added: 3 nobody home and 4 talked" in text_of(await send(sam, again, talked="4"))


async def test_an_empty_form_adds_nothing_and_says_so(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await send(sam, await press(sam, await pad(world, sam), "More…"))
    assert "Nothing was added" in text_of(shown)


# ---- when something goes wrong on the quick way ------------------------------------------------------------------


async def test_a_slow_database_is_bridged_by_a_word_and_the_press_counts(world: World) -> None:
    sam = world.team.sam
    await live(world, sam)
    shown = await pad(world, sam)
    await world.app.settle()
    slow = asyncio.ensure_future(world.app.kit.store.write(lambda _: time.sleep(3)))
    pressed = await press(sam, shown, "Talked")
    await slow
    await world.app.settle()
    assert "**+1 talked** · 1 door" in text_of(pressed)
    assert (await facts(world)).total.doors == 1


async def test_a_mistake_of_ours_is_an_apology_in_their_language_and_counts_nothing(world: World) -> None:
    ana = world.team.ana
    await live(world, ana)
    shown = await pad(world, ana)
    await world.app.settle()
    await _run(world, "ALTER TABLE knock RENAME TO hidden")
    pressed = await press(ana, shown, "Hablamos")
    assert "Algo falló de nuestro lado" in text_of(pressed)
    [mishap] = world.mishaps.seen
    assert "doors.count" in mishap.getMessage()
    world.mishaps.seen.clear()
    await _run(world, "ALTER TABLE hidden RENAME TO knock")
    assert "1 puerta" in text_of(await press(ana, shown, "Hablamos"))


async def _run(world: World, statement: str) -> None:
    await world.app.kit.store.write(lambda tx: tx.connection().exec_driver_sql(statement).close())
