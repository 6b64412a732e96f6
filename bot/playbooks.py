"""A team's own playbooks, letters and notes of thanks; where it has none, or its own cannot be read, TocToc's."""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.kit import Kit
from bot.words import letters, playbooks
from bot.words.letters import Outreach, ThanksCase
from bot.words.playbooks.editing import may_press
from bot.words.strict import Fault
from db import adapted
from db.facts import Actor
from db.facts.adapted import AdaptedChange, AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind, Playbook

log = logging.getLogger(__name__)

Change = Callable[[Playbook, int], Playbook]
"""What becomes of a playbook whose version is so much."""


async def team_playbook(kit: Kit, team_id: int, kind: Kind, language: str) -> Playbook:
    """The playbook that a team goes by."""
    return playbook_in(await _current(kit, team_id, AdaptedWhat.PLAYBOOK, kind, language))


async def team_playbooks(kit: Kit, team_id: int, language: str) -> Mapping[Kind, Playbook]:
    """The playbooks of all kinds in a language."""

    def current(tx: Session) -> list[AdaptedText]:
        what = AdaptedWhat.PLAYBOOK
        return [adapted.current(tx, team_id=team_id, what=what, kind=kind, language=language) for kind in Kind]

    return {text.kind: playbook_in(text) for text in await kit.read(current)}


def change_playbook(
    tx: Session, *, actor: Actor, kind: Kind, language: str, change: Change, now: datetime
) -> AdaptedChange:
    """Change the playbook as it stands in this very transaction. Raises what `change` and `adapted.change` do."""
    what = AdaptedWhat.PLAYBOOK
    text = adapted.to_change(tx, actor=actor, what=what, kind=kind, language=language)
    after = body_of(change(playbook_in(text), text.version))
    own = own_text(what, kind, language)
    return adapted.change(
        tx, actor=actor, what=what, kind=kind, language=language, body=after, seen=text.version, own=own, now=now
    )


async def team_letter(kit: Kit, team_id: int, kind: Kind, language: str) -> Outreach:
    """The letter with which a team asks for a meeting, with its blanks."""
    return letter_in(await _current(kit, team_id, AdaptedWhat.LETTER, kind, language))


async def team_thanks(kit: Kit, team_id: int, kind: Kind, language: str, case: ThanksCase) -> str:
    """The note with which a team thanks for a meeting, with its blanks."""
    found = await _current(kit, team_id, AdaptedWhat.THANKS, kind, language)
    try:
        return letters.read_thanks(text_in(found), case)
    except Fault as fault:
        _warn(found, fault)
        return letters.thanks(kind, language, case)


# ---- what a stored text says -------------------------------------------------------------------------


def playbook_in(text: AdaptedText) -> Playbook:
    """The playbook of a version; TocToc's own for version 0, and where the stored one does not fit."""
    if not text.body:
        return playbooks.load(text.kind, text.language)
    try:
        return read_body(text)
    except Fault as fault:
        _warn(text, fault)
        return playbooks.load(text.kind, text.language)


def read_body(text: AdaptedText) -> Playbook:
    """The playbook of a version that a team saved. Raises Fault."""
    source = f"{text.kind}, version {text.version}"
    try:
        found = playbooks.read(json.loads(text.body), source=source)
    except ValueError as error:
        raise error if isinstance(error, Fault) else Fault(source, "", "is no JSON") from error
    if found.kind is not text.kind or (found.refused.can_press and not may_press(text.kind)):
        raise Fault(source, "kind", "does not go with what is in it")
    return found


def is_broken(text: AdaptedText) -> bool:
    """Whether a team's own version cannot be read, so that TocToc's stands in for it."""
    try:
        if text.body and text.what is AdaptedWhat.PLAYBOOK:
            read_body(text)
        elif text.body and text.what is AdaptedWhat.LETTER:
            letters.read_letter(text.body)
        elif text.body:
            letters.read_thanks(text.body, ThanksCase.YES)
    except Fault:
        return True
    return False


def body_of(playbook: Playbook) -> str:
    """A playbook as it is stored."""
    return json.dumps(playbooks.dump(playbook), ensure_ascii=False, separators=(",", ":"))


def letter_in(text: AdaptedText) -> Outreach:
    """The letter of a version, likewise."""
    try:
        return letters.read_letter(text_in(text))
    except Fault as fault:
        _warn(text, fault)
        return letters.outreach(text.kind, text.language)


def text_in(text: AdaptedText) -> str:
    """A letter's or note's whole text, as it is edited."""
    return text.body or own_text(text.what, text.kind, text.language)


def own_text(what: AdaptedWhat, kind: Kind, language: str) -> str:
    """What comes with TocToc, as it is edited."""
    if what is AdaptedWhat.PLAYBOOK:
        return body_of(playbooks.load(kind, language))
    return (letters.letter_text if what is AdaptedWhat.LETTER else letters.thanks_text)(kind, language)


# ---- inside ------------------------------------------------------------------------------------------


async def _current(kit: Kit, team_id: int, what: AdaptedWhat, kind: Kind, language: str) -> AdaptedText:
    return await kit.read(partial(adapted.current, team_id=team_id, what=what, kind=kind, language=language))


def _warn(text: AdaptedText, fault: Fault) -> None:
    # The key and what is wrong with it, never what it says.
    log.warning("the team's own %s of kind %s cannot be read at %s", text.what, text.kind, fault.key or "its head")
