"""What people type into a command's options, as values."""

import discord
from discord import app_commands

from bot.actors import actor_of
from bot.kit import Kit
from bot.words import DEFAULT, language_of
from bot.zones import zones_in
from db import teams
from db.facts import Actor


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
