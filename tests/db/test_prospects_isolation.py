"""No crossing, and no stranger's power: every unit, tried by everybody who may not."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, select

from db import prospects
from db.facts import Actor
from db.facts.prospects import ContactHow, ContactResult, ProspectFacts, Stage
from db.facts.signons import Capacity
from db.models.nudges import Nudge
from db.models.prospects import Committed, ContactMade, Prospect, ResearchNote, SignedOn, Sway, Tie
from db.refusals import Gone, OnlyLead, OnlyOrganizers
from db.store import Store
from tests.db.canvassing import DAN, EVA, NOW, STRANGER
from tests.db.prospecting import (
    ASKER,
    COUNCIL,
    MEMBER,
    NONE,
    ORGANIZER,
    OWNER,
    PASTOR,
    REFUSED,
    TODAY,
    Desk,
    desk,
)

THANKED = {"how": ContactHow.CALL, "result": ContactResult.NONE, "note": "", "at": NOW}
SIGN = {"capacity": Capacity.PERSONAL, "public": True, "statement": "", "signed_on": TODAY}
AGREE = {"owner_id": 5, "owner_name": "x", "promise": "y"}
ANYBODY = (ORGANIZER, OWNER, ASKER, EVA, MEMBER)
READERS = ANYBODY[:4]
WORKERS = ANYBODY[:3]
LEADERS = ANYBODY[:2]
ORGANIZERS = ANYBODY[:1]

# Every unit that takes a person and a prospect (or a part of one), with who of the team may.
UNITS: dict[str, tuple[dict[str, Any], tuple[Actor, ...]]] = {
    "prospect": ({}, ANYBODY),
    "log": (THANKED, ANYBODY),
    "answer": ({"ties": (), "willing": True}, ANYBODY),
    "my_answer": ({}, ANYBODY),
    "note": ({"question": "", "note": "x", "source": "y"}, READERS),
    "erase": ({}, WORKERS),
    "change": ({"plan": replace(COUNCIL, name="Other"), "seen": 0}, WORKERS),
    "move": ({"stage": Stage.HELD}, WORKERS),
    "park": ({}, WORKERS),
    "wake": ({}, WORKERS),
    "decline": ({}, WORKERS),
    "ask_to_press": ({}, WORKERS),
    "open_round": ({"channel_id": 5}, WORKERS),
    "close_round": ({}, WORKERS),
    "sign_on": (SIGN, WORKERS),
    "withdraw": ({}, WORKERS),
    "offer": ({"key": "k", "text": "t"}, WORKERS),
    "agree": (AGREE, WORKERS),
    "fulfil": ({}, WORKERS),
    "let_go": ({}, WORKERS),
    "hand": ({"owner_id": 5, "owner_name": "x"}, LEADERS),
    "set_asker": ({"asker_id": 5}, LEADERS),
    "willing": ({}, LEADERS),
    "remove": ({}, LEADERS),
    "allow_press": ({}, ORGANIZERS),
}
# Those that are about no prospect in particular are tried where they are tested; these come from the bot itself.
OTHERS = {"add", "find", "page", "resolve", "sign_ons", "commitments", "stage_import", "import_all", "import_rows"}
OTHERS |= {
    "public_by_kind",
    "sign_on_new",
    "leave_import",
    "advance",
    "posted",
    "close_rounds",
    "forget_person",
    "pipeline",
    "team_asked",
}


def everything(tx: Session) -> list[object]:
    """Every row about prospects."""
    tables = (Prospect, ResearchNote, Sway, ContactMade, Tie, SignedOn, Committed, Nudge)
    return [row.model_dump() for table in tables for row in tx.exec(select(table))]


async def lived(store: Store) -> tuple[Desk, ProspectFacts]:
    """An official who refused, with one of everything."""
    table = await desk(store)
    them = await table.asked(COUNCIL)
    await table.log(them, REFUSED)
    await table.meeting(them, EVA)
    await table.do(prospects.note, OWNER, them, question="", note="x", source="y")
    await table.do(prospects.answer, MEMBER, them, ties=["a"], willing=True)
    await table.sign(them)
    await table.do(prospects.offer, OWNER, them, key="k", text="t")
    await table.log(them, REFUSED)
    return table, await table.look(them, ORGANIZER)


def unit(name: str, them: ProspectFacts, actor: Actor) -> Callable[[Session], Any]:
    """A unit of work as somebody would run it."""
    more, _ = UNITS[name]
    wanted = set(inspect.signature(getattr(prospects, name)).parameters)
    values = {
        "actor": actor,
        "prospect_id": them.id,
        "note_id": them.research[0].id,
        "commitment_id": them.commitments[0].id,
        "now": NOW,
    }
    return partial(getattr(prospects, name), **{key: values[key] for key in values if key in wanted}, **more)


def test_every_unit_is_listed() -> None:
    assert set(prospects.__all__) == set(UNITS) | OTHERS


@pytest.mark.parametrize("name", UNITS)
async def test_another_team_s_is_gone_and_nothing_of_it_changes(store: Store, name: str) -> None:
    _, them = await lived(store)
    before = await store.read(everything)
    with pytest.raises(Gone):
        await store.write(unit(name, them, STRANGER))
    assert await store.read(everything) == before


@pytest.mark.parametrize("name", UNITS)
async def test_who_may_and_who_may_not(store: Store, name: str) -> None:
    _, them = await lived(store)
    _, may = UNITS[name]
    before = await store.read(everything)
    for actor in (*ANYBODY, DAN):
        if actor not in may and not (actor is DAN and may is ANYBODY):
            with pytest.raises(OnlyLead if name != "allow_press" else OnlyOrganizers):
                await store.write(unit(name, them, actor))
    assert await store.read(everything) == before

    class Undo(Exception):
        pass

    for actor in may:

        def tried(tx: Session, actor: Actor = actor) -> None:
            unit(name, them, actor)(tx)
            raise Undo

        with pytest.raises(Undo):
            await store.write(tried)


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 99])
async def test_a_forged_number_is_nobody(store: Store, number: int) -> None:
    table, them = await lived(store)
    forged = replace(
        them,
        id=number,
        research=(replace(them.research[0], id=number),),
        commitments=(replace(them.commitments[0], id=number),),
    )
    for name in UNITS:
        with pytest.raises(Gone):
            await store.write(unit(name, forged, ORGANIZER))
    assert (await table.look(them)).plan.name == COUNCIL.name


async def test_peers_and_institutions_of_another_team_cannot_be_named(store: Store) -> None:
    table, them = await lived(store)
    theirs = await table.add(PASTOR, STRANGER)
    with pytest.raises(Gone):
        await table.do(prospects.park, OWNER, them, sways=[theirs.id])
    with pytest.raises(Gone):
        await table.do(prospects.change, OWNER, them, plan=replace(COUNCIL, part_of_id=theirs.id), seen=0)
    with pytest.raises(Gone):
        await store.write(partial(prospects.posted, team_id=1, prospect_id=theirs.id, message_id=1))
    assert await store.read(partial(prospects.find, actor=OWNER, typed="pastor")) == ()
    assert [line.id for line in await store.read(partial(prospects.find, actor=STRANGER))] == [theirs.id]
    page = await store.read(partial(prospects.page, actor=STRANGER, now=NOW))
    assert page.total == 1
    assert (await store.read(partial(prospects.pipeline, team_id=2, now=NOW))).cells[0].n == 1


async def test_whom_the_team_let_go_of_is_gone_with_all_about_them(store: Store) -> None:
    table, them = await lived(store)
    await table.do(prospects.remove, OWNER, them)
    assert await store.read(everything) == []
    with pytest.raises(Gone):
        await table.log(them, NONE)
