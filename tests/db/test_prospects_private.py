"""What is private stays so: research, notes, and who would ask; sealed in the file, and shown to nobody else."""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from db import prospects
from db.engine import open_engines, read_url
from db.facts.meetings import MeetingState
from db.facts.prospects import ContactHow, ProspectFacts, Stage, TieAnswer
from db.models.prospects import Tie
from db.refusals import Gone, OnlyLead, SourceMissing, TextMissing, TooLong, TooMany
from db.store import Store
from tests.db.canvassing import BEN, DAN, EVA, NOW, STRANGER
from tests.db.promising import DAY
from tests.db.prospecting import ASKER, MEMBER, NONE, ORGANIZER, OWNER, Desk, desk

FOUND, SOURCE = "Gave a sermon on welcome", "https://example.org/sermon"
SAID, BECAUSE = "Asked for the letter first", "She baptized my son"
STATED = "For every family"
PLANTED = (FOUND, SOURCE, SAID, BECAUSE, STATED)


async def lived(table: Desk) -> ProspectFacts:
    """One of everything that is private."""
    them = await table.asked()
    await table.do(prospects.note, OWNER, them, question="stands", note=FOUND, source=SOURCE)
    await table.log(them, NONE, OWNER, note=SAID)
    await table.do(prospects.open_round, OWNER, them, channel_id=5)
    await table.do(prospects.answer, MEMBER, them, ties=["member"], willing=True, note=BECAUSE)
    await table.do(prospects.answer, DAN, them, ties=["member"], willing=False, note=BECAUSE)
    await table.sign(them, public=False, statement=STATED)
    return await table.look(them)


def shown(facts: ProspectFacts) -> dict[str, bool]:
    """Which private parts somebody sees."""
    return {
        "research": any(one.note == FOUND for one in facts.research),
        "notes": any(one.note == SAID for one in facts.contacts),
        "sign-on": facts.sign_on is not None,
        "willing": bool(facts.willing),
    }


async def test_everybody_sees_what_they_are_entitled_to_and_no_more(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    await table.meeting(them, EVA)
    everything = dict.fromkeys(("research", "notes", "sign-on", "willing"), True)
    nothing = dict.fromkeys(everything, False)
    assert shown(await table.look(them, ORGANIZER)) == everything
    assert shown(await table.look(them, OWNER)) == everything
    assert shown(await table.look(them, ASKER)) == everything | {"willing": False}
    assert shown(await table.look(them, EVA)) == nothing | {"research": True}
    for actor in (MEMBER, DAN):
        seen = await table.look(them, actor)
        assert shown(seen) == nothing
        assert not any(text in str(seen) for text in PLANTED)
        assert (seen.plan.name, seen.stage, seen.owner_name) == (them.plan.name, Stage.SIGNED_ON, "Ana")
        assert [one.how for one in seen.contacts] == [ContactHow.CALL], "that they were called is no secret"


async def test_who_goes_to_a_meeting_reads_until_it_is_closed(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    for state, reads in (
        (MeetingState.CANCELLED, False),
        (MeetingState.CLOSED, False),
        (MeetingState.HELD, True),
    ):
        await table.meeting(them, EVA, state=state)
        assert (await table.look(them, EVA)).reads is reads
    with pytest.raises(OnlyLead):
        await table.do(prospects.note, DAN, them, question="", note="x", source="y")
    await table.do(prospects.note, EVA, them, question="", note="x", source="y")
    with pytest.raises(OnlyLead):
        await table.do(prospects.park, EVA, them)


async def test_a_name_that_is_handed_on_takes_the_right_with_it(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    await table.do(prospects.hand, OWNER, them, owner_id=DAN.person_id, owner_name="Dan")

    assert shown(await table.look(them, DAN))["willing"]
    assert not shown(await table.look(them, OWNER))["research"]


# ---- research ------------------------------------------------------------------------------------------


async def test_research_needs_a_source_and_says_when_it_goes(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    write = partial(table.do, prospects.note, OWNER, them, question="stands")
    seen = await write(note=FOUND, source=SOURCE)
    [one] = seen.research
    assert (one.question, one.note, one.source, one.by_id, one.at) == ("stands", FOUND, SOURCE, OWNER.person_id, NOW)
    assert one.goes_at == NOW + timedelta(days=180)
    for note, source, refusal in (
        ("", SOURCE, TextMissing),
        (FOUND, " ", SourceMissing),
        ("x" * 1001, SOURCE, TooLong),
        (FOUND, "x" * 301, TooLong),
    ):
        with pytest.raises(refusal):
            await write(note=note, source=source)
    assert (await table.look(them)).research == seen.research
    await table.do(prospects.decline, OWNER, them)
    [one] = (await table.look(them)).research
    assert one.goes_at == NOW + timedelta(days=30)


async def test_there_is_a_bound_to_what_is_known_of_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.prospects.research.NOTES_MOST", 1)
    table = await desk(store)
    them = await lived(table)
    with pytest.raises(TooMany):
        await table.do(prospects.note, OWNER, them, question="", note="x", source="y")


async def test_whoever_wrote_it_may_erase_it_and_so_may_those_who_work_on_it(store: Store) -> None:
    table = await desk(store)
    them = await table.asked()
    await table.meeting(them, EVA, BEN)
    for _ in range(2):
        await table.do(prospects.note, EVA, them, question="", note=FOUND, source=SOURCE)
    one, two = (await table.look(them)).research
    with pytest.raises(OnlyLead):
        await table.act(prospects.erase, DAN, note_id=one.id)
    with pytest.raises(Gone):
        await table.act(prospects.erase, STRANGER, note_id=one.id)
    assert len((await table.act(prospects.erase, EVA, note_id=one.id)).research) == 1
    assert (await table.act(prospects.erase, ASKER, note_id=two.id)).research == ()
    with pytest.raises(Gone):
        await table.act(prospects.erase, ASKER, note_id=two.id)


# ---- who should ask ------------------------------------------------------------------------------------


def ties(tx: Session) -> list[int]:
    """Whose answers are kept."""
    return sorted(tx.exec(select(Tie.person_id)))


async def test_a_round_begins_the_asking_and_has_an_end(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    opened = await table.do(prospects.open_round, OWNER, them, channel_id=5)
    assert (opened.stage, opened.asking_until, opened.asking_channel_id) == (Stage.ASK, NOW + 3 * DAY, 5)
    await store.write(partial(prospects.posted, team_id=1, prospect_id=them.id, message_id=77))
    assert (await table.look(them)).asking_message_id == 77
    table.now = NOW + DAY
    again = await table.do(prospects.open_round, OWNER, them, channel_id=5)
    assert (again.asking_until, again.asking_message_id) == (NOW + 4 * DAY, 77)
    moved = await table.do(prospects.open_round, OWNER, them, channel_id=6)
    assert (moved.asking_channel_id, moved.asking_message_id) == (6, None)
    with pytest.raises(OnlyLead):
        await table.do(prospects.open_round, MEMBER, them, channel_id=5)
    table.now = NOW + 4 * DAY
    assert (await table.look(them)).asking_until is None


async def test_only_a_yes_reaches_the_lead_and_everybody_knows_their_own_answer(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    mine = partial(prospects.my_answer, prospect_id=them.id)
    assert await store.read(partial(mine, actor=MEMBER)) == TieAnswer(True, ("member",), BECAUSE)
    assert await store.read(partial(mine, actor=DAN)) == TieAnswer(False)
    assert await store.read(partial(mine, actor=EVA)) is None
    for actor in (OWNER, ORGANIZER):
        [yes] = await store.read(partial(prospects.willing, actor=actor, prospect_id=them.id))
        assert (yes.name, yes.ties, yes.note) == ("Cleo", ("member",), BECAUSE)
        assert "Dan" not in str(await table.look(them, actor))
    for actor in (ASKER, MEMBER, DAN):
        with pytest.raises(OnlyLead):
            await store.read(partial(prospects.willing, actor=actor, prospect_id=them.id))


async def test_an_answer_is_the_last_one_that_was_given(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    await table.do(prospects.answer, MEMBER, them, ties=["member"], willing=False)
    assert (await table.look(them)).willing == ()
    await table.do(prospects.answer, DAN, them, ties=["a", "a", "b"], willing=True, note="x")
    assert [one.ties for one in (await table.look(them)).willing] == [("a", "b")]
    for more, refusal in (
        ({"ties": ["x" * 21]}, TooLong),
        ({"ties": map(str, range(11))}, TooMany),
        ({"ties": (), "note": "x" * 301}, TooLong),
    ):
        with pytest.raises(refusal):
            await table.do(prospects.answer, DAN, them, willing=True, **more)


async def test_a_no_looks_like_silence_to_everybody_and_leaves_no_trace_of_touch(store: Store) -> None:
    table = await desk(store)
    them = await table.add()
    await table.do(prospects.open_round, OWNER, them, channel_id=5)
    before = [await table.look(them, actor) for actor in (OWNER, ORGANIZER, ASKER, MEMBER)]
    table.now = NOW + timedelta(hours=1)
    await table.do(prospects.answer, DAN, them, ties=["member"], willing=False)
    assert [await table.look(them, actor) for actor in (OWNER, ORGANIZER, ASKER, MEMBER)] == before


async def test_a_no_goes_when_the_round_closes_and_outside_a_round_it_is_not_kept(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    assert await store.read(ties) == [MEMBER.person_id, DAN.person_id]
    closing = partial(prospects.close_rounds, most=10)
    assert await store.write(partial(closing, now=NOW + 3 * DAY)) == ()
    assert await store.write(partial(closing, now=NOW + 3 * DAY + timedelta(seconds=1))) == (them.id,)
    assert await store.write(partial(closing, now=NOW + 9 * DAY)) == ()
    assert await store.read(ties) == [MEMBER.person_id]
    for person in (DAN, MEMBER):
        await table.do(prospects.answer, person, them, ties=(), willing=False)
    assert await store.read(ties) == []
    await table.do(prospects.answer, DAN, them, ties=(), willing=True)
    assert await store.read(ties) == [DAN.person_id]


async def test_a_round_can_be_closed_at_once(store: Store) -> None:
    table = await desk(store)
    them = await lived(table)
    closed = await table.do(prospects.close_round, ASKER, them)
    assert closed.asking_until is None
    assert await store.read(ties) == [MEMBER.person_id]


# ---- planted words ---------------------------------------------------------------------------------------


async def test_nothing_private_stands_in_the_file_or_in_the_log(sqlite: str, caplog: pytest.LogCaptureFixture) -> None:

    caplog.set_level(logging.DEBUG)
    store = Store(open_engines(sqlite))
    table = await desk(store)
    await lived(table)
    await store.close()
    path = Path(str(read_url(sqlite).database))
    raw = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert b"Pastor Eduardo" in raw, "what is public is there to be found"
    assert [text for text in PLANTED if text.encode() in raw] == []
    assert [text for text in PLANTED if text in caplog.text] == []


async def test_lists_and_autocomplete_know_nothing_private(store: Store) -> None:
    table = await desk(store)
    await lived(table)
    units: tuple[Any, ...] = (
        partial(prospects.find, actor=ORGANIZER),
        partial(prospects.page, actor=ORGANIZER, now=NOW),
        partial(prospects.pipeline, team_id=1, now=NOW),
    )
    for unit in units:
        answer = str(await store.read(unit))
        assert "Pastor" in answer or "SIGNED_ON" in answer
        assert not any(text in answer for text in PLANTED)
    assert await store.read(partial(prospects.find, actor=ORGANIZER, typed=FOUND[:12])) == ()
