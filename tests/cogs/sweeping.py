"""One person does everything that can be done: every command, suggestion, button, select and form that is declared."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from discord import app_commands
from simcord import MemberActor

from bot.cards.meetings_pages import VIEWS
from tests.cogs.permissions import ASKING, COMMANDS, MEETING, PRESSES, WON, Row
from tests.cogs.planting import Ear, Garden, in_it
from tests.cogs.restoring import as_it_was
from tests.cogs.test_permissions import do
from tests.cogs.world import Team, World

# What one row of the table does not reach: other pages of a room, other lines of a list, other ways to open a form.
MORE: tuple[tuple[str, Row], ...] = (
    *(("meeting.room", Row("", {**MEETING, "view": view})) for view in VIEWS),
    *(("meeting.write", Row("", {**MEETING, "what": what})) for what in ("them", "notes", "facts.$line", "noes.0")),
    *(("meeting.line", Row("", {**MEETING, "section": "noes"}, chosen=(str(n),))) for n in range(1, 14)),
    *(("meeting.which", Row("", {"deed": deed}, chosen=("$meeting",))) for deed in ("evaluate", "close", "edit")),
    *(("prospect.question", Row("", ASKING, chosen=(key,))) for key in ("anything", "person")),
    *(("prospect.list", Row("", {"kind": "all", "view": view, "page": 0})) for view in ("mine", "stuck", "resting")),
    *(("letter.view", Row("", {**WON, "language": language})) for language in ("en", "")),
    *(("prospect.open", Row("", {"prospect": name})) for name in ("$leader", "$signed")),
    *(("prospect.history", Row("", {"prospect": name, "page": 0})) for name in ("$leader", "$signed")),
    *(("letter.open", Row("", {"prospect": name})) for name in ("$official", "$leader")),
    ("meeting.plan_for", Row("", ASKING)),
    ("meeting.open", Row("", {"meeting": "$theirs"})),
    ("prospect.open", Row("", {"prospect": "$rabbi"})),
    ("form.again", Row("", {"form": "prospect.note_form", "args": "$official.-"})),
    ("signon.flyer", Row("", {"language": "es"})),
    ("nudge.mine", Row("", {"nudge": 1, "view": "recent", "page": 0})),
)

LEADERS = ("/prospect", "/meeting", "/signon", "/me", "prospect.", "meeting.", "letter.", "signon.", "me.", "form.")
BEGUN = ("", "Quagga")  # as somebody types who knows how it begins


@dataclass
class Found:
    """Which words somebody met, and where; and those that stood where more than one can read."""

    shown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    posted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deeds: int = 0

    def hear(self, ear: Ear, person: MemberActor, where: str) -> None:
        """What came of a deed."""
        for word in in_it(ear.answered() + ear.written_to(person)):
            self.shown[word].add(where)
        for word in in_it(ear.published()):
            self.posted[word].add(where)
        ear.begin()
        self.deeds += 1


async def everything(garden: Garden, person: MemberActor, team: Team, only: tuple[str, ...] = ("",)) -> Found:
    """All that a person can do (or what begins like this); the database is each time as it was before."""
    found, ear = Found(), Ear(garden.world)
    with as_it_was(garden.world) as restore:
        async for where in _deeds(garden, person, team, only):
            found.hear(ear, person, where)
            restore()
    return found


async def _deeds(garden: Garden, person: MemberActor, team: Team, only: tuple[str, ...]) -> AsyncIterator[str]:
    """Each deed once it is done, by its name."""
    stage = garden.stage
    mine = person.available_commands(team.canvass)
    for name in (name for name in COMMANDS if name in mine and f"/{name}".startswith(only)):
        options = {key: str(value) for key, value in _filled(garden, COMMANDS[name]).values.items()}
        await person.slash(team.canvass, name, **options)
        yield f"/{name}"
    for name, option in suggesting(garden.world):
        for typed in BEGUN if name in mine and f"/{name}".startswith(only) else ():
            await person.autocomplete(team.canvass, name, option, typed)
            yield f"/{name} {option}:{typed}"
    for code, row in (one for one in (*PRESSES.items(), *MORE) if one[0].startswith(only)):
        await do(stage, code, _filled(garden, row), person, team)
        yield code


def _filled(garden: Garden, row: Row) -> Row:
    """With what stands for something of the team; as nothing changes for long, it is looked up once."""

    def full(value: object) -> Any:
        return re.sub(r"\$\w+", lambda name: str(garden.known(name[0])), value) if isinstance(value, str) else value

    values = {name: full(value) for name, value in row.values.items()}
    return Row(row.least, values, tuple(full(value) for value in row.chosen), row.typed)


def suggesting(world: World) -> Iterator[tuple[str, str]]:
    """Every option that suggests while one types: the command and the option's name."""
    for command in world.app.client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            for option in command.parameters:
                if option.autocomplete:
                    yield command.qualified_name, str(option.display_name)
