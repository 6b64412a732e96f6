"""A session on the wire: planned as an organizer plans it, and read back from the database's file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.wire import reading
from tests.wire.team import Team
from tests.wire.things import Channel, Message


async def until(holds: Callable[[], bool], *, within: float = 8) -> None:
    """Wait until something holds; TimeoutError if it does not in time."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - what it waits for happens in another process
            await asyncio.sleep(0.02)


async def planned(team: Team, *, places: int) -> Message:
    """A session with so many places, planned and posted by the organizer; its card."""
    room = team.rooms["canvass"]
    form = (await team.organizer.slash("canvass plan", where=room)).form
    typed = {"When": "tomorrow 10am", "Until, or how long": "3h", "Where to meet": "Library steps"}
    preview = await team.organizer.submit(form, **typed, Places=str(places))
    await team.organizer.press(preview.message, "Post")
    await until(lambda: bool(cards(room)))
    return cards(room)[-1]


def cards(room: Channel) -> list[Message]:
    """The sign-up cards in a channel, oldest first."""
    labels = ((each, [button.label for button in reading.buttons(each)]) for each in room.messages.values())
    return [each for each, there in labels if "Manage" in there]


def signed_up(database: Path) -> dict[int, str]:
    """Everyone's answer in the database's file, by person, in the order of their places."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
        return dict(file.execute("SELECT person_id, state FROM signup ORDER BY canvass_id, place"))


def nudges(database: Path) -> list[str]:
    """The states of all nudges in the database's file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
        return [state for (state,) in file.execute("SELECT state FROM nudge ORDER BY id")]


def never_quiet(database: Path) -> None:
    """Let the teams have no quiet hours: tests run at any hour."""
    with closing(sqlite3.connect(database, isolation_level=None)) as file:
        file.execute("UPDATE team SET quiet_from = quiet_until")
