"""What is kept about a person, how they see it, and that "forget me" leaves nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, select

from db import (
    adapted,
    canvass,
    doors,
    drafts,
    followups,
    meetings,
    nudges,
    people,
    privacy,
    prospects,
    scripts,
    setup,
    teams,
    turf,
)
from db.doors import ledger
from db.facts import Actor, CanvassFacts, FollowupPlan, Naming, NudgeKind, NudgeState, Step, TurfPlan, TurfSaying
from db.facts.adapted import AdaptedWhat
from db.facts.doors import Outcome
from db.facts.meetings import Closing, MeetingFacts, MeetingPlan, Section
from db.facts.meetings import Outcome as MeetingOutcome
from db.facts.playbooks import Kind, Review
from db.facts.prospects import ContactHow, ContactResult, ProspectPlan
from db.facts.scripts import ScriptKind
from db.facts.signons import Capacity, CommitmentState
from db.facts.wrapping import DebriefAnswers
from db.held import HELD
from db.models.doors import Knock, Together
from db.models.nudges import Nudge
from db.store import Store
from tests.db.canvassing import CHANNEL, NOW, PLAN, welcome
from tests.db.whole import counts, found
from tests.house import privacy as law

BIG = 1_200_000_000_000_000_000
ROSA = Actor(1, BIG + 1, "Rosa", "en", "America/Chicago", organizer=True)
ZOE = replace(ROSA, person_id=BIG + 2, name="Zoë Quicksilver")
MALIK = replace(ROSA, person_id=BIG + 3, name="Malik", organizer=False)
ANA = replace(ROSA, person_id=BIG + 4, name="Ana", organizer=False)
ZOE_ELSEWHERE = replace(ZOE, team_id=2)
NOTE = '=HYPERLINK("x") @everyone O\'Zoë'
TRACES = (ZOE.person_id, "Quicksilver", "HYPERLINK")
SOON, LATER = NOW + timedelta(hours=20), NOW + timedelta(days=9)


def session(tx: Session, actor: Actor = ROSA, **changes: object) -> CanvassFacts:
    """One more session."""
    begins = changes.pop("starts_at", LATER)
    plan = replace(PLAN, starts_at=begins, ends_at=begins + timedelta(hours=3), **changes)  # type: ignore[operator, arg-type]  # the tests name the fields they mean
    return canvass.plan(tx, actor=actor, plan=plan, channel_id=CHANNEL, now=NOW)


def live(tx: Session) -> None:
    """Zoë's life in a team: settings, sessions in every role, forms, messages to and about her."""
    welcome(tx)
    for change, value in ((people.set_language, {"language": "es"}), (people.set_naming, {"naming": Naming.OUT})):
        change(tx, actor=ZOE, now=NOW, **value)
    act = partial(canvass.join, now=NOW)
    full = session(tx, title="Full", starts_at=SOON, capacity=1, captain_id=MALIK.person_id, captain_name="Malik")
    act(tx, actor=ZOE, canvass_id=full.id)
    act(tx, actor=ANA, canvass_id=full.id)
    canvass.tag(tx, actor=ZOE, canvass_id=full.id, driver=True, first_time=False, languages="es", note=NOTE, now=NOW)
    led = session(tx, ZOE, title="Led", captain_id=ZOE.person_id, captain_name=ZOE.name, capacity=1)
    act(tx, actor=ANA, canvass_id=led.id)
    act(tx, actor=ZOE, canvass_id=led.id)
    paired = session(tx, title="Paired")
    for person in (ZOE, ANA, MALIK):
        act(tx, actor=person, canvass_id=paired.id)
    canvass.make_pairs(tx, actor=ROSA, canvass_id=paired.id, now=NOW)
    dropped = session(tx, title="Dropped", starts_at=SOON, captain_id=MALIK.person_id)
    act(tx, actor=ZOE, canvass_id=dropped.id)
    canvass.cant(tx, actor=ZOE, canvass_id=dropped.id, now=NOW)
    _write_forms(tx)
    _make_promises(tx)
    _knock(tx)
    _win_leaders(tx)
    _meet_a_leader(tx)
    ward = turf.add(tx, actor=ROSA, plan=TurfPlan("Ward 2"), now=NOW)
    for who in (ZOE, ANA):
        turf.say(tx, actor=who, what=TurfSaying.KNOWS, turf_ids=[ward.id], now=NOW)


def _knock(tx: Session) -> None:
    """Zoë at the doors: her own, those she wrote down for others, and others for her; what was said afterwards."""
    day = session(tx, title="Doors", starts_at=NOW + timedelta(hours=5), debrief_place="Café")
    here: dict[str, Any] = {"canvass_id": day.id, "now": NOW}
    doors.start(tx, actor=ROSA, **here)
    for press, (by, whose) in enumerate(((ZOE, ZOE), (ROSA, ZOE), (ZOE, ANA)), start=BIG + 100):
        counts = {Outcome.NOBODY: 1, Outcome.TALKED: 2}
        doors.enter(tx, actor=by, person_id=whose.person_id, press_id=press, counts=counts, name=whose.name, **here)
    tx.add(Together(team_id=1, one_id=ZOE.person_id, two_id=ANA.person_id, last_at=NOW))
    doors.back(tx, actor=ZOE, person_id=ANA.person_id, **here)
    doors.back(tx, actor=ZOE, **here)
    for giver, other in ((ZOE, ANA), (ANA, ZOE)):
        doors.thank(tx, actor=giver, to_id=other.person_id, text=f"Thanks <@{other.person_id}>", public=True, **here)
    doors.stay(tx, actor=ZOE, **here)
    doors.debrief(tx, actor=ZOE, answers=DebriefAnswers(NOTE, "", ""), **here)
    text: dict[str, Any] = {"kind": ScriptKind.DOOR, "language": "en", "body": "Knock, smile", "own": "Knock"}
    scripts.change(tx, actor=ZOE, seen=0, now=NOW, **text)


def _win_leaders(tx: Session) -> None:
    """Zoë as owner, asker, maker, researcher, in touch, willing, and seeing to what was agreed; and as mentioned."""
    plan = ProspectPlan(Kind.OFFICIAL, "Council Member Ortiz")
    hers = prospects.add(tx, actor=ZOE, plan=plan, now=NOW).id
    anas = prospects.add(tx, actor=ANA, plan=replace(plan, name="Mayor Lin"), now=NOW).id
    prospects.set_asker(tx, actor=ROSA, prospect_id=anas, asker_id=ZOE.person_id, asker_name=ZOE.name, now=NOW)
    mention = f"Ask <@{ZOE.person_id}>"
    for actor, number, text in ((ZOE, hers, NOTE), (ANA, anas, mention)):
        about: dict[str, Any] = {"actor": actor, "prospect_id": number, "now": NOW}
        prospects.note(tx, question="votes", note=text, source="example.org", **about)
        prospects.log(
            tx,
            how=ContactHow.CALL,
            result=ContactResult.REFUSED,
            note=text.replace(NOTE, "They called"),
            at=NOW,
            **about,
        )
        prospects.answer(tx, ties=["constituent"], willing=True, note=mention if actor is ANA else "", **about)
        prospects.ask_to_press(tx, **about)
        prospects.park(tx, **about)
    prospects.allow_press(tx, actor=ZOE, prospect_id=anas, now=NOW)
    _sign_on(tx, hers)
    letter: dict[str, Any] = {"what": AdaptedWhat.LETTER, "kind": Kind.FAITH, "language": "en", "body": "Dear you"}
    adapted.change(tx, actor=ZOE, seen=0, now=NOW, **letter)


def _sign_on(tx: Session, number: int) -> None:
    about: dict[str, Any] = {"actor": ZOE, "now": NOW}
    signed: dict[str, Any] = {"capacity": Capacity.PERSONAL, "public": True, "statement": "", "signed_on": NOW.date()}
    prospects.sign_on(tx, prospect_id=number, **signed, **about)
    offer = prospects.offer(tx, prospect_id=number, key="statement", text="A statement", **about)
    whose: dict[str, Any] = {"owner_id": ZOE.person_id, "owner_name": ZOE.name, "promise": "See to it"}
    prospects.agree(tx, commitment_id=offer.id, **whose, **about)
    # Asked once more, so that there is one who waits for an organizer's word.
    prospects.log(tx, prospect_id=number, how=ContactHow.CALL, result=ContactResult.REFUSED, note="", at=NOW, **about)
    prospects.ask_to_press(tx, prospect_id=number, **about)


def _meet_a_leader(tx: Session) -> None:
    """Zoë as who planned and leads, goes, writes, takes and does things, says how it was, and has the next step."""
    number = prospects.add(tx, actor=ZOE, plan=ProspectPlan(Kind.BUSINESS, "Bakery"), now=NOW).id
    begins = NOW + timedelta(hours=1)
    plan = MeetingPlan(number, begins, begins + timedelta(hours=1), "America/Chicago")
    prep = (("visit", "Buy bread", 1, True), ("call", "Call them", 1, True))
    made = meetings.plan(tx, actor=ZOE, plan=plan, prep=prep, now=NOW)
    of_it: dict[str, Any] = {"meeting_id": made.id, "now": NOW}
    meetings.go(tx, actor=ZOE, person_id=ANA.person_id, name="Ana", **of_it)
    meetings.write(tx, actor=ZOE, section=Section.WIN, text="More guests", **of_it)
    meetings.write(tx, actor=ANA, section=Section.FACTS, text=f"Ask <@{ZOE.person_id}>", **of_it)
    for task in made.prep:
        meetings.take(tx, actor=ZOE, task_id=task.id, **of_it)
    meetings.task_done(tx, actor=ZOE, task_id=made.prep[0].id, **of_it)
    after: dict[str, Any] = {"meeting_id": made.id, "now": begins + timedelta(hours=2)}
    meetings.ends(tx, say=_thank, **after)
    meetings.evaluate(tx, actor=ZOE, answers={Review.LEARNED: "Come early"}, **after)
    meetings.evaluate(tx, actor=ANA, answers={Review.NEXT: f"Ask <@{ZOE.person_id}>"}, **after)
    step = Closing(MeetingOutcome.YES, "Bring the poster", ZOE.person_id, ZOE.name, LATER.date())
    meetings.close(tx, actor=ZOE, closing=step, say=_thank, **after)


def _thank(facts: MeetingFacts) -> str:
    return f"Thank {facts.prospect_name}"


def _make_promises(tx: Session) -> None:
    """Zoë as owner, maker, lead, asked, asking, and as who ticked one off."""
    plan = FollowupPlan(f"Ask <@{ZOE.person_id}>", LATER, "America/Chicago", ANA.person_id, "Ana")
    zoes = replace(plan, owner_id=ZOE.person_id, owner_name=ZOE.name)
    add = partial(followups.add, tx, now=NOW)
    add(actor=ZOE, plan=zoes)
    add(actor=ANA, plan=zoes)
    led = add(actor=ANA, plan=replace(plan, lead_id=ZOE.person_id, lead_name=ZOE.name))
    followups.hand_over(tx, actor=ZOE, followup_id=led.id, to_id=MALIK.person_id, to_name="Malik", now=NOW)
    followups.done(tx, actor=ZOE, followup_id=add(actor=ZOE, plan=zoes).id, now=NOW)


def _write_forms(tx: Session) -> None:
    keep = partial(drafts.keep, tx, team_id=1, now=NOW)
    keep(person_id=ZOE.person_id, kind="turf.add:", typed={"name": NOTE})
    other = {"captain": str(ZOE.person_id), "captain_name": ZOE.name, "title": f"with <@{ZOE.person_id}>, and more"}
    keep(person_id=ROSA.person_id, kind="canvass.plan:", typed=other)
    setup.reach(tx, actor=ZOE, step=Step.ROLE, now=NOW)
    teams.note_trouble(
        tx, team_id=1, thing="dm", code="closed", details={"people": [ZOE.person_id, MALIK.person_id]}, now=NOW
    )
    nudges.schedule(tx, key=f"x:1:{ZOE.person_id}", team_id=1, kind=NudgeKind.REMIND, due_at=NOW)


@pytest.fixture(autouse=True)
async def _life(store: Store) -> None:
    await store.write(live)


async def forget(store: Store, actor: Actor = ZOE) -> tuple[int, ...]:
    """Forget somebody; the sessions to paint anew."""
    done = await store.write(partial(privacy.forget, actor=actor, now=NOW))
    return done.canvass_ids


# ---- the law -----------------------------------------------------------------------------------


def test_every_persons_id_is_visited_and_has_a_rule() -> None:
    assert len(law.people_columns()) >= 8
    assert law.unvisited() == set()
    assert law.unscrubbed() == set()
    assert law.without_rule() == set()
    assert law.unpurged() == set()


# ---- forget me ---------------------------------------------------------------------------------


async def test_nothing_about_a_person_is_left_anywhere(store: Store) -> None:
    before = await store.read(lambda tx: found(tx, *TRACES))
    assert {table for table, _ in before} >= {
        "member",
        "signup",
        "canvass",
        "draft",
        "pair_member",
        "nudge",
        "followup",
        "knock",
        "tally",
        "attendance",
        "staying",
        "appreciation",
        "debrief",
        "cheer",
        "script",
        "adapted",
        "prospect",
        "research_note",
        "contact_made",
        "tie",
        "signed_on",
        "committed",
        "turf_voice",
    }
    await forget(store)
    assert await store.read(lambda tx: found(tx, *TRACES)) == []


async def test_the_place_goes_to_the_first_in_line(store: Store) -> None:
    ids = await forget(store)
    sessions = [await store.read(partial(canvass.find, canvass_id=number)) for number in ids]
    named = {facts.name: facts for facts in sessions if facts}
    assert set(named) == {"Full", "Led", "Paired", "Dropped", "Doors"}
    mine = named["Full"].of(ANA.person_id)
    assert mine is not None
    assert mine.state.value in {"in", "offered"}
    assert named["Led"].plan.captain_id is None
    assert named["Led"].plan.captain_name == ""


async def test_forgetting_twice_is_harmless_and_touches_nobody_else(store: Store) -> None:
    await forget(store)
    once = await store.read(counts)
    assert await forget(store) == ()
    assert await store.read(counts) == once
    others = await store.read(lambda tx: found(tx, ANA.person_id))
    assert {table for table, _ in others} >= {"member", "signup"}


async def test_others_forms_and_messages_only_lose_the_person(store: Store) -> None:
    await forget(store)
    kept = await store.read(lambda tx: drafts.find(tx, team_id=1, person_id=ROSA.person_id, kind="canvass.plan:"))
    assert kept == {"captain": "", "captain_name": "", "title": "with <@>, and more"}
    [trouble] = await store.read(lambda tx: teams.troubles(tx, team_id=1))
    assert trouble.values == {"people": [MALIK.person_id]}


async def test_the_teams_doors_stay_and_whose_they_were_is_forgotten(store: Store) -> None:
    def all_doors(tx: Session) -> tuple[int, list[int | None], tuple[str, ...]]:
        everyone = ledger.tally_of(tx, team_id=1, scope=ledger.CAMPAIGN)
        whose = list(tx.exec(select(Knock.person_id).order_by(col(Knock.press_id), col(Knock.outcome))))
        return everyone.doors, whose, doors.mismatches(tx, team_id=1)

    assert await store.read(all_doors) == (9, [ZOE.person_id] * 4 + [ANA.person_id] * 2, ())
    await forget(store)
    assert await store.read(all_doors) == (9, [None] * 4 + [ANA.person_id] * 2, ())
    await store.write(partial(doors.rebuild, team_id=1))
    assert (await store.read(all_doors))[0] == 9


async def test_another_team_keeps_what_it_knows(store: Store) -> None:
    await store.write(partial(people.set_zone, actor=ZOE_ELSEWHERE, zone="Asia/Tokyo", now=NOW))
    await forget(store)
    assert await store.read(partial(people.mine, actor=ZOE)) is None
    elsewhere = await store.read(partial(people.mine, actor=ZOE_ELSEWHERE))
    assert elsewhere is not None
    assert elsewhere.zone == "Asia/Tokyo"
    assert await forget(store, ZOE_ELSEWHERE) == ()
    assert await store.read(partial(people.mine, actor=ZOE_ELSEWHERE)) is None


async def test_the_captain_still_hears_that_somebody_dropped_out(store: Store) -> None:
    await forget(store)

    def late_drops(tx: Session) -> list[tuple[int | None, dict[str, object], NudgeState]]:
        rows = tx.exec(select(Nudge).where(col(Nudge.kind) == NudgeKind.LATE_DROP))
        return [(row.person_id, json.loads(row.details), row.state) for row in rows]

    [(person, details, state)] = await store.read(late_drops)
    assert (person, state) == (MALIK.person_id, NudgeState.PENDING)
    assert not details.get("name")


async def test_a_new_start_after_being_forgotten_is_new(store: Store) -> None:
    await forget(store)
    mine = await store.write(partial(people.set_reminders, actor=ZOE, on=False, now=LATER))
    assert (mine.language, mine.naming, mine.first_seen_at) == (None, Naming.NAMED, LATER)


async def test_the_effect_is_named_before(store: Store) -> None:
    effect = await store.read(partial(privacy.effect, actor=ZOE, now=NOW))
    assert set(effect.leaves) == {"Full", "Led", "Paired"}
    assert effect.captain_of == ("Led",)
    assert effect.past_signups == 0
    assert effect.known
    after = await store.read(partial(privacy.effect, actor=ZOE, now=LATER + timedelta(days=2)))
    assert (after.leaves, after.past_signups) == ((), 4)
    await forget(store)
    nothing = await store.read(partial(privacy.effect, actor=ZOE, now=NOW))
    assert not nothing.known
    stranger = await store.read(partial(privacy.effect, actor=ZOE_ELSEWHERE, now=NOW))
    assert not stranger.known


# ---- my data -----------------------------------------------------------------------------------


async def test_my_data_shows_every_table_with_my_rows_and_nobody_elses(store: Store) -> None:
    kept = {part.name: part for part in await store.read(partial(privacy.export, actor=ZOE))}
    assert set(kept) == {held.name for held in HELD}
    assert [name for name, part in kept.items() if not part.rows] == []
    assert kept["member"].rows[0]["naming"] is Naming.OUT
    assert {row["session"] for row in kept["signup"].rows} == {"Full", "Led", "Paired", "Dropped"}
    assert NOTE in [row["note"] for row in kept["signup"].rows]
    assert [row["session"] for row in kept["captain"].rows] == ["Led"]
    [tie] = kept["tie"].rows
    assert (tie["prospect"], tie["willing"], tie["ties"]) == ("Council Member Ortiz", True, ["constituent"])
    [commitment] = kept["commitment"].rows
    assert (commitment["prospect"], commitment["state"]) == ("Council Member Ortiz", CommitmentState.AGREED)
    whole = str(kept)
    assert "Malik" not in whole
    assert str(MALIK.person_id) not in whole


async def test_my_data_in_another_team_is_empty(store: Store) -> None:
    kept = await store.read(partial(privacy.export, actor=ZOE_ELSEWHERE))
    assert not any(part.rows for part in kept)
