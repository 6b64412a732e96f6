"""The playbook that a team works by: its own, else the one that comes with TocToc."""

import json
import logging
from collections.abc import Mapping
from functools import partial

from sqlmodel import Session

from bot.kit import Kit
from bot.words.playbooks import load, read
from bot.words.strict import Fault
from db import adapted
from db.facts.adapted import AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind, Playbook

log = logging.getLogger(__name__)


async def playbook(kit: Kit, team_id: int, kind: Kind, language: str) -> Playbook:
    """The playbook of a kind in a language."""
    unit = partial(adapted.current, team_id=team_id, what=AdaptedWhat.PLAYBOOK, kind=kind, language=language)
    return playbook_in(await kit.read(unit))


async def playbooks(kit: Kit, team_id: int, language: str) -> Mapping[Kind, Playbook]:
    """The playbooks of all kinds in a language."""

    def current(tx: Session) -> list[AdaptedText]:
        what = AdaptedWhat.PLAYBOOK
        return [adapted.current(tx, team_id=team_id, what=what, kind=kind, language=language) for kind in Kind]

    return {text.kind: playbook_in(text) for text in await kit.read(current)}


def playbook_in(text: AdaptedText) -> Playbook:
    """The playbook that a text holds; one that cannot be read, as after an upgrade, never stops a team's work."""
    if not text.body:
        return load(text.kind, text.language)
    try:
        return read(json.loads(text.body))
    except (Fault, ValueError) as fault:
        log.warning("a team's playbook cannot be read (%s): TocToc's own is shown", type(fault).__name__)
        return load(text.kind, text.language)
