"""`/playbook`: read by everybody in their own language, adapted by organizers, never lost; and the letter."""

from functools import partial
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from db import adapted, prospects, setup
from db.facts import Actor
from db.facts.adapted import AdaptedWhat
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectPlan
from db.facts.signons import Capacity
from tests.cogs.canvassing import make_organizer
from tests.cogs.hands import choose, labels, press, values_in
from tests.cogs.world import World, text_of


def actor(world: World, person: MemberActor, *, organizer: bool = False) -> Actor:
    """A person as the rules know them."""
    return Actor(world.team.guild.id, person.id, person.name.capitalize(), "en", "America/Chicago", organizer=organizer)


async def slash(world: World, person: MemberActor, what: str, **options: Any) -> InteractionResult:
    """One of the commands."""
    return await person.slash(world.team.outreach, what, **options)


async def file_of(shown: InteractionResult) -> str:
    """The one file of an answer."""
    assert shown.response is not None
    [attachment] = shown.response.attachments
    return (await attachment.read()).decode("utf-8-sig")


@pytest.fixture
async def team(world: World) -> World:
    """A team with a campaign, whose organizer is Rosa."""
    await make_organizer(world)
    return world


# ---- reading -------------------------------------------------------------------------------------------


async def test_anybody_reads_a_playbook_part_by_part_in_either_language(team: World) -> None:
    ana = team.team.ana
    shown = await slash(team, ana, "playbook view")
    assert "Negocios" in text_of(shown)
    shown = await choose(ana, shown, "playbook.kind", "business")
    assert "Cinco pasos" in text_of(shown)
    assert "Editar…" not in labels(shown)
    shown = await choose(ana, shown, "playbook.part", "askers")
    assert "¿Quién debería pedir?" in text_of(shown)
    shown = await press(ana, shown, "English")
    assert "I shop, eat or drink there often" in text_of(shown)
    shown = await press(ana, shown, "▶")
    assert "{person}" in text_of(shown), "the letter, with its blanks"
    whole = await file_of(await press(ana, shown, "Como archivo"))
    assert "I shop, eat or drink there often" in whole
    assert "May I drop by for fifteen minutes" in whole


async def test_a_kind_can_be_said_in_the_command(team: World) -> None:
    shown = await slash(team, team.team.sam, "playbook view", kind="official")
    assert "Step" not in text_of(shown)
    shown = await choose(team.team.sam, shown, "playbook.part", "refused")
    assert "With pressure, only once an organizer has approved it" in text_of(shown)


# ---- changing ------------------------------------------------------------------------------------------


async def change_message(person: MemberActor, shown: InteractionResult, text: str) -> InteractionResult:
    """Open the first core message from the list of a part, and send its form."""
    shown = await choose(person, shown, "playbook.choose", "messages.leader")
    form = await press(person, shown, "Change…")
    return await person.submit_modal(form, {**values_in(form), "text": text})


async def edit_messages(world: World, person: MemberActor) -> InteractionResult:
    """The list of core messages for businesses, to be changed."""
    shown = await slash(world, person, "playbook view", kind="business")
    shown = await choose(person, shown, "playbook.part", "messages")
    return await press(person, shown, "Edit…")


async def test_an_organizer_makes_a_playbook_the_teams_own(team: World) -> None:
    rosa, sam = team.team.rosa, team.team.sam
    shown = await change_message(rosa, await edit_messages(team, rosa), "Our {town} looks after its own.")
    assert "Saved as version 1" in text_of(shown)
    shown = await press(rosa, shown, "Done")
    assert "Version 1, saved by Rosa" in text_of(shown)
    shown = await slash(team, sam, "playbook view", kind="business")
    shown = await choose(sam, shown, "playbook.part", "messages")
    assert "looks after its own" in text_of(shown)
    shown = await press(sam, shown, "Español")
    assert "looks after its own" not in text_of(shown)
    assert "its own version in english" in text_of(shown).lower()


async def test_things_are_added_moved_taken_out_and_brought_back(team: World) -> None:
    rosa = team.team.rosa
    shown = await edit_messages(team, rosa)
    form = await press(rosa, shown, "A message…")
    shown = await rosa.submit_modal(form, {"text": "Ours alone"})
    shown = await choose(rosa, shown, "playbook.choose", "messages.own1")
    shown = await press(rosa, shown, "▲")
    assert "4/5" in text_of(shown)
    shown = await press(rosa, shown, "Take out")
    assert "Taken out, as version 3" in text_of(shown)
    shown = await press(rosa, await press(rosa, shown, "Done"), "Versions")
    shown = await choose(rosa, shown, "playbook.version", "2")
    assert "- Ours alone" in text_of(shown)
    shown = await press(rosa, shown, "Go back to this one")
    assert "version 4" in text_of(shown).lower()
    [(bodies,)] = team.rows("SELECT count(*) FROM adapted")
    assert bodies == 4


async def test_a_thing_goes_one_place_lower_and_higher_again(team: World) -> None:
    rosa = team.team.rosa
    shown = await choose(rosa, await edit_messages(team, rosa), "playbook.choose", "messages.leader")
    assert "1/4" in text_of(shown)
    shown = await press(rosa, shown, "▼")
    assert "2/4" in text_of(shown)
    shown = await press(rosa, shown, "▲")
    assert "1/4" in text_of(shown)


async def test_two_organizers_at_once_lose_nothing(team: World) -> None:
    rosa, olga = team.team.rosa, team.team.admin
    first, second = await edit_messages(team, rosa), await edit_messages(team, olga)
    first = await choose(rosa, first, "playbook.choose", "messages.leader")
    second = await choose(olga, second, "playbook.choose", "messages.leader")
    rosas, olgas = await press(rosa, first, "Change…"), await press(olga, second, "Change…")
    await rosa.submit_modal(rosas, {"text": "Rosa's words"})
    told = text_of(await olga.submit_modal(olgas, {"text": "Olga's words"}))
    assert "Saved as version 2" in told
    assert "Rosa saved version 1 while you were writing" in told
    other = await edit_messages(team, rosa)
    other = await choose(rosa, other, "playbook.choose", "messages.weight")
    form = await press(rosa, other, "Change…")
    await change_message(olga, await edit_messages(team, olga), "Olga's again")
    told = text_of(await rosa.submit_modal(form, {"text": "Another thing"}))
    assert "while you were writing" not in told, "they changed different things"
    shown = await slash(team, rosa, "playbook view", kind="business")
    told = text_of(await choose(rosa, shown, "playbook.part", "messages"))
    assert "Olga's again" in told
    assert "Another thing" in told


async def test_what_was_typed_and_refused_comes_back(team: World) -> None:
    rosa = team.team.rosa
    shown = await change_message(rosa, await edit_messages(team, rosa), "Dear {nobody}, hello")
    assert "{nobody}" in text_of(shown)
    again = await press(rosa, shown, "Correct it")
    assert values_in(again)["text"] == "Dear {nobody}, hello"
    assert "Saved as version 1" in text_of(await rosa.submit_modal(again, {"text": "Dear neighbors, hello"}))


async def test_a_letter_is_changed_as_a_whole_and_must_stay_one(team: World) -> None:
    rosa = team.team.rosa
    shown = await choose(rosa, await slash(team, rosa, "playbook view", kind="faith"), "playbook.part", "letter")
    form = await press(rosa, shown, "Edit…")
    assert "{person}" in values_in(form)["body"]
    refused = await rosa.submit_modal(form, {"body": "No subject"})
    assert "begins with its subject" in text_of(refused)
    form = await press(rosa, refused, "Correct it")
    shown = await rosa.submit_modal(form, {"body": "Peace\n\nDear {Persona}, we are {campaign}."})
    assert "Saved as version 1" in text_of(shown)
    assert "Dear {Persona}" in text_of(shown)


async def test_only_organizers_change(team: World) -> None:
    sam = team.team.sam
    assert "organizer" in text_of(await slash(team, sam, "playbook edit", kind="faith")).lower()
    shown = await slash(team, team.team.rosa, "playbook edit", kind="faith")
    assert "Choose what to change" in text_of(shown)


async def test_a_broken_version_shows_our_own_and_says_so(team: World) -> None:
    rosa = actor(team, team.team.rosa, organizer=True)
    unit = partial(
        adapted.change, actor=rosa, what=AdaptedWhat.PLAYBOOK, kind=Kind.FAITH, language="en", body="{}", seen=0,
        now=team.clock.now(),
    )  # fmt: skip
    await team.app.kit.write(unit)
    told = text_of(await slash(team, team.team.sam, "playbook view", kind="faith"))
    assert "cannot be read" in told
    assert "congregation" in told.lower()


# ---- letters -------------------------------------------------------------------------------------------


async def add(world: World, person: MemberActor, plan: ProspectPlan) -> int:
    """A prospect that somebody looks after."""
    unit = partial(prospects.add, actor=actor(world, person), plan=plan, now=world.clock.now())
    return (await world.app.kit.write(unit)).id


async def letter_of(world: World, person: MemberActor, prospect: int) -> InteractionResult:
    """The letter, by the command."""
    return await slash(world, person, "prospect letter", who=str(prospect))


CAFE = ProspectPlan(Kind.BUSINESS, "Marta Ruiz", "Café Sol", "owner", "es")


async def test_a_letter_is_filled_looked_at_given_as_a_file_and_noted_as_an_ask(team: World) -> None:
    await name_campaign(team)
    sam, write, now = team.team.sam, team.app.kit.write, team.clock.now()
    who = actor(team, sam)
    cafe = await add(team, sam, CAFE)
    await write(
        partial(
            prospects.note, actor=who, prospect_id=cafe, question="gives", note="cenas gratis los lunes",
            source="https://sol.example", now=now,
        )
    )  # fmt: skip
    peer = await add(team, sam, ProspectPlan(Kind.BUSINESS, "Lee", "Lee's Bikes"))
    quiet = await add(team, sam, ProspectPlan(Kind.BUSINESS, "Quiet One", "Hush Bar"))
    for one, public in ((peer, True), (quiet, False)):
        await write(
            partial(
                prospects.sign_on, actor=who, prospect_id=one, capacity=Capacity.INSTITUTION, public=public,
                statement="", signed_on=now.date(), now=now,
            )
        )  # fmt: skip
    shown = await letter_of(team, sam, cafe)
    told = text_of(shown)
    assert "Letter to Marta Ruiz" in told
    assert "in Spanish" in told
    assert "Lee's Bikes" in told
    assert "Quiet" not in told
    [(number,)] = team.rows("SELECT id FROM research_note")
    shown = await choose(sam, shown, "letter.found", str(number))
    assert "cenas gratis los lunes" in text_of(shown)
    assert "still open" in text_of(await press(sam, shown, "I sent it"))
    form = await press(sam, shown, "Fill in…")
    assert values_in(form)["merit"] == "cenas gratis los lunes"
    typed = {"facts": "- Dos camionetas", "times": "lunes", "contact": "555-0100", "person": "doña Marta"}
    shown = await sam.submit_modal(form, {**values_in(form), **typed})
    assert "Nothing is open any more" in text_of(shown)
    text = await file_of(await press(sam, shown, "As a file"))
    assert "doña Marta" in text
    assert "[" not in text
    assert "Noted: the letter to Marta Ruiz" in text_of(await press(sam, shown, "I sent it"))
    assert team.rows("SELECT how, result FROM contact_made") == [("letter", "none")]
    assert team.rows("SELECT stage FROM prospect WHERE id = ?", cafe) == [("ask",)]


async def test_a_letter_with_open_blanks_is_noted_only_if_they_say_so(team: World) -> None:
    sam = team.team.sam
    cafe = await add(team, sam, CAFE)
    shown = await press(sam, await letter_of(team, sam, cafe), "I sent it")
    assert team.rows("SELECT count(*) FROM contact_made") == [(0,)]
    assert "Noted" in text_of(await press(sam, shown, "Sent all the same"))
    assert team.rows("SELECT count(*) FROM contact_made") == [(1,)]


async def test_a_letter_is_for_those_who_work_on_the_prospect(team: World) -> None:
    cafe = await add(team, team.team.sam, CAFE)
    told = text_of(await letter_of(team, team.team.malik, cafe))
    assert "Café Sol" not in told
    assert "Letter to" in text_of(await letter_of(team, team.team.rosa, cafe))


async def name_campaign(team: World) -> None:
    """Say what the campaign is called, and where it is."""
    olga = Actor(team.team.guild.id, team.team.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)
    words = {"campaign": "Safe Streets", "town": "Riverside", "hotline": ""}
    await team.app.kit.write(partial(setup.save_form, actor=olga, form="names", values=words, now=team.clock.now()))


async def test_the_campaigns_words_are_in_the_letter(team: World) -> None:
    cafe = await add(team, team.team.sam, CAFE)
    assert "come from the set-up" in text_of(await letter_of(team, team.team.sam, cafe))
    await name_campaign(team)
    told = text_of(await letter_of(team, team.team.sam, cafe))
    assert "come from the set-up" not in told
    assert "Safe Streets" in told
    assert "Riverside" in told
