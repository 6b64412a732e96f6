"""Lists: what is found while typing, what a typed name means, pages, and the state of all outreach."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from db import prospects
from db.facts.playbooks import Kind
from db.facts.prospects import BoardCell, ProspectPlan, Stage
from db.refusals import NoSuchProspect
from db.store import Store
from tests.db.canvassing import NOW, STRANGER
from tests.db.promising import DAY
from tests.db.prospecting import (
    ASKER,
    COUNCIL,
    MEMBER,
    NONE,
    ORGANIZER,
    OWNER,
    PASTOR,
    REFUSED,
    Desk,
    desk,
    named,
)


async def found(table: Desk, typed: str = "", **more: Any) -> list[str]:
    """The names that an autocomplete offers."""
    wanted: dict[str, Any] = {"actor": MEMBER, "typed": typed} | more
    lines = await table.store.read(partial(prospects.find, **wanted))
    return [line.name for line in lines]


# ---- while typing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["Café Sol", "Sol Bakery", "Librería 100 %"]),
        ("SOL", ["Sol Bakery", "Café Sol"]),
        ("cafe s", ["Café Sol"]),
        ("main st", ["Café Sol"]),
        ("100%", ["Librería 100 %"]),
        ("%", ["Librería 100 %"]),
        ("_", []),
        ("solbakery", ["Sol Bakery"]),
        ("nobody", []),
    ],
)
async def test_a_name_or_place_is_found_however_it_is_typed(store: Store, typed: str, names: list[str]) -> None:
    table = await desk(store)
    for name, place in (("Café Sol", "12 Main Street"), ("Sol Bakery", ""), ("Librería 100 %", "")):
        await table.add(ProspectPlan(Kind.BUSINESS, name, place))
    assert sorted(await found(table, typed)) == sorted(names)
    if typed == "SOL":
        assert await found(table, typed) == names, "what begins with it comes first"


async def test_first_one_s_own_then_the_others_and_at_the_end_what_rests(store: Store) -> None:
    table = await desk(store)
    for number, stage in enumerate((Stage.DECLINED, Stage.PARKED, Stage.SIGNED_ON, Stage.HELD, Stage.ASK)):
        them = await table.add(named(number))
        await (table.sign(them) if stage is Stage.SIGNED_ON else table.do(prospects.move, OWNER, them, stage=stage))
    await table.add(named(9), MEMBER)
    await table.asked(named(8))
    assert await found(table) == ["Shop 9", "Shop 3", "Shop 4", "Shop 8", "Shop 2", "Shop 1", "Shop 0"]
    assert (await found(table, actor=ASKER))[0] == "Shop 8"
    assert await found(table, stages=[Stage.SIGNED_ON, Stage.HELD]) == ["Shop 3", "Shop 2"]
    assert await found(table, kinds=[Kind.FAITH]) == []
    assert len(await found(table, most=2)) == 2


async def test_a_typed_name_means_one_or_is_asked_for_again(store: Store) -> None:
    table = await desk(store)
    pastor = await table.add()
    one, ten = await table.add(named(1)), await table.add(named(10))
    resolve = partial(prospects.resolve, actor=MEMBER)
    for typed, means in (
        (str(ten.id), ten),
        ("pastor", pastor),
        ("esperanza", pastor),
        ("SHOP 1", one),
        ("street 10", ten),
    ):
        assert await store.read(partial(resolve, typed=typed)) == means.id
    for typed in ("shop", "nobody", "", " ", "99", str(2**40), "٣"):
        with pytest.raises(NoSuchProspect) as refused:
            await store.read(partial(resolve, typed=typed))
        assert refused.value.typed == typed
    with pytest.raises(NoSuchProspect):
        await store.read(partial(resolve, typed=str(one.id), kinds=[Kind.FAITH]))
    with pytest.raises(NoSuchProspect):
        await store.read(partial(resolve, actor=STRANGER, typed=str(one.id)))


# ---- page by page ----------------------------------------------------------------------------------------


async def test_pages_show_first_what_waits_longest(store: Store) -> None:
    table = await desk(store)
    for number in range(10):
        table.now = NOW + number * DAY
        await table.add(named(number), OWNER if number % 2 else MEMBER)
    page = partial(prospects.page, actor=OWNER, now=table.now)
    first, last = [await store.read(partial(page, page=number)) for number in (0, 7)]
    assert [line.name for line in first.lines] == [f"Shop {number}" for number in range(8)]
    assert ([line.name for line in last.lines], last.page, last.pages, last.total) == (["Shop 8", "Shop 9"], 1, 2, 10)
    mine = await store.read(partial(page, mine=True))
    assert [line.name for line in mine.lines] == [f"Shop {number}" for number in (1, 3, 5, 7, 9)]
    table.now = NOW + 15 * DAY
    stuck = await store.read(partial(page, stuck=True, now=table.now))
    assert ([line.name for line in stuck.lines], stuck.total) == (["Shop 0", "Shop 1"], 2)
    nothing = await store.read(partial(page, kinds=[Kind.FAITH]))
    assert (nothing.lines, nothing.page, nothing.pages, nothing.total) == ((), 0, 1, 0)


# ---- the board -------------------------------------------------------------------------------------------


async def test_the_board_counts_each_kind_at_each_stage(store: Store) -> None:
    table = await desk(store)
    for number in range(3):
        await table.log(await table.add(named(number)), NONE)
    await table.add()
    await table.add(COUNCIL, STRANGER)
    table.now = NOW + 8 * DAY
    await table.log(await table.add(named(4)), REFUSED)
    board = await store.read(partial(prospects.pipeline, team_id=1, now=table.now))
    assert board.cells == (
        BoardCell(Kind.FAITH, Stage.RESEARCH, 1, 0),
        BoardCell(Kind.BUSINESS, Stage.ASK, 4, 3),
    )
    assert [line.name for line in board.stuck] == ["Shop 0", "Shop 1", "Shop 2"]
    assert all(line.stuck for line in board.stuck)
    assert board.touched == dict.fromkeys(Kind, 0) | {Kind.BUSINESS: 4}
    later = await store.read(partial(prospects.pipeline, team_id=1, now=NOW + 31 * DAY))
    assert later.touched[Kind.BUSINESS] == 1


async def test_the_board_names_those_who_wait_longest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.prospects.board.STUCK_MOST", 2)
    table = await desk(store)
    for number in range(4):
        table.now = NOW - number * DAY
        await table.add(named(number))
    board = await store.read(partial(prospects.pipeline, team_id=1, now=NOW + 20 * DAY))
    assert [line.name for line in board.stuck] == ["Shop 3", "Shop 2"]
    assert sum(cell.stuck for cell in board.cells) == 4


async def test_the_neglected_kind_is_the_one_to_think_of_next(store: Store) -> None:
    table = await desk(store)

    async def neglected() -> Kind | None:
        return (await store.read(partial(prospects.pipeline, team_id=1, now=table.now))).neglected

    assert await neglected() is None, "nothing was begun"
    them = {}
    for kind in Kind:
        them[kind] = await table.add(replace(PASTOR, kind=kind, name=f"A {kind}"))
        if kind is not Kind.STUDENT:
            assert await neglected() is list(Kind)[len(them)]
    assert await neglected() is None, "all are even"
    for kind in Kind:
        for _ in range(3 if kind is not Kind.CIVIC else 1):
            await table.log(them[kind], NONE, ORGANIZER)
    assert await neglected() is Kind.CIVIC
    await table.log(them[Kind.CIVIC], NONE, ORGANIZER)
    assert await neglected() is None, "two of three are enough"
    await table.do(prospects.decline, OWNER, them[Kind.FAITH])
    assert await neglected() is Kind.FAITH, "there is nobody else of them"
