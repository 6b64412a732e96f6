"""The captain's view of a day at the doors: who is still out, the pad held for somebody else, forms with numbers."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.board import BACK, OUT, crew_line, title, totals
from bot.cards.canvass import fitted
from bot.cards.canvass_manage import PAGE, page_buttons
from bot.cards.doors import SIGNS, counting_rows, listed, pad_text
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import CanvassState
from db.facts.doors import ASKS, DOORS, BoardFacts, Crew, Knocker, Outcome, PadFacts, Tally

ROOM = 900  # characters for those who are out, and the same for those who are back
NUMBER_MOST = 6  # characters of a number that somebody types


def started(facts: BoardFacts, words: Words, *, new: bool) -> ui.LayoutView:
    """A session is open for counting."""
    room = facts.thread_id or facts.card_channel_id
    told = words(
        "doors.start.done" if new else "doors.start.already",
        name=title(facts, words),
        room=f"<#{room}>" if room else words("doors.start.room"),
    )
    view = kit.button(words("doors.button.captain"), ids.DOORS_CAPTAIN(canvass=facts.canvass_id, page=0), emoji="🧭")
    return kit.note(told, kit.row(view))


# ---- the view --------------------------------------------------------------------------------------------


def captain_view(facts: BoardFacts, words: Words, *, page: int = 0, before: str = "") -> ui.LayoutView:
    """Who is still out, who is back, and what a captain can do for them; `before` says what was just done."""
    out = [crew for crew in facts.crews if crew.people and not crew.back]
    back = [crew for crew in facts.crews if crew.people and crew.back]
    return kit.card(
        f"### 🧭 {words('doors.captain.title', name=title(facts, words))}",
        before,
        totals(facts, words),
        _group("doors.captain.out", out, words) or words("doors.captain.none_out"),
        _group("doors.captain.back", back, words),
        *_view_rows(facts, page, words),
        accent=kit.YELLOW if out else kit.GREEN,
    )


def _group(key: str, crews: Sequence[Crew], words: Words) -> str:
    if not crews:
        return ""
    people = sum(len(crew.people) for crew in crews)
    lines = fitted((crew_line(crew, words) for crew in crews), len(crews), words, ROOM, joint="\n")
    return f"**{words.n(key, people)}**\n{lines}"


def _view_rows(facts: BoardFacts, page: int, words: Words) -> list[ui.ActionRow[ui.LayoutView]]:
    id_ = facts.canvass_id
    people = [(crew, knocker) for crew in facts.crews for knocker in crew.people]
    pages = max(1, (len(people) + PAGE - 1) // PAGE)
    page = min(max(page, 0), pages - 1)
    rows = []
    if people:
        options = [_person_option(crew, one, words) for crew, one in people[page * PAGE : (page + 1) * PAGE]]
        rows.append(kit.row(kit.select(ids.DOORS_WHO(canvass=id_), options, words("doors.captain.who"))))
    if facts.state is CanvassState.LIVE:
        anybody: ui.UserSelect[ui.LayoutView] = ui.UserSelect(
            custom_id=ids.DOORS_CHECK_IN(canvass=id_), placeholder=words("doors.captain.check_in")[:150]
        )
        rows.append(kit.row(anybody))
    again = kit.button(words("doors.button.again"), ids.DOORS_CAPTAIN(canvass=id_, page=page), emoji="🔄")
    manage = kit.button(words("canvass.button.manage"), ids.CANVASS_MANAGE(canvass=id_), emoji="⚙️")
    turn = page_buttons(lambda to: ids.DOORS_CAPTAIN(canvass=id_, page=to), page, pages)
    # The page that is shown has its own id already: the button to look again is left out beside it.
    return [*rows, kit.row(*turn, manage) if turn else kit.row(again, manage), _end_row(facts, words)]


def _end_row(facts: BoardFacts, words: Words) -> ui.ActionRow[ui.LayoutView]:
    """Who is overdue, as long as somebody is out; and the end of the day."""
    id_, live = facts.canvass_id, facts.state is CanvassState.LIVE
    wrap = kit.button(
        words("wrap.button.up" if live else "wrap.button.panel"), ids.WRAP_UP(canvass=id_, nudge=0), emoji="🎉"
    )
    if all(crew.back for crew in facts.crews):
        return kit.row(wrap)
    return kit.row(kit.button(words("safe.button.who"), ids.SAFE_VIEW(canvass=id_, nudge=0), emoji="🌙"), wrap)


def _person_option(crew: Crew, knocker: Knocker, words: Words) -> discord.SelectOption:
    name = kit.bare(knocker.name, 80) or words("canvass.somebody")
    about = [words.n("doors.doors", knocker.tally.doors)] if knocker.named else []
    if crew.number is not None:
        about.insert(0, words("doors.board.pair", number=crew.number))
    if knocker.walk_up:
        about.append(words("doors.captain.walk_up"))
    return kit.option(name, str(knocker.person_id), about=" · ".join(about), emoji=BACK if knocker.back else OUT)


# ---- somebody else's pad ---------------------------------------------------------------------------------


def person_pad(facts: PadFacts, name: str, words: Words, *, before: str = "") -> ui.LayoutView:
    """The pad that a captain holds for somebody else."""
    id_, person = facts.canvass_id, facts.person_id
    who = {"canvass": id_, "person": person}
    undo = kit.button(words("doors.button.undo"), ids.DOORS_ENTER_UNDO(**who), emoji="↩️")
    add = kit.button(words("doors.button.add"), ids.DOORS_ADD(**who, asks=0), emoji="➕")
    fix = kit.button(words("doors.button.fix"), ids.DOORS_FIX(**who, asks=0), emoji="🔧")
    back = kit.button(
        words("doors.button.not_back" if facts.back else "doors.button.person_back"),
        ids.DOORS_PERSON_BACK(**who, on=0 if facts.back else 1),
        emoji="↩️" if facts.back else "✅",
    )
    leave = kit.button(words("doors.button.not_here"), ids.DOORS_PERSON_LEAVE(**who), emoji="➖")
    view = kit.button(words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=id_, page=0), emoji="🧭")
    counting = counting_rows(lambda what: ids.DOORS_ENTER(**who, what=what), undo, words) if facts.live else []
    shown = kit.plain(name, 60) or f"<@{person}>"
    return kit.card(
        f"{words('doors.captain.pad_of', name=shown)}\n{pad_text(facts, words, before, own=False)}",
        *counting,
        kit.row(add, fix),
        kit.row(back, *([] if facts.mine.doors or facts.mine.asks else [leave]), view),
        accent=kit.YELLOW,
    )


def not_there(canvass_id: int, name: str, words: Words) -> ui.LayoutView:
    """Somebody is not among those who came any more."""
    view = kit.button(words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=canvass_id, page=0), emoji="🧭")
    return kit.note(words("doors.captain.left", name=kit.plain(name, 60)), kit.row(view))


# ---- forms with numbers ----------------------------------------------------------------------------------


def _numbers(outcomes: Sequence[Outcome]) -> tuple[Text, ...]:
    return tuple(Text(one.value, f"doors.outcome.{one.value}", most=NUMBER_MOST) for one in outcomes)


# Two forms, because Discord's hold five fields: what happened at the doors, and what was taken there.
ADD_FORM = Form(ids.DOORS_ADD_FORM, "doors.add.title", _numbers(DOORS), warning="doors.add.how")
ADD_ASKS_FORM = Form(ids.DOORS_ADD_ASKS_FORM, "doors.add.title_asks", _numbers(ASKS), warning="doors.add.how")
FIX_FORM = Form(ids.DOORS_FIX_FORM, "doors.fix.title", _numbers(DOORS), warning="doors.fix.how")
FIX_ASKS_FORM = Form(ids.DOORS_FIX_ASKS_FORM, "doors.fix.title_asks", _numbers(ASKS), warning="doors.fix.how")


def totals_typed(tally: Tally) -> dict[str, str]:
    """What a form to put numbers right shows at first."""
    return {outcome.value: str(tally.of(outcome)) for outcome in Outcome}


def added(facts: PadFacts, words: Words, *, person: int, name: str) -> ui.LayoutView:
    """What was added, and the totals now."""
    told = words("doors.add.done", what=listed(facts.said, words)) if facts.said else words("doors.add.nothing")
    return _changed(facts, told, words, person=person, name=name, fixed=False)


def fixed(facts: PadFacts, before: Tally, words: Words, *, person: int, name: str) -> ui.LayoutView:
    """What was put right: before and after."""
    lines = [
        words("doors.fix.line", what=f"{SIGNS[one]} {words(f'doors.outcome.{one.value}')}", before=n, after=now)
        for one in Outcome
        if (now := facts.mine.of(one)) != (n := before.of(one))
    ]
    told = "\n".join([words("doors.fix.done"), *lines]) if lines else words("doors.fix.same")
    return _changed(facts, told, words, person=person, name=name, fixed=True)


def _changed(facts: PadFacts, told: str, words: Words, *, person: int, name: str, fixed: bool) -> ui.LayoutView:
    id_ = facts.canvass_id
    again = ids.DOORS_FIX if fixed else ids.DOORS_ADD
    doors = kit.button(words("doors.button.doors"), again(canvass=id_, person=person, asks=0), emoji="🚪")
    asks = kit.button(words("doors.button.asks"), again(canvass=id_, person=person, asks=1), emoji="🪧")
    to = kit.button(words("doors.button.to_pad"), ids.DOORS_PAD(canvass=id_), emoji="🔢")
    if person:
        to = kit.button(words("doors.button.to_person"), ids.DOORS_PERSON(canvass=id_, person=person), emoji="🔢")
    whose = words("doors.captain.pad_of", name=kit.plain(name, 60) or f"<@{person}>") if person else ""
    return kit.card(
        "\n".join(line for line in (whose, told, pad_text(_silent(facts), words, own=not person)) if line),
        kit.row(doors, asks, to),
    )


def _silent(facts: PadFacts) -> PadFacts:
    """The same without what the last press did."""
    return replace(facts, said=())
