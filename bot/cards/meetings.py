"""A meeting's public card, at the head of its thread: who goes, what is to be done, how far it is.

What stands in the prep room is not on it: that is for those who go and those who lead, and opens for them alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import Words
from db.facts.meetings import Attendee, MeetingFacts, MeetingLine, MeetingPlan, MeetingState, Prep, Section
from db.facts.playbooks import MESSAGES_LEAST, MESSAGES_MOST, Role

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

NAME_MOST, WHO_MOST = 80, 40
PEOPLE_ROOM, TASKS_ROOM = 900, 1400  # characters
TASKS_SHOWN = 5


# ---- what a meeting is, in words -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a meeting's state looks: a word, a sign and a colour."""

    key: str
    sign: str
    accent: int


_LOOKS = {
    MeetingState.PLANNED: Look("meeting.state.planned", "🟡", kit.YELLOW),
    MeetingState.READY: Look("meeting.state.ready", "🟢", kit.GREEN),
    MeetingState.HELD: Look("meeting.state.held", "💬", kit.BLURPLE),
    MeetingState.CLOSED: Look("meeting.state.closed", "⚪", kit.GREY),
    MeetingState.CANCELLED: Look("meeting.state.cancelled", "🔴", kit.RED),
}


def look_of(state: MeetingState) -> Look:
    """The state of a meeting as people see it."""
    return _LOOKS[state]


def name_of(facts: MeetingFacts, words: Words) -> str:
    """Whom it is with, made safe."""
    return kit.plain(facts.prospect_name, NAME_MOST) or words("meeting.somebody")


def bare_name(name: str, words: Words, most: int = NAME_MOST) -> str:
    """The same for labels, threads and files, where Discord reads no markdown."""
    return kit.bare(name, most) or words("meeting.somebody")


def when(plan: MeetingPlan, words: Words) -> str:
    """From when, how far away, until when."""
    start, end = kit.stamp(plan.starts_at), kit.stamp(plan.ends_at, "t")
    return words("canvass.when", start=start, relative=kit.stamp(plan.starts_at, "R"), end=end)


def where(plan: MeetingPlan, words: Words) -> list[str]:
    """The place, the coffee afterwards, and the lead: a line each where there is something to say."""
    lines = []
    if place := kit.plain(plan.place, 150):
        lines.append(f"📍 {place}")
    if coffee := kit.plain(plan.coffee, 150):
        lines.append(f"☕ {words('meeting.coffee', place=coffee)}")
    if plan.lead_id is not None:
        lead = kit.plain(plan.lead_name, WHO_MOST) or f"<@{plan.lead_id}>"
        lines.append(f"🧭 {words('meeting.lead', name=lead)}")
    return lines


def jump(facts: MeetingFacts) -> str:
    """The address of a meeting's card; empty as long as it was not posted."""
    if facts.message_id is None:
        return ""
    return f"https://discord.com/channels/{facts.team_id}/{facts.channel_id}/{facts.message_id}"


def named(name: str, words: Words, most: int = WHO_MOST) -> str:
    """A person's name, made safe."""
    return kit.plain(name, most) or words("canvass.somebody")


def roles_of(one: Attendee, words: Words) -> str:
    """What somebody does in the meeting, in a phrase; empty where nothing was agreed."""
    return words.all_of(words(f"meeting.role.{role.value}") for role in one.roles)


# ---- the card --------------------------------------------------------------------------------------


def card(facts: MeetingFacts, words: Words, *, now: datetime) -> ui.LayoutView:
    """The public card of a meeting."""
    return kit.sealed(frame(facts, words, now=now))


def frame(facts: MeetingFacts, words: Words, *, now: datetime, sample: bool = False) -> ui.Container[ui.LayoutView]:
    """The card's frame; a sample shows the same with buttons that cannot be pressed."""
    look = look_of(facts.state)
    return kit.frame(
        f"## {KIND_SIGNS[facts.kind]} {words('meeting.title', name=name_of(facts, words))}\n"
        + "\n".join(_about(facts, words, look)),
        *([kit.rule(), people(facts, words)] if sample else _middle(facts, words, now)),
        *_rows(facts, words, now, off=sample),
        accent=look.accent,
    )


def _about(facts: MeetingFacts, words: Words, look: Look) -> list[str]:
    kind = words(f"kind.{facts.kind.value}")
    lines = [f"{look.sign} **{words(look.key)}** · {kind}"]
    if facts.state is MeetingState.CANCELLED:
        if reason := kit.plain(facts.reason, 220):
            lines.append(f"> {reason}")
        return [*lines, f"🗓️ ~~{kit.stamp(facts.plan.starts_at)}~~"]
    if facts.closing is not None and facts.closing.outcome is not None:
        lines.append(f"🏁 {words(f'meeting.outcome.{facts.closing.outcome.value}')}")
    return [*lines, f"🗓️ {when(facts.plan, words)}", *where(facts.plan, words)]


def _middle(facts: MeetingFacts, words: Words, now: datetime) -> list[kit.Block]:
    if facts.over:
        return []
    blocks: list[kit.Block] = [kit.rule(), people(facts, words)]
    if facts.ahead:
        blocks += [kit.rule(), progress(facts, words), kit.rule(), to_do(facts, words, now=now)]
    elif facts.attendees:
        said = sum(one.evaluated for one in facts.attendees)
        blocks.append(f"📝 {words.n('meeting.said', said)}" if said else f"📝 {words('meeting.said_none')}")
    return blocks


def people(facts: MeetingFacts, words: Words, *, head: bool = True) -> str:
    """Who goes, and what each does; as a hint, what nobody does yet."""
    if not facts.attendees:
        return words("meeting.nobody_goes")
    lines = [f"**{words('meeting.who_goes')}**"] if head else []
    shown = (_person(one, words) for one in facts.attendees)
    lines.append(fitted(shown, len(facts.attendees), words, PEOPLE_ROOM, "\n"))
    left = [words(f"meeting.role.{role.value}") for role in Role if not facts.who(role)]
    if left and facts.ahead:
        lines.append(f"-# {words('meeting.roles_left', roles=words.all_of(left))}")
    return "\n".join(lines)


def _person(one: Attendee, words: Words) -> str:
    roles, read = roles_of(one, words), " 📖" if one.read else ""
    return f"- {named(one.name, words)}{read}" + (f" · {roles}" if roles else "")


def progress(facts: MeetingFacts, words: Words) -> str:
    """How far the preparation is: what has to be agreed before it is ready, and how much else stands there."""
    messages = len(facts.of(Section.MESSAGES))
    told = words("meeting.messages_of", n=messages, least=MESSAGES_LEAST, most=MESSAGES_MOST)
    needed = [
        (Section.ASK not in facts.missing, words("meeting.part.ask")),
        (Section.STEP not in facts.missing, words("meeting.part.step")),
        (Section.MESSAGES not in facts.missing, told),
        (not facts.nobody_asks, words("meeting.part.asker")),
    ]
    head = words("meeting.is_ready" if facts.state is MeetingState.READY else "meeting.before_ready")
    lines = [f"**{head}**", *(f"{tick(done)} {text}" for done, text in needed)]
    if more := list(_more(facts, words)):
        lines.append(f"-# {' · '.join(more)}")
    return "\n".join(lines)


def _more(facts: MeetingFacts, words: Words) -> Iterator[str]:
    for section, key in ((Section.FACTS, "meeting.count.facts"), (Section.NOES, "meeting.count.noes")):
        if n := len(facts.of(section)):
            yield words.n(key, n)


def tick(done: bool) -> str:
    """A sign for what is done, and for what is not."""
    return "✅" if done else "⬜"


# ---- what is to be done before -----------------------------------------------------------------------


def to_do(facts: MeetingFacts, words: Words, *, now: datetime) -> str:
    """What is to be done before the meeting: what nobody has taken first, then by when; what is done is counted."""
    still = sorted((one for one in facts.prep if one.done_at is None), key=lambda one: not one.free)
    done = len(facts.prep) - len(still)
    head = f"**{words('meeting.to_do')}**"
    if not still:
        return f"{head}\n{words('meeting.all_done') if done else words('meeting.nothing_to_do')}"
    lines = [head, fitted(_tasks(still, words, now), len(still), words, TASKS_ROOM, "\n")]
    if done:
        lines.append(f"✅ {words.n('meeting.done_tasks', done)}")
    if any(one.free and one.anyone for one in still):
        lines.append(f"-# {words('meeting.anyone_can')}")
    return "\n".join(lines)


def _tasks(tasks: Iterable[Prep], words: Words, now: datetime) -> Iterator[str]:
    return (task_line(task, words, now=now) for task in list(tasks)[:TASKS_SHOWN])


def task_line(task: Prep, words: Words, *, now: datetime) -> str:
    """One thing to do: what, whose, by when."""
    text = kit.plain(task.text, 100) or words("meeting.unnamed_task")
    if task.done_at is not None:
        return f"✅ ~~{text}~~"
    sign = "🟠" if task.due_at <= now else "⬜" if task.owner_id else "🙋"
    owner = f" · {named(task.owner_name, words, 30)}" if task.owner_id else ""
    return f"{sign} {text}{owner} · {kit.stamp(task.due_at, 'R')}"


# ---- what can be pressed -----------------------------------------------------------------------------


def _rows(facts: MeetingFacts, words: Words, now: datetime, *, off: bool) -> list[Row]:
    id_ = facts.id
    calendar = kit.button(words("canvass.button.calendar"), ids.MEETING_CALENDAR(meeting=id_), emoji="📅", off=off)
    manage = kit.button(words("canvass.button.manage"), ids.MEETING_MANAGE(meeting=id_), emoji="⚙️", off=off)
    if facts.state is MeetingState.CANCELLED:
        return [kit.row(calendar, manage)]
    room = kit.button(
        words("meeting.button.room"), ids.MEETING_OPEN(meeting=id_), discord.ButtonStyle.primary, emoji="📂", off=off
    )
    if facts.state is MeetingState.CLOSED:
        return [kit.row(_record(id_, words), room, manage)]
    tasks = kit.button(words("meeting.button.tasks"), ids.MEETING_TASKS(meeting=id_), emoji="🙋", off=off)
    pocket = pocket_button(id_, words, off=off)
    if facts.state is MeetingState.HELD or now >= facts.plan.ends_at:
        return [kit.row(review_button(id_, words), _record(id_, words)), kit.row(room, _close(id_, words), manage)]
    return [kit.row(room, tasks, pocket), kit.row(calendar, manage)]


def pocket_button(id_: int, words: Words, *, nudge: int = 0, off: bool = False) -> Button:
    """*Pocket card*."""
    return kit.button(words("meeting.button.pocket"), ids.MEETING_POCKET(meeting=id_, nudge=nudge), emoji="🎒", off=off)


def review_button(id_: int, words: Words, *, nudge: int = 0) -> Button:
    """*How did it go?*"""
    review = ids.MEETING_REVIEW(meeting=id_, nudge=nudge)
    return kit.button(words("meeting.button.review"), review, discord.ButtonStyle.success, emoji="📝")


def _record(id_: int, words: Words) -> Button:
    return kit.button(words("meeting.button.record"), ids.MEETING_RECORD(meeting=id_), emoji="📖")


def _close(id_: int, words: Words) -> Button:
    return kit.button(words("meeting.button.close"), ids.MEETING_CLOSE(meeting=id_), emoji="🏁")


# ---- lists, and what other places say of it ------------------------------------------------------------


def line_text(line: MeetingLine, words: Words) -> str:
    """A meeting in a list."""
    look = look_of(line.state)
    text = f"{look.sign} **{kit.plain(line.name, 60) or words('meeting.somebody')}** · {kit.stamp(line.starts_at)}"
    ahead = line.state in {MeetingState.PLANNED, MeetingState.READY}
    return f"{text} · {words.n('meeting.free', line.free)}" if line.free and ahead else text


def choose(deed: str, lines: Iterable[MeetingLine], words: Words, *, head: str) -> ui.LayoutView:
    """Several meetings, and a select to choose one from."""
    shown = list(lines)[:25]
    options = [
        kit.option(
            bare_name(line.name, words),
            str(line.id),
            about=words.day(line.starts_at, line.zone),
            emoji=KIND_SIGNS[line.kind],
        )
        for line in shown
    ]
    chooser = kit.select(ids.MEETING_WHICH(deed=deed), options, words("meeting.choose"))
    text = fitted((line_text(line, words) for line in shown), len(shown), words, 2500, "\n")
    return kit.card(f"**{head}**", text, kit.row(chooser), accent=kit.BLURPLE)


def told_elsewhere(facts: MeetingFacts, words: Words) -> list[str]:
    """What calendars and the server's events say of a meeting, a line each, without markdown; nothing of the room."""
    plan, lines = facts.plan, []
    if coffee := kit.bare(plan.coffee, 150):
        lines.append(words("meeting.coffee_bare", place=coffee))
    if lead := kit.bare(plan.lead_name, 80) if plan.lead_id else "":
        lines.append(words("meeting.lead_bare", name=lead))
    if link := jump(facts):
        lines.append(words("canvass.card_at", link=link))
    return lines
