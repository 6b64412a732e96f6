"""Neighborhoods as people see them: the form, the list, one of them, and the choice of one."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

import discord
from discord import app_commands, ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Choice, Form, Text
from bot.words import Words
from db.facts import TURF_NAME_MOST, TURF_WHY_MOST, Priority, TurfEdited, TurfFacts, TurfFinished

PAGE = 10  # neighborhoods on one page of the list: at their longest they fill a message
CHOICES = 25  # lines of a select (discord-platform.md, section 3)

PRIORITY_KEYS = {
    Priority.FIRST: "turf.priority.first",
    Priority.NEXT: "turf.priority.next",
    Priority.LATER: "turf.priority.later",
}
_EDGES = {Priority.FIRST: kit.RED, Priority.NEXT: kit.YELLOW, Priority.LATER: kit.GREY}

Row = ui.ActionRow[ui.LayoutView]


class Deed(StrEnum):
    """What is done with a neighborhood that is chosen from a list."""

    EDIT = "edit"
    FINISH = "finish"


_QUESTIONS = {Deed.EDIT: "turf.choose.edit", Deed.FINISH: "turf.choose.finish"}

# ---- the form ----------------------------------------------------------------------------------

_FIELDS = (
    Text("name", "turf.form.name", most=TURF_NAME_MOST, required=True, like=True),
    Text("doors", "turf.form.doors", most=12, hint=True),
    Choice("priority", "turf.form.priority", tuple((value.value, key) for value, key in PRIORITY_KEYS.items())),
    Text("why", "turf.form.why", most=TURF_WHY_MOST, tall=True, hint=True),
)
ADD = Form(ids.TURF_ADD, "turf.form.add", _FIELDS, warning="turf.form.area_only")
EDIT = Form(ids.TURF_EDIT, "turf.form.edit", _FIELDS, warning="turf.form.area_only")


def typed_of(fact: TurfFacts) -> dict[str, str]:
    """What the form shows of a neighborhood."""
    return {"name": fact.name, "doors": str(fact.doors or ""), "priority": fact.priority, "why": fact.why}


# ---- one neighborhood --------------------------------------------------------------------------


def added(fact: TurfFacts, words: Words) -> ui.LayoutView:
    """The answer to a new neighborhood."""
    another = kit.button(words("turf.button.another"), ids.TURF_NEW())
    return _one(fact, words("turf.added", name=kit.plain(fact.name)), words, _edit(fact, words), another)


def edited(done: TurfEdited, words: Words) -> ui.LayoutView:
    """The answer to an edit; it names what somebody else had written meanwhile and is replaced now."""
    fact, notes = done.facts, [_replaced(name, value, words) for name, value in done.replaced.items()]
    if notes:
        notes = [words("turf.replaced"), *notes]
    title = words("turf.edited", name=kit.plain(fact.name))
    return _one(fact, title, words, _edit(fact, words), notes="\n".join(notes))


def finished(done: TurfFinished, words: Words) -> ui.LayoutView:
    """The answer to a finish, with the way back."""
    fact = done.facts
    notes = words.n("turf.sessions_left", done.sessions) if done.sessions else ""
    undo = kit.button(words("turf.button.reopen"), ids.TURF_REOPEN(turf_id=fact.id))
    return _one(fact, words("turf.finished", name=kit.plain(fact.name)), words, undo, notes=notes)


def reopened(fact: TurfFacts, words: Words) -> ui.LayoutView:
    """The answer when a finish is taken back."""
    finish = kit.button(words("turf.button.finish"), ids.TURF_FINISH(turf_id=fact.id))
    return _one(fact, words("turf.reopened", name=kit.plain(fact.name)), words, _edit(fact, words), finish)


def _one(
    fact: TurfFacts, title: str, words: Words, *buttons: ui.Button[ui.LayoutView], notes: str = ""
) -> ui.LayoutView:
    ended = fact.finished_at is not None
    return kit.card(
        title,
        f"{doors(fact, words)} · {_standing(fact, words)}",
        f"> {kit.plain(fact.why, 600)}" if fact.why else None,
        notes,
        kit.row(*buttons),
        accent=kit.GREEN if ended else _EDGES[fact.priority],
    )


def _edit(fact: TurfFacts, words: Words) -> ui.Button[ui.LayoutView]:
    return kit.button(words("turf.button.edit"), ids.TURF_CHANGE(turf_id=fact.id))


def _replaced(name: str, value: object, words: Words) -> str:
    """One line of what was replaced: the field, and what it had become."""
    match name, value:
        case "priority", Priority():
            shown = words(PRIORITY_KEYS[value])
        case _, int():
            shown = words.number(value)
        case _:
            shown = kit.plain(str(value or ""), 200) or words("turf.nothing")
    return f"-# {words(f'turf.form.{name}')}: {shown}"


def doors(fact: TurfFacts, words: Words) -> str:
    """How many doors there are to knock."""
    return words("turf.no_goal") if fact.doors is None else words.n("turf.doors", fact.doors)


def _standing(fact: TurfFacts, words: Words) -> str:
    if fact.finished_at is not None:
        return words("turf.since", day=kit.stamp(fact.finished_at, "D"))
    return words(PRIORITY_KEYS[fact.priority])


# ---- the list ----------------------------------------------------------------------------------


def page_of(
    lines: Sequence[TurfFacts], page: int, words: Words, *, organizer: bool, below: Mapping[int, str] | None = None
) -> ui.LayoutView:
    """One page of the list, with totals over all of it; a page that is no longer there is the last one.

    `below` is what stands below a neighborhood, by its id.
    """
    if not lines:
        return _empty(words, organizer=organizer)
    pages = -(-len(lines) // PAGE)
    page = max(0, min(page, pages - 1))
    shown = lines[page * PAGE : (page + 1) * PAGE]
    groups = ["\n".join([f"### {head}", *several]) for head, several in _grouped(shown, below or {}, words)]
    turn = _turn(page, pages, words, lambda number: ids.TURF_PAGE(page=number)) if pages > 1 else None
    return kit.card(
        f"## {words('turf.list.title')}\n{_totals(lines, words)}",
        *groups,
        turn,
        kit.row(*_list_buttons(words)) if organizer else None,
        accent=kit.BLURPLE,
    )


def _empty(words: Words, *, organizer: bool) -> ui.LayoutView:
    title = f"## {words('turf.list.title')}"
    if not organizer:
        return kit.card(title, words("turf.list.empty_for_volunteers"), accent=kit.GREY)
    add = kit.button(words("turf.button.add"), ids.TURF_NEW(), discord.ButtonStyle.primary)
    return kit.card(title, words("turf.list.empty"), kit.row(add), accent=kit.GREY)


def _list_buttons(words: Words) -> list[ui.Button[ui.LayoutView]]:
    return [
        kit.button(words("turf.button.add"), ids.TURF_NEW(), discord.ButtonStyle.primary),
        kit.button(words("turf.button.edit"), ids.TURF_CHOOSE(deed=Deed.EDIT, page=0)),
        kit.button(words("turf.button.finish"), ids.TURF_CHOOSE(deed=Deed.FINISH, page=0)),
        kit.button(words("turf.button.ask"), ids.TURF_ASK(), emoji="🗳️"),
    ]


def _totals(lines: Sequence[TurfFacts], words: Words) -> str:
    """How many are left, how many doors they have, how many are finished."""
    left = [line for line in lines if line.finished_at is None]
    told = [words.n("turf.list.left", len(left))]
    if doors := sum(line.doors or 0 for line in left):
        told.append(words.n("turf.doors", doors))
    if done := len(lines) - len(left):
        told.append(words.n("turf.list.done", done))
    return " · ".join(told)


def _grouped(lines: Sequence[TurfFacts], below: Mapping[int, str], words: Words) -> list[tuple[str, list[str]]]:
    def head(line: TurfFacts) -> str:
        return words("turf.list.finished") if line.finished_at else words(PRIORITY_KEYS[line.priority])

    return [
        (key, [_line(line, below.get(line.id, ""), words) for line in group]) for key, group in groupby(lines, head)
    ]


def _line(fact: TurfFacts, below: str, words: Words) -> str:
    told = [f"**{kit.plain(fact.name, 110)}**", doors(fact, words)]
    if fact.finished_at is not None:
        told.append(_standing(fact, words))
    most = 90 if below else 150  # characters: ten at their longest are one message
    why = f"\n-# {kit.plain(fact.why, most)}" if fact.why and fact.finished_at is None else ""
    return " · ".join(told) + why + (f"\n{below}" if below else "")


def _turn(page: int, pages: int, words: Words, to: Callable[[int], str]) -> Row:
    """The row that turns pages."""
    # Every button has an id of its own, the two that lead nowhere too: Discord refuses an id given twice.
    return kit.row(
        kit.button(words("turf.button.back"), to(page - 1), off=page == 0),
        kit.button(words("turf.page", page=page + 1, pages=pages), to(page), off=True),
        kit.button(words("turf.button.on"), to(page + 1), off=page == pages - 1),
    )


# ---- choosing one ------------------------------------------------------------------------------


def choice(lines: Sequence[TurfFacts], deed: Deed, page: int, words: Words) -> ui.LayoutView:
    """A select of the neighborhoods with which something can be done, in pages of 25."""
    if not lines:
        return _empty(words, organizer=True) if deed is Deed.EDIT else kit.note(words("turf.choose.none"))
    pages = -(-len(lines) // CHOICES)
    page = max(0, min(page, pages - 1))
    options = [
        kit.option(kit.bare(line.name), str(line.id), about=f"{doors(line, words)} · {_told(line, words)}")
        for line in lines[page * CHOICES : (page + 1) * CHOICES]
    ]
    chooser = kit.select(ids.TURF_CHOSEN(deed=deed), options, words("turf.choose.hint"))
    turn = _turn(page, pages, words, lambda n: ids.TURF_CHOOSE(deed=deed, page=n)) if pages > 1 else None
    return kit.note(words(_QUESTIONS[deed]), kit.row(chooser), turn)


def _told(fact: TurfFacts, words: Words) -> str:
    # Options of a select show no timestamps.
    return words("turf.list.finished") if fact.finished_at else words(PRIORITY_KEYS[fact.priority])


def suggestions(lines: Sequence[TurfFacts]) -> list[app_commands.Choice[str]]:
    """What autocomplete offers: names, which are also the values, so that nobody meets an id."""
    return [app_commands.Choice(name=kit.bare(line.name), value=line.name) for line in lines[:CHOICES]]
