"""A person's own page: their settings, their sign-ups, what is kept about them, and being forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit, zones
from bot.cards.canvass import name_of
from bot.cards.followup_plan import new_button, to_list, when
from bot.cards.followups import look, text_of
from bot.words import LANGUAGES, Words, words_in
from bot.zones import Zone, zones_in
from db.facts import CanvassFacts, FollowupFacts, ForgetEffect, MemberFacts, Naming, Rule, SignupState, TeamFacts

DISCORDS = "discord"  # the choice of the language of the person's Discord
TEAMS = "team"  # the choice of the team's time zone
NAMINGS = {Naming.NAMED: "me.naming.named", Naming.UNNAMED: "me.naming.unnamed", Naming.OUT: "me.naming.out"}
SESSIONS_SHOWN = 12
NAMES_SHOWN = 5
FILE = "me.data.file"


@dataclass(frozen=True, slots=True)
class Me:
    """All that the page shows; without settings of their own, mine is None."""

    team: TeamFacts
    mine: MemberFacts | None
    zone: str
    now: datetime
    zones: Sequence[Zone] = ()
    discord_language: str = ""
    saved: str = ""


def panel(shown: Me, words: Words) -> ui.LayoutView:
    """The page, with what was just saved on top."""
    mine = shown.mine
    reminders = mine.reminders if mine else True
    toggle = words("me.reminders.turn_off" if reminders else "me.reminders.turn_on")
    return kit.card(
        words("me.head", team=kit.plain(shown.team.name) or words("me.this_server")),
        shown.saved,
        f"**{words('me.language')}**",
        kit.row(kit.select(ids.ME_LANGUAGE(), _languages(shown, words), words("me.language"))),
        words("me.zone", zone=zones_in(words.language).label(shown.zone)),
        _zones(shown, words),
        kit.row(kit.button(words("zone.another"), ids.ME_CITY(), emoji="🔎")),
        f"**{words('me.naming')}**",
        kit.row(kit.select(ids.ME_NAMING(), _namings(mine, words), words("me.naming"))),
        words("me.reminders.on" if reminders else "me.reminders.off"),
        kit.row(kit.button(toggle, ids.ME_REMINDERS(on=int(not reminders)), emoji="🔔")),
        kit.rule(),
        kit.row(
            kit.button(
                words("me.button.signups"), ids.ME_PAGE(page="signups"), discord.ButtonStyle.primary, emoji="📋"
            ),
            kit.button(words("me.button.todos"), ids.ME_PAGE(page="todos"), discord.ButtonStyle.primary, emoji="📌"),
            kit.button(words("thanks.button.mine"), ids.THANKS_MINE(), emoji="💛"),
            kit.button(words("me.button.data"), ids.ME_PAGE(page="data"), emoji="📄"),
            kit.button(words("me.button.forget"), ids.ME_PAGE(page="forget"), emoji="🧽"),
        ),
        accent=kit.BLURPLE,
    )


def _languages(shown: Me, words: Words) -> list[discord.SelectOption]:
    own = shown.mine.language if shown.mine else None
    discords = words_in(shown.discord_language or shown.team.language).own_name
    first = kit.option(words("me.language.discord", language=discords), DISCORDS, chosen=own is None)
    rest = [kit.option(words_in(one).own_name.capitalize(), one, chosen=one == own) for one in LANGUAGES]
    return [first, *rest]


def _zones(shown: Me, words: Words) -> ui.ActionRow[ui.LayoutView]:
    own = shown.mine.zone if shown.mine else None
    teams = zones_in(words.language).label(shown.team.clock_zone)
    first = kit.option(words("me.zone.team", zone=teams), TEAMS, chosen=own is None)
    return zones.choice(ids.ME_ZONE(), shown.zones, own, shown.now, words, first=first)


def _namings(mine: MemberFacts | None, words: Words) -> list[discord.SelectOption]:
    now = mine.naming if mine else Naming.NAMED
    return [
        kit.option(words(key), naming.value, about=words(f"{key}.about"), chosen=naming is now)
        for naming, key in NAMINGS.items()
    ]


# ---- my sign-ups -----------------------------------------------------------------------------------


def signups(sessions: Sequence[CanvassFacts], person_id: int, words: Words) -> ui.LayoutView:
    """The coming sessions that a person answered or leads, each with the way to its card."""
    lines = [_session(facts, person_id, words) for facts in sessions[:SESSIONS_SHOWN]]
    if (more := len(sessions) - SESSIONS_SHOWN) > 0:
        lines.append(words.n("me.signups.more", more))
    told = "\n\n".join(lines) or words("me.signups.none")
    return kit.card(words("me.signups.head"), told, _back(words), accent=kit.BLURPLE)


def _session(facts: CanvassFacts, person_id: int, words: Words) -> str:
    when = f"{kit.stamp(facts.plan.starts_at)} ({kit.stamp(facts.plan.starts_at, 'R')})"
    told = [_standing(facts, person_id, words)]
    if facts.plan.captain_id == person_id:
        told.append(words("me.signups.captain"))
    if url := link(facts):
        told.append(words("me.signups.open", url=url))
    return f"**{name_of(facts, words)}**\n{when}\n-# {' · '.join(part for part in told if part)}"


def _standing(facts: CanvassFacts, person_id: int, words: Words) -> str:
    standing = facts.of(person_id)
    if standing is None:
        return ""
    if standing.state is SignupState.WAITING:
        return words("me.signups.waiting", place=facts.line.index(standing) + 1)
    return words(f"me.signups.{standing.state.value}")


def link(facts: CanvassFacts) -> str | None:
    """The way to a session's card."""
    if not facts.channel_id or not facts.message_id:
        return None
    return f"https://discord.com/channels/{facts.team_id}/{facts.channel_id}/{facts.message_id}"


# ---- my to-dos -------------------------------------------------------------------------------------


def todos(promises: Sequence[FollowupFacts], person_id: int, now: datetime, words: Words) -> ui.LayoutView:
    """What a person promised, and is asked to take over, as far as it is still to be done."""
    lines = [_todo(facts, person_id, now, words) for facts in promises[:SESSIONS_SHOWN]]
    if (more := len(promises) - SESSIONS_SHOWN) > 0:
        lines.append(words.n("me.todos.more", more))
    buttons = to_list(words) if promises else kit.row(new_button(words))
    told = "\n\n".join(lines) or words("me.todos.none")
    return kit.card(words("me.todos.head"), told, buttons, _back(words), accent=kit.BLURPLE)


def _todo(facts: FollowupFacts, person_id: int, now: datetime, words: Words) -> str:
    sign, key, _ = look(facts, now)
    told = words("me.todos.asked") if facts.handed_to_id == person_id else words(key)
    return f"{sign} **{text_of(facts, 120, words)}**\n{when(facts.due_at)}\n-# {told}"


# ---- my data ---------------------------------------------------------------------------------------


def data(rules: Sequence[Rule], grace_days: int, words: Words) -> ui.LayoutView:
    """What is kept, where, and until when; with the button that hands it out as a file."""
    kept = "\n".join(f"- {words.n(f'kept.{rule.name}', rule.days)}" for rule in rules)
    hand_out = kit.button(words("me.data.hand_out"), ids.ME_DATA(), discord.ButtonStyle.primary, emoji="📄")
    return kit.card(
        words("me.data.head"),
        words("me.data.where"),
        kept,
        words.n("me.data.left", grace_days),
        _back(words, hand_out),
        accent=kit.BLURPLE,
    )


def file(name: str, words: Words) -> ui.LayoutView:
    """The file with everything."""
    return kit.sealed(ui.TextDisplay(words("me.data.here")), ui.File(f"attachment://{name}"))


# ---- forget me -------------------------------------------------------------------------------------


def confirm(effect: ForgetEffect, words: Words) -> ui.LayoutView:
    """Names what forgetting does before it is done."""
    if not effect.known:
        return kit.card(words("me.forget.head"), words("me.forget.nothing"), _back(words), accent=kit.GREY)
    lines = [words("me.forget.settings")]
    if effect.leaves:
        lines.append(words.n("me.forget.leaves", len(effect.leaves), names=_names(effect.leaves, words)))
    if effect.captain_of:
        lines.append(words.n("me.forget.captain", len(effect.captain_of), names=_names(effect.captain_of, words)))
    if effect.past_signups:
        lines.append(words.n("me.forget.past", effect.past_signups))
    return kit.card(
        words("me.forget.head"),
        "\n".join(f"- {line}" for line in lines),
        words("me.forget.stays"),
        _back(words, kit.button(words("me.forget.yes"), ids.ME_FORGET(), discord.ButtonStyle.danger, emoji="🧽")),
        accent=kit.RED,
    )


def _names(names: Sequence[str], words: Words) -> str:
    shown = [kit.plain(name, 60) or words("canvass.unnamed") for name in names[:NAMES_SHOWN]]
    return words.all_of([*shown, *(["…"] if len(names) > NAMES_SHOWN else [])])


def forgotten(words: Words) -> ui.LayoutView:
    """It is done."""
    return kit.card(words("me.forget.done"), accent=kit.GREEN)


def _back(words: Words, *more: ui.Button[ui.LayoutView]) -> ui.ActionRow[ui.LayoutView]:
    return kit.row(*more, kit.button(words("me.button.back"), ids.ME_PAGE(page="home"), emoji="↩️"))
