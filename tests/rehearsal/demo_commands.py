"""The demo bot's commands: every way to answer one."""

import asyncio
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from tests.rehearsal import demo_letters
from tests.rehearsal.demo_cards import picture, second_form

if TYPE_CHECKING:
    from tests.rehearsal.demo import DemoBot

TURFS = ["Maple Street", "Market Square", "Old Mill", "Orchard Hill", "Riverside North", "Riverside South"]


def add_commands(bot: "DemoBot") -> None:
    """Every way to answer a command."""
    tree = bot.tree

    @tree.command(description="Say hello to somebody")
    @app_commands.describe(who="Whom to greet")
    async def greet(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
        spanish = interaction.locale is discord.Locale.spain_spanish
        name = (who or interaction.user).display_name
        await interaction.response.send_message(f"{'¡Hola' if spanish else 'Hello'}, {name}!", ephemeral=True)

    @tree.command(name="card", description="Post a card with buttons")
    async def post_card(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=bot.card())

    add_option_commands(bot)
    add_place_commands(bot)
    add_odd_commands(bot)


def add_option_commands(bot: "DemoBot") -> None:
    """Commands with options of all kinds."""
    group = app_commands.Group(name="turf", description="Neighborhoods to knock")

    @group.command(description="Add a neighborhood")
    @app_commands.describe(name="Its name", doors="How many doors", active="Knock now?", sheet="A list of streets")
    async def add(  # noqa: PLR0917 - discord.py takes a command's options from its parameters
        interaction: discord.Interaction,
        name: app_commands.Range[str, 2, 40],
        doors: app_commands.Range[int, 1, 500],
        active: bool = True,
        channel: discord.TextChannel | None = None,
        sheet: discord.Attachment | None = None,
    ) -> None:
        size = len(await sheet.read()) if sheet else 0
        where = channel.mention if channel else "nowhere"
        await interaction.response.send_message(f"Added **{name}**: {doors} doors, {active}, {where}, {size} bytes.")

    @group.command(description="Show a neighborhood")
    @app_commands.describe(name="Which one", unit="Counted in")
    @app_commands.choices(
        unit=[app_commands.Choice(name="doors", value="d"), app_commands.Choice(name="people", value="p")]
    )
    async def show(interaction: discord.Interaction, name: str, unit: app_commands.Choice[str] | None = None) -> None:
        await interaction.response.send_message(f"{name}: 120 {unit.name if unit else 'doors'}", ephemeral=True)

    @show.autocomplete("name")
    async def names(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=turf, value=turf) for turf in TURFS if current.lower() in turf.lower()]

    bot.tree.add_command(group)


def add_place_commands(bot: "DemoBot") -> None:
    """Forms, files, threads, direct messages."""
    tree = bot.tree

    @tree.command(description="Open the second form")
    async def more(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(second_form())

    @tree.command(description="Files, a picture and an embed")
    async def files(interaction: discord.Interaction) -> None:
        sent = [discord.File(io.BytesIO(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "canvass.ics")]
        sent.append(discord.File(io.BytesIO(picture()), "map.png", description="Where we meet"))
        embed = discord.Embed(title="Totals", description="*So far*", colour=0xB7791F)
        embed.add_field(name="Doors", value="42").add_field(name="Talks", value="17").set_footer(text="Thank you")
        await interaction.response.send_message("Here you are", files=sent, embed=embed)

    @tree.command(description="Open a thread and write there")
    async def thread(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("A thread is open.")
        message = await interaction.original_response()
        opened = await message.create_thread(name="Saturday's walk")
        await opened.send(f"Welcome {interaction.user.mention}!", allowed_mentions=discord.AllowedMentions(users=True))

    @tree.command(description="Send a direct message")
    async def dm(interaction: discord.Interaction, who: discord.Member | None = None) -> None:
        try:
            await (who or interaction.user).send("Only **you** read this.")
        except discord.Forbidden as refusal:
            await interaction.response.send_message(f"Could not: {refusal.code}", ephemeral=True)
        else:
            await interaction.response.send_message("Sent.", ephemeral=True)

    @tree.command(description="Send a letter that can be answered")
    async def letter(interaction: discord.Interaction, who: discord.Member) -> None:
        await who.send(view=demo_letters.letter())
        await interaction.response.send_message("Sent.", ephemeral=True)


def add_odd_commands(bot: "DemoBot") -> None:
    """An echo, a reminder, a server event, a failure, a message menu."""
    tree = bot.tree

    @tree.command(description="Say it again")
    async def echo(interaction: discord.Interaction, text: str) -> None:
        await interaction.response.send_message(text)

    @tree.command(description="Remind here in an hour")
    async def remind(
        interaction: discord.Interaction, about: str = "", waits_for: str | None = None, closed: bool = False
    ) -> None:
        bot.remind(interaction, about, waits_for, closed=closed)
        await interaction.response.send_message("In an hour.", ephemeral=True)

    @tree.command(description="Plan a server event")
    @app_commands.default_permissions(manage_events=True)
    async def event(interaction: discord.Interaction) -> None:
        assert interaction.guild is not None
        start = bot.clock.now() + timedelta(days=1)
        await interaction.guild.create_scheduled_event(
            name="Potluck",
            start_time=start,
            end_time=start + timedelta(hours=2),
            entity_type=discord.EntityType.external,
            location="Library",
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        await interaction.response.send_message("Planned.", ephemeral=True)

    @tree.command(description="Never come back")
    async def hang(_: discord.Interaction) -> None:
        await asyncio.Event().wait()

    @tree.command(description="Break")
    async def boom(_: discord.Interaction) -> None:
        raise RuntimeError("boom")

    @tree.context_menu(name="Cheer")
    async def cheer(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Cheers for {message.author.display_name}!")
