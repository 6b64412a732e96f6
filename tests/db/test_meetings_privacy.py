"""What meetings keep of people: sealed in the file, shown to its owner, forgotten on request, and gone by itself."""

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from db import meetings, privacy, retention
from db.engine import open_engines
from db.facts import Kept, NudgeKind
from db.facts.meetings import MeetingState, Section
from db.facts.playbooks import Kind, Review, Role
from db.models.followups import Followup
from db.models.meetings import Attending, Evaluation, Meeting, PrepLine, PrepTask
from db.models.nudges import Nudge
from db.store import Store
from tests.db.meeting import ANA, BEN, CLEO, ENDS, EVA, NOW, ROSA, Encounter, planned

YEAR, DAY = timedelta(days=365), timedelta(days=1)
PLANTED = ("quagmire", "zeppelin", "marmalade", "xylophone", "periwinkle")


async def looked_back(store: Store) -> Encounter:
    """A meeting in which everybody has left traces, and that is closed."""
    meeting = await planned(store)
    await meeting.bring(CLEO, Role.ASKS)
    await meeting.do(meetings.take, CLEO, task_id=1)
    await meeting.do(meetings.take, CLEO, task_id=2)
    await meeting.do(meetings.task_done, CLEO, task_id=1)
    await meeting.write(Section.FACTS, f"quagmire <@{CLEO.person_id}>", CLEO, more="zeppelin")
    await meeting.write(Section.NOTES, f"She asked <@!{CLEO.person_id}>", ANA)
    await meeting.is_over()
    await meeting.do(meetings.evaluate, CLEO, answers={Review.LEARNED: "marmalade", Review.PLAN: "xylophone"})
    await meeting.do(meetings.evaluate, answers={Review.LEARNED: "Bring cups", Review.NEXT: f"Ask <@{CLEO.person_id}>"})
    await meeting.close(owner_id=CLEO.person_id, owner_name="Cleo")
    return meeting


def rows(tx: Session) -> list[str]:
    """Every row that has to do with the meetings, as it reads."""
    tables: tuple[Any, ...] = (Meeting, PrepLine, PrepTask, Attending, Evaluation, Nudge, Followup)
    return [repr(row.model_dump()) for table in tables for row in tx.exec(select(table))]


async def learned(store: Store) -> list[str]:
    """What the next meeting of the kind may learn."""
    return [one.text for one in await store.read(partial(meetings.learned, team_id=1, kind=Kind.OFFICIAL))]


# ---- sealed ----------------------------------------------------------------------------------------


async def test_no_planted_word_is_in_the_file(sqlite: str, tmp_path: Path) -> None:
    store = Store(open_engines(sqlite))
    found = await (await looked_back(store)).facts()
    assert "quagmire" in found.of(Section.FACTS)[0].text
    await store.close()
    assert planted_in(tmp_path) == []


def planted_in(folder: Path) -> list[str]:
    """The planted words that stand in some file."""
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Council member" in whole
    return [word for word in PLANTED if word.encode() in whole]


async def test_no_planted_word_is_in_a_column(store: Store) -> None:
    await looked_back(store)
    text = await store.read(raw)
    assert "gAAAA" in text  # what was sealed
    assert not [word for word in PLANTED if word in text]


def raw(tx: Session) -> str:
    """The tables as the database has them."""
    queries = (
        "SELECT * FROM meeting",
        "SELECT * FROM prep_line",
        "SELECT * FROM prep_task",
        "SELECT * FROM evaluation",
        "SELECT * FROM nudge",
        "SELECT * FROM contact_made",
    )
    found = [row for query in queries for row in tx.connection().exec_driver_sql(query).all()]
    return repr([[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in found])


# ---- shown and forgotten ---------------------------------------------------------------------------


async def test_a_person_sees_what_is_kept(store: Store) -> None:
    await looked_back(store)
    kept: tuple[Kept, ...] = await store.read(partial(privacy.export, actor=CLEO))
    by_name = {part.name: part.rows for part in kept}
    whom = {"prospect": "Council member Álvarez", "kind": Kind.OFFICIAL}
    assert by_name["evaluation"][0].items() >= {**whom, "learned": "marmalade", "plan": "xylophone"}.items()
    assert by_name["prep_line"][0].items() >= {**whom, "more": "zeppelin"}.items()
    assert [row["text"] for row in by_name["prep_task"]] == [
        "Visit the council once",
        "Confirm the date with her office",
    ]
    assert len(by_name["attending"]) == len(by_name["prep_done"]) == 1
    assert by_name["meeting_next"][0]["next_step"] == "Send her the pledge"
    assert by_name["meeting_led"] == ()
    hers = {part.name: part.rows for part in await store.read(partial(privacy.export, actor=ANA))}
    assert len(hers["meeting_led"]) == len(hers["meeting_planned"]) == 1


async def test_who_is_forgotten_is_in_no_row(store: Store) -> None:
    meeting = await looked_back(store)
    await store.write(partial(privacy.forget, actor=CLEO, now=meeting.now))
    await store.write(partial(privacy.forget, actor=CLEO, now=meeting.now))
    left = await store.read(rows)
    assert not [row for row in left if re.search(rf"\b{CLEO.person_id}\b|Cleo", row)]
    facts = await meeting.facts()
    assert [one.name for one in facts.attendees] == ["Ana"]
    assert [one.name for one in facts.evaluations] == ["Ana"]
    assert [one.text for one in facts.of(Section.FACTS)] == ["quagmire "]  # it is the team's, without them
    assert (facts.closing and facts.closing.owner_id, facts.closing and facts.closing.owner_name) == (None, "")
    assert await learned(store) == ["Bring cups"]


async def test_what_they_took_waits_for_somebody_again(store: Store) -> None:
    meeting = await planned(store)
    await meeting.make_ready()
    await meeting.do(meetings.take, EVA, task_id=2)
    await meeting.do(meetings.take, BEN, task_id=1)
    before = (await meeting.facts()).changes
    for person in (EVA, BEN):
        await store.write(partial(privacy.forget, actor=person, now=NOW))
    facts = await meeting.facts()
    assert all(one.free for one in facts.prep)
    assert (facts.state, facts.nobody_asks) == (MeetingState.PLANNED, True)
    assert facts.changes > before  # its card is painted anew
    assert await meeting.coming(NudgeKind.PREP) == []


async def test_a_meeting_goes_on_without_its_lead(store: Store) -> None:
    meeting = await planned(store)
    await store.write(partial(privacy.forget, actor=ANA, now=NOW))
    facts = await meeting.facts()
    assert (facts.plan.lead_id, facts.plan.lead_name, facts.attendees) == (None, "", ())
    await meeting.is_over()
    assert (await meeting.close(ROSA, owner_id=ROSA.person_id, owner_name="Rosa")).state is MeetingState.CLOSED


async def test_forgetting_in_one_team_leaves_the_other(store: Store) -> None:
    meeting = await looked_back(store)
    before = await store.read(rows)
    await store.write(partial(meetings.forget_person, team_id=2, person_id=CLEO.person_id, now=meeting.now))
    assert await store.read(rows) == before


# ---- gone by itself --------------------------------------------------------------------------------


async def sweep(store: Store, now: Any) -> None:
    """What retention does."""
    while (await store.write(partial(retention.sweep, now=now))).more:
        pass


async def test_after_a_year_only_what_was_learned_is_left(store: Store) -> None:
    meeting = await looked_back(store)
    await sweep(store, ENDS + YEAR - DAY)
    facts = await meeting.facts()
    assert (len(facts.evaluations), len(facts.lines), len(facts.attendees)) == (2, 2, 2)
    await sweep(store, ENDS + YEAR + DAY)
    facts = await meeting.facts()
    assert (facts.evaluations, facts.lines, facts.attendees, facts.prep) == ((), (), (), ())
    assert (facts.plan.lead_id, facts.plan.lead_name) == (None, "")
    assert facts.closing is not None
    assert (facts.closing.next_step, facts.closing.owner_id, facts.closing.owner_name) == ("", None, "")
    assert sorted(await learned(store)) == ["Bring cups", "marmalade"]
    left = await store.read(lambda tx: list(tx.exec(select(PrepLine))))
    assert {(line.section, line.by_id) for line in left} == {(Section.LEARNED, None)}
