"""A plan that is being written: posted once, changed on top of the last state, put away for its writer alone."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest

from db import canvass, drafts, turf
from db.canvass import desk
from db.canvass.desk import Desk
from db.canvass.shown import TO_POST
from db.facts import Actor, CanvassPlan, Priority, TurfPlan
from db.refusals import Gone, NobodyToPair, OnlyOrganizers, PastTime
from db.store import Store
from tests.db.canvassing import ANA, BEN, CHANNEL, NOW, PLAN, ROSA, STRANGER, planned, welcome

TYPED = {"title": "Oak Street"}


def read(found: Desk) -> CanvassPlan:
    """What the draft says, over what is there."""
    begins = found.facts.plan if found.facts else PLAN
    return replace(begins, title=(found.kept or {})["title"])


async def keep(store: Store, actor: Actor = ROSA, slot: str = "plan", typed: Mapping[str, str] = TYPED) -> None:
    """Keep a draft."""
    await store.write(partial(desk.keep, actor=actor, slot=slot, typed=typed, now=NOW))


async def test_a_draft_is_posted_once_however_often_it_is_pressed(store: Store) -> None:
    await store.write(welcome)
    await keep(store)
    post = partial(desk.post, actor=ROSA, slot="plan", read=read, channel_id=CHANNEL, now=NOW)
    done = await asyncio.gather(*(store.write(post) for _ in range(5)))
    assert [facts.name for facts in done if facts] == ["Oak Street"]
    lines = await store.read(partial(canvass.lines, actor=ROSA, now=NOW))
    assert len(lines) == 1


async def test_what_is_refused_leaves_the_draft(store: Store) -> None:
    await store.write(welcome)
    await keep(store)
    post = partial(desk.post, actor=ROSA, slot="plan", read=read, channel_id=CHANNEL, now=PLAN.starts_at)
    with pytest.raises(PastTime):
        await store.write(post)
    found = await store.read(partial(desk.look, actor=ROSA, slot="plan", canvass_id=None))
    assert found.kept == TYPED


async def test_only_organizers_post(store: Store) -> None:
    await store.write(welcome)
    await keep(store, ANA)
    with pytest.raises(OnlyOrganizers):
        await store.write(partial(desk.post, actor=ANA, slot="plan", read=read, channel_id=CHANNEL, now=NOW))


async def test_a_change_is_made_on_top_of_what_others_changed_meanwhile(store: Store) -> None:
    outing = await planned(store)
    await keep(store, slot="edit-1")
    await outing.edit(meet_place="Park gate")
    change = partial(desk.change, actor=ROSA, slot="edit-1", canvass_id=outing.id, read=read, now=NOW)
    edited = await store.write(change)
    assert edited
    assert (edited.facts.plan.title, edited.facts.plan.meet_place) == ("Oak Street", "Park gate")
    assert await store.write(change) is None


async def test_a_desk_is_its_writers_own(store: Store) -> None:
    outing = await planned(store)
    await keep(store)
    await keep(store, slot="edit-1")
    for actor, canvass_id in ((ANA, outing.id), (ANA, None)):
        look = partial(desk.look, actor=actor, slot="plan" if canvass_id is None else "edit-1", canvass_id=canvass_id)
        assert (await store.read(look)).kept is None
    with pytest.raises(Gone):
        await store.read(partial(desk.look, actor=STRANGER, slot="edit-1", canvass_id=outing.id))
    elsewhere = await store.read(partial(desk.look, actor=STRANGER, slot="plan", canvass_id=None))
    assert (elsewhere.kept, elsewhere.last) == (None, None)


async def test_clearing_puts_the_draft_and_what_was_seen_away(store: Store) -> None:
    await store.write(welcome)
    await keep(store)
    await store.write(partial(desk.keep_seen, actor=ROSA, slot="plan", typed=TYPED, now=NOW))
    for _ in range(2):
        await store.write(partial(desk.clear, actor=ROSA, slot="plan"))
    for kind in ("canvass.plan", "canvass.seen-plan"):
        found = partial(drafts.find, team_id=1, person_id=ROSA.person_id, kind=kind)
        assert await store.read(found) is None


async def test_a_name_is_the_title_or_the_neighborhood_or_the_place(store: Store) -> None:
    await store.write(welcome)
    place = TurfPlan("Old Town", 100, Priority.NEXT, "")
    made = await store.write(partial(turf.add, actor=ROSA, plan=place, now=NOW))
    bare = replace(PLAN, title="", meet_place="Library")
    for plan, name in (
        (PLAN, "Elm Street"),
        (replace(bare, turf_id=made.id), "Old Town"),
        (bare, "Library"),
        (replace(bare, meet_place=""), ""),
    ):
        assert await store.read(partial(desk.name_of, actor=ROSA, plan=plan)) == name
    with pytest.raises(Gone):
        await store.read(partial(desk.name_of, actor=STRANGER, plan=replace(bare, turf_id=made.id)))


async def test_pairs_are_wanted_in_the_thread_once_there_are_any(store: Store) -> None:
    outing = await planned(store)
    with pytest.raises(NobodyToPair):
        await outing.do(canvass.show_pairs, ROSA)
    await outing.all_join(ANA, BEN)
    await outing.do(canvass.make_pairs, ROSA)
    facts = await outing.do(canvass.show_pairs, ROSA)
    assert facts.pairs_message_id == TO_POST
    await store.write(partial(canvass.remember_pairs, canvass_id=outing.id, message_id=99))
    facts = await outing.do(canvass.show_pairs, ROSA)
    assert facts.pairs_message_id == 99, "what is shown is not posted again"
