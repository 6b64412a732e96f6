"""Changing a text: by a form, and back to any version; and noting who reviewed it."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import scripts_changed as cards
from bot.ids import Value
from bot.presses import press, submit
from bot.trips import Trip
from bot.words.texts import check_blanks, own_text
from cogs.scripts.reading import filled, known, show
from db import scripts
from db.facts.scripts import ScriptFacts
from db.refusals import Gone, NotADate


async def _to_change(begun: Trip, kind: str, language: str) -> ScriptFacts:
    """A text as it stands. Raises Gone and OnlyOrganizers."""
    which, tongue = known(kind, language)
    return await begun.read(partial(scripts.to_change, actor=begun.actor, kind=which, language=tongue))


async def _show_saved(begun: Trip, script: ScriptFacts, said: str) -> None:
    await show(begun, await filled(begun, script, said=said))


# ---- another text ----------------------------------------------------------------------------------------


@press(ids.SCRIPT_EDIT)
async def edit(begun: Trip, kind: str, language: str) -> None:
    """The form with the text as it stands, or as somebody left it."""
    script = await _to_change(begun, kind, language)
    where: dict[str, Value] = {"kind": kind, "language": language, "version": script.version}
    typed = await begun.kept(cards.FORM, **where) or {"body": script.body or own_text(kind, language)}
    await begun.ask(cards.FORM.paint(begun.words, typed, **where))


@submit(cards.FORM)
async def save(begun: Trip, kind: str, language: str, version: int) -> None:
    """Save it as a new version; what somebody else saved meanwhile stays among the versions."""
    which, tongue = known(kind, language)
    body = begun.typed["body"]
    check_blanks(body)
    unit = partial(
        scripts.change,
        actor=begun.actor,
        kind=which,
        language=tongue,
        body=body,
        seen=version,
        own=own_text(kind, language),
        now=begun.now,
    )
    change = await begun.save(cards.FORM, unit, kind=kind, language=language, version=version)
    said = cards.saved(change.same, change.overtaken, change.script.version, begun.words)
    await _show_saved(begun, change.script, said)


# ---- versions --------------------------------------------------------------------------------------------


@press(ids.SCRIPT_VERSIONS)
async def versions(begun: Trip, kind: str, language: str, page: int) -> None:
    """Every version there was."""
    which, tongue = known(kind, language)
    found = await begun.read(partial(scripts.versions, actor=begun.actor, kind=which, language=tongue))
    await begun.show(cards.versions(found, page, begun.words))


@press(ids.SCRIPT_VERSION)
async def chosen(begun: Trip, kind: str, language: str) -> None:
    """The version that was chosen, as it was."""
    which, tongue = known(kind, language)
    if not begun.typed["values"].isdecimal():
        raise Gone
    number = int(begun.typed["values"][:9])
    unit = partial(scripts.version, actor=begun.actor, kind=which, language=tongue, number=number)
    script, current = await begun.read(unit), await _to_change(begun, kind, language)
    reading = await filled(begun, script)
    await begun.show(cards.version(reading, begun.words, now=script.version == current.version))


@press(ids.SCRIPT_RESTORE)
async def restore(begun: Trip, kind: str, language: str, version: int) -> None:
    """Go back to a version: as a new one, so that nothing is lost."""
    which, tongue = known(kind, language)
    unit = partial(scripts.restore, actor=begun.actor, kind=which, language=tongue, number=version, now=begun.now)
    change = await begun.write(unit)
    words = begun.words
    told = words("script.saved.same") if change.same else cards.came_back(version, change.script.version, words)
    await _show_saved(begun, change.script, told)


# ---- who reviewed it -------------------------------------------------------------------------------------


@press(ids.SCRIPT_REVIEW)
async def ask_review(begun: Trip, kind: str, language: str) -> None:
    """Who looked the text over, and when."""
    script = await _to_change(begun, kind, language)
    where: dict[str, Value] = {"kind": kind, "language": language, "version": script.version}
    typed = await begun.kept(cards.REVIEW_FORM, **where) or {"by": "", "on": _today(begun).isoformat()}
    await begun.ask(cards.REVIEW_FORM.paint(begun.words, typed, **where))


@submit(cards.REVIEW_FORM)
async def reviewed(begun: Trip, kind: str, language: str, version: int) -> None:
    """Note it on the version that was looked at."""
    which, tongue = known(kind, language)
    unit = partial(
        scripts.review,
        actor=begun.actor,
        kind=which,
        language=tongue,
        seen=version,
        own=own_text(kind, language),
        by=begun.typed["by"],
        on=_day(begun.typed["on"]),
        today=_today(begun),
        now=begun.now,
    )
    script = await begun.save(cards.REVIEW_FORM, unit, kind=kind, language=language, version=version)
    await _show_saved(begun, script, begun.words("script.saved.reviewed"))


def _today(begun: Trip) -> date:
    return begun.now.astimezone(ZoneInfo(begun.team.clock_zone)).date()


def _day(typed: str) -> date:
    """Raises NotADate."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise NotADate(typed=typed) from None
