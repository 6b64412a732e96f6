"""Prep rooms: what people write together, that two who write lose nothing, who goes, and what has to be done before."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from db import meetings
from db.engine import open_engines
from db.facts import NudgeKind
from db.facts.meetings import ATTENDEES_MOST, LINES_MOST, MANY, WRITTEN, MeetingState, Section
from db.facts.playbooks import MESSAGES_MOST, Role
from db.models.meetings import PrepLine
from db.refusals import (
    Gone,
    LineChanged,
    MeetingClosed,
    NotAttending,
    OnlyAttendees,
    OnlyMeetingLeads,
    PastTime,
    Refusal,
    RoomFull,
    TaskTaken,
    TextMissing,
    TooLong,
)
from db.store import Store
from tests.db.canvassing import volunteer
from tests.db.meeting import ANA, ASKS, BEN, CLEO, DAN, EVA, NOW, ROSA, STARTS, STEP, Encounter, another, local, planned

PREP = NudgeKind.PREP
DAY = timedelta(days=1)


# ---- what is written -------------------------------------------------------------------------------


async def test_what_is_written_stands_in_its_section(store: Store) -> None:
    room = await planned(store)
    await room.bring(BEN)
    await room.write(Section.FACTS, " Two raids\nin May ", BEN, more=" Herald, May 12 ")
    facts = await room.write(Section.ASK, ASKS)
    [fact], [ask] = facts.of(Section.FACTS), facts.of(Section.ASK)
    assert (fact.text, fact.more, fact.version, fact.by_name) == ("Two raids\nin May", "Herald, May 12", 1, "Ben")
    assert (ask.text, ask.more, ask.by_id) == (ASKS, "", ANA.person_id)
    assert facts.line(ask.id) == ask


async def test_ready_means_messages_an_ask_a_step_and_who_asks(store: Store) -> None:
    room = await planned(store)
    assert (await room.facts()).missing == (Section.ASK, Section.STEP, Section.MESSAGES)
    ready = await room.make_ready()
    assert (ready.state, ready.missing, ready.nobody_asks) == (MeetingState.READY, (), False)
    [step] = ready.of(Section.STEP)
    without = await room.do(meetings.erase_line, line_id=step.id)
    assert (without.state, without.missing) == (MeetingState.PLANNED, (Section.STEP,))
    assert (await room.write(Section.STEP, STEP)).state is MeetingState.READY
    silent = await room.do(meetings.stay, BEN)
    assert (silent.state, silent.nobody_asks) == (MeetingState.PLANNED, True)


async def test_sections_hold_so_much_and_no_more(store: Store) -> None:
    room = await planned(store)
    for section in WRITTEN:
        most = {Section.MESSAGES: MESSAGES_MOST}.get(section, LINES_MOST if section in MANY else 1)
        for n in range(most):
            await room.write(section, f"{section} {n}")
        with pytest.raises(RoomFull if section in MANY else LineChanged):
            await room.write(section, "One more")
        facts = await room.write(section, f"{section} {most - 1}")  # the same press twice
        assert len(facts.of(section)) == most


@pytest.mark.parametrize(
    ("text", "more", "refusal"),
    [(" \u200b\n", "", TextMissing), ("x" * 501, "", TooLong), ("x", "y" * 501, TooLong)],
)
async def test_what_cannot_be_written(store: Store, text: str, more: str, refusal: type[Refusal]) -> None:
    room = await planned(store)
    with pytest.raises(refusal):
        await room.write(Section.FACTS, text, more=more)
    assert (await room.write(Section.NOTES, "n" * 1500)).of(Section.NOTES)


async def test_any_text_is_kept_as_it_is(store: Store) -> None:
    room = await planned(store)
    text = "@everyone **Robert'); DROP TABLE meeting;-- =1+1 \u202eוּ 🏳️‍🌈"
    assert (await room.write(Section.WIN, text)).of(Section.WIN)[0].text == text


# ---- two write -------------------------------------------------------------------------------------


async def test_who_writes_over_another_is_told_what_stands_there(store: Store) -> None:
    room = await planned(store)
    await room.bring(BEN)
    [seen] = (await room.write(Section.ASK, ASKS)).of(Section.ASK)
    await room.write(Section.ASK, "Sign, please", BEN, line_id=seen.id, version=seen.version)
    with pytest.raises(LineChanged) as told:
        await room.write(Section.ASK, "Do sign", line_id=seen.id, version=seen.version)
    refused = told.value
    assert (refused.name, refused.text, refused.more, refused.line_id, refused.version) == (
        "Ben",
        "Sign, please",
        "",
        seen.id,
        2,
    )
    [after] = (await room.facts()).of(Section.ASK)
    assert after.text == "Sign, please"
    facts = await room.write(Section.ASK, "Do sign", line_id=seen.id, version=refused.version)
    assert facts.of(Section.ASK)[0].text == "Do sign"


async def test_both_write_the_same_and_nobody_minds(store: Store) -> None:
    room = await planned(store)
    [seen] = (await room.write(Section.ASK, ASKS)).of(Section.ASK)
    for _ in range(2):
        facts = await room.write(Section.ASK, "Sign", line_id=seen.id, version=seen.version)
        assert (facts.of(Section.ASK)[0].text, facts.of(Section.ASK)[0].version) == ("Sign", 2)


async def test_who_writes_over_what_was_taken_out_is_told(store: Store) -> None:
    room = await planned(store)
    [seen] = (await room.write(Section.FACTS, "A")).of(Section.FACTS)
    await room.do(meetings.erase_line, line_id=seen.id)
    await room.do(meetings.erase_line, line_id=seen.id)
    with pytest.raises(LineChanged) as told:
        await room.write(Section.FACTS, "B", line_id=seen.id, version=seen.version)
    assert (told.value.line_id, told.value.version, told.value.text) == (None, None, "")
    assert [one.text for one in (await room.write(Section.FACTS, "B")).of(Section.FACTS)] == ["B"]


async def test_what_somebody_changed_is_not_taken_out(store: Store) -> None:
    room = await planned(store)
    [seen] = (await room.write(Section.FACTS, "A")).of(Section.FACTS)
    await room.write(Section.FACTS, "B", line_id=seen.id, version=seen.version)
    with pytest.raises(LineChanged):
        await room.do(meetings.erase_line, line_id=seen.id, version=seen.version)


async def test_a_line_of_another_room_is_out_of_reach(store: Store) -> None:
    room = await planned(store)
    other = await another(store, room.prospect_id)
    [line] = (await other.write(Section.FACTS, "Theirs")).of(Section.FACTS)
    with pytest.raises(LineChanged):
        await room.write(Section.FACTS, "Mine", line_id=line.id, version=line.version)
    await room.do(meetings.erase_line, line_id=line.id)
    assert [one.text for one in (await other.facts()).of(Section.FACTS)] == ["Theirs"]
    for forged in (0, -1, 2**40):
        await room.do(meetings.erase_line, line_id=forged)


@pytest.fixture(params=["sqlite, one store", "postgresql, one store", "postgresql, two stores"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[list[Store]]:
    """The stores through which people press; two are as two processes, each with its own connections."""
    kind, how_many = request.param.split(", ")
    url: str = request.getfixturevalue(kind)
    stores = [Store(open_engines(url)) for _ in range(2 if how_many == "two stores" else 1)]
    yield stores
    for store in stores:
        await store.close()


async def test_ten_leads_write_at_once_and_lose_nothing(stores: list[Store]) -> None:
    room = await planned(stores[0])
    doors = [Encounter(store, room.id, room.prospect_id) for store in stores]
    people = [ANA, BEN, ROSA] * 4
    [seen] = (await room.write(Section.ASK, "First")).of(Section.ASK)

    async def insist(n: int) -> list[str]:
        """Write over what one saw; who is told of another's text keeps it and writes again."""
        kept, version = [], seen.version
        while True:
            try:
                await doors[n % len(doors)].write(Section.ASK, f"{n}", people[n], line_id=seen.id, version=version)
            except LineChanged as refused:
                kept.append(refused.text)
                version = refused.version or 0
            else:
                return kept

    overtaken = await asyncio.gather(*(insist(n) for n in range(12)))
    [last] = (await room.facts()).of(Section.ASK)
    assert last.version == 13
    # Each text was the last one, or was seen by whoever wrote over it.
    assert {text for kept in overtaken for text in kept} | {last.text} >= {f"{n}" for n in range(12)}


async def test_many_add_lines_at_once_and_none_is_lost_or_too_many(stores: list[Store]) -> None:
    room = await planned(stores[0])
    doors = [Encounter(store, room.id, room.prospect_id) for store in stores]
    writing = (doors[n % len(doors)].write(Section.FACTS, f"Fact {n}") for n in range(20))
    outcomes = await asyncio.gather(*writing, return_exceptions=True)
    assert sum(isinstance(one, RoomFull) for one in outcomes) == 20 - LINES_MOST
    lines = (await room.facts()).of(Section.FACTS)
    assert len({one.text for one in lines}) == LINES_MOST


async def test_one_thing_is_taken_once(stores: list[Store]) -> None:
    room = await planned(stores[0])
    doors = [Encounter(store, room.id, room.prospect_id) for store in stores]
    people = [volunteer(n) for n in range(10, 20)]
    outcomes = await asyncio.gather(
        *(doors[n % len(doors)].do(meetings.take, one, task_id=1) for n, one in enumerate(people)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, TaskTaken) for one in outcomes) == 9
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, TaskTaken)]


# ---- who goes --------------------------------------------------------------------------------------


async def test_those_who_lead_say_who_goes(store: Store) -> None:
    room = await planned(store)
    facts = await room.do(meetings.go, person_id=CLEO.person_id, name="Cleo")
    again = await room.do(meetings.go, person_id=CLEO.person_id, name="Cleo")
    assert [one.name for one in facts.attendees] == [one.name for one in again.attendees] == ["Ana", "Cleo"]
    with pytest.raises(OnlyMeetingLeads):
        await room.do(meetings.go, DAN)
    with pytest.raises(OnlyMeetingLeads):
        await room.do(meetings.stay, CLEO, person_id=ANA.person_id)
    assert [one.name for one in (await room.do(meetings.stay, CLEO)).attendees] == ["Ana"]
    assert [one.name for one in (await room.do(meetings.stay, CLEO)).attendees] == ["Ana"]


async def test_no_more_go_than_fit_around_a_table(store: Store) -> None:
    room = await planned(store)
    for n in range(ATTENDEES_MOST - 1):
        await room.do(meetings.go, person_id=500 + n, name=f"P{n}")
    with pytest.raises(RoomFull):
        await room.do(meetings.go, person_id=600, name="More")


async def test_who_goes_has_roles_and_has_read_it(store: Store) -> None:
    room = await planned(store)
    facts = await room.bring(CLEO, Role.TIME, Role.OPENS)
    assert facts.attendee(CLEO.person_id) is not None
    assert [one.name for one in facts.who(Role.OPENS)] == ["Cleo"]
    facts = await room.do(meetings.give_roles, CLEO, person_id=ANA.person_id, roles=list(Role))
    assert facts.attendees[0].roles == tuple(Role)
    with pytest.raises(NotAttending):
        await room.do(meetings.give_roles, person_id=DAN.person_id, roles=[Role.ASKS])
    facts = await room.do(meetings.read_it, CLEO)
    assert [one.read for one in facts.attendees] == [False, True]
    for person in (DAN, ROSA):
        with pytest.raises(OnlyAttendees):
            await room.do(meetings.read_it, person)


# ---- what has to be done before --------------------------------------------------------------------


async def test_somebody_who_does_not_go_takes_a_thing_and_is_reminded(store: Store) -> None:
    room = await planned(store)
    facts = await room.do(meetings.take, EVA, task_id=1)
    assert (facts.prep[0].owner_name, facts.prep[0].free) == ("Eva", False)
    reminders = [(PREP, EVA.person_id, "2026-11-23 18:00"), (PREP, EVA.person_id, "2026-11-25 18:00")]
    assert await room.coming(PREP) == reminders
    await room.do(meetings.take, EVA, task_id=1)
    assert await room.coming(PREP) == reminders
    with pytest.raises(TaskTaken) as told:
        await room.do(meetings.take, DAN, task_id=1)
    assert told.value.name == "Eva"
    with pytest.raises(TaskTaken):
        await room.do(meetings.give_back, DAN, task_id=1)
    assert (await room.do(meetings.give_back, EVA, task_id=1)).prep[0].free
    assert await room.coming(PREP) == []
    room.now += DAY  # what is over by now is left out
    await room.do(meetings.take, DAN, task_id=1)
    assert await room.coming(PREP) == [(PREP, DAN.person_id, "2026-11-25 18:00")]


async def test_what_is_for_those_who_go_is_not_for_others(store: Store) -> None:
    room = await planned(store)
    for unit in (meetings.take, meetings.task_done):
        with pytest.raises(OnlyAttendees):
            await room.do(unit, EVA, task_id=3)
    assert (await room.do(meetings.take, ANA, task_id=3)).prep[2].owner_name == "Ana"


async def test_what_is_done_is_no_longer_asked_for(store: Store) -> None:
    room = await planned(store)
    await room.do(meetings.take, EVA, task_id=2)
    with pytest.raises(TaskTaken):
        await room.do(meetings.task_done, DAN, task_id=2)
    facts = await room.do(meetings.task_done, EVA, task_id=2)
    assert facts.prep[1].done_at == NOW
    assert await room.coming(PREP) == []
    await room.do(meetings.task_done, EVA, task_id=2)
    assert (await room.do(meetings.undo, EVA, task_id=2)).prep[1].done_at is None
    assert len(await room.coming(PREP)) == 2
    done = await room.do(meetings.task_done, DAN, task_id=1)  # nobody had taken it
    assert (done.prep[0].owner_name, done.prep[0].free) == ("Dan", False)
    with pytest.raises(TaskTaken):
        await room.do(meetings.undo, EVA, task_id=1)


async def test_those_who_prepare_add_change_and_take_out_things(store: Store) -> None:
    room = await planned(store)
    facts = await room.do(meetings.add_task, text="  Print\nthe pledge ")
    added = facts.prep[-1]
    assert (added.text, local(added.due_at), added.anyone) == ("Print the pledge", "2026-12-02 18:00", True)
    await room.do(meetings.take, EVA, task_id=added.id)
    later = await room.do(meetings.change_task, task_id=added.id, text="Print it", due_at=STARTS + DAY, anyone=False)
    assert later.task(added.id).due_at == STARTS
    assert [when for _, _, when in await room.coming(PREP)] == ["2026-11-30 14:00", "2026-12-02 14:00"]
    with pytest.raises(PastTime):
        await room.do(meetings.change_task, task_id=added.id, text="Print it", due_at=NOW)
    with pytest.raises(TextMissing):
        await room.do(meetings.add_task, text=" ")
    for unit, more in ((meetings.add_task, {}), (meetings.change_task, {"task_id": 1, "due_at": STARTS})):
        with pytest.raises(OnlyAttendees):
            await room.do(unit, EVA, text="x", **more)
    for _ in range(2):
        gone = await room.do(meetings.erase_task, task_id=added.id)
        assert gone.task(added.id) is None
    assert await room.coming(PREP) == []


async def test_a_thing_of_another_meeting_is_gone(store: Store) -> None:
    room = await planned(store)
    other = await another(store, room.prospect_id)
    number = (await other.facts()).prep[0].id
    for forged in (number, 0, -1, 2**40):
        with pytest.raises(Gone):
            await room.do(meetings.take, task_id=forged)
    assert (await room.do(meetings.erase_task, task_id=number)).prep
    assert len((await other.facts()).prep) == 3


async def test_after_it_is_closed_nothing_is_written(store: Store) -> None:
    room = await planned(store)
    await room.is_over()
    await room.write(Section.NOTES, "She asked about the buses")
    await room.close()
    units: list[tuple[Any, dict[str, Any]]] = [
        (meetings.write, {"section": Section.NOTES, "text": "x"}),
        (meetings.erase_line, {"line_id": 1}),
        (meetings.read_it, {}),
        (meetings.take, {"task_id": 1}),
    ]
    for unit, more in units:
        with pytest.raises(MeetingClosed):
            await room.do(unit, **more)


async def test_a_line_is_sealed(store: Store) -> None:
    room = await planned(store)
    await room.write(Section.FACTS, "Planted words", more="Planted source")

    def raw(tx: Any) -> Any:
        return tx.connection().exec_driver_sql("SELECT text, more FROM prep_line").all()

    [(text, more)] = await store.read(raw)
    assert b"Planted" not in bytes(text) + bytes(more)
    assert await store.read(lambda tx: tx.get_one(PrepLine, 1).text) == "Planted words"
