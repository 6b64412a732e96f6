"""The board by kind and stage, and the lists behind it."""

from functools import partial

from bot import ids
from bot.cards import prospect_board as cards
from bot.cards.prospect_board import ALL, MINE, OPEN, REST, STUCK, Listed
from bot.playbooks import team_playbook
from bot.presses import press
from bot.trips import Trip
from cogs.prospects.room import open_one
from db import prospects
from db.facts.playbooks import Kind
from db.facts.prospects import OPEN_STAGES, Stage
from db.refusals import Gone, NoSuchProspect

_STAGES = {OPEN: OPEN_STAGES, REST: (Stage.PARKED, Stage.DECLINED)}


@press(ids.PROSPECT_BOARD)
async def board(begun: Trip) -> None:
    """The state of all outreach."""
    found = await begun.read(partial(prospects.pipeline, team_id=begun.team.id, now=begun.now))
    kind, language = found.neglected, begun.words.language
    suggested = await team_playbook(begun.kit, begun.team.id, kind, language) if kind else None
    await begun.show(cards.board(found, suggested, begun.words, organizer=begun.actor.organizer))


@press(ids.PROSPECT_LIST)
async def list_page(begun: Trip, kind: str, view: str, page: int) -> None:
    """A page of the prospects of a kind, or of all."""
    if view not in cards.VIEWS or kind not in {ALL, *Kind}:
        raise Gone
    unit = partial(
        prospects.page,
        actor=begun.actor,
        kinds=() if kind == ALL else (Kind(kind),),
        stages=_STAGES.get(view, ()),
        mine=view == MINE,
        stuck=view == STUCK,
        page=page,
        now=begun.now,
    )
    await begun.show(cards.listing(Listed(kind, view, await begun.read(unit)), begun.words))


@press(ids.PROSPECT_LIST_KIND)
async def list_kind(begun: Trip) -> None:
    """A kind was chosen on the board: everybody of it, whatever became of them."""
    await list_page(begun, begun.typed["values"], cards.EVERY, 0)


async def find(begun: Trip, typed: str) -> None:
    """The one that was typed or chosen; a choice where several fit. Raises NoSuchProspect."""
    try:
        number = await begun.read(partial(prospects.resolve, actor=begun.actor, typed=typed))
    except NoSuchProspect:
        lines = await begun.read(partial(prospects.find, actor=begun.actor, typed=typed))
        if not lines:
            raise
        await begun.show(cards.choose(lines, begun.words))
    else:
        await open_one(begun, number)
