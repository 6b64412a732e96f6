"""How far the campaign is, and how many sessions it still takes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.doors import goal_bar, together
from bot.pictures.telling import decimal, rate
from bot.words import Words
from db.facts.campaign import ForecastFacts, ProgressFacts
from db.facts.doors import BoardFacts, Tally

WEEK = timedelta(days=7)

Row = ui.ActionRow[ui.LayoutView]


class View(StrEnum):
    """The sides from which a campaign can be looked at."""

    GROWTH = "growth"
    TURFS = "turfs"
    CONTACT = "contact"
    SIGNONS = "signons"
    DAY = "day"


_VIEWS = (
    (View.GROWTH, "campaign.button.growth", "📈"),
    (View.TURFS, "campaign.button.turfs", "🏘️"),
    (View.CONTACT, "campaign.button.contact", "💬"),
    (View.SIGNONS, "campaign.button.signons", "✍️"),
    (View.DAY, "campaign.button.day", "📅"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is shown of a campaign: one side of it, and of its sessions the one that is meant."""

    facts: ProgressFacts
    board: BoardFacts | None
    zone: str
    view: View
    picture: kit.Block = None
    may_post: bool = False

    @property
    def canvass_id(self) -> int:
        """The session that is meant; 0 for none."""
        return self.board.canvass_id if self.board else 0


# ---- how far the campaign is -----------------------------------------------------------------------------


def progress(shown: Standing, words: Words, *, said: str = "") -> ui.LayoutView:
    """One side of the campaign, privately, with the way to the others."""
    views = (
        kit.button(
            words(key),
            ids.CAMPAIGN_PROGRESS(view=view, canvass=shown.canvass_id),
            discord.ButtonStyle.primary if view is shown.view else discord.ButtonStyle.secondary,
            emoji=emoji,
            off=view is shown.view,
        )
        for view, key, emoji in _VIEWS
    )
    post = ids.CAMPAIGN_PROGRESS_POST(view=shown.view, canvass=shown.canvass_id)
    may_post = shown.may_post and shown.picture is not None
    return kit.card(
        said,
        *_side(shown, words),
        kit.row(*views),
        kit.row(_to_plan(words), _to_ranks(words), *([post_button(post, words, off=bool(said))] if may_post else [])),
        accent=kit.GREEN,
    )


def progress_posted(shown: Standing, words: Words) -> ui.LayoutView:
    """The same for everybody in a channel."""
    closer = ids.CAMPAIGN_PROGRESS(view=shown.view, canvass=shown.canvass_id)
    return kit.card(*_side(shown, words), kit.row(closer_button(closer, words)), accent=kit.GREEN)


def _side(shown: Standing, words: Words) -> tuple[kit.Block, ...]:
    name = kit.plain(shown.facts.campaign, 80) or words("campaign.ours")
    return (f"### 📈 {words('campaign.progress.title', name=name)}", _TOLD[shown.view](shown, words), shown.picture)


def _growth(shown: Standing, words: Words) -> str:
    facts = shown.facts
    if not facts.days:
        return words("campaign.progress.none")
    lines = [
        f"**{together(facts.total.doors, facts.goal, words)}**",
        goal_bar(facts.total.doors, facts.goal),
        f"{words.n('campaign.sessions', facts.sessions)} · {words.n('campaign.people', facts.people)}",
        beside(facts.total, words),
    ]
    if facts.goal is None:
        lines.append(words("campaign.progress.no_goal"))
    return "\n".join(line for line in lines if line)


def beside(tally: Tally, words: Words) -> str:
    """What the doors led to, in one line."""
    parts = (("💬", "picture.talks", tally.talks), ("💚", "picture.supporters", tally.supporters))
    return " · ".join(f"{sign} {words.n(key, n)}" for sign, key, n in parts)


def _turfs(shown: Standing, words: Words) -> str:
    turfs = shown.facts.turfs
    if not turfs:
        return words("campaign.progress.no_turfs")
    done = sum(turf.left == 0 for turf in turfs)
    lines = [words.n("campaign.turfs_done", len(turfs), done=done)]
    if shown.facts.elsewhere > 0:
        lines.append(words.n("campaign.elsewhere", shown.facts.elsewhere))
    return "\n".join(lines)


def _contact(shown: Standing, words: Words) -> str:
    share = shown.facts.total.contact_rate
    if share is None or not shown.facts.days:
        return words("campaign.progress.none")
    return f"{words('campaign.contact', percent=rate(share, words))}\n{words('campaign.contact.hint')}"


def _sign_ons(shown: Standing, words: Words) -> str:
    count = sum(n for _, n in shown.facts.sign_ons)
    if not count:
        return words("campaign.progress.no_signons")
    return f"{words.n('campaign.signons', count)}\n{words('campaign.signons.hint')}"


def _day(shown: Standing, words: Words) -> str:
    board = shown.board
    if board is None:
        return words("campaign.progress.no_day")
    name = kit.plain(board.name, 80) or words("canvass.unnamed")
    lines = [
        f"**{name}** · {words.day(board.starts_at, shown.zone)}",
        together(board.total.doors, board.goal, words),
        goal_bar(board.total.doors, board.goal),
    ]
    return "\n".join(line for line in lines if line)


_TOLD = {
    View.GROWTH: _growth,
    View.TURFS: _turfs,
    View.CONTACT: _contact,
    View.SIGNONS: _sign_ons,
    View.DAY: _day,
}


# ---- how many sessions it takes --------------------------------------------------------------------------


def plan(
    facts: ForecastFacts,
    words: Words,
    *,
    now: datetime,
    picture: kit.Block = None,
    may_post: bool = False,
    said: str = "",
) -> ui.LayoutView:
    """The forecast, privately."""
    post = [post_button(ids.CAMPAIGN_PLAN_POST(), words, off=bool(said))] if may_post and facts.left else []
    buttons = kit.row(_to_progress(words), _to_ranks(words), *post)
    return kit.card(said, *_forecast(facts, now, picture, words), buttons, accent=kit.BLURPLE)


def plan_posted(facts: ForecastFacts, words: Words, *, now: datetime, picture: kit.Block = None) -> ui.LayoutView:
    """The same for everybody in a channel."""
    closer = kit.row(closer_button(ids.CAMPAIGN_PLAN(), words))
    return kit.card(*_forecast(facts, now, picture, words), closer, accent=kit.BLURPLE)


def _forecast(facts: ForecastFacts, now: datetime, picture: kit.Block, words: Words) -> tuple[kit.Block, ...]:
    title = f"### 🧭 {words('campaign.plan.title')}"
    if facts.left is None:
        return title, words("campaign.plan.no_goal"), _figures(facts, words)
    if facts.left == 0:
        return title, words("campaign.plan.done"), _without_goal(facts, words)
    return title, _answer(facts, now, words), picture, _friends(facts, words), _figures(facts, words)


def _answer(facts: ForecastFacts, now: datetime, words: Words) -> str:
    """The question of the guide in one sentence, and until when that is."""
    with_people = words.n("campaign.plan.with", facts.people)
    told = words.n("campaign.plan.answer", facts.needed, people=with_people)
    more = next((n for n in facts.turnouts if n > facts.people and facts.sessions_with(n) < facts.needed), None)
    if more is not None:
        told = words(
            "campaign.plan.or", told=told, n=facts.sessions_with(more), people=words.n("campaign.plan.with", more)
        )
    last = kit.stamp(now + WEEK * facts.needed, "D")
    return f"**{told}**\n{words.n('campaign.plan.left', facts.left or 0)} {words('campaign.plan.weekly', day=last)}"


def _friends(facts: ForecastFacts, words: Words) -> str:
    if facts.with_friends >= facts.needed:
        return f"🤝 {words('campaign.plan.more_fun')}"
    told = words.n("campaign.plan.friends", facts.with_friends)
    return f"🤝 {told} {words('campaign.plan.more_fun')}"


def _figures(facts: ForecastFacts, words: Words) -> str:
    """What is reckoned with, and which of it is assumed."""
    assumed = words("campaign.plan.assumed")
    figures = (
        (words("campaign.plan.rate", n=decimal(facts.rate, words)), facts.assumed_rate),
        (words("campaign.plan.hours", n=decimal(facts.hours, words)), facts.assumed_hours),
        (words.n("campaign.plan.people", facts.people), facts.assumed_people),
    )
    lines = [f"- {told}{f' {assumed}' if guess else ''}" for told, guess in figures]
    lines.insert(0, words("campaign.plan.figures"))
    if facts.assumed:
        lines.append(f"-# {words('campaign.plan.assumption')}")
    else:
        lines.append(f"-# {words.n('campaign.plan.from', facts.sessions)}")
    return "\n".join(line for line in (*lines, _without_goal(facts, words)) if line)


def _without_goal(facts: ForecastFacts, words: Words) -> str:
    without = facts.turfs_without_goal
    return f"-# {words.n('campaign.plan.without_goal', without)}" if without and facts.left is not None else ""


# ---- buttons ---------------------------------------------------------------------------------------------


def post_button(custom_id: str, words: Words, *, off: bool = False) -> ui.Button[ui.LayoutView]:
    """Shows what is looked at to everybody in the channel."""
    return kit.button(words("campaign.button.post"), custom_id, emoji="📣", off=off)


def closer_button(custom_id: str, words: Words) -> ui.Button[ui.LayoutView]:
    """From what was posted to one's own view of it."""
    return kit.button(words("campaign.button.closer"), custom_id, emoji="🔎")


def _to_plan(words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("campaign.button.plan"), ids.CAMPAIGN_PLAN(), emoji="🧭")


def _to_progress(words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("campaign.button.progress"), ids.CAMPAIGN_PROGRESS(view=View.GROWTH, canvass=0), emoji="📈")


def _to_ranks(words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(
        words("campaign.button.ranks"), ids.CAMPAIGN_RANKS(span="", by="", canvass=0, drawn=0), emoji="🏆"
    )
