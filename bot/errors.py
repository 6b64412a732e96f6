"""The one place where an exception becomes an answer: what happened, that nothing was lost, what to do."""

import logging
import secrets
from datetime import date, datetime, time
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.answers import Answer
from bot.cards import kit as bricks
from bot.postman import name_of
from bot.words import Words
from db.refusals import Refusal

log = logging.getLogger(__name__)


def refusal_text(refusal: Refusal, words: Words) -> str:
    """The words of a refusal, its values made safe to show."""
    return words(refusal.key(), **{name: _shown(value, words) for name, value in refusal.values.items()})


def _shown(value: Any, words: Words) -> object:
    if isinstance(value, datetime):
        return f"{bricks.stamp(value)} ({bricks.stamp(value, 'R')})"
    if isinstance(value, date):
        return words.long_date(value)
    if isinstance(value, time):
        return words.clock(value)
    if isinstance(value, tuple):
        return words.all_of(words(f"permission.{name}") for name in value)
    return bricks.plain(value, 120) if isinstance(value, str) else value


async def answer_error(error: Exception, answer: Answer, words: Words, interaction: discord.Interaction) -> None:
    """Tell the person what went wrong, in their language; what nobody foresaw is logged with a number to quote.

    Where Discord takes no answer at all, the person sees Discord's own word for that, and the log has the reason.
    """
    said = _said_of(error, words, interaction)
    try:
        await answer.say(bricks.note(said))
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as lost:
        log.warning("what went wrong could not be told: %s", name_of(lost))


def _said_of(error: Exception, words: Words, interaction: discord.Interaction) -> str:
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, Refusal):
        error = error.__cause__
    if isinstance(error, Refusal):
        return refusal_text(error, words)
    number = secrets.token_hex(3)
    # The traceback names code, never what people typed: parameters are hidden and texts are not logged.
    log.error("error %s in %s", number, _where(interaction), exc_info=error)
    return words("error.unforeseen", number=number)


def _where(interaction: discord.Interaction) -> str:
    """The command or the code of the button: nothing that a person typed."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    _, _, rest = str(data.get("custom_id", "")).partition(":")
    return rest.partition(":")[0] or "an unknown press"
