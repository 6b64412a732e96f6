"""Importing a sheet: how it goes, a look at a file, and the button that imports it."""

import io
from functools import partial

import aiohttp
import discord

from bot import ids
from bot.cards import faults
from bot.cards import turf_import as cards
from bot.presses import press
from bot.sheets import MOST_KB
from bot.trips import Trip
from bot.turf_sheet import read_turfs, write_template, write_turfs
from db import turf as rules
from db.refusals import FileNotFetched, FileTooLarge


async def explain(begun: Trip) -> None:
    """Hand out how it goes, and a sheet: the team's own neighborhoods, or examples while it has none."""
    lines, words = await begun.read(partial(rules.lines_to_change, actor=begun.actor, finished=False)), begun.words
    sheet = write_turfs(words, lines) if lines else write_template(words)
    name = words("turf.sheet.file")
    await begun.say(cards.how_to(words, name, own=bool(lines)), discord.File(io.BytesIO(sheet), name))


async def look(begun: Trip, file: discord.Attachment) -> None:
    """Show what a file would do, or every line of it that needs a correction."""
    rules.check_organizer(begun.actor)
    sheet = read_turfs(await _content(file))
    words = begun.words
    if sheet.faults:
        long = len(sheet.faults) > faults.SHOWN
        name = words("turf.sheet.report") if long else None
        report = [discord.File(io.BytesIO(faults.report(sheet.faults, words)), name)] if long else []
        await begun.say(cards.faulty(sheet.faults, words, name), *report)
        return
    unit = partial(rules.stage, actor=begun.actor, rows=sheet.rows, now=begun.now)
    mark, found = await begun.write(unit)
    await begun.say(cards.preview(found, mark, sheet.ignored, words))


async def _content(file: discord.Attachment) -> bytes:
    """An attached file. Raises FileTooLarge, before fetching it, and FileNotFetched."""
    if file.size > MOST_KB * 1024:
        raise FileTooLarge(most_kb=MOST_KB)
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise FileNotFetched from error


@press(ids.TURF_IMPORT)
async def import_all(begun: Trip, mark: str) -> None:
    """Import what was looked at."""
    done = await begun.write(partial(rules.import_all, actor=begun.actor, mark=mark, now=begun.now))
    await begun.show(cards.imported(done, begun.words))


@press(ids.TURF_LEAVE)
async def leave(begun: Trip, mark: str) -> None:
    """Import nothing."""
    await begun.write(partial(rules.leave_import, actor=begun.actor, mark=mark))
    await begun.show(cards.left(begun.words))
