"""How late a nudge is on an idle machine: from its moment to the one in which Discord gets the message.

By the alarm: promises, each at a moment of its own, and several people's at the same one. At once: a place that frees,
from the press that frees it to the message that gives it to the next in line.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import discord
from sqlmodel import Session, col, select

from db import canvass
from db.facts import CanvassPlan
from db.models.nudges import Nudge
from tests.bench.stage import Stage, promises, stage
from tests.bench.table import S, Table
from tests.wire import reading
from tests.wire.judging import nudges_on
from tests.wire.player import Person
from tests.wire.sessions import cards, until
from tests.wire.things import Message

ALLOWED = 2.0  # seconds
ALONE, TOGETHER = 24, 8  # promises with a moment to themselves, and those that share one
SPREAD = 60.0  # seconds over which their moments lie
STARTING = 10.0  # seconds in which the bot is surely there
PLACES = 12  # sessions in which a place frees
AHEAD = timedelta(hours=6)  # near enough that whoever is next gets it at once


async def by_alarm(opened: Stage, dice: random.Random) -> list[list[float]]:
    """The lateness of nudges with a moment to themselves, and of those that share one, in seconds."""
    garden, soon = opened.garden, datetime.now(UTC) + timedelta(seconds=STARTING)
    moments = [soon + timedelta(seconds=dice.uniform(0, SPREAD)) for _ in range(ALONE)]
    moments += [soon + timedelta(seconds=SPREAD / 2)] * TOGETHER
    keepers = [garden.team.join(f"Keeper {number}") for number in range(len(moments))]
    made = await opened.books.do(lambda tx: promises(tx, garden, keepers, moments))
    await opened.bot.start()
    delivered = opened.stand_in.world.delivered
    await until(lambda: len(delivered) >= len(moments), within=STARTING + SPREAD + 60)
    late = await lateness(opened, made)
    return [late[:ALONE], late[ALONE:]]


async def lateness(opened: Stage, made: Sequence[int]) -> list[float]:
    """For each promise, how long after its nudge was due Discord got the message."""
    arrived = {nudge: message.id for message in opened.stand_in.world.delivered for nudge in nudges_on(message)}

    def due(tx: Session) -> dict[int, Nudge]:
        rows = tx.exec(select(Nudge).where(col(Nudge.followup_id).in_(made), col(Nudge.id).in_(arrived))).all()
        return {row.followup_id or 0: row for row in rows}

    rows = await opened.books.do(due)
    moments = {each: discord.utils.snowflake_time(arrived[row.id or 0]) for each, row in rows.items()}
    return [(moments[each] - rows[each].due_at).total_seconds() for each in made]


# ---- at once ---------------------------------------------------------------------------------------------


def queued(tx: Session, opened: Stage, first: Person, second: Person) -> int:
    """A session with one place and two people, and nobody told anything; its id."""
    garden, now = opened.garden, datetime.now(UTC)
    starts = now + AHEAD
    plan = CanvassPlan(starts, starts + timedelta(hours=2), title=f"With {first.user.name}", capacity=1)
    organizer, room = garden.actor(garden.team.organizer), garden.team.rooms["canvass"]
    facts = canvass.plan(tx, actor=organizer, plan=plan, channel_id=room.id, now=now)
    for person in (first, second):
        canvass.join(tx, actor=garden.actor(person), canvass_id=facts.id, now=now)
    return facts.id


async def at_once(opened: Stage) -> list[float]:
    """Seconds from the press that frees a place to the message that gives it to the next in line."""
    team = opened.garden.team
    people = [(team.join(f"First {number:02}"), team.join(f"Second {number:02}")) for number in range(PLACES)]
    await opened.books.do(lambda tx: [queued(tx, opened, *pair) for pair in people])
    room, before = team.rooms["canvass"], len(cards(team.rooms["canvass"]))
    await until(lambda: len(cards(room)) == before + PLACES, within=90)  # when the bot next looks around
    await opened.quiet()
    waited = []
    for first, second in people:
        card = next(each for each in cards(room) if f"With {first.user.name}" in reading.text(each))
        begun = datetime.now(UTC)
        await first.press(card, "Can't")
        message = await told(opened, second)
        waited.append((discord.utils.snowflake_time(message.id) - begun).total_seconds())
    return waited


async def told(opened: Stage, person: Person) -> Message:
    """The message that mentions a person, once it is there."""
    delivered = opened.stand_in.world.delivered
    await until(lambda: any(person.mention in reading.text(each) for each in delivered[-5:]))
    return next(each for each in delivered[-5:] if person.mention in reading.text(each))


# ---- the table -------------------------------------------------------------------------------------------


async def measure(*, full: bool) -> None:
    """Play it, and print the table."""
    del full  # it is always the real thing
    table = Table(
        f"lateness: seconds, beside the {ALLOWED:.0f} that a nudge may be late",
        ("", "median", "worst", "worst beside allowed"),
    )
    with tempfile.TemporaryDirectory(prefix="toctoc-") as folder:
        async with stage(Path(folder)) as opened:
            alone, together = await by_alarm(opened, random.Random(1))
            freed = await at_once(opened)
            opened.check()
    for name, late in (
        (f"{ALONE} promises, each at its moment", alone),
        (f"{TOGETHER} people's promises at the same moment", together),
        (f"{PLACES} freed places, from press to message", freed),
    ):
        table.rows.append((name, S.written(median(late)), S.written(max(late)), f"{max(late) / ALLOWED:.2f} x"))
    table.show()
