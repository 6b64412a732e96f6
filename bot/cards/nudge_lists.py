"""`/nudges`: what comes to a person and what came, and for organizers where the team's nudges stand."""

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass_manage import page_buttons
from bot.cards.nudge_answers import Button, Row
from bot.cards.nudge_items import NAME_MOST
from bot.words import Words
from db.facts import Delivery, MyNudges, NudgeAnswer, NudgeLine, NudgeState, NudgeWait, TeamNudges

COMING, LATELY = "coming", "lately"
PAGE = 8  # lines on one page
LINE_TEXT = 110
SIGNS = {
    Delivery.COMING: "🗓️",
    Delivery.QUIET: "🌙",
    Delivery.CAP: "🍃",
    Delivery.PACE: "🐢",
    Delivery.TROUBLE: "🔁",
    Delivery.CLOSED: "📪",
    Delivery.SENT: "📨",
    Delivery.SHOWN: "👀",
    Delivery.FAILED: "⚠️",
    Delivery.EXPIRED: "⌛",
}
WAITS = {
    NudgeWait.QUIET: Delivery.QUIET,
    NudgeWait.CAP: Delivery.CAP,
    NudgeWait.PACE: Delivery.PACE,
    NudgeWait.TROUBLE: Delivery.TROUBLE,
}
_AT_REST = {
    NudgeState.CLOSED: Delivery.CLOSED,
    NudgeState.SENT: Delivery.SENT,
    NudgeState.SHOWN: Delivery.SHOWN,
    NudgeState.FAILED: Delivery.FAILED,
    NudgeState.EXPIRED: Delivery.EXPIRED,
}
# What Discord's refusals mean (discord-platform.md, sections 6 and 10).
TROUBLES = {
    "10003": "channel_gone",
    "10008": "message_gone",
    "10013": "person_gone",
    "50001": "no_access",
    "50013": "no_permission",
    "50007": "dms_closed",
    "50278": "dms_closed",
    "429": "too_many",
    "TimeoutError": "no_answer",
    "OSError": "no_answer",
}


def standing(line: NudgeLine) -> Delivery:
    """Where a nudge stands, as people look at it."""
    if line.state in _AT_REST:
        return _AT_REST[line.state]
    return WAITS[line.waits_for] if line.waits_for else Delivery.COMING


# ---- mine ------------------------------------------------------------------------------------------


def mine(
    found: MyNudges, words: Words, *, view: str, page: int, nudge_id: int = 0, in_dm: bool = False
) -> ui.LayoutView:
    """What comes to a person, or what came lately and how they answered; with what keeps it from coming."""
    lately = view == LATELY
    lines, tell = (found.lately, _came) if lately else (found.coming, _comes)
    shown, page, pages = _page(lines, page)
    empty = words("nudge.mine.none_lately" if lately else "nudge.mine.none_coming")
    turn = page_buttons(lambda to: ids.NUDGE_MINE(nudge=nudge_id, view=view, page=to), page, pages)
    return kit.card(
        words("nudge.mine.lately" if lately else "nudge.mine.coming"),
        "\n".join(_ways(found, words)),
        kit.rule(),
        "\n".join(tell(line, words) for line in shown) or empty,
        _numbered(page, pages, words),
        kit.row(*turn) if turn else None,
        _mine_row(found, words, other=COMING if lately else LATELY, nudge_id=nudge_id, in_dm=in_dm),
        accent=kit.BLURPLE,
    )


def _ways(found: MyNudges, words: Words) -> list[str]:
    """Whether anything can come, and what waits because it cannot."""
    lines = []
    if not found.reminders:
        lines.append(f"🔕 {words('nudge.mine.off')}")
    elif found.dms_closed_at is not None:
        lines.append(f"📪 {words('nudge.mine.closed', since=kit.stamp(found.dms_closed_at, 'R'))}")
    else:
        lines.append(f"📬 {words('nudge.mine.open')}")
    if found.waiting:
        lines.append(f"👀 {words.n('nudge.mine.waiting', found.waiting)}")
    return lines


def _mine_row(found: MyNudges, words: Words, *, other: str, nudge_id: int, in_dm: bool) -> Row:
    on = ids.NUDGE_MINE_ALL(nudge=nudge_id, on=int(not found.reminders))
    key = "nudge.button.stop_all" if found.reminders else "nudge.button.start_all"
    view = ids.NUDGE_MINE(nudge=nudge_id, view=other, page=0)
    buttons: list[Button] = []
    if found.waiting and not in_dm:
        show = ids.NUDGE_WAITING(nudge=nudge_id)
        buttons.append(kit.button(words("nudge.button.show"), show, discord.ButtonStyle.primary, emoji="👀"))
    if found.dms_closed_at is not None and not in_dm:
        buttons.append(kit.button(words("nudge.button.dms"), ids.NUDGE_DMS(nudge=nudge_id), emoji="📬"))
    buttons.append(kit.button(words(f"nudge.button.{other}"), view, emoji="🗓️" if other == COMING else "📨"))
    buttons.append(kit.button(words(key), on, emoji="🔕" if found.reminders else "🔔"))
    if not in_dm:  # one's own page belongs to the server
        buttons.append(kit.button(words("nudge.button.me"), ids.ME_PAGE(page="home"), emoji="⚙️"))
    return kit.row(*buttons)


def _comes(line: NudgeLine, words: Words) -> str:
    state = standing(line)
    told = [_about(line, words)]
    if state is Delivery.CLOSED:
        told.append(words("nudge.line.closed"))
    else:
        told.append(_moment(line.due_at))
        if line.waits_for:
            told.append(words(f"nudge.line.{state.value}"))
        elif line.person_id is None:
            told.append(words("nudge.line.in_thread"))
    return f"{SIGNS[state]} {' · '.join(told)}"


def _came(line: NudgeLine, words: Words) -> str:
    state = standing(line)
    told = [_about(line, words), _moment(line.sent_at or line.due_at)]
    if line.answer is not None:
        told.append(f"{words(_ANSWERS[line.answer])} {kit.stamp(line.answered_at, 'R') if line.answered_at else ''}")
    elif state is not Delivery.SENT:
        told.append(words(f"nudge.line.{state.value}"))
    return f"{SIGNS[state]} {' · '.join(part.strip() for part in told)}"


_ANSWERS = {
    NudgeAnswer.DONE: "nudge.answer.done",
    NudgeAnswer.LATER: "nudge.answer.later",
    NudgeAnswer.HANDED: "nudge.answer.handed",
    NudgeAnswer.TAKEN: "nudge.answer.taken",
    NudgeAnswer.PASSED: "nudge.answer.passed",
    NudgeAnswer.STOPPED: "nudge.answer.stopped",
}


def _about(line: NudgeLine, words: Words) -> str:
    """What a nudge is about, with the promise or the session where it is known."""
    kind = words(f"nudge.kind.{line.kind.value}")
    what = kit.plain(line.text, LINE_TEXT) or kit.plain(line.session, LINE_TEXT)
    return f"{kind}: **{what}**" if what else kind


# ---- the team --------------------------------------------------------------------------------------


def team(found: TeamNudges, words: Words) -> ui.LayoutView:
    """Where a team's nudges stand: how many, and one group of them by kind, person and cause."""
    if not any(found.counts.values()):
        return kit.card(words("nudge.team.head"), words("nudge.team.none"), accent=kit.GREY)
    counts = [
        f"{SIGNS[state]} {words.n(f'nudge.team.{state.value}', number)}"
        for state in Delivery
        if (number := found.counts.get(state, 0))
    ]
    chooser = kit.select(ids.NUDGE_TEAM_VIEW(), _views(found, words), words("nudge.team.choose"))
    return kit.card(
        words("nudge.team.head"),
        "\n".join(counts),
        kit.row(chooser),
        *_group(found, words),
        words("nudge.team.private"),
        accent=kit.YELLOW if found.counts.get(Delivery.FAILED) else kit.BLURPLE,
    )


def _views(found: TeamNudges, words: Words) -> list[discord.SelectOption]:
    return [
        kit.option(words(f"nudge.view.{state.value}"), state.value, chosen=state is found.view, emoji=SIGNS[state])
        for state in Delivery
        if found.counts.get(state) or state is found.view
    ]


def _group(found: TeamNudges, words: Words) -> list[kit.Block]:
    view = found.view
    if view is None:
        return []
    lines = "\n".join(_theirs(line, words) for line in found.lines) or words("nudge.team.none_here")
    turn = page_buttons(lambda to: ids.NUDGE_TEAM(view=view.value, page=to), found.page, found.pages)
    number = _numbered(found.page, found.pages, words)
    return [kit.rule(), lines, number, kit.row(*turn) if turn else None]


def _theirs(line: NudgeLine, words: Words) -> str:
    """Kind, person and cause: what a promise says is its owner's."""
    told = [_about(line, words)]
    if who := kit.plain(line.person, NAME_MOST) or (f"<@{line.person_id}>" if line.person_id else ""):
        told.append(who)
    told.append(_moment(line.sent_at or line.due_at))
    if why := _why(line, words):
        told.append(why)
    return f"• {' · '.join(told)}"


def _why(line: NudgeLine, words: Words) -> str:
    state = standing(line)
    if state is Delivery.CLOSED and line.why_closed:
        return words(f"nudge.closed.{line.why_closed}")
    if state in {Delivery.FAILED, Delivery.TROUBLE} and line.trouble:
        return trouble(line.trouble, words)
    return words(f"nudge.line.{state.value}") if state in WAITS.values() else ""


def trouble(code: str, words: Words) -> str:
    """What a refusal of Discord, or a failure of ours, means in plain words."""
    if code.isdecimal() and 500 <= int(code) < 600:
        return words("nudge.trouble.discord_down")
    if known := TROUBLES.get(code):
        return words(f"nudge.trouble.{known}")
    return words("nudge.trouble.other", code=kit.plain(code, 40))


# ---- pages -----------------------------------------------------------------------------------------


def _page(lines: Sequence[NudgeLine], page: int) -> tuple[Sequence[NudgeLine], int, int]:
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    return lines[page * PAGE : (page + 1) * PAGE], page, pages


def _numbered(page: int, pages: int, words: Words) -> str | None:
    return f"-# {words('canvass.page', page=page + 1, pages=pages)}" if pages > 1 else None


def _moment(moment: datetime) -> str:
    return f"{kit.stamp(moment, 'f')} ({kit.stamp(moment, 'R')})"
