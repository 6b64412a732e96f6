"""Changing a playbook inside Discord: a list of what is in a part, one thing with its moves, and a form for each."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Boxes, Choice, Field, Form, Text
from bot.cards.playbooks import Part, Reading, fitted, version_line
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import Words
from bot.words.playbooks import editing
from bot.words.playbooks.editing import FIXED, SINGLE, Section
from db.facts.playbooks import GatheringKind, Kind, MaterialKind, Offer, Role, Subject

SECTIONS: dict[Part, tuple[Section, ...]] = {
    Part.OVERVIEW: (Section.HEAD, Section.STEPS),
    Part.QUESTIONS: (Section.QUESTIONS,),
    Part.ASKERS: (Section.ASKERS,),
    Part.REFUSED: (Section.REFUSED, Section.WAYS),
    Part.AGENDA: (Section.AGENDA,),
    Part.MESSAGES: (Section.MESSAGES, Section.WINS),
    Part.PREP: (Section.PREP,),
    Part.OBJECTIONS: (Section.OBJECTIONS,),
    Part.REVIEW: (Section.REVIEW,),
    Part.ASKS: (Section.ASKS,),
    Part.THANKS: (Section.THANKS,),
}
# What can be changed on a page; the letter and the notes are texts of their own.

PART_OF = {section: part for part, sections in SECTIONS.items() for section in sections}
LINE_MOST = 110
FIELD_MOST = 900
FIELDS_MOST = 5


# ---- forms -------------------------------------------------------------------------------------------

_YES_NO = (("yes", "playbook.yes"), ("no", "playbook.no"))
_SHORT = 100  # characters above which a field is a paragraph


def _text(section: Section, name: str, key: str, *, required: bool = True) -> Text:
    longest = editing.most(section, name)
    return Text(name, key, most=longest, tall=longest >= _SHORT, required=required)


def _form(section: Section, *fields: Field, name: str = "") -> Form:
    room = len(fields) < FIELDS_MOST  # a form holds so many things in all
    warning = "playbook.form.how" if room else None
    return Form(ids.PLAYBOOK_FORMS[name or section], "playbook.form", fields, warning=warning)


_WAY = _text(Section.WAYS, "text", "playbook.field.way")

FORMS = {
    Section.HEAD: _form(
        Section.HEAD,
        _text(Section.HEAD, "title", "playbook.field.title"),
        _text(Section.HEAD, "who", "playbook.field.who"),
        _text(Section.HEAD, "after_why", "playbook.field.after_why", required=False),
    ),
    Section.STEPS: _form(
        Section.STEPS,
        _text(Section.STEPS, "title", "playbook.field.step_title"),
        _text(Section.STEPS, "text", "playbook.field.step_text"),
    ),
    Section.QUESTIONS: _form(
        Section.QUESTIONS,
        _text(Section.QUESTIONS, "text", "playbook.field.question"),
        Choice("about", "playbook.field.about", tuple((one, f"playbook.subject.{one}") for one in Subject)),
    ),
    Section.ASKERS: _form(
        Section.ASKERS,
        _text(Section.ASKERS, "text", "playbook.field.asker"),
        _text(Section.ASKERS, "why", "playbook.field.why"),
    ),
    Section.REFUSED: _form(
        Section.REFUSED,
        _text(Section.REFUSED, "text", "playbook.field.refused"),
        _text(Section.REFUSED, "again", "playbook.field.again"),
    ),
    Section.WAYS: _form(Section.WAYS, _WAY),
    Section.AGENDA: _form(
        Section.AGENDA,
        _text(Section.AGENDA, "text", "playbook.field.agenda"),
        Choice("role", "playbook.field.role", tuple((one, f"playbook.role.{one}") for one in Role)),
        Text("minutes", "playbook.field.minutes", most=3, required=True),
    ),
    Section.MESSAGES: _form(Section.MESSAGES, _text(Section.MESSAGES, "text", "playbook.field.message")),
    Section.WINS: _form(Section.WINS, _text(Section.WINS, "text", "playbook.field.win")),
    Section.PREP: _form(
        Section.PREP,
        _text(Section.PREP, "text", "playbook.field.prep"),
        Text("days", "playbook.field.days", most=3, required=True),
        Choice("anyone", "playbook.field.anyone", _YES_NO),
    ),
    Section.OBJECTIONS: _form(
        Section.OBJECTIONS,
        _text(Section.OBJECTIONS, "text", "playbook.field.objection"),
        _text(Section.OBJECTIONS, "reply", "playbook.field.reply"),
        Choice(
            "offer",
            "playbook.field.offer",
            (("-", "playbook.offer.none"), *((one, f"playbook.offer.{one}") for one in Offer)),
        ),
    ),
    Section.REVIEW: _form(
        Section.REVIEW,
        _text(Section.REVIEW, "text", "playbook.field.review"),
        _text(Section.REVIEW, "hint", "playbook.field.review_hint"),
    ),
    Section.ASKS: _form(
        Section.ASKS,
        _text(Section.ASKS, "text", "playbook.field.ask"),
        _text(Section.ASKS, "done", "playbook.field.done"),
        Choice("counts_only", "playbook.field.counts_only", _YES_NO, hint=True),
        Choice(
            "gathering",
            "playbook.field.gathering",
            (("-", "playbook.gathering.none"), *((one, f"playbook.gathering.{one}") for one in GatheringKind)),
        ),
        Boxes(
            "materials", "playbook.field.materials", tuple((one, f"playbook.material.{one}") for one in MaterialKind)
        ),
    ),
    Section.THANKS: _form(Section.THANKS, _text(Section.THANKS, "text", "playbook.field.thanks")),
}

PRESSING = _form(
    Section.WAYS,
    _WAY,
    Choice("pressing", "playbook.field.pressing", _YES_NO, hint=True),
    name="pressing",
)
# Ways after a refusal where pressing is among them: nobody else is pressed, whatever a team writes.


def form_of(section: Section, kind: Kind) -> Form:
    """The form of a section."""
    return PRESSING if section is Section.WAYS and editing.may_press(kind) else FORMS[section]


NEW = {
    Section.QUESTIONS: {"about": "person"},
    Section.AGENDA: {"role": "opens", "minutes": "3"},
    Section.PREP: {"days": "3", "anyone": "yes"},
    Section.WAYS: {"pressing": "no"},
    Section.OBJECTIONS: {"offer": "-"},
    Section.ASKS: {"counts_only": "no", "gathering": "-"},
}
# What the form of a new thing begins with.


def typed_of(item: Any) -> dict[str, str]:
    """What the form of a thing that is there begins with."""
    found = editing.shown(item)
    return {name: text or "-" if name in {"offer", "gathering"} else text for name, text in found.items()}


# ---- a part, to be changed -----------------------------------------------------------------------------


def edit(shown: Reading, words: Words) -> ui.LayoutView:
    """What is in a part, to choose one of it or to add one."""
    sections = SECTIONS[shown.part]
    lists = ["\n".join(_listed(shown, section, words)) for section in sections]
    return kit.card(
        shown.said,
        f"### ✏️ {KIND_SIGNS[shown.playbook.kind]} {kit.plain(shown.playbook.title)} · {_part(shown, words)}\n"
        f"{words('playbook.edit.about', language=shown.words.own_name)}",
        "\n".join(fitted(["\n\n".join(lists)], 3000)),
        kit.rule(),
        f"-# {version_line(shown.text, words)}",
        kit.row(_choice(shown, sections, words)),
        kit.row(*_ways(shown, sections, words)),
        accent=kit.YELLOW,
    )


def _part(shown: Reading, words: Words) -> str:
    return words(f"playbook.part.{shown.part}")


def _listed(shown: Reading, section: Section, words: Words) -> Iterator[str]:
    if len(SECTIONS[shown.part]) > 1:
        yield f"**{words(f'playbook.section.{section}')}**"
    for number, item in enumerate(editing.items(shown.playbook, section), 1):
        yield f"{number}\\. {kit.plain(_name(item), LINE_MOST)}"


def _name(item: Any) -> str:
    return str(getattr(item, "title", "") or item.text)


def _choice(shown: Reading, sections: tuple[Section, ...], words: Words) -> ui.Select[ui.LayoutView]:
    options = [
        kit.option(kit.bare(_name(item)), f"{section}.{editing.key_of(item)}", about=_beside(item, section, words))
        for section in sections
        for item in editing.items(shown.playbook, section)
    ]
    return kit.select(ids.PLAYBOOK_CHOOSE(**shown.here, part=shown.part), options, words("playbook.edit.hint"))


def _beside(item: Any, section: Section, words: Words) -> str:
    """What tells things of a section apart, beside their words."""
    if section is Section.AGENDA:
        return f"{words(f'playbook.role.{item.role}')} · {words.n('playbook.minutes', item.minutes)}"
    if section is Section.PREP:
        return words.n("playbook.days", item.days) if item.days else words("playbook.same_day")
    if section is Section.QUESTIONS:
        return words(f"playbook.subject.{item.about}")
    return words(f"playbook.section.{section}")


def _ways(shown: Reading, sections: tuple[Section, ...], words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    for section in sections:
        if section not in FIXED:
            full = len(editing.items(shown.playbook, section)) >= editing.bounds(section).most
            to = ids.PLAYBOOK_ADD(**shown.here, section=section)
            yield kit.button(words(f"playbook.add.{section}"), to, emoji="➕", off=full)
    back = ids.PLAYBOOK_VIEW(**shown.here, part=shown.part)
    yield kit.button(words("playbook.button.read"), back, emoji="↩️")


# ---- one thing -----------------------------------------------------------------------------------------


def item(shown: Reading, section: Section, thing: Any, words: Words) -> ui.LayoutView:
    """One thing as it stands, with its blanks; to be changed, moved or taken out."""
    here = {**shown.here, "section": section, "key": editing.key_of(thing)}
    blocks = [
        f"**{words(one.key)}**\n{_value(thing, one, words)}" for one in form_of(section, shown.playbook.kind).fields
    ]
    order = editing.items(shown.playbook, section)
    change = kit.button(words("playbook.button.change"), ids.PLAYBOOK_WRITE(**here), emoji="✏️")
    back = kit.button(words("playbook.button.list"), ids.PLAYBOOK_EDIT(**shown.here, part=shown.part), emoji="↩️")
    moves: list[ui.Button[ui.LayoutView]] = []
    if section not in FIXED:
        few = len(order) <= editing.bounds(section).least
        first, last = thing is order[0], thing is order[-1]
        moves = [
            kit.button("▲", ids.PLAYBOOK_MOVE(**here, up=1), off=first),
            kit.button("▼", ids.PLAYBOOK_MOVE(**here, up=0), off=last),
            kit.button(words("playbook.button.remove"), ids.PLAYBOOK_REMOVE(**here), emoji="🗑️", off=few),
        ]
    said = words("playbook.item.few", n=len(order)) if moves and len(order) <= editing.bounds(section).least else ""
    place = "" if section in SINGLE else f" · {order.index(thing) + 1}/{len(order)}"
    return kit.card(
        shown.said,
        f"### ✏️ {KIND_SIGNS[shown.playbook.kind]} {words(f'playbook.section.{section}')}{place}",
        *blocks,
        f"-# {said}" if said else None,
        kit.row(change, *moves, back),
        accent=kit.YELLOW,
    )


def _value(thing: Any, field: Field, words: Words) -> str:
    text = typed_of(thing).get(field.name, "")
    if isinstance(field, Text):
        return kit.plain(text, FIELD_MOST) or "–"
    options = {value: key for value, key, *_ in field.options} if isinstance(field, Choice | Boxes) else {}
    return words.all_of(words(options[one]) for one in text.split(",") if one in options) or "–"
