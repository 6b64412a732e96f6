"""Courier: holds due nudges, sends each once, and marks it.

The rows are the truth (db/nudges); a ring only says that it is worth looking. There is no idle task: one is made
when something is due, and ends when nothing is.

Once: a message is held, its channel noted, sent with its own id as an enforced nonce, and marked. Whatever ends
in between leaves a doubt, and then its buttons are looked for in that channel before it is sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import discord
from discord import ui
from sqlmodel import Session

from bot.clock import Clock
from bot.ids import parse
from bot.settings import Settings
from db import nudges
from db.facts import Bundle, Doubt, DueNudge, Held, NudgeKind, NudgeState
from db.store import Store

T = TypeVar("T")
log = logging.getLogger(__name__)

DMS_CLOSED = {50007, 50278}  # to this user nothing can be sent (discord-platform.md, section 6)
# What will not work the next time either: unknown channel, message or user, no access, no permission.
FOR_GOOD = {10003, 10008, 10013, 50001, 50013}
LANES = 5  # messages under way at once: one slow channel does not hold up the others
LOOK_BACK = timedelta(hours=1)  # how far clocks may disagree when a message in doubt is looked for
LOOKED_AT = 1000  # messages of a channel that are looked at
PATIENCE_MOST = 300.0  # seconds of rest after Discord was out of reach many times in a row


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to a channel, the people whom it may ping, and nudges that need no message any more.

    Without a channel it goes to the DMs of the bundle's person.
    """

    channel_id: int | None
    view: ui.LayoutView
    mentions: Sequence[int] = ()
    gone: Sequence[int] = ()


Painter = Callable[[DueNudge], Awaitable[Parcel | None]]
Writer = Callable[[Bundle], Awaitable[Parcel | None]]


class Courier:
    """Delivers what is due; `later` is told when something is scheduled for later."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store, self._clock = store, clock
        self._pause, self._new_pause = settings.nudge_pause, timedelta(seconds=settings.new_dm_pause)
        self._lease = timedelta(seconds=settings.nudge_lease)
        self._painters: dict[NudgeKind, Painter] = {}
        self._writer: Writer | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._next_new: datetime | None = None  # from when on a new conversation may be opened
        self._rest_until: datetime | None = None
        self._failures = 0  # in a row, of Discord as a whole
        self.client: discord.Client | None = None
        self.later: Callable[[datetime], None] | None = None

    def learn(self, kind: NudgeKind, painter: Painter) -> None:
        """Know how a kind of nudge becomes a message; a painter that returns None says it needs none any more."""
        self._painters[kind] = painter

    def learn_letters(self, writer: Writer) -> None:
        """Know how what is due for one person becomes one DM; None says that it needs none any more."""
        self._writer = writer

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
        elif due:
            self._wake(min(due))
        return result

    def _wake(self, moment: datetime) -> None:
        if self.later is not None:
            self.later(moment)

    def soon(self) -> None:
        """Deliver what is due, now; a ring while it is at work is heard."""
        self._again = True
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._again:
                self._again = False
                await self.deliver_due()
        except Exception:
            log.exception("delivering nudges failed; the next ring tries again")
        finally:
            self._task = None

    async def drain(self) -> None:
        """Wait until nothing is being delivered."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def deliver_due(self) -> None:
        """Deliver everything that is due, a few messages at once, at our pace."""
        running: set[asyncio.Task[None]] = set()
        more = True
        while (more and not self._resting()) or running:
            if more and len(running) < LANES and not self._resting():
                held = await self._hold(LANES - len(running))
                more = held.more or bool(held.bundles)
                running |= await self._start(held.bundles)
            else:
                _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)

    def _resting(self) -> bool:
        return self._rest_until is not None and self._clock.now() < self._rest_until

    async def _hold(self, most: int) -> Held:
        now = self._clock.now()
        # Through watch: what follows a nudge that was put away just now may be due as well.
        return await self.watch(partial(nudges.hold_due, now=now, most=most, lease=self._lease))

    async def _start(self, bundles: Sequence[Bundle]) -> set[asyncio.Task[None]]:
        started = set()
        for bundle in bundles:
            started.add(asyncio.get_running_loop().create_task(self._deliver(bundle)))
            if self._pause:
                await asyncio.sleep(self._pause)
        return started

    async def _deliver(self, bundle: Bundle) -> None:
        try:
            await self._deliver_once(bundle)
        except discord.HTTPException as error:
            await self._refused(bundle, error)
        except discord.RateLimited as error:
            await self._give_back(bundle, "429", refused=True, wait=error.retry_after)
            self._rest(error.retry_after)
        except (OSError, TimeoutError, discord.DiscordException) as error:
            # Nobody knows whether it arrived: it is looked for before it is sent again.
            await self._give_back(bundle, type(error).__name__, refused=False)
            self._out_of_reach()
        except Exception as error:
            # One nudge that cannot be painted must not hold up the others.
            log.exception("nudge %s (%s) could not be painted", bundle.id, bundle.first.kind)
            await self._give_back(bundle, type(error).__name__, refused=bundle.doubt is None)

    async def _deliver_once(self, bundle: Bundle) -> None:
        if bundle.doubt is not None and (found := await self._found(bundle, bundle.doubt)) is not None:
            await self._arrived(bundle, bundle.doubt.channel_id, found)
            return
        parcel = await self._parcel(bundle)
        if parcel is None or parcel.gone:
            gone = bundle.ids if parcel is None else parcel.gone
            await self._put_away(gone, NudgeState.EXPIRED)
        if parcel is None or not await self._may_open(bundle):
            return
        channel_id = parcel.channel_id or bundle.dm_channel_id or await self._open_dm(bundle)
        now = self._clock.now()
        await self._store.write(
            lambda tx: nudges.set_out(
                tx,
                bundle_id=bundle.id,
                channel_id=channel_id,
                person_id=bundle.person_id,
                now=now,
                told=parcel.mentions,
            )
        )
        message = await self._send(replace(parcel, channel_id=channel_id), bundle)
        await self._arrived(bundle, channel_id, message.id)

    async def _parcel(self, bundle: Bundle) -> Parcel | None:
        if bundle.person_id is None:
            return await self._painters[bundle.first.kind](bundle.first)
        return await self._writer(bundle) if self._writer is not None else None

    async def _may_open(self, bundle: Bundle) -> bool:
        """Whether a new conversation may be opened now; else it gets its turn: bursts are taken for spam."""
        if not bundle.opens_dm or bundle.in_turn or not self._new_pause:
            return True
        now = self._clock.now()
        turn = max(self._next_new or now, now)
        self._next_new = turn + self._new_pause
        if turn <= now:
            return True
        await self._store.write(partial(nudges.wait_in_turn, bundle_id=bundle.id, until=turn))
        self._wake(turn)
        return False

    async def _open_dm(self, bundle: Bundle) -> int:
        if self.client is None or bundle.person_id is None:
            raise OSError("not connected")
        async with self._patience():
            return (await self.client.create_dm(discord.Object(bundle.person_id))).id

    async def _send(self, parcel: Parcel, bundle: Bundle) -> discord.Message:
        if self.client is None:
            raise OSError("not connected")
        channel = self.client.get_partial_messageable(parcel.channel_id or 0)
        people = [discord.Object(person) for person in parcel.mentions]
        async with self._patience():
            # The nonce is enforced: sent twice within minutes, Discord returns the first message.
            return await channel.send(
                view=parcel.view,
                nonce=f"n{bundle.id}",
                silent=bundle.silent,
                allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=people, replied_user=False),
            )

    def _patience(self) -> asyncio.Timeout:
        # Half the lease: what takes longer is given up in time, before another process looks for it.
        return asyncio.timeout(self._lease.total_seconds() / 2)

    # ---- what became of it ---------------------------------------------------------------------------

    async def _found(self, bundle: Bundle, doubt: Doubt) -> int | None:
        """The message in its channel that carries one of the bundle's ids on a button, if it got there."""
        if self.client is None:
            raise OSError("not connected")
        channel = self.client.get_partial_messageable(doubt.channel_id)
        oldest = doubt.since - LOOK_BACK
        try:
            async with self._patience():
                async for message in channel.history(limit=LOOKED_AT):
                    if message.created_at < oldest:
                        return None
                    if carries(message, bundle.ids):
                        return message.id
        except (discord.Forbidden, discord.NotFound):
            # It cannot be looked for; the nonce is what is left against a second one.
            return None
        return None

    async def _arrived(self, bundle: Bundle, channel_id: int, message_id: int) -> None:
        self._failures = 0
        now = self._clock.now()
        await self.watch(
            lambda tx: nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=channel_id, message_id=message_id, now=now)
        )

    async def _refused(self, bundle: Bundle, error: discord.HTTPException) -> None:
        log.warning("nudge %s (%s) was refused by Discord: %s", bundle.id, bundle.first.kind, error.code)
        if error.status >= 500:
            await self._give_back(bundle, str(error.status), refused=False)
            self._out_of_reach()
        elif error.status == 429:
            await self._give_back(bundle, "429", refused=True)
            self._out_of_reach()
        elif error.code in DMS_CLOSED and bundle.person_id is not None:
            await self.watch(partial(nudges.closed, bundle_id=bundle.id, now=self._clock.now()))
        elif error.code in FOR_GOOD:
            await self._put_away(bundle.ids, NudgeState.FAILED, str(error.code))
        else:
            await self._give_back(bundle, str(error.code), refused=True)

    async def _put_away(self, ids: Sequence[int] | frozenset[int], state: NudgeState, trouble: str = "") -> None:
        now = self._clock.now()
        await self.watch(lambda tx: nudges.put_away(tx, ids=ids, state=state, now=now, trouble=trouble))

    async def _give_back(self, bundle: Bundle, trouble: str, *, refused: bool, wait: float | None = None) -> None:
        now = self._clock.now()
        await self.watch(
            lambda tx: nudges.try_again(tx, bundle_id=bundle.id, trouble=trouble, now=now, refused=refused, wait=wait)
        )

    def _out_of_reach(self) -> None:
        """Discord as a whole does not answer: after three times in a row rest, and longer each time."""
        self._failures += 1
        if self._failures >= 3:
            self._rest(min(PATIENCE_MOST, 5 * 2 ** min(self._failures - 3, 6)))

    def _rest(self, seconds: float) -> None:
        self._rest_until = self._clock.now() + timedelta(seconds=seconds)
        self._wake(self._rest_until)


def carries(message: discord.Message, ids: frozenset[int]) -> bool:
    """Whether a message has a button or select with the id of one of these nudges."""
    return any(found in ids for found in _nudges_on(message.components))


def _nudges_on(components: Sequence[Any]) -> set[int]:
    on: set[int] = set()
    for component in components:
        if (known := parse(str(getattr(component, "custom_id", "") or ""))) and "nudge" in known[1]:
            on.add(int(known[1]["nudge"]))
        on |= _nudges_on(getattr(component, "children", ()) or ())
        if (accessory := getattr(component, "accessory", None)) is not None:
            on |= _nudges_on([accessory])
    return on
