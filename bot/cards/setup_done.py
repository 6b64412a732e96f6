"""The end of the set-up: what is set, what is at its default, what to mend, and what to do next."""

from collections.abc import Iterator

import discord
from discord import ui

from bot import ids
from bot.cards import canvass_manage, digest, kit
from bot.cards.setup_shown import (
    CHANNELS,
    RANKINGS,
    STEPS,
    TITLES,
    Setup,
    channel_state,
    chosen_channel,
    permissions,
    quiet_hours,
)
from bot.words import Words, words_in
from bot.zones import zones_in
from db.facts import DIGEST_TROUBLE, TEAM_DEFAULTS, ChannelUse, TeamFacts

TROUBLES_SHOWN = 5


def panel(shown: Setup, words: Words) -> ui.LayoutView:
    """Everything at a glance, with the way to each step."""
    troubles = list(_troubles(shown, words))
    steps = [kit.option(words(TITLES[step]), step.value) for step in STEPS]
    return kit.card(
        words("setup.done.head"),
        shown.saved,
        "\n".join(_lines(shown, words)),
        "\n".join(troubles[:TROUBLES_SHOWN]),
        kit.row(kit.select(ids.SETUP_JUMP(), steps, words("setup.done.change"))),
        kit.rule(),
        words("setup.done.next", turf=shown.mentions("turf_add", words), plan=shown.mentions("canvass_plan", words)),
        *_sample(shown, words),
        accent=kit.YELLOW if troubles else kit.GREEN,
    )


def _lines(shown: Setup, words: Words) -> Iterator[str]:
    team, clock_zone = shown.team, zones_in(words.language).label(shown.team.clock_zone)
    yield _line(words, "setup.what.language", words_in(team.language).own_name, chosen=True)
    yield _line(words, "setup.what.zone", clock_zone, chosen=team.zone is not None)
    yield from _places(team, words)
    for name in ("campaign", "town", "hotline"):
        yield _line_or_empty(words, f"setup.field.{name}", kit.plain(getattr(team, name)))
    written = words("setup.what.written") if team.about or team.about_not else ""
    yield _line_or_empty(words, "setup.what.about", written)
    yield _line(words, "setup.what.quiet", quiet_hours(team, words), chosen=_changed(team, "quiet_from", "quiet_until"))
    before = words("setup.what.before", confirm=team.confirm_hours, today=team.today_hours)
    yield _line(words, "setup.what.reminders", before, chosen=_changed(team, "confirm_hours", "today_hours"))
    yield _line(words, "setup.what.ranking", words(RANKINGS[team.ranking]), chosen=_changed(team, "ranking"))
    cheers = words("setup.what.on" if team.cheers else "setup.what.off")
    yield _line(words, "setup.what.cheers", cheers, chosen=_changed(team, "cheers"))
    events = words("setup.what.on" if team.events else "setup.what.off")
    yield _line(words, "setup.what.events", events, chosen=_changed(team, "events"))


def _places(team: TeamFacts, words: Words) -> Iterator[str]:
    for use in CHANNELS:
        number = chosen_channel(team, use)
        if use is ChannelUse.CANVASS and not number:
            yield _line(words, f"setup.short.{use}", words("setup.what.here"), chosen=False)
        else:
            yield _line_or_empty(words, f"setup.short.{use}", f"<#{number}>" if number else "")
    role = team.organizer_role_id
    yield _line(words, "setup.what.role", f"<@&{role}>" if role else words("setup.what.admins"), chosen=bool(role))


def _line(words: Words, key: str, value: str, *, chosen: bool) -> str:
    """Told by a word as well as by a sign."""
    return words("setup.line_set" if chosen else "setup.line_default", what=words(key), value=value)


def _line_or_empty(words: Words, key: str, value: str) -> str:
    """What has no default: it is there, or it is not there yet."""
    return words("setup.line_set", what=words(key), value=value) if value else words("setup.line_open", what=words(key))


def _changed(team: TeamFacts, *names: str) -> bool:
    return any(getattr(team, name) != TEAM_DEFAULTS[name] for name in names)


def _troubles(shown: Setup, words: Words) -> Iterator[str]:
    for use in CHANNELS:
        if shown.channels.get(use, ()) != ():
            yield words("setup.trouble", what=words(f"setup.short.{use}"), state=channel_state(shown, use, words))
    if shown.role_gone:
        yield words("setup.role.gone")
    if shown.team.events and shown.events_lack:
        yield words("setup.events.lacks", missing=permissions(shown.events_lack, words))
    for trouble in shown.troubles:
        about = digest if trouble.thing == DIGEST_TROUBLE else canvass_manage
        yield f"⚠️ {about.trouble_text(trouble, words)}"


def _sample(shown: Setup, words: Words) -> Iterator[kit.Block]:
    if sample := shown.sample:
        place = sample.thread_id or sample.channel_id
        yield words("setup.sample.there", place=f"<#{place}>")
        off = kit.button(words("setup.sample.remove"), ids.SETUP_SAMPLE(on=0), discord.ButtonStyle.danger, emoji="🧹")
        yield kit.row(off)
    else:
        yield words("setup.sample.about")
        yield kit.row(kit.button(words("setup.sample.post"), ids.SETUP_SAMPLE(on=1), emoji="🧪"))
