"""Who may open what: said before anybody types for nothing. The use cases in db/ decide the same again."""

from functools import partial

from bot.trips import Trip
from db import meetings
from db.facts import Actor
from db.facts.meetings import MeetingFacts, MeetingState
from db.refusals import MeetingClosed, MeetingHeld, MeetingOff, OnlyAttendees, OnlyMeetingLeads


async def read_facts(begun: Trip, meeting_id: int) -> MeetingFacts:
    """A meeting of the team, without what stands in its room for those who may not read it. Raises Gone."""
    return await begun.read(partial(meetings.meeting, actor=begun.actor, meeting_id=meeting_id))


async def read_room(begun: Trip, meeting_id: int) -> MeetingFacts:
    """A meeting with all of it. Raises Gone, and OnlyAttendees."""
    facts = await read_facts(begun, meeting_id)
    if not facts.private:
        raise OnlyAttendees
    return facts


def leads(actor: Actor, facts: MeetingFacts) -> bool:
    """Whether a person may manage a meeting."""
    return actor.organizer or facts.leads(actor.person_id)


def check_leads(actor: Actor, facts: MeetingFacts) -> None:
    """Raises OnlyMeetingLeads."""
    if not leads(actor, facts):
        raise OnlyMeetingLeads


def check_on(facts: MeetingFacts) -> None:
    """Raises MeetingOff, and MeetingClosed once it is closed."""
    if facts.state is MeetingState.CANCELLED:
        raise MeetingOff
    if facts.state is MeetingState.CLOSED:
        raise MeetingClosed


def check_ahead(facts: MeetingFacts) -> None:
    """Raises what `check_on` raises, and MeetingHeld once it was held."""
    check_on(facts)
    if not facts.ahead:
        raise MeetingHeld
