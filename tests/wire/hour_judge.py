"""What the stand-in gave and was answered, beside what the ledger holds: no press lost, none counted twice.

The presses are the stand-in's own record. Whatever was answered has to be in the ledger as it was meant; a press
without an answer may be there or not. What the ledger adds up to is added up here, not read from the bot's tallies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, select

from bot import ids
from bot.cards import board as cards
from bot.cards.doors import pressed
from bot.words import words_in
from db import doors
from db.facts.doors import BoardFacts, KnockHow, Outcome, Tally
from db.models.doors import Attendance, Knock
from tests.wire import reading
from tests.wire.hour_day import LANGUAGE, Day
from tests.wire.interactions import COMPONENT, MESSAGE, UPDATE, Interaction

COUNTS, ENTERS = ids.DOORS_COUNT.code, ids.DOORS_ENTER.code
UNDOES = {ids.DOORS_UNDO.code, ids.DOORS_TAKE_BACK.code, ids.DOORS_ENTER_UNDO.code}
ARRIVES = {ids.DOORS_HERE.code, ids.DOORS_PAD.code, ids.DOORS_CHECK_IN.code}
BACK = ids.DOORS_BACK.code
JUDGED = {COUNTS, ENTERS, BACK, *UNDOES, *ARRIVES}


@dataclass(frozen=True)
class Held:
    """What the database holds in the end."""

    knocks: Sequence[Knock]
    attending: Sequence[Attendance]
    boards: Sequence[BoardFacts]
    mismatches: Sequence[str]

    @classmethod
    def read(cls, tx: Session, days: Sequence[Day]) -> Held:
        """All of it."""
        team_id = days[0].garden.team.guild.id
        found = [doors.board(tx, canvass_id=each.canvass_id) for each in days]
        return cls(
            tx.exec(select(Knock).order_by(col(Knock.press_id))).all(),
            tx.exec(select(Attendance)).all(),
            [each for each in found if each],
            doors.mismatches(tx, team_id=team_id),
        )

    def tally(self, canvass_id: int, person_id: int | None = None) -> Tally:
        """What the rows of a session add up to, for one person or for everyone."""
        sums: Counter[Outcome] = Counter()
        for row in self.knocks:
            if row.canvass_id == canvass_id and person_id in {None, row.person_id}:
                sums[row.outcome] += row.n
        return Tally({outcome: n for outcome, n in sums.items() if n})

    def board(self, facts: BoardFacts) -> BoardFacts:
        """A session's day with what its rows add up to, in place of what the bot has tallied."""
        crews = tuple(
            replace(
                crew,
                people=tuple(replace(one, tally=self.tally(facts.canvass_id, one.person_id)) for one in crew.people),
            )
            for crew in facts.crews
        )
        return replace(facts, total=self.tally(facts.canvass_id), crews=crews)


@dataclass
class Press:
    """One press as the stand-in gave it."""

    act: Interaction
    code: str
    values: dict[str, ids.Value]

    @classmethod
    def of(cls, act: Interaction) -> Press | None:
        """The press behind an interaction; None for what changes nothing of the day."""
        known = ids.parse(str(act.data.get("custom_id", ""))) if act.kind == COMPONENT else None
        return cls(act, known[0].code, known[1]) if known and known[0].code in JUDGED else None

    @property
    def answered(self) -> bool:
        """Whether the person saw what it did; a word of patience is no answer yet."""
        return self.act.answer in {UPDATE, MESSAGE} and not self._waits

    @property
    def _waits(self) -> bool:
        told = words_in(LANGUAGE if self.act.user.locale.startswith("en") else "es")("wait.still_saving")
        return self.act.original is not None and told in reading.text(self.act.original)

    @property
    def refused(self) -> bool:
        """Whether the person was told that it does not count: with a message of its own, beside the pad."""
        on_a_pad = self.code in {COUNTS, ENTERS, *UNDOES}
        return on_a_pad and self.act.answer == MESSAGE and len(self.act.shown) == 1 and not self._waits

    @property
    def person_id(self) -> int:
        """Whose day it is about."""
        if self.code == ids.DOORS_CHECK_IN.code:
            return int(self.act.data["values"][0])
        return int(self.values.get("person", 0)) or self.act.user.id

    @property
    def meant(self) -> list[tuple[int, int | None, Outcome, int]]:
        """What it has to be in the ledger: whose, by whom, what, how many."""
        by = self.act.user.id if self.person_id != self.act.user.id else None
        counts = pressed(str(self.values["what"])) or {}
        return [(self.person_id, by, outcome, n) for outcome, n in counts.items()]

    def __str__(self) -> str:
        heard = "answered" if self.answered else "not answered"
        return f"{self.code} {self.values} by {self.act.user.name}, {heard}"


@dataclass
class Hour:
    """How it went; `wrong` is what is neither lost nor doubled, and should not be."""

    presses: list[Press]
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def judged(cls, acts: Iterable[Interaction], held: Held, days: Sequence[Day]) -> Hour:
        """The verdict on all that was pressed, the tallies and the boards."""
        hour = cls([press for act in acts if (press := Press.of(act))])
        rows: dict[int, list[Knock]] = defaultdict(list)
        for row in held.knocks:
            rows[row.press_id].append(row)
        for press in hour.presses:
            hour._count(press, rows, held)
        given = {press.act.id for press in hour.presses}
        hour.doubled += [f"a row of a press that nobody made: {number}" for number in rows.keys() - given]
        hour._undone_once(held)
        hour.wrong += [f"a tally is not what the ledger adds up to: {each}" for each in held.mismatches]
        for day, facts in zip(days, held.boards, strict=True):
            hour._compare(day, held.board(facts))
        return hour

    def _count(self, press: Press, rows: dict[int, list[Knock]], held: Held) -> None:
        if press.refused and press.code not in UNDOES:
            self.wrong.append(f"{press} was refused")
        elif press.code in {COUNTS, ENTERS}:
            self._one(press, rows[press.act.id])
        elif press.code in UNDOES:
            self._undo(press, rows)
        elif press.answered:
            self._attends(press, held)

    def _one(self, press: Press, rows: list[Knock]) -> None:
        there = [(row.person_id, row.by_id, row.outcome, row.n) for row in rows]
        if not rows:
            self._missing(press)
        elif there != press.meant or any(row.how is KnockHow.UNDONE for row in rows):
            self.doubled.append(f"{press} counts as {there}")

    def _undo(self, press: Press, rows: dict[int, list[Knock]]) -> None:
        mine = rows[press.act.id]
        if not mine:
            if not press.refused:
                self._missing(press)
            return
        undone = {(row.outcome, -row.n) for row in rows[mine[0].undoes_id or 0]}
        if {(row.outcome, row.n) for row in mine} != undone:
            self.doubled.append(f"{press} does not take back what was counted")

    def _missing(self, press: Press) -> None:
        if press.answered:
            self.lost.append(str(press))

    def _attends(self, press: Press, held: Held) -> None:
        mine = [
            each
            for each in held.attending
            if (each.canvass_id, each.person_id) == (press.values["canvass"], press.person_id)
        ]
        if not mine or (press.code == BACK and mine[0].back_at is None):
            self.lost.append(str(press))

    def _undone_once(self, held: Held) -> None:
        undone = Counter((row.undoes_id, row.outcome) for row in held.knocks if row.undoes_id)
        self.doubled += [f"press {which} was undone {times} times" for which, times in undone.items() if times > 1]

    def _compare(self, day: Day, facts: BoardFacts) -> None:
        """The board, word for word, beside one that is painted from the rows."""
        if len(day.boards) != 1:
            self.wrong.append(f"{day.title} has {len(day.boards)} boards")
            return
        if (shown := reading.text(day.board)) != (should := painted(facts)):
            self.wrong.append(f"the board of {day.title} says\n{shown}\nand not\n{should}")

    @property
    def good(self) -> bool:
        """Whether all is as it should be."""
        return not (self.lost or self.doubled or self.wrong)


def painted(facts: BoardFacts) -> str:
    """All that can be read on a board."""
    parts = cards.board(facts, words_in(LANGUAGE)).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types
    return "\n".join(each["content"] for each in reading.walk(parts) if each["type"] == reading.TEXT)
