"""`/campaign`: how far it is, what it still takes, who knocked how much; privately by anybody, posted by organizers."""

import io
from functools import partial
from typing import Any

import discord
import pytest
from PIL import Image
from simcord import InteractionResult, MemberActor

from db import doors, people, setup, turf
from db.facts import Actor, Naming, Priority, RankingMode, TurfPlan
from db.facts.doors import Outcome
from tests.cogs.canvassing import labels, messages, press
from tests.cogs.dooring import live
from tests.cogs.world import World, controls_of, text_of

_presses = iter(range(10_000, 20_000))


def actor(world: World, person: MemberActor, *, organizer: bool = False) -> Actor:
    """A person as the rules know them."""
    return Actor(world.team.guild.id, person.id, person.name, "en", "America/Chicago", organizer=organizer)


async def knock(world: World, person: MemberActor, **counts: int) -> None:
    """They count on their pad, in the last session."""
    [(canvass_id,)] = world.rows("SELECT max(id) FROM canvass")
    for outcome, n in counts.items():
        unit = partial(
            doors.count,
            team_id=world.team.guild.id,
            canvass_id=canvass_id,
            person_id=person.id,
            press_id=next(_presses),
            counts={Outcome(outcome): n},
            now=world.clock.now(),
            name=person.name.capitalize(),
        )
        await world.app.kit.write(unit)
    await world.app.settle()


async def plan_turf(world: World, name: str, doors_: int | None) -> None:
    """A neighborhood with or without a goal."""
    await world.team.admin.slash(world.team.organizers, "canvass list")  # the first act makes the team's row
    unit = partial(
        turf.add,
        actor=actor(world, world.team.admin, organizer=True),
        plan=TurfPlan(name=name, doors=doors_, priority=Priority.NEXT, why=""),
        now=world.clock.now(),
    )
    await world.app.kit.write(unit)


async def slash(world: World, person: MemberActor, what: str) -> InteractionResult:
    """One of the three commands."""
    return await person.slash(world.team.canvass, f"campaign {what}")


def picture(shown: Any) -> tuple[str, str]:
    """The one picture of an answer or a message, and what it says in words."""
    message = getattr(shown, "response", shown)
    [attachment] = message.attachments
    parts = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    [item] = [item for part in _walk(parts) if part["type"] == 12 for item in part["items"]]
    assert attachment.filename in item["media"]["url"]
    assert item["description"]
    return attachment.filename, item["description"]


def _walk(parts: list[Any]) -> list[Any]:
    return [one for part in parts for one in [part, *_walk(part.get("components", []))]]


def drawn(shown: Any) -> bool:
    """Whether there is a picture."""
    return bool(getattr(shown, "response", shown).attachments)


async def posted(world: World) -> list[discord.Message]:
    """What everybody sees of campaigns in the channel."""
    found = await messages(world, world.team.canvass)
    return [m for m in found if any(part.get("label") == "Look closer" for part in controls_of(m))]


# ---- before there is anything ------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["Doors", "Neighborhoods", "Opened", "Last day"])
async def test_a_campaign_without_doors_says_what_comes(world: World, view: str) -> None:
    shown = await slash(world, world.team.sam, "progress")
    if view != "Doors":
        shown = await press(world.team.sam, shown, view)
    assert " yet" in text_of(shown)
    assert not drawn(shown)
    assert shown.response is not None
    assert shown.response.ephemeral


async def test_without_goals_the_forecast_says_how_to_get_one(world: World) -> None:
    shown = await slash(world, world.team.sam, "plan")
    assert "We need a goal first" in text_of(shown)
    assert not drawn(shown)
    await plan_turf(world, "Elm Street", None)
    assert "We need a goal first" in text_of(await slash(world, world.team.sam, "plan"))


async def test_a_leaderboard_without_doors_says_what_comes(world: World) -> None:
    shown = await slash(world, world.team.sam, "leaderboard")
    assert "No doors yet" in text_of(shown)
    assert "As a picture" not in labels(shown)
    shown = await press(world.team.sam, shown, "This week")
    assert "No doors yet this week" in text_of(shown)
    [session] = [part for part in controls_of(shown) if part.get("label") == "Session"]
    assert session["disabled"]


# ---- what it still takes -----------------------------------------------------------------------------------


async def test_the_forecast_names_what_it_assumes_while_there_is_no_history(world: World) -> None:
    await plan_turf(world, "Elm Street", 600)
    await plan_turf(world, "Pine Hill", None)
    shown = await slash(world, world.team.sam, "plan")
    told = text_of(shown)
    # 600 doors ÷ (12 doors × 2 hours × 6 people)
    assert "About 5 more sessions with 6 people, or 4 with 8 people" in told
    assert told.count("(assumed)") == 3
    assert "1 neighborhood without a number of doors" in told
    assert "If everyone brought one friend, it would take 3 sessions." in told
    name, alt = picture(shown)
    assert name == "forecast.png"
    assert "6 people: slow 6, usual 5, good 4" in alt


async def test_the_forecast_is_of_the_teams_own_numbers_once_there_are_some(world: World) -> None:
    team = world.team
    await plan_turf(world, "Elm Street", 600)
    await live(world, team.sam, team.ana)
    await knock(world, team.sam, nobody=30, talked=15)
    await knock(world, team.ana, nobody=45)
    await world.pass_time(hours=5)
    told = text_of(await slash(world, team.sam, "plan"))
    # A session of three hours, two people: 90 doors ÷ 6 hours
    assert "(assumed)" not in told
    assert "15 doors per person and hour" in told
    assert "From your last session" in told
    assert "About 7 more sessions with 2 people" in told


async def test_whoever_reads_spanish_gets_it_in_spanish(world: World) -> None:
    await plan_turf(world, "Elm Street", 600)
    shown = await slash(world, world.team.ana, "plan")
    assert "Más o menos 5 recorridos más con 6 personas, o 4 con 8 personas" in text_of(shown)
    assert "6 personas: lento 6, normal 5, bien 4" in picture(shown)[1]


async def test_a_goal_that_is_reached_is_celebrated(world: World) -> None:
    await plan_turf(world, "Elm Street", 10)
    [(turf_id,)] = world.rows("SELECT id FROM turf")
    await world.app.kit.write(
        lambda tx: turf.finish(
            tx, actor=actor(world, world.team.admin, organizer=True), turf_id=turf_id, now=world.clock.now()
        )
    )
    shown = await slash(world, world.team.rosa, "plan")
    assert "Every door of our goal is knocked" in text_of(shown)
    assert not drawn(shown)


# ---- how far it is -----------------------------------------------------------------------------------------


async def test_each_side_of_the_campaign_is_a_picture_with_its_numbers_in_words(world: World) -> None:
    team = world.team
    await plan_turf(world, "Elm Street", 600)
    await live(world, team.sam)
    await knock(world, team.sam, nobody=6, talked=3, supporter=1, sign=2)
    shown = await slash(world, team.sam, "progress")
    assert "Together 10 of 600 doors" in text_of(shown)
    assert picture(shown)[0] == "growth.png"
    assert "10 doors together. 1% of our goal of 600 doors" in picture(shown)[1]
    shown = await press(team.sam, shown, "Neighborhoods")
    assert "0 of 1 neighborhood is done" in text_of(shown)
    assert "Elm Street: 0 of 600" in picture(shown)[1]
    shown = await press(team.sam, shown, "Opened")
    assert "Somebody opened at 40% of the doors" in text_of(shown)
    assert "40% of the doors opened" in picture(shown)[1]
    shown = await press(team.sam, shown, "Last day")
    assert "Supporters: 1. Moved on: 0. signs: 2" in picture(shown)[1]


async def test_organizers_post_for_everyone_in_the_teams_language(world: World) -> None:
    team = world.team
    await live(world, team.sam)
    await knock(world, team.sam, nobody=6)
    world.speaks(team.admin, "es-ES")
    shown = await slash(world, team.admin, "progress")
    shown = await press(team.admin, shown, "Publicar aquí")
    assert "Publicado en este canal" in text_of(shown)
    assert "Publicar aquí" not in labels(shown)
    [public] = await posted(world)
    assert "Together 6 doors" in text_of(public)
    assert "6 doors together" in picture(public)[1]
    assert not public.flags.ephemeral
    # Whoever looks closer does so by themselves.
    closer = await press(team.ana, public, "Look closer")
    assert closer.response is not None
    assert closer.response.ephemeral
    assert "En conjunto" in text_of(closer) or "puertas" in text_of(closer)
    assert len(await posted(world)) == 1


async def test_only_organizers_see_the_button_that_posts(world: World) -> None:
    team = world.team
    await plan_turf(world, "Elm Street", 600)
    await live(world, team.sam)
    await knock(world, team.sam, nobody=6)
    for what in ("plan", "progress", "leaderboard"):
        assert "Post it here" not in labels(await slash(world, team.sam, what)), what
        shown = await slash(world, team.admin, what)
        await press(team.admin, shown, "Post it here")
    assert len(await posted(world)) == 3


# ---- who knocked how much ----------------------------------------------------------------------------------


async def crowd(world: World) -> None:
    """A session in which Sam and Malik have as many doors, and Ana fewer."""
    team = world.team
    await live(world, team.sam, team.ana, team.malik)
    await knock(world, team.sam, nobody=8, talked=2)
    await knock(world, team.malik, nobody=8, talked=2)
    await knock(world, team.ana, nobody=3)


async def name_as(world: World, person: MemberActor, naming: Naming) -> None:
    """How somebody wants to appear."""
    await world.app.kit.write(
        partial(people.set_naming, actor=actor(world, person), naming=naming, now=world.clock.now())
    )


async def rank_as(world: World, mode: RankingMode) -> None:
    """How the team compares."""
    admin = actor(world, world.team.admin, organizer=True)
    await world.app.kit.write(partial(setup.set_ranking, actor=admin, mode=mode))


async def test_those_with_as_many_doors_share_a_place(world: World) -> None:
    await crowd(world)
    shown = await slash(world, world.team.ana, "leaderboard")
    lines = text_of(shown).splitlines()
    assert [line[0] for line in lines if "puerta" in line and line[0] in "🥇🥈🥉"] == ["🥇", "🥇", "🥉"]
    assert "◀ tú" in next(line for line in lines if line.startswith("🥉"))
    assert "23 puertas" in text_of(shown)


async def test_three_settings_of_a_person_are_honoured(world: World) -> None:
    team = world.team
    await crowd(world)
    await name_as(world, team.sam, Naming.UNNAMED)
    await name_as(world, team.malik, Naming.OUT)
    for drawn_ in (False, True):
        shown = await slash(world, team.admin, "leaderboard")
        if drawn_:
            shown = await press(team.admin, shown, "As a picture")
        told = text_of(shown) + (picture(shown)[1] if drawn_ else "")
        assert "Sam" not in told
        assert "Malik" not in told
        assert "a neighbor" in told
        assert "23 doors" in told
    assert "without your name" in text_of(await slash(world, team.sam, "leaderboard"))
    assert "You chose not to be ranked" in text_of(await slash(world, team.malik, "leaderboard"))


async def test_a_team_may_compare_groups_only_or_nobody(world: World) -> None:
    team = world.team
    await crowd(world)
    await rank_as(world, RankingMode.GROUPS)
    shown = await slash(world, team.sam, "leaderboard")
    assert "People" not in labels(shown)
    assert "No pairs to show" in text_of(shown)
    shown = await press(team.sam, shown, "Teams")
    assert "Library steps" in text_of(shown)
    await rank_as(world, RankingMode.OFF)
    shown = await slash(world, team.sam, "leaderboard")
    assert "Your team does not rank" in text_of(shown)
    assert "Together 23 doors" in text_of(shown)
    assert "Sam" not in text_of(shown)
    assert not {"People", "Pairs", "Teams"} & set(labels(shown))


async def test_every_span_and_kind_is_a_press_away_as_list_and_as_picture(world: World) -> None:
    team = world.team
    await crowd(world)
    shown = await slash(world, team.sam, "leaderboard")
    shown = await press(team.sam, shown, "As a picture")
    assert "1: Malik and 1: Sam" not in picture(shown)[1]
    assert "You: place 1, 10 doors." in text_of(shown)
    for label in ("This week", "Campaign", "Session", "Teams"):
        shown = await press(team.sam, shown, label)
        assert picture(shown)[0] == "leaderboard.png"
        assert shown.response is not None
        assert shown.response.ephemeral
    shown = await press(team.sam, shown, "People")
    shown = await press(team.sam, shown, "As a list")
    assert "🥇 **Sam**" in text_of(shown)
    assert not drawn(shown)


async def test_what_is_posted_marks_nobody(world: World) -> None:
    team = world.team
    await crowd(world)
    shown = await slash(world, team.admin, "leaderboard")
    await press(team.admin, shown, "Post it here")
    shown = await press(team.admin, shown, "As a picture")
    await press(team.admin, shown, "Post it here")
    listed, painted = await posted(world)
    assert "🥇 Sam · 10 doors" in text_of(listed)
    assert "◀" not in text_of(listed) + text_of(painted)
    assert "Sam, 10 doors" in picture(painted)[1]
    # A picture that was drawn before is as sharp as new: what goes out is a PNG.
    [file] = painted.attachments
    assert Image.open(io.BytesIO(await file.read())).size[0] == 800


async def test_the_buttons_work_after_a_restart(world: World) -> None:
    team = world.team
    await crowd(world)
    shown = await slash(world, team.admin, "leaderboard")
    await press(team.admin, shown, "Post it here")
    await world.restart()
    [public] = await posted(world)
    assert "10 doors" in text_of(await press(team.sam, public, "Look closer"))
