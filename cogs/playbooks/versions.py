"""Changing a letter or the notes of thanks as a whole; and the versions of these and of playbooks."""

from dataclasses import replace
from functools import partial

from bot import ids
from bot.cards import playbooks_changed as cards
from bot.cards.scripts_changed import came_back
from bot.ids import Value
from bot.playbooks import own_text, playbook_in, text_in
from bot.presses import press, submit
from bot.trips import Trip
from bot.words import letters
from bot.words.blanks import unknown_blanks
from bot.words.letters import ThanksCase
from bot.words.strict import Fault
from cogs.playbooks.reading import current, known, read, show
from db import adapted
from db.facts.adapted import AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind
from db.refusals import Gone, LetterBlank, LetterUnfit, NotesUnfit

PARTS = {AdaptedWhat.PLAYBOOK: "overview", AdaptedWhat.LETTER: "letter", AdaptedWhat.THANKS: "notes"}


def what_named(what: str) -> AdaptedWhat:
    """What an id means. Raises Gone."""
    if what not in set(AdaptedWhat):
        raise Gone
    return AdaptedWhat(what)


async def _to_change(begun: Trip, what: AdaptedWhat, kind: Kind, language: str) -> AdaptedText:
    unit = partial(adapted.to_change, actor=begun.actor, what=what, kind=kind, language=language)
    return await begun.read(unit)


# ---- another text ------------------------------------------------------------------------------------


@press(ids.PLAYBOOK_TEXT)
async def edit(begun: Trip, what: str, kind: str, language: str) -> None:
    """The form with the letter or the notes as they stand, or as somebody left them."""
    which, tongue = known(kind, language)
    text = await _to_change(begun, _whole(what), which, tongue)
    where: dict[str, Value] = {"what": what, "kind": kind, "language": language, "version": text.version}
    typed = await begun.kept(cards.LETTER_FORM, **where) or {"body": text_in(text)}
    await begun.ask(cards.LETTER_FORM.paint(begun.words, typed, **where))


@submit(cards.LETTER_FORM)
async def save(begun: Trip, what: str, kind: str, language: str, version: int) -> None:
    """Save it as a new version; what somebody else saved meanwhile stays among the versions."""
    which, tongue = known(kind, language)
    text, body = _whole(what), begun.typed["body"].replace("\r\n", "\n")
    check(text, body)
    where: dict[str, Value] = {"what": what, "kind": kind, "language": language, "version": version}
    before = await _to_change(begun, text, which, tongue)
    unit = partial(
        adapted.change,
        actor=begun.actor,
        what=text,
        kind=which,
        language=tongue,
        body=body,
        seen=before.version,
        own=own_text(text, which, tongue),
        now=begun.now,
    )
    # Where somebody saves in this very moment, AdaptedOvertaken gives what was typed back, to be sent again.
    done = await begun.save(cards.LETTER_FORM, unit, **where)
    said = begun.words("script.saved.same")
    if not done.same:
        said = cards.saved(done.text.version, before if before.version != version else None, begun.words)
    await show(begun, kind, language, PARTS[text], said)


def _whole(what: str) -> AdaptedWhat:
    """A text that is edited as a whole. Raises Gone."""
    if what_named(what) is AdaptedWhat.PLAYBOOK:
        raise Gone
    return AdaptedWhat(what)


def check(what: AdaptedWhat, body: str) -> None:
    """Raises LetterBlank, LetterUnfit and NotesUnfit, for what could not be read again."""
    for blank in unknown_blanks(body):
        raise LetterBlank(typed=blank[:40])
    try:
        if what is AdaptedWhat.LETTER:
            letters.read_letter(body)
        else:
            letters.read_thanks(body, ThanksCase.YES)
    except Fault as fault:
        raise LetterUnfit(most=letters.SUBJECT_MOST) if what is AdaptedWhat.LETTER else NotesUnfit from fault


# ---- versions ----------------------------------------------------------------------------------------


@press(ids.PLAYBOOK_VERSIONS)
async def versions(begun: Trip, what: str, kind: str, language: str, page: int) -> None:
    """Every version there was."""
    which, tongue = known(kind, language)
    unit = partial(adapted.versions, actor=begun.actor, what=what_named(what), kind=which, language=tongue)
    await begun.show(cards.versions(await begun.read(unit), page, begun.words))


@press(ids.PLAYBOOK_VERSION)
async def chosen(begun: Trip, what: str, kind: str, language: str) -> None:
    """The version that was chosen, as it was."""
    which, tongue = known(kind, language)
    number = begun.typed["values"]
    if not number.isdecimal():
        raise Gone
    unit = partial(adapted.version, actor=begun.actor, what=what_named(what), kind=which, language=tongue)
    text = await begun.read(partial(unit, number=int(number[:9])))
    now = await current(begun, text.what, which, tongue)
    shown = await read(begun, kind, language, PARTS[text.what])
    then = replace(shown, text=text, body=text_in(text) if text.what is not AdaptedWhat.PLAYBOOK else "")
    if text.what is AdaptedWhat.PLAYBOOK:
        then = replace(then, playbook=playbook_in(text))
    await begun.show(cards.version(then, shown.playbook, now, begun.words))


@press(ids.PLAYBOOK_RESTORE)
async def restore(begun: Trip, what: str, kind: str, language: str, version: int) -> None:
    """Go back to a version: as a new one, so that nothing is lost."""
    which, tongue = known(kind, language)
    text = what_named(what)
    unit = partial(adapted.restore, actor=begun.actor, what=text, kind=which, language=tongue, number=version)
    done = await begun.write(partial(unit, now=begun.now))
    words = begun.words
    said = words("script.saved.same") if done.same else came_back(version, done.text.version, words)
    await show(begun, kind, language, PARTS[text], said)
