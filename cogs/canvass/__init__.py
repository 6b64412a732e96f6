"""`/canvass`: door-knocking sessions from the plan to the day, and the sign-up card with all its buttons.

commands.py   what people type
presses.py    the card's own buttons, the list, the roster
plans.py      plan, edit, again: form, preview, post; drafts.py is how texts become a plan
manage.py     the captain's panel; pairs.py, who knocks with whom
presence.py   card, thread and event brought in line with the database (scene.py, thread.py, event.py)
nudges.py     notices to people (painters.py: what each says); later.py, what a person answers to them for themselves
"""

from bot.client import TocToc
from cogs.canvass import later, manage, pairs, plans, presses
from cogs.canvass.commands import Canvass
from cogs.canvass.nudges import Notices
from cogs.canvass.presence import Presence

__all__ = ["later", "manage", "pairs", "plans", "presses"]


async def setup(client: TocToc) -> None:
    """Add the commands, and teach repaint and courier; presses and forms declare themselves as they are imported."""
    presence = Presence(client)
    client.kit.repaint.learn("canvass", presence.paint, presence.overdue)
    client.kit.repaint.learn("canvass-thread", presence.rename, _none)
    Notices(client).teach()
    await client.add_cog(Canvass(client))


async def _none() -> list[int]:
    """A thread's old name is nothing that has to be caught up with."""
    return []
