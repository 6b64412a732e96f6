"""Slash commands: named and described in every language, and given to Discord only when they changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands
from sqlmodel import Session

from bot.answers import Answer
from bot.cards.mentions import Mentions
from bot.errors import answer_error
from bot.trips import TurnedAway
from bot.words import DEFAULT, LANGUAGES, language_of, words_in
from db import house
from db.store import Store

log = logging.getLogger(__name__)


def told(key: str) -> app_commands.locale_str:
    """A command's name or description by its words key: `command.<…>`."""
    return app_commands.locale_str(words_in(DEFAULT)(key), key=key)


class CommandWords(app_commands.Translator):
    """Gives Discord the words of each language that it knows under one of our catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        """The text in a locale, or None where the default serves."""
        key = string.extras.get("key")
        language = language_of(locale)
        if key is None or language not in LANGUAGES:
            return None
        return words_in(language)(key)


class Tree(app_commands.CommandTree[Any]):
    """The command tree; errors on the way to a command become answers like all others."""

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer what went wrong before a command's own trip began."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete failed", exc_info=error)
            return
        if isinstance(getattr(error, "original", None), TurnedAway):
            return
        answer = Answer(interaction, patience=60)
        words = words_in(language_of(interaction.locale) or DEFAULT)
        await answer_error(error, answer, words, interaction)
        answer.close()


async def tree_hash(tree: app_commands.CommandTree[Any]) -> str:
    """A hash over all that Discord is told about the commands, in every language."""
    translator = tree.translator
    payloads = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    payloads.sort(key=lambda payload: (payload["type"], payload["name"]))
    return hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()


async def sync_if_changed(tree: app_commands.CommandTree[Any], store: Store, application_id: int) -> bool:
    """Give Discord the commands if they are not those that it was last given; says whether it did."""
    key, now_hash = f"commands:{application_id}", await tree_hash(tree)
    if await store.read(lambda tx: house.recall(tx, key=key)) == now_hash:
        return False
    given = await tree.sync()

    def remember(tx: Session) -> None:
        house.remember(tx, key=key, value=now_hash)
        for command in given:
            if command.type is discord.AppCommandType.chat_input:
                house.remember(tx, key=f"{_ids_of(application_id)}{command.name}", value=str(command.id))

    await store.write(remember)
    log.info("the commands changed: Discord has the new ones")
    return True


async def mentions(store: Store, application_id: int) -> Mentions:
    """The commands as texts mention them, by the ids that Discord gave them."""
    ids = await store.read(lambda tx: house.recall_all(tx, prefix=_ids_of(application_id)))
    return Mentions({name: int(number) for name, number in ids.items()})


def _ids_of(application_id: int) -> str:
    return f"command:{application_id}:"
