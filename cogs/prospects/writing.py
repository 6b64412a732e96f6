"""Prospects as they are written down: added and changed, what was found out, who was in touch."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import prospect_added
from bot.cards import prospect_forms as forms
from bot.cards import prospect_notes as notes
from bot.cards import prospects as cards
from bot.cards.forms import Form
from bot.corrections import offer_correction
from bot.members import called
from bot.playbooks import team_playbook, team_playbooks
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_day, read_lately
from cogs.prospects.room import facts_of, number_in, show, shown_to, to_work
from db import drafts, prospects
from db.facts.playbooks import Kind, Playbook
from db.facts.prospects import (
    RESEARCH_DAYS,
    ContactHow,
    ContactResult,
    ProspectFacts,
    ProspectLine,
    ProspectPlan,
    Stage,
)
from db.refusals import DraftGone, Gone, OnlyLead, ProspectChanged, ProspectKnown

ANY = "any"

# ---- added -------------------------------------------------------------------------------------------


async def _playbooks(begun: Trip) -> Mapping[Kind, Playbook]:
    """The team's playbooks of all kinds, in the person's language."""
    return await team_playbooks(begun.kit, begun.team.id, begun.words.language)


async def _add_form(begun: Trip) -> Form:
    return forms.kinds(await _playbooks(begun), forms.ADD, begun.words)


@press(ids.PROSPECT_NEW)
async def new(begun: Trip, kind: str = ANY, name: str = "") -> None:
    """The form of a new one, with what was typed and refused before."""
    typed = await begun.kept(forms.ADD) or {"name": name}
    chosen = {"kind": kind} if kind in set(Kind) else {}
    await begun.ask((await _add_form(begun)).paint(begun.words, {**typed, **chosen}))


@submit(forms.ADD, paints=_add_form)
async def add(begun: Trip) -> None:
    """Save a new one; where the team has one of that name, ask whether it is the same."""
    await _add(begun, begun.typed, again=False)


@press(ids.PROSPECT_ADD_AGAIN)
async def add_again(begun: Trip) -> None:
    """*It is another one*."""
    typed = await begun.kept(forms.ADD)
    if typed is None:
        raise DraftGone
    await _add(begun, typed, again=True)


async def _add(begun: Trip, typed: dict[str, str], *, again: bool) -> None:
    asker = int(typed["asker"]) if typed.get("asker", "").isdecimal() else None
    unit = partial(
        _added, begun=begun, plan=_plan(begun, typed), asker=asker, named=await called(begun, asker) if asker else "",
        again=again,
    )  # fmt: skip
    try:
        facts = await begun.save(forms.ADD, unit)
    except ProspectKnown as there:
        await _keep(begun, forms.ADD, typed)
        await begun.show(prospect_added.known(there.name, there.prospect_id, begun.words))
        return
    shown = await shown_to(begun, facts)
    await begun.show(cards.card(replace(shown, said=prospect_added.added(shown, begun.words)), begun.words))


def _added(tx: Any, *, begun: Trip, plan: ProspectPlan, asker: int | None, named: str, again: bool) -> ProspectFacts:
    """A new prospect, and who knows them: both or neither."""
    facts = prospects.add(tx, actor=begun.actor, plan=plan, again=again, now=begun.now)
    if asker is None:
        return facts
    return prospects.set_asker(
        tx, actor=begun.actor, prospect_id=facts.id, asker_id=asker, asker_name=named, now=begun.now
    )


async def _keep(begun: Trip, form: Form, typed: dict[str, str]) -> None:
    kind = form.kept_as()
    await begun.write(
        lambda tx: drafts.keep(
            tx, team_id=begun.team.id, person_id=begun.actor.person_id, kind=kind, typed=typed, now=begun.now
        )
    )


def _plan(begun: Trip, typed: dict[str, str], before: ProspectPlan | None = None) -> ProspectPlan:
    kind = typed.get("kind", "")
    if kind not in set(Kind):
        raise Gone
    language = typed.get("language") or None
    # The team's own language is none of their own: it goes with the team's when that changes.
    own = language if language != begun.team.language else None
    plan = replace(before, kind=Kind(kind)) if before else ProspectPlan(Kind(kind), "")
    name, place, role = (typed.get(name, "") for name in ("name", "place", "role"))
    return replace(plan, name=name, place=place, role=role, language=own)


# ---- changed -----------------------------------------------------------------------------------------


async def _edit_form(begun: Trip, **_: int | str) -> Form:
    return forms.kinds(await _playbooks(begun), forms.EDIT, begun.words, languages=True)


@press(ids.PROSPECT_EDIT)
async def edit(begun: Trip, prospect: int) -> None:
    """The form with the prospect as it is."""
    facts = await to_work(begun, prospect)
    typed = forms.shown_as(facts, begun.team.language)
    await begun.ask((await _edit_form(begun)).paint(begun.words, typed, prospect=prospect, seen=facts.version))


@submit(forms.EDIT, paints=_edit_form)
async def change(begun: Trip, prospect: int, seen: int) -> None:
    """Save what was changed."""
    facts = await to_work(begun, prospect)
    await _change(begun, forms.EDIT, facts, seen, _plan(begun, begun.typed, facts.plan))


async def _change(begun: Trip, form: Form, before: ProspectFacts, seen: int, plan: ProspectPlan) -> None:
    """Save a plan; where somebody was faster, what was typed comes back, to be sent over what stands there now."""
    unit = partial(
        prospects.change, actor=begun.actor, prospect_id=before.id, plan=plan, seen=seen, now=begun.now
    )  # fmt: skip
    try:
        facts = await begun.save(form, unit, prospect=before.id, seen=seen)
    except ProspectChanged as overtaken:
        await offer_correction(begun, form, {"prospect": before.id, "seen": before.version}, overtaken)
        return
    await show(begun, facts, f"✅ {begun.words('prospect.said.changed')}")


async def _term_form(begun: Trip, prospect: int, **_: int | str) -> Form:
    return forms.term(await _peers(begun, prospect, kinds=[Kind.SCHOOL]), begun.words)


@press(ids.PROSPECT_TERM)
async def term(begun: Trip, prospect: int) -> None:
    """A student group's school, and the end of its term."""
    facts = await to_work(begun, prospect)
    typed = forms.shown_as(facts, begun.team.language)
    form = await _term_form(begun, prospect)
    await begun.ask(form.paint(begun.words, typed, prospect=prospect, seen=facts.version))


@submit(forms.TERM, paints=_term_form)
async def change_term(begun: Trip, prospect: int, seen: int) -> None:
    """Save them."""
    facts = await to_work(begun, prospect)
    school, until = begun.typed["part_of"], begun.typed["until"]
    ends = read_day(until, zone=ZoneInfo(begun.team.clock_zone), now=begun.now) if until.strip() else None
    part_of = int(school) if school.isdecimal() else None
    await _change(begun, forms.TERM, facts, seen, replace(facts.plan, part_of_id=part_of, until=ends))


async def _peers(begun: Trip, prospect_id: int, **more: Any) -> list[ProspectLine]:
    found = await begun.read(partial(prospects.find, actor=begun.actor, most=forms.OPTIONS_MOST + 1, **more))
    return [line for line in found if line.id != prospect_id]


# ---- found out ---------------------------------------------------------------------------------------


@press(ids.PROSPECT_RESEARCH)
async def research(begun: Trip, prospect: int, page: int, said: str = "") -> None:
    """What was found out. For those who may read it."""
    await begun.show(notes.research(await shown_to(begun, await _to_read(begun, prospect), said), page, begun.words))


async def _to_read(begun: Trip, prospect_id: int) -> ProspectFacts:
    facts = await facts_of(begun, prospect_id)
    if not facts.reads:
        raise OnlyLead
    return facts


async def _note_form(begun: Trip, prospect: int, question: str) -> Form:
    facts = await _to_read(begun, prospect)
    book = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language)
    asked = next((one for one in book.questions if one.key == question), None)
    return forms.note(asked, _goes_on(begun), begun.words)


def _goes_on(begun: Trip) -> date:
    return (begun.now + timedelta(days=RESEARCH_DAYS)).astimezone(ZoneInfo(begun.team.clock_zone)).date()


@press(ids.PROSPECT_QUESTION)
async def answer_question(begun: Trip, prospect: int) -> None:
    """One of the playbook's questions was chosen: the form for its answer."""
    chosen = begun.typed["values"]
    # A key of the team's own may have letters that an id cannot carry: then it is a note on nothing certain.
    question = chosen if chosen != notes.ANYTHING and chosen.isascii() and chosen.replace("_", "").isalnum() else "-"
    form = await _note_form(begun, prospect, question)
    typed = await begun.kept(forms.NOTE, prospect=prospect, question=question)
    await begun.ask(form.paint(begun.words, typed, prospect=prospect, question=question))


@submit(forms.NOTE, paints=_note_form)
async def note(begun: Trip, prospect: int, question: str) -> None:
    """Save what was found out."""
    unit = partial(
        prospects.note,
        actor=begun.actor,
        prospect_id=prospect,
        question="" if question == "-" else question,
        note=begun.typed["note"],
        source=begun.typed["source"],
        now=begun.now,
    )
    facts = await begun.save(forms.NOTE, unit, prospect=prospect, question=question)
    await _show_research(begun, facts, f"✅ {begun.words('prospect.said.noted')}")


async def _show_research(begun: Trip, facts: ProspectFacts, said: str) -> None:
    last = len(facts.research)  # the newest stands at the end
    await begun.show(notes.research(await shown_to(begun, facts, said), last, begun.words))


@press(ids.PROSPECT_ERASE)
async def erase(begun: Trip, prospect: int) -> None:
    """One was chosen to be erased: really?"""
    facts, number = await to_work(begun, prospect), number_in(begun)
    one = next((one for one in facts.research if one.id == number), None)
    if one is None:
        raise Gone
    await begun.show(notes.confirm_erase(await shown_to(begun, facts), one, begun.words))


@press(ids.PROSPECT_ERASE_NOW)
async def erase_now(begun: Trip, prospect: int, note: int) -> None:  # noqa: ARG001 - where the way back leads
    """*Yes, erase it*."""
    facts = await begun.write(partial(prospects.erase, actor=begun.actor, note_id=note, now=begun.now))
    await _show_research(begun, facts, f"🗑️ {begun.words('prospect.said.erased')}")


# ---- in touch ----------------------------------------------------------------------------------------


@press(ids.PROSPECT_HISTORY)
async def history(begun: Trip, prospect: int, page: int) -> None:
    """Every contact."""
    await begun.show(notes.history(await shown_to(begun, await facts_of(begun, prospect)), page, begun.words))


async def _log_form(begun: Trip, prospect: int) -> Form:
    return forms.log(await facts_of(begun, prospect))


@press(ids.PROSPECT_LOG)
async def log(begun: Trip, prospect: int, result: str = ANY) -> None:
    """The form of a contact; everybody in the team may write one down."""
    form = await _log_form(begun, prospect)
    typed = await begun.kept(forms.LOG, prospect=prospect) or {"how": ContactHow.ASK, "result": ContactResult.NONE}
    chosen = {"result": result} if result in set(ContactResult) else {}
    await begun.ask(form.paint(begun.words, {**typed, **chosen}, prospect=prospect))


@submit(forms.LOG, paints=_log_form)
async def logged(begun: Trip, prospect: int) -> None:
    """Save it, and show what follows from it."""
    facts = await begun.save(forms.LOG, contact_in(begun, prospect), prospect=prospect)
    said = f"📌 {begun.words('prospect.said.logged')}"
    if begun.typed["result"] == ContactResult.GRANTED and facts.stage is Stage.PREPARE:
        said += f"\n🎉 {begun.words('prospect.said.granted')}"
    elif facts.refused and begun.typed["result"] == ContactResult.REFUSED:
        said += f"\n🚪 {begun.words('prospect.said.refused')}"
    await show(begun, facts, said)


def contact_in(begun: Trip, prospect_id: int) -> Callable[..., ProspectFacts]:
    """The unit of work that writes down what a form says. Raises what `read_lately` raises."""
    typed = begun.typed
    if typed["how"] not in set(ContactHow) or typed["result"] not in set(ContactResult):
        raise Gone
    return partial(
        prospects.log,
        actor=begun.actor,
        prospect_id=prospect_id,
        how=ContactHow(typed["how"]),
        result=ContactResult(typed["result"]),
        note=typed["note"],
        at=read_lately(typed["at"], zone=ZoneInfo(begun.actor.zone), now=begun.now),
        now=begun.now,
    )
