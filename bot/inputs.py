"""What people type into a command's options, as values."""

import discord

from bot.actors import actor_of
from bot.kit import Kit
from db import teams
from db.facts import Actor


async def actor_in(kit: Kit, interaction: discord.Interaction) -> Actor | None:
    """Who is typing, for suggestions while they type; None where there is no team yet."""
    team_id = interaction.guild_id
    if team_id is None:
        return None
    team, member = await kit.read(lambda tx: teams.who(tx, team_id=team_id, person_id=interaction.user.id))
    return actor_of(interaction, team, member) if team else None
