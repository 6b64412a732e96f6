"""`/meeting`: meetings with leaders, from the plan to the thanks, and the card with all its buttons.

commands.py   what people type
plans.py      plan and edit: form, preview, post; drafts.py is how texts become a plan
room.py       the prep room's pages; writing.py, its forms; people.py, who goes and does what
tasks.py      what is to be done before, for everybody in the team
day.py        the pocket card, the calendar file, what is on today
review.py     held, the six questions, the record, closing; thanks.py, the draft of the note
manage.py     the panel, calling off
presence.py   card, thread and event brought in line with the database (scene.py, beside.py)
nudges.py     what the thread is told
"""

from bot.client import TocToc
from cogs.meetings import day, manage, people, plans, review, room, tasks, thanks, writing
from cogs.meetings.commands import Meeting
from cogs.meetings.nudges import Notices
from cogs.meetings.presence import Presence

__all__ = ["day", "manage", "people", "plans", "review", "room", "tasks", "thanks", "writing"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach repaint and courier; presses and forms declare themselves as they are imported."""
    presence = Presence(client)
    client.kit.repaint.learn("meeting", presence.paint, presence.overdue)
    client.kit.repaint.learn("meeting-thread", presence.rename, _none)
    Notices(client).teach()
    await client.add_cog(Meeting(client))


async def _none() -> list[int]:
    """A thread's old name is nothing that has to be caught up with."""
    return []
