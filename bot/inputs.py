"""What people type into a command's options, as values."""

from collections.abc import Collection
from functools import partial

import discord
from discord import app_commands

from bot.actors import actor_of
from bot.cards.canvass import bare_name
from bot.cards.kit import bare
from bot.cards.meetings import bare_name as bare_meeting
from bot.cards.prospect_words import bare_name as bare_prospect
from bot.cards.prospect_words import option_about
from bot.cards.turf import suggestions
from bot.kit import Kit
from bot.words import DEFAULT, Words, language_of, words_in
from bot.zones import zones_in
from db import canvass, doors, followups, meetings, prospects, teams, turf
from db.facts import Actor, CanvassLine, FollowupFacts
from db.facts.meetings import MeetingLine
from db.facts.playbooks import Kind
from db.facts.prospects import ProspectLine, Stage


async def actor_in(kit: Kit, interaction: discord.Interaction) -> Actor | None:
    """Who is typing, for suggestions while they type; None where there is no team yet."""
    team_id = interaction.guild_id
    if team_id is None:
        return None
    team, member = await kit.read(lambda tx: teams.who(tx, team_id=team_id, person_id=interaction.user.id))
    return actor_of(interaction, team, member) if team else None


async def suggest_zones(kit: Kit, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Time zones by their plain names in the person's language, the likeliest for what is typed first."""
    actor = await actor_in(kit, interaction)
    language = actor.language if actor else language_of(interaction.locale) or DEFAULT
    return [app_commands.Choice(name=zone.label, value=zone.id) for zone in zones_in(language).search(typed)]


async def suggest_turfs(kit: Kit, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Neighborhoods that are not finished and whose name contains what is typed."""
    actor = await actor_in(kit, interaction)
    if actor is None:
        return []
    return suggestions(await kit.read(lambda tx: turf.lines(tx, actor=actor, typed=typed, finished=False)))


async def suggest_sessions(
    kit: Kit, interaction: discord.Interaction, typed: str, *, only_led: bool = False, past: bool = False
) -> list[app_commands.Choice[str]]:
    """Sessions by name and day, one's own first; with `past`, those that are over before those that are coming."""
    actor, now = await actor_in(kit, interaction), kit.clock.now()
    if actor is None:
        return []
    lines = partial(canvass.lines, actor=actor, now=now, typed=typed, only_led=only_led, most=12 if past else 25)
    over = await kit.read(partial(lines, past=True)) if past else []
    words = words_in(actor.language)
    return [_choice(line, words) for line in (*over, *await kit.read(lines))]


async def suggest_today(kit: Kit, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Sessions at whose doors people are or were lately, by name and day, the likeliest first."""
    actor, now = await actor_in(kit, interaction), kit.clock.now()
    if actor is None:
        return []
    lines = await kit.read(partial(doors.today, actor=actor, now=now, typed=typed))
    return [_choice(line, words_in(actor.language)) for line in lines]


async def suggest_promises(kit: Kit, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Open promises with which the person may do something, by text and date, their own first."""
    actor = await actor_in(kit, interaction)
    if actor is None:
        return []
    words = words_in(actor.language)
    found = await kit.read(partial(followups.suggest, actor=actor, typed=typed))
    return [_promise(facts, actor, words) for facts in found]


async def suggest_prospects(
    kit: Kit,
    interaction: discord.Interaction,
    typed: str,
    *,
    kinds: Collection[Kind] = (),
    stages: Collection[Stage] = (),
) -> list[app_commands.Choice[str]]:
    """Prospects by name and place, those who are open first."""
    actor = await actor_in(kit, interaction)
    if actor is None:
        return []
    found = await kit.read(partial(prospects.find, actor=actor, typed=typed, kinds=kinds, stages=stages))
    words = words_in(actor.language)
    return [_prospect(line, words) for line in found]


async def suggest_meetings(kit: Kit, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Meetings that are not over, by whom they are with and their day, the person's own first."""
    actor, now = await actor_in(kit, interaction), kit.clock.now()
    if actor is None:
        return []
    words = words_in(actor.language)
    found = await kit.read(partial(meetings.find, actor=actor, typed=typed, now=now))
    return [_meeting(line, words) for line in found]


def _meeting(line: MeetingLine, words: Words) -> app_commands.Choice[str]:
    name = f"{bare_meeting(line.name, words, 60)} · {words.day(line.starts_at, line.zone)}"
    return app_commands.Choice(name=name[:100], value=str(line.id))


def _prospect(line: ProspectLine, words: Words) -> app_commands.Choice[str]:
    name = f"{bare_prospect(line, words)} · {option_about(line, words)}"
    return app_commands.Choice(name=name[:100], value=str(line.id))


def _promise(facts: FollowupFacts, actor: Actor, words: Words) -> app_commands.Choice[str]:
    day = words.day(facts.due_at, actor.zone)
    name = f"{bare(facts.text, 95 - len(day)) or words('followup.unnamed')} · {day}"
    return app_commands.Choice(name=name[:100], value=str(facts.id))


def _choice(line: CanvassLine, words: Words) -> app_commands.Choice[str]:
    name = f"{bare_name(line.name, words, 60)} · {words.day(line.starts_at, line.zone)}"
    return app_commands.Choice(name=name[:100], value=str(line.id))
