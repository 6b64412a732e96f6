"""`/campaign plan` and `progress`: looked at by anybody, posted by organizers."""

import pytest

from db import turf
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectPlan
from tests.cogs.campaigning import actor, drawn, knock, picture, plan_turf, posted, slash
from tests.cogs.canvassing import labels, make_organizer, press
from tests.cogs.dooring import live
from tests.cogs.test_signons import PASTOR, won
from tests.cogs.world import World, text_of

# ---- before there is anything ------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["Doors", "Neighborhoods", "Opened", "Leaders", "Last day"])
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
    assert "Supporters: 1. Moved on: 0. signs and posters: 2" in picture(shown)[1]


async def test_of_leaders_only_those_who_may_be_named_are_counted(world: World) -> None:
    await make_organizer(world)
    team = world.team
    official, imam = ProspectPlan(Kind.OFFICIAL, "Ted Park", "City Hall"), ProspectPlan(Kind.FAITH, "Omar Aziz")
    await won(world, team.sam, PASTOR)
    await won(world, team.sam, imam)
    await won(world, team.sam, official, public="no")
    shown = await press(team.ana, await slash(world, team.ana, "progress"), "Líderes")
    assert "2 líderes están con nosotros" in text_of(shown)
    name, alt = picture(shown)
    assert name == "leaders.png"
    assert "Autoridades: 0. Líderes de fe: 2. Negocios: 0" in alt
    for hidden in ("Grace", "Omar", "Ted", "Park"):
        assert hidden not in text_of(shown) + alt, "names are in the list, for those who may see them"


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
