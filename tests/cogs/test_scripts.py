"""`/script` and `/rights` as people use them: one tap away, in two languages, changed by a form, never lost."""

from functools import partial
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from db import setup, turf
from db.facts import Actor, TurfPlan
from tests.cogs.canvassing import press
from tests.cogs.dooring import live, pad
from tests.cogs.hands import choose, fill, labels, values_in
from tests.cogs.world import World, controls_of, text_of

OWN = "# Hello\nHi, I'm {name}, from {town}. Call {hotline}.\n- Listen"


@pytest.fixture(autouse=True)
async def settings(world: World) -> None:
    """The team has said what its campaign is; Rosa organizes."""
    team, admin = world.team, Actor(world.team.guild.id, world.team.admin.id, "Olga", "en", "UTC", True, True)
    await team.admin.slash(team.canvass, "help")
    names = {"campaign": "Safe Streets", "town": "Riverside", "hotline": "555-0100"}
    for unit in (
        partial(setup.set_organizer_role, actor=admin, role_id=team.organizer_role.id),
        partial(setup.set_zone, actor=admin, zone="America/Chicago", now=world.clock.now()),
        partial(setup.open_form, actor=admin, form="names", now=world.clock.now()),
        partial(setup.save_form, actor=admin, form="names", values=names, now=world.clock.now()),
    ):
        await world.app.kit.write(unit)


async def script(world: World, person: MemberActor) -> InteractionResult:
    """The door script."""
    return await person.slash(world.team.canvass, "script")


async def rights(world: World, person: MemberActor) -> InteractionResult:
    """The rights card."""
    return await person.slash(world.team.canvass, "rights")


async def edited(world: World, person: MemberActor, body: str = OWN) -> InteractionResult:
    """The door script in somebody's own words."""
    return await fill(person, await script(world, person), "Edit…", body=body)


def kept(world: World) -> list[tuple[Any, ...]]:
    """Every version in the database."""
    return world.rows("SELECT kind, language, version, body, reviewed_by FROM script ORDER BY id")


# ---- reading ---------------------------------------------------------------------------------------------


async def test_anybody_reads_both_privately_in_their_own_language(world: World) -> None:
    shown = await script(world, world.team.stranger)
    assert shown.ephemeral
    assert "Hi, I’m Quinn." in text_of(shown)
    assert "with Safe Streets" in text_of(shown)
    assert "call our line: 555-0100" in text_of(shown)
    assert labels(shown) == ["Español", "Rights", "As a file"]
    shown = await rights(world, world.team.ana)
    text = text_of(shown)
    assert "Conoce tus derechos" in text
    assert "no asesoría legal" in text
    assert "Ningún abogado ha revisado" in text
    assert "**555-0100**" in text
    assert labels(shown) == ["English", "Guion", "Como archivo"]


async def test_a_neighbor_who_speaks_another_language_is_one_tap_away(world: World) -> None:
    sam = world.team.sam
    shown = await press(sam, await rights(world, sam), "Español")
    assert "Conoce tus derechos" in text_of(shown)
    assert "legal advice" not in text_of(shown)
    assert "Script" in labels(shown), "the buttons stay Sam's"
    back = await press(sam, await press(sam, shown, "Script"), "English")
    assert "What to say at the door" in text_of(back)


async def test_as_a_file(world: World) -> None:
    sam = world.team.sam
    shown = await press(sam, await rights(world, sam), "As a file")
    assert shown.ephemeral
    message: Any = shown.response
    [file] = message.attachments
    assert file.filename == "know-your-rights-en.txt"
    content = (await file.read()).decode()
    assert "not legal advice" in content
    assert "555-0100" in content
    assert "{" not in content


async def test_board_and_pad_lead_there_and_the_neighborhood_is_filled_in(world: World) -> None:
    sam = world.team.sam
    shown_board = await live(world, sam)
    await on_elm_street(world)
    for card in (shown_board, await pad(world, sam)):
        shown = await press(sam, card, "Script")
        assert shown.ephemeral
        assert "out in Elm Street today" in text_of(shown)
        assert "not legal advice" in text_of(await press(sam, card, "Rights"))
    assert "out in Elm Street today" in text_of(await script(world, sam)), "today's session is meant"


async def on_elm_street(world: World) -> None:
    """The last session is in a neighborhood."""
    olga = Actor(world.team.guild.id, world.team.admin.id, "Olga", "en", "UTC", organizer=True)
    place = await world.app.kit.write(
        partial(turf.add, actor=olga, plan=TurfPlan("Elm Street", 100), now=world.clock.now())
    )
    move = f"UPDATE canvass SET turf_id = {place.id}"  # noqa: S608 - a number of our own
    await world.app.kit.write(lambda tx: tx.connection().exec_driver_sql(move))


async def test_they_work_after_a_restart(world: World) -> None:
    sam = world.team.sam
    shown = await script(world, sam)
    await world.restart()
    assert "Conoce" in text_of(await press(sam, await press(sam, shown, "Rights"), "Español"))


# ---- changing --------------------------------------------------------------------------------------------


async def test_organizers_change_it_and_everyone_reads_it_filled(world: World) -> None:
    rosa, sam = world.team.rosa, world.team.sam
    form = await press(rosa, await script(world, rosa), "Edit…")
    assert values_in(form)["body"].startswith("# 1. Say who you are")
    saved = await edited(world, rosa)
    assert "Saved as version 1" in text_of(saved)
    assert "Version 1, saved by Rosa" in text_of(saved)
    shown = await script(world, sam)
    assert "**Hello**\nHi, I'm Sam, from Riverside. Call 555-0100.\n- Listen" in text_of(shown)
    assert "Edit…" not in labels(shown)
    assert kept(world) == [("door", "en", 1, OWN, "")]
    assert "Hola" in text_of(await script(world, world.team.ana)), "the other language has its own text"


async def test_an_unknown_blank_is_refused_with_a_sentence_and_nothing_is_lost(world: World) -> None:
    rosa = world.team.rosa
    typed = "We are {group}, from {town}."
    refused = await edited(world, rosa, typed)
    assert "Nothing is known that belongs into {group}" in text_of(refused)
    assert "{name}, {place}, {campaign}, {town}, {hotline}" in text_of(refused)
    assert kept(world) == []
    form = await press(rosa, refused, "Correct it")
    assert values_in(form)["body"] == typed
    saved = await rosa.submit_modal(form, {"body": "We are from {ciudad}."})
    assert "We are from Riverside." in text_of(saved)


async def test_two_at_once_lose_nothing(world: World) -> None:
    rosa, olga = world.team.rosa, world.team.admin
    hers, his = [await press(person, await script(world, person), "Edit…") for person in (rosa, olga)]
    assert "Saved as version 1" in text_of(await rosa.submit_modal(hers, {"body": "Rosa's words"}))
    text = text_of(await olga.submit_modal(his, {"body": "Olga's words"}))
    assert "Saved as version 2" in text
    assert "Rosa saved version 1 while you were writing" in text
    assert [body for _, _, _, body, _ in kept(world)] == ["Rosa's words", "Olga's words"]


async def test_versions_are_listed_and_an_older_one_comes_back(world: World) -> None:
    rosa = world.team.rosa
    await edited(world, rosa, "First words")
    listed = await press(rosa, await edited(world, rosa, "Second words"), "Versions")
    assert "Version 2, saved by Rosa" in text_of(listed)
    assert "TocToc's own text" in text_of(listed)
    old = await choose(rosa, listed, "script.version", "1")
    assert "First words" in text_of(old)
    back = await press(rosa, old, "Go back to this one")
    assert "Back to version 1, as version 3" in text_of(back)
    assert "First words" in text_of(await script(world, world.team.sam))
    listed = await press(rosa, back, "Versions")
    now = await choose(rosa, listed, "script.version", "3")
    assert "in use now" in text_of(now)
    assert "Go back to this one" not in labels(now)
    ours = await choose(rosa, await press(rosa, now, "Versions"), "script.version", "0")
    back = await press(rosa, ours, "Go back to this one")
    assert "Back to TocToc's own text, as version 4" in text_of(back)
    assert "Say who you are" in text_of(await script(world, world.team.sam))
    assert len(kept(world)) == 4


async def test_the_same_text_again_is_no_version(world: World) -> None:
    rosa = world.team.rosa
    form = await press(rosa, await script(world, rosa), "Edit…")
    assert "Nothing was changed" in text_of(await rosa.submit_modal(form, values_in(form)))
    assert kept(world) == []


async def test_whoever_is_no_organizer_changes_nothing(world: World) -> None:
    rosa, sam = world.team.rosa, world.team.sam
    shown = await script(world, rosa)
    for label in ("Edit…", "Reviewed…", "Versions"):
        [custom_id] = [part["custom_id"] for part in controls_of(shown) if part.get("label") == label]
        assert custom_id.startswith("t1:script.")
    assert not {"Edit…", "Reviewed…", "Versions"} & set(labels(await script(world, sam)))


# ---- reviewing -------------------------------------------------------------------------------------------


async def test_who_reviewed_it_stands_on_the_card_until_the_text_changes(world: World) -> None:
    rosa, sam = world.team.rosa, world.team.sam
    form = await press(rosa, await rights(world, rosa), "Reviewed…")
    assert values_in(form)["on"] == "2026-11-23"
    saved = await rosa.submit_modal(form, {"by": "Ms. Ortiz, Legal Aid", "on": "2026-11-20"})
    assert "The review stands on the card now" in text_of(saved)
    assert "Reviewed by Ms. Ortiz, Legal Aid on November 20, 2026." in text_of(await rights(world, sam))
    changed = await fill(rosa, await rights(world, rosa), "Edit…", body="Stay calm. Call {hotline}.")
    assert "No lawyer has looked over this text yet" in text_of(changed)
    assert "**555-0100**" in text_of(await rights(world, sam))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"by": "Ms. Ortiz", "on": "yesterday"}, "is not a day I can read"),
        ({"by": "Ms. Ortiz", "on": "2026-12-24"}, "is still to come"),
        ({"by": " ", "on": "2026-11-20"}, "A name is needed"),
    ],
)
async def test_a_review_that_cannot_be_is_refused_and_kept(world: World, typed: dict[str, str], told: str) -> None:
    rosa = world.team.rosa
    refused = await fill(rosa, await rights(world, rosa), "Reviewed…", **typed)
    assert told in text_of(refused)
    assert values_in(await press(rosa, refused, "Correct it")) == typed
    assert kept(world) == []


async def test_a_text_that_changed_meanwhile_is_not_called_reviewed(world: World) -> None:
    rosa, olga = world.team.rosa, world.team.admin
    form = await press(rosa, await rights(world, rosa), "Reviewed…")
    await fill(olga, await rights(world, olga), "Edit…", body="Other words. {hotline}")
    refused = await rosa.submit_modal(form, {"by": "Ms. Ortiz", "on": "2026-11-20"})
    assert "Somebody saved another text meanwhile" in text_of(refused)
    assert "No lawyer has looked" in text_of(await rights(world, rosa))
