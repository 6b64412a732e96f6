"""Whom to win: written down by anybody, changed and handed on by those who work on it, imported as a sheet."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from db import prospects
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectPlan, Stage
from db.refusals import (
    Gone,
    ImportGone,
    NameMissing,
    NotYours,
    OnlyLead,
    OnlyOrganizers,
    PartOfItself,
    ProspectChanged,
    ProspectKnown,
    TooLong,
    TooMany,
)
from db.store import Store
from tests.db.canvassing import NOW, STRANGER
from tests.db.prospecting import ASKER, COUNCIL, MEMBER, ORGANIZER, OWNER, PASTOR, desk, named


async def test_anybody_may_write_one_down_and_owns_it_then(store: Store) -> None:
    table = await desk(store)
    them = await table.add(replace(PASTOR, name="  Pastor\nEduardo   Ramírez "), MEMBER)
    assert them.plan == PASTOR
    assert (them.owner_id, them.owner_name, them.made_by_id) == (MEMBER.person_id, "Cleo", MEMBER.person_id)
    assert (them.stage, them.stage_at, them.touched_at, them.version) == (Stage.RESEARCH, NOW, NOW, 0)
    assert (them.reads, them.works, them.leads) == (True, True, True)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (replace(PASTOR, name=" \u200b"), NameMissing),
        (replace(PASTOR, name="x" * 101), TooLong),
        (replace(PASTOR, place="x" * 101), TooLong),
        (replace(PASTOR, role="x" * 101), TooLong),
        (replace(PASTOR, part_of_id=99), Gone),
        (replace(PASTOR, part_of_id=2**40), Gone),
        (replace(PASTOR, part_of_id=-1), Gone),
    ],
)
async def test_what_cannot_be_kept_is_refused(store: Store, plan: ProspectPlan, refusal: type[Exception]) -> None:
    table = await desk(store)
    with pytest.raises(refusal):
        await table.add(plan)
    assert await store.read(partial(prospects.find, actor=OWNER)) == ()


async def test_one_of_the_same_name_is_shown_first_and_may_still_be_another(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    with pytest.raises(ProspectKnown) as refused:
        await table.add(replace(PASTOR, name="PASTOR eduardo ramirez", place="Elsewhere"), MEMBER)
    assert refused.value.values == {"name": PASTOR.name, "prospect_id": them.id}
    other = await table.add(replace(PASTOR, place="Elsewhere"), MEMBER, again=True)
    assert other.id != them.id


async def test_a_team_has_so_many_and_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.prospects.adding.PROSPECTS_MOST", 2)
    table = await desk(store)
    await table.add()
    await table.add(COUNCIL)
    with pytest.raises(TooMany):
        await table.add(named(1))
    await table.add(named(1), STRANGER)  # another team has room of its own


async def test_a_change_says_on_what_it_was_written(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    wanted = replace(PASTOR, place="Iglesia Nueva", language="es", until=date(2027, 6, 15))
    changed = await table.do(prospects.change, OWNER, them, plan=wanted, seen=0)
    assert (changed.plan, changed.version) == (wanted, 1)
    same = await table.do(prospects.change, ORGANIZER, them, plan=wanted, seen=0)
    assert same.version == 1, "the same again changes nothing, whatever was seen"
    with pytest.raises(ProspectChanged):
        await table.do(prospects.change, ORGANIZER, them, plan=PASTOR, seen=0)
    assert (await table.look(them)).plan == wanted
    assert (await table.do(prospects.change, ORGANIZER, them, plan=PASTOR, seen=1)).plan == PASTOR


async def test_a_new_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.change, OWNER, them, plan=replace(PASTOR, name="Rev. Cruz", place=""), seen=0)
    assert len(await store.read(partial(prospects.find, actor=OWNER, typed="rev"))) == 1
    assert await store.read(partial(prospects.find, actor=OWNER, typed="esperanza")) == ()


async def test_part_of_an_institution_and_never_of_itself(store: Store) -> None:
    table = await desk(store)
    school = await table.add(ProspectPlan(Kind.SCHOOL, "Central High"))
    group = await table.add(ProspectPlan(Kind.STUDENT, "Debate club", part_of_id=school.id))
    assert group.part_of is not None
    assert (group.part_of.id, group.part_of.name) == (school.id, "Central High")
    with pytest.raises(PartOfItself):
        await table.do(prospects.change, OWNER, school, plan=replace(school.plan, part_of_id=school.id), seen=0)


async def test_owners_and_askers_are_chosen_by_those_who_lead(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    assert (them.asker_id, them.asker_name) == (ASKER.person_id, "Ben")
    to_cleo = {"owner_id": MEMBER.person_id, "owner_name": MEMBER.name}
    for actor in (ASKER, MEMBER):
        with pytest.raises(OnlyLead):
            await table.do(prospects.hand, actor, them, **to_cleo)
        with pytest.raises(OnlyLead):
            await table.do(prospects.set_asker, actor, them, asker_id=None)
    handed = await table.do(prospects.hand, OWNER, them, **to_cleo)
    assert (handed.owner_id, handed.works, handed.leads) == (MEMBER.person_id, False, False)
    assert (await table.do(prospects.set_asker, MEMBER, them, asker_id=None)).asker_name == ""
    for nobody in (0, -1, 2**63):
        with pytest.raises(NotYours):
            await table.do(prospects.hand, ORGANIZER, them, owner_id=nobody, owner_name="x")


# ---- a sheet of them ---------------------------------------------------------------------------


SHEET = (PASTOR, COUNCIL, replace(PASTOR, name="pastor eduardo ramirez"), replace(named(1), until=date(2027, 6, 15)))


async def test_a_sheet_is_looked_at_first_and_then_imported_once(store: Store) -> None:
    table = await desk(store)
    await table.add(COUNCIL)
    mark, found = await table.act(prospects.stage_import, plans=SHEET)
    assert ([plan.name for plan in found.new], found.known) == (
        [PASTOR.name, "Shop 1"],
        (COUNCIL.name, "pastor eduardo ramirez"),
    )
    assert len(await store.read(partial(prospects.find, actor=OWNER))) == 1
    assert await table.act(prospects.import_all, mark=mark) == found
    lines = await store.read(partial(prospects.find, actor=OWNER))
    assert {line.name for line in lines} == {PASTOR.name, COUNCIL.name, "Shop 1"}
    shop = await store.read(partial(prospects.resolve, actor=OWNER, typed="Shop 1"))
    assert (await table.look(shop)).plan == SHEET[3]
    with pytest.raises(ImportGone):
        await table.act(prospects.import_all, mark=mark)


async def test_a_sheet_is_for_organizers_and_all_of_it_or_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = await desk(store)
    for unit, more in (
        (prospects.stage_import, {"plans": SHEET}),
        (prospects.import_rows, {"plans": SHEET}),
        (prospects.import_all, {"mark": "x"}),
    ):
        with pytest.raises(OnlyOrganizers):
            await table.act(unit, MEMBER, **more)
    monkeypatch.setattr("db.prospects.adding.PROSPECTS_MOST", 2)
    with pytest.raises(TooMany):
        await table.act(prospects.import_rows, plans=SHEET)
    with pytest.raises(TooLong):
        await table.act(prospects.import_rows, plans=[PASTOR, replace(PASTOR, name="x" * 101)])
    assert await store.read(partial(prospects.find, actor=OWNER)) == ()


async def test_a_sheet_that_was_left_is_gone(store: Store) -> None:
    table = await desk(store)
    mark, _ = await table.act(prospects.stage_import, plans=SHEET)
    await store.write(partial(prospects.leave_import, actor=ORGANIZER, mark="another"))
    await store.write(partial(prospects.leave_import, actor=ORGANIZER, mark=mark))
    with pytest.raises(ImportGone):
        await table.act(prospects.import_all, mark=mark)
