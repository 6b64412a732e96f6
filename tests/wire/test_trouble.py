"""When Discord is in trouble: nothing is lost, nothing comes twice, requests stay few, and presses are answered.

The bot's patience with a request is two seconds here, and what it puts off for minutes is hurried along.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial

import pytest
import pytest_asyncio
from sqlmodel import Session, col, select

from db.facts import NudgeKind, NudgeState
from db.models.nudges import Nudge
from tests.wire import planting, reading
from tests.wire.books import Books
from tests.wire.garden import Garden, Owed
from tests.wire.judging import Judge, arrived, due, nudges_on
from tests.wire.launch import BotProcess
from tests.wire.planting import Outing, Promises, Seed
from tests.wire.player import Person
from tests.wire.record import Request
from tests.wire.server import StandIn
from tests.wire.sessions import until
from tests.wire.things import Message, Overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")

MESSAGES, DMS = "/channels/{channel_id}/messages", "/users/@me/channels"
PATIENCE = 2.0
SETTINGS = {"NUDGE_LEASE": str(2 * PATIENCE), "NUDGE_PAUSE": "0", "NEW_DM_PAUSE": "0", "SWEEP_SECONDS": "0.3"}
NEVER = 3600.0


@dataclass
class Street:
    """A team of a test's own, with nudges that become due in it."""

    garden: Garden
    books: Books
    numbers: itertools.count[int]
    began: float

    @property
    def stand_in(self) -> StandIn:
        return self.garden.stand_in

    @property
    def delivered(self) -> list[Message]:
        """What arrived in this team, or at its people."""
        guild = self.garden.team.guild
        sent = self.stand_in.world.delivered
        return [each for each in sent if each.channel.guild is guild or _of(each) in guild.members]

    def sends(self, channel_id: int | None = None) -> list[Request]:
        """The requests to send a message since the test began, to one channel or to all."""
        path = f"/channels/{channel_id}/" if channel_id else "/channels/"
        record = self.stand_in.record
        return [each for each in record.of("POST", MESSAGES, since=self.began) if each.path.startswith(path)]

    async def plant(self, *seeds: Seed) -> list[Owed]:
        """Let it be due."""
        await self.books.do(partial(planting.plant, seeds=seeds))
        return [owed for seed in seeds for owed in seed.owed]

    def people(self, count: int) -> list[Person]:
        """New people."""
        return [self.garden.team.join(f"Person {next(self.numbers)}") for _ in range(count)]

    async def promises(self, people: Sequence[Person]) -> list[Owed]:
        """A promise of each of these, due now."""
        return await self.plant(*(Promises.now(self.garden, f"{next(self.numbers):05d}", each) for each in people))

    async def all_there(self, owed: Sequence[Owed], *, within: float = 12) -> None:
        """Everything due arrives, one within so many seconds of the other, each once, and says what it has to."""
        assert not await arrived(self.books, self.stand_in.world.delivered, within=within)
        rows = await self.books.do(partial(due, team_id=self.garden.team.guild.id))
        verdict = Judge(self.delivered, rows).judge(owed, kills=0)
        assert (verdict.lost, verdict.doubled) == ([], [])

    async def answers(self) -> None:
        """A command of somebody is answered, in time, all the while."""
        [ana] = self.people(1)
        answer = await ana.slash("help")
        assert answer.private
        assert answer.seconds < 1.5

    async def states(self, kind: NudgeKind) -> list[tuple[NudgeState, str]]:
        """Where the team's nudges of a kind stand, and their trouble."""

        def read(tx: Session) -> list[tuple[NudgeState, str]]:
            mine = col(Nudge.team_id) == self.garden.team.guild.id
            return [(row.state, row.trouble) for row in tx.exec(select(Nudge).where(mine, col(Nudge.kind) == kind))]

        return await self.books.do(read)


def _of(message: Message) -> int:
    return message.channel.recipient.id if message.channel.recipient else 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """One bot for the whole file, with little patience."""
    stand_in = StandIn()
    await stand_in.start()
    process = BotProcess(stand_in, tmp_path_factory.mktemp("bot"), shards=None, **SETTINGS)
    await process.start()
    yield process
    await process.kill()
    await stand_in.close()
    stand_in.check()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def books(bot: BotProcess) -> AsyncIterator[Books]:
    """The bot's database."""
    opened = Books(f"sqlite:///{bot.database}")
    yield opened
    opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def street(bot: BotProcess, books: Books) -> AsyncIterator[Street]:
    """A team of this test's own; whatever it ordered ends with it."""
    garden = Garden(bot.stand_in, bot.stand_in.team("Elm Street"))
    await books.do(garden.found)
    yield Street(garden, books, itertools.count(1), bot.stand_in.record.now)
    bot.stand_in.trouble.end()


# ---- too many requests -------------------------------------------------------------------------------


async def test_a_channel_that_is_to_be_left_alone_for_long_holds_up_no_other(street: Street, bot: BotProcess) -> None:
    """A 429 of forty seconds in one thread: the others get theirs at once, and that thread is not asked meanwhile."""
    outing = Outing.drawn(street.garden, "00001", random.Random(1))
    path = f"/channels/{outing.thread.id}/messages"
    street.stand_in.trouble.too_many("POST", path, wait=40, times=float("inf"))
    owed = [*await street.plant(outing), *await street.promises(street.people(6))]
    await until(lambda: sum(bool(each.channel.recipient) for each in street.delivered) == 6)
    await asyncio.sleep(2)
    in_thread = sum(each.room_id == outing.thread.id for each in owed)
    assert len(street.sends(outing.thread.id)) <= min(5, in_thread), "what was under way, and then no more"
    await street.answers()
    street.stand_in.trouble.end()
    await bot.restart()  # who remembers the forty seconds waits them out
    await street.all_there(owed)


async def test_a_short_429_is_waited_for(street: Street) -> None:
    """Discord's own, with a Via: waited out, and asked once more."""
    street.stand_in.trouble.too_many("POST", MESSAGES, wait=0.7)
    owed = await street.promises(street.people(1))
    await street.all_there(owed)
    assert [each.status for each in street.sends()] == [429, 200]


async def test_when_all_is_to_wait_people_are_answered_all_the_same(street: Street) -> None:
    """A 429 for the whole bot, longer than the bot's patience: afterwards everything goes on."""
    trouble = street.stand_in.trouble
    trouble.too_many("POST", MESSAGES, wait=1.5 * PATIENCE, everywhere=True, times=2)
    owed = await street.promises(street.people(3))
    await until(lambda: len(street.sends()) > 0)
    await street.answers()
    await street.all_there(owed)
    assert len(street.sends()) <= 2 * 3


async def test_the_network_before_discord_has_enough_of_us(street: Street) -> None:
    """A 429 without Via is for the whole machine, and lasts: until it is over nothing is sent."""
    trouble = street.stand_in.trouble
    trouble.too_many("POST", MESSAGES, wait=4, via=False, times=5)
    owed = await street.promises(street.people(12))
    await until(lambda: len(street.sends()) > 0)
    await asyncio.sleep(2.5)
    assert len(street.sends()) <= 5, "those that were under way, and no more"
    await street.answers()
    await street.all_there(owed)


# ---- errors and silence ------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 4])
async def test_an_error_after_the_message_was_accepted(street: Street, times: int) -> None:
    """500, though the message is there: once more with the same nonce, or found after patience ran out."""
    street.stand_in.trouble.next("POST", MESSAGES, status=500, after=True, times=times)
    owed = await street.promises(street.people(3))
    await street.all_there(owed)


async def test_a_storm_of_errors_makes_no_storm_of_requests(street: Street) -> None:
    """Eight seconds in which every message is refused with 502: few requests, and then everything arrives."""
    trouble = street.stand_in.trouble
    for method in ("POST", "GET"):
        trouble.next(method, MESSAGES, status=502, times=float("inf"))
    owed = await street.promises(street.people(20))
    for _ in range(8):
        await asyncio.sleep(1)
        await street.answers()
    assert len(street.sends()) <= 20, "five at a time, each a few times, with rests that grow"
    trouble.end()
    await street.all_there(owed, within=15)


async def test_an_answer_that_never_comes(street: Street) -> None:
    """The message is there, the answer is not: given up after a while, found, and not sent again."""
    street.stand_in.trouble.late("POST", MESSAGES, seconds=NEVER, after=True, times=2)
    owed = await street.promises(street.people(4))
    await street.all_there(owed)
    assert len(street.sends()) == 4


async def test_a_request_that_never_arrives(street: Street) -> None:
    """Neither message nor answer: looked for in vain, and sent."""
    street.stand_in.trouble.hang_up("POST", MESSAGES, times=2)
    owed = await street.promises(street.people(4))
    await street.all_there(owed)
    assert len(street.sends()) == 6


async def test_an_answer_that_breaks_off(street: Street) -> None:
    """The connection breaks after the message was accepted, and while it is looked for."""
    street.stand_in.trouble.hang_up("POST", MESSAGES, after=True, times=2)
    street.stand_in.trouble.hang_up("GET", MESSAGES)
    owed = await street.promises(street.people(4))
    await street.all_there(owed)
    assert len(street.sends()) == 4


@pytest.mark.parametrize("via", [True, False])
async def test_a_429_for_looking_leaves_the_doubt(street: Street, via: bool) -> None:
    """The message may be out, and Discord does not let us look: it is not sent again before that."""
    trouble = street.stand_in.trouble
    trouble.hang_up("POST", MESSAGES, after=True)
    trouble.too_many("GET", MESSAGES, wait=40 if via else 1, via=via)
    owed = await street.promises(street.people(1))
    await street.all_there(owed)
    assert len(street.sends()) == 1


async def test_a_lost_socket_keeps_no_nudge_waiting(street: Street) -> None:
    """The gateway is gone for a while: nudges go out, and what people pressed is answered when it is back."""
    outing = Outing.drawn(street.garden, "00002", random.Random(2))
    async with street.stand_in.gateway.outage():
        owed = [*await street.plant(outing), *await street.promises(street.people(5))]
        await street.all_there(owed)
        confirm = next(each for each in street.delivered if outing.stays.mention in reading.text(each))
        press = asyncio.create_task(outing.stays.press(confirm.channel.messages[confirm.id], "Can't"))
        await asyncio.sleep(0.5)
        assert not press.done()
    await press
    await street.all_there([*owed, outing.dropped(outing.stays)])


# ---- not allowed -------------------------------------------------------------------------------------


async def test_a_channel_that_was_closed_to_the_bot_is_not_tried_again(street: Street) -> None:
    """403 in the organizers' channel: one request for each message, and the reason stands in the table."""
    team = street.garden.team
    room = team.rooms["organizers"]
    room.overwrites.append(Overwrite(street.stand_in.world.bot.id, deny=1 << 11, is_person=True))
    outing = Outing.drawn(street.garden, "00003", random.Random(3), led=False)
    await street.plant(outing)
    await until(lambda: len(street.sends(room.id)) == 2)
    await asyncio.sleep(2)
    assert [each.status for each in street.sends(room.id)] == [403, 403]
    assert await street.states(NudgeKind.LATE_DROP) == [(NudgeState.FAILED, "50013")] * 2
    await street.answers()


async def test_people_with_closed_dms_are_asked_once(street: Street) -> None:
    """Ten people: one refused request and one mention each, however much becomes due afterwards."""
    people = street.people(10)
    for each in people:
        each.user.dms_open = False
    await street.promises(people)
    mentions = [f"<@{each.user.id}>" for each in people]

    def told() -> list[str]:
        return [mention for each in street.delivered for mention in mentions if mention in reading.text(each)]

    await until(lambda: len(told()) == 10)
    await street.promises(people)
    await asyncio.sleep(2)
    assert sorted(told()) == sorted(mentions)
    assert sum(each.status == 403 for each in street.sends()) == 10
    assert all("Call" not in reading.text(each) and nudges_on(each) for each in street.delivered)
    states = [state for state, _ in await street.states(NudgeKind.FOLLOWUP)]
    assert states.count(NudgeState.CLOSED) == 20, "kept, to be shown when they act"
    assert set(states) == {NudgeState.CLOSED, NudgeState.PENDING}, "and the next reminders are days away"
    await street.answers()
