"""A form of several lines, sent by many in the same moment: each text stands, or its writer is shown what stands."""

import asyncio
from functools import partial
from typing import Any

from db import meetings, privacy
from db.facts.meetings import Change, MeetingFacts, Saved, Section
from db.refusals import Refusal
from db.store import Store
from tests.db.canvassing import volunteer
from tests.db.meeting import ANA, BEN, NOW, ROSA, Encounter, planned
from tests.db.test_meetings_races import doors, stores, unforeseen

__all__ = ["stores"]

PEOPLE = (ANA, BEN, ROSA) * 3


async def save(at: Encounter, n: int, *changes: Change) -> Saved:
    """One of them sends a form."""
    saved: Saved = await at.do(meetings.save, PEOPLE[n], changes=changes)
    return saved


def texts(facts: MeetingFacts, section: Section) -> list[str]:
    """What stands in a part of the room."""
    return [line.text for line in facts.of(section)]


async def test_of_many_who_send_one_form_one_is_first_and_the_others_see_it(stores: list[Store]) -> None:
    room = await planned(stores[0])
    [ask] = (await room.write(Section.ASK, "First ask")).of(Section.ASK)
    for text in ("One", "Two"):
        await room.write(Section.MESSAGES, text)
    at = doors(stores, room, NOW)
    sent = [
        save(
            at[n % len(at)],
            n,
            Change(Section.ASK, f"Ask {n}", "", ask.id, ask.version, 0),
            Change(Section.MESSAGES, f"Third {n}", "", None, None, 2),
        )
        for n in range(9)
    ]
    outcomes = await asyncio.gather(*sent)
    facts = await room.facts()
    [now], [*_, third] = texts(facts, Section.ASK), texts(facts, Section.MESSAGES)
    assert (now.removeprefix("Ask "), len(texts(facts, Section.MESSAGES))) == (third.removeprefix("Third "), 3)
    told = [one.clashes for one in outcomes if one.clashes]
    assert len(told) == 8
    assert all({clash.text for clash in clashes} == {now, third} for clashes in told)
    assert all({clash.line_id for clash in clashes} <= {line.id for line in facts.lines} for clashes in told)


async def test_some_take_out_what_others_write_over(stores: list[Store]) -> None:
    room = await planned(stores[0])
    [fact] = (await room.write(Section.FACTS, "A shop closed", more="Gazette")).of(Section.FACTS)
    at = doors(stores, room, NOW)
    wanted = [
        Change(Section.FACTS, "" if n % 2 else f"{n} shops closed", "Gazette", fact.id, fact.version) for n in range(8)
    ]
    outcomes = await asyncio.gather(*(save(at[n % len(at)], n, change) for n, change in enumerate(wanted)))
    left = texts(await room.facts(), Section.FACTS)
    if left:  # somebody wrote first: who wanted to take it out is shown the new text, as are the other writers
        told = [clash.text for one in outcomes for clash in one.clashes]
        assert told == left * 7
    else:  # it was taken out first, and each who wrote over it is told
        clashes = [clash for one in outcomes for clash in one.clashes]
        assert [clash.change.text for clash in clashes] == [change.text for change in wanted if change.text]
        assert {clash.line_id for clash in clashes} == {None}


async def test_each_who_insists_has_seen_what_they_write_over(stores: list[Store]) -> None:
    room = await planned(stores[0])
    at = doors(stores, room, NOW)
    seen: list[str] = []

    async def insist(n: int) -> None:
        """Send it until it stands, each time over what one was shown."""
        change = Change(Section.STEP, f"Step {n}")
        while clashes := (await save(at[n % len(at)], n, change)).clashes:
            seen.append(clashes[0].text)
            change = Change(Section.STEP, f"Step {n}", "", clashes[0].line_id, clashes[0].version)

    await asyncio.gather(*(insist(n) for n in range(8)))
    [last] = texts(await room.facts(), Section.STEP)
    assert {*seen, last} >= {f"Step {n}" for n in range(8)}


async def test_writing_while_a_writer_is_forgotten_leaves_every_line_of_the_others(stores: list[Store]) -> None:
    room = await planned(stores[0])
    await room.bring(volunteer(70))
    at = doors(stores, room, NOW)
    acts: list[Any] = [
        one.write(Section.FACTS, f"Fact {n}", (ANA, volunteer(70))[n % 2])
        for n in range(8)
        for one in [at[n % len(at)]]
    ]
    acts += [at[-1].store.write(partial(privacy.forget, actor=volunteer(70), now=NOW)) for _ in "ab"]
    outcomes = await asyncio.gather(*acts, return_exceptions=True)
    assert unforeseen(outcomes) == []
    refused = [n for n, one in enumerate(outcomes[:8]) if isinstance(one, Refusal)]
    assert all(n % 2 for n in refused), "only who was forgotten goes no longer"
    facts = await room.facts()
    assert {line.text for line in facts.of(Section.FACTS)} == {f"Fact {n}" for n in range(8) if n not in refused}
    assert {line.by_id for line in facts.of(Section.FACTS)} <= {ANA.person_id, None}
