"""After a meeting: it was held, how it was, what came of it, and what the next one may learn from it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, select

from db import followups, meetings
from db.facts import FollowupFacts, FollowupState, NudgeAnswer, NudgeKind, NudgeState
from db.facts.meetings import Closing, MeetingFacts, MeetingState, Outcome
from db.facts.playbooks import Kind, Review, Role
from db.facts.prospects import ContactHow, ContactResult, Stage
from db.models.followups import Followup
from db.models.prospects import ContactMade
from db.refusals import (
    MeetingAhead,
    MeetingClosed,
    NextDateMissing,
    NextOwnerMissing,
    NextStepMissing,
    OnlyAttendees,
    OnlyMeetingLeads,
    OutcomeMissing,
    PastTime,
    Refusal,
    TooLong,
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
    ROSA,
    STARTS,
    Encounter,
    another,
    local,
    meet_somebody,
    planned,
    settle,
    thank,
)

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
EVALUATE, CLOSE = NudgeKind.EVALUATE, NudgeKind.CLOSE


async def promises(meeting: Encounter) -> list[FollowupFacts]:
    """The promises that follow from the meeting."""
    query = select(Followup.id).where(col(Followup.meeting_id) == meeting.id).order_by(col(Followup.id))
    numbers = await meeting.store.read(lambda tx: tx.exec(query).all())
    return [await meeting.store.read(partial(followups.facts, team_id=1, followup_id=n or 0)) for n in numbers]


async def contacts(meeting: Encounter) -> list[tuple[ContactHow, ContactResult, int | None]]:
    """The history of the prospect."""
    rows = await meeting.store.read(lambda tx: tx.exec(select(ContactMade)).all())
    return [(one.how, one.result, one.by_id) for one in rows]


# ---- it was held -----------------------------------------------------------------------------------


async def test_when_its_time_is_over_it_was_held_and_thanks_are_promised(store: Store) -> None:
    meeting = await planned(store)
    assert await store.write(partial(meetings.ends, meeting_id=meeting.id, say=thank, now=ENDS - MINUTE)) is None
    facts = await meeting.is_over()
    assert facts is not None
    assert (facts.state, facts.held_at) == (MeetingState.HELD, ENDS)
    [thanks] = await promises(meeting)
    assert (thanks.text, thanks.owner_id, thanks.owner_name) == (
        "Write a note of thanks to Council member Álvarez",
        BEN.person_id,
        "Ben",
    )
    assert (thanks.due_at, thanks.lead_id) == (ENDS + DAY, ANA.person_id)
    assert (thanks.meeting_id, thanks.prospect_id) == (meeting.id, meeting.prospect_id)
    assert thanks.prospect_name == "Council member Álvarez"
    assert (await meeting.prospect()).stage is Stage.HELD
    assert await contacts(meeting) == [(ContactHow.MEETING, ContactResult.NONE, ANA.person_id)]
    assert await meeting.is_over() is None
    assert len(await promises(meeting)) == 1
    assert {kind for kind, _, _ in await meeting.coming()} == {EVALUATE, CLOSE}


async def test_where_nobody_asks_the_lead_thanks(store: Store) -> None:
    await store.write(settle)
    number: int = await store.write(partial(meet_somebody, asker_id=None, asker_name=""))
    meeting = await another(store, number)
    await meeting.is_over()
    assert [one.owner_id for one in await promises(meeting)] == [ANA.person_id]


async def test_a_short_meeting_is_looked_back_on_at_once(store: Store) -> None:
    meeting = await planned(store)
    meeting.now = STARTS + 10 * MINUTE
    for _ in range(2):
        facts = await meeting.do(meetings.held, say=thank)
    assert (facts.state, facts.held_at) == (MeetingState.HELD, meeting.now)
    assert await meeting.coming() == [
        (EVALUATE, ANA.person_id, "2026-12-03 14:20"),
        (EVALUATE, ANA.person_id, "2026-12-04 14:20"),
        (CLOSE, ANA.person_id, "2026-12-04 14:20"),
    ]
    with pytest.raises(OnlyAttendees):
        await meeting.do(meetings.held, CLEO, say=thank)


# ---- how it was ------------------------------------------------------------------------------------


async def answer(meeting: Encounter, person: Any = ANA, **answers: str) -> MeetingFacts:
    """Somebody says how it was."""
    given = {Review(key): text for key, text in answers.items()}
    facts: MeetingFacts = await meeting.do(meetings.evaluate, person, answers=given)
    return facts


async def test_partial_answers_are_put_together(store: Store) -> None:
    meeting = await planned(store)
    await meeting.bring(BEN, Role.ASKS)
    await meeting.is_over()
    await answer(meeting, plan="Yes", reached="She listens")
    await answer(meeting, BEN, plan="Mostly")
    await answer(meeting, again="Rather at noon", plan="Yes!")
    await answer(meeting, again="Rather at noon", plan="Yes!")
    facts = await answer(meeting, reached="")
    assert [(one.name, one.answers) for one in facts.evaluations] == [
        ("Ana", {Review.PLAN: "Yes!", Review.AGAIN: "Rather at noon"}),
        ("Ben", {Review.PLAN: "Mostly"}),
    ]
    assert [(one.name, one.evaluated) for one in facts.attendees] == [("Ana", True), ("Ben", True)]
    assert [one.name for one in facts.merged(Review.PLAN)] == ["Ana", "Ben"]
    assert facts.merged(Review.REACHED) == ()
    assert (await meeting.prospect()).stage is Stage.EVALUATED


async def test_who_said_how_it_was_is_asked_no_more(store: Store) -> None:
    meeting = await planned(store)
    await meeting.bring(BEN)
    await meeting.is_over(wait=11 * MINUTE)
    assert [(kind, who) for kind, who, _ in await meeting.courier()] == [
        (EVALUATE, ANA.person_id),
        (EVALUATE, BEN.person_id),
    ]
    await answer(meeting, learned="Bring water")
    assert [who for _, who, _ in await meeting.coming(EVALUATE)] == [BEN.person_id]
    [told] = [n for n in await meeting.nudges(states=[NudgeState.SENT]) if n.person_id == ANA.person_id]
    assert told.answer is NudgeAnswer.DONE


async def test_nothing_said_is_no_answer(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    facts = await answer(meeting, plan=" \n", reached="")
    assert facts.evaluations == ()
    assert len(await meeting.coming(EVALUATE)) == 2
    with pytest.raises(TooLong):
        await answer(meeting, plan="x" * 501)
    for person in (CLEO, ROSA):
        with pytest.raises(OnlyAttendees):
            await answer(meeting, person, plan="Yes")


async def test_what_was_learned_comes_up_again_without_a_name(store: Store) -> None:
    meeting = await planned(store)
    await meeting.bring(BEN)
    await meeting.is_over()
    await answer(meeting, learned="Bring water")
    meeting.now += MINUTE
    await answer(meeting, BEN, learned="Sit by the window")
    await answer(meeting, learned="Bring water and cups")

    async def learned(kind: Kind = Kind.OFFICIAL, team_id: int = 1, **more: Any) -> list[str]:
        unit = partial(meetings.learned, team_id=team_id, kind=kind, **more)
        return [one.text for one in await store.read(unit)]

    assert await learned() == ["Sit by the window", "Bring water and cups"]
    assert await learned(most=1) == ["Sit by the window"]
    assert await learned(Kind.FAITH) == await learned(team_id=2) == []
    await answer(meeting, BEN, learned="")
    assert await learned() == ["Bring water and cups"]
    assert (await meeting.facts()).lines == ()


# ---- what came of it -------------------------------------------------------------------------------


async def test_a_meeting_is_closed_with_a_next_step(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    facts = await meeting.close()
    assert (facts.state, facts.closing, facts.closed_at) == (MeetingState.CLOSED, CLOSING, meeting.now)
    [_, step] = await promises(meeting)
    assert (step.text, step.owner_id, local(step.due_at)) == ("Send her the pledge", ANA.person_id, "2026-12-10 18:00")
    assert (await meeting.prospect()).stage is Stage.FOLLOWED_UP
    assert await contacts(meeting) == [(ContactHow.MEETING, ContactResult.YES, ANA.person_id)]
    assert await meeting.coming() == []
    await meeting.close()  # the same press twice
    assert len(await promises(meeting)) == 2
    with pytest.raises(MeetingClosed):
        await meeting.close(next_step="Another")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"outcome": None}, OutcomeMissing),
        ({"next_step": " \u200b"}, NextStepMissing),
        ({"owner_id": None}, NextOwnerMissing),
        ({"due_on": None}, NextDateMissing),
        ({"next_step": "x" * 301}, TooLong),
        ({"due_on": STARTS.date() - DAY}, PastTime),
    ],
)
async def test_what_a_meeting_is_not_closed_without(
    store: Store, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    with pytest.raises(refusal):
        await meeting.close(**changes)
    assert (await meeting.facts()).state is MeetingState.HELD
    assert len(await promises(meeting)) == 1


async def test_only_those_who_lead_close(store: Store) -> None:
    meeting = await planned(store)
    await meeting.bring(CLEO)
    with pytest.raises(MeetingAhead):
        await meeting.close()
    await meeting.is_over()
    for person in (CLEO, DAN):
        with pytest.raises(OnlyMeetingLeads):
            await meeting.close(person)
    assert (await meeting.close(ROSA)).state is MeetingState.CLOSED


async def test_after_a_no_they_rest_and_others_try(store: Store) -> None:
    meeting = await planned(store)
    await meeting.bring(CLEO)
    await meeting.is_over()
    await meeting.close(outcome=Outcome.NO)
    row = await meeting.prospect()
    assert (row.stage, str(row.wakes_on)) == (Stage.PARKED, "2027-01-17")  # an official: 45 days
    assert row.tried == f"[{ANA.person_id}, {BEN.person_id}, {CLEO.person_id}]"
    assert await contacts(meeting) == [(ContactHow.MEETING, ContactResult.NO, ANA.person_id)]


async def test_nobody_is_thanked_for_what_did_not_take_place(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    facts = await meeting.close(outcome=Outcome.NOT_HELD)
    assert facts.closing == replace(CLOSING, outcome=Outcome.NOT_HELD)
    assert [(one.text, one.state) for one in await promises(meeting)] == [
        (thank(facts), FollowupState.DROPPED),
        (CLOSING.next_step, FollowupState.OPEN),
    ]
    assert await contacts(meeting) == []
    assert (await meeting.prospect()).stage is Stage.ASK


async def test_what_will_not_take_place_is_closed_before_its_time(store: Store) -> None:
    meeting = await planned(store)
    facts = await meeting.close(outcome=Outcome.NOT_HELD)
    assert facts.state is MeetingState.CLOSED
    assert await meeting.coming() == []
    assert await meeting.is_over() is None


async def test_what_was_closed_by_mistake_is_opened_again(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    await meeting.close()
    with pytest.raises(OnlyMeetingLeads):
        await meeting.do(meetings.reopen, DAN)
    for _ in range(2):
        facts = await meeting.do(meetings.reopen, ROSA)
    assert (facts.state, facts.closing) == (MeetingState.HELD, None)
    assert (await promises(meeting))[1].state is FollowupState.DROPPED
    await meeting.close(next_step="Call her", owner_id=EVA.person_id, owner_name="Eva")
    assert [(one.text, one.owner_name, one.state) for one in (await promises(meeting))[1:]] == [
        ("Send her the pledge", "Ana", FollowupState.DROPPED),
        ("Call her", "Eva", FollowupState.OPEN),
    ]


async def test_what_is_closed_before_its_end_was_held(store: Store) -> None:
    meeting = await planned(store)
    meeting.now = STARTS + 10 * MINUTE
    facts = await meeting.close()
    assert (facts.state, facts.held_at) == (MeetingState.CLOSED, meeting.now)
    assert [one.text for one in await promises(meeting)] == [thank(facts), CLOSING.next_step]
    assert await contacts(meeting) == [(ContactHow.MEETING, ContactResult.YES, ANA.person_id)]
    assert await meeting.coming() == []


async def test_what_took_place_after_all_is_held_and_thanked_for(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    await meeting.courier()
    await meeting.close(outcome=Outcome.NOT_HELD)
    facts = await meeting.do(meetings.reopen)
    assert (facts.state, facts.held_at) == (MeetingState.PLANNED, None)
    assert (await meeting.prospect()).stage is Stage.PREPARE
    assert NudgeKind.MEETING_ENDS in [kind for kind, _, _ in await meeting.courier()]
    await meeting.is_over()
    assert [one.state for one in await promises(meeting)] == [
        FollowupState.DROPPED,
        FollowupState.DROPPED,
        FollowupState.OPEN,
    ]
    assert await contacts(meeting) == [(ContactHow.MEETING, ContactResult.NONE, ANA.person_id)]


async def test_a_no_that_was_a_mistake_wakes_nobody(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    await meeting.close(outcome=Outcome.NO)
    await meeting.do(meetings.reopen)
    row = await meeting.prospect()
    assert (row.stage, row.wakes_on) == (Stage.EVALUATED, None)
    await meeting.close(outcome=Outcome.YES)
    assert (await meeting.prospect()).stage is Stage.FOLLOWED_UP


async def test_late_answers_are_welcome(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    await meeting.close()
    facts = await answer(meeting, plan="Yes")
    assert (facts.state, len(facts.evaluations)) == (MeetingState.CLOSED, 1)
    assert (await meeting.prospect()).stage is Stage.FOLLOWED_UP


async def test_thanks_that_were_sent_stay_sent(store: Store) -> None:
    meeting = await planned(store)
    await meeting.is_over()
    [thanks] = await promises(meeting)
    await store.write(partial(followups.done, actor=BEN, followup_id=thanks.id, now=meeting.now))
    await meeting.close(outcome=Outcome.NOT_HELD)
    assert (await promises(meeting))[0].state is FollowupState.DONE


def test_a_closing_may_be_half_filled() -> None:
    assert Closing(None, "", None, "", None).outcome is None
