"""What is to be done before a meeting: the list, for everybody in the team, and one thing of it."""

from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import fitted
from bot.cards.forms import Boxes, Form, Text
from bot.cards.meetings import name_of, named, task_line
from bot.words import Words
from db.facts.meetings import PREP_MOST, PREP_TEXT_MOST, MeetingFacts, Prep

ANYONE = "anyone"
ROOM = 3000  # characters
Button = ui.Button[ui.LayoutView]
GREY, GREEN = discord.ButtonStyle.secondary, discord.ButtonStyle.success

TASK_FORM = Form(
    id=ids.MEETING_TASK_FORM,
    title="meeting.task_form.title",
    fields=(
        Text("text", "meeting.task_form.text", most=PREP_TEXT_MOST, required=True, like=True),
        Text("due", "meeting.task_form.due", hint=True, like=True),
        Boxes("who", "meeting.task_form.who", options=((ANYONE, "meeting.task_form.anyone"),)),
    ),
)


def tasks(facts: MeetingFacts, words: Words, *, now: datetime, writes: bool, said: str = "") -> ui.LayoutView:
    """All of it, with a select to open one; `writes`: the reader may add to it."""
    lines = (task_line(task, words, now=now) for task in facts.prep)
    options = [
        kit.option(
            kit.bare(task.text, 95) or words("meeting.unnamed_task"),
            str(task.id),
            about=_whose(task, words),
            emoji="✅" if task.done_at else "⬜" if task.owner_id else "🙋",
        )
        for task in facts.prep[:PREP_MOST]
    ]
    add = kit.button(words("meeting.button.add_task"), ids.MEETING_TASK_WRITE(meeting=facts.id, task=0), emoji="➕")
    room = kit.button(words("meeting.button.room"), ids.MEETING_OPEN(meeting=facts.id), emoji="📂")
    may_add = writes and facts.ahead and len(facts.prep) < PREP_MOST
    return kit.card(
        said,
        f"### 🙋 {words('meeting.tasks.title', name=name_of(facts, words))}",
        fitted(lines, len(facts.prep), words, ROOM, "\n") if options else words("meeting.nothing_to_do"),
        kit.row(kit.select(ids.MEETING_TASK(meeting=facts.id), options, words("meeting.tasks.choose")))
        if options
        else None,
        f"-# {words('meeting.tasks.about')}",
        kit.row(*([add] if may_add else []), room) if writes else None,
        accent=kit.BLURPLE,
    )


def _whose(task: Prep, words: Words) -> str:
    if task.done_at is not None:
        return words("meeting.task.done")
    return kit.bare(task.owner_name, 60) or words("meeting.nobody_yet")


def task(facts: MeetingFacts, one: Prep, reader_id: int, words: Words, *, now: datetime, writes: bool) -> ui.LayoutView:
    """One thing to do, with what its reader can do about it."""
    owner = named(one.owner_name, words) if one.owner_id else words("meeting.nobody_yet")
    lines = [f"🙋 {owner}", f"⏳ {kit.stamp(one.due_at)} ({kit.stamp(one.due_at, 'R')})"]
    if not one.anyone:
        lines.append(f"-# {words('meeting.task.only_going')}")
    back = kit.button(words("canvass.button.back"), ids.MEETING_TASKS(meeting=facts.id), emoji="↩️")
    rows = []
    if facts.ahead and (deeds := _deeds(facts, one, reader_id, words, writes=writes)):
        rows.append(kit.row(*deeds))
    return kit.card(
        f"{'✅' if one.done_at else '⬜'} **{kit.plain(one.text, 400) or words('meeting.unnamed_task')}**",
        "\n".join(lines),
        *rows,
        kit.row(*(_changes(facts, one, words) if writes and facts.ahead else []), back),
        accent=kit.YELLOW if one.done_at is None and one.due_at <= now else kit.BLURPLE,
    )


def _deeds(facts: MeetingFacts, one: Prep, reader_id: int, words: Words, *, writes: bool) -> list[Button]:
    def deed(name: str, emoji: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
        id_ = ids.MEETING_TASK_DO(meeting=facts.id, task=one.id, deed=name)
        return kit.button(words(f"meeting.task.{name}"), id_, style, emoji=emoji)

    mine = one.owner_id == reader_id
    if one.done_at is not None:
        return [deed("undo", "↩️")] if mine or writes else []
    if one.owner_id is None:
        return [deed("take", "💪", GREEN), deed("finish", "✅")]
    finish = [deed("finish", "✅", GREEN)] if mine or writes else []
    return [*finish, *([deed("back", "🙋")] if mine or writes else [])]


def _changes(facts: MeetingFacts, one: Prep, words: Words) -> list[Button]:
    write = ids.MEETING_TASK_WRITE(meeting=facts.id, task=one.id)
    off = ids.MEETING_TASK_DO(meeting=facts.id, task=one.id, deed="off")
    return [
        kit.button(words("meeting.button.change"), write, emoji="✏️"),
        kit.button(words("meeting.button.off"), off, emoji="🗑️"),
    ]
