"""What a captain or an organizer does with a session: the panel, calling it off, reminding, taking somebody off."""

from functools import partial

from bot import ids
from bot.cards import canvass_manage as cards
from bot.presses import press, submit
from bot.trips import Trip
from cogs.canvass.presses import read_facts
from cogs.canvass.rules import check_leads, check_on
from db import canvass as rules
from db import drafts, teams
from db.facts import CANVASS_REASON_MOST, CanvassFacts, CanvassState
from db.refusals import Gone


async def led(begun: Trip, canvass_id: int) -> CanvassFacts:
    """A session that this person may manage. Raises Gone and OnlyCaptain."""
    facts = await read_facts(begun, canvass_id)
    check_leads(begun.actor, facts)
    return facts


@press(ids.CANVASS_MANAGE)
async def manage(begun: Trip, canvass: int) -> None:
    """The panel; kind words for everybody else."""
    facts = await led(begun, canvass)
    troubles = await begun.read(partial(teams.troubles, team_id=begun.team.id))
    ours = [trouble for trouble in troubles if trouble.thing.startswith("canvass:")]
    shown = cards.panel(facts, begun.words, now=begun.now, plans=begun.actor.organizer, troubles=ours)
    await begun.show(shown)


# ---- calling it off ----------------------------------------------------------------------------------


@press(ids.CANVASS_CANCEL)
async def cancel_pressed(begun: Trip, canvass: int) -> None:
    """*Cancel session*."""
    await confirm_cancel(begun, canvass)


async def confirm_cancel(begun: Trip, canvass_id: int, reason: str | None = None) -> None:
    """Name what cancelling does, before it is done; a reason is kept until it is."""
    facts = await led(begun, canvass_id)
    if facts.state is CanvassState.CANCELLED:
        await begun.show(cards.cancelled(facts, begun.words, plans=begun.actor.organizer))
        return
    check_on(facts, begun.now)
    if reason is not None:
        await _keep_reason(begun, canvass_id, reason)
    await begun.show(cards.confirm_cancel(facts, await _reason(begun, canvass_id), begun.words))


@press(ids.CANVASS_CANCEL_WHY)
async def ask_why(begun: Trip, canvass: int) -> None:
    """The form for a reason."""
    await led(begun, canvass)
    await begun.ask(cards.CANCEL_FORM.paint(begun.words, {"reason": await _reason(begun, canvass)}, canvass=canvass))


@submit(cards.CANCEL_FORM)
async def told_why(begun: Trip, canvass: int) -> None:
    """Back to the question, with the reason in it."""
    await confirm_cancel(begun, canvass, begun.typed.get("reason", ""))


@press(ids.CANVASS_CANCEL_NOW)
async def cancel_now(begun: Trip, canvass: int) -> None:
    """Call it off, and tell those who signed up."""
    reason = await _reason(begun, canvass)
    unit = partial(rules.cancel, actor=begun.actor, canvass_id=canvass, reason=reason, now=begun.now)
    facts = await begun.save(cards.CANCEL_FORM, unit, canvass=canvass)
    begun.kit.repaint.soon("canvass", canvass)
    await begun.show(cards.cancelled(facts, begun.words, plans=begun.actor.organizer))


async def _reason(begun: Trip, canvass_id: int) -> str:
    kept = await begun.kept(cards.CANCEL_FORM, canvass=canvass_id)
    return (kept or {}).get("reason", "")


async def _keep_reason(begun: Trip, canvass_id: int, reason: str) -> None:
    await begun.write(
        partial(
            drafts.keep,
            team_id=begun.team.id,
            person_id=begun.actor.person_id,
            kind=cards.CANCEL_FORM.kept_as(canvass=canvass_id),
            typed={"reason": reason[:CANVASS_REASON_MOST]},
            now=begun.now,
        )
    )


# ---- reminding ---------------------------------------------------------------------------------------


@press(ids.CANVASS_REMIND)
async def remind_pressed(begun: Trip, canvass: int) -> None:
    """*Remind now*."""
    await remind(begun, canvass)


async def remind(begun: Trip, canvass_id: int) -> None:
    """Remind those who signed up, in the session's thread; at night in the morning, and so it is said."""
    reminding = await begun.write(partial(rules.remind, actor=begun.actor, canvass_id=canvass_id, now=begun.now))
    await begun.show(cards.reminded(reminding, begun.words, now=begun.now))


# ---- taking somebody off -----------------------------------------------------------------------------


@press(ids.CANVASS_OFF)
async def choose_off(begun: Trip, canvass: int, page: int) -> None:
    """Whom to take off."""
    facts = await led(begun, canvass)
    check_on(facts, begun.now)
    await begun.show(cards.choose_off(facts, page, begun.words))


@press(ids.CANVASS_OFF_WHO)
async def confirm_off(begun: Trip, canvass: int) -> None:
    """Name what taking this person off does, before it is done."""
    facts, chosen = await led(begun, canvass), begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    who = facts.of(int(chosen[:19]))
    if who is None or who.state not in cards.COMING:  # they left by themselves meanwhile
        await begun.show(cards.choose_off(facts, 0, begun.words))
        return
    await begun.show(cards.confirm_off(facts, who, begun.words))


@press(ids.CANVASS_OFF_NOW)
async def off(begun: Trip, canvass: int, person: int) -> None:
    """Take somebody off; the next in line moves up in the same moment."""
    unit = partial(rules.drop, actor=begun.actor, canvass_id=canvass, person_id=person, now=begun.now)
    done = await begun.write(unit)
    begun.kit.repaint.soon("canvass", canvass)
    name = done.mine.name if done.mine else ""
    await begun.show(cards.taken_off(done.facts, name, begun.words))
