"""Courier: holds due nudges, sends each once, and marks it.

The rows are the truth (db/nudges.py); a ring only says that it is worth looking. There is no idle task: one
is made when something is due, and ends when nothing is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import discord
from discord import ui
from sqlmodel import Session

from bot.clock import Clock
from db import nudges
from db.facts import DueNudge, NudgeKind, NudgeState
from db.store import Store

T = TypeVar("T")
log = logging.getLogger(__name__)

# What will not work the next time either: unknown channel or message, no access, no permission.
FOR_GOOD = {10003, 10008, 50001, 50013, 50007, 50278}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to a channel, and the people whom it may ping."""

    channel_id: int
    view: ui.LayoutView
    mentions: Sequence[int] = ()


Painter = Callable[[DueNudge], Awaitable[Parcel | None]]


class Courier:
    """Delivers what is due; `later` is told when something is scheduled for later."""

    def __init__(self, store: Store, clock: Clock, pause: float) -> None:
        self._store, self._clock, self._pause = store, clock, pause
        self._painters: dict[NudgeKind, Painter] = {}
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self.client: discord.Client | None = None
        self.later: Callable[[datetime], None] | None = None

    def learn(self, kind: NudgeKind, painter: Painter) -> None:
        """Know how a kind of nudge becomes a message; a painter that returns None says it needs none any more."""
        self._painters[kind] = painter

    async def watch(self, unit: Callable[[Session], T]) -> T:
        """Run a writing unit of work, then see to what it scheduled."""
        due: list[datetime] = []

        def whole(tx: Session) -> T:
            tx.info.pop(nudges.BELL, None)  # units share a transaction: what is there is a neighbour's
            result = unit(tx)
            due[:] = tx.info.pop(nudges.BELL, [])
            return result

        result = await self._store.write(whole)
        if due and min(due) <= self._clock.now():
            self.soon()
        elif due and self.later is not None:
            self.later(min(due))
        return result

    def soon(self) -> None:
        """Deliver what is due, now; a ring while it is at work is heard."""
        self._again = True
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._again:
                self._again = False
                await self.deliver_due(self._clock.now())
        except Exception:
            log.exception("delivering nudges failed; the next ring tries again")
        finally:
            self._task = None

    async def drain(self) -> None:
        """Wait until nothing is being delivered."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def deliver_due(self, now: datetime) -> int:
        """Deliver everything that is due; returns how many messages went out."""
        sent = 0
        while held := await self._store.write(lambda tx: nudges.hold_due(tx, now=now)):
            for nudge in held:
                sent += await self._deliver(nudge)
        return sent

    async def _deliver(self, nudge: DueNudge) -> bool:
        try:
            parcel = await self._painters[nudge.kind](nudge)
            if parcel is None:
                await self._put_away(nudge, NudgeState.EXPIRED)
                return False
            message = await self._send(nudge, parcel)
        except discord.HTTPException as error:
            await self._failed(nudge, error)
            return False
        except (OSError, TimeoutError) as error:
            await self._again_later(nudge, type(error).__name__)
            return False
        except Exception as error:
            # One nudge that cannot be painted must not hold up the others.
            log.exception("nudge %s (%s) could not be painted", nudge.id, nudge.kind)
            await self._again_later(nudge, type(error).__name__)
            return False
        await self._store.write(
            lambda tx: nudges.mark_sent(
                tx,
                nudge_id=nudge.id,
                channel_id=parcel.channel_id,
                message_id=message.id,
                now=self._clock.now(),
            )
        )
        if self._pause:
            await asyncio.sleep(self._pause)
        return True

    async def _send(self, nudge: DueNudge, parcel: Parcel) -> discord.Message:
        if self.client is None:
            raise OSError("not connected")
        channel = self.client.get_partial_messageable(parcel.channel_id)
        people = [discord.Object(person) for person in parcel.mentions]
        # The nonce is enforced: sent twice within minutes, Discord returns the first message.
        return await channel.send(
            view=parcel.view,
            nonce=f"n{nudge.id}",
            allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=people, replied_user=False),
        )

    async def _failed(self, nudge: DueNudge, error: discord.HTTPException) -> None:
        log.warning("nudge %s (%s) was refused by Discord: %s", nudge.id, nudge.kind, error.code)
        if error.code in FOR_GOOD:
            await self._put_away(nudge, NudgeState.FAILED, str(error.code))
        else:
            await self._again_later(nudge, str(error.code))

    async def _put_away(self, nudge: DueNudge, state: NudgeState, trouble: str = "") -> None:
        await self._store.write(lambda tx: nudges.mark_done(tx, nudge_id=nudge.id, state=state, trouble=trouble))

    async def _again_later(self, nudge: DueNudge, trouble: str) -> None:
        now = self._clock.now()
        await self._store.write(lambda tx: nudges.try_again(tx, nudge_id=nudge.id, trouble=trouble, now=now))
