"""Importing a sheet: how it goes, a look at a file, and the button that imports it."""

import io
from functools import partial

import aiohttp
import discord

from bot import ids
from bot.cards import faults
from bot.cards import prospect_import as cards
from bot.presses import press
from bot.prospect_sheet import read_prospects, write_template
from bot.sheets import MOST_KB
from bot.trips import Trip
from db import prospects
from db.refusals import FileNotFetched, FileTooLarge, OnlyOrganizers


async def explain(begun: Trip) -> None:
    """Hand out how it goes, and a sheet with examples. Raises OnlyOrganizers."""
    _check(begun)
    name = begun.words("prospect.sheet.file")
    sheet = discord.File(io.BytesIO(write_template(begun.words)), name)
    await begun.say(cards.how_to(begun.words, name), sheet)


async def look(begun: Trip, file: discord.Attachment) -> None:
    """Show what a file would do, or every line of it that needs a correction. Raises OnlyOrganizers."""
    _check(begun)
    sheet, words = read_prospects(await _content(file)), begun.words
    if sheet.faults:
        name = words("turf.sheet.report") if len(sheet.faults) > faults.SHOWN else None
        report = [discord.File(io.BytesIO(faults.report(sheet.faults, words)), name)] if name else []
        await begun.say(cards.faulty(sheet.faults, words, name), *report)
        return
    unit = partial(prospects.stage_import, actor=begun.actor, plans=sheet.plans, now=begun.now)
    mark, found = await begun.write(unit)
    await begun.say(cards.preview(found, mark, sheet.ignored, words))


def _check(begun: Trip) -> None:
    if not begun.actor.organizer:
        raise OnlyOrganizers


async def _content(file: discord.Attachment) -> bytes:
    """An attached file. Raises FileTooLarge, before fetching it, and FileNotFetched."""
    if file.size > MOST_KB * 1024:
        raise FileTooLarge(most_kb=MOST_KB)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise FileNotFetched from error


@press(ids.PROSPECT_IMPORT)
async def import_all(begun: Trip, mark: str) -> None:
    """Import what was looked at."""
    unit = partial(prospects.import_all, actor=begun.actor, mark=mark, now=begun.now)
    await begun.show(cards.imported(await begun.write(unit), begun.words))


@press(ids.PROSPECT_LEAVE)
async def leave(begun: Trip, mark: str) -> None:
    """Import nothing."""
    await begun.write(partial(prospects.leave_import, actor=begun.actor, mark=mark))
    await begun.show(cards.left(begun.words))
