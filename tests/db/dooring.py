"""What the tests of door day share: a session that is live, its people at the doors, and short ways to press."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from db import canvass, doors
from db.facts import Actor
from db.facts.doors import BoardFacts, Outcome, PadFacts, Tally
from db.facts.wrapping import WrapFacts
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, CLEO, DAN, NOW, PLAN, ROSA, STARTS, Outing, planned

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

    async def came(self) -> dict[str, bool]:
        """Who came, and whether they are back."""
        return {one.name: one.back for crew in (await self.board()).crews for one in crew.people}

    async def out(self) -> list[str]:
        """Who is still out."""
        crews = await self.store.read(partial(doors.out, canvass_id=self.id))
        return [one.name for crew in crews for one in crew.people if not one.back]

    async def wrap(self, actor: Actor = ROSA) -> WrapFacts:
        """Somebody wraps the day up."""
        wrapped: WrapFacts = await self.do(partial(doors.wrap, say=lambda task, n: f"{task}: {n}"), actor)
        return wrapped

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


async def paired(store: Store, **more: Any) -> Day:
    """Two pairs, Ana with Ben and Cleo with Dan, at the doors."""
    day = await live(store, ANA, BEN, CLEO, DAN, **more)
    await day.do(canvass.make_pairs, ROSA)
    for who, number in ((ANA, 1), (CLEO, 2), (BEN, 1), (DAN, 2)):
        await day.do(canvass.move, ROSA, person_id=who.person_id, number=number)
    return day


async def another(day: Day, later: timedelta, **changes: Any) -> Day:
    """One more session of the team, that much later than the first, and live."""
    begins = STARTS + later
    plan = replace(PLAN, starts_at=begins, ends_at=begins + timedelta(hours=3), **changes)
    facts = await day.store.write(partial(canvass.plan, actor=ROSA, plan=plan, channel_id=CHANNEL, now=NOW))
    await day.store.write(partial(doors.start, canvass_id=facts.id, now=begins))
    return Day(day.store, facts.id, begins)
