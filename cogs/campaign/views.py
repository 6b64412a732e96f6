"""How far the campaign is and what it still takes: looked at by anybody, posted by organizers."""

from functools import partial

import discord

from bot import ids
from bot.cards import campaign as cards
from bot.cards.campaign import Standing, View
from bot.pictures import Sketch, day, forecast
from bot.pictures import progress as pictures
from bot.presses import press
from bot.studio import Shot
from bot.trips import Trip
from bot.words import Words
from db import campaign, doors
from db.facts.doors import BoardFacts
from db.refusals import Gone, OnlyOrganizers


def check_may_post(begun: Trip) -> None:
    """Raises OnlyOrganizers where this person does not speak to the whole channel."""
    if not begun.actor.organizer:
        raise OnlyOrganizers


async def session_meant(begun: Trip, canvass: int) -> int | None:
    """The session itself, or for 0 the latest with doors; None while there is none."""
    return canvass or await begun.read(lambda tx: campaign.latest(tx, team_id=begun.team.id))


async def board_of(begun: Trip, canvass: int) -> BoardFacts | None:
    """The day of one of the team's sessions, 0 being the latest; None while there is none. Raises Gone."""
    meant = await session_meant(begun, canvass)
    if meant is None:
        return None
    board = await begun.read(partial(doors.board, canvass_id=meant))
    if board is None or board.team_id != begun.team.id:
        raise Gone
    return board


# ---- how far the campaign is -----------------------------------------------------------------------------


@press(ids.CAMPAIGN_PROGRESS)
async def progress(begun: Trip, view: str, canvass: int) -> None:
    """One side of the campaign, privately."""
    shown, shots = await _standing(begun, view, canvass, begun.words)
    await begun.show(cards.progress(shown, begun.words), *files(shots))


@press(ids.CAMPAIGN_PROGRESS_POST)
async def progress_post(begun: Trip, view: str, canvass: int) -> None:
    """The same for everybody in this channel."""
    check_may_post(begun)
    shown, shots = await _standing(begun, view, canvass, begun.words)
    await begun.show(cards.progress(shown, begun.words, said=begun.words("campaign.posted")), *files(shots))
    public, shots = await _standing(begun, view, canvass, begun.public)
    await begun.tell(cards.progress_posted(public, begun.public), *files(shots))


async def _standing(begun: Trip, view: str, canvass: int, words: Words) -> tuple[Standing, list[Shot]]:
    if view not in set(View):
        raise Gone
    facts = await begun.read(partial(campaign.progress, team_id=begun.team.id, now=begun.now))
    board, zone = await board_of(begun, canvass), begun.team.clock_zone
    shown = Standing(facts, board, zone, View(view), may_post=begun.actor.organizer)
    sketch = _sketch(shown, words)
    shots = [await begun.kit.studio.draw(sketch)] if sketch else []
    picture = shots[0].gallery() if shots else None
    return Standing(facts, board, zone, View(view), picture, begun.actor.organizer), shots


def _sketch(shown: Standing, words: Words) -> Sketch | None:
    """The picture of this side; None where there is nothing to draw yet."""
    facts = shown.facts
    match shown.view:
        case View.DAY:
            return day.sketch(shown.board, shown.zone, words) if shown.board else None
        case View.TURFS:
            return pictures.turfs(facts, words) if facts.turfs else None
        case View.GROWTH:
            return pictures.growth(facts, words) if facts.days else None
        case View.CONTACT:
            return pictures.contact(facts, words) if facts.days and facts.total.contact_rate is not None else None
        case View.SIGNONS:
            return pictures.sign_ons(facts, words) if any(n for _, n in facts.sign_ons) else None


def files(shots: list[Shot]) -> list[discord.File]:
    """The files that go with a message."""
    return [shot.file() for shot in shots]


# ---- how many sessions it takes --------------------------------------------------------------------------


@press(ids.CAMPAIGN_PLAN)
async def plan(begun: Trip) -> None:
    """The forecast, privately."""
    facts = await begun.read(partial(campaign.forecast, team_id=begun.team.id, now=begun.now))
    shots = [await begun.kit.studio.draw(forecast.sketch(facts, begun.words))] if facts.left else []
    picture = shots[0].gallery() if shots else None
    view = cards.plan(facts, begun.words, now=begun.now, picture=picture, may_post=begun.actor.organizer)
    await begun.show(view, *files(shots))


@press(ids.CAMPAIGN_PLAN_POST)
async def plan_post(begun: Trip) -> None:
    """The same for everybody in this channel."""
    check_may_post(begun)
    facts = await begun.read(partial(campaign.forecast, team_id=begun.team.id, now=begun.now))
    own = [await begun.kit.studio.draw(forecast.sketch(facts, begun.words))] if facts.left else []
    public = [await begun.kit.studio.draw(forecast.sketch(facts, begun.public))] if facts.left else []
    view = cards.plan(
        facts,
        begun.words,
        now=begun.now,
        picture=own[0].gallery() if own else None,
        may_post=True,
        said=begun.words("campaign.posted"),
    )
    await begun.show(view, *files(own))
    picture = public[0].gallery() if public else None
    await begun.tell(cards.plan_posted(facts, begun.public, now=begun.now, picture=picture), *files(public))
