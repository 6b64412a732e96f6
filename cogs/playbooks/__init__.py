"""`/playbook`: how to win each kind of leader, and a team's own way of it; and the letter that asks for a meeting.

commands.py   what people type
reading.py    the parts, in either language, and as a file
editing.py    changing one thing at a time
versions.py   changing a letter or the notes, and back to any version of all three
letters.py    the letter to one prospect: filled, previewed, sent
"""

from bot.client import TocToc
from cogs.playbooks import editing, letters, reading, versions
from cogs.playbooks.commands import Playbooks

__all__ = ["editing", "letters", "reading", "versions"]


async def setup(client: TocToc) -> None:
    """Add the commands; presses and forms declare themselves as they are imported."""
    await client.add_cog(Playbooks(client))
