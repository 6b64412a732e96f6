"""Writing a promise down: form, preview, save; and changing one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from bot import ids
from bot.cards import followup_plan as cards
from bot.cards import kit as bricks
from bot.cards.forms import Form
from bot.corrections import offer_correction
from bot.members import called
from bot.presses import press, submit
from bot.trips import Trip
from bot.zones import zones_in
from cogs.followups import slips
from cogs.followups.rules import check_acts
from cogs.followups.slips import Typed
from db import canvass, drafts, followups, people
from db.facts import FOLLOWUP_TEXT_MOST, FollowupFacts
from db.refusals import Refusal

# ---- where it begins ---------------------------------------------------------------------------------


async def add(begun: Trip, what: str | None, when: str | None, who: int) -> None:
    """`/followup add`: the form; with everything said in the command, the preview at once."""
    mark = slips.new_mark(begun.interaction.id)
    begun.typed = {"what": what or "", "when": when or "", "who": str(who or ""), "lead": ""}
    if not what or not when:
        await begun.ask(cards.FORM.paint(begun.words, begun.typed, mark=mark))
        return
    try:
        await _take(begun, cards.FORM, mark)
    except Refusal as refusal:
        await offer_correction(begun, cards.FORM, {"mark": mark}, refusal)


@press(ids.FOLLOWUP_NEW)
async def new(begun: Trip) -> None:
    """*New promise*."""
    await add(begun, None, None, 0)


async def add_from(begun: Trip, message: discord.Message) -> None:
    """*Make a follow-up from this*: the form with the message's text as a start; the way back to it is kept."""
    mark = slips.new_mark(begun.interaction.id)
    begins = {"what": bricks.bare(message.clean_content, FOLLOWUP_TEXT_MOST)}
    if not message.flags.ephemeral:  # nobody else, and not even they for long, could open that one
        begins |= {"channel": str(message.channel.id), "message": str(message.id)}
    await _keep(begun, mark, begins)
    await begun.ask(cards.FORM.paint(begun.words, begins, mark=mark))


@press(ids.FOLLOWUP_CHANGE)
async def change(begun: Trip, followup: int) -> None:
    """*Change* on a promise: the form with the promise as it is."""
    mark, typed = slips.change_mark(followup), await _as_it_is(begun, followup)
    await _keep(begun, mark, typed)
    await begun.ask(cards.CHANGE_FORM.paint(begun.words, typed, mark=mark))


# ---- the slip ----------------------------------------------------------------------------------------


async def _slip(begun: Trip, mark: str) -> Typed | None:
    team_id, person_id, kind = begun.team.id, begun.actor.person_id, slips.kind(mark)
    return await begun.read(lambda tx: drafts.find(tx, team_id=team_id, person_id=person_id, kind=kind))


def _kept(begun: Trip, mark: str, typed: Typed) -> partial[None]:
    return partial(
        drafts.keep,
        team_id=begun.team.id,
        person_id=begun.actor.person_id,
        kind=slips.kind(mark),
        typed=typed,
        now=begun.now,
    )


async def _keep(begun: Trip, mark: str, typed: Typed) -> None:
    await begun.write(_kept(begun, mark, typed))


async def _as_it_is(begun: Trip, followup_id: int) -> Typed:
    """A promise as its form shows it. Raises Gone and NotYours."""
    facts = await begun.read(partial(followups.look, actor=begun.actor, followup_id=followup_id))
    check_acts(begun.actor, facts)
    return slips.typed_of(facts, begun.actor.zone)


# ---- the forms ---------------------------------------------------------------------------------------


@submit(cards.FORM)
async def read_new(begun: Trip, mark: str) -> None:
    """Read what was written, and show the preview."""
    await _take(begun, cards.FORM, mark)


@submit(cards.CHANGE_FORM)
async def read_change(begun: Trip, mark: str) -> None:
    """The same for a change."""
    await _take(begun, cards.CHANGE_FORM, mark)


async def _take(begun: Trip, form: Form, mark: str) -> None:
    """Keep what a form says on its slip, once it can be a promise, and show the preview."""
    followup_id = slips.changed(mark)
    before = {} if followup_id is None else await _as_it_is(begun, followup_id)
    before = await _slip(begun, mark) or before
    typed = {**before, **{field.name: begun.typed.get(field.name, "") for field in form.fields}}
    typed = slips.with_time(typed, before, begun.actor.zone, begun.now)
    typed["what"] = followups.check_text(typed["what"])
    if followup_id is None:
        typed |= {f"{role}_name": await _name(begun, typed.get(role, "")) for role in ("who", "lead")}
        typed["canvass"] = str(await _session_here(begun) or "")
    await begun.save(form, _kept(begun, mark, typed), mark=mark)
    await _show(begun, mark, typed)


async def _name(begun: Trip, person: str) -> str:
    return await called(begun, int(person)) if person.isdecimal() else ""


async def _session_here(begun: Trip) -> int | None:
    here = begun.interaction.channel_id
    if here is None:
        return None
    return await begun.read(partial(canvass.in_thread, team_id=begun.team.id, thread_id=here))


@press(ids.FOLLOWUP_REWRITE)
async def rewrite(begun: Trip, mark: str) -> None:
    """The form again, with what was written."""
    form = cards.FORM if slips.changed(mark) is None else cards.CHANGE_FORM
    typed = await begun.kept(form, mark=mark) or await _slip(begun, mark)
    if typed is None:
        await begun.show(cards.no_slip(begun.words))
    else:
        await begun.ask(form.paint(begun.words, typed, mark=mark))


# ---- the preview, and the end of it --------------------------------------------------------------------


async def _show(begun: Trip, mark: str, typed: Typed) -> None:
    mine = await begun.read(partial(people.mine, actor=begun.actor))
    chosen = begun.team.zone or (mine and mine.zone)
    shown = cards.Preview(
        mark,
        slips.plan_in(typed, begun.actor),
        begun.team.id,
        begun.actor.person_id,
        zone_name=None if chosen else zones_in(begun.words.language).label(begun.actor.zone),
        edits=slips.changed(mark) is not None,
        reminders=mine.reminders if mine else True,
    )
    await begun.show(cards.preview(shown, begun.words))


@press(ids.FOLLOWUP_SAVE)
async def save(begun: Trip, mark: str) -> None:
    """Save a new promise or a change; a second press finds it saved."""
    edits = slips.changed(mark) is not None
    unit = partial(
        drafts.use,
        team_id=begun.team.id,
        person_id=begun.actor.person_id,
        kind=slips.kind(mark),
        then=_change(begun, mark) if edits else _add(begun),
    )
    facts = await begun.write(unit)
    if facts is None:
        await begun.show(cards.no_slip(begun.words))
    else:
        await begun.show(cards.saved(facts, begun.words, edits=edits))


def _add(begun: Trip) -> Callable[..., FollowupFacts]:
    actor, now = begun.actor, begun.now
    return lambda tx, typed: followups.add(tx, actor=actor, plan=slips.plan_in(typed, actor), now=now)


def _change(begun: Trip, mark: str) -> Callable[..., FollowupFacts]:
    actor, now, number = begun.actor, begun.now, slips.changed(mark) or 0

    def change(tx: Any, typed: Typed) -> FollowupFacts:
        plan = slips.plan_in(typed, actor)
        return followups.change(
            tx, actor=actor, followup_id=number, text=plan.text, due_at=plan.due_at, zone=plan.zone, now=now
        )

    return change


@press(ids.FOLLOWUP_DISCARD)
async def discard(begun: Trip, mark: str) -> None:
    """Put a slip away."""
    edits, kind = slips.changed(mark) is not None, slips.kind(mark)
    team_id, person_id = begun.team.id, begun.actor.person_id
    await begun.write(lambda tx: drafts.clear(tx, team_id=team_id, person_id=person_id, kind=kind))
    await begun.show(cards.discarded(begun.words, edits=edits))
