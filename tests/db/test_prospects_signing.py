"""Endorsements, and what those who gave them agree to beyond it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from db import followups, prospects
from db.facts import FollowupPage, FollowupState
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectFacts, Stage
from db.facts.signons import Capacity, Commitment, CommitmentState
from db.refusals import (
    CommitmentOver,
    DayAhead,
    Gone,
    NotANumber,
    NotSignedOn,
    NotYours,
    OnlyLead,
    OnlyOrganizers,
    PastTime,
    ProspectKnown,
    TextMissing,
    TooLong,
    TooMany,
)
from db.store import Store
from tests.db.canvassing import NOW, STRANGER
from tests.db.promising import DAY, local
from tests.db.prospecting import ASKER, COUNCIL, MEMBER, ORGANIZER, OWNER, PASTOR, TODAY, Desk, desk

C = CommitmentState
HOST = {"key": "fundraiser", "text": "Host a fundraiser"}
ANA: dict[str, Any] = {"owner_id": OWNER.person_id, "owner_name": "Ana", "promise": "Ask for the hall"}


async def signed(table: Desk) -> ProspectFacts:
    """One who has signed on."""
    them = await table.asked()
    return (await table.sign(them)).prospect


async def offered(table: Desk) -> tuple[ProspectFacts, Commitment]:
    """One who was asked for more."""
    them = await signed(table)
    return them, await table.do(prospects.offer, ASKER, them, **HOST)


async def promises(table: Desk) -> FollowupPage:
    """The team's promises."""
    return await table.store.read(partial(followups.of_team, actor=ORGANIZER, now=table.now))


# ---- signing on ----------------------------------------------------------------------------------------


async def test_they_sign_on_and_it_may_be_written_down_anew(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    done = await table.sign(them, statement="For every\nfamily", signed_on=TODAY - timedelta(days=2))
    one = done.prospect.sign_on
    assert one is not None
    assert (done.prospect.stage, done.woken) == (Stage.SIGNED_ON, ())
    assert (one.name, one.place, one.kind, one.capacity) == (PASTOR.name, PASTOR.place, Kind.FAITH, Capacity.PERSONAL)
    assert (one.public, one.statement, one.signed_on) == (True, "For every\nfamily", TODAY - timedelta(days=2))
    again = await table.sign(them, public=False, capacity=Capacity.INSTITUTION)
    assert again.prospect.sign_on is not None
    assert (again.prospect.sign_on.id, again.prospect.sign_on.public) == (one.id, False)
    for more, refusal in (({"signed_on": TODAY + timedelta(days=1)}, DayAhead), ({"statement": "x" * 501}, TooLong)):
        with pytest.raises(refusal):
            await table.sign(them, **more)
    with pytest.raises(OnlyLead):
        await table.sign(them, MEMBER)


async def test_the_day_is_the_team_s(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    table.now = NOW + timedelta(hours=10)  # in UTC it is tomorrow already, in Chicago it is not
    with pytest.raises(DayAhead):
        await table.sign(them, signed_on=TODAY + timedelta(days=1))


async def test_taken_back_it_is_as_if_it_had_not_been(store: Store) -> None:
    table = await desk(store)
    them, one = await offered(table)
    await table.act(prospects.agree, commitment_id=one.id, **ANA)
    for _ in range(2):
        back = await table.do(prospects.withdraw, OWNER, them)
        assert (back.stage, back.sign_on) == (Stage.FOLLOWED_UP, None)
        assert [(it.key, it.state) for it in back.commitments] == [("fundraiser", C.DECLINED)]
    assert (await promises(table)).open == 0
    assert await store.read(partial(prospects.sign_ons, actor=ORGANIZER, public_only=False)) == ()


async def test_private_sign_ons_are_listed_for_organizers_only(store: Store) -> None:
    table = await desk(store)
    pastor, council = await table.add(), await table.add(COUNCIL)
    await table.sign(council, public=False, signed_on=TODAY - timedelta(days=1))
    await table.sign(pastor)

    async def names(actor: object = MEMBER, **more: object) -> list[str]:
        found = await store.read(partial(prospects.sign_ons, actor=actor, **more))  # type: ignore[arg-type]  # the tests name what they mean
        return [one.name for one in found]

    assert await names() == [PASTOR.name]
    assert await names(ORGANIZER, public_only=False) == [COUNCIL.name, PASTOR.name]
    assert await names(ORGANIZER, public_only=False, kinds=[Kind.OFFICIAL]) == [COUNCIL.name]
    assert await names(STRANGER, public_only=False) == []
    for actor in (MEMBER, OWNER):
        with pytest.raises(OnlyOrganizers):
            await names(actor, public_only=False)


async def test_all_may_know_how_many_of_each_kind_can_be_named_and_no_private_one_is_counted(store: Store) -> None:
    table = await desk(store)
    pastor, council = await table.add(), await table.add(COUNCIL)

    async def counted(team_id: int = OWNER.team_id) -> dict[Kind, int]:
        return dict(await store.read(partial(prospects.public_by_kind, team_id=team_id)))

    assert await counted() == dict.fromkeys(Kind, 0)
    await table.sign(council, public=False)
    await table.sign(pastor)
    assert await counted() == dict.fromkeys(Kind, 0) | {Kind.FAITH: 1}
    await table.sign(council, public=True)
    assert await counted() == dict.fromkeys(Kind, 0) | {Kind.FAITH: 1, Kind.OFFICIAL: 1}
    assert await counted(STRANGER.team_id) == dict.fromkeys(Kind, 0)
    await table.do(prospects.withdraw, OWNER, council)
    assert await counted() == dict.fromkeys(Kind, 0) | {Kind.FAITH: 1}


# ---- deeper asks ---------------------------------------------------------------------------------------


async def test_whoever_signed_on_may_be_asked_for_more_once_at_a_time(store: Store) -> None:
    table = await desk(store)
    fresh = await table.add(COUNCIL)
    with pytest.raises(NotSignedOn):
        await table.do(prospects.offer, OWNER, fresh, **HOST)
    them, one = await offered(table)
    assert (one.state, one.key, one.text, one.name) == (C.OFFERED, "fundraiser", "Host a fundraiser", PASTOR.name)
    assert await table.do(prospects.offer, OWNER, them, **HOST) == one
    own = await table.do(prospects.offer, OWNER, them, key="", text="Ring the bells")
    assert own != await table.do(prospects.offer, OWNER, them, key="", text="Ring the bells")
    for more, refusal in (({"text": " "}, TextMissing), ({"text": "x" * 201}, TooLong), ({"key": "x" * 21}, TooLong)):
        with pytest.raises(refusal):
            await table.do(prospects.offer, OWNER, them, **HOST | more)


async def test_there_is_a_bound_to_what_one_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.prospects.committing.COMMITMENTS_MOST", 1)
    table = await desk(store)
    them, _ = await offered(table)
    with pytest.raises(TooMany):
        await table.do(prospects.offer, OWNER, them, key="other", text="Other")


async def test_what_was_agreed_is_somebody_s_promise_until_it_is_done(store: Store) -> None:
    table = await desk(store)
    them, one = await offered(table)
    agreed = await table.act(
        prospects.agree, ASKER, commitment_id=one.id, due_on=TODAY + timedelta(days=7), public=True, **ANA
    )
    assert (agreed.state, agreed.owner_name, agreed.public) == (C.AGREED, "Ana", True)
    [promise] = (await promises(table)).lines
    assert (promise.text, promise.owner_id, local(promise.due_at)) == ("Ask for the hall", 100, "2026-11-30 18:00")
    assert (promise.prospect_id, promise.made_by_id) == (them.id, None)
    await table.act(prospects.agree, ASKER, commitment_id=one.id, **ANA | {"promise": "Ask again"})
    [moved, dropped] = (await promises(table)).lines
    assert (moved.text, local(moved.due_at)) == ("Ask again", "2026-12-23 18:00")
    assert dropped.state is FollowupState.DROPPED
    for _ in range(2):
        assert (await table.act(prospects.fulfil, OWNER, commitment_id=one.id)).state is C.DONE
    assert [it.state for it in (await promises(table)).lines if it.text == "Ask again"] == [FollowupState.DONE]
    for unit, more in ((prospects.let_go, {}), (prospects.agree, ANA)):
        with pytest.raises(CommitmentOver):
            await table.act(unit, OWNER, commitment_id=one.id, **more)
    assert (await table.do(prospects.offer, OWNER, them, **HOST)).state is C.OFFERED, "once done it may be asked again"


async def test_it_is_done_as_well_when_whoever_sees_to_it_says_so(store: Store) -> None:
    table = await desk(store)
    _, one = await offered(table)
    await table.act(prospects.agree, ASKER, commitment_id=one.id, count=4, **ANA)
    [promise] = (await promises(table)).lines

    async def stands() -> Commitment:
        [found] = await store.read(partial(prospects.commitments, actor=OWNER))
        return found

    for unit, state in ((followups.done, C.DONE), (followups.reopen, C.AGREED), (followups.drop, C.AGREED)):
        for _ in range(2):
            await table.act(unit, ORGANIZER, followup_id=promise.id)
            found = await stands()
            assert (found.state, found.count) == (state, 4)


async def test_they_may_rather_not(store: Store) -> None:
    table = await desk(store)
    _, one = await offered(table)
    await table.act(prospects.agree, ASKER, commitment_id=one.id, **ANA)
    for _ in range(2):
        assert (await table.act(prospects.let_go, ASKER, commitment_id=one.id)).state is C.DECLINED
    assert (await promises(table)).open == 0
    with pytest.raises(CommitmentOver):
        await table.act(prospects.fulfil, OWNER, commitment_id=one.id)


async def test_of_some_asks_only_numbers_are_kept(store: Store) -> None:
    table = await desk(store)
    _, one = await offered(table)
    for count in (-1, 100_001):
        with pytest.raises(NotANumber):
            await table.act(prospects.agree, ASKER, commitment_id=one.id, count=count, **ANA)
    assert (await table.act(prospects.agree, ASKER, commitment_id=one.id, count=4, **ANA)).count == 4
    assert (await table.act(prospects.fulfil, ASKER, commitment_id=one.id)).count == 4
    assert (await table.act(prospects.fulfil, ASKER, commitment_id=one.id, count=6)).count == 6


async def test_what_cannot_be_agreed_is_refused(store: Store) -> None:
    table = await desk(store)
    _, one = await offered(table)
    for more, refusal in (
        ({"due_on": TODAY}, PastTime),
        ({"owner_id": 0}, NotYours),
        ({"promise": ""}, TextMissing),
        ({"commitment_id": 99}, Gone),
        ({"commitment_id": 2**40}, Gone),
    ):
        with pytest.raises(refusal):
            await table.act(prospects.agree, ASKER, **{"commitment_id": one.id, **ANA} | more)
    units: dict[Any, dict[str, Any]] = {prospects.agree: {**ANA}, prospects.fulfil: {}, prospects.let_go: {}}
    for actor, refused in ((MEMBER, OnlyLead), (STRANGER, Gone)):
        for unit, values in units.items():
            with pytest.raises(refused):
                await table.act(unit, actor, commitment_id=one.id, **values)


async def test_what_was_agreed_in_private_is_for_those_who_work_on_it(store: Store) -> None:
    table = await desk(store)
    them, one = await offered(table)
    await table.act(prospects.agree, ASKER, commitment_id=one.id, **ANA)

    async def seen(actor: object, **more: object) -> list[str]:
        found = await store.read(partial(prospects.commitments, actor=actor, **more))  # type: ignore[arg-type]  # the tests name what they mean
        return [it.key for it in found]

    for actor, keys in ((ORGANIZER, ["fundraiser"]), (ASKER, ["fundraiser"]), (MEMBER, []), (STRANGER, [])):
        assert await seen(actor) == keys
        if actor is not STRANGER:
            assert [it.key for it in (await table.look(them, actor)).commitments] == keys
    assert await seen(ORGANIZER, states=[C.OFFERED]) == []
    await table.act(prospects.agree, ASKER, commitment_id=one.id, public=True, **ANA)
    assert await seen(MEMBER) == ["fundraiser"]


async def test_a_promise_that_was_made_is_reminded_of(store: Store) -> None:
    table = await desk(store)
    _, one = await offered(table)
    await table.act(prospects.agree, ASKER, commitment_id=one.id, due_on=TODAY + timedelta(days=1), **ANA)
    table.now = NOW + DAY
    assert [(who, when) for kind, who, when in await table.coming() if kind == "followup"] == [
        (OWNER.person_id, "2026-11-24 18:00")
    ]


async def test_who_was_on_no_list_is_written_down_and_signs_on_both_or_neither(store: Store) -> None:
    table = await desk(store)
    wanted: dict[str, Any] = {"plan": PASTOR, "capacity": Capacity.PERSONAL, "public": True}
    with pytest.raises(DayAhead):
        await table.act(prospects.sign_on_new, MEMBER, signed_on=TODAY + timedelta(days=1), **wanted)
    assert await store.read(partial(prospects.find, actor=MEMBER)) == ()
    done = await table.act(prospects.sign_on_new, MEMBER, signed_on=TODAY, **wanted)
    assert (done.prospect.stage, done.prospect.owner_id) == (Stage.SIGNED_ON, MEMBER.person_id)
    with pytest.raises(ProspectKnown):
        await table.act(prospects.sign_on_new, MEMBER, signed_on=TODAY, **wanted)
