"""The campaign that a newcomer can look at: played through the real bot, whole, once, in whose language it is told."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from db.facts.playbooks import Kind
from db.facts.prospects import Stage
from rehearsal import leaders, sight, team
from rehearsal.campaign import Campaign
from rehearsal.deeds import CHANNEL
from rehearsal.hand import Hand
from rehearsal.seat import Seat
from rehearsal.world import World
from tests.cogs.world import text_of
from tests.rehearsal import played

world = played.world
LEADERS = [one for one in vars(leaders).values() if isinstance(one, leaders.Leader)]
SIGNS = dict(zip("🔎🙋📝🤝💬💌🎉🌙⚪", Stage, strict=True))


@pytest.fixture
async def campaign(world: World) -> AsyncIterator[Campaign]:
    """Nobody has begun it."""
    campaign = Campaign(world)
    yield campaign
    await campaign.close()


async def there(campaign: Campaign, player: str = team.FIRST, locale: str = "en-US") -> None:
    """Let it come about, and wait for all of it."""
    campaign.begin(player, locale)
    await campaign.ended()
    assert [entry.text for entry in campaign.world.journal.entries] == []
    assert campaign.finished


async def some(campaign: Campaign) -> None:
    """Let it come about, and wait for the first of it."""
    campaign.begin(team.FIRST, "en-US")
    for _ in range(1000):
        if campaign.done >= 3 or not campaign.running:
            break
        await asyncio.sleep(0.02)
    assert campaign.running


def hand(world: World, key: str = team.FIRST, locale: str = "en-US") -> Hand:
    """Somebody at the outreach channel."""
    return Hand(Seat(world, world.people[key], locale), world.guild.channels[CHANNEL])


async def shown(world: World, command: str, key: str = team.FIRST, **options: str) -> str:
    """What a command answers."""
    by = hand(world, key)
    await by.run(command, **options)
    return text_of(by.shown).replace("\u00a0", " ")


def messages(world: World, key: str, name: str = CHANNEL) -> list[str]:
    """What somebody reads in a channel."""
    channel = world.guild.channels[name].id
    seen = sight.messages(world, world.people[key], channel, 50)
    return [text_of(world.message(channel, int(one["id"]))) for one in seen]


def private(world: World) -> list[str]:
    """What anybody has before them that nobody else sees."""
    stored = [one for messages in world.env.backend.messages.values() for one in messages.values()]
    shown = [world.message(one.channel_id, one.id) for one in stored]
    return [text_of(one) for one in shown if one and one.ephemeral]


def test_everything_is_told_in_both_languages_about_all_six_kinds() -> None:
    assert {one.kind for one in LEADERS} == set(Kind)
    for english, spanish in leaders.SAID.values():
        assert english.strip()
        assert spanish.strip()
    assert all(source for one in LEADERS for _, _, source in one.found), "what is known has a source"


async def test_somebody_of_each_kind_and_at_each_stage_with_something_to_do_and_nothing_in_the_way(
    world: World, campaign: Campaign
) -> None:
    before = world.clock.now()
    await there(campaign)
    assert timedelta() < world.clock.now() - before < timedelta(days=2)
    assert private(world) == [], "nobody's channel is full of answers to what they have not done themselves"
    board = await shown(world, "prospect board")
    found = Counter(SIGNS[sign] for sign in re.findall(r"(\S+) \d", board.split("-#")[0]) if sign in SIGNS)
    assert set(found) == set(Stage)
    assert len(re.findall(r"\*\*\S+ [^*]+\*\*\n\S+ \d", board)) == len(Kind)
    assert "six short questions wait" in "\n".join(messages(world, "sam")), "a meeting that nobody has looked back on"
    assert "⬜ Who asks" in await shown(world, "meeting prep", which=leaders.RUTH.name)
    official = await shown(world, "prospect find", who=leaders.DANA.name)
    assert "They did not want to meet" in official
    assert "3 of 9 questions" in official
    assert "Hang a poster" in await shown(world, "followup list", "joy")
    assert {"prep", "followup", "evaluate", "meeting_day", "stale", "wakes"} <= {one.kind for one in world.coming}


async def test_pressed_twice_nothing_is_there_twice_and_the_one_that_rests_wakes_in_two_taps(
    world: World, campaign: Campaign
) -> None:
    campaign.begin("rosa", "en-US")
    campaign.begin("ana", "es-ES")
    await campaign.ended()
    before, at = await shown(world, "prospect board"), world.clock.now()
    campaign.begin("rosa", "en-US")
    assert not campaign.running
    assert await shown(world, "prospect board") == before
    assert world.clock.now() - at < timedelta(minutes=5)
    rosa = hand(world)
    await rosa.run("prospect sign-on", who=leaders.VEGA.name)
    await rosa.press("signon.add")
    await rosa.fill(capacity="personal", public="yes")
    assert leaders.NASSER.name in text_of(rosa.shown)
    [told] = [text for text in messages(world, "sam") if leaders.NASSER.name in text]
    assert leaders.VEGA.name in told


async def test_where_discord_fails_it_says_so_and_goes_on_from_there(world: World, campaign: Campaign) -> None:
    await some(campaign)
    await world.fail(10_000)
    await campaign.ended()
    assert (campaign.trouble, campaign.finished) == (True, False)
    world.env.backend.faults.clear()
    world.journal.entries.clear()
    await there(campaign)
    board = await shown(world, "prospect board")
    assert "7 under way · 1 signed on" in board
    assert sum(map(int, re.findall(r"\S (\d+)(?:  |\n)", board.split("-#")[0]))) == len(LEADERS)


async def test_free_texts_are_in_the_language_of_who_pressed_and_what_the_team_had_chosen_stays(
    world: World, campaign: Campaign
) -> None:
    rosa = hand(world)
    await rosa.run("setup")
    await rosa.press("setup.step", "done")
    await rosa.choose("setup.jump", "channels")
    await rosa.choose("setup.channel:outreach", world.guild.channels["general"])
    rosa.clear()
    await there(campaign, "ana", "es-ES")
    assert messages(world, "sam") == []
    cards = "\n".join(messages(world, "sam", "general"))
    assert "Capilla de la Gracia, la cocina" in cards
    assert "Who goes" in cards
    assert not [english for english, spanish in leaders.SAID.values() if english != spanish and english in cards]
    ana = hand(world, "ana", "es-ES")
    await ana.run("prospect find", who=leaders.COLLEGE.name)
    assert "Decana · Riverside Community College" in text_of(ana.shown)


async def test_after_a_new_beginning_it_can_be_begun_again(world: World, campaign: Campaign) -> None:
    await some(campaign)
    await world.reset()
    await campaign.ended()
    assert (campaign.begun, campaign.trouble) == (False, False)
    await some(campaign)
    assert campaign.done < campaign.all
