"""Swift: the short way for a button that fifty people press at once, each many times.

An ordinary press (bot/trips.py) first reads who acts, then acts, then builds a card. Here one unit of work sees to
team, person and language itself, and the answer is a prepared card in which only numbers change. What goes wrong is
answered as everywhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import discord
from discord import ui
from sqlmodel import Session

from bot.answers import Answer
from bot.errors import answer_error
from bot.ids import Value
from bot.kit import Kit
from bot.presses import Handler
from bot.words import DEFAULT, Words, language_of, words_in
from db import teams
from db.refusals import OnlyInTeam

T = TypeVar("T")


@dataclass(slots=True)
class Swift:
    """What a quick handler is given."""

    kit: Kit
    interaction: discord.Interaction
    team_id: int
    now: datetime
    answer: Answer

    @property
    def person_id(self) -> int:
        """Who presses."""
        return self.interaction.user.id

    @property
    def name(self) -> str:
        """What they are called on this server."""
        return self.interaction.user.display_name[:100]

    def words(self, own: str | None, team: str | None) -> Words:
        """The person's words: in the language they chose, else in that of their Discord, else the team's."""
        return words_in(own or language_of(self.interaction.locale) or team or DEFAULT)

    async def write(self, unit: Callable[[Session], T]) -> T:
        """What a writing unit of work returns, after COMMIT."""
        return await self.kit.write(unit)

    async def read(self, unit: Callable[[Session], T]) -> T:
        """What a reading unit of work finds."""
        return await self.kit.read(unit)

    @property
    def on_a_panel(self) -> bool:
        """Whether the button sits on a private panel; a public card is never painted over."""
        message = self.interaction.message
        return message is not None and message.flags.ephemeral

    async def paint(self, components: list[Any]) -> None:
        """Answer by painting the private panel anew on which the button sits."""
        await self.answer.paint(components)

    async def show(self, view: ui.LayoutView) -> None:
        """Answer on the private panel on which the button sits; elsewhere with a private message."""
        await (self.answer.redraw if self.on_a_panel else self.answer.say)(view)


async def swiftly(kit: Kit, interaction: discord.Interaction, handler: Handler, values: dict[str, Value]) -> None:
    """Answer a press; whatever the handler raises becomes an answer (bot/errors.py)."""
    answer = Answer(interaction, kit.settings.patience)
    try:
        await handler(_begin(kit, interaction, answer), **values)
    except Exception as error:  # noqa: BLE001 - as in a trip, every error becomes an answer
        await answer_error(error, answer, await _words(kit, interaction), interaction)
    finally:
        answer.close()


def _begin(kit: Kit, interaction: discord.Interaction, answer: Answer) -> Swift:
    if interaction.guild_id is None:
        raise OnlyInTeam
    return Swift(kit, interaction, interaction.guild_id, kit.clock.now(), answer)


async def _words(kit: Kit, interaction: discord.Interaction) -> Words:
    """The person's words, looked up only where something went wrong."""
    spoken = language_of(interaction.locale)
    try:
        who = partial(teams.who, team_id=interaction.guild_id or 0, person_id=interaction.user.id)
        team, member = await kit.read(who)
    except Exception:  # noqa: BLE001 - the database may be what went wrong
        return words_in(spoken or DEFAULT)
    own = member.language if member else None
    return words_in(own or spoken or (team.language if team else None) or DEFAULT)
