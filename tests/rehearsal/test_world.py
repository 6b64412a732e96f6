"""The pretend team behaves as Discord does, and its trouble is as Discord's trouble."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.clock import Clock
from rehearsal import sight, team
from rehearsal.clock import WorldClock, next_morning
from rehearsal.journal import Journal
from rehearsal.seat import Seat
from rehearsal.world import World
from tests.rehearsal.demo import DemoApp, DemoBot, Reminder, opener


def canvass(world: World) -> simcord.ChannelHandle:
    return world.guild.channels[team.LANDING]


def seen(seat: Seat, channel: simcord.ChannelHandle) -> list[Mapping[str, Any]]:
    return sight.messages(seat.world, seat.person, channel.id)


async def post_card(seat: Seat) -> simcord.ResponseMessage:
    outcome = await seat.command(canvass(seat.world), "card", {})
    message = outcome.result.response
    assert isinstance(message, simcord.ResponseMessage)
    return message


def card_text(seat: Seat) -> str:
    return str(seen(seat, canvass(seat.world))[0]["components"])


async def test_cards_outlive_a_restart(world: World, rosa: Seat, ana: Seat) -> None:
    card = await post_card(rosa)
    await ana.press(card, "in")
    await world.restart()
    outcome = await rosa.press(card, "in")
    assert not outcome.unanswered
    assert f"**In** (2/8): <@{ana.person.id}>, <@{rosa.person.id}>" in card_text(rosa)


async def test_an_open_form_outlives_a_restart(world: World, rosa: Seat) -> None:
    shown = await rosa.press(await post_card(rosa), "ask")
    await world.restart()
    outcome = await rosa.submit(shown.result, {"street": "Elm Street", "language": "es"})
    assert "Elm Street" in outcome.result.response.content


async def test_closed_direct_messages_are_refused_with_discords_code(world: World, rosa: Seat) -> None:
    dev = world.people["dev"]
    outcome = await rosa.command(canvass(world), "dm", {"who": dev.member})
    assert outcome.result.response.content == "Could not: 50007"
    assert "403 50007" in world.journal.entries[-1].text
    await world.close_dms(dev, closed=False)
    await rosa.command(canvass(world), "dm", {"who": dev.member})
    assert [message["content"] for message in sight.messages(world, dev, dev.user.dm_channel.id)] == [
        "Only **you** read this."
    ]


async def test_private_answers_are_only_their_owners(world: World, rosa: Seat, ana: Seat) -> None:
    card = await post_card(rosa)
    await ana.press(card, "whisper")
    assert [message["content"] for message in seen(ana, canvass(world))] == ["", "A secret for you alone."]
    assert [message["content"] for message in seen(rosa, canvass(world))] == [""]
    secret = world.message(canvass(world).id, int(seen(ana, canvass(world))[1]["id"]))
    assert secret is not None
    assert (await rosa.delete(secret)).refused


async def test_channels_are_seen_by_whom_they_are_for(world: World, rosa: Seat, ana: Seat) -> None:
    assert [place.name for place in sight.places(world, rosa.person)] == [*team.CHANNELS, team.BOT]
    assert [place.name for place in sight.places(world, ana.person)] == ["general", "canvass", "outreach", team.BOT]


async def test_a_client_speaks_its_own_language(world: World, rosa: Seat, ana: Seat) -> None:
    outcome = await ana.command(canvass(world), "greet", {})
    assert outcome.result.response.content == "¡Hola, Ana!"
    outcome = await rosa.command(canvass(world), "greet", {"who": ana.person.member})
    assert outcome.result.response.content == "Hello, Ana!"
    listed = {command.shown: command for command in sight.commands(world, ana.person, canvass(world).id, "es-ES")}
    assert listed["saludar"].name == "greet"
    assert listed["saludar"].description == "Saluda a alguien"
    assert sight.localized(listed["saludar"].options[0], "name", "es-ES") == "quien"


async def test_commands_are_listed_to_whom_discord_lists_them(world: World, rosa: Seat, ana: Seat) -> None:
    def names(seat: Seat) -> set[str]:
        return {command.name for command in sight.commands(world, seat.person, canvass(world).id, "en-US")}

    assert names(rosa) - names(ana) == {"event"}
    assert {"turf add", "turf show"} <= names(ana)


async def test_the_bots_clock_and_discords_go_together(world: World, rosa: Seat) -> None:
    assert abs(world.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    await rosa.command(canvass(world), "remind", {})
    first = world.next_due
    assert first is not None
    await world.travel(first - timedelta(minutes=30))
    await rosa.command(canvass(world), "remind", {})
    second = first + timedelta(minutes=30)
    assert (len(world.coming), world.next_due) == (2, first)
    await world.travel(first + timedelta(hours=5))
    reminders = [message for message in seen(rosa, canvass(world)) if message["content"] == "An hour has gone by."]
    for due, reminder in zip((first, second), reminders, strict=True):
        late = datetime.fromisoformat(reminder["timestamp"]) - due
        assert timedelta() <= late < timedelta(seconds=5), "what falls due on the way comes in its time"
    assert abs(world.clock.now() - world.env.now()) < timedelta(seconds=2)
    assert (list(world.coming), world.next_due) == ([], None)


class Restless(DemoApp):
    """A bot for which something is due again at every moment."""

    async def coming(self, _: int, *, most: int) -> list[Reminder]:
        return [Reminder(1, self.client.clock.now() + timedelta(seconds=1), 0, None, "")][:most]


async def test_a_journey_ends_even_where_something_is_due_all_the_time(tmp_path: Path) -> None:
    async def restless(clock: Clock) -> Restless:
        return Restless(DemoBot(clock, tmp_path))

    async with World(restless) as world:
        goal = world.clock.now() + timedelta(days=1)
        await world.travel(goal)
        assert world.clock.now() >= goal


async def test_the_clock_stands_and_moves_as_told() -> None:
    class Still(Clock):
        def now(self) -> datetime:
            return datetime(2026, 10, 31, 20, tzinfo=UTC)

    clock = WorldClock(Still())
    clock.skip(timedelta(hours=2))
    assert clock.now() == datetime(2026, 10, 31, 22, tzinfo=UTC)
    with pytest.raises(ValueError, match="cannot go back"):
        clock.skip(timedelta(seconds=-1))


def test_tomorrow_at_nine_is_what_wall_clocks_show_over_the_end_of_summer_time() -> None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only here

    eve = datetime(2026, 10, 31, 20, tzinfo=UTC)  # the clocks of California go back in the night
    assert next_morning(eve, ZoneInfo("America/Los_Angeles")) == datetime(2026, 11, 1, 17, tzinfo=UTC)


async def test_discord_fails_as_often_as_asked_and_the_journal_says_so(world: World, rosa: Seat) -> None:
    await world.fail(2)
    assert world.failing == 2
    assert (await rosa.command(canvass(world), "greet", {})).unanswered
    assert world.failing == 1
    assert (await rosa.command(canvass(world), "greet", {})).unanswered
    assert not (await rosa.command(canvass(world), "greet", {})).unanswered
    assert [entry.text.split(" I")[0] for entry in world.journal.entries if entry.kind == "discord"] == ["500 0"] * 2


async def test_an_exception_in_the_bot_is_noted_and_the_world_goes_on(world: World, rosa: Seat) -> None:
    outcome = await rosa.command(canvass(world), "boom", {})
    assert outcome.unanswered
    entry = world.journal.entries[-1]
    assert (entry.kind, "RuntimeError: boom" in entry.text, "Traceback" in entry.detail) == ("bot", True, True)
    assert not (await rosa.command(canvass(world), "greet", {})).unanswered


def test_a_failure_that_the_bot_logged_unfolds_in_the_journal() -> None:
    journal = Journal(lambda: datetime(2026, 3, 1, tzinfo=UTC))
    failure = ValueError("no such street")
    told = logging.LogRecord("bot.courier", logging.ERROR, "", 0, "delivering failed", (), (ValueError, failure, None))
    journal.emit(told)
    entry = journal.entries[-1]
    assert (entry.kind, entry.text) == ("log", "bot.courier: delivering failed")
    assert "no such street" in entry.detail


async def test_a_bot_that_hangs_is_noted_and_can_be_restarted(tmp_path: Path) -> None:
    async with World(opener(tmp_path), patience=0.3) as world:
        rosa = Seat(world, world.people["rosa"], "en-US")
        card = await post_card(rosa)
        assert (await rosa.command(canvass(world), "hang", {})).unanswered
        assert "did not settle" in world.journal.entries[-1].text
        await world.breathe()
        await world.restart()
        assert not (await rosa.press(card, "in")).unanswered
        assert not (await rosa.command(canvass(world), "greet", {})).unanswered


async def test_what_a_person_could_not_do_in_discord_is_refused(world: World, rosa: Seat, ana: Seat) -> None:
    card = await post_card(rosa)
    assert (await ana.press(card, "closed")).refused, "a disabled button"
    assert (await ana.press(card, "nonsense")).refused
    assert (await ana.command(canvass(world), "event", {})).refused, "a command hidden from her"
    assert (await ana.command(canvass(world), "turf add", {"name": "x", "doors": 1})).refused, "too short a name"
    assert (await ana.delete(card)).refused
    assert world.journal.entries[-1].kind == "page"


async def test_many_acts_at_once_wait_for_their_turn(world: World, rosa: Seat) -> None:
    card = await post_card(rosa)
    seats = [Seat(world, person, "en-US") for person in world.people.values()]
    outcomes = await asyncio.gather(*(seat.press(card, "in") for seat in seats))
    assert not any(outcome.unanswered for outcome in outcomes)
    assert "(7/8)" in card_text(rosa)


async def test_unread_marks_and_pings_belong_to_the_reader(world: World, rosa: Seat, ana: Seat) -> None:
    await rosa.command(canvass(world), "thread", {})

    def marks(seat: Seat) -> dict[str, tuple[int, int]]:
        return {place.name: (place.unread, place.pings) for place in sight.places(world, seat.person)}

    assert marks(rosa)["Saturday's walk"] == (1, 1)
    assert marks(ana)["Saturday's walk"] == (1, 0)
    thread = canvass(world).threads[0]
    assert sight.look(world, rosa.person, thread.id)
    assert not sight.look(world, rosa.person, thread.id)
    assert marks(rosa)["Saturday's walk"] == (0, 0)
    assert marks(ana)["Saturday's walk"] == (1, 0)


async def test_starting_over_forgets_everything(tmp_path: Path) -> None:
    erased = []
    async with World(opener(tmp_path), erase=lambda: erased.append(len(erased))) as world:
        rosa = Seat(world, world.people["rosa"], "en-US")
        await rosa.command(canvass(world), "boom", {})
        await post_card(rosa)
        await world.travel(world.clock.now() + timedelta(hours=1))
        await world.reset()
        rosa = Seat(world, world.people["rosa"], "en-US")
        assert (erased, list(world.journal.entries), seen(rosa, canvass(world))) == ([0, 1], [], [])
        assert world.clock.ahead == timedelta()
        assert not (await rosa.command(canvass(world), "greet", {})).unanswered


async def test_pages_are_told_of_every_change(world: World, rosa: Seat) -> None:
    told = []
    world.watchers.add(lambda: told.append(1))
    await rosa.say(canvass(world), "Hello")
    assert told
    told.clear()
    await world.breathe()
    assert not told, "nothing happened"


async def test_files_can_be_fetched_by_their_address(world: World, rosa: Seat) -> None:
    await rosa.command(canvass(world), "files", {})
    address = seen(rosa, canvass(world))[0]["attachments"][0]["url"]
    content = sight.file(world, address.removeprefix("https://cdn.simcord.invalid/"))
    assert content is not None
    assert content.startswith(b"BEGIN:VCALENDAR")
    assert sight.file(world, "../../etc/passwd") is None
