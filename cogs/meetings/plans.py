"""Planning a meeting and changing one: form, preview, post."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import discord

from bot import ids
from bot.cards import meetings_plan as cards
from bot.errors import refusal_text
from bot.members import called
from bot.permissions import SESSIONS, lacking
from bot.places import outreach_for
from bot.playbooks import team_playbook
from bot.presses import press, submit
from bot.spans import Typed, with_times
from bot.trips import Trip
from bot.words import Words
from bot.words.blanks import Blank, fill
from bot.zones import zones_in
from cogs.meetings import drafts
from cogs.meetings.drafts import Slot
from cogs.meetings.rules import check_ahead, check_leads, read_facts
from db import drafts as kept
from db import meetings, prospects
from db.facts.meetings import Attendee, MeetingFacts, MeetingState, MovedMeeting
from db.facts.playbooks import Kind, Playbook
from db.facts.prospects import ProspectFacts
from db.refusals import MissingPermissions, OnlyMeetingLeads, Refusal

T = TypeVar("T")

LEARNED_MOST = 3
HOLY_DAYS = (4, 5, 6)  # Friday to Sunday, one of which is holy to many
TERM_DAYS = 21


@dataclass(frozen=True, slots=True)
class Desk:
    """A slot with what lies on it: whom the meeting is with, what was typed, and what it begins with."""

    slot: Slot
    prospect: ProspectFacts
    facts: MeetingFacts | None  # the meeting that is changed
    begins: Typed
    kept: Typed | None

    @property
    def typed(self) -> Typed:
        """The whole of it."""
        return {**self.begins, **(self.kept or {})}


async def _desk(begun: Trip, slot: Slot) -> Desk:
    """A slot's desk, for those who may write it. Raises Gone, OnlyMeetingLeads, and what `check_ahead` raises."""
    facts = await read_facts(begun, slot.meeting_id) if slot.meeting_id else None
    if facts is not None:
        check_leads(begun.actor, facts)
        check_ahead(facts)
    number = facts.prospect_id if facts else slot.prospect_id
    prospect = await begun.read(partial(prospects.prospect, actor=begun.actor, prospect_id=number, now=begun.now))
    if facts is None and not prospect.works:
        raise OnlyMeetingLeads
    begins = await _begins(begun, prospect, facts)
    return Desk(slot, prospect, facts, begins, await _draft(begun, slot.kind))


async def _begins(begun: Trip, prospect: ProspectFacts, facts: MeetingFacts | None) -> Typed:
    if facts is not None:
        return drafts.typed_of(facts.plan, begun.team.clock_zone)
    playbook = await team_playbook(begun.kit, begun.team.id, prospect.plan.kind, begun.team.language)
    return {"until": f"{playbook.minutes} min", "place": prospect.plan.place}


async def _draft(begun: Trip, kind: str) -> Typed | None:
    team_id, person_id = begun.team.id, begun.actor.person_id
    return await begun.read(lambda tx: kept.find(tx, team_id=team_id, person_id=person_id, kind=kind))


def _keep(begun: Trip, kind: str, typed: Mapping[str, str]) -> partial[None]:
    of: dict[str, Any] = {"team_id": begun.team.id, "person_id": begun.actor.person_id}
    return partial(kept.keep, **of, kind=kind, typed=typed, now=begun.now)


# ---- where it begins ---------------------------------------------------------------------------------


async def plan(begun: Trip, prospect_id: int, lead_id: int = 0) -> None:
    """`/meeting plan`: the form, with what was typed for this prospect before."""
    await _ask(begun, await _desk(begun, drafts.plan_slot(prospect_id, lead_id)))


@press(ids.MEETING_PLAN_FOR)
async def plan_for(begun: Trip, prospect: int) -> None:
    """*Plan a meeting*, on a prospect's card."""
    await plan(begun, prospect)


async def edit(begun: Trip, meeting_id: int) -> None:
    """`/meeting edit`: the form with the meeting as it is, or as this person had begun to change it."""
    desk = await _desk(begun, drafts.edit_slot(meeting_id))
    if desk.kept is None:
        await begun.write(_keep(begun, desk.slot.seen, desk.typed))
    await _ask(begun, desk)


@press(ids.MEETING_EDIT)
async def edit_pressed(begun: Trip, meeting: int) -> None:
    """*Edit* on the panel."""
    await edit(begun, meeting)


async def _ask(begun: Trip, desk: Desk) -> None:
    slot = desk.slot.text
    typed = await begun.kept(cards.PLAN_FORM, slot=slot) or desk.typed
    await begun.ask(cards.PLAN_FORM.paint(begun.words, typed, slot=slot))


# ---- the form ----------------------------------------------------------------------------------------


@submit(cards.PLAN_FORM)
async def read_plan(begun: Trip, slot: str) -> None:
    """Read the times, keep what was typed, and show the preview."""
    desk = await _desk(begun, drafts.read_slot(slot))
    typed = {field.name: begun.typed.get(field.name, "") for field in cards.PLAN_FORM.fields}
    typed = with_times(typed, desk.typed, begun.team.clock_zone, begun.now)
    if desk.slot.lead_id:
        typed |= {"lead": str(desk.slot.lead_id), "lead_name": await called(begun, desk.slot.lead_id)}
    if desk.facts is not None:
        before = await _draft(begun, desk.slot.seen) or desk.begins
        typed = {name: text for name, text in typed.items() if text != before.get(name, "")}
    await begun.save(cards.PLAN_FORM, _keep(begun, desk.slot.kind, typed), slot=slot)
    await _show(begun, desk.slot)


@press(ids.MEETING_REWRITE)
async def rewrite(begun: Trip, slot: str) -> None:
    """The form again, with what was typed."""
    desk = await _desk(begun, drafts.read_slot(slot))
    if desk.kept is None:
        await begun.show(cards.no_draft(begun.words))
    else:
        await _ask(begun, desk)


# ---- the preview -------------------------------------------------------------------------------------


async def _show(begun: Trip, slot: Slot) -> None:
    """The card as it will look, with how its time was read, what to think of, and what was learned before."""
    desk = await _desk(begun, slot)
    if desk.kept is None:
        await begun.show(cards.no_draft(begun.words))
        return
    facts = _facts(begun, desk)
    await begun.show(cards.preview(facts, await _about(begun, desk, facts), begun.words, begun.public, now=begun.now))


def _facts(begun: Trip, desk: Desk) -> MeetingFacts:
    """The meeting that a draft would make, as its card would show it."""
    plan = drafts.plan_in(desk.typed, desk.prospect.id, begun.team.clock_zone)
    if desk.facts is not None:
        plan = replace(plan, lead_id=desk.facts.plan.lead_id, lead_name=desk.facts.plan.lead_name)
        return replace(desk.facts, plan=plan)
    if plan.lead_id is None:
        plan = replace(plan, lead_id=begun.actor.person_id, lead_name=begun.actor.name)
    of, first = desk.prospect.plan, Attendee(plan.lead_id or 0, plan.lead_name, ())
    return MeetingFacts(
        0, begun.team.id, of.name, of.place, of.kind, plan, MeetingState.PLANNED, (), (first,), (), nobody_asks=True
    )


async def _about(begun: Trip, desk: Desk, facts: MeetingFacts) -> cards.Preview:
    book = zones_in(begun.words.language)
    about = cards.Preview(
        desk.slot.text,
        zone_name=None if begun.team.zone else book.label(begun.team.clock_zone),
        hints=_hints(begun, desk, facts),
        edits=desk.facts is not None,
    )
    if desk.facts is not None:
        return about
    unit = partial(meetings.learned, team_id=begun.team.id, kind=facts.kind, most=LEARNED_MOST)
    learned, prep = await begun.read(unit), len(await _prep(begun, facts.kind))
    try:
        return replace(about, channel_id=home(begun).id, prep=prep, learned=learned)
    except Refusal as refusal:
        return replace(about, trouble=refusal_text(refusal, begun.words), prep=prep, learned=learned)


def _hints(begun: Trip, desk: Desk, facts: MeetingFacts) -> list[str]:
    """What one should think of before this day is agreed on."""
    words: Words = begun.words
    day = facts.plan.starts_at.astimezone(ZoneInfo(facts.plan.zone)).date()
    hints = []
    if facts.kind is Kind.FAITH and day.weekday() in HOLY_DAYS:
        hints.append(words("meeting.hint.holy", day=words.weekday(facts.plan.starts_at, facts.plan.zone)))
    until = desk.prospect.plan.until
    if until is not None and (until - day).days <= TERM_DAYS:
        hints.append(words("meeting.hint.term", day=words.long_date(until)))
    if desk.facts is None and desk.prospect.meeting_id and desk.prospect.meets_at:
        at = words.day(desk.prospect.meets_at, begun.actor.zone)
        hints.append(words("meeting.hint.another", when=at))
    return hints


def home(begun: Trip) -> discord.TextChannel:
    """The channel where a new card goes. Raises ChannelGone, ChannelUnset and MissingPermissions."""
    channel = outreach_for(begun)
    if missing := lacking(channel, SESSIONS):
        raise MissingPermissions(channel_id=channel.id, missing=missing)
    return channel


# ---- the end of it -----------------------------------------------------------------------------------


async def _prep(begun: Trip, kind: Kind) -> list[meetings.Prep]:
    """What the playbook says is to be done before, in the team's words."""
    playbook: Playbook = await team_playbook(begun.kit, begun.team.id, kind, begun.team.language)
    values = {Blank.CAMPAIGN: begun.team.campaign, Blank.TOWN: begun.team.town}
    return [(item.key, fill(item.text, values), item.days, item.anyone) for item in playbook.prep]


@press(ids.MEETING_SAVE)
async def save(begun: Trip, slot: str) -> None:
    """Plan the meeting, or save the change; a second press finds it done."""
    desk = await _desk(begun, drafts.read_slot(slot))
    if desk.facts is None:
        await _post(begun, desk)
    else:
        await _change(begun, desk, desk.facts)


async def _post(begun: Trip, desk: Desk) -> None:
    channel, prep = home(begun), await _prep(begun, desk.prospect.plan.kind)
    actor, now, zone = begun.actor, begun.now, begun.team.clock_zone

    def plan_it(tx: Any, typed: dict[str, str]) -> MeetingFacts:
        new = drafts.plan_in({**desk.begins, **typed}, desk.prospect.id, zone)
        facts = meetings.plan(tx, actor=actor, plan=new, prep=prep, now=now)
        meetings.remember_card(tx, meeting_id=facts.id, channel_id=channel.id, message_id=None)
        return facts

    facts = await begun.write(_used(begun, desk, plan_it))
    if facts is None:
        await begun.show(cards.no_draft(begun.words))
        return
    begun.kit.repaint.soon("meeting", facts.id)
    await begun.show(cards.posted(facts, channel.id, begun.words))


async def _change(begun: Trip, desk: Desk, facts: MeetingFacts) -> None:
    actor, now, zone = begun.actor, begun.now, begun.team.clock_zone

    def change_it(tx: Any, typed: dict[str, str]) -> MovedMeeting:
        present = meetings.meeting(tx, actor=actor, meeting_id=facts.id)
        plan = drafts.plan_in({**drafts.typed_of(present.plan, zone), **typed}, present.prospect_id, zone)
        kept.clear(tx, team_id=actor.team_id, person_id=actor.person_id, kind=desk.slot.seen)
        return meetings.change(tx, actor=actor, meeting_id=facts.id, plan=plan, now=now)

    changed = await begun.write(_used(begun, desk, change_it))
    if changed is None:
        await begun.show(cards.no_draft(begun.words))
        return
    begun.kit.repaint.soon("meeting", facts.id)
    begun.kit.repaint.soon("meeting-thread", facts.id)
    await begun.show(cards.saved(changed.facts, begun.words, moved=changed.moved))


def _used(begun: Trip, desk: Desk, then: Callable[..., T]) -> "partial[T | None]":
    of: dict[str, Any] = {"team_id": begun.team.id, "person_id": begun.actor.person_id}
    return partial(kept.use, **of, kind=desk.slot.kind, then=then)


@press(ids.MEETING_DISCARD)
async def discard(begun: Trip, slot: str) -> None:
    """Put a plan away."""
    at, team_id, person_id = drafts.read_slot(slot), begun.team.id, begun.actor.person_id

    def clear(tx: Any) -> None:
        for kind in (at.kind, at.seen):
            kept.clear(tx, team_id=team_id, person_id=person_id, kind=kind)

    await begun.write(clear)
    await begun.show(cards.discarded(begun.words, edits=bool(at.meeting_id)))
