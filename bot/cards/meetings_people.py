"""Somebody who goes to a meeting: what they do there."""

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.meetings import named
from bot.cards.meetings_pages import PEOPLE
from bot.words import Words
from db.facts.meetings import Attendee, MeetingFacts
from db.facts.playbooks import Role


def person(facts: MeetingFacts, who: Attendee, words: Words, *, may_remove: bool) -> ui.LayoutView:
    """Somebody who goes: what they do there, several things if need be, or that they do not go after all."""
    options = [
        kit.option(
            words(f"meeting.role.{role.value}"),
            role.value,
            about=words(f"meeting.role.{role.value}.about"),
            chosen=role in who.roles,
        )
        for role in Role
    ]
    roles = kit.select(
        ids.MEETING_ROLES(meeting=facts.id, person=who.person_id),
        options,
        words("meeting.people.roles"),
        least=0,
        most=len(options),
    )
    stay = kit.button(
        words("meeting.button.stay"), ids.MEETING_STAY(meeting=facts.id, person=who.person_id), emoji="➖"
    )
    back = kit.button(words("canvass.button.back"), ids.MEETING_ROOM(meeting=facts.id, view=PEOPLE), emoji="↩️")
    return kit.card(
        words("meeting.people.one", name=named(who.name, words)),
        f"-# {words('meeting.people.several')}",
        kit.row(roles),
        kit.row(*([stay] if may_remove else []), back),
        accent=kit.BLURPLE,
    )


def stays(words: Words) -> ui.LayoutView:
    """Somebody does not go after all, and has the room no longer."""
    return kit.note(f"➖ {words('meeting.people.off_me')}")
