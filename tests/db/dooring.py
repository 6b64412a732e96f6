"""What the tests of door day share: a session that is live, its people at the doors, and short ways to press."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from db import doors
from db.facts import Actor
from db.facts.doors import BoardFacts, Outcome, PadFacts, Tally
from db.store import Store
from tests.db.canvassing import ROSA, STARTS, Outing, planned

NOBODY, TALKED, SUPPORTER, MOVED_ON = Outcome.NOBODY, Outcome.TALKED, Outcome.SUPPORTER, Outcome.MOVED_ON
SIGN, EVENT, INFORMED = Outcome.SIGN, Outcome.EVENT, Outcome.INFORMED
MINUTE = timedelta(minutes=1)

_presses = itertools.count(1_000)


def new_press() -> int:
    """Discord's id of a press: later ones are higher."""
    return next(_presses)


@dataclass
class Day(Outing):
    """A session at whose doors people are."""

    last: int = field(default=0, init=False)

    async def press(self, who: Actor, outcome: Outcome = NOBODY, n: int = 1, **more: Any) -> PadFacts:
        """They press their own pad."""
        self.last = more.pop("press_id", None) or new_press()
        unit = partial(doors.count, press_id=self.last, counts={outcome: n}, name=who.name, **more)
        return await self.own(unit, who)

    async def undo(self, who: Actor, undoes: int | None = None, press_id: int | None = None) -> PadFacts:
        """They take one back, the last one if nothing is said."""
        return await self.own(partial(doors.undo, press_id=press_id or new_press(), undoes=undoes), who)

    async def own(self, unit: Any, who: Actor) -> PadFacts:
        """What somebody does with their own pad."""
        ids = {"team_id": who.team_id, "canvass_id": self.id, "person_id": who.person_id}
        pad: PadFacts = await self.store.write(partial(unit, **ids, now=self.now))
        return pad

    async def pad(self, who: Actor) -> PadFacts:
        """Somebody's own pad."""
        unit = partial(doors.pad, team_id=who.team_id, canvass_id=self.id, person_id=who.person_id, now=self.now)
        return await self.store.read(unit)

    async def by(self, actor: Actor, unit: Any, counts: Mapping[Outcome, int], **more: Any) -> PadFacts:
        """Somebody adds, enters or puts right."""
        name = "totals" if unit is doors.fix else "counts"
        pad: PadFacts = await self.do(partial(unit, **{"press_id": new_press(), name: counts, **more}), actor)
        return pad

    async def board(self) -> BoardFacts:
        """The board."""
        board = await self.store.read(partial(doors.board, canvass_id=self.id))
        assert board
        return board

    async def total(self) -> Tally:
        """What everyone has counted."""
        return (await self.board()).total

    async def sound(self) -> None:
        """The tallies are what the ledger adds up to."""
        assert await self.store.read(partial(doors.mismatches, team_id=1)) == ()


async def live(store: Store, *people: Actor, **changes: Any) -> Day:
    """A session that Rosa planned, for which these people signed up, and that has begun."""
    outing = await planned(store, **changes)
    await outing.all_join(*people)
    day = Day(store, outing.id, STARTS)
    assert await day.do(doors.start, ROSA)
    return day
