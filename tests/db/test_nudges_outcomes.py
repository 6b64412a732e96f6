"""What became of a nudge: once, whoever was faster; tried again, or not; and what follows."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from db import nudges
from db.facts import Bundle, NudgeKind, NudgeState, NudgeWait
from db.models.nudges import Nudge
from db.nudges.outcomes import FOLLOWING, TRIES
from db.store import Store
from tests.db.nudging import ANA, BEN, CHANNEL, DAY, HOUR, LEASE, MINUTE, Round, begin, numbers

REFUSED: dict[str, Any] = {"trouble": "50035", "counts": True}


@pytest.fixture
async def round_(store: Store) -> Round:
    """A round with nothing due."""
    return await begin(store)


async def out(round_: Round) -> Bundle:
    """The one message, on its way."""
    bundle = await round_.one()
    assert await round_.set_out(bundle)
    return bundle


async def put_away(round_: Round, bundle: Bundle, state: NudgeState = NudgeState.EXPIRED) -> None:
    """It needs no message any more, or cannot have one."""
    unit = partial(nudges.put_away, ids=bundle.ids, state=state, now=round_.now, trouble="50001")
    await round_.store.write(unit)


# ---- arrived -------------------------------------------------------------------------------------------


async def test_what_arrived_is_noted_with_its_place_and_stays_so(round_: Round) -> None:
    await round_.remind(1)
    bundle = await out(round_)
    await round_.sent(bundle, message_id=77)
    [row] = await round_.rows()
    assert (row.state, row.sent_at, row.channel_id, row.message_id) == (NudgeState.SENT, round_.now, CHANNEL, 77)
    assert (row.held_until, row.waits_for) == (None, None)
    round_.now += HOUR
    await round_.sent(bundle, message_id=78)
    await put_away(round_, bundle)
    await round_.try_again(bundle)
    await round_.missing(bundle)
    await round_.closed(bundle)
    [after] = await round_.rows()
    assert after == row, "whatever comes too late changes nothing"


async def test_a_slow_process_that_did_send_it_is_believed(round_: Round) -> None:
    await round_.add(1)
    slow = await out(round_)
    round_.now += LEASE
    quick = await round_.one()
    await round_.sent(slow)
    assert not await round_.set_out(quick)
    await round_.missing(quick)
    assert await round_.states() == ["sent"]


async def test_setting_out_remembers_the_conversation(round_: Round) -> None:
    await round_.member(ANA.person_id, dm_channel_id=None)
    await round_.remind(1)
    bundle = await round_.one()
    assert bundle.dm_channel_id is None
    await round_.set_out(bundle, channel=4321)
    assert (await round_.member()).dm_channel_id == 4321


# ---- tried again ---------------------------------------------------------------------------------------


async def test_pauses_grow_up_to_an_hour(round_: Round) -> None:
    await round_.add(1)
    pauses = []
    for _ in range(12):
        bundle = await round_.one()
        await round_.try_again(bundle)
        [row] = await round_.rows()
        assert row.waits_for is NudgeWait.TROUBLE
        pauses.append((row.due_at - round_.now).total_seconds())
        round_.now = row.due_at
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, *[3600] * 5]


async def test_a_pause_may_be_told(round_: Round) -> None:
    await round_.add(1)
    await round_.try_again(await round_.one(), "429", wait=12.5)
    assert (await round_.rows())[0].due_at == round_.now + timedelta(seconds=12.5)


async def refuse(round_: Round, times: int, *, counts: bool = True) -> None:
    """The only message is tried so often, and refused, or Discord cannot be asked."""
    for _ in range(times):
        bundle = await round_.one()
        if bundle.doubt is not None:
            await round_.missing(bundle)
            bundle = await round_.one()
        await round_.set_out(bundle)
        await round_.try_again(bundle, "50035" if counts else "503", counts=counts)
        round_.now += HOUR


async def test_what_is_refused_time_and_again_has_failed(round_: Round) -> None:
    await round_.add(1)
    await refuse(round_, TRIES - 1)
    assert await round_.states() == ["pending"]
    await refuse(round_, 1)
    [row] = await round_.rows()
    assert (row.state, row.trouble) == (NudgeState.FAILED, "50035")


async def test_what_discord_could_not_be_asked_about_is_tried_for_ever(round_: Round) -> None:
    await round_.team(quiet_from=time(0), quiet_until=time(0))
    await round_.add(1)
    await refuse(round_, TRIES + 3, counts=False)
    assert await round_.states() == ["pending"]
    await refuse(round_, 1)
    assert await round_.states() == ["pending"], "one refusal after a long trouble of another kind is not the end"
    await refuse(round_, 1)
    assert await round_.states() == ["failed"]


async def test_what_changes_something_is_never_given_up(round_: Round) -> None:
    await round_.add(1, NudgeKind.OFFER_OVER)
    await refuse(round_, TRIES + 3)
    assert await round_.states() == ["pending"]


async def test_what_set_out_is_looked_for_even_when_the_last_answer_was_a_refusal(round_: Round) -> None:
    await round_.add(1)
    bundle = await out(round_)
    await round_.try_again(bundle, **REFUSED)
    round_.now += HOUR
    assert (await round_.one()).doubt is not None


async def test_a_refused_conversation_is_opened_anew(round_: Round) -> None:
    await round_.remind(1)
    bundle = await out(round_)
    await round_.try_again(bundle, **REFUSED)
    assert (await round_.member()).dm_channel_id is None


async def test_what_did_not_set_out_may_go_with_others_the_next_time(round_: Round) -> None:
    await round_.remind(1)
    await round_.try_again(await round_.one(), "KeyError", counts=True)
    round_.now += HOUR
    await round_.remind(2)
    assert numbers(await round_.one()) == [1, 2]


# ---- beyond use ----------------------------------------------------------------------------------------


async def test_what_may_be_out_is_looked_for_even_beyond_its_use_and_then_dropped(round_: Round) -> None:
    await round_.add(1, expires_at=round_.now + MINUTE)
    await out(round_)
    round_.now += HOUR
    doubtful = await round_.one()
    assert doubtful.doubt is not None
    await round_.missing(doubtful)
    await round_.none()
    assert await round_.states() == ["expired"]


async def test_what_is_found_beyond_its_use_was_sent(round_: Round) -> None:
    await round_.add(1, expires_at=round_.now + MINUTE)
    await out(round_)
    round_.now += HOUR
    await round_.sent(await round_.one())
    assert await round_.states() == ["sent"]


# ---- cancelled -----------------------------------------------------------------------------------------


async def cancel(round_: Round) -> None:
    """Its cause is gone."""
    await round_.store.write(partial(nudges.cancel, team_id=1, person_id=ANA.person_id))


async def test_what_waits_is_cancelled_and_what_is_held_is_left_to_its_painter(round_: Round) -> None:
    await round_.remind(1)
    await round_.remind(2, due=round_.now + HOUR)
    await round_.remind(3, person=BEN.person_id, due=round_.now + HOUR)
    bundle = await round_.one()
    await cancel(round_)
    assert await round_.states() == ["held", "cancelled", "pending"]
    await put_away(round_, bundle)
    assert (await round_.states())[0] == "expired"


async def test_what_may_be_out_is_not_cancelled_before_that_is_known(round_: Round) -> None:
    await round_.remind(1)
    await out(round_)
    round_.now += LEASE
    doubtful = await round_.one()
    await cancel(round_)
    await round_.missing(doubtful)
    await cancel(round_)
    assert await round_.states() == ["cancelled"]


async def test_what_waits_for_a_person_with_closed_dms_is_cancelled(round_: Round) -> None:
    await round_.member(ANA.person_id, dms_closed_at=round_.now, reminders=False)
    await round_.remind(1)
    await round_.none()
    await cancel(round_)
    assert await round_.states() == ["cancelled"]


async def test_a_cause_that_comes_back_begins_anew(round_: Round) -> None:
    await round_.remind(1)
    await refuse(round_, TRIES - 1)
    doubtful = await round_.one()
    await round_.missing(doubtful)
    await cancel(round_)
    await round_.remind(1, due=round_.now + HOUR)
    [row] = await round_.rows()
    assert (row.state, row.attempts, row.trouble, row.bundle_id) == (NudgeState.PENDING, 0, "", None)


async def test_the_same_cause_makes_no_second_one(round_: Round) -> None:
    await round_.remind(1)
    await out(round_)
    await round_.remind(1, due=round_.now + DAY)
    assert await round_.states() == ["held"]
    round_.now += LEASE
    doubtful = await round_.one()
    await round_.remind(1, due=round_.now + DAY)
    await round_.sent(doubtful)
    await round_.remind(1, due=round_.now + DAY)
    assert await round_.states() == ["sent"]


def test_everything_is_not_cancelled_by_mistake() -> None:
    with pytest.raises(ValueError, match="cancel what"):
        nudges.cancel(Session(), team_id=1)


# ---- what follows --------------------------------------------------------------------------------------

Followed = list[tuple[int, NudgeState, datetime]]


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> Followed:
    """What follows one kind is written down here; each is followed by one more, the same day."""
    seen: Followed = []
    monkeypatch.setitem(FOLLOWING, NudgeKind.HANDED, lambda *_: None)

    @nudges.followed_by(NudgeKind.HANDED)
    def follow(tx: Session, nudge: Nudge, now: datetime) -> None:
        number = int(nudge.key.removeprefix("trial:"))
        seen.append((number, nudge.state, now))
        if number < 100:
            details: dict[str, object] = {"n": number + 100}
            key, due = f"trial:{number + 100}", now + HOUR
            nudges.schedule(tx, key=key, team_id=1, kind=NudgeKind.REMIND, due_at=due, details=details)

    return seen


async def handed(round_: Round, number: int, **more: Any) -> None:
    """A nudge of the kind that is followed."""
    await round_.add(number, NudgeKind.HANDED, person_id=ANA.person_id, **more)


async def test_something_follows_however_it_ended_but_for_a_cancelled_one(round_: Round, followed: Followed) -> None:
    await handed(round_, 1)
    await round_.sent(await out(round_))
    await handed(round_, 2, due=round_.now - HOUR, expires_at=round_.now)
    await round_.none()
    await handed(round_, 3)
    await put_away(round_, await round_.one(), NudgeState.FAILED)
    await handed(round_, 4, due=round_.now + HOUR)
    await cancel(round_)
    await handed(round_, 5)
    await round_.closed(await out(round_))
    assert [(number, state) for number, state, _ in followed] == [
        (1, NudgeState.SENT), (2, NudgeState.EXPIRED), (3, NudgeState.FAILED), (5, NudgeState.CLOSED)
    ]  # fmt: skip
    assert {when for _, _, when in followed} == {round_.now}
    round_.now += HOUR
    rooms = [one for one in (await round_.hold()).bundles if one.first.kind is NudgeKind.REMIND]
    assert [numbers(one) for one in rooms] == [[101], [102], [103], [105]]


async def test_it_follows_once_whoever_tells_the_outcome(round_: Round, followed: Followed) -> None:
    await handed(round_, 1)
    bundle = await out(round_)
    for _ in range(2):
        await round_.sent(bundle)
        await put_away(round_, bundle)
    assert len(followed) == 1
