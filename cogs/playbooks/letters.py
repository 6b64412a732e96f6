"""The letter that asks a prospect for a meeting: filled, looked at, given as a file, noted once it was sent."""

from dataclasses import replace
from functools import partial

from bot import ids
from bot.cards import letters as cards
from bot.cards.letters import Letter
from bot.playbooks import team_letter, team_playbook
from bot.presses import press, submit
from bot.trips import Trip
from bot.words import LANGUAGES
from db import drafts, prospects
from db.facts.prospects import ContactHow, ContactResult, ProspectFacts
from db.refusals import Gone, OnlyLead


def _slot(prospect: int, language: str) -> str:
    """Under which name what was filled in is kept."""
    return f"letter:{prospect}:{language}"


async def _whose(begun: Trip, prospect: int) -> ProspectFacts:
    """The prospect, for those who write to them. Raises Gone and OnlyLead."""
    facts = await begun.read(partial(prospects.prospect, actor=begun.actor, prospect_id=prospect, now=begun.now))
    if not facts.works:
        raise OnlyLead
    return facts


async def _letter(begun: Trip, prospect: int, language: str, said: str = "") -> Letter:
    """The letter as it stands, in a language, or for "" in the prospect's own."""
    facts = await _whose(begun, prospect)
    tongue = language or facts.plan.language or begun.team.language
    if tongue not in LANGUAGES:
        raise Gone
    team_id, kind = begun.team.id, facts.plan.kind
    slot = _slot(prospect, tongue)
    find = partial(drafts.find, team_id=team_id, person_id=begun.actor.person_id, kind=slot)
    typed = await begun.read(find)
    peers = await begun.read(partial(prospects.sign_ons, actor=begun.actor, kinds=(kind,)))
    return Letter(
        facts,
        begun.team,
        await team_letter(begun.kit, team_id, kind, tongue),
        tongue,
        begun.actor.name,
        await team_playbook(begun.kit, team_id, kind, begun.words.language),
        typed or {},
        tuple(one for one in peers if one.prospect_id != prospect),
        begun.actor.organizer,
        said,
    )


async def _show(begun: Trip, prospect: int, language: str, said: str = "") -> None:
    await begun.show(cards.card(await _letter(begun, prospect, language, said), begun.words))


@press(ids.LETTER_OPEN)
async def open_letter(begun: Trip, prospect: int) -> None:
    """From a prospect's card, or by `/prospect letter`: in the language that they read."""
    await _show(begun, prospect, "")


@press(ids.LETTER_VIEW)
async def view(begun: Trip, prospect: int, language: str) -> None:
    """The same in another language."""
    await _show(begun, prospect, language)


# ---- filling it in -------------------------------------------------------------------------------------


@press(ids.LETTER_FILL)
async def fill(begun: Trip, prospect: int, language: str) -> None:
    """The form of what nobody but the writer knows."""
    letter = await _letter(begun, prospect, language)
    await begun.ask(cards.FORM.paint(begun.words, cards.begins(letter), **letter.here))


@submit(cards.FORM)
async def filled(begun: Trip, prospect: int, language: str) -> None:
    """Keep what was filled in, and show the letter with it."""
    await _whose(begun, prospect)
    await _keep(begun, prospect, language, begun.typed)
    await _show(begun, prospect, language)


@press(ids.LETTER_FOUND)
async def found(begun: Trip, prospect: int, language: str) -> None:
    """Put what was found out into the blanks."""
    letter = await _letter(begun, prospect, language)
    chosen = set(begun.typed["values"].split(","))
    notes = tuple(one for one in letter.facts.research if str(one.id) in chosen)
    await _keep(begun, prospect, letter.language, cards.with_found(letter.typed, notes))
    await _show(begun, prospect, letter.language)


async def _keep(begun: Trip, prospect: int, language: str, typed: dict[str, str]) -> None:
    if language not in LANGUAGES:
        raise Gone
    unit = partial(
        drafts.keep,
        team_id=begun.team.id,
        person_id=begun.actor.person_id,
        kind=_slot(prospect, language),
        typed=typed,
        now=begun.now,
    )
    await begun.write(unit)


# ---- as a file, and sent ---------------------------------------------------------------------------------


@press(ids.LETTER_FILE)
async def as_file(begun: Trip, prospect: int, language: str) -> None:
    """The letter as a file."""
    letter = await _letter(begun, prospect, language)
    await begun.say(cards.with_file(letter, begun.words), cards.file(letter))


@press(ids.LETTER_SENT)
async def sent(begun: Trip, prospect: int, language: str, anyway: int) -> None:
    """They say that it was sent: noted as an ask, unless something in it is still open."""
    letter = await _letter(begun, prospect, language)
    if letter.missing and not anyway:
        await begun.show(cards.unfinished(letter, begun.words))
        return
    unit = partial(
        prospects.log,
        actor=begun.actor,
        prospect_id=prospect,
        how=ContactHow.LETTER,
        result=ContactResult.NONE,
        note="",
        at=begun.now,
        now=begun.now,
    )
    facts = await begun.write(unit)
    await begun.show(cards.sent(replace(letter, facts=facts), begun.words))
