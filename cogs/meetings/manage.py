"""What those who lead a meeting do with it: the panel, and calling it off."""

from functools import partial

from bot import ids
from bot.cards import meetings_manage as cards
from bot.presses import press, submit
from bot.trips import Trip
from cogs.meetings.rules import check_ahead, check_leads, read_facts
from db import drafts, meetings, teams
from db.facts.meetings import MEETING_REASON_MOST, MeetingFacts, MeetingState


async def led(begun: Trip, meeting_id: int) -> MeetingFacts:
    """A meeting that this person may manage. Raises Gone and OnlyMeetingLeads."""
    facts = await read_facts(begun, meeting_id)
    check_leads(begun.actor, facts)
    return facts


@press(ids.MEETING_MANAGE)
async def manage(begun: Trip, meeting: int) -> None:
    """The panel; kind words for everybody else."""
    facts = await led(begun, meeting)
    troubles = await begun.read(partial(teams.troubles, team_id=begun.team.id))
    ours = [trouble for trouble in troubles if trouble.thing.startswith("meeting:")]
    started = facts.plan.starts_at <= begun.now
    await begun.show(cards.panel(facts, begun.words, begun=started, troubles=ours))


@press(ids.MEETING_CANCEL)
async def cancel_pressed(begun: Trip, meeting: int) -> None:
    """*Call it off*."""
    await confirm_cancel(begun, meeting)


async def confirm_cancel(begun: Trip, meeting_id: int, reason: str | None = None) -> None:
    """Name what calling it off does, before it is done; a reason is kept until it is."""
    facts = await led(begun, meeting_id)
    if facts.state is MeetingState.CANCELLED:
        await begun.show(cards.cancelled(facts, begun.words))
        return
    check_ahead(facts)
    if reason is not None:
        await _keep_reason(begun, meeting_id, reason)
    await begun.show(cards.confirm_cancel(facts, await _reason(begun, meeting_id), begun.words))


@press(ids.MEETING_CANCEL_WHY)
async def ask_why(begun: Trip, meeting: int) -> None:
    """The form for a reason."""
    check_ahead(await led(begun, meeting))
    await begun.ask(cards.CANCEL_FORM.paint(begun.words, {"reason": await _reason(begun, meeting)}, meeting=meeting))


@submit(cards.CANCEL_FORM)
async def told_why(begun: Trip, meeting: int) -> None:
    """Back to the question, with the reason in it."""
    await confirm_cancel(begun, meeting, begun.typed.get("reason", ""))


@press(ids.MEETING_CANCEL_NOW)
async def cancel_now(begun: Trip, meeting: int) -> None:
    """Call it off, and tell it in the thread."""
    reason = await _reason(begun, meeting)
    unit = partial(meetings.cancel, actor=begun.actor, meeting_id=meeting, reason=reason, now=begun.now)
    facts = await begun.save(cards.CANCEL_FORM, unit, meeting=meeting)
    begun.kit.repaint.soon("meeting", meeting)
    await begun.show(cards.cancelled(facts, begun.words))


async def _reason(begun: Trip, meeting_id: int) -> str:
    kept = await begun.kept(cards.CANCEL_FORM, meeting=meeting_id)
    return (kept or {}).get("reason", "")


async def _keep_reason(begun: Trip, meeting_id: int, reason: str) -> None:
    await begun.write(
        partial(
            drafts.keep,
            team_id=begun.team.id,
            person_id=begun.actor.person_id,
            kind=cards.CANCEL_FORM.kept_as(meeting=meeting_id),
            typed={"reason": reason[:MEETING_REASON_MOST]},
            now=begun.now,
        )
    )
