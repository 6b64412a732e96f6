"""Who asks, "Who should ask?", refusal, rest and waking: played by people, with only what they see."""

import pytest
from simcord import InteractionResult, MemberActor

from tests.cogs import nudging
from tests.cogs.canvassing import labels as labels_of
from tests.cogs.hands import choose, labels, press
from tests.cogs.winning import OFFICIAL, PASTOR, SHOP, added, begin, fill, opened
from tests.cogs.world import World, text_of


@pytest.fixture(autouse=True)
async def team(world: World) -> None:
    """A team with its channels; Sam has added a pastor."""
    await begin(world)
    await added(world, world.team.sam)


async def people(world: World, person: MemberActor, name: str = PASTOR["name"]) -> InteractionResult:
    """The page on which owner and asker are chosen."""
    shown = await opened(world, person, name)
    label = next(one for one in labels(shown) if one in {"Who", "Who should ask?", "Quiénes", "¿Quién lo pide?"})
    return await press(person, shown, label)


async def ask_team(world: World) -> InteractionResult:
    """Sam asks the team."""
    return await press(world.team.sam, await people(world, world.team.sam), "Ask the team")


def posted(world: World) -> list[str]:
    """What stands in the outreach channel."""
    return [text_of(message) for message in world.team.outreach.history()]


# ---- who should ask ----------------------------------------------------------------------------------


async def test_the_team_is_asked_in_public_and_answers_in_private(world: World) -> None:
    asked = await ask_team(world)
    assert "The team is asked" in text_of(asked)
    [card] = world.team.outreach.history()
    assert "Who should ask Rev. Maria Lopez?" in text_of(card)
    ana = world.team.ana
    form = await ana.click(card, label="I know them")
    assert form.modal is not None
    assert "Rezo ahí o soy de la congregación" in str(form.modal)
    thanked = await fill(ana, form, willing="yes", ties="member,neighbor", note="Los domingos")
    assert thanked.ephemeral
    assert "Sam" not in text_of(thanked)
    found = text_of(await people(world, world.team.sam))
    assert "**Ana**" in found
    assert "I worship there" in found or "member" in found.lower() or "pray" in found.lower()
    assert "Los domingos" in found
    assert "Ana" not in posted(world)[0]


async def test_a_no_is_for_nobody(world: World) -> None:
    await ask_team(world)
    [card] = world.team.outreach.history()
    malik = world.team.malik
    thanked = await fill(malik, await malik.click(card, label="I know them"), willing="no", note="We fell out")
    assert "Nobody sees this" in text_of(thanked)
    for person in (world.team.sam, world.team.rosa):
        shown = text_of(await people(world, person)) + text_of(await opened(world, person))
        assert "Malik" not in shown
        assert "We fell out" not in shown
    mine = await malik.click(card, label="I know them")
    assert "'value': 'no', 'default': True" in str(mine.modal).replace('"', "'")
    await press(world.team.sam, await people(world, world.team.sam), "Stop asking")
    assert world.rows("SELECT count(*) FROM tie") == [(0,)]
    assert "This question is closed" in posted(world)[0]


async def test_a_question_that_closed_by_itself_says_so(world: World) -> None:
    await ask_team(world)
    await world.pass_time(days=3, minutes=1)
    await world.pass_time(hours=1)
    assert "This question is closed" in posted(world)[0]


async def test_those_who_said_yes_are_for_the_owner_and_organizers(world: World) -> None:
    await ask_team(world)
    [card] = world.team.outreach.history()
    ana = world.team.ana
    await fill(ana, await ana.click(card, label="I know them"), willing="yes")
    assert "Ana" in text_of(await people(world, world.team.rosa))
    shown = await opened(world, world.team.malik)
    assert "Who should ask?" not in labels(shown)
    assert "could make the ask" not in text_of(shown)


async def test_who_said_yes_is_chosen_and_reads_from_then_on(world: World) -> None:
    await ask_team(world)
    [card] = world.team.outreach.history()
    ana, sam = world.team.ana, world.team.sam
    await fill(ana, await ana.click(card, label="I know them"), willing="yes", ties="member")
    chosen = await choose(sam, await people(world, sam), "prospect.asker_willing", str(ana.id))
    assert "**Ana** makes the ask" in text_of(chosen)
    assert "**Tú** haces la petición" in text_of(await opened(world, ana))
    assert world.rows("SELECT asker_id FROM prospect") == [(ana.id,)]


async def test_asking_twice_keeps_one_card(world: World) -> None:
    await ask_team(world)
    await press(world.team.sam, await people(world, world.team.sam), "Stop asking")
    await ask_team(world)
    assert len(world.team.outreach.history()) == 1
    assert "only a yes is seen" in posted(world)[0]


async def test_it_is_handed_to_somebody_else(world: World) -> None:
    sam, malik = world.team.sam, world.team.malik
    handed = await choose(sam, await people(world, sam), "prospect.hand_to", malik)
    assert "**Malik** looks after this now" in text_of(handed)
    assert world.rows("SELECT owner_id, owner_name FROM prospect") == [(malik.id, "Malik")]
    assert "Research and notes are for those" in text_of(await opened(world, sam))


async def test_the_card_names_whoever_is_told_of_a_yes_by_now(world: World) -> None:
    await ask_team(world)
    assert "only a yes is seen, by Sam" in posted(world)[0]
    await choose(world.team.sam, await people(world, world.team.sam), "prospect.hand_to", world.team.malik)
    await world.app.settle()
    assert "only a yes is seen, by Malik" in posted(world)[0]
    assert "Sam" not in posted(world)[0]


# ---- refused -----------------------------------------------------------------------------------------


async def refuse(world: World, name: str) -> InteractionResult:
    """Sam writes down that they will not meet, and looks at the advice."""
    sam = world.team.sam
    form = await sam.slash(world.team.canvass, "prospect log", who=name)
    await fill(sam, form, how="call", result="refused", note="No time")
    return await press(sam, await opened(world, sam, name), "They will not meet")


async def test_nobody_but_officials_is_pressed(world: World) -> None:
    advice = await refuse(world, PASTOR["name"])
    assert "Nobody but officials is ever pressed" in text_of(advice)
    assert not any("allow" in label.lower() or "Approve" in label for label in labels(advice))


async def test_an_official_is_pressed_only_after_an_organizers_word(world: World) -> None:
    sam, rosa = world.team.sam, world.team.rosa
    await added(world, sam, **OFFICIAL)
    advice = await refuse(world, OFFICIAL["name"])
    assert "only after an organizer approves" in text_of(advice)
    asked = await press(sam, advice, "Ask an organizer to allow it")
    assert "The organizers are asked in their channel" in text_of(asked)
    [card] = world.team.organizers.history()
    assert "**Sam** asks whether **Dana Ortiz**" in text_of(card)
    log = await press(sam, await opened(world, sam, "Dana"), "Log a contact")
    assert "Pressed" not in str(log.modal)
    hers = await rosa.click(card, label="Look at it")
    assert "Pressing is approved" in text_of(await press(rosa, hers, "Approve pressing"))
    log = await press(sam, await opened(world, sam, "Dana"), "Log a contact")
    assert "Pressed, as approved" in str(log.modal)


# ---- rest and waking ---------------------------------------------------------------------------------


async def test_it_rests_and_the_outreach_channel_hears_when_its_day_has_come(world: World) -> None:
    sam = world.team.sam
    form = await press(sam, await opened(world, sam), "Let it rest")
    rests = await fill(sam, form, wakes="in 3 days")
    assert "Rests until November 26, 2026" in text_of(rests)
    await world.pass_time(days=4)
    [told] = [text for text in posted(world) if "Worth another try" in text]
    assert "Rev. Maria Lopez" in told
    assert world.rows("SELECT stage FROM prospect") == [("ask",)]
    [card] = world.team.outreach.history()
    assert "Rev. Maria Lopez" in text_of(await world.team.ana.click(card, label="Look at it"))


async def test_a_day_that_is_no_day_comes_back_with_the_peers_chosen(world: World) -> None:
    sam = world.team.sam
    await added(world, sam, **SHOP)
    [(shop,)] = world.rows("SELECT id FROM prospect WHERE kind = 'business'")
    form = await press(sam, await opened(world, sam), "Let it rest")
    refused = await fill(sam, form, wakes="some day", sways=str(shop))
    again = await press(sam, refused, "Correct it")
    assert "some day" in str(again.modal)
    rests = await fill(sam, again, wakes="Jan 15")
    assert "until one of these signs on: Corner Bakery" in text_of(rests)
    assert world.rows("SELECT peer_id FROM sway") == [(shop,)]


async def test_it_is_woken_by_hand(world: World) -> None:
    sam = world.team.sam
    rests = await fill(sam, await press(sam, await opened(world, sam), "Let it rest"))
    assert "Another try" in text_of(await press(sam, rests, "Try again now"))


# ---- silence -----------------------------------------------------------------------------------------


async def test_silence_is_told_to_its_owner_and_answered_in_the_dm(world: World) -> None:
    sam = world.team.sam
    await world.pass_time(days=15)
    assert "**Rev. Maria Lopez**" in text_of(nudging.letter(sam))
    assert "nothing has happened since" in text_of(nudging.letter(sam))
    form = await nudging.click(world, sam, "Log a contact")
    said = await sam.user.submit_modal(form, {"how": ["call"], "result": ["none"], "note": "Left word", "at": ""})
    assert "Written down for **Rev. Maria Lopez**" in text_of(said)
    await world.app.settle()
    assert any("Something has happened since" in text_of(message) for message in nudging.letters(sam))
    assert world.rows("SELECT how, by_id FROM contact_made") == [("call", sam.id)]


async def test_what_is_wrong_in_a_dm_comes_back_there(world: World) -> None:
    sam = world.team.sam
    await world.pass_time(days=15)
    form = await nudging.click(world, sam, "Log a contact")
    wrong = await sam.user.submit_modal(form, {"how": ["call"], "result": ["none"], "note": "Left word", "at": "soon"})
    again = await nudging.click(world, sam, "Correct it", wrong)
    assert "Left word" in str(again.modal)


async def test_silence_is_put_off_stopped_and_asked_again(world: World) -> None:
    sam = world.team.sam
    await world.pass_time(days=15)
    await nudging.choose(world, sam, "nudge.later", "week")
    assert "Rev. Maria Lopez" in text_of(nudging.letter(sam))
    [(due,)] = world.rows("SELECT count(*) FROM nudge WHERE kind = 'stale' AND state = 'pending'")
    assert due == 1
    await nudging.click(world, sam, "Undo")
    assert "Log a contact" in labels_of(nudging.letter(sam))
    await nudging.click(world, sam, "Stop these")
    assert "No more reminders" in text_of(nudging.letter(sam))
    assert world.rows("SELECT count(*) FROM nudge WHERE kind = 'stale' AND state = 'pending'") == [(0,)]
