"""Who may do what with a meeting: each unit × role, another team, and forged numbers."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, select

from db import meetings
from db.facts import Actor
from db.facts.meetings import MeetingState, Section
from db.facts.playbooks import Review, Role
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.refusals import (
    Gone,
    LineChanged,
    MeetingOff,
    NoSuchMeeting,
    OnlyAttendees,
    OnlyMeetingLeads,
    Refusal,
    TaskTaken,
)
from db.store import Store
from tests.db.meeting import (
    ANA,
    BEN,
    CLEO,
    CLOSING,
    DAN,
    ENDS,
    EVA,
    NOW,
    ROSA,
    STARTS,
    STRANGER,
    Encounter,
    another,
    meet_somebody,
    plan_of,
    planned,
    settle,
    thank,
)

Unit = Callable[..., Any]
DAY = timedelta(days=1)
LEADS = {ROSA, ANA, BEN}
GOES = {*LEADS, CLEO}
ALL = {*GOES, DAN}
# What a second of those who may is told, because the first did it.
SETTLED = (TaskTaken, LineChanged, MeetingOff, Gone)
SECRET = "She fears for her seat"

# Each unit, what it is given, and who may.
TABLE: list[tuple[Unit, dict[str, Any], set[Actor]]] = [
    (meetings.change, {"plan": plan_of(1, place="There")}, LEADS),
    (meetings.cancel, {"reason": ""}, LEADS),
    (meetings.write, {"section": Section.WIN, "text": "x"}, GOES),
    (meetings.erase_line, {"line_id": 1}, GOES),
    (meetings.go, {}, LEADS),
    (meetings.stay, {}, ALL),
    (meetings.stay, {"person_id": CLEO.person_id}, GOES),
    (meetings.give_roles, {"person_id": CLEO.person_id, "roles": [Role.TIME]}, GOES),
    (meetings.add_task, {"text": "x"}, GOES),
    (meetings.change_task, {"task_id": 1, "text": "x", "due_at": STARTS}, GOES),
    (meetings.erase_task, {"task_id": 1}, GOES),
    (meetings.take, {"task_id": 1}, ALL),
    (meetings.take, {"task_id": 3}, GOES),
    (meetings.give_back, {"task_id": 1}, ALL),
    (meetings.task_done, {"task_id": 1}, ALL),
    (meetings.task_done, {"task_id": 3}, GOES),
    (meetings.reopen, {}, LEADS),
]
AFTER: list[tuple[Unit, dict[str, Any], set[Actor]]] = [
    (meetings.held, {"say": thank}, GOES),
    (meetings.evaluate, {"answers": {Review.PLAN: "Yes"}}, {ANA, CLEO}),
    (meetings.close, {"closing": CLOSING, "say": thank}, LEADS),
]


async def room(store: Store, **more: Any) -> Encounter:
    """A meeting to which Ana and Cleo go, with something in its room."""
    meeting = await planned(store, **more)
    await meeting.bring(CLEO)
    await meeting.write(Section.NOES, SECRET)
    return meeting


def rows(tx: Session) -> list[object]:
    """Every row of the meetings."""
    tables: tuple[Any, ...] = (Meeting, PrepLine, PrepTask, Attending, Evaluation)
    return [row.model_dump() for table in tables for row in tx.exec(select(table))]


@pytest.mark.parametrize(
    ("unit", "more", "may", "after"),
    [(*row, False) for row in TABLE] + [(*row, True) for row in AFTER],
    ids=lambda part: getattr(part, "__name__", ""),
)
async def test_who_may(store: Store, unit: Unit, more: dict[str, Any], may: set[Actor], after: bool) -> None:
    meeting = await room(store)
    meeting.now = ENDS if after else NOW
    before = await store.read(rows)
    # Those who may not come first: nothing is changed by them.
    for person in sorted(ALL - may, key=lambda one: one.person_id):
        with pytest.raises((OnlyMeetingLeads, OnlyAttendees)):
            await meeting.do(unit, person, **more)
    assert await store.read(rows) == before
    for person in sorted(may, key=lambda one: one.person_id):
        with suppress(*SETTLED):
            await meeting.do(unit, person, **more)


@pytest.mark.parametrize(
    ("unit", "more"), [row[:2] for row in TABLE + AFTER], ids=lambda part: getattr(part, "__name__", "")
)
async def test_another_team_s_organizer_may_nothing(store: Store, unit: Unit, more: dict[str, Any]) -> None:
    meeting = await room(store)
    meeting.now = ENDS
    before = await store.read(rows)
    with pytest.raises(Gone):
        await meeting.do(unit, STRANGER, **more)
    with pytest.raises(Gone):
        await meeting.do(unit, replace(ANA, team_id=2), **more)
    for forged in (0, -1, 999, 2**40):
        with pytest.raises(Gone):
            await store.write(partial(unit, actor=ROSA, meeting_id=forged, now=NOW, **more))
    assert await store.read(rows) == before


# ---- reading ---------------------------------------------------------------------------------------


async def test_the_room_is_for_those_who_prepare(store: Store) -> None:
    meeting = await room(store)
    await meeting.is_over()
    await meeting.do(meetings.evaluate, answers={Review.REACHED: "She wavers"})
    await meeting.close(next_step="Ask her sister")
    for person in GOES:
        facts = await meeting.facts(person)
        assert (facts.private, facts.lines[0].text, facts.closing and facts.closing.next_step) == (
            True,
            SECRET,
            "Ask her sister",
        )
    facts = await meeting.facts(DAN)
    assert (facts.private, facts.lines, facts.evaluations) == (False, (), ())
    for planted in (SECRET, "wavers", "sister"):
        assert planted not in repr(facts)
    assert facts.closing is not None
    assert (facts.closing.outcome, facts.state, len(facts.prep)) == (CLOSING.outcome, MeetingState.CLOSED, 3)
    assert facts.attendees[0].evaluated
    for person in (STRANGER, replace(ANA, team_id=2)):
        with pytest.raises(Gone):
            await meeting.facts(person)


async def test_what_is_missing_shows_to_everybody(store: Store) -> None:
    meeting = await room(store)
    assert (await meeting.facts(DAN)).missing == (Section.ASK, Section.STEP, Section.MESSAGES)
    await meeting.make_ready()
    facts = await meeting.facts(DAN)
    assert (facts.missing, facts.lines, facts.nobody_asks) == ((), (), False)


# ---- lists -----------------------------------------------------------------------------------------


async def found(store: Store, actor: Actor, typed: str = "", **more: Any) -> list[int]:
    """What an autocomplete offers."""
    unit = partial(meetings.find, actor=actor, typed=typed, now=NOW, **more)
    return [one.id for one in await store.read(unit)]


async def test_lists_find_by_name_and_place_own_ones_first(store: Store) -> None:
    first = await planned(store)
    number: int = await store.write(partial(meet_somebody, name="Reverend Ortiz", place="St. Mark", owner_id=None))
    second = await another(store, number, ROSA, starts_at=STARTS - DAY, ends_at=ENDS - DAY)
    assert await found(store, ANA) == [first.id, second.id]
    assert await found(store, EVA) == [second.id, first.id]
    assert await found(store, EVA, "ALVAREZ") == [first.id]
    assert await found(store, EVA, "st mark") == []
    assert await found(store, EVA, "st. mark") == [second.id]
    assert await found(store, STRANGER) == []
    await first.do(meetings.cancel, reason="")
    assert await found(store, ANA) == [second.id]
    assert await found(store, ANA, ended=True) == [first.id]
    assert [one.id for one in await store.read(partial(meetings.coming, actor=EVA))] == [second.id]
    of_them = partial(meetings.of_prospect, actor=EVA, prospect_id=first.prospect_id)
    assert [one.id for one in await store.read(of_them)] == [first.id]
    assert await store.read(partial(meetings.of_prospect, actor=STRANGER, prospect_id=number)) == ()


async def test_a_list_says_how_far_it_is(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, EVA, task_id=1)
    [line] = await store.read(partial(meetings.find, actor=EVA, typed="", now=NOW))
    # The third is only for those who go.
    assert (line.free, line.open, line.mine, line.lead_name) == (1, 3, False, "Ana")
    assert (line.name, line.place, line.starts_at) == ("Council member Álvarez", "Her office", STARTS)


async def test_what_was_typed_is_one_meeting_or_none(store: Store) -> None:
    meeting = await planned(store)

    async def resolve(typed: str, actor: Actor = EVA) -> int:
        number: int = await store.read(partial(meetings.resolve, actor=actor, typed=typed, now=NOW))
        return number

    assert await resolve(str(meeting.id)) == await resolve("alvarez") == meeting.id
    for typed, actor in (("", EVA), ("nobody", EVA), ("99", EVA), ("9" * 10, EVA), (str(meeting.id), STRANGER)):
        with pytest.raises(NoSuchMeeting):
            await resolve(typed, actor)
    second = await another(store, meeting.prospect_id)
    with pytest.raises(NoSuchMeeting):
        await resolve("alvarez")
    await meeting.do(meetings.cancel, reason="")
    assert await resolve("alvarez") == second.id


async def test_today_is_the_team_s_day(store: Store) -> None:
    meeting = await planned(store)

    async def today(now: Any, actor: Actor = ANA) -> list[int]:
        return [one.id for one in await store.read(partial(meetings.today, actor=actor, now=now))]

    assert await today(STARTS) == await today(STARTS - timedelta(hours=13)) == [meeting.id]
    assert await today(STARTS - timedelta(hours=15)) == await today(STARTS, STRANGER) == []


async def test_what_waits_for_a_person(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, EVA, task_id=1)

    async def needs(person: Actor) -> Any:
        return await store.read(partial(meetings.needs, actor=person, now=meeting.now))

    hers = await needs(EVA)
    assert [(line.id, task.text) for line, task in hers.prep] == [(meeting.id, "Visit the council once")]
    assert [line.id for line in hers.free] == [meeting.id]
    assert (hers.evaluate, hers.close, hers.unready) == ((), (), ())
    meeting.now = STARTS - DAY
    assert [line.id for line in (await needs(ANA)).unready] == [meeting.id]
    assert (await needs(BEN)).unready == ()
    await meeting.is_over()
    hers = await needs(ANA)
    assert [line.id for line in hers.evaluate] == [line.id for line in hers.close] == [meeting.id]
    await meeting.do(meetings.evaluate, answers={Review.PLAN: "Yes"})
    assert (await needs(ANA)).evaluate == ()
    await meeting.close()
    assert (await needs(ANA)).close == (await needs(STRANGER)).free == ()


# ---- cards -----------------------------------------------------------------------------------------


async def test_cards_that_need_a_look(store: Store) -> None:
    meeting = await planned(store)

    async def cards(now: Any = NOW) -> tuple[list[int], list[int]]:
        wanted = await store.read(partial(meetings.without_card, now=now))
        return wanted, await store.read(partial(meetings.behind, now=now))

    assert await cards() == ([meeting.id], [])
    card: dict[str, Any] = {"meeting_id": meeting.id, "channel_id": 5}
    await store.write(partial(meetings.remember_card, message_id=6, **card))
    assert await cards() == ([], [])
    facts = await meeting.write(Section.WIN, "x")
    assert await cards() == ([], [meeting.id])
    await store.write(partial(meetings.remember_painted, meeting_id=meeting.id, changes=facts.changes))
    assert await cards() == ([], [])
    await store.write(partial(meetings.remember_event, meeting_id=meeting.id, event_id=8, version=facts.version))
    after = await meeting.facts()
    assert (after.channel_id, after.message_id, after.event_id) == (5, 6, 8)
    await store.write(partial(meetings.remember_card, message_id=None, **card))
    assert await cards() == ([meeting.id], [])
    assert await cards(ENDS) == ([], [])
    await store.write(partial(meetings.remember_card, meeting_id=99, channel_id=5, message_id=6))


async def test_a_refusal_changes_nothing(store: Store) -> None:
    await store.write(settle)
    with pytest.raises(Refusal):
        await another(store, 1)
    assert await store.read(rows) == []
