"""What is to be done before a meeting: everybody in the team can look, and take what anyone can do."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import meetings_tasks as cards
from bot.presses import press, submit
from bot.spans import clock_of
from bot.trips import Trip
from bot.when import read_time
from cogs.meetings.rules import check_ahead, read_facts, read_room
from db import meetings
from db.facts.meetings import MeetingFacts, Prep
from db.refusals import Gone

_DEEDS = {
    "take": meetings.take,
    "back": meetings.give_back,
    "finish": meetings.task_done,
    "undo": meetings.undo,
    "off": meetings.erase_task,
}


@press(ids.MEETING_TASKS)
async def list_tasks(begun: Trip, meeting: int) -> None:
    """*To do*."""
    await _show(begun, await read_facts(begun, meeting))


async def _show(begun: Trip, facts: MeetingFacts, said: str = "") -> None:
    writes = meetings.may_read(facts, begun.actor)
    await begun.show(cards.tasks(facts, begun.words, now=begun.now, writes=writes, said=said))


@press(ids.MEETING_TASK)
async def choose(begun: Trip, meeting: int) -> None:
    """One of them."""
    facts, chosen = await read_facts(begun, meeting), begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    await _show_one(begun, facts, facts.task(int(chosen[:10])))


async def _show_one(begun: Trip, facts: MeetingFacts, task: Prep | None) -> None:
    if task is None:  # it was taken off meanwhile
        await _show(begun, facts)
        return
    writes = meetings.may_read(facts, begun.actor)
    reader = begun.actor.person_id
    await begun.show(cards.task(facts, task, reader, begun.words, now=begun.now, writes=writes))


@press(ids.MEETING_TASK_DO)
async def do(begun: Trip, meeting: int, task: int, deed: str) -> None:
    """Take it, give it back, do it, undo that, take it off the list."""
    if deed not in _DEEDS:
        raise Gone
    unit = partial(_DEEDS[deed], actor=begun.actor, meeting_id=meeting, task_id=task, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    await _show(begun, facts, begun.words(f"meeting.task.said.{deed}"))


# ---- adding one, and changing it -----------------------------------------------------------------------


@press(ids.MEETING_TASK_WRITE)
async def write(begun: Trip, meeting: int, task: int) -> None:
    """The form, with the thing as it is."""
    facts = await read_room(begun, meeting)
    check_ahead(facts)
    there, zone = facts.task(task), facts.plan.zone
    typed = {"text": there.text, "due": clock_of(there.due_at, zone)} if there else {}
    if there is None or there.anyone:
        typed["who"] = cards.ANYONE
    typed = await begun.kept(cards.TASK_FORM, meeting=meeting, task=task) or typed
    await begun.ask(cards.TASK_FORM.paint(begun.words, typed, meeting=meeting, task=task))


@submit(cards.TASK_FORM)
async def written(begun: Trip, meeting: int, task: int) -> None:
    """Keep it; without a time it is due the evening before."""
    facts = await read_room(begun, meeting)
    there = facts.task(task)
    of: dict[str, Any] = {"actor": begun.actor, "meeting_id": meeting, "text": begun.typed["text"], "now": begun.now}
    anyone = cards.ANYONE in begun.typed.get("who", "").split(",")
    due = _due(begun, facts, there)
    if there is None:
        unit = partial(meetings.add_task, **of, due_at=due, anyone=anyone)
    else:
        unit = partial(meetings.change_task, **of, task_id=task, due_at=due or there.due_at, anyone=anyone)
    facts = await begun.save(cards.TASK_FORM, unit, meeting=meeting, task=task)
    begun.kit.repaint.soon("meeting", meeting)
    await _show(begun, facts, begun.words("meeting.task.said.written"))


def _due(begun: Trip, facts: MeetingFacts, there: Prep | None) -> datetime | None:
    """When it was typed to be due; what stands as it stood means the moment that it meant."""
    typed = begun.typed.get("due", "").strip()
    if not typed or (there is not None and typed == clock_of(there.due_at, facts.plan.zone)):
        return None
    return read_time(typed, zone=ZoneInfo(facts.plan.zone), now=begun.now)
