"""Courier: holds due nudges, sends each once, and marks it.

The rows are the truth (db/nudges); a ring only says that it is worth looking. There is no idle task: one is made
when something is due, and ends when nothing is.

Once: a message is held, its channel noted, sent with its own id as an enforced nonce, and marked. Whatever ends
in between leaves a doubt, and then its buttons are looked for in that channel before it is sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import discord
from sqlmodel import Session

from bot.clock import Clock
from bot.postman import DMS_CLOSED, FOR_GOOD, Parcel, Postman, name_of, rest_after, unanswered
from bot.settings import Settings
from db import nudges
from db.facts import Bundle, Doubt, DueNudge, Held, NudgeKind, NudgeState
from db.refusals import OutcomeUnknown, StoreBusy
from db.store import Store

__all__ = ["Courier", "Painter", "Parcel", "Writer"]

T = TypeVar("T")
log = logging.getLogger(__name__)

LANES = 5  # messages under way at once: one slow channel does not hold up the others
REST_MOST = timedelta(minutes=5)  # after that, Discord is asked again, once
BREATH = 0.02  # seconds before it is looked again, where another process was holding just then

Painter = Callable[[DueNudge], Awaitable[Parcel | None]]
Writer = Callable[[Bundle], Awaitable[Parcel | None]]


class Courier:
    """Delivers what is due; `later` is told when something is scheduled for later."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store, self._clock = store, clock
        self._pause, self._new_pause = settings.nudge_pause, timedelta(seconds=settings.new_dm_pause)
        self._lease = timedelta(seconds=settings.nudge_lease)
        # Half the lease: what takes longer is given up in time, before another process looks for it.
        self._postman = Postman(settings.nudge_lease / 2)
        self._painters: dict[NudgeKind, Painter] = {}
        self._writer: Writer | None = None
        self._task: asyncio.Task[None] | None = None
        self._lanes: set[asyncio.Task[None]] = set()
        self._bell = asyncio.Event()  # rung, or a lane is free
        self._rung = self._closing = False
        self._rest_until: datetime | None = None
        self._failures = 0  # in a row, of Discord as a whole
        self.later: Callable[[datetime], None] | None = None

    # ---- what it is told -----------------------------------------------------------------------------

    def serve(self, client: discord.Client) -> None:
        """Deliver through this client."""
        self._postman.client = client

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
        now = self._clock.now()
        if any(moment <= now for moment in due):
            self.soon()
        if coming := [moment for moment in due if moment > now]:
            self._wake(min(coming))
        return result

    def _wake(self, moment: datetime) -> None:
        if self.later is not None:
            self.later(moment)

    def soon(self) -> None:
        """Deliver what is due, now; a ring while it is at work is heard."""
        self._rung = True
        self._bell.set()
        if self._task is None and not self._closing:
            self._task = asyncio.get_running_loop().create_task(self._work())

    @property
    def busy(self) -> bool:
        """Whether anything is being delivered."""
        return self._task is not None

    async def drain(self) -> None:
        """Wait until nothing is being delivered."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def close(self, *, within: float) -> None:
        """Take up nothing more, and finish what is under way in so many seconds; the rest the next start looks for."""
        self._closing = True
        self._bell.set()
        if self._task is not None and (await asyncio.wait([self._task], timeout=within))[1]:
            left = [*self._lanes, self._task]
            for task in left:
                task.cancel()
            await asyncio.wait(left)

    # ---- what is due ---------------------------------------------------------------------------------

    async def _work(self) -> None:
        try:
            while self._lanes or (self._rung and not self._idle()):
                if self._rung and not self._idle() and len(self._lanes) < LANES:
                    await self._take_up()
                else:
                    self._bell.clear()
                    await self._bell.wait()
        finally:
            self._task = None

    def _idle(self) -> bool:
        """Whether nothing more is to be taken up for now."""
        return self._closing or self._resting()

    async def _take_up(self) -> None:
        """Start a few messages, at our pace."""
        self._rung = False
        try:
            held = await self._hold(LANES - len(self._lanes))
        except Exception:
            log.exception("nothing could be held for delivery; the next ring tries again")
            return
        self._rung |= held.more or bool(held.bundles)
        for bundle in held.bundles:
            self._start(bundle)
            await asyncio.sleep(self._pause)
        if held.more and not held.bundles:
            await asyncio.sleep(BREATH)

    async def _hold(self, most: int) -> Held:
        now = self._clock.now()
        due = partial(nudges.hold_due, now=now, most=most, lease=self._lease, new_pause=self._new_pause)
        return await self.watch(due)  # what was put off, or follows what was put away, may be due soon

    def _start(self, bundle: Bundle) -> None:
        lane = asyncio.get_running_loop().create_task(self._deliver(bundle))
        self._lanes.add(lane)
        lane.add_done_callback(self._end)

    def _end(self, lane: asyncio.Task[None]) -> None:
        self._lanes.discard(lane)
        self._bell.set()

    # ---- one message ---------------------------------------------------------------------------------

    async def _deliver(self, bundle: Bundle) -> None:
        try:
            if bundle.doubt is not None:
                await self._look_for(bundle, bundle.doubt)
            else:
                await self._send(bundle)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is noted and holds up no other
            await self._went_wrong(bundle, error)

    async def _look_for(self, bundle: Bundle, doubt: Doubt) -> None:
        found = await self._postman.find(bundle, doubt)
        if found is None:
            await self.watch(partial(nudges.missing, bundle=bundle, now=self._clock.now()))
        else:
            await self._arrived(bundle, doubt.channel_id, found)

    async def _send(self, bundle: Bundle) -> None:
        parcel = await self._paint(bundle)
        if parcel is None or parcel.gone:
            await self._put_away(bundle.ids if parcel is None else parcel.gone, NudgeState.EXPIRED)
        if parcel is None:
            return
        kept = replace(bundle, nudges=tuple(one for one in bundle.nudges if one.id not in parcel.gone))
        if not kept.nudges:
            return
        channel_id = parcel.channel_id or bundle.dm_channel_id or await self._postman.open_dm(bundle.person_id or 0)
        self._postman.check(channel_id)
        setting_out = partial(
            nudges.set_out,
            bundle=kept,
            channel_id=channel_id,
            now=self._clock.now(),
            lease=self._lease,
            told=parcel.mentions,
        )
        if await self.watch(setting_out):
            await self._arrived(kept, channel_id, await self._postman.send(parcel, channel_id, kept))

    async def _paint(self, bundle: Bundle) -> Parcel | None:
        if bundle.person_id is None:
            return await self._painters[bundle.first.kind](bundle.first)
        if self._writer is None:
            raise LookupError("nobody writes letters")
        return await self._writer(bundle)

    async def _arrived(self, bundle: Bundle, channel_id: int, message_id: int) -> None:
        self._failures = 0
        sent = partial(nudges.mark_sent, bundle_id=bundle.id, channel_id=channel_id, message_id=message_id)
        await self.watch(partial(sent, now=self._clock.now()))

    # ---- what went wrong -----------------------------------------------------------------------------

    async def _went_wrong(self, bundle: Bundle, error: Exception) -> None:
        trouble = name_of(error)
        log.warning("nudge %s (%s) did not go out: %s", bundle.id, bundle.first.kind, trouble)
        try:
            await self._note(bundle, error, trouble)
        except Exception:
            # It stays held: when the lease is over, it is taken up again, or looked for where it had set out.
            log.exception("nudge %s stays held", bundle.id)

    async def _note(self, bundle: Bundle, error: Exception, trouble: str) -> None:
        if isinstance(error, StoreBusy | OutcomeUnknown):
            return  # as above
        if isinstance(error, discord.RateLimited):
            await self._give_back(bundle, trouble, wait=error.retry_after)
            if self._postman.is_slow_everywhere:
                self._rest(error.retry_after)
        elif (rest := rest_after(error)) is not None:
            await self._give_back(bundle, trouble, wait=rest)
            self._rest(rest)
        elif unanswered(error):
            await self._give_back(bundle, trouble)
            self._tire()
        elif isinstance(error, discord.HTTPException) and bundle.doubt is None:
            await self._refused(bundle, error, trouble)
        else:
            log.error("nudge %s (%s) could not be painted", bundle.id, bundle.first.kind, exc_info=error)
            await self._give_back(bundle, trouble, counts=bundle.doubt is None)

    async def _refused(self, bundle: Bundle, error: discord.HTTPException, trouble: str) -> None:
        if bundle.person_id is not None and error.code in DMS_CLOSED:
            await self.watch(partial(nudges.closed, bundle=bundle, now=self._clock.now()))
        elif bundle.person_id is None and error.code in FOR_GOOD:
            await self._put_away(bundle.ids, NudgeState.FAILED, trouble)
        else:
            await self._give_back(bundle, trouble, counts=True)

    async def _put_away(self, ids: Iterable[int], state: NudgeState, trouble: str = "") -> None:
        now = self._clock.now()
        await self.watch(partial(nudges.put_away, ids=ids, state=state, now=now, trouble=trouble))

    async def _give_back(
        self, bundle: Bundle, trouble: str, *, counts: bool = False, wait: float | None = None
    ) -> None:
        now = self._clock.now()
        again = partial(nudges.try_again, bundle=bundle, trouble=trouble, now=now, counts=counts, wait=wait)
        await self.watch(again)

    def _tire(self) -> None:
        """Three failures in a row are not a message's, but Discord's as a whole: rest, and longer each time.

        Those that were under way when the rest began do not count.
        """
        if not self._resting():
            self._failures += 1
            if self._failures >= 3:
                self._rest(5 * 2 ** min(self._failures - 3, 6))

    def _rest(self, seconds: float) -> None:
        """Leave Discord alone for a while."""
        until = self._clock.now() + min(timedelta(seconds=seconds), REST_MOST)
        if self._rest_until is None or until > self._rest_until or not self._resting():
            self._rest_until = until
        self._wake(until)

    def _resting(self) -> bool:
        # A rest that is longer than any was begun before the clock was set back.
        return self._rest_until is not None and timedelta() < self._rest_until - self._clock.now() <= REST_MOST
