"""Planning a session, changing one, and copying one for next week: form, preview, post."""

from dataclasses import dataclass, replace
from functools import partial

import discord

from bot import ids
from bot.cards import canvass_plan as cards
from bot.cards.forms import Form
from bot.errors import refusal_text
from bot.ids import Value
from bot.permissions import SESSIONS, lacking
from bot.places import channel_for
from bot.presses import press, submit
from bot.spans import with_times
from bot.trips import Trip
from bot.zones import zones_in
from cogs.canvass import drafts
from cogs.canvass.drafts import AGAIN, PLAN, Typed
from cogs.canvass.rules import check_ahead, check_leads, check_organizer
from db import canvass, turf
from db.canvass import desk
from db.canvass.desk import Desk
from db.canvass.reading import COMING
from db.facts import CanvassFacts, CanvassPlan, CanvassState
from db.refusals import MissingPermissions, Refusal


@dataclass(frozen=True, slots=True)
class Open:
    """A slot, what lies on its desk, and the whole of what is written there."""

    slot: str
    desk: Desk
    typed: Typed

    @property
    def begun(self) -> bool:
        """Whether anything was typed."""
        return self.desk.kept is not None


async def open_desk(begun: Trip, slot: str) -> Open:
    """A slot's plan, for those who may write it.

    Raises Gone, OnlyOrganizers or OnlyCaptain, and what `check_ahead` raises about a session that no longer changes.
    """
    canvass_id = drafts.edited(slot)
    found = await begun.read(partial(desk.look, actor=begun.actor, slot=slot, canvass_id=canvass_id))
    if found.facts is None:
        check_organizer(begun.actor)
    else:
        check_leads(begun.actor, found.facts)
        check_ahead(found.facts, begun.now)
    return Open(slot, found, drafts.written(found, slot, begun.team.clock_zone))


# ---- where it begins ---------------------------------------------------------------------------------


async def plan(begun: Trip, typed_turf: str | None, captain: int) -> None:
    """`/canvass plan`: the form, or the plan that was left half-way."""
    at = await open_desk(begun, PLAN)
    turf_id = await _turf_id(begun, typed_turf)
    if at.begun:
        facts = await _facts(begun, at)
        await begun.say(cards.unfinished(facts, begun.words, turf=turf_id, captain=captain))
    else:
        await _ask(begun, at, turf_id, captain)


@press(ids.CANVASS_AFRESH)
async def afresh(begun: Trip, turf: int, captain: int) -> None:
    """Begin anew; the plan that was left is put away."""
    check_organizer(begun.actor)
    await begun.write(partial(desk.clear, actor=begun.actor, slot=PLAN))
    await _ask(begun, await open_desk(begun, PLAN), turf, captain)


async def edit(begun: Trip, canvass_id: int, typed_turf: str | None = None, captain: int = 0) -> None:
    """`/canvass edit`: the form with the session as it is, or as this person had begun to change it."""
    at = await open_desk(begun, drafts.edit_slot(canvass_id))
    turf_id = await _turf_id(begun, typed_turf)
    if not at.begun:
        seen = partial(desk.keep_seen, actor=begun.actor, slot=at.slot, typed=at.typed, now=begun.now)
        await begun.write(seen)
    await _ask(begun, at, turf_id, captain)


@press(ids.CANVASS_EDIT)
async def edit_pressed(begun: Trip, canvass: int) -> None:
    """*Edit* on the panel."""
    await edit(begun, canvass)


@press(ids.CANVASS_AGAIN)
async def again_pressed(begun: Trip, canvass: int) -> None:
    """*Copy for next week*."""
    await again(begun, canvass)


async def again(begun: Trip, canvass_id: int) -> None:
    """`/canvass again`: the same a week later, for a look before it is posted; settings are copied, people are not."""
    check_organizer(begun.actor)
    facts = await begun.read(partial(canvass.facts, team_id=begun.team.id, canvass_id=canvass_id))
    typed = drafts.next_week(facts.plan, begun.team.clock_zone, begun.now)
    if canvass_id == begun.team.sample_canvass_id:
        typed |= {"title": "", "note": ""}  # what stands there is true of the test session only
    await begun.write(partial(desk.keep, actor=begun.actor, slot=AGAIN, typed=typed, now=begun.now))
    await show_preview(begun, AGAIN)


async def _turf_id(begun: Trip, typed: str | None) -> int:
    return await begun.read(partial(turf.resolve, actor=begun.actor, typed=typed)) if typed else 0


async def _ask(begun: Trip, at: Open, turf_id: int, captain: int) -> None:
    values: dict[str, Value] = {"slot": at.slot, "turf": turf_id, "captain": captain}
    typed = await begun.kept(cards.PLAN_FORM, **values) or at.typed
    await begun.ask(cards.PLAN_FORM.paint(begun.words, typed, **values))


# ---- the forms ---------------------------------------------------------------------------------------


@submit(cards.PLAN_FORM)
async def read_plan(begun: Trip, slot: str, turf: int, captain: int) -> None:
    """Read times and numbers, keep them, and show the preview."""
    at = await open_desk(begun, slot)
    typed = {field.name: begun.typed.get(field.name, "") for field in cards.PLAN_FORM.fields}
    typed = with_times(typed, at.typed, begun.team.clock_zone, begun.now)
    if turf:
        typed["turf"] = str(turf)
    if captain:
        typed |= {"captain": str(captain), "captain_name": await _name(begun, captain)}
    await _take(begun, at, typed, cards.PLAN_FORM, slot=slot, turf=turf, captain=captain)


@press(ids.CANVASS_REWRITE)
async def rewrite(begun: Trip, slot: str) -> None:
    """The form again, with what was typed."""
    at = await open_desk(begun, slot)
    if at.begun:
        await _ask(begun, at, 0, 0)
    else:
        await begun.say(cards.no_draft(begun.words))


@press(ids.CANVASS_MORE)
async def more(begun: Trip, slot: str) -> None:
    """The second form: title, debrief, captain, note."""
    at = await open_desk(begun, slot)
    if at.begun:
        typed = await begun.kept(cards.MORE_FORM, slot=slot) or at.typed
        await begun.ask(cards.MORE_FORM.paint(begun.words, typed, slot=slot))
    else:
        await begun.say(cards.no_draft(begun.words))


@submit(cards.MORE_FORM)
async def read_more(begun: Trip, slot: str) -> None:
    """Keep what the second form says, and show the preview."""
    at = await open_desk(begun, slot)
    if not at.begun:  # put away or cleared while the form was open
        await begun.say(cards.no_draft(begun.words))
        return
    typed = {field.name: begun.typed.get(field.name, "") for field in cards.MORE_FORM.fields}
    captain, before = typed["captain"], at.typed.get("captain", "")
    typed["captain_name"] = (
        at.typed.get("captain_name", "") if captain == before else await _name(begun, int(captain or 0))
    )
    await _take(begun, at, typed, cards.MORE_FORM, slot=slot)


async def _take(begun: Trip, at: Open, typed: Typed, form: Form, **values: Value) -> None:
    """Keep what a form says in the draft, once it can be a plan. Raises NotANumber."""
    drafts.plan_in({**at.typed, **typed})
    if at.desk.facts is None:
        kept = {**at.typed, **typed}
    else:
        before = at.desk.seen or drafts.begins_with(at.desk, at.slot, begun.team.clock_zone)
        changed = {**(at.desk.kept or {}), **typed}
        kept = {name: text for name, text in changed.items() if text != before.get(name, "")}
    keep = partial(desk.keep, actor=begun.actor, slot=at.slot, typed=kept, now=begun.now)
    await begun.save(form, keep, **values)
    await show_preview(begun, at.slot)


async def _name(begun: Trip, person_id: int) -> str:
    """What a member is called; empty for nobody, and where Discord does not tell."""
    guild = begun.interaction.guild
    if guild is None or not person_id:
        return ""
    try:
        member = guild.get_member(person_id) or await guild.fetch_member(person_id)
    except discord.HTTPException:
        return ""
    return member.display_name


# ---- the preview -------------------------------------------------------------------------------------


async def show_preview(begun: Trip, slot: str) -> None:
    """The card exactly as it will look, with how its time was read."""
    at = await open_desk(begun, slot)
    if at.begun:
        facts = await _facts(begun, at)
        about = _about(begun, at, facts)
        await begun.show(cards.preview(facts, about, begun.words, begun.public, now=begun.now))
    else:
        await begun.say(cards.no_draft(begun.words))


@press(ids.CANVASS_RESUME)
async def resume(begun: Trip, slot: str) -> None:
    """Go on with the plan that was left."""
    await show_preview(begun, slot)


async def _facts(begun: Trip, at: Open) -> CanvassFacts:
    """The session that a draft would make, as its card would show it."""
    plan = drafts.plan_in(at.typed)
    name = await begun.read(partial(desk.name_of, actor=begun.actor, plan=plan))
    new = CanvassFacts(0, begun.team.id, "", plan, begun.team.clock_zone, CanvassState.OPEN)
    return replace(at.desk.facts or new, plan=plan, name=name)


def _about(begun: Trip, at: Open, facts: CanvassFacts) -> cards.Preview:
    book = zones_in(begun.words.language)
    zone_name = None if begun.team.zone else book.label(begun.team.clock_zone)
    if (now := at.desk.facts) is not None:
        moved = (now.plan.starts_at, now.plan.ends_at) != (facts.plan.starts_at, facts.plan.ends_at)
        asked = len(facts.those(*COMING)) if moved else 0
        return cards.Preview(at.slot, zone_name=zone_name, asked_again=asked, edits=True)
    try:
        channel = home(begun)
    except Refusal as refusal:
        return cards.Preview(at.slot, trouble=refusal_text(refusal, begun.words), zone_name=zone_name)
    return cards.Preview(at.slot, channel_id=channel.id, zone_name=zone_name)


def home(begun: Trip) -> discord.TextChannel:
    """The channel where a new card goes. Raises ChannelGone, ChannelUnset and MissingPermissions."""
    channel = channel_for(begun)
    if missing := lacking(channel, SESSIONS):
        raise MissingPermissions(channel_id=channel.id, missing=missing)
    return channel


# ---- the end of it -----------------------------------------------------------------------------------


@press(ids.CANVASS_SAVE)
async def save(begun: Trip, slot: str) -> None:
    """Post a new session, or save a change."""
    canvass_id, zone = drafts.edited(slot), begun.team.clock_zone

    def read(found: Desk) -> CanvassPlan:
        return drafts.plan_in(drafts.written(found, slot, zone))

    if canvass_id is None:
        await _post(begun, slot, read)
    else:
        await _change(begun, slot, canvass_id, read)


async def _post(begun: Trip, slot: str, read: desk.Read) -> None:
    check_organizer(begun.actor)
    channel = home(begun)
    post = partial(desk.post, actor=begun.actor, slot=slot, read=read, channel_id=channel.id, now=begun.now)
    if (facts := await begun.write(post)) is None:
        await begun.say(cards.no_draft(begun.words))
        return
    begun.kit.repaint.soon("canvass", facts.id)
    await begun.show(cards.posted(facts, channel.id, begun.words))


async def _change(begun: Trip, slot: str, canvass_id: int, read: desk.Read) -> None:
    change = partial(desk.change, actor=begun.actor, slot=slot, canvass_id=canvass_id, read=read, now=begun.now)
    if (edited := await begun.write(change)) is None:
        await begun.say(cards.no_draft(begun.words))
        return
    begun.kit.repaint.soon("canvass", canvass_id)
    begun.kit.repaint.soon("canvass-thread", canvass_id)
    asked = len(edited.facts.those(*COMING)) if edited.moved else 0
    await begun.show(cards.saved(edited.facts, begun.words, asked_again=asked, promoted=len(edited.promoted)))


@press(ids.CANVASS_DISCARD)
async def discard(begun: Trip, slot: str) -> None:
    """Put a plan away."""
    edits = drafts.edited(slot) is not None
    await begun.write(partial(desk.clear, actor=begun.actor, slot=slot))
    await begun.show(cards.discarded(begun.words, edits=edits))
