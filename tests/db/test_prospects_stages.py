"""Where a prospect stands: what moves it, how it rests and wakes, and when pressing is right."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session

from db import followups, nudges, prospects
from db.facts import FollowupPlan, NudgeKind, NudgeState
from db.facts.meetings import MeetingState
from db.facts.prospects import ContactHow, ContactResult, Stage
from db.refusals import (
    ContactAhead,
    Gone,
    NotRefused,
    NotSignedOn,
    OnlyLead,
    OnlyOfficials,
    OnlyOrganizers,
    PartOfItself,
    PastTime,
    PressNotAllowed,
    TooFarAhead,
    TooLong,
    TooMany,
)
from db.store import Store
from tests.db.canvassing import DAN, NOW
from tests.db.promising import CHICAGO, DAY
from tests.db.prospecting import (
    ASKER,
    COUNCIL,
    GRANTED,
    MEMBER,
    NONE,
    ORGANIZER,
    OWNER,
    PASTOR,
    REFUSED,
    TODAY,
    desk,
    named,
)

WAKES, STALE = NudgeKind.WAKES, NudgeKind.STALE
S, H, R = Stage, ContactHow, ContactResult


# ---- what came of a contact ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "how", "result", "after"),
    [
        (S.RESEARCH, H.LETTER, R.NONE, S.ASK),
        (S.RESEARCH, H.ASK, R.LATER, S.ASK),
        (S.RESEARCH, H.OTHER, R.NONE, S.RESEARCH),
        (S.RESEARCH, H.CALL, R.GRANTED, S.PREPARE),
        (S.ASK, H.CALL, R.GRANTED, S.PREPARE),
        (S.ASK, H.CALL, R.REFUSED, S.ASK),
        (S.PREPARE, H.MESSAGE, R.REFUSED, S.ASK),
        (S.PARKED, H.VISIT, R.GRANTED, S.PREPARE),
        (S.PARKED, H.VISIT, R.NONE, S.PARKED),
        (S.DECLINED, H.CALL, R.GRANTED, S.PREPARE),
        (S.DECLINED, H.CALL, R.NO, S.DECLINED),
        (S.EVALUATED, H.THANKS, R.NONE, S.FOLLOWED_UP),
        (S.HELD, H.THANKS, R.NONE, S.HELD),
        (S.HELD, H.CALL, R.GRANTED, S.HELD),
        (S.FOLLOWED_UP, H.CALL, R.REFUSED, S.FOLLOWED_UP),
    ],
)
async def test_what_came_of_it_moves_the_stage(
    store: Store, before: Stage, how: ContactHow, result: ContactResult, after: Stage
) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.move, OWNER, them, stage=before)
    table.now = NOW + DAY
    facts = await table.log(them, result, MEMBER, how=how)
    assert (facts.stage, facts.touched_at) == (after, NOW + DAY)
    assert facts.stage_at == (NOW + DAY if before is not after else NOW)
    assert facts.refused == (result is R.REFUSED)
    assert bool(facts.wakes_on) == (after is S.PARKED)


async def test_contacts_are_kept_the_latest_first(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.log(them, NONE, MEMBER, at=NOW - DAY, note="first", how=H.LETTER)
    await table.log(them, REFUSED, ASKER, note="second\nline")
    seen = await table.look(them)
    assert [(one.how, one.result, one.note, one.by_name, one.at) for one in seen.contacts] == [
        (H.CALL, REFUSED, "second\nline", "Ben", NOW),
        (H.LETTER, NONE, "first", "Cleo", NOW - DAY),
    ]
    with pytest.raises(ContactAhead):
        await table.log(them, NONE, at=NOW + timedelta(seconds=1))
    with pytest.raises(TooLong):
        await table.log(them, NONE, note="x" * 501)
    assert await table.look(them) == seen


async def test_reminders_of_what_was_promised_about_them_begin_anew(store: Store) -> None:
    table = await desk(store)
    them, other = await table.add(), await table.add(COUNCIL)

    def promise(tx: Session, prospect_id: int) -> int:
        plan = FollowupPlan("Call them", NOW + DAY, CHICAGO, OWNER.person_id, "Ana", prospect_id=prospect_id)
        return followups.add_automatic(tx, team_id=1, key=f"k:{prospect_id}", plan=plan, now=NOW).id

    theirs, others = [await store.write(partial(promise, prospect_id=one.id)) for one in (them, other)]
    table.now = NOW + DAY
    await table.courier()
    facts = partial(followups.facts, team_id=1)
    assert (await store.read(partial(facts, followup_id=theirs))).silences == 1
    await table.log(them, NONE)
    assert (await store.read(partial(facts, followup_id=theirs))).silences == 0
    assert (await store.read(partial(facts, followup_id=others))).silences == 1


# ---- by hand, and by what follows from something else ------------------------------------------------


async def test_those_who_work_on_it_may_move_it_anywhere_but_to_a_sign_on_that_is_not_there(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    for stage in (S.HELD, S.EVALUATED, S.DECLINED, S.PARKED, S.RESEARCH):
        assert (await table.do(prospects.move, ASKER, them, stage=stage)).stage is stage
    with pytest.raises(NotSignedOn):
        await table.do(prospects.move, OWNER, them, stage=S.SIGNED_ON)
    with pytest.raises(OnlyLead):
        await table.do(prospects.move, MEMBER, them, stage=S.ASK)
    await table.sign(them)
    await table.do(prospects.move, OWNER, them, stage=S.FOLLOWED_UP)
    assert (await table.do(prospects.move, OWNER, them, stage=S.SIGNED_ON)).sign_on is not None


async def test_what_follows_from_a_meeting_needs_nobody_s_right(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.log(them, REFUSED)
    await store.write(partial(prospects.advance, team_id=1, prospect_id=them.id, stage=S.PREPARE, now=NOW + DAY))
    seen = await table.look(them)
    assert (seen.stage, seen.refused, seen.touched_at) == (S.PREPARE, False, NOW + DAY)
    for team_id, number in ((2, them.id), (1, 2**40)):
        await store.write(partial(prospects.advance, team_id=team_id, prospect_id=number, stage=S.HELD, now=NOW))
    assert (await table.look(them)).stage is S.PREPARE


# ---- resting and waking ------------------------------------------------------------------------------


async def test_it_rests_for_the_usual_time_and_officials_for_less(store: Store) -> None:
    table = await desk(store)
    pastor, official = await table.add(), await table.add(COUNCIL)
    for them, day in ((pastor, "2027-01-22"), (official, "2027-01-07")):
        parked = await table.do(prospects.park, OWNER, them)
        assert (parked.stage, str(parked.wakes_on)) == (S.PARKED, day)
    assert await table.coming(WAKES, STALE) == [
        (WAKES, None, "2027-01-07 09:00"),
        (WAKES, None, "2027-01-22 09:00"),
    ]


async def test_on_its_day_the_room_hears_of_it_and_it_is_asked_for_again(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.park, OWNER, them, wakes_on=TODAY + timedelta(days=30))
    assert await table.details(WAKES) == [{"why": "day"}]
    assert await table.next() == [(WAKES, None, "2026-12-23 09:00")]
    awake = await table.look(them)
    assert (awake.stage, awake.stage_at, awake.wakes_on) == (S.ASK, table.now, None)
    assert [kind for kind, _, _ in await table.coming()] == [STALE]


async def test_parked_anew_it_wakes_on_the_new_day_only(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.park, OWNER, them, wakes_on=TODAY + timedelta(days=10))
    await table.do(prospects.park, OWNER, them, wakes_on=TODAY + timedelta(days=20))
    assert await table.coming() == [(WAKES, None, "2026-12-13 09:00")]
    await table.do(prospects.wake, ORGANIZER, them)
    assert [kind for kind, _, _ in await table.coming()] == [STALE]
    asked = await table.do(prospects.wake, ORGANIZER, them)
    assert asked.stage is S.ASK, "twice is harmless"


async def test_if_the_room_cannot_be_told_it_wakes_all_the_same(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.park, OWNER, them, wakes_on=TODAY + timedelta(days=1))
    [nudge] = await table.nudges(WAKES)
    table.now = nudge.due_at
    put = partial(nudges.put_away, ids=[nudge.id or 0], state=NudgeState.FAILED, now=table.now)
    await store.write(put)
    assert (await table.look(them)).stage is S.ASK


async def test_a_peer_who_signs_on_wakes_it_once_and_is_named_only_if_public(store: Store) -> None:
    table = await desk(store)
    peer, shy = await table.add(COUNCIL), await table.add(named(1))
    first, second, third = [await table.add(named(n), MEMBER) for n in (2, 3, 4)]
    await table.do(prospects.park, MEMBER, first, sways=[peer.id, shy.id])
    await table.do(prospects.park, MEMBER, second, sways=[shy.id])
    await table.do(prospects.park, MEMBER, third)
    signed = await table.sign(peer)
    assert [line.name for line in signed.woken] == ["Shop 2"]
    assert (await table.look(first)).stage is S.ASK
    assert [line.id for line in (await table.look(first)).sways] == [shy.id]
    told = [one for one in await table.nudges(WAKES) if one.due_at == NOW]
    assert [(one.prospect_id, one.details) for one in told] == [(first.id, f'{{"why": "peer", "peer": {peer.id}}}')]
    assert (await table.sign(peer)).woken == (), "written down anew it wakes nobody"
    assert [line.name for line in (await table.sign(shy, public=False)).woken] == ["Shop 3"]
    assert {"why": "peer"} in await table.details(WAKES)
    assert (await table.look(third)).stage is S.PARKED


async def test_put_to_rest_again_before_the_room_was_told_nobody_hears_that_it_woke(store: Store) -> None:
    table = await desk(store)
    peer, them = await table.add(COUNCIL), await table.add(named(2))
    await table.do(prospects.park, OWNER, them, sways=[peer.id])
    await table.sign(peer)
    await table.do(prospects.park, OWNER, them)
    assert await table.details(WAKES) == [{"why": "day"}]


async def test_once_woken_by_a_peer_it_is_not_woken_by_them_again(store: Store) -> None:
    table = await desk(store)
    peer, them = await table.add(COUNCIL), await table.add(named(2))
    await table.do(prospects.park, OWNER, them, sways=[peer.id])
    await table.sign(peer)
    await table.do(prospects.withdraw, OWNER, peer)
    await table.do(prospects.park, OWNER, them)
    assert (await table.sign(peer)).woken == ()


async def test_others_are_proposed_than_those_who_tried(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    await table.log(them, REFUSED, MEMBER)
    await table.meeting(them, DAN, state=MeetingState.CLOSED, at=-DAY)
    await table.do(prospects.open_round, OWNER, them, channel_id=5)
    for person in (ASKER, MEMBER, DAN, ORGANIZER):
        await table.do(prospects.answer, person, them, ties=["member"], willing=True)
    await table.do(prospects.park, OWNER, them)
    await table.do(prospects.wake, OWNER, them)
    willing = (await table.look(them, OWNER)).willing
    assert [(one.name, one.tried) for one in willing] == [
        ("Rosa", False),
        ("Ben", True),
        ("Cleo", True),
        ("Dan", True),
    ]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"wakes_on": TODAY}, PastTime),
        ({"wakes_on": TODAY + timedelta(days=800)}, TooFarAhead),
        ({"sways": range(1, 12)}, TooMany),
        ({"sways": [1]}, PartOfItself),
        ({"sways": [77]}, Gone),
    ],
)
async def test_what_it_cannot_wait_for_is_refused(
    store: Store, more: dict[str, object], refusal: type[Exception]
) -> None:
    table = await desk(store)
    them = await table.add()
    assert them.id == 1
    with pytest.raises(refusal):
        await table.do(prospects.park, OWNER, them, **more)
    assert (await table.look(them)).stage is S.RESEARCH


async def test_declined_it_never_wakes(store: Store) -> None:
    table = await desk(store)
    peer, them = await table.add(COUNCIL), await table.add()
    await table.do(prospects.park, OWNER, them, sways=[peer.id])
    await table.do(prospects.decline, OWNER, them)
    assert [one.prospect_id for one in await table.nudges()] == [peer.id]
    assert (await table.sign(peer)).woken == ()


# ---- pressing ----------------------------------------------------------------------------------------


async def test_only_officials_who_refused_are_pressed_and_only_with_an_organizer_s_word(store: Store) -> None:
    table = await desk(store)
    pastor, them = await table.asked(PASTOR), await table.asked(COUNCIL)
    await table.log(pastor, REFUSED)
    for unit, actor in ((prospects.ask_to_press, OWNER), (prospects.allow_press, ORGANIZER)):
        with pytest.raises(OnlyOfficials):
            await table.do(unit, actor, pastor)
        with pytest.raises(NotRefused):
            await table.do(unit, actor, them)
    await table.log(them, REFUSED)
    with pytest.raises(PressNotAllowed):
        await table.log(them, NONE, how=H.PRESS)
    with pytest.raises(OnlyOfficials):
        await table.log(pastor, NONE, how=H.PRESS)
    asked = await table.do(prospects.ask_to_press, ASKER, them)
    assert (asked.press_asked, asked.press_allowed) == (True, False)
    with pytest.raises(OnlyOrganizers):
        await table.do(prospects.allow_press, OWNER, them)
    allowed = await table.do(prospects.allow_press, ORGANIZER, them)
    assert (allowed.press_asked, allowed.press_allowed) == (False, True)
    assert (await table.do(prospects.ask_to_press, ASKER, them)).press_allowed, "asked again it stays allowed"
    await table.log(them, NONE, how=H.PRESS)
    assert not (await table.do(prospects.allow_press, ORGANIZER, them, allow=False)).press_allowed


async def test_a_meeting_that_is_granted_ends_the_pressing(store: Store) -> None:
    table = await desk(store)
    them = await table.asked(COUNCIL)
    await table.log(them, REFUSED)
    await table.do(prospects.allow_press, ORGANIZER, them)
    granted = await table.log(them, GRANTED)
    assert (granted.refused, granted.press_allowed, granted.stage) == (False, False, S.PREPARE)
