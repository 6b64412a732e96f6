"""The forms around a prospect. Those whose labels or options come from the database are made when they are opened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import ids
from bot.cards import kit
from bot.cards.forms import Boxes, Choice, Form, Option, PersonField, Text, Written
from bot.cards.prospect_words import KIND_SIGNS, bare_name, option_about
from bot.words import LANGUAGES, Words, words_in
from db.facts.playbooks import Kind, Playbook, Question
from db.facts.prospects import (
    CONTACT_MOST,
    PROSPECT_NAME_MOST,
    PROSPECT_PLACE_MOST,
    RESEARCH_MOST,
    SOURCE_MOST,
    SWAYS_MOST,
    TIE_NOTE_MOST,
    ContactHow,
    ContactResult,
    ProspectFacts,
    ProspectLine,
)

OPTIONS_MOST = 25
YES, NO = "yes", "no"

# Five fields are all that a form holds: the warning stands in their hints.
_NAME = Text("name", "prospect.form.name", most=PROSPECT_NAME_MOST, required=True, hint=True, like=True)
_ROLE = Text("role", "prospect.form.role", most=PROSPECT_PLACE_MOST, like=True)
_PLACE = Text("place", "prospect.form.place", most=PROSPECT_PLACE_MOST, hint=True, like=True)
_KIND = Choice("kind", "prospect.form.kind", tuple((kind, f"prospect.kinds.{kind}") for kind in Kind))

ADD = Form(
    id=ids.PROSPECT_ADD_FORM,
    title="prospect.form.title",
    fields=(_KIND, _NAME, _ROLE, _PLACE, PersonField("asker", "prospect.form.asker", hint=True)),
)
EDIT = Form(
    id=ids.PROSPECT_EDIT_FORM,
    title="prospect.form.change",
    fields=(_KIND, _NAME, _ROLE, _PLACE, Choice("language", "prospect.form.language", (), hint=True)),
)
TERM = Form(
    id=ids.PROSPECT_TERM_FORM,
    title="prospect.term.title",
    fields=(
        Choice("part_of", "prospect.term.part_of", (), least=0, hint=True),
        Text("until", "prospect.term.until", hint=True, like=True),
    ),
)
NOTE = Form(
    id=ids.PROSPECT_NOTE_FORM,
    title="prospect.note.title",
    warning="prospect.note.warning",
    fields=(
        Text("note", "prospect.note.note", most=RESEARCH_MOST, required=True, tall=True, like=True),
        Text("source", "prospect.note.source", most=SOURCE_MOST, required=True, hint=True, like=True),
    ),
)
LOG = Form(
    id=ids.PROSPECT_LOG_FORM,
    title="prospect.log.title",
    warning="prospect.log.warning",
    fields=(
        Choice("how", "prospect.log.how", ()),
        Choice("result", "prospect.log.result", tuple((one, f"prospect.result.{one}") for one in ContactResult)),
        Text("note", "prospect.log.note", most=CONTACT_MOST, tall=True, hint=True, like=True),
        Text("at", "prospect.log.at", hint=True, like=True),
    ),
    own_clock=True,
)
PARK = Form(
    id=ids.PROSPECT_PARK_FORM,
    title="prospect.park.title",
    fields=(
        Choice("sways", "prospect.park.sways", (), least=0, most=SWAYS_MOST, hint=True),
        Text("wakes", "prospect.park.wakes", hint=True, like=True),
    ),
)
TIE = Form(
    id=ids.PROSPECT_TIE_FORM,
    title="prospect.tie.title",
    warning="prospect.tie.warning",
    fields=(
        Choice("willing", "prospect.tie.willing", ((YES, "prospect.tie.yes"), (NO, "prospect.tie.no"))),
        Boxes("ties", "prospect.tie.ties", (), hint=True),
        Text("note", "prospect.tie.note", most=TIE_NOTE_MOST, tall=True, hint=True),
    ),
)
STALE = replace(LOG, id=ids.PROSPECT_STALE_FORM)


def kinds(playbooks: Mapping[Kind, Playbook], form: Form, words: Words, languages: bool = False) -> Form:
    """A form in which a kind is chosen, with whom each of them is for."""
    options = tuple(
        (str(kind), Written(f"{KIND_SIGNS[kind]} {words(f'prospect.kinds.{kind}')}"), Written(book.who))
        for kind, book in playbooks.items()
    )
    found = _with(form, kind=replace(_KIND, options=options))
    if not languages:
        return found
    tongues = tuple((one, Written(words_in(one).own_name)) for one in LANGUAGES)
    return _with(found, language=replace(_choice(form, "language"), options=tongues))


def term(schools: Sequence[ProspectLine], words: Words) -> Form:
    """The school that a student group belongs to, as far as the team has any, and when its term ends."""
    return _chosen_from(TERM, "part_of", schools, words)


def note(question: Question | None, goes_on: date, words: Words) -> Form:
    """What was found out about a question, or about anything; it says what does not belong there, and when it goes."""
    warned = Written(words("prospect.note.warning", on=words.long_date(goes_on)))
    found = replace(NOTE, warning=warned)
    if question is None:
        return found
    first, *others = NOTE.fields
    return replace(found, fields=(replace(first, hint=Written(question.text)), *others))


def log(facts: ProspectFacts | None, form: Form = LOG) -> Form:
    """How somebody was in touch; to press is offered where an organizer allowed it."""
    ways = [how for how in ContactHow if how is not ContactHow.PRESS or (facts is not None and facts.press_allowed)]
    options: tuple[Option, ...] = tuple((str(how), f"prospect.how.{how}") for how in ways)
    return _with(form, how=replace(_choice(form, "how"), options=options))


def park(peers: Sequence[ProspectLine], words: Words) -> Form:
    """Who could win them over, as far as the team has anybody, and when to try again."""
    return _chosen_from(PARK, "sways", peers, words)


def tie(playbook: Playbook) -> Form:
    """Could you ask them? With what the playbook says makes somebody the right one to ask."""
    ties = tuple((one.key, Written(one.text)) for one in playbook.askers)
    boxes = next(one for one in TIE.fields if isinstance(one, Boxes))
    return _with(TIE, ties=replace(boxes, options=ties))


def shown_as(facts: ProspectFacts, fallback: str) -> dict[str, str]:
    """A prospect as its form shows it; `fallback` is the language of those that have none of their own."""
    plan = facts.plan
    return {
        "kind": plan.kind,
        "name": plan.name,
        "role": plan.role,
        "place": plan.place,
        "language": plan.language or fallback,
        "part_of": str(plan.part_of_id or ""),
        "until": plan.until.isoformat() if plan.until else "",
        "wakes": facts.wakes_on.isoformat() if facts.wakes_on else "",
        "sways": ",".join(str(peer.id) for peer in facts.sways),
    }


# ---- inside ------------------------------------------------------------------------------------------


def _with(form: Form, **fields: Choice | Boxes) -> Form:
    return replace(form, fields=tuple(fields.get(one.name, one) for one in form.fields))


def _choice(form: Form, name: str) -> Choice:
    return next(one for one in form.fields if one.name == name and isinstance(one, Choice))


def _chosen_from(form: Form, name: str, lines: Sequence[ProspectLine], words: Words) -> Form:
    """A form with a select of prospects, or without it where there is none to choose."""
    offered = lines[:OPTIONS_MOST]
    if not offered:
        return replace(form, fields=tuple(one for one in form.fields if one.name != name))
    options = tuple(
        (str(one.id), Written(kit.bare(bare_name(one, words), 100)), Written(option_about(one, words)))
        for one in offered
    )
    field = _choice(form, name)
    return _with(form, **{name: replace(field, options=options, most=min(field.most, len(options)))})
