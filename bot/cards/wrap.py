"""The end of a day at the doors: the card that stays in the thread, and the captain's panel behind it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import cheers, kit
from bot.cards.board import WENT, afterwards, captain_button, crew_line, crew_list, crew_told, title, totals
from bot.cards.canvass import fitted
from bot.cards.canvass_nudges import mentions
from bot.cards.doors import counted, stay_button
from bot.cards.forms import Form, Text
from bot.cards.safe import people_out, still_out
from bot.words import Words
from db.facts import CanvassState, FollowupFacts, FollowupState
from db.facts.doors import BoardFacts, Crew
from db.facts.wrapping import Confirmed, Task, WrapFacts

TASK_NAME_MOST = 120  # characters of a session's name in a task
PAIRS_ROOM, TASKS_ROOM = 1200, 1100  # characters on the captain's panel
PAIRS_MOST = 25  # lines in one select (Component Reference)
DIGITS_MOST = 6
GOOD = 0.75  # of the group's goal: a day to be glad of

Button = ui.Button[ui.LayoutView]
Row = ui.ActionRow[ui.LayoutView]
Picture = ui.MediaGallery[ui.LayoutView]

COUNT_FORM = Form(
    id=ids.WRAP_COUNT_FORM,
    title="wrap.count_form.title",
    fields=(Text("doors", "wrap.count_form.doors", most=DIGITS_MOST, required=True, hint=True),),
    warning="wrap.count_form.how",
)


# ---- in the thread ---------------------------------------------------------------------------------------


def wrapped(facts: BoardFacts, words: Words, picture: Picture | None = None) -> ui.LayoutView:
    """The card that stays: what was done together, and what everybody can add to it."""
    crews = [crew for crew in facts.crews if crew.people]
    lines = crew_list(crews, words, _pair_line, lambda _: WENT)
    return kit.card(
        f"### 🎉 {words('doors.wrapped.title', name=title(facts, words))}",
        totals(facts, words),
        "\n".join(_more(facts, words)),
        _friends(facts, words),
        picture,
        *((kit.rule(), lines) if lines else ()),
        *((kit.rule(), "\n".join(cheers.line(cheer, words) for cheer in facts.cheers)) if facts.cheers else ()),
        *_public_rows(facts, words),
        accent=kit.BLURPLE,
    )


def _more(facts: BoardFacts, words: Words) -> Iterator[str]:
    if told := counted(facts.total, words):
        yield told
    if (rate := facts.total.contact_rate) is not None:
        yield words("doors.wrapped.rate", percent=round(rate * 100))
    if people := sum(len(crew.people) for crew in facts.crews):
        yield words.n("doors.wrapped.thanks", people)
    if told := afterwards(facts, words):
        yield told


def _friends(facts: BoardFacts, words: Words) -> str:
    """After a good day people are most likely to bring somebody along; after another one it would read like blame."""
    people = sum(len(crew.people) for crew in facts.crews)
    good = facts.total.doors > 0 and (facts.share is None or facts.share >= GOOD)
    return f"🤝 {words('doors.wrapped.friends', n=2 * people)}" if people > 1 and good else ""


def _pair_line(crew: Crew, words: Words) -> str:
    """A crew, and whether it confirmed its count; who is still out is for the captain to know."""
    line = f"{WENT} {crew_told(crew, words)}"
    return f"{line} · {words('wrap.confirmed')}" if crew.counted is not None else line


def _public_rows(facts: BoardFacts, words: Words) -> list[Row]:
    id_ = facts.canvass_id
    count = kit.button(words("wrap.button.count"), ids.WRAP_COUNT(canvass=id_, number=0), emoji="🔢")
    thank = kit.button(
        words("thanks.button.open"), ids.THANKS_OPEN(canvass=id_, page=0), discord.ButtonStyle.success, emoji="💛"
    )
    say = kit.button(words("debrief.button.open"), ids.DEBRIEF_OPEN(canvass=id_, nudge=0), emoji="📝")
    along = [kit.row(stay_button(id_, words))] if facts.debrief_place else []
    return [*along, kit.row(thank, say), kit.row(count, captain_button(id_, words))]


def time_to_wrap(facts: BoardFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """For the captain: the day is over."""
    id_ = facts.canvass_id
    up = kit.button(
        words("wrap.button.up"), ids.WRAP_UP(canvass=id_, nudge=nudge), discord.ButtonStyle.success, emoji="🎉"
    )
    later = kit.button(words("wrap.button.later"), ids.WRAP_LATER(canvass=id_, nudge=nudge), emoji="⏰")
    text = words.n("wrap.time", facts.total.doors, name=title(facts, words))
    return kit.card(
        f"{mentions(told)} 🎉 {text}".strip(), f"-# {words('wrap.time_hint')}", kit.row(up, later), accent=kit.BLURPLE
    )


# ---- before it is wrapped up -----------------------------------------------------------------------------


def ask_first(facts: BoardFacts, words: Words) -> ui.LayoutView:
    """What wrapping up would do, while people are out, or before anything was counted."""
    id_, crews = facts.canvass_id, still_out(facts)
    empty = "" if facts.total.doors else words("wrap.empty", when=kit.stamp(facts.ends_at, "t"))
    lines = fitted((crew_line(crew, words) for crew in crews), len(crews), words, PAIRS_ROOM, joint="\n")
    anyway = kit.button(words("wrap.button.anyway"), ids.WRAP_ANYWAY(canvass=id_), emoji="🎉")
    return kit.card(
        f"### {words('wrap.out.title', name=title(facts, words))}",
        words.n("wrap.out.told", len(people_out(facts))) if crews else "",
        lines,
        empty or totals(facts, words),
        f"-# {words('wrap.out.hint')}" if crews else "",
        kit.row(*([_who_button(id_, words)] if crews else []), anyway),
        accent=kit.YELLOW,
    )


def _who_button(id_: int, words: Words) -> Button:
    view = ids.SAFE_VIEW(canvass=id_, nudge=0)
    return kit.button(words("safe.button.who"), view, discord.ButtonStyle.primary, emoji="🧭")


def put_off(until: datetime, words: Words) -> ui.LayoutView:
    """The captain is asked again later."""
    return kit.note(words("wrap.put_off", when=kit.stamp(until, "t")))


def unwrapped(facts: BoardFacts, words: Words, *, changed: bool) -> ui.LayoutView:
    """The day goes on, or went on all the time."""
    key = "wrap.undone" if changed else "wrap.undo_late" if facts.state is CanvassState.WRAPPED else "wrap.not_over"
    overview = kit.button(
        words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=facts.canvass_id, page=0), emoji="🧭"
    )
    return kit.note(words(key), kit.row(overview))


# ---- the captain's panel ---------------------------------------------------------------------------------


def panel(facts: WrapFacts, words: Words, *, plans: bool, said: str = "") -> ui.LayoutView:
    """What is left after a day: counts, promises, what people said, the next session; `plans` for organizers."""
    board = facts.board
    return kit.card(
        f"### 🎉 {words('doors.wrapped.title', name=title(board, words))}",
        said or (words("wrap.done") if facts.new else ""),
        totals(board, words),
        "\n".join(_more(board, words)),
        kit.rule(),
        _pairs(board, words),
        _tasks(facts.tasks, words),
        _next(facts, words, plans=plans),
        *_panel_rows(facts, words, plans=plans),
        accent=kit.BLURPLE,
    )


def _pairs(board: BoardFacts, words: Words) -> str:
    pairs = [crew for crew in board.crews if crew.number is not None]
    if not pairs:
        return ""
    done = sum(crew.counted is not None for crew in pairs)
    lines = fitted((_count_line(crew, words) for crew in pairs), len(pairs), words, PAIRS_ROOM, joint="\n")
    return f"**{words('wrap.pairs', done=done, all=len(pairs))}**\n{lines}"


def _count_line(crew: Crew, words: Words) -> str:
    if crew.counted is None:
        return f"{crew_line(crew, words)} · {words('wrap.pair_open')}"
    told = words.n("wrap.pair_counted", crew.counted)
    return f"☑️ {crew_line(crew, words)} · {told}"


def _tasks(tasks: Sequence[FollowupFacts], words: Words) -> str:
    if not tasks:
        return f"**{words('wrap.tasks')}**\n{words('wrap.no_tasks')}"
    lines = (_task_line(task, words) for task in tasks)
    return f"**{words('wrap.tasks')}**\n{fitted(lines, len(tasks), words, TASKS_ROOM, joint=chr(10))}"


def _task_line(task: FollowupFacts, words: Words) -> str:
    sign = {FollowupState.DONE: "✅", FollowupState.DROPPED: "⚪", FollowupState.OPEN: "📌"}[task.state]
    owner = f"<@{task.owner_id}>" if task.owner_id else kit.plain(task.owner_name, 60)
    asked = words("wrap.task_asked", name=kit.plain(task.handed_to_name, 60)) if task.handed_to_id else ""
    parts = [kit.plain(task.text, 220), owner or words("canvass.somebody"), asked, kit.stamp(task.due_at, "d")]
    return f"{sign} {' · '.join(part for part in parts if part)}"


def _next(facts: WrapFacts, words: Words, *, plans: bool) -> str:
    came = sum(len(crew.people) for crew in facts.board.crews)
    key = "wrap.next" if plans else "wrap.next_ask"
    lines = [
        words("wrap.said", said=facts.debriefs, came=came) if came else "",
        words.n("wrap.thanked", len(facts.thanks)) if facts.thanks else "",
        f"🔁 {words(key, when=kit.stamp(facts.next_at, 'F'))}",
    ]
    return "\n".join(line for line in lines if line)


def _panel_rows(facts: WrapFacts, words: Words, *, plans: bool) -> Iterable[Row]:
    id_ = facts.board.canvass_id
    open_tasks = [task for task in facts.tasks if task.open]
    if open_tasks:
        options = [kit.option(kit.bare(task.text, 100), str(task.id), emoji="📌") for task in open_tasks]
        yield kit.row(kit.select(ids.FOLLOWUP_SHOW(), options, words("wrap.choose_task")))
    pairs = [crew for crew in facts.board.crews if crew.number is not None]
    if pairs:
        chosen = [_pair_option(crew, words) for crew in pairs[:PAIRS_MOST]]
        yield kit.row(kit.select(ids.WRAP_COUNT_OF(canvass=id_), chosen, words("wrap.choose_pair")))
    said = kit.button(words("debrief.button.read"), ids.DEBRIEF_READ(canvass=id_), emoji="📝")
    again = kit.button(
        words("wrap.button.same_again"), ids.CANVASS_AGAIN(canvass=id_), discord.ButtonStyle.primary, emoji="🔁"
    )
    yield kit.row(said, *([again] if plans else []))
    overview = kit.button(words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=id_, page=0), emoji="🧭")
    yield kit.row(overview, kit.button(words("wrap.button.undo"), ids.WRAP_UNDO(canvass=id_), emoji="↩️"))


def _pair_option(crew: Crew, words: Words) -> discord.SelectOption:
    names = words.all_of(kit.bare(one.name, 40) or words("canvass.somebody") for one in crew.people)
    about = words("wrap.unconfirmed") if crew.counted is None else words.n("wrap.pair_counted", crew.counted)
    return kit.option(
        f"{words('doors.board.pair', number=crew.number)}: {names}",
        str(crew.number),
        about=about,
        emoji="⏳" if crew.counted is None else "☑️",
    )


def task_text(task: Task, n: int, name: str, words: Words) -> str:
    """The promise that a task becomes, in the words of whoever is to keep it."""
    key = {Task.LOAD: "wrap.task.load", Task.SIGNS: "wrap.task.signs", Task.EVENTS: "wrap.task.events"}[task]
    return words.n(key, n, name=kit.bare(name, TASK_NAME_MOST) or words("canvass.unnamed"))


# ---- a pair's own number ---------------------------------------------------------------------------------


def confirmed(done: Confirmed, canvass_id: int, words: Words, *, own: bool) -> ui.LayoutView:
    """What a crew's own number changed, by which rule, and what is left to put right by hand."""
    lines = [words.n("wrap.counted.done", done.counted)]
    missing, gone = done.counted - done.before, done.before - done.counted - done.left
    if missing > 0:
        lines.append(words.n("wrap.counted.added", missing, before=done.before))
    if gone > 0:
        lines.append(words.n("wrap.counted.taken", gone, before=done.before))
    if done.left:
        lines.append(words.n("wrap.counted.left", done.left))
    if done.number is not None:
        lines[0] = f"**{words('doors.board.pair', number=done.number)}** · {lines[0]}"
    return kit.note("\n".join(lines), kit.row(*_confirmed_buttons(done, canvass_id, words, own=own)))


def _confirmed_buttons(done: Confirmed, id_: int, words: Words, *, own: bool) -> Iterator[Button]:
    if not own:
        yield kit.button(words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=id_, page=0), emoji="🧭")
        yield kit.button(words("wrap.button.panel"), ids.WRAP_UP(canvass=id_, nudge=0), emoji="🎉")
        return
    if done.left:
        yield kit.button(words("doors.button.fix"), ids.DOORS_FIX(canvass=id_, person=0, asks=0), emoji="🔧")
    yield kit.button(words("thanks.button.open"), ids.THANKS_OPEN(canvass=id_, page=0), emoji="💛")
    yield kit.button(words("debrief.button.open"), ids.DEBRIEF_OPEN(canvass=id_, nudge=0), emoji="📝")
