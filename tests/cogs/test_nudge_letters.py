"""A promise that falls due comes as one DM, and each answer paints that message anew."""

from bot.ids import DECLARED
from bot.presses import FORMS
from db import teams
from tests.cogs import raw
from tests.cogs.canvassing import labels
from tests.cogs.nudging import choose, click, due, letter, letters, states
from tests.cogs.promising import promised, row
from tests.cogs.world import World, controls_of, text_of

ASKS = ["Done", "Hand over", "Stop these"]


# ---- what comes ----------------------------------------------------------------------------------------


async def test_what_is_due_comes_as_one_message_that_says_who_writes(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, "Thank Pastor Ruiz", "Call the library")
    [message] = letters(sam)
    shown = text_of(message)
    for said in ("Thank Pastor Ruiz", "Call the library", "Barrio Unido", "I'm TocToc", "because you promised it"):
        assert said in shown
    assert labels(message) == [*ASKS, *ASKS, "My reminders"]


async def test_only_the_first_message_introduces_itself(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, "One")
    await due(world, sam, "Two")
    first, second = letters(sam)
    assert "I'm TocToc" in text_of(first)
    assert "I'm TocToc" not in text_of(second)
    await click(world, sam, "Done", first)
    assert "I'm TocToc" in text_of(letters(sam)[0]), "painted anew it is still the first"


async def test_a_letter_speaks_the_language_of_its_reader(world: World) -> None:
    ana, team = world.team.ana, world.team
    await due(world, ana, "Uno")
    assert "Hecho" in labels(letter(ana)), "the language of her Discord"
    assert "porque lo prometiste" in text_of(letter(ana))
    page = await ana.slash(team.canvass, "me")
    assert page.response is not None
    select = next(part for part in controls_of(page) if ":me.language" in part["custom_id"])
    await ana.select(page.response, ["en"], custom_id=select["custom_id"])
    await due(world, ana, "Dos")
    assert "Done" in labels(letter(ana)), "the one that she chose"


async def test_more_than_three_become_a_list_to_choose_from(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, *(f"Thing {number}" for number in range(5)))
    assert labels(letter(sam)) == ["My reminders"]
    await choose(world, sam, "nudge.choose", "Thing 3")
    assert labels(letter(sam)) == [*ASKS, "My reminders"]
    await click(world, sam, "Done")
    assert "✅ **Thing 3**" in text_of(letter(sam))
    assert "4 things" in text_of(letter(sam))
    await choose(world, sam, "nudge.choose", "Thing 1")
    await choose(world, sam, "nudge.later", "tomorrow")
    assert "⏰ **Thing 1**" in text_of(letter(sam))
    assert [answer for _, _, answer in states(world) if answer] == ["later", "done"]


async def test_what_is_done_before_it_is_said_is_not_said(world: World) -> None:
    sam, team = world.team.sam, world.team
    await promised(world, sam, what="One", when="in 1h")
    await promised(world, sam, what="Two", when="in 1h")
    await sam.slash(team.canvass, "followup done", which="One")
    await world.pass_time(hours=1)
    assert "One" not in text_of(letter(sam))
    assert "Two" in text_of(letter(sam))


# ---- answers -------------------------------------------------------------------------------------------


async def test_done_and_undone(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await click(world, sam, "Done")
    assert row(world, number, "state") == ("done",)
    assert "✅" in text_of(letter(sam))
    assert labels(letter(sam)) == ["Undo", "My reminders"]
    await click(world, sam, "Undo")
    assert row(world, number, "state") == ("open",)
    assert labels(letter(sam)) == [*ASKS, "My reminders"]
    assert len(letters(sam)) == 1


async def test_later_comes_when_it_said_and_can_be_changed_and_undone(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await choose(world, sam, "nudge.later", "tomorrow")
    assert labels(letter(sam)) == ["Undo", "Change", "My reminders"]
    [(moment,)] = world.rows("SELECT due_at FROM nudge WHERE followup_id = ? AND state = 'pending'", number)
    assert str(moment).startswith("2026-11-24 14:00"), "nine o'clock in the team's zone"
    await click(world, sam, "Change")
    assert labels(letter(sam)) == ["Back", "My reminders"]
    await choose(world, sam, "nudge.later", "week")
    [(moment,)] = world.rows("SELECT due_at FROM nudge WHERE followup_id = ? AND state = 'pending'", number)
    assert str(moment).startswith("2026-11-30 14:00")
    await click(world, sam, "Undo")
    assert labels(letter(sam)) == [*ASKS, "My reminders"]
    await choose(world, sam, "nudge.later", "today")
    await world.pass_time(hours=3)
    assert len(letters(sam)) == 2
    assert labels(letter(sam)) == [*ASKS, "My reminders"]


async def test_a_line_of_later_means_what_it_said_and_from_now_once_that_is_over(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    old = letter(sam)
    await world.env.advance_time(3600)
    await choose(world, sam, "nudge.later", "today", old)
    pending = "SELECT due_at FROM nudge WHERE followup_id = ? AND state = 'pending'"
    [(said,)] = world.rows(pending, number)
    assert str(said).startswith("2026-11-23 22:00"), "three hours after the message, as it said"
    await click(world, sam, "Undo")
    [select] = [part for part in controls_of(old) if ":nudge.later:" in part["custom_id"]]
    tomorrow = next(one["value"] for one in select["options"] if one["value"].startswith("tomorrow"))
    await world.env.advance_time(6 * 86400)
    await raw.press_in_dm(sam, old, select["custom_id"], [tomorrow])
    [(said,)] = world.rows(pending, number)
    assert str(said).startswith("2026-11-30 14:00")


async def test_a_time_of_ones_own_comes_back_when_it_cannot_be_read(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    form = await choose(world, sam, "nudge.later", "pick")
    wrong = await sam.user.submit_modal(form, {"when": "whenever"})
    assert "whenever" in text_of(wrong)
    again = await click(world, sam, "Correct it", wrong)
    assert "whenever" in str(again.modal)
    right = await sam.user.submit_modal(again, {"when": "today 22:30"})
    await world.app.settle()
    assert "I'll ask again" in text_of(right)
    assert labels(letter(sam)) == ["Undo", "Change", "My reminders"], "the letter itself is painted anew as well"
    pending = "SELECT due_at, asked FROM nudge WHERE followup_id = ? AND state = 'pending'"
    [(moment, asked)] = world.rows(pending, number)
    assert (str(moment)[:16], asked) == ("2026-11-24 03:30", 1)
    await world.pass_time(hours=8, minutes=30)
    assert len(letters(sam)) == 2, "quiet hours do not put off what a person chose"


async def test_whoever_closes_the_form_can_pick_a_time_again(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, "Thank Pastor Ruiz")
    assert letter(sam).edited_at is None
    await choose(world, sam, "nudge.later", "pick")
    assert letter(sam).edited_at is not None, "painted anew, so that Discord forgets what was chosen"
    assert (await choose(world, sam, "nudge.later", "pick")).modal


async def test_a_doubtful_time_is_asked_back_in_a_dm_too(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    form = await choose(world, sam, "nudge.later", "pick")
    doubt = await sam.user.submit_modal(form, {"when": "tomorrow at 8"})
    morning = next(label for label in labels(doubt) if "8:00" in label and "AM" in label)
    await click(world, sam, morning, doubt)
    [(moment,)] = world.rows("SELECT due_at FROM nudge WHERE followup_id = ? AND state = 'pending'", number)
    assert str(moment).startswith("2026-11-24 13:00")


async def test_stop_these_and_stop_all(world: World) -> None:
    sam = world.team.sam
    [number, _] = await due(world, sam, "One", "Two")
    await click_first(world, "Stop these")
    assert row(world, number, "muted") == (1,)
    assert "🔕 **One**" in text_of(letter(sam))
    await click(world, sam, "Undo")
    assert row(world, number, "muted") == (0,)
    await click_first(world, "Stop these")
    await click(world, sam, "Stop all reminders")
    assert world.rows("SELECT reminders FROM member WHERE person_id = ?", sam.id) == [(0,)]
    assert "All reminders of **Barrio Unido** are off" in text_of(letter(sam))
    await click(world, sam, "Turn reminders on")
    assert world.rows("SELECT reminders FROM member WHERE person_id = ?", sam.id) == [(1,)]


async def click_first(world: World, label: str) -> None:
    """Press the first button with this label."""
    message = letter(world.team.sam)
    part = next(part for part in controls_of(message) if part.get("label") == label)
    await world.team.sam.user.click(message, custom_id=part["custom_id"])
    await world.app.settle()


async def test_buttons_work_twice_in_any_order_and_after_a_restart(world: World) -> None:
    sam = world.team.sam
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    old = letter(sam)
    await world.restart()
    pressed = {part["label"]: part["custom_id"] for part in controls_of(old) if part.get("label")}
    for label in ("Done", "Stop these", "Done", "Hand over"):
        answer = await raw.press_in_dm(sam, old, pressed[label])
        assert answer.acknowledged
        assert text_of(answer) == "" or "✅" in text_of(answer)
    assert row(world, number, "state", "muted") == ("done", 0)
    assert labels(letter(sam)) == ["Undo", "My reminders"]


async def test_what_was_answered_elsewhere_is_shown_as_it_is(world: World) -> None:
    sam, team = world.team.sam, world.team
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    old = letter(sam)
    await sam.slash(team.canvass, "followup done", which="Thank")
    answer = await click(world, sam, "Stop these", old)
    assert "over" not in text_of(answer)
    assert "✅" in text_of(letter(sam))
    assert row(world, number, "state", "muted") == ("done", 0)


# ---- handing over --------------------------------------------------------------------------------------


async def test_hand_over_asks_somebody_and_tells_what_became_of_it(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    await promised(world, rosa, what="Something of Rosa's", when="fri 5pm")
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await click(world, sam, "Hand over")
    assert labels(letter(sam)) == ["Type a name", "Back", "My reminders"]
    await choose(world, sam, "nudge.hand_to", "Rosa")
    assert "Rosa is asked" in text_of(letter(sam))
    assert "Sam asks if you can take this on" in text_of(letter(rosa))
    await click(world, rosa, "I'll take it")
    assert row(world, number, "owner_id") == (rosa.id,)
    assert "It's yours now" in text_of(letter(rosa))
    assert "Rosa took this on" in text_of(letter(sam))
    assert len(letters(sam)) == 2


async def test_passed_back_it_asks_the_owner_again(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    await promised(world, rosa, what="Something of Rosa's", when="fri 5pm")
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await click(world, sam, "Hand over")
    form = await click(world, sam, "Type a name")
    wrong = await sam.user.submit_modal(form, {"name": "Nobody here"})
    assert "Nobody here" in text_of(wrong)
    again = await click(world, sam, "Correct it", wrong)
    await sam.user.submit_modal(again, {"name": "ros"})
    await world.app.settle()
    assert row(world, number, "handed_to_id") == (rosa.id,)
    await click(world, rosa, "Pass it back")
    assert "It went back to Sam" in text_of(letter(rosa))
    assert "Rosa cannot take it on this time" in text_of(letter(sam))
    assert labels(letter(sam)) == [*ASKS, "My reminders"]


async def test_without_an_answer_it_goes_back_after_a_day(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    await promised(world, rosa, what="Something of Rosa's", when="sun 5pm")
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await click(world, sam, "Hand over")
    await choose(world, sam, "nudge.hand_to", "Rosa")
    asked = letter(rosa)
    await world.pass_time(hours=25)
    assert row(world, number, "handed_to_id") == (None,)
    assert "Rosa had no moment to answer" in text_of(letter(sam))
    await click(world, rosa, "I'll take it", asked)
    assert "It went back to Sam" in text_of(letters(rosa)[0])


# ---- silence -------------------------------------------------------------------------------------------


async def taken(world: World) -> int:
    """A promise that Rosa asked Sam to take on, and that he took."""
    sam, rosa = world.team.sam, world.team.rosa
    await promised(world, sam, what="Something of Sam's", when="dec 20 5pm")
    number = await promised(world, rosa, what="Thank Pastor Ruiz", when="in 1h", who=sam)
    assert "Rosa asks if you can take this on" in text_of(letter(sam))
    await click(world, sam, "I'll take it")
    return number


async def test_after_three_silences_the_lead_decides(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    number = await taken(world)
    told = []
    for hours in (1, 24, 48):
        await world.pass_time(hours=hours)
        told.append(text_of(letter(sam)))
    assert len(letters(sam)) == 4
    assert len(set(told)) == 3
    assert "ask Rosa" in told[2]
    await world.pass_time(hours=24)
    assert "Sam has been asked three times" in text_of(letter(rosa))
    assert labels(letter(rosa)) == ["Remind again", "I'll take it", "Done", "No longer needed", "My reminders"]
    await click(world, rosa, "Remind again")
    assert "I'm asking Sam once more" in text_of(letter(rosa))
    assert len(letters(sam)) == 5
    await click(world, sam, "Done", letters(sam)[1])
    assert row(world, number, "state") == ("done",)


async def test_a_lead_can_take_it_or_let_it_go(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    number = await taken(world)
    for hours in (1, 24, 48, 24):
        await world.pass_time(hours=hours)
    await click(world, rosa, "No longer needed")
    assert row(world, number, "state") == ("dropped",)
    assert "No longer needed" in text_of(letter(rosa))
    await click(world, rosa, "Undo")
    assert row(world, number, "state") == ("open",)
    await click(world, sam, "Done", letters(sam)[1])
    assert row(world, number, "state") == ("done",)


# ---- nobody else ---------------------------------------------------------------------------------------


async def test_nobody_else_can_press_somebodys_letter(world: World) -> None:
    sam, quinn = world.team.sam, world.team.stranger
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    [(nudge,)] = world.rows("SELECT id FROM nudge WHERE state = 'sent'")
    for person, team in ((quinn, world.team), (world.other.admin, world.other)):
        await person.slash(team.canvass, "me")
    [message] = [m for m in world.team.canvass.history(viewer=quinn) if m.flags.ephemeral]
    [foreign] = [m for m in world.other.canvass.history(viewer=world.other.admin) if m.flags.ephemeral]
    answer = await raw.press(quinn, message, world.team.canvass, f"t1:nudge.done:{nudge}")
    assert "somebody else" in text_of(answer)
    other = await raw.press(world.other.admin, foreign, world.other.canvass, f"t1:nudge.done:{nudge}")
    assert "no longer there" in text_of(other)
    assert row(world, number, "state") == ("open",)


async def test_in_a_dm_a_letter_is_nobody_elses_either(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    await due(world, rosa, "Something of Rosa's")
    [(nudge,)] = world.rows("SELECT id FROM nudge WHERE state = 'sent' AND person_id = ?", sam.id)
    before = world.rows("SELECT * FROM nudge")
    ours = [id_ for id_ in DECLARED.values() if dict(id_.args).get("nudge") and id_.code.startswith("nudge.")]
    assert len(ours) > 20
    for id_ in ours:
        values = {name: 0 if kind is int else "coming" for name, kind in id_.args} | {"nudge": nudge}
        if id_.code in FORMS:
            answer = await raw.send_form_in_dm(rosa, id_(**values), {"when": "fri 5pm", "name": "Sam"})
        else:
            answer = await raw.press_in_dm(rosa, letter(rosa), id_(**values), ["1"])
        assert "no longer there" in text_of(answer), id_.code
    assert world.rows("SELECT * FROM nudge") == before
    assert row(world, number, "state", "owner_id") == ("open", sam.id)


async def test_a_press_in_a_dm_that_is_about_no_nudge_belongs_to_the_server(world: World) -> None:
    sam = world.team.sam
    await due(world, sam, "Thank Pastor Ruiz")
    for custom_id in ("t1:me.page:home", "t1:nudge.team:coming:0", "t1:form.again:turf.add:"):
        answer = await raw.press_in_dm(sam, letter(sam), custom_id)
        assert "server" in text_of(answer)


async def test_a_letter_of_a_team_that_is_gone_brings_nothing_back(world: World) -> None:
    sam, team = world.team.sam, world.team
    [number] = await due(world, sam, "Thank Pastor Ruiz")
    now = world.clock.now()
    await world.app.kit.write(lambda tx: teams.farewell(tx, team_id=team.guild.id, now=now))
    answer = await click(world, sam, "Done")
    assert "no longer there" in text_of(answer)
    assert row(world, number, "state") == ("open",)
    [(left, name)] = world.rows("SELECT left_at IS NOT NULL, name FROM team WHERE id = ?", team.guild.id)
    assert (left, name) == (1, "Barrio Unido")
