"""The list of sign-ons, as much of it as the reader may see; the export for organizers; the public ones as a flyer."""

import logging
from functools import partial
from io import BytesIO

import discord

from bot import ids
from bot.cards import signons as cards
from bot.cards import signons_flyer as flyers
from bot.cards.signons import Listing
from bot.pictures import signons as pictures
from bot.presses import press
from bot.signon_sheet import write_sign_ons
from bot.studio import Shot
from bot.trips import Trip
from bot.words import LANGUAGES, Words, words_in
from cogs.signons.adding import show
from db import prospects
from db.facts.playbooks import Kind
from db.refusals import Gone, OnlyOrganizers

log = logging.getLogger(__name__)


@press(ids.SIGNON_LIST)
async def page_of(begun: Trip, kind: str, page: int) -> None:
    """A page of those that the reader may see: everybody the public ones, organizers all."""
    if kind not in {"all", *Kind}:
        raise Gone
    everything = begun.actor.organizer
    found = await begun.read(partial(prospects.sign_ons, actor=begun.actor, public_only=not everything))
    await begun.show(cards.listed(Listing(found, kind, page, everything), begun.words))


@press(ids.SIGNON_KIND)
async def kind_chosen(begun: Trip) -> None:
    """Those of one kind."""
    await page_of(begun, begun.typed["values"], 0)


@press(ids.SIGNON_CHOSEN)
async def chosen(begun: Trip) -> None:
    """One of them."""
    if not begun.typed["values"].isdecimal():
        raise Gone
    await show(begun, int(begun.typed["values"][:18]))


@press(ids.SIGNON_EXPORT)
async def export(begun: Trip) -> None:
    """All of them as a sheet, for organizers."""
    found = await begun.read(partial(prospects.sign_ons, actor=begun.actor, public_only=False))
    words = begun.words
    # Who took what out of the house is on record, whom it is about is not.
    log.info("sign-ons exported: %d lines, team %s, by %s", len(found), begun.team.id, begun.actor.person_id)
    file = discord.File(BytesIO(write_sign_ons(words, found)), f"{words('signon.sheet.file')}.csv")
    await begun.say(cards.exported(len(found), words), file)


# ---- for a flyer -----------------------------------------------------------------------------------------


async def _flyer(begun: Trip, words: Words) -> tuple[flyers.Flyer, list[Shot]]:
    found = await begun.read(partial(prospects.sign_ons, actor=begun.actor))
    shown = flyers.flyer_of(found, begun.team)
    return shown, [await begun.kit.studio.draw(pictures.sketch(shown, words))] if shown.total else []


def _words(language: str) -> Words:
    if language not in LANGUAGES:
        raise Gone
    return words_in(language)


@press(ids.SIGNON_FLYER)
async def flyer(begun: Trip, language: str) -> None:
    """The picture, privately."""
    words = _words(language)
    shown, shots = await _flyer(begun, words)
    gallery = shots[0].gallery() if shots else None
    view = flyers.flyer(shown, gallery, words, posts=begun.actor.organizer)
    await begun.show(view, *(shot.file() for shot in shots))


@press(ids.SIGNON_FLYER_FILE)
async def flyer_file(begun: Trip, language: str) -> None:
    """The names as text."""
    words = _words(language)
    shown, _ = await _flyer(begun, words)
    await begun.say(flyers.with_file(begun.words), flyers.file(shown, words))


@press(ids.SIGNON_FLYER_POST)
async def flyer_post(begun: Trip) -> None:
    """The picture for everybody in this channel, in the team's language."""
    if not begun.actor.organizer:
        raise OnlyOrganizers
    shown, shots = await _flyer(begun, begun.public)
    if not shots:
        await flyer(begun, begun.words.language)
        return
    own, own_shots = await _flyer(begun, begun.words)
    said = f"✅ {begun.words('campaign.posted')}"
    view = flyers.flyer(own, own_shots[0].gallery(), begun.words, posts=True, said=said)
    await begun.show(view, *(shot.file() for shot in own_shots))
    await begun.tell(flyers.posted(shown, shots[0].gallery(), begun.public), *(shot.file() for shot in shots))
