"""`/me`: a person's own settings, sign-ups and data, and being forgotten. Nobody else sees any of it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot import ids
from bot.cards import me as cards
from bot.cards import me_data, zones
from bot.cards.kit import plain
from bot.client import TocToc
from bot.commands import told
from bot.inputs import suggest_zones
from bot.presses import press, submit
from bot.trips import Trip, trip
from bot.words import DEFAULT, LANGUAGES, language_of, words_in
from bot.zones import Zone, find_zones, zones_in
from db import followups, people, privacy, retention
from db.facts import MemberFacts, Naming
from db.refusals import Gone


class Me(commands.Cog):
    """A person's own page."""

    def __init__(self, client: TocToc) -> None:
        self.kit = client.kit

    @app_commands.command(name=told("command.me.name"), description=told("command.me.about"))
    @app_commands.rename(zone=told("command.me.zone.name"))
    @app_commands.describe(zone=told("command.me.zone.about"))
    @app_commands.guild_only()
    async def me(self, interaction: discord.Interaction, zone: str | None = None) -> None:
        """Open the page; with a time zone, save that first."""
        async with trip(self.kit, interaction) as begun:
            if zone is None:
                await home(begun)
            else:
                await set_zone(begun, zone)

    @me.autocomplete("zone")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Time zones by city, country or plain name."""
        return await suggest_zones(self.kit, interaction, typed)


async def setup(client: TocToc) -> None:
    """Add the command; the presses and forms declare themselves as they are imported."""
    await client.add_cog(Me(client))


# ---- the page --------------------------------------------------------------------------------------


async def home(begun: Trip, saved: str = "", zones: Sequence[Zone] | None = None) -> None:
    """Answer with the page; `saved` says what was just done, `zones` are those to choose from."""
    await _show(begun, await begun.read(partial(people.mine, actor=begun.actor)), saved, zones)


async def _show(begun: Trip, mine: MemberFacts | None, saved: str = "", zones: Sequence[Zone] | None = None) -> None:
    own = mine.zone if mine else None
    if zones is None:
        zones = zones_in(begun.words.language).likely(str(begun.interaction.locale), own)
    shown = cards.Me(
        team=begun.team,
        mine=mine,
        zone=own or begun.team.clock_zone,
        now=begun.now,
        zones=zones,
        discord_language=language_of(begun.interaction.locale) or "",
        saved=saved,
    )
    await begun.show(cards.panel(shown, begun.words))


def _saved(begun: Trip, what: str) -> str:
    return begun.words("me.saved", what=what)


@press(ids.ME_PAGE)
async def turn(begun: Trip, page: str) -> None:
    """Go to a page: home, the sign-ups, the to-dos, the data, or what forgetting would do."""
    if page == "home":
        await home(begun)
    elif page == "signups":
        sessions = await begun.read(partial(people.coming, actor=begun.actor, now=begun.now))
        await begun.show(cards.signups(sessions, begun.actor.person_id, begun.words))
    elif page == "todos":
        promises = await begun.read(partial(followups.to_dos, actor=begun.actor))
        await begun.show(cards.todos(promises, begun.actor.person_id, begun.now, begun.words))
    elif page == "data":
        await begun.show(cards.data(retention.rules(), retention.GRACE.days, begun.words))
    elif page == "forget":
        effect = await begun.read(partial(privacy.effect, actor=begun.actor, now=begun.now))
        await begun.show(cards.confirm(effect, begun.words))
    else:
        raise Gone


# ---- settings --------------------------------------------------------------------------------------


@press(ids.ME_LANGUAGE)
async def set_language(begun: Trip) -> None:
    """The language of private answers, from this one on."""
    chosen = begun.typed["values"]
    if chosen not in {cards.DISCORDS, *LANGUAGES}:
        raise Gone
    language = None if chosen == cards.DISCORDS else chosen
    mine = await begun.write(partial(people.set_language, actor=begun.actor, language=language, now=begun.now))
    spoken = language or language_of(begun.interaction.locale) or begun.team.language or DEFAULT
    begun.words = words_in(spoken)
    begun.actor = replace(begun.actor, language=spoken)
    await _show(begun, mine, _saved(begun, begun.words("me.saved.language", language=begun.words.own_name)))


@press(ids.ME_ZONE)
async def choose_zone(begun: Trip) -> None:
    """The zone that was chosen from the list, or the team's."""
    if begun.typed["values"] == cards.TEAMS:
        await _keep_zone(begun, None)
    else:
        await set_zone(begun, begun.typed["values"])


async def set_zone(begun: Trip, typed: str) -> None:
    """The zone that was typed or chosen; where several fit, the choice among them. Raises NoSuchZone."""
    found = find_zones(typed, begun.words.language)
    if isinstance(found, str):
        await _keep_zone(begun, found)
    else:
        await home(begun, begun.words("zone.several", typed=plain(typed, 60)), found)


async def _keep_zone(begun: Trip, zone: str | None) -> None:
    mine = await begun.write(partial(people.set_zone, actor=begun.actor, zone=zone, now=begun.now))
    label = zones_in(begun.words.language).label(zone or begun.team.clock_zone)
    await _show(begun, mine, _saved(begun, begun.words("me.saved.zone", zone=label)))


@press(ids.ME_CITY)
async def ask_city(begun: Trip) -> None:
    """Ask for a city, where the list does not have the zone."""
    await begun.ask(zones.OWN_CITY.paint(begun.words))


@submit(zones.OWN_CITY)
async def find_city(begun: Trip) -> None:
    """The zone of the city that was typed."""
    await set_zone(begun, begun.typed["city"])


@press(ids.ME_REMINDERS)
async def set_reminders(begun: Trip, on: int) -> None:
    """Whether the person is reminded."""
    mine = await begun.write(partial(people.set_reminders, actor=begun.actor, on=bool(on), now=begun.now))
    key = "me.saved.reminders_on" if on else "me.saved.reminders_off"
    await _show(begun, mine, _saved(begun, begun.words(key)))


@press(ids.ME_NAMING)
async def set_naming(begun: Trip) -> None:
    """How rankings show the person."""
    chosen = begun.typed["values"]
    if chosen not in set(Naming):
        raise Gone
    mine = await begun.write(partial(people.set_naming, actor=begun.actor, naming=Naming(chosen), now=begun.now))
    told = begun.words("me.saved.naming", naming=begun.words(cards.NAMINGS[Naming(chosen)]))
    await _show(begun, mine, _saved(begun, told))


# ---- my data, and forget me ------------------------------------------------------------------------


@press(ids.ME_DATA)
async def hand_out(begun: Trip) -> None:
    """Hand out everything as a file."""
    kept = await begun.read(partial(privacy.export, actor=begun.actor))
    content = me_data.document(
        kept, retention.rules(), team=begun.team.name, zone=begun.actor.zone, now=begun.now, words=begun.words
    )
    name = begun.words(cards.FILE)
    await begun.say(cards.file(name, begun.words), discord.File(io.BytesIO(content), name))


@press(ids.ME_FORGET)
async def forget(begun: Trip) -> None:
    """Erase the person here; the cards on which they stood are painted again."""
    forgotten = await begun.write(partial(privacy.forget, actor=begun.actor, now=begun.now))
    for canvass_id in forgotten.canvass_ids:
        for kind in ("canvass", "board"):
            begun.kit.repaint.soon(kind, canvass_id)
    for prospect_id in forgotten.prospect_ids:
        begun.kit.repaint.soon("asking", prospect_id)
    await begun.show(cards.forgotten(begun.words))
