"""Who is forgotten leaves their promises to those whom they made them to; and promises do not stay for ever."""

from dataclasses import replace
from functools import partial
from typing import Any

from db import followups, nudges, privacy, retention
from db.facts import FollowupFacts, FollowupState, NudgeKind
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, NOW, ROSA, STRANGER
from tests.db.promising import DAY, DUE, PLAN, SECOND, Desk, desk
from tests.db.whole import counts, found

NORA = replace(ANA, person_id=987_654_321, name="Nora Zzyzx")
OWN: dict[str, Any] = {"owner_id": NORA.person_id, "owner_name": NORA.name}


async def _forget(table: Desk) -> None:
    for _ in range(2):
        await table.store.write(partial(privacy.forget, actor=NORA, now=table.now))
    left = await table.store.read(lambda tx: found(tx, NORA.person_id, "Zzyzx"))
    assert left == []


async def _ids(table: Desk) -> list[int]:
    page = await table.store.read(partial(followups.of_team, actor=ROSA, now=table.now))
    return [one.id for one in page.lines]


async def test_what_they_promised_themselves_is_deleted(store: Store) -> None:
    table = await desk(store)
    await table.add(NORA, **OWN)
    done = await table.add(NORA, **OWN)
    await table.do(followups.done, NORA, done)
    kept = await table.add()
    await _forget(table)
    assert await _ids(table) == [kept.id]
    assert [(kind, who) for kind, who, _ in await table.coming()] == [(NudgeKind.FOLLOWUP, ANA.person_id)]


async def test_what_they_promised_others_goes_back_to_those(store: Store) -> None:
    table = await desk(store)
    asked = await table.add(BEN, **OWN)
    await table.do(followups.take, NORA, asked)
    led = await table.add(NORA, lead_id=CLEO.person_id, **OWN)
    await table.do(followups.stop, NORA, led)
    await table.courier()
    await _forget(table)
    assert [(await table.facts(one)).owner_id for one in (asked, led)] == [BEN.person_id, CLEO.person_id]
    assert not (await table.facts(led)).muted
    told = [(who, outcome, name) for who, outcome, name in await table.outcomes() if outcome == "left"]
    assert told == [(BEN.person_id, "left", ""), (CLEO.person_id, "left", "")]
    reminders = [who for kind, who, _ in await table.coming() if kind is NudgeKind.FOLLOWUP]
    assert sorted(who or 0 for who in reminders) == [BEN.person_id, CLEO.person_id]


async def test_what_nobody_in_particular_wished_is_for_the_organizers_to_see(store: Store) -> None:
    table = await desk(store)
    plan = replace(PLAN, **OWN)
    promise = await store.write(partial(followups.add_automatic, team_id=1, key="thanks:7", plan=plan, now=NOW))
    named = f"visit:{NORA.person_id}"
    await store.write(partial(followups.add_automatic, team_id=1, key=named, plan=plan, now=NOW))
    await _forget(table)
    facts = await table.facts(promise)
    assert (facts.owner_id, facts.owner_name, facts.state) == (None, "", FollowupState.OPEN)
    assert await table.coming() == []
    assert promise.id in await _ids(table)
    given = await table.do(followups.hand_over, ROSA, promise, to_id=BEN.person_id, to_name="Ben")
    assert given.owner_id is None
    assert (await table.do(followups.take, BEN, promise)).owner_id == BEN.person_id


async def test_what_they_made_led_or_were_asked_stays_without_them(store: Store) -> None:
    table = await desk(store)
    made = await table.add(NORA)
    await table.do(followups.take, ANA, made)
    led = await table.add(lead_id=NORA.person_id, lead_name="Nora Zzyzx")
    asked = await table.do(followups.hand_over, ANA, await table.add(), to_id=NORA.person_id, to_name="Nora Zzyzx")
    asking = await table.add(BEN, owner_id=BEN.person_id)
    await table.do(followups.hand_over, replace(NORA, organizer=True), asking, to_id=CLEO.person_id, to_name="Cleo")
    done = await table.add(lead_id=NORA.person_id)
    await table.do(followups.done, NORA, done)
    await _forget(table)
    for promise in (made, led, asked):
        facts = await table.facts(promise)
        assert (facts.owner_id, facts.made_by_id in {None, ANA.person_id}, facts.lead_id) == (ANA.person_id, True, None)
        assert facts.handed_to_id is None
    assert ("left", "") in [(outcome, name) for who, outcome, name in await table.outcomes() if who == ANA.person_id]
    taken = await table.do(followups.take, CLEO, asking)
    assert taken.owner_id == CLEO.person_id
    assert (await table.facts(done)).state is FollowupState.DONE
    over = [one for one in await table.nudges() if one.kind is NudgeKind.HAND_OVER_OVER]
    assert over == []


async def test_mentioned_in_a_text_they_are_taken_out_of_it(store: Store) -> None:
    table = await desk(store)
    promise = await table.add(text=f"Call <@{NORA.person_id}> and <@!{NORA.person_id}> about 9876543210")
    await store.write(partial(followups.forget_person, team_id=1, person_id=NORA.person_id, now=NOW))
    assert (await table.facts(promise)).text == "Call  and  about 9876543210"


async def test_another_team_is_not_touched(store: Store) -> None:
    table = await desk(store)
    there = replace(NORA, team_id=STRANGER.team_id)
    theirs = await table.add(there, **OWN)
    await table.store.write(partial(privacy.forget, actor=NORA, now=NOW))
    assert (await table.facts(theirs)).owner_id == NORA.person_id


async def test_my_data_shows_my_promises(store: Store) -> None:
    table = await desk(store)
    await table.add(NORA, text="Mine", **OWN)
    await table.add(BEN, text="Asked of me", **OWN)
    await table.add(BEN, text="Ben's", owner_id=BEN.person_id)
    kept = {part.name: part.rows for part in await store.read(partial(privacy.export, actor=NORA))}
    assert [row["text"] for row in kept["promise"]] == ["Mine"]
    assert [row["text"] for row in kept["promise_made"]] == ["Mine"]
    assert [row["text"] for row in kept["promise_asked"]] == ["Asked of me"]
    assert kept["promise_led"] == ()


# ---- retention ---------------------------------------------------------------------------------------


async def _swept(store: Store, promise: FollowupFacts, days: float) -> bool:
    while (await store.write(partial(retention.sweep, now=promise.due_at + days * DAY))).more:
        pass
    return (await store.read(counts))["followup"] == 0


async def test_half_a_year_after_it_was_done_a_promise_goes(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    table.now = DUE
    await table.do(followups.done, ANA, promise)
    assert not await _swept(store, promise, 180)
    assert await _swept(store, promise, 180 + SECOND / DAY)


async def test_half_a_year_after_it_was_due_an_open_one_goes_unless_somebody_still_means_it(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    await table.do(followups.later, ANA, promise, until=DUE + 200 * DAY, asked=True)
    assert not await _swept(store, promise, 190)
    await table.do(followups.stop, ANA, promise)
    assert await _swept(store, promise, 190)


async def test_the_end_of_a_promise_is_the_end_of_its_nudges(store: Store) -> None:
    table = await desk(store)
    promise = await table.add()
    for _ in range(3):
        await table.next()
    assert await _swept(store, promise, 181)
    assert (await store.read(counts))["nudge"] == 0
    assert await store.read(partial(nudges.next_due, after=NOW)) is None
