"""Where next, and who knows people there: an organizer asks, members choose, in both languages, more than once."""

import asyncio
from functools import partial
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot import ids
from bot.answers import Answer
from db import privacy, setup
from db.facts import Actor
from tests.cogs import raw
from tests.cogs.hands import labels, press
from tests.cogs.world import Team, World, controls_of, text_of

WANTS, KNOWS = ids.TURF_SAY(what="wants"), ids.TURF_SAY(what="knows")


async def add(team: Team, *names: str) -> None:
    """More neighborhoods."""
    for name in names:
        form = await team.admin.slash(team.organizers, "turf add")
        await team.admin.submit_modal(form, {"name": name, "priority": ["next"], "why": "Many tenants"})


async def asked(team: Team, *names: str, room: ChannelHandle | None = None) -> discord.Message:
    """The public card of a team with these neighborhoods."""
    await add(team, *names)
    await team.admin.slash(room or team.canvass, "turf ask")
    return card_in(room or team.canvass)


def card_in(room: ChannelHandle) -> discord.Message:
    """The last message that everybody in a channel sees."""
    return cards_in(room)[-1]


def cards_in(room: ChannelHandle) -> list[discord.Message]:
    """All that everybody in a channel sees."""
    return [message for message in room.history() if not message.flags.ephemeral]


def said_beside(shown: InteractionResult) -> str:
    """What the person alone was told, besides the card."""
    assert all(message.ephemeral for message in shown.followups)
    return "\n".join(map(text_of, shown.followups))


def values(card: Any) -> dict[str, str]:
    """The neighborhoods that can be chosen, by name."""
    selects = [part for part in controls_of(card) if part["custom_id"] in {WANTS, KNOWS}]
    assert len(selects) == 2
    assert selects[0]["options"] == selects[1]["options"]
    return {option["label"]: option["value"] for option in selects[0]["options"]}


async def choose(person: MemberActor, team: Team, what: str, *names: str) -> InteractionResult:
    """Choose in one of the two lists of the card as it is now."""
    card = card_in(team.canvass)
    return await person.select(card, [values(card)[name] for name in names], custom_id=what)


# ---- asking ------------------------------------------------------------------------------------


async def test_an_organizer_asks_from_the_list_and_everybody_reads_it(world: World) -> None:
    team = world.team
    await add(team, "Ward 2", "Ward 10")
    panel = await team.admin.slash(team.canvass, "turf list")
    answer = await press(team.admin, panel, "Ask the group")
    assert answer.response is not None
    assert "The question stands in this channel" in text_of(answer)
    card = card_in(team.canvass)
    assert not card.flags.ephemeral
    assert "Where do we knock next?" in text_of(card)
    assert "Nobody has answered yet" in text_of(card)
    assert list(values(card)) == ["Ward 2", "Ward 10"]
    assert "Neighborhoods" in text_of(await press(team.admin, answer, "Show the list"))


async def test_the_card_reads_in_the_team_s_language_and_the_answer_in_one_s_own(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2")
    olga = Actor(team.guild.id, team.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)
    await world.app.kit.write(partial(setup.set_language, actor=olga, language="es"))
    shown = await team.admin.slash(team.canvass, "turf ask")
    assert shown.ephemeral
    assert "The question stands in this channel" in text_of(shown)
    assert "¿Dónde tocamos puertas ahora?" in text_of(card_in(team.canvass))
    await choose(team.sam, team, KNOWS, "Ward 2")
    assert "👋 una persona conoce gente aquí" in text_of(card_in(team.canvass))


async def test_with_nothing_open_the_organizer_reads_what_to_do(world: World) -> None:
    team = world.team
    shown = await team.admin.slash(team.canvass, "turf ask")
    assert shown.ephemeral
    assert "`/turf add` adds one" in text_of(shown)
    assert labels(shown) == ["Add one"]
    assert cards_in(team.canvass) == []
    world.speaks(team.admin, "es-ES")
    assert "`/vecindario agregar` agrega uno" in text_of(await team.admin.slash(team.canvass, "turf ask"))


async def test_only_organizers_ask(world: World) -> None:
    team = world.team
    await add(team, "Ward 2")
    assert "for the organizers" in text_of(await team.sam.slash(team.canvass, "turf ask"))
    assert "Ask the group" not in labels(await team.sam.slash(team.canvass, "turf list"))
    assert cards_in(team.canvass) == []


# ---- choosing ----------------------------------------------------------------------------------


async def test_members_choose_in_both_languages_and_the_card_itself_is_the_answer(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2", "Ward 10")
    for person in (team.sam, team.ana):
        shown = await choose(person, team, WANTS, "Ward 10")
        assert not shown.ephemeral
    await choose(team.ana, team, KNOWS, "Ward 10", "Ward 2")
    text = text_of(card_in(team.canvass))
    assert text.index("**Ward 10** · Next · 🗳️ 2 would start there") < text.index("**Ward 2** · Next\n")
    assert text.count("👋 one of us knows people here") == 2
    assert "2 people have answered so far." in text
    assert len(cards_in(team.canvass)) == 1


async def test_choosing_anew_replaces_and_choosing_nothing_takes_back(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2", "Ward 10")
    for _ in range(2):
        await choose(team.sam, team, WANTS, "Ward 2")
    assert "**Ward 2** · Next · 🗳️ 1 would" in text_of(card_in(team.canvass))
    await choose(team.sam, team, WANTS, "Ward 10")
    assert "**Ward 2** · Next\n" in text_of(card_in(team.canvass))
    await choose(team.sam, team, WANTS)
    assert "Nobody has answered yet" in text_of(card_in(team.canvass))
    assert world.rows("SELECT count(*) FROM turf_voice") == [(0,)]


async def test_who_comes_back_after_a_restart_takes_all_of_theirs_back_with_one_press(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2")
    for what in (WANTS, KNOWS):
        await choose(team.sam, team, what, "Ward 2")
    await choose(team.malik, team, KNOWS, "Ward 2")
    await world.restart()
    for _ in range(2):
        await team.sam.click(card_in(team.canvass), label="Take mine back")
        text = text_of(card_in(team.canvass))
        assert "👋 one of us knows people here" in text
        assert "One person has answered so far." in text


async def test_of_two_cards_each_shows_what_was_chosen_on_the_other(world: World) -> None:
    team = world.team
    first = await asked(team, "Ward 2")
    await asked(team, room=team.outreach)
    await choose(team.sam, team, KNOWS, "Ward 2")
    second = card_in(team.outreach)
    await team.malik.select(second, list(values(second).values()), custom_id=KNOWS)
    assert "👋 2 of us know people here" in text_of(card_in(team.outreach))
    await team.ana.click(first, label="Take mine back")
    assert "👋 2 of us know people here" in text_of(card_in(team.canvass))


async def test_what_the_card_does_not_show_is_told_in_private(world: World) -> None:
    team = world.team
    await asked(team, *(f"Ward {number}" for number in range(1, 13)))
    for number in range(1, 11):
        await choose(team.sam, team, WANTS, *(f"Ward {n}" for n in range(1, number + 1)))
    world.speaks(team.ana, "es-419")
    shown = await choose(team.ana, team, KNOWS, "Ward 1", "Ward 12")
    assert "Anotado: Ward 1 y Ward 12." in said_beside(shown)
    assert "👋 one of us knows people here" in text_of(card_in(team.canvass))


# ---- gone, foreign, forged ---------------------------------------------------------------------


async def test_what_was_finished_meanwhile_is_said_and_leaves_the_card(world: World) -> None:
    team = world.team
    card = await asked(team, "Ward 2", "Ward 10")
    two, ten = values(card)["Ward 2"], values(card)["Ward 10"]
    await choose(team.sam, team, WANTS, "Ward 10")
    await team.admin.slash(team.organizers, "turf finish", name="Ward 2")
    shown = await raw.press(team.sam, card, team.canvass, WANTS, [two])
    assert "no longer there" in said_beside(shown)
    assert list(values(card_in(team.canvass))) == ["Ward 10"]
    assert "🗳️ 1 would start there" in text_of(card_in(team.canvass)), "what they said before stays"
    shown = await raw.press(team.malik, card, team.canvass, KNOWS, [two, ten])
    assert "was left out; the rest is noted" in said_beside(shown)
    assert "👋 one of us knows people here" in text_of(card_in(team.canvass))
    await team.admin.slash(team.organizers, "turf finish", name="Ward 10")
    await team.sam.click(card_in(team.canvass), label="Take mine back")
    assert "Every neighborhood is finished" in text_of(card_in(team.canvass))
    assert controls_of(card_in(team.canvass)) == []


async def test_what_no_list_of_ours_holds_changes_nothing(world: World) -> None:
    team = world.team
    card = await asked(team, "Ward 2")
    await choose(team.sam, team, WANTS, "Ward 2")
    kept = world.rows("SELECT * FROM turf_voice")
    for custom_id, chosen in ((WANTS, ["x"]), (WANTS, ["9" * 5000]), (ids.TURF_SAY(what="likes"), ["1"])):
        shown = await raw.press(team.sam, card, team.canvass, custom_id, chosen)
        assert "no longer there" in said_beside(shown) + text_of(shown)
        assert world.rows("SELECT * FROM turf_voice") == kept


async def test_another_team_s_neighborhoods_stay_theirs(world: World) -> None:
    ours, theirs = world.team, world.other
    ward = values(await asked(ours, "Ward 2"))["Ward 2"]
    card = await asked(theirs, "Loma Alta")
    shown = await raw.press(theirs.sam, card, theirs.canvass, KNOWS, [ward])
    assert "no longer there" in said_beside(shown)
    assert "Ward 2" not in text_of(card_in(theirs.canvass))
    assert world.rows("SELECT count(*) FROM turf_voice") == [(0,)]


# ---- what organizers and the forgotten see -----------------------------------------------------


async def test_the_organizers_list_has_numbers_and_names_and_nobody_elses(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2", "Ward 10")
    for person in (team.sam, team.ana):
        await choose(person, team, KNOWS, "Ward 2")
    await choose(team.sam, team, WANTS, "Ward 2")
    text = text_of(await team.admin.slash(team.organizers, "turf list"))
    assert text.count("-# 👋 Ana and Sam know people here · 🗳️ 1 would start there") == 1
    assert "👋" not in text_of(await team.sam.slash(team.organizers, "turf list"))


async def test_a_card_that_stays_in_the_channel_names_nobody_who_may_be_forgotten(world: World) -> None:
    team = world.team
    await asked(team, "Ward 2")
    await choose(team.sam, team, KNOWS, "Ward 2")
    assert "Sam" not in text_of(card_in(team.canvass))
    sam = Actor(team.guild.id, team.sam.id, "Sam", "en", "America/Chicago")
    await world.app.kit.write(partial(privacy.forget, actor=sam, now=world.clock.now()))
    await choose(team.malik, team, WANTS, "Ward 2")
    text = text_of(card_in(team.canvass))
    assert "One person has answered so far." in text
    assert "👋" not in text


# ---- truly at once -----------------------------------------------------------------------------


async def test_of_many_who_choose_in_one_moment_nobody_is_missing_on_the_card(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = world.team
    card = await asked(team, "Ward 2", "Ward 10")
    ward = values(card)["Ward 10"]
    crowd = [world.newcomer(f"P{number}") for number in range(4)]
    ways = iter((9_000, 6_000, 3_000, 0))  # the answer to whoever is first takes longest on its way
    redraw = Answer.redraw

    async def slowly(self: Answer, *card: Any) -> None:
        for _ in range(next(ways)):
            await asyncio.sleep(0)  # longer ones would wait for the world's clock
        await redraw(self, *card)

    monkeypatch.setattr(Answer, "redraw", slowly)
    shown = await asyncio.gather(*(raw.press(who, card, team.canvass, KNOWS, [ward]) for who in crowd))
    assert all(one.acknowledged for one in shown)
    assert world.rows("SELECT count(*) FROM turf_voice WHERE knows") == [(4,)]
    text = text_of(card_in(team.canvass))
    assert "👋 4 of us know people here" in text
    assert "4 people have answered so far." in text
