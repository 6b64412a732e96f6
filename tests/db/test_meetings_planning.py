"""Meetings: planned, changed, called off, and what hangs on when they are."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import meetings, setup
from db.facts import NudgeKind
from db.facts.meetings import MeetingState, Section
from db.facts.prospects import Stage
from db.models.meetings import Meeting
from db.refusals import (
    EndBeforeStart,
    EndTooLate,
    Gone,
    MeetingAhead,
    MeetingHeld,
    MeetingOff,
    OnlyMeetingLeads,
    PastTime,
    Refusal,
    RoomFull,
    TooFarAhead,
    TooLong,
)
from db.store import Store
from tests.db.meeting import (
    ANA,
    BEN,
    CHICAGO,
    CLEO,
    DAN,
    ENDS,
    NOW,
    PREP,
    ROSA,
    STARTS,
    STRANGER,
    another,
    at,
    local,
    meet_somebody,
    plan_of,
    planned,
    settle,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MEETING_DAY, ENDS_BY_ITSELF, EVALUATE = NudgeKind.MEETING_DAY, NudgeKind.MEETING_ENDS, NudgeKind.EVALUATE
MOVED, OFF, PREP_DUE = NudgeKind.MEETING_MOVED, NudgeKind.MEETING_OFF, NudgeKind.PREP


# ---- planned ---------------------------------------------------------------------------------------


async def test_a_meeting_is_planned_with_all_that_is_to_be_done_before(store: Store) -> None:
    meeting = await planned(store)
    facts = await meeting.facts()
    assert (facts.state, facts.prospect_name, facts.plan.place) == (
        MeetingState.PLANNED,
        "Council member Álvarez",
        "Her office",
    )
    assert [(one.person_id, one.name, one.roles) for one in facts.attendees] == [(ANA.person_id, "Ana", ())]
    assert [(one.key, one.anyone, local(one.due_at)) for one in facts.prep] == [
        ("visit", True, "2026-11-26 18:00"),
        ("confirm", True, "2026-12-02 18:00"),
        ("practise", False, "2026-12-02 18:00"),
    ]
    assert all(one.free for one in facts.prep)
    assert await meeting.coming() == [
        (MEETING_DAY, None, "2026-12-03 12:00"),
        (ENDS_BY_ITSELF, None, "2026-12-03 14:30"),
        (EVALUATE, ANA.person_id, "2026-12-03 14:40"),
        (EVALUATE, ANA.person_id, "2026-12-04 14:40"),
    ]


async def test_whoever_is_met_is_prepared_for_and_rests_no_more(store: Store) -> None:
    await store.write(settle)
    number: int = await store.write(partial(meet_somebody, stage=Stage.PARKED, refused=True, wakes_on=NOW.date()))
    meeting = await another(store, number)
    row = await meeting.prospect()
    assert (row.stage, row.refused, row.wakes_on, row.touched_at) == (Stage.PREPARE, False, None, NOW)


async def test_who_has_signed_on_stays_so(store: Store) -> None:
    await store.write(settle)
    meeting = await another(store, await store.write(partial(meet_somebody, stage=Stage.SIGNED_ON)))
    assert (await meeting.prospect()).stage is Stage.SIGNED_ON
    await meeting.is_over()
    await meeting.close()
    assert (await meeting.prospect()).stage is Stage.SIGNED_ON


async def test_nothing_is_late_at_birth_or_due_when_it_has_begun(store: Store) -> None:
    meeting = await planned(store, starts_at=NOW + 30 * HOUR, ends_at=NOW + 31 * HOUR)  # tomorrow, 18:00 in Chicago
    assert {local(one.due_at) for one in (await meeting.facts()).prep} == {"2026-11-23 18:00", "2026-11-24 18:00"}
    soon = await another(store, meeting.prospect_id, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    facts = await soon.facts()
    assert {one.due_at for one in facts.prep} == {facts.plan.starts_at}
    assert (MEETING_DAY, None, local(NOW)) in await soon.coming()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"starts_at": NOW}, PastTime),
        ({"starts_at": NOW + 800 * DAY, "ends_at": NOW + 801 * DAY}, TooFarAhead),
        ({"ends_at": STARTS}, EndBeforeStart),
        ({"ends_at": STARTS + 13 * HOUR}, EndTooLate),
        ({"place": "x" * 101}, TooLong),
        ({"coffee": "x" * 101}, TooLong),
        ({"prospect_id": 999}, Gone),
        ({"prospect_id": 2**40}, Gone),
        ({"prospect_id": -1}, Gone),
    ],
)
async def test_what_cannot_be_planned(store: Store, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    await store.write(settle)
    number: int = await store.write(meet_somebody)
    with pytest.raises(refusal):
        await store.write(
            partial(meetings.plan, actor=ANA, plan=replace(plan_of(number), **changes), prep=PREP, now=NOW)
        )
    assert await store.read(lambda tx: tx.get(Meeting, 1)) is None


async def test_those_who_work_on_somebody_plan(store: Store) -> None:
    await store.write(settle)
    number: int = await store.write(meet_somebody)
    for person in (ANA, BEN, ROSA):  # who owns, who asks, who organizes
        await another(store, number, person)
    with pytest.raises(OnlyMeetingLeads):
        await another(store, number, CLEO)
    with pytest.raises(Gone):
        await another(store, number, STRANGER)


async def test_somebody_else_leads(store: Store) -> None:
    meeting = await planned(store, lead_id=CLEO.person_id, lead_name="  Cleo\nC. ")
    facts = await meeting.facts(CLEO)
    assert (facts.plan.lead_id, facts.plan.lead_name, facts.private) == (CLEO.person_id, "Cleo", True)
    assert [one.person_id for one in facts.attendees] == [CLEO.person_id]
    await meeting.do(meetings.go, CLEO, person_id=DAN.person_id, name="Dan")


# ---- in quiet hours --------------------------------------------------------------------------------


async def test_the_card_of_the_day_comes_when_people_are_awake(store: Store) -> None:
    early = await planned(store, starts_at=at("2026-12-03 08:00"), ends_at=at("2026-12-03 08:30"))
    assert (await early.coming(MEETING_DAY))[0][2] == "2026-12-02 20:59"
    evening = await another(store, early.prospect_id, starts_at=at("2026-12-03 20:00"), ends_at=at("2026-12-03 21:30"))
    assert [when for _, _, when in await evening.coming(EVALUATE)] == ["2026-12-04 08:00", "2026-12-05 08:00"]
    assert [when for _, _, when in await evening.coming(ENDS_BY_ITSELF)] == ["2026-12-03 21:30"]


# ---- changed ---------------------------------------------------------------------------------------


async def test_a_meeting_moves_with_all_that_hangs_on_it(store: Store) -> None:
    meeting = await planned(store)
    facts = await meeting.facts()
    await meeting.do(meetings.take, CLEO, task_id=facts.prep[1].id)
    await meeting.do(meetings.take, CLEO, task_id=facts.prep[0].id)
    await meeting.do(meetings.task_done, CLEO, task_id=facts.prep[0].id)
    moved = replace(facts.plan, starts_at=STARTS + 7 * DAY, ends_at=ENDS + 7 * DAY)
    outcome = await meeting.do(meetings.change, plan=moved)
    assert outcome.moved
    assert [(one.key, local(one.due_at)) for one in outcome.facts.prep] == [
        ("visit", "2026-11-26 18:00"),  # done stays done
        ("confirm", "2026-12-09 18:00"),
        ("practise", "2026-12-09 18:00"),
    ]
    assert await meeting.coming() == [
        (MOVED, None, "2026-11-23 12:00"),
        (PREP_DUE, CLEO.person_id, "2026-12-06 18:00"),
        (PREP_DUE, CLEO.person_id, "2026-12-08 18:00"),
        (MEETING_DAY, None, "2026-12-10 12:00"),
        (ENDS_BY_ITSELF, None, "2026-12-10 14:30"),
        (EVALUATE, ANA.person_id, "2026-12-10 14:40"),
        (EVALUATE, ANA.person_id, "2026-12-11 14:40"),
    ]


async def test_of_several_changes_only_the_last_is_told(store: Store) -> None:
    meeting = await planned(store)
    for days in (1, 2, 3):
        meeting.now += timedelta(minutes=1)
        await meeting.do(meetings.change, plan=plan_of(1, starts_at=STARTS + days * DAY, ends_at=ENDS + days * DAY))
    assert len(await meeting.coming(MOVED)) == 1
    assert len(await meeting.coming(MEETING_DAY)) == 1
    await meeting.courier()
    await meeting.do(meetings.change, plan=plan_of(1))  # … and back again
    assert [when for _, _, when in await meeting.coming(MEETING_DAY)] == ["2026-12-03 12:00"]
    assert len(await meeting.coming(MOVED)) == 1


async def test_another_place_is_told_to_nobody_and_shown_by_the_event(store: Store) -> None:
    meeting = await planned(store)
    outcome = await meeting.do(meetings.change, plan=plan_of(1, place="City hall, room 3"))
    assert (outcome.moved, outcome.facts.version, outcome.facts.plan.lead_id) == (False, 2, ANA.person_id)
    assert await meeting.coming(MOVED) == []
    again = await meeting.do(meetings.change, plan=outcome.facts.plan)
    assert again.facts.version == 2
    coffee = await meeting.do(meetings.change, plan=replace(outcome.facts.plan, coffee="Here"))
    assert coffee.facts.version == 2


async def test_the_place_may_change_when_it_has_begun(store: Store) -> None:
    meeting = await planned(store)
    meeting.now = STARTS + timedelta(minutes=5)
    outcome = await meeting.do(meetings.change, plan=plan_of(1, place="Downstairs"))
    assert outcome.facts.plan.place == "Downstairs"
    with pytest.raises(PastTime):
        await meeting.do(meetings.change, plan=plan_of(1, ends_at=ENDS + HOUR))


async def test_a_new_lead_goes_too(store: Store) -> None:
    meeting = await planned(store)
    outcome = await meeting.do(meetings.change, plan=plan_of(1, lead_id=DAN.person_id, lead_name="Dan"))
    assert {one.name for one in outcome.facts.attendees} == {"Ana", "Dan"}
    assert outcome.facts.plan.lead_id == DAN.person_id


# ---- called off ------------------------------------------------------------------------------------


async def test_a_meeting_is_called_off(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=1)
    off = await meeting.do(meetings.cancel, reason=" She is  ill ")
    assert (off.state, off.reason, off.over) == (MeetingState.CANCELLED, "She is ill", True)
    assert await meeting.coming() == [(OFF, None, "2026-11-23 12:00")]
    assert (await meeting.prospect()).stage is Stage.ASK
    again = await meeting.do(meetings.cancel, reason="Other")
    assert (again.reason, len(await meeting.coming())) == ("She is ill", 1)
    for unit, more in (
        (meetings.change, {"plan": plan_of(1)}),
        (meetings.write, {"section": Section.ASK, "text": "x"}),
        (meetings.take, {"task_id": 1}),
        (meetings.go, {}),
        (meetings.read_it, {}),
        (meetings.evaluate, {"answers": {}}),
    ):
        with pytest.raises(MeetingOff):
            await meeting.do(unit, **more)


async def test_another_meeting_keeps_the_stage(store: Store) -> None:
    meeting = await planned(store)
    await another(store, meeting.prospect_id, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    await meeting.do(meetings.cancel, reason="")
    assert (await meeting.prospect()).stage is Stage.PREPARE


async def test_what_was_held_is_not_called_off(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    for unit, more in (
        (meetings.cancel, {"reason": ""}),
        (meetings.change, {"plan": plan_of(1)}),
        (meetings.give_roles, {"person_id": ANA.person_id, "roles": []}),
        (meetings.take, {"task_id": 1}),
        (meetings.add_task, {"text": "x"}),
    ):
        with pytest.raises(MeetingHeld):
            await meeting.do(unit, **more)


# ---- other hours -----------------------------------------------------------------------------------


async def test_a_team_on_other_clocks_meets_when_its_walls_say(store: Store) -> None:
    meeting = await planned(store)
    await meeting.do(meetings.take, CLEO, task_id=2)
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/Denver", now=NOW))
    facts = await meeting.facts()
    denver = "America/Denver"
    assert (local(facts.plan.starts_at, denver), facts.plan.zone) == ("2026-12-03 14:00", denver)
    assert local(facts.prep[1].due_at, denver) == "2026-12-02 18:00"
    assert [local(one.due_at, denver) for one in await meeting.nudges(MEETING_DAY, ENDS_BY_ITSELF)] == [
        "2026-12-03 12:00",
        "2026-12-03 14:30",
    ]
    elsewhere = await another(store, meeting.prospect_id, zone=CHICAGO)
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/New_York", now=NOW))
    assert (await elsewhere.facts()).plan.starts_at == STARTS  # it was planned by other clocks than the team's


# ---- bounds ----------------------------------------------------------------------------------------


async def test_no_more_than_a_playbook_holds(store: Store) -> None:
    await store.write(settle)
    number: int = await store.write(meet_somebody)
    prep = [(f"k{n}", f"Thing {n}", n, True) for n in range(40)]
    facts = await store.write(partial(meetings.plan, actor=ANA, plan=plan_of(number), prep=prep, now=NOW))
    assert len(facts.prep) == 25
    with pytest.raises(RoomFull):
        await store.write(partial(meetings.add_task, actor=ANA, meeting_id=facts.id, text="More", now=NOW))


async def test_before_it_begins_nobody_can_say_how_it_was(store: Store) -> None:
    meeting = await planned(store)
    for unit, more in ((meetings.held, {"say": str}), (meetings.evaluate, {"answers": {}})):
        with pytest.raises(MeetingAhead):
            await meeting.do(unit, **more)
