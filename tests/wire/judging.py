"""What arrived, by the stand-in's own record, beside what was due: each nudge in exactly one message.

A nudge is known in a message by its id on a button or in a menu, and by the words that its cause gave it. What the bot
believes to have sent counts for nothing here; its table only says which nudges there are.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select, update

from bot.ids import NUDGE_CHOOSE, parse
from db.facts import DEEDS, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from tests.wire import reading
from tests.wire.books import Books
from tests.wire.garden import Owed
from tests.wire.things import Json, Message

DUE = {NudgeState.SENT, NudgeState.PENDING, NudgeState.HELD, NudgeState.FAILED}
"""Where a nudge may stand whose time has come; the others need no message (any more)."""


_ON_THEIR_WAY = {NudgeState.PENDING, NudgeState.HELD}


@dataclass(frozen=True)
class Verdict:
    """How it ended; `lost` and `doubled` say which."""

    kills: int
    due: int
    lost: Sequence[str]
    doubled: Sequence[str]

    @property
    def good(self) -> bool:
        """Whether every nudge arrived exactly once."""
        return not self.lost and not self.doubled

    def __str__(self) -> str:
        lost, doubled = len(self.lost), len(self.doubled)
        return f"kills {self.kills}, due {self.due}, delivered {self.due - lost}, lost {lost}, doubled {doubled}"


def due(tx: Session, *, by: datetime | None = None, team_id: int | None = None) -> list[Nudge]:
    """The nudges, of one team or of all, whose time had come by a moment (now); put off for a trouble, it has."""
    query = select(Nudge).where(col(Nudge.state).in_(DUE))
    query = query if team_id is None else query.where(col(Nudge.team_id) == team_id)
    rows = tx.exec(query.order_by(col(Nudge.id))).all()
    return [row for row in rows if row.kind not in DEEDS and not _ahead(row, by or datetime.now(UTC))]


def _ahead(row: Nudge, now: datetime) -> bool:
    """Whether it is for later, and nothing was tried with it yet."""
    untouched = row.state is NudgeState.PENDING and row.attempts == 0 and row.waits_for is None
    return untouched and row.due_at > now


def undelivered(tx: Session) -> int:
    """How many nudges have still to go out."""
    return sum(row.state in _ON_THEIR_WAY for row in due(tx))


def hurry(tx: Session) -> None:
    """What time would do: what waits for Discord to be well again is tried now."""
    waits = (col(Nudge.state) == NudgeState.PENDING, col(Nudge.waits_for) == NudgeWait.TROUBLE)
    tx.exec(update(Nudge).where(*waits).values(due_at=datetime.now(UTC)))


async def arrived(books: Books, delivered: Sequence[Message], *, within: float) -> int:
    """Hurry until nothing is left to go out, or for so many seconds nothing came; how many are left then."""
    sent, since = -1, time.monotonic()
    while left := await books.do(undelivered):
        if len(delivered) != sent:
            sent, since = len(delivered), time.monotonic()
        if time.monotonic() - since > within:
            return left
        await books.do(hurry)
        await asyncio.sleep(0.3)
    return 0


class Judge:
    """Compares; `delivered` is the stand-in's record, and `rows` are the nudges that were due."""

    def __init__(self, delivered: Sequence[Message], rows: Sequence[Nudge]) -> None:
        self._rows = rows
        self._lost: list[str] = []
        self._doubled: list[str] = []
        self._messages: dict[int, list[Message]] = defaultdict(list)
        for message in delivered:
            found = nudges_on(message)
            for nudge in found:
                self._messages[nudge].append(message)
            if not found:
                self._doubled.append(f"a message that is no nudge's: {reading.text(message)[:80]!r}")

    def judge(self, owed: Sequence[Owed], kills: int) -> Verdict:
        """The verdict on all nudges that were due, on all messages, and on what was owed."""
        for row in self._rows:
            self._count(row)
        known = {row.id for row in self._rows}
        self._doubled += [f"nudge {each}, which was not due" for each in self._messages if each not in known]
        missing = self._missing(owed)
        return Verdict(kills, len(self._rows) + missing, self._lost, self._doubled)

    def _count(self, row: Nudge) -> None:
        there = self._messages.get(row.id or 0, [])
        if not there:
            self._lost.append(describe(row))
        elif len(there) > 1:
            self._doubled.append(f"{describe(row)}, {len(there)} times")

    def _missing(self, owed: Sequence[Owed]) -> int:
        """How much of what is owed never became a nudge; and whether the others' messages say it, where it belongs."""
        by_cause = {cause_of(row): row for row in self._rows}
        missing = [each for each in owed if each.cause not in by_cause]
        self._lost += [f"{each.kind} {each.says!r}, which was never scheduled" for each in missing]
        for each in owed:
            if (row := by_cause.get(each.cause)) and not self._said(each, row):
                self._lost.append(f"{describe(row)}: its message does not say {each.says!r}, or is elsewhere")
        return len(missing)

    def _said(self, owed: Owed, row: Nudge) -> bool:
        there = self._messages.get(row.id or 0, [])
        return all(each.channel.id == owed.room_id and owed.says in reading.text(each) for each in there)


def cause_of(row: Nudge) -> tuple[object, ...]:
    """What `Owed.cause` says, read from a nudge."""
    who = ""
    if row.kind is NudgeKind.LATE_DROP:
        who = str(json.loads(row.details)["name"])
    elif row.kind is NudgeKind.PROMOTED:
        who = f"<@{row.person_id}>"
    return row.kind, row.canvass_id, row.followup_id, who


def describe(row: Nudge) -> str:
    """A nudge for whoever reads what went wrong."""
    waits = f", waits for {row.waits_for}" if row.waits_for else ""
    return f"nudge {row.id} ({row.kind}, {row.state}{waits}, tried {row.attempts} times, trouble {row.trouble!r})"


def nudges_on(message: Message) -> set[int]:
    """The ids of the nudges that a message is about."""
    on: set[int] = set()
    for part in reading.walk(message.components):
        known = parse(str(part.get("custom_id") or ""))
        if known is not None and (number := int(known[1].get("nudge", 0))):
            on |= {number, *_choices(part)} if known[0] is NUDGE_CHOOSE else {number}
    return on


def _choices(menu: Json) -> set[int]:
    return {int(each["value"]) for each in menu["options"]}
