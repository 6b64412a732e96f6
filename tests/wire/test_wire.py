"""The real bot over real sockets: many people at once, a connection that breaks, answers that come late.

One bot serves the whole file; each test plays in a team of its own.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
from pathlib import Path

import pytest

from tests.wire import reading
from tests.wire.launch import BotProcess
from tests.wire.openapi import OpenApi
from tests.wire.player import NoAnswer
from tests.wire.sessions import planned, signed_up, until
from tests.wire.things import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLBACK = "/interactions/{interaction_id}/{token}/callback"


async def test_a_command_is_answered(bot: BotProcess) -> None:
    volunteer = bot.stand_in.team("Elm Street").join("Ana", locale="es-ES")
    answer = await volunteer.slash("help")
    assert (answer.kind, answer.private) == ("message", True)
    assert answer.seconds < 3
    assert "puertas" in answer.text


async def test_a_press_redraws_the_private_panel(bot: BotProcess) -> None:
    organizer = bot.stand_in.team("Elm Street").organizer
    panel = (await organizer.slash("setup")).message
    answer = await organizer.press(panel, "Skip to the end")
    assert (answer.kind, answer.message) == ("update", panel)
    assert "at a glance" in answer.text


async def test_a_form_and_a_file_arrive(bot: BotProcess) -> None:
    organizer = bot.stand_in.team("Elm Street").organizer
    form = (await organizer.slash("turf add")).form
    added = await organizer.submit(form, Name="Old Town")
    assert "Old Town" in added.text
    sheet = organizer.upload("turfs.csv", "name,doors\nRiver Side,120\nÑandú Park,80\n".encode())
    looked_at = await organizer.slash("turf import", file=sheet)
    assert "Ñandú Park" in looked_at.text
    await organizer.press(looked_at.message, "Import 2")
    offered = await organizer.suggest("turf edit", "name", "ñan")
    assert [each["name"].startswith("Ñandú Park") for each in offered] == [True]


async def test_forty_people_press_at_the_same_moment(bot: BotProcess) -> None:
    """Eight places: eight are in, the others wait in order, everyone is answered once, the card is edited seldom."""
    team = bot.stand_in.team("Elm Street")
    card, people = await planned(team, places=8), team.crowd(40)
    edits, answers_before = card.edits, len(bot.stand_in.record.of("POST", CALLBACK))
    answers = await asyncio.gather(*(each.press(card, "I'm in") for each in people))

    assert all(each.private and each.seconds < 3 for each in answers)
    assert len(bot.stand_in.record.of("POST", CALLBACK)) == answers_before + 40
    rows = {each: state for each, state in signed_up(bot.database).items() if each in {p.user.id for p in people}}
    assert list(rows) == [each.user.id for each in people], "who presses first is first in line"
    assert list(rows.values()) == ["in"] * 8 + ["waiting"] * 32
    turns = {each.interaction.user.id: turn(each.text) for each in answers}
    assert [turns[each] for each in rows] == [0] * 8 + list(range(1, 33))

    names = {each.user.id: each.user.name for each in people}
    waiting = [names[each] for each in list(rows)[8:]]
    await until(lambda: len(line(card)) > 20 and line(card) == waiting[: len(line(card))])
    assert card.edits - edits < 20


def turn(text: str) -> int:
    """The number in line that an answer tells; 0 for somebody who is in."""
    found = re.search(r"number (\d+) in line", text)
    return int(found[1]) if found else 0


def line(card: Message) -> list[str]:
    """The numbered names on a card; a long line ends with how many more there are."""
    return re.findall(r"\d+\. (Volunteer \d+)", reading.text(card))


def labels(card: Message) -> list[str]:
    return [each.label for each in reading.buttons(card)]


async def test_one_person_presses_ten_times_at_once(bot: BotProcess) -> None:
    team = bot.stand_in.team("Elm Street")
    card, ana = await planned(team, places=8), team.join("Ana")
    answers = await asyncio.gather(*(ana.press(card, "I'm in") for _ in range(10)))
    assert all("You're in" in each.text for each in answers)
    assert sum("Nothing changed" in each.text for each in answers) == 9
    assert signed_up(bot.database)[ana.user.id] == "in"
    await until(lambda: "Ana" in reading.text(card))
    assert reading.text(card).count("Ana") == 1


async def test_a_lost_connection_is_resumed(bot: BotProcess) -> None:
    """What people pressed while the bot was away is delivered and answered when it is back."""
    gateway, team = bot.stand_in.gateway, bot.stand_in.team("Elm Street")
    card, people = await planned(team, places=8), team.crowd(5)
    identified, resumed = len(gateway.identifies), len(gateway.resumes)
    async with gateway.outage():
        presses = [asyncio.create_task(each.press(card, "I'm in")) for each in people]
        await asyncio.sleep(0.3)
        assert not any(each.done() for each in presses)
    answers = await asyncio.gather(*presses)
    assert all("You're in" in each.text for each in answers)
    assert (len(gateway.identifies), len(gateway.resumes)) == (identified, resumed + 1)


async def test_discord_asks_to_reconnect(bot: BotProcess) -> None:
    gateway, team = bot.stand_in.gateway, bot.stand_in.team("Elm Street")
    resumed = len(gateway.resumes)
    await gateway.ask_to_reconnect()
    await gateway.gone()
    await gateway.connected()
    assert (await team.join("Ana").slash("help")).private
    assert len(gateway.resumes) == resumed + 1


async def test_an_invalid_session_begins_anew(bot: BotProcess) -> None:
    """The bot identifies again (discord.py waits five seconds for that), and old buttons work."""
    gateway, team = bot.stand_in.gateway, bot.stand_in.team("Elm Street")
    card, identified = await planned(team, places=8), len(gateway.identifies)
    await gateway.invalidate()
    await gateway.connected()
    answer = await team.join("Ana").press(card, "I'm in")
    assert "You're in" in answer.text
    assert len(gateway.identifies) == identified + 1


async def test_an_answer_too_late_loses_nothing(bot: BotProcess) -> None:
    """Discord refuses the answer (10062); the sign-up is kept, and the next press says so."""
    team = bot.stand_in.team("Elm Street")
    card, ana = await planned(team, places=8), team.join("Ana")
    bot.stand_in.trouble.late("POST", CALLBACK, seconds=3.1)
    with pytest.raises(NoAnswer, match="10062"):
        await ana.press(card, "I'm in")
    assert "Nothing changed" in (await ana.press(card, "I'm in")).text


async def test_an_answer_that_discord_does_not_confirm_is_not_given_twice(bot: BotProcess) -> None:
    """Discord takes the answer but a gateway on the way fails: discord.py tries again and meets 40060."""
    team = bot.stand_in.team("Elm Street")
    card, ana = await planned(team, places=8), team.join("Ana")
    bot.stand_in.trouble.next("POST", CALLBACK, status=502, after=True)
    answer = await ana.press(card, "I'm in")
    await until(lambda: answer.interaction.refused == [40060])
    assert [message for _, message in answer.interaction.shown] == [answer.message]
    assert "Nothing changed" in (await ana.press(card, "I'm in")).text


async def test_under_discords_limits_every_press_is_answered(bot: BotProcess) -> None:
    """Five edits in five seconds a channel: people do not wait for the card, and the card ends up right."""
    team = bot.stand_in.team("Elm Street")
    card, people = await planned(team, places=40), team.crowd(30)
    edit = "/channels/{channel_id}/messages/{message_id}"
    bot.stand_in.rates.limit("PATCH", edit, 3, seconds=2)
    waits = []
    for each in people:
        waits.append((await each.press(card, "I'm in")).seconds)
        await asyncio.sleep(0.02)
    assert statistics.median(waits) < 0.5
    await until(lambda: "Volunteer 30" in reading.text(card))
    assert not bot.stand_in.rates.refused
    bot.stand_in.rates.limit("PATCH", edit, 10_000, seconds=1)


@pytest.mark.skipif(
    "DISCORD_OPENAPI" not in os.environ, reason="DISCORD_OPENAPI names no copy of Discord's OpenAPI file"
)
async def test_every_request_so_far_fits_discords_own_document(bot: BotProcess) -> None:
    document = OpenApi(Path(os.environ["DISCORD_OPENAPI"]))
    assert document.violations(bot.stand_in.record.requests) == []


async def test_nothing_went_wrong_behind_the_answers(bot: BotProcess) -> None:
    """The log of all that the tests above did holds no error and no traceback."""
    bot.stand_in.check()
    assert not re.findall(r"^.* (?:ERROR|CRITICAL) .*$|^Traceback.*$", bot.printed, re.MULTILINE)
