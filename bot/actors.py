"""Discord member → Actor: the one place that reads roles and permissions."""

import discord

from bot.words import DEFAULT, language_of
from db.facts import Actor, MemberFacts, TeamFacts


def actor_of(interaction: discord.Interaction, team: TeamFacts, member: MemberFacts | None) -> Actor:
    """The person behind an interaction in a team's server, with what they may do there."""
    user = interaction.user
    admin = interaction.permissions.manage_guild or interaction.permissions.administrator
    roles = {role.id for role in user.roles} if isinstance(user, discord.Member) else set()
    own_language, discord_language = member.language if member else None, language_of(interaction.locale)
    return Actor(
        team_id=team.id,
        person_id=user.id,
        # In a DM nobody has the name that their server calls them.
        name=user.display_name[:100] if interaction.guild_id or member is None else member.name,
        language=own_language or discord_language or team.language or DEFAULT,
        zone=(member.zone if member else None) or team.clock_zone,
        organizer=admin or team.organizer_role_id in roles,
        admin=admin,
        discord_language=discord_language,
    )
