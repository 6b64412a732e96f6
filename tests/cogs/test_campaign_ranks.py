"""`/campaign leaderboard`: who knocked how much, as far as everyone wants to be compared."""

import io
from functools import partial

from PIL import Image
from simcord import MemberActor

from db import people, setup
from db.facts import Naming, RankingMode
from tests.cogs.campaigning import actor, drawn, knock, picture, posted, slash
from tests.cogs.canvassing import labels, press
from tests.cogs.dooring import live
from tests.cogs.world import World, controls_of, text_of


async def test_a_leaderboard_without_doors_says_what_comes(world: World) -> None:
    shown = await slash(world, world.team.sam, "leaderboard")
    assert "No doors yet" in text_of(shown)
    assert "As a picture" not in labels(shown)
    shown = await press(world.team.sam, shown, "This week")
    assert "No doors yet this week" in text_of(shown)
    [session] = [part for part in controls_of(shown) if part.get("label") == "Session"]
    assert session["disabled"]


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
