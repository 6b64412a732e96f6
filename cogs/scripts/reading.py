"""The texts as people read them: in either language, filled for the session they are at, and as a file."""

from functools import partial

from bot import ids
from bot.cards import scripts as cards
from bot.cards.scripts import Reading
from bot.presses import press
from bot.trips import Trip
from bot.words import LANGUAGES
from db import doors, scripts
from db.facts.scripts import ScriptFacts, ScriptKind
from db.refusals import Gone, NoSessionToday


def known(kind: str, language: str) -> tuple[ScriptKind, str]:
    """What an id means. Raises Gone."""
    if kind not in set(ScriptKind) or language not in LANGUAGES:
        raise Gone
    return ScriptKind(kind), language


async def read(begun: Trip, kind: str, language: str, canvass: int = 0, said: str = "") -> Reading:
    """A text as it stands, for whoever acts. Raises Gone."""
    which, tongue = known(kind, language)
    unit = partial(scripts.current, team_id=begun.team.id, kind=which, language=tongue)
    return await filled(begun, await begun.read(unit), canvass, said)


async def filled(begun: Trip, script: ScriptFacts, canvass: int = 0, said: str = "") -> Reading:
    """What belongs into a text's blanks."""
    place = await begun.read(partial(scripts.place, team_id=begun.team.id, canvass_id=canvass)) if canvass else ""
    actor = begun.actor
    return Reading(script, begun.team, actor.name, place, canvass, actor.organizer, said)


async def open_today(begun: Trip, kind: ScriptKind) -> None:
    """Answer with a text in one's own language, filled for today's session if there is one."""
    try:
        canvass = await begun.read(partial(doors.current, actor=begun.actor, now=begun.now))
    except NoSessionToday:
        canvass = 0
    await begun.say(cards.card(await read(begun, kind, begun.words.language, canvass), begun.words))


@press(ids.SCRIPT_OPEN)
async def open_text(begun: Trip, kind: str, canvass: int) -> None:
    """From a board, a pad or a practice card: beside it, which stays."""
    await begun.say(cards.card(await read(begun, kind, begun.words.language, canvass), begun.words))


@press(ids.SCRIPT_VIEW)
async def view(begun: Trip, kind: str, language: str, canvass: int) -> None:
    """The other text, or the other language."""
    await show(begun, await read(begun, kind, language, canvass))


async def show(begun: Trip, reading: Reading) -> None:
    """Show a text on the panel."""
    await begun.show(cards.card(reading, begun.words))


@press(ids.SCRIPT_FILE)
async def as_file(begun: Trip, kind: str, language: str, canvass: int) -> None:
    """The whole text as a file."""
    await begun.say(cards.sent(begun.words), cards.file(await read(begun, kind, language, canvass)))
