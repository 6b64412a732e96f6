"""What the tests of delivery share: a team in Chicago, nudges by number, and the moments of a courier one by one."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from db import nudges, teams
from db.facts import Bundle, DueNudge, Held, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from db.models.teams import Member, Team
from db.nudges.schedule import BELL
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, NOW, ROSA, welcome
from tests.db.promising import CHICAGO, at, local

__all__ = ["ANA", "BEN", "CHANNEL", "CHICAGO", "CLEO", "DAY", "HOUR", "LEASE", "MINUTE", "NOW", "ROSA", "Round", "at"]

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEASE = nudges.LEASE
HOME = 900  # a person's DM channel is this and their number
Row = tuple[int, str, str]


@dataclass
class Round:
    """A courier's round: what is due, and what becomes of it. Nudges go by the numbers in their keys."""

    store: Store
    now: datetime = NOW
    new_pause: timedelta = timedelta()

    async def add(
        self, number: int, kind: NudgeKind = NudgeKind.REMIND, *, due: datetime | None = None, **more: Any
    ) -> None:
        """Schedule a nudge of a number, due now unless it is said otherwise."""
        what = {"key": f"trial:{number}", "team_id": 1, "kind": kind, "due_at": due or self.now, **more}
        await self.store.write(lambda tx: nudges.schedule(tx, **{"details": {"n": number}, **what}))

    async def remind(self, number: int, person: int = ANA.person_id, **more: Any) -> None:
        """Schedule a reminder of a person's own."""
        await self.add(number, NudgeKind.FOLLOWUP, person_id=person, **more)

    async def hold(self, most: int = 20, store: Store | None = None) -> Held:
        """Take what is due."""
        unit = partial(nudges.hold_due, now=self.now, most=most, new_pause=self.new_pause)
        return await (store or self.store).write(unit)

    async def one(self) -> Bundle:
        """The only message that is due."""
        [bundle] = (await self.hold()).bundles
        return bundle

    async def none(self) -> None:
        """Nothing goes out now."""
        assert (await self.hold()).bundles == ()

    async def set_out(self, bundle: Bundle, channel: int | None = None) -> bool:
        """It goes on its way."""
        channel_id = channel or bundle.dm_channel_id or CHANNEL
        return await self.store.write(partial(nudges.set_out, bundle=bundle, channel_id=channel_id, now=self.now))

    async def sent(self, bundle: Bundle, message_id: int = 1) -> None:
        """It arrived."""
        unit = partial(nudges.mark_sent, bundle_id=bundle.id, channel_id=CHANNEL, message_id=message_id)
        await self.store.write(partial(unit, now=self.now))

    async def deliver(self) -> list[list[int]]:
        """Deliver all that is due; the numbers in each message."""
        out: list[list[int]] = []
        for bundle in (await self.hold()).bundles:
            assert await self.set_out(bundle)
            await self.sent(bundle)
            out.append(numbers(bundle))
        return out

    async def missing(self, bundle: Bundle) -> None:
        """It was looked for and is not there."""
        await self.store.write(partial(nudges.missing, bundle=bundle, now=self.now))

    async def try_again(self, bundle: Bundle, trouble: str = "500", **more: Any) -> None:
        """It did not go out, or nobody knows."""
        unit = partial(nudges.try_again, bundle=bundle, trouble=trouble, now=self.now, **more)
        await self.store.write(unit)

    async def closed(self, bundle: Bundle) -> None:
        """Discord refused the DM."""
        await self.store.write(partial(nudges.closed, bundle=bundle, now=self.now))

    async def rows(self, *states: NudgeState) -> list[Nudge]:
        """The nudges, by number; of some states, if they are named."""

        def unit(tx: Session) -> list[Nudge]:
            found = tx.exec(select(Nudge).where(col(Nudge.key).startswith("trial:")).order_by(col(Nudge.id)))
            return [one for one in found if not states or one.state in states]

        return await self.store.read(unit)

    async def states(self) -> list[str]:
        """Where the nudges stand, by number."""
        return [one.state.value for one in await self.rows()]

    async def waits(self) -> list[tuple[str, NudgeWait | None]]:
        """When the nudges are due by Chicago's clocks, and what they wait for."""
        return [(local(one.due_at), one.waits_for) for one in await self.rows()]

    async def mentions(self) -> list[tuple[NudgeState, int | None]]:
        """The messages that tell somebody that something waits for them."""

        def unit(tx: Session) -> list[tuple[NudgeState, int | None]]:
            found = tx.exec(select(Nudge).where(col(Nudge.kind) == NudgeKind.WAITING).order_by(col(Nudge.id)))
            return [(one.state, one.person_id) for one in found]

        return await self.store.read(unit)

    async def team(self, **settings: Any) -> None:
        """The team's settings become these."""
        await self.store.write(partial(_set, Team, 1, settings))

    async def member(self, person: int = ANA.person_id, **values: Any) -> Member:
        """A person's row becomes this."""
        if values:
            await self.store.write(partial(_set, Member, (1, person), values))
        return await self.store.read(lambda tx: tx.get_one(Member, (1, person)))

    async def bells(self, unit: Any) -> list[datetime]:
        """The moments of which a unit of work leaves word."""

        def whole(tx: Session) -> list[datetime]:
            tx.info.pop(BELL, None)
            unit(tx)
            return list(tx.info.pop(BELL, []))

        return await self.store.write(whole)


def _set(table: Any, key: Any, values: dict[str, Any], tx: Session) -> None:
    row = tx.get_one(table, key)
    for name, value in values.items():
        setattr(row, name, value)


def open_team(tx: Session) -> None:
    """The teams, and people with whom the bot has talked before."""
    welcome(tx, zone=CHICAGO)
    for person in (ANA, BEN, CLEO, ROSA):
        teams.meet(tx, actor=person, now=NOW).dm_channel_id = HOME + person.person_id


async def begin(store: Store, **more: Any) -> Round:
    """A round at noon in Chicago."""
    await store.write(open_team)
    return Round(store, **more)


def number_of(nudge: DueNudge) -> int:
    """A nudge's number."""
    return int(str(nudge.values["n"]))


def numbers(bundle: Bundle) -> list[int]:
    """The numbers in a message."""
    return [number_of(nudge) for nudge in bundle.nudges]


def all_numbers(held: Held) -> list[list[int]]:
    """The numbers in each message that is held."""
    return [numbers(bundle) for bundle in held.bundles]


async def together(*deeds: Any) -> list[Any]:
    """Several at the same time."""
    return list(await asyncio.gather(*deeds))
