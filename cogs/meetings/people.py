"""Who goes to a meeting, what each does there, and that they have read what was found out."""

from functools import partial

from bot import ids
from bot.cards import meetings_people as people
from bot.cards.meetings_pages import PEOPLE, READ
from bot.members import called
from bot.presses import press
from bot.trips import Trip
from cogs.meetings.room import show
from cogs.meetings.rules import leads, read_room
from db import meetings
from db.facts.meetings import MeetingFacts
from db.facts.playbooks import Role
from db.refusals import Gone


@press(ids.MEETING_READ_IT)
async def read_it(begun: Trip, meeting: int) -> None:
    """*I have read it*."""
    unit = partial(meetings.read_it, actor=begun.actor, meeting_id=meeting, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    await show(begun, facts, READ)


@press(ids.MEETING_GO)
async def add_person(begun: Trip, meeting: int) -> None:
    """Somebody more goes, and what they do there is asked at once."""
    number = _number(begun.typed["values"])
    name = await called(begun, number)
    unit = partial(meetings.go, actor=begun.actor, meeting_id=meeting, person_id=number, name=name, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    await _show_person(begun, facts, number)


@press(ids.MEETING_WHO)
async def show_person(begun: Trip, meeting: int) -> None:
    """Somebody who goes."""
    await _show_person(begun, await read_room(begun, meeting), _number(begun.typed["values"]))


async def _show_person(begun: Trip, facts: MeetingFacts, person_id: int) -> None:
    who = facts.attendee(person_id)
    if who is None or not facts.ahead:
        await show(begun, facts, PEOPLE)
        return
    may = leads(begun.actor, facts) or person_id == begun.actor.person_id
    await begun.show(people.person(facts, who, begun.words, may_remove=may))


@press(ids.MEETING_ROLES)
async def give_roles(begun: Trip, meeting: int, person: int) -> None:
    """What somebody does in the meeting."""
    known = {role.value for role in Role}
    roles = [Role(value) for value in begun.typed["values"].split(",") if value in known]
    unit = partial(meetings.give_roles, actor=begun.actor, meeting_id=meeting, person_id=person, now=begun.now)
    facts = await begun.write(partial(unit, roles=roles))
    begun.kit.repaint.soon("meeting", meeting)
    await show(begun, facts, PEOPLE, f"✅ {begun.words('meeting.room.saved')}")


@press(ids.MEETING_STAY)
async def stay(begun: Trip, meeting: int, person: int) -> None:
    """Somebody does not go after all; whoever may not see the room any more is only told so."""
    unit = partial(meetings.stay, actor=begun.actor, meeting_id=meeting, person_id=person, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    if meetings.may_read(facts, begun.actor):
        await show(begun, facts, PEOPLE, f"➖ {begun.words('meeting.people.off')}")
    else:
        await begun.show(people.stays(begun.words))


def _number(chosen: str) -> int:
    if not chosen.isdecimal():
        raise Gone
    return int(chosen[:19])
