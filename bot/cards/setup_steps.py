"""The steps of the set-up, each a few blocks of the panel."""

from collections.abc import Callable
from typing import Any

import discord
from discord import ui

from bot import ids
from bot.cards import kit, zones
from bot.cards.setup_shown import (
    CHANNELS,
    RANKINGS,
    Setup,
    channel_state,
    chosen_channel,
    permissions,
    quiet_hours,
)
from bot.words import LANGUAGES, Words, words_in
from bot.zones import zones_in
from db.facts import ChannelUse, Step

TEXT_SHOWN = 300  # characters of a long text on the panel; the form shows all of it

Row = ui.ActionRow[ui.LayoutView]
Blocks = list[kit.Block]


def blocks_of(shown: Setup, words: Words) -> Blocks:
    """What stands on the panel at a step."""
    return _PAINTERS[shown.step](shown, words)


def _place(shown: Setup, words: Words) -> Blocks:
    team = shown.team
    languages = [kit.option(words_in(one).own_name.capitalize(), one, chosen=one == team.language) for one in LANGUAGES]
    zone = zones_in(words.language).label(team.clock_zone)
    told = "setup.place.zone" if team.zone else "setup.place.zone_guessed"
    return [
        words("setup.place.language", language=words.name_of(team.language)),
        kit.row(kit.select(ids.SETUP_LANGUAGE(), languages, words("setup.place.language_hint"))),
        words(told, zone=zone, time=zones.there(team.clock_zone, shown.now, words)),
        zones.choice(ids.SETUP_ZONE(), shown.zones, team.clock_zone, shown.now, words),
        kit.row(kit.button(words("zone.another"), ids.SETUP_CITY(), emoji="🔎")),
    ]


def _channels(shown: Setup, words: Words) -> Blocks:
    blocks: Blocks = [words("setup.channels.about")]
    for use, key in CHANNELS.items():
        blocks.append(f"{words(key)}\n{channel_state(shown, use, words)}")
        gone = use in shown.channels and shown.channels[use] is None
        blocks.append(_channel_choice(use, None if gone else chosen_channel(shown.team, use), words))
    if any(lack != () for lack in shown.channels.values()):
        again = ids.SETUP_STEP(step=Step.CHANNELS)
        blocks.append(kit.row(kit.button(words("setup.channels.check"), again, emoji="🔄")))
    return blocks


def _channel_choice(use: ChannelUse, chosen: int | None, words: Words) -> Row:
    select: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id=ids.SETUP_CHANNEL(use=use),
        channel_types=[discord.ChannelType.text],
        placeholder=words("setup.channel.hint")[:150],
        min_values=0,
        default_values=[_default(chosen, discord.SelectDefaultValueType.channel)] if chosen else [],
    )
    return kit.row(select)


def _role(shown: Setup, words: Words) -> Blocks:
    role = shown.team.organizer_role_id
    if role and shown.role_gone:
        now = words("setup.role.gone")
    else:
        now = words("setup.role.now", role=f"<@&{role}>") if role else words("setup.role.none")
    about = words("setup.role.about")
    if not shown.admin:
        return [about, now, words("setup.role.only_admins")]
    select: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=ids.SETUP_ROLE(),
        placeholder=words("setup.role.hint")[:150],
        min_values=0,
        default_values=[_default(role, discord.SelectDefaultValueType.role)] if role and not shown.role_gone else [],
    )
    return [about, now, kit.row(select), words("setup.role.visible", help=shown.mentions("help", words))]


def _default(number: int, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=number, type=kind)


def _campaign(shown: Setup, words: Words) -> Blocks:
    team = shown.team
    lines = [
        _line(words, f"setup.field.{name}", kit.plain(getattr(team, name))) for name in ("campaign", "town", "hotline")
    ]
    long = [
        _line(words, f"setup.field.{name}", kit.prose(getattr(team, name), TEXT_SHOWN))
        for name in ("about", "about_not")
    ]
    return [
        words("setup.campaign.about"),
        "\n".join(lines),
        *long,
        kit.row(
            kit.button(words("setup.button.names"), ids.SETUP_FORM(form="names"), emoji="✏️"),
            kit.button(words("setup.button.about"), ids.SETUP_FORM(form="about"), emoji="✏️"),
        ),
    ]


def _line(words: Words, key: str, text: str) -> str:
    return words("setup.line", what=words(key), value=text or words("setup.empty"))


def _times(shown: Setup, words: Words) -> Blocks:
    team = shown.team
    return [
        words("setup.times.quiet", hours=quiet_hours(team, words)),
        words(
            "setup.times.reminders",
            confirm=words.n("setup.hours", team.confirm_hours),
            today=words.n("setup.hours", team.today_hours),
        ),
        kit.row(kit.button(words("setup.button.times"), ids.SETUP_FORM(form="times"), emoji="✏️")),
        words(
            "setup.times.line",
            offer=words.n("setup.hours", team.offer_hours),
            at_once=words.n("setup.hours", team.at_once_hours),
            late=words.n("setup.hours", team.late_hours),
        ),
        kit.row(kit.button(words("setup.button.line"), ids.SETUP_FORM(form="line"), emoji="✏️")),
    ]


def _extras(shown: Setup, words: Words) -> Blocks:
    team = shown.team
    modes = [
        kit.option(words(key), mode.value, about=words(f"{key}.about"), chosen=mode is team.ranking)
        for mode, key in RANKINGS.items()
    ]
    toggle = words("setup.events.turn_off" if team.events else "setup.events.turn_on")
    cheers = words("setup.cheers.turn_off" if team.cheers else "setup.cheers.turn_on")
    return [
        words("setup.ranking.about"),
        kit.row(kit.select(ids.SETUP_RANKING(), modes, words("setup.ranking.hint"))),
        words("setup.cheers.on" if team.cheers else "setup.cheers.off"),
        kit.row(kit.button(cheers, ids.SETUP_CHEERS(on=int(not team.cheers)), emoji="🎉")),
        words("setup.events.on" if team.events else "setup.events.off"),
        events_trouble(shown, words),
        kit.row(kit.button(toggle, ids.SETUP_EVENTS(on=int(not team.events)), emoji="📅")),
    ]


def events_trouble(shown: Setup, words: Words) -> str | None:
    """What the bot lacks for events, if they are on."""
    if not shown.team.events or not shown.events_lack:
        return None
    return words("setup.events.lacks", missing=permissions(shown.events_lack, words))


_PAINTERS: dict[Step, Callable[[Setup, Words], Blocks]] = {
    Step.PLACE: _place,
    Step.CHANNELS: _channels,
    Step.ROLE: _role,
    Step.CAMPAIGN: _campaign,
    Step.TIMES: _times,
    Step.EXTRAS: _extras,
}
