"""What goes by itself, when, and what stays; and a team whose server the bot was removed from."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from db import canvass, drafts, followups, nudges, retention, setup, teams
from db.facts import FollowupPlan, NudgeKind, NudgeState, Step
from db.models.nudges import Nudge
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, NOW, PLAN, ROSA, STARTS, STRANGER, deliver, welcome
from tests.db.whole import counts, found

ENDS = STARTS + timedelta(hours=3)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def live(tx: Session) -> None:
    """One of everything, in the first team."""
    welcome(tx)
    plan = replace(PLAN, captain_id=BEN.person_id, captain_name="Ben")
    facts = canvass.plan(tx, actor=ROSA, plan=plan, channel_id=CHANNEL, now=NOW)
    for person in (ANA, BEN):
        canvass.join(tx, actor=person, canvass_id=facts.id, now=NOW)
    canvass.make_pairs(tx, actor=ROSA, canvass_id=facts.id, now=NOW)
    drafts.keep(tx, team_id=1, person_id=ANA.person_id, kind="x", typed={"a": "b"}, now=NOW)
    setup.reach(tx, actor=ROSA, step=Step.ROLE, now=NOW)
    for number, bundle in enumerate(nudges.hold_due(tx, now=STARTS).bundles):
        nudges.mark_sent(tx, bundle_id=bundle.id, channel_id=CHANNEL, message_id=number, now=STARTS)


@pytest.fixture(autouse=True)
async def _life(store: Store) -> None:
    await store.write(live)


async def swept(store: Store, now: datetime) -> dict[str, int]:
    """Sweep until nothing is waiting; how many rows of each table are left."""
    while (await store.write(partial(retention.sweep, now=now))).more:
        pass
    return await store.read(counts)


@pytest.mark.parametrize(
    ("table", "moment"),
    [
        ("draft", NOW + DAY),
        ("setup_step", NOW + 30 * DAY),
        ("nudge", STARTS + 30 * DAY),
        ("signup", ENDS + 180 * DAY),
        ("pair", ENDS + 180 * DAY),
        ("pair_member", ENDS + 180 * DAY),
        ("member", NOW + 365 * DAY),
    ],
)
async def test_rows_go_when_their_time_is_over_and_not_before(store: Store, table: str, moment: datetime) -> None:
    assert (await swept(store, moment))[table] > 0
    assert (await swept(store, moment + SECOND))[table] == 0


async def test_a_session_stays_but_not_who_planned_and_led_it(store: Store) -> None:
    def ben(tx: Session) -> list[str]:
        return [table for table, _ in found(tx, "Ben") if table == "canvass"]

    assert (await swept(store, ENDS + 180 * DAY))["canvass"] == 1
    assert await store.read(ben) == ["canvass"]
    assert (await swept(store, ENDS + 180 * DAY + SECOND))["canvass"] == 1
    assert await store.read(ben) == []


async def test_nothing_of_today_goes(store: Store) -> None:
    before = await store.read(counts)
    done = await store.write(partial(retention.sweep, now=NOW + timedelta(hours=1)))
    assert (done.rows, done.canvass_ids, done.more) == (0, (), False)
    after = await store.read(counts)
    assert after.pop("remembered") == before.pop("remembered") + 1
    assert after == before


async def test_the_cards_that_showed_people_are_named(store: Store) -> None:
    done = await store.write(partial(retention.sweep, now=ENDS + 181 * DAY))
    assert len(done.canvass_ids) == 1


async def test_what_is_pending_is_never_swept(store: Store) -> None:
    await store.write(partial(nudges.schedule, key="late", team_id=1, kind=NudgeKind.REMIND, due_at=NOW - 90 * DAY))
    await swept(store, NOW)
    held = await store.write(partial(nudges.hold_due, now=NOW))
    assert [bundle.first.kind for bundle in held.bundles] == [NudgeKind.REMIND]


async def test_what_reminded_of_a_promise_stays_as_long_as_there_is_something_to_answer(store: Store) -> None:
    about = partial(FollowupPlan, zone="America/Chicago", owner_id=ANA.person_id)
    one, two = [
        await store.write(partial(followups.add, actor=ANA, plan=about(text=text, due_at=NOW + DAY), now=NOW))
        for text in ("One", "Two")
    ]
    await store.write(partial(deliver, told=(), now=NOW + DAY))
    await store.write(partial(followups.done, actor=ANA, followup_id=two.id, now=NOW + 2 * DAY))
    await swept(store, NOW + 90 * DAY)
    reminded = await store.read(lambda tx: {row.followup_id for row in tx.exec(select(Nudge))})
    assert one.id in reminded
    assert two.id not in reminded


async def test_what_waits_behind_closed_dms_for_a_month_is_not_shown_any_more(store: Store) -> None:
    due = partial(nudges.schedule, key="x", team_id=1, kind=NudgeKind.HANDED, person_id=99, due_at=NOW)
    await store.write(due)
    await store.write(partial(nudges.hold_due, now=NOW))

    def states(tx: Session) -> set[NudgeState]:
        return {row.state for row in tx.exec(select(Nudge)) if row.person_id == 99}

    assert NudgeState.CLOSED in await store.read(states)
    await swept(store, NOW + 30 * DAY + SECOND)
    assert NudgeState.CLOSED not in await store.read(states)


async def test_a_sweep_takes_small_bites(store: Store) -> None:
    def write(tx: Session) -> None:
        for number in range(7):
            drafts.keep(tx, team_id=1, person_id=1000 + number, kind="x", typed={}, now=NOW)

    await store.write(write)
    bite = partial(retention.sweep, now=NOW + 2 * DAY, most=3)
    assert [(await store.write(bite)).more for _ in range(3)] == [True, True, False]
    assert (await store.read(counts))["draft"] == 0


async def test_a_sweep_is_due_once_an_hour(store: Store) -> None:
    async def due(now: datetime) -> bool:
        return await store.read(partial(retention.is_due, now=now))

    assert await due(NOW)
    await store.write(partial(retention.sweep, now=NOW))
    assert not await due(NOW)
    assert not await due(NOW + timedelta(minutes=59))
    assert await due(NOW + timedelta(hours=1))
    assert await due(NOW - timedelta(minutes=1)), "a clock that was set back must not stop it"


# ---- a team that the bot has left --------------------------------------------------------------


async def test_a_team_goes_whole_after_the_grace_and_no_other_with_it(store: Store) -> None:
    await store.write(
        partial(canvass.plan, actor=STRANGER, plan=replace(PLAN, title="Theirs"), channel_id=CHANNEL, now=NOW)
    )
    await store.write(partial(teams.farewell, team_id=1, now=NOW))
    left = await swept(store, NOW + timedelta(hours=20))
    assert left["team"] == 2
    assert left["signup"] == 2
    left = await swept(store, NOW + 30 * DAY + SECOND)
    assert left["team"] == left["canvass"] == left["member"] == 1
    assert [left[name] for name in ("signup", "pair", "pair_member", "draft", "setup_step", "turf")] == [0] * 6
    assert await store.read(lambda tx: found(tx, "Ana", "Ben", "Elm Street")) == []
    assert await store.read(lambda tx: found(tx, "Theirs")) != []


async def test_a_team_that_comes_back_in_time_keeps_everything(store: Store) -> None:
    before = await store.read(counts)
    await store.write(partial(teams.farewell, team_id=1, now=NOW))
    come = partial(teams.arrive, team_id=1, name="T again", language="es", now=NOW + timedelta(hours=20))
    arrival = await store.write(come)
    assert arrival.back
    assert (arrival.team.name, arrival.team.language) == ("T again", "en")
    await swept(store, NOW + timedelta(hours=21))
    after = await store.read(counts)
    assert after["signup"] == before["signup"]
    assert after["team"] == 2


async def test_a_big_team_is_purged_in_small_bites(store: Store) -> None:
    def write(tx: Session) -> None:
        for number in range(20):
            drafts.keep(tx, team_id=1, person_id=1000 + number, kind="x", typed={}, now=NOW + 29 * DAY)
        teams.farewell(tx, team_id=1, now=NOW - 2 * DAY)

    await store.write(write)
    bites = 0
    while (done := await store.write(partial(retention.sweep, now=NOW + 29 * DAY, most=4))).more:
        assert done.rows <= 4 * (len(retention.EXPIRIES) + 1)
        bites += 1
    assert bites >= 5
    assert (await store.read(counts))["team"] == 1


async def test_teams_that_were_left_unheard_are_found_and_so_are_those_that_are_back(store: Store) -> None:
    def reconcile(tx: Session, present: set[int], *, ours: bool = True) -> int:
        return teams.reconcile(tx, present=present, ours=lambda _: ours, now=NOW)

    async def gone(team_id: int) -> bool:
        team, _ = await store.read(partial(teams.who, team_id=team_id, person_id=1))
        return team is None

    assert await store.write(partial(reconcile, present={1}, ours=False)) == 0
    assert not await gone(2), "another process may be in that server"
    assert await store.write(partial(reconcile, present={1})) == 1
    assert await store.write(partial(reconcile, present={1})) == 0
    assert (await gone(1), await gone(2)) == (False, True)
    assert await store.write(partial(reconcile, present={1, 2})) == 0
    assert not await gone(2)


def test_people_are_told_every_rule_once() -> None:
    told = retention.rules()
    assert len({rule.name for rule in told}) == len(told)
    assert {rule.name for rule in told} == {expiry.name for expiry in retention.EXPIRIES}
