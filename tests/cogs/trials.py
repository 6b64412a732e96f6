"""Trial nudges for tests of the courier: one kind for a room and one for a person, painted as the test says."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import MemberActor

from bot.cards import kit as bricks
from bot.courier import Parcel
from bot.ids import NUDGE_STILL
from db import nudges, teams
from db.facts import Actor, Bundle, DueNudge, NudgeKind
from tests.cogs.world import World, text_of

ROOM, LETTER = NudgeKind.REMIND, NudgeKind.HANDED
How = Callable[[], Awaitable[None]]


@dataclass
class Trials:
    """The trial nudges of a world, by number, and what their painters do when it is their turn."""

    world: World
    painted: list[int] = field(default_factory=list)
    useless: set[int] = field(default_factory=set)
    before: dict[int, How] = field(default_factory=dict)

    @property
    def courier(self) -> Any:
        """The courier of the bot that runs."""
        return self.world.app.kit.courier

    def teach(self) -> None:
        """Let the courier of the bot that runs know how trials are painted."""
        self.courier.learn(ROOM, self._paint)
        self.courier.learn_letters(self._write)

    async def add(self, number: int, person: MemberActor | None = None, *, hours: float = 0, **more: Any) -> None:
        """A nudge so many hours from now, for the room or for a person; `lasts` hours."""
        due = self.world.clock.now() + timedelta(hours=hours)
        if (lasts := more.pop("lasts", None)) is not None:
            more["expires_at"] = due + timedelta(hours=lasts)
        values = {"kind": LETTER if person else ROOM, "person_id": person.id if person else None, **more}
        await self.world.app.kit.write(
            lambda tx: nudges.schedule(
                tx,
                key=f"trial:{number}",
                team_id=self.world.team.guild.id,
                due_at=due,
                details={"n": number},
                **values,
            )
        )

    async def acted(self, person: MemberActor) -> None:
        """A person is known to the bot."""
        actor = Actor(self.world.team.guild.id, person.id, "P", "en", "America/Chicago")
        now = self.world.clock.now()
        await self.world.app.kit.write(lambda tx: teams.meet(tx, actor=actor, now=now).person_id)

    def sent(self, person: MemberActor | None = None) -> list[str]:
        """The texts of the messages in the room, or in a person's DMs."""
        room = person.user.dm_channel if person else self.world.team.canvass
        return [text_of(message).strip() for message in room.history() if message.components]

    def states(self) -> list[str]:
        """Where the trials stand, by number."""
        return [state for (state,) in self.world.rows("SELECT state FROM nudge WHERE key LIKE 'trial:%' ORDER BY id")]

    def sends(self) -> int:
        """How many messages the bot tried to send."""
        calls = self.world.env.backend.http_requests
        return sum(call.method == "POST" and call.path.endswith("/messages") for call in calls)

    def card(self, *trials: DueNudge) -> discord.ui.LayoutView:
        """A message with these trials."""
        text = f"nudge {' '.join(str(one.values['n']) for one in trials)}"
        return bricks.note(text, bricks.row(bricks.button("Still", NUDGE_STILL(nudge=trials[0].id))))

    async def _paint(self, nudge: DueNudge) -> Parcel | None:
        kept = await self._kept(nudge)
        return Parcel(self.world.team.canvass.id, self.card(nudge), [self.world.team.sam.id]) if kept else None

    async def _write(self, bundle: Bundle) -> Parcel | None:
        kept = [nudge for nudge in bundle.nudges if await self._kept(nudge)]
        gone = bundle.ids - {nudge.id for nudge in kept}
        return Parcel(None, self.card(*kept), gone=sorted(gone)) if kept else None

    async def _kept(self, nudge: DueNudge) -> bool:
        number = int(str(nudge.values["n"]))
        self.painted.append(number)
        if how := self.before.get(number):
            await how()
        return number not in self.useless


async def broken() -> None:
    """What a painter with a mistake does."""
    raise ZeroDivisionError


@pytest.fixture
async def trials(world: World) -> Trials:
    """A team that has trial nudges; Sam and Rosa have acted."""
    found = Trials(world)
    found.teach()
    guild, now = world.team.guild, world.clock.now()
    await world.app.kit.write(lambda tx: teams.welcome(tx, team_id=guild.id, name=guild.name, language="en", now=now))
    for person in (world.team.sam, world.team.rosa):
        await found.acted(person)
    return found


class Gate:
    """Where a painter waits until the test lets it go on."""

    def __init__(self) -> None:
        self.open, self.reached = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.reached.set()
        await self.open.wait()
