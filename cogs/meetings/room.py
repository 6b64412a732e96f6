"""The prep room's pages, and what the playbook offers for them. Only for those who go and those who lead."""

from functools import partial
from typing import Any

from bot import ids
from bot.cards import meetings_pages as pages
from bot.cards import meetings_room, meetings_written
from bot.cards.meetings_pages import Idea, Room
from bot.cards.meetings_plan import learned_text
from bot.playbooks import team_playbook
from bot.presses import press
from bot.trips import Trip
from bot.words.blanks import Blank, fill
from cogs.meetings.rules import leads, read_room
from db import meetings, prospects
from db.facts.meetings import MeetingFacts
from db.facts.playbooks import Playbook
from db.refusals import Gone

LEARNED_MOST = 3


# ---- the pages ---------------------------------------------------------------------------------------


@press(ids.MEETING_OPEN)
async def open_room(begun: Trip, meeting: int) -> None:
    """*Prep room*."""
    await show(begun, await read_room(begun, meeting), pages.HOME)


@press(ids.MEETING_ROOM)
async def turn(begun: Trip, meeting: int, view: str) -> None:
    """Another page, by a button."""
    await show(begun, await read_room(begun, meeting), view)


@press(ids.MEETING_ROOM_TO)
async def turn_to(begun: Trip, meeting: int) -> None:
    """Another page, by the select."""
    await show(begun, await read_room(begun, meeting), begun.typed["values"])


async def show(begun: Trip, facts: MeetingFacts, view: str, said: str = "") -> None:
    """A page of the room. Raises Gone for one that there is not."""
    if view not in pages.VIEWS:
        raise Gone
    book = await playbook_of(begun, facts)
    room = Room(
        facts,
        view,
        begun.actor.person_id,
        begun.now,
        leads=leads(begun.actor, facts),
        ideas=ideas_of(book, view),
        agenda=book.agenda,
        said=said,
        **await _more(begun, facts, book, view),
    )
    await begun.show(meetings_room.page(room, begun.words))


async def _more(begun: Trip, facts: MeetingFacts, book: Playbook, view: str) -> dict[str, Any]:
    """What only one page shows: what was learned before, and what was found out about them."""
    if view == pages.HOME and facts.ahead:
        unit = partial(meetings.learned, team_id=begun.team.id, kind=facts.kind, most=LEARNED_MOST)
        return {"learned": learned_text(facts, await begun.read(unit), begun.words)}
    if view == pages.READ:
        of = partial(prospects.prospect, actor=begun.actor, prospect_id=facts.prospect_id, now=begun.now)
        found = (await begun.read(of)).research
        return {"research": found, "questions": {one.key: one.text for one in book.questions}}
    return {}


async def playbook_of(begun: Trip, facts: MeetingFacts) -> Playbook:
    """The team's playbook for this kind, in the reader's language."""
    return await team_playbook(begun.kit, begun.team.id, facts.kind, begun.words.language)


# ---- ideas of the playbook -----------------------------------------------------------------------------


def ideas_of(book: Playbook, view: str) -> list[Idea]:
    """What the playbook offers for a page; a key says for which part."""
    if view == pages.AGREE:
        return [Idea(f"first.{one.key}", one.text) for one in book.messages]
    if view == pages.THEM:
        wins = [Idea(f"win.{one.key}", one.text) for one in book.wins]
        return [*wins, *(Idea(f"credit.{one.key}", one.text) for one in book.thanks)]
    if view == pages.NOES:
        return [Idea(f"no.{one.key}", one.text, one.reply) for one in book.objections]
    return []


async def one_idea(begun: Trip, facts: MeetingFacts, view: str, key: str) -> Idea:
    """One of them, filled from the campaign. Raises Gone."""
    found = next((one for one in ideas_of(await playbook_of(begun, facts), view) if one.key == key), None)
    if found is None:
        raise Gone
    values = {Blank.CAMPAIGN: begun.team.campaign, Blank.TOWN: begun.team.town}
    return Idea(found.key, fill(found.text, values), fill(found.more, values))


@press(ids.MEETING_IDEA)
async def show_idea(begun: Trip, meeting: int, view: str) -> None:
    """One that was chosen, in full."""
    facts = await read_room(begun, meeting)
    chosen = await one_idea(begun, facts, view, begun.typed["values"])
    await begun.show(meetings_written.idea(facts, view, chosen, begun.words))
