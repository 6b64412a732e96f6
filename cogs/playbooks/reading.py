"""Playbooks as people read them: part by part, in either language, and as a file."""

from functools import partial

from bot import ids
from bot.cards import playbooks as cards
from bot.cards.playbooks import TEXTS, Part, Reading
from bot.playbooks import is_broken, playbook_in, team_playbook, team_playbooks, text_in
from bot.presses import press
from bot.trips import Trip
from bot.words import LANGUAGES
from db import adapted
from db.facts.adapted import AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind
from db.refusals import Gone


def known(kind: str, language: str) -> tuple[Kind, str]:
    """What an id means. Raises Gone."""
    if kind not in set(Kind) or language not in LANGUAGES:
        raise Gone
    return Kind(kind), language


def part_named(part: str) -> Part:
    """Likewise."""
    if part not in set(Part):
        raise Gone
    return Part(part)


async def current(begun: Trip, what: AdaptedWhat, kind: Kind, language: str) -> AdaptedText:
    """A text of the team as it stands."""
    unit = partial(adapted.current, team_id=begun.team.id, what=what, kind=kind, language=language)
    return await begun.read(unit)


async def read(begun: Trip, kind: str, language: str, part: str, said: str = "") -> Reading:
    """A part as it stands, for whoever acts. Raises Gone."""
    which, tongue = known(kind, language)
    page = part_named(part)
    what = cards.what_of(page)
    text = await current(begun, what, which, tongue)
    own = [] if text.version else [one for one in LANGUAGES if one != tongue]
    elsewhere = [one for one in own if (await current(begun, what, which, one)).version]
    return Reading(
        await team_playbook(begun.kit, begun.team.id, which, tongue) if page in TEXTS else playbook_in(text),
        text,
        begun.team,
        page,
        text_in(text) if page in TEXTS else "",
        begun.actor.organizer,
        is_broken(text),
        tuple(elsewhere),
        said,
    )


async def show(begun: Trip, kind: str, language: str, part: str, said: str = "") -> None:
    """Show a part on the panel."""
    await begun.show(cards.card(await read(begun, kind, language, part, said), begun.words))


async def choose(begun: Trip, language: str) -> None:
    """All six, to choose one."""
    if language not in LANGUAGES:
        raise Gone
    found = await team_playbooks(begun.kit, begun.team.id, language)
    await begun.show(cards.kinds(found, language, begun.words))


# ---- presses -----------------------------------------------------------------------------------------


@press(ids.PLAYBOOK_OPEN)
async def open_part(begun: Trip, kind: str, part: str) -> None:
    """From a prospect's or a meeting's card: beside it, in the reader's language."""
    shown = await read(begun, kind, begun.words.language, part)
    await begun.say(cards.card(shown, begun.words))


@press(ids.PLAYBOOK_KINDS)
async def kinds(begun: Trip, language: str) -> None:
    """Back to all six."""
    await choose(begun, language)


@press(ids.PLAYBOOK_KIND)
async def kind_chosen(begun: Trip, language: str) -> None:
    """The playbook that was chosen."""
    await show(begun, begun.typed["values"], language, Part.OVERVIEW)


@press(ids.PLAYBOOK_VIEW)
async def view(begun: Trip, kind: str, language: str, part: str) -> None:
    """Another part, or the other language."""
    await show(begun, kind, language, part)


@press(ids.PLAYBOOK_PART)
async def part_chosen(begun: Trip, kind: str, language: str) -> None:
    """The part that was chosen."""
    await show(begun, kind, language, begun.typed["values"])


@press(ids.PLAYBOOK_FILE)
async def as_file(begun: Trip, kind: str, language: str) -> None:
    """The whole playbook, with the letter and the notes, as a file."""
    shown = await read(begun, kind, language, Part.OVERVIEW)
    which, tongue = known(kind, language)
    texts = {part: text_in(await current(begun, what, which, tongue)) for part, what in TEXTS.items()}
    await begun.say(cards.sent(begun.words), cards.file(shown, texts))
