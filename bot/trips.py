"""Trip: one interaction, from Discord to the database and back with exactly one answer."""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

import discord
from discord import ui
from sqlmodel import Session

from bot.actors import actor_of
from bot.answers import Answer
from bot.cards.forms import Form
from bot.errors import answer_error
from bot.ids import Value
from bot.kit import Kit
from bot.waiting import show_at_the_end
from bot.words import DEFAULT, Words, language_of, words_in
from db import drafts, nudges, teams
from db.facts import Actor, TeamFacts
from db.refusals import Gone, OnlyInTeam

T = TypeVar("T")


class TurnedAway(Exception):
    """The trip did not begin; the person was told why."""


@dataclass(slots=True)
class Trip:
    """What a handler is given: who acts, in which team, in which words, and how to read, write and answer."""

    kit: Kit
    interaction: discord.Interaction
    actor: Actor
    team: TeamFacts
    words: Words
    now: datetime
    answer: Answer
    may_wait: bool = False  # something may be there that could not be sent to them
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def public(self) -> Words:
        """The team's words, for what everyone reads."""
        return words_in(self.team.language)

    async def read(self, unit: Callable[[Session], T]) -> T:
        """What a reading unit of work finds."""
        return await self.kit.read(unit)

    async def write(self, unit: Callable[[Session], T]) -> T:
        """What a writing unit of work returns, after COMMIT."""
        return await self.kit.write(unit)

    async def save(self, form: Form, unit: Callable[[Session], T], **values: Value) -> T:
        """What a writing unit of work returns; what the person had typed into this form before is done with."""
        team_id, person_id, kind = self.actor.team_id, self.actor.person_id, form.kept_as(**values)

        def whole(tx: Session) -> T:
            result = unit(tx)
            drafts.clear(tx, team_id=team_id, person_id=person_id, kind=kind)
            return result

        return await self.write(whole)

    async def kept(self, form: Form, **values: Value) -> dict[str, str] | None:
        """What the person typed into a form that was refused, or None."""
        team_id, person_id, kind = self.actor.team_id, self.actor.person_id, form.kept_as(**values)
        return await self.read(lambda tx: drafts.find(tx, team_id=team_id, person_id=person_id, kind=kind))

    async def say(self, view: ui.LayoutView, *files: discord.File) -> None:
        """Answer with a new private message."""
        await self.answer.say(view, files)

    async def redraw(self, view: ui.LayoutView, *files: discord.File) -> None:
        """Answer by painting the private panel anew on which the button sits."""
        await self.answer.redraw(view, files)

    async def show(self, view: ui.LayoutView, *files: discord.File) -> None:
        """Answer on the private panel that a button or its form came from; elsewhere with a private message.

        A public card is never painted over with what is only for one person.
        """
        message = self.interaction.message
        on_a_panel = message is not None and message.flags.ephemeral
        await (self.redraw if on_a_panel else self.say)(view, *files)

    async def tell(self, view: ui.LayoutView, *files: discord.File) -> None:
        """After the answer, say something to everybody in the channel in which the person acts."""
        await self.answer.tell(view, files)

    async def ask(self, modal: ui.Modal) -> None:
        """Answer with a form."""
        await self.answer.ask(modal)


@contextlib.asynccontextmanager
async def trip(kit: Kit, interaction: discord.Interaction, *, nudge_id: int | None = None) -> AsyncIterator[Trip]:
    """A trip for a command, press or form; whatever it raises becomes an answer (bot/errors.py).

    Raises TurnedAway where it cannot begin, once that was answered.

    In a DM there is no server: the team is that of the nudge which was pressed, if it is the person's own.
    """
    answer = Answer(interaction, kit.settings.patience)
    begun: Trip | None = None
    words = words_in(language_of(interaction.locale) or DEFAULT)
    try:
        begun = await _begin(kit, interaction, answer, nudge_id)
        words = begun.words
        yield begun
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes an answer
        await answer_error(error, answer, words, interaction)
    finally:
        answer.close()
    if begun is None:
        raise TurnedAway
    await show_at_the_end(begun)


async def _begin(kit: Kit, interaction: discord.Interaction, answer: Answer, nudge_id: int | None) -> Trip:
    guild_id, now = interaction.guild_id or await _home(kit, interaction, nudge_id), kit.clock.now()
    who = partial(teams.who, team_id=guild_id, person_id=interaction.user.id)
    # In turn: of those who press at the same moment, the first is the first in line.
    team, member = await kit.read(who, in_turn=True)
    if team is None and interaction.guild_id is None:
        raise Gone  # the bot has left that server
    if team is None:
        name = interaction.guild.name if interaction.guild else ""
        language = language_of(interaction.guild_locale) or DEFAULT
        team = await kit.write(lambda tx: teams.welcome(tx, team_id=guild_id, name=name, language=language, now=now))
    actor = actor_of(interaction, team, member)
    may_wait = member is None or member.waiting
    return Trip(kit, interaction, actor, team, words_in(actor.language), now, answer, may_wait)


async def _home(kit: Kit, interaction: discord.Interaction, nudge_id: int | None) -> int:
    """The team of what was pressed in a DM. Raises OnlyInTeam, and Gone for what is not the person's own."""
    if nudge_id is None:
        raise OnlyInTeam
    team_id = await kit.read(partial(nudges.team_of, nudge_id=nudge_id, person_id=interaction.user.id))
    if team_id is None:
        raise Gone
    return team_id
