"""Help by situation, on one panel: what works now, and what waits for this person."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import doors_buttons
from bot.cards.followup_plan import to_list
from bot.cards.followups import text_of
from bot.cards.me import link
from bot.cards.mentions import Mentions
from bot.words import Words
from db.facts import CanvassFacts, FollowupFacts, Needs
from db.facts.meetings import MeetingLine, MeetingNeeds

SHOWN = 3  # sessions of one kind; the list of all is a command away
# What the texts mention: {canvass_plan} is /canvass plan.
COMMANDS = (
    "setup",
    "help",
    "me",
    "turf_add",
    "turf_import",
    "turf_ask",
    "turf_list",
    "canvass_plan",
    "canvass_list",
    "canvass_roster",
    "canvass_pairs",
    "canvass_remind",
    "canvass_again",
    "doors_start",
    "doors_pad",
    "doors_add",
    "doors_fix",
    "doors_out",
    "script",
    "rights",
    "campaign_plan",
    "campaign_progress",
    "campaign_leaderboard",
    "prospect_add",
    "prospect_board",
    "prospect_letter",
    "prospect_park",
    "prospect_import",
    "playbook_view",
    "playbook_edit",
    "meeting_plan",
    "meeting_prep",
    "meeting_today",
    "meeting_evaluate",
    "meeting_close",
    "signon_add",
    "signon_list",
    "signon_flyer",
    "followup_add",
    "followup_list",
    "followup_done",
)


class Page(StrEnum):
    """The situations that people come with."""

    HOME = "home"
    NEW = "new"
    DOORS = "doors"
    MEETING = "meeting"
    ORGANIZE = "organize"
    PROMISE = "promise"
    HOST = "host"
    NEEDS = "needs"


_BUTTONS = (
    (Page.NEW, "help.button.new", "🌱"),
    (Page.DOORS, "help.button.doors", "🚪"),
    (Page.ORGANIZE, "help.button.organize", "📋"),
    (Page.HOST, "help.button.host", "🖥️"),
)
_BUTTONS_BELOW = (
    (Page.MEETING, "help.button.meeting", "🤲"),
    (Page.PROMISE, "help.button.promise", "🤝"),
    (Page.NEEDS, "help.button.needs", "✨"),
)


def panel(page: Page, mentions: Mentions, words: Words, *, organizer: bool, live: int | None = None) -> ui.LayoutView:
    """The help for a situation; `live` is the session at whose doors people are now."""
    named = {command: mentions(command, words) for command in COMMANDS}
    more = kit.row(kit.button(words("help.button.setup"), ids.SETUP_OPEN(), emoji="🛠️"))
    return kit.card(
        words(f"help.{page.value}", **named),
        more if page is Page.ORGANIZE and organizer else None,
        to_list(words) if page is Page.PROMISE else None,
        kit.row(*doors_buttons(live, words)) if page is Page.DOORS and live is not None else None,
        kit.rule(),
        *_situations(page, words),
        accent=kit.BLURPLE,
    )


def _situations(page: Page, words: Words) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """The other situations; the one that is shown is pressed, but for what waits, which can be looked at again."""
    for buttons in (_BUTTONS, _BUTTONS_BELOW):
        yield kit.row(
            *(
                kit.button(
                    words(key),
                    ids.HELP_PAGE(page=to),
                    _style(to, page),
                    emoji=emoji,
                    off=to is page and to is not Page.NEEDS,
                )
                for to, key, emoji in buttons
            )
        )


def _style(to: Page, page: Page) -> discord.ButtonStyle:
    return discord.ButtonStyle.primary if to is page else discord.ButtonStyle.secondary


# ---- what can I do? --------------------------------------------------------------------------------


def needs(found: Needs, mentions: Mentions, words: Words) -> ui.LayoutView:
    """What waits for this person now, the most urgent first; when nothing does, what they can do anyway."""
    blocks = list(_needs(found, mentions, words))
    list_, me = mentions("canvass_list", words), mentions("me", words)
    return kit.card(
        words("help.needs"),
        *(blocks or [words("help.needs.nothing", canvass_list=list_, me=me)]),
        to_list(words) if found.promises or found.asked else None,
        kit.row(kit.button(words("help.button.setup"), ids.SETUP_OPEN(), emoji="🛠️")) if _set_up(found) else None,
        kit.rule(),
        *_situations(Page.NEEDS, words),
        accent=kit.GREEN if found.nothing else kit.YELLOW,
    )


def _set_up(found: Needs) -> bool:
    return not found.set_up or bool(found.troubles)


def _needs(found: Needs, mentions: Mentions, words: Words) -> Iterator[str]:
    yield from _sessions("help.needs.offers", found.offers, words, _when)
    yield from _sessions("help.needs.confirm", found.confirm, words, _when)
    yield from _promises("help.needs.asked", found.asked, words)
    yield from _promises("help.needs.promises", found.promises, words)
    yield from _meetings(found.meetings, words)
    yield from _sessions("help.needs.open", found.open, words, _places)
    yield from _sessions("help.needs.unpaired", found.unpaired, words, _when, pairs=mentions("canvass_pairs", words))
    yield from _sessions("help.needs.cardless", found.cardless, words, _when)
    if found.late:
        yield words.n("help.needs.late", found.late, followup_list=mentions("followup_list", words))
    if not found.set_up:
        yield words("help.needs.set_up")
    if found.troubles:
        yield words.n("help.needs.troubles", found.troubles)


def _sessions(
    key: str,
    sessions: Sequence[CanvassFacts],
    words: Words,
    told: Callable[[CanvassFacts, Words], str],
    **values: str,
) -> Iterator[str]:
    if not sessions:
        return
    lines = [f"- {_linked(facts, words)} · {told(facts, words)}" for facts in sessions[:SHOWN]]
    if (more := len(sessions) - SHOWN) > 0:
        lines.append(words.n("help.needs.more", more))
    yield "\n".join([words(key, **values), *lines])


def _promises(key: str, promises: Sequence[FollowupFacts], words: Words) -> Iterator[str]:
    if not promises:
        return
    lines = [f"- {text_of(one, 60, words)} · {kit.stamp(one.due_at, 'R')}" for one in promises[:SHOWN]]
    if (more := len(promises) - SHOWN) > 0:
        lines.append(words.n("help.needs.more", more))
    yield "\n".join([words(key), *lines])


def _meetings(found: MeetingNeeds, words: Words) -> Iterator[str]:
    """What waits about meetings: to look back on, to close, to agree on, to prepare, and what anyone can take."""
    prep = [f"- {kit.plain(task.text, 70)} · {kit.stamp(task.due_at, 'R')}" for _, task in found.prep]
    groups = [
        ("help.needs.evaluate", [_meeting(line, words) for line in found.evaluate]),
        ("help.needs.close", [_meeting(line, words) for line in found.close]),
        ("help.needs.unready", [_meeting(line, words) for line in found.unready]),
        ("help.needs.prep", prep),
        ("help.needs.free", [_meeting(line, words) for line in found.free]),
    ]
    for key, lines in groups:
        if lines:
            more = [words.n("help.needs.more", len(lines) - SHOWN)] if len(lines) > SHOWN else []
            yield "\n".join([words(key), *lines[:SHOWN], *more])


def _meeting(line: MeetingLine, words: Words) -> str:
    name = kit.plain(line.name, 60) or words("meeting.somebody")
    return f"- **{name}** · {kit.stamp(line.starts_at, 'R')}"


def _linked(facts: CanvassFacts, words: Words) -> str:
    name = kit.plain(facts.name, 60) or words("canvass.unnamed")
    return f"[{name}]({url})" if (url := link(facts)) else f"**{name}**"


def _when(facts: CanvassFacts, _: Words) -> str:
    return kit.stamp(facts.plan.starts_at, "R")


def _places(facts: CanvassFacts, words: Words) -> str:
    when, capacity = kit.stamp(facts.plan.starts_at), facts.plan.capacity
    return when if capacity is None else f"{when} · {words.n('help.needs.places', capacity - facts.taken)}"
