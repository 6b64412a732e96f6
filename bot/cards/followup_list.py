"""Promises in a list: what is late first, what is coming, what was done lately; one can be opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass_manage import page_buttons
from bot.cards.followup_plan import named, new_button, when
from bot.cards.followups import owner_of, text_of
from bot.words import Words
from db.facts import FollowupFacts, FollowupState

TEXT_MOST = 110  # characters of one promise; the whole of it is a tap away
MINE, TEAM = "mine", "team"

_HEADS = {
    "asked": "followup.list.asked",
    "late": "followup.list.late",
    "open": "followup.list.open",
    "done": "followup.list.done",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list for one reader, who with `both` may turn to the other list; counts are of the whole list."""

    whose: str
    promises: Sequence[FollowupFacts]
    reader_id: int
    now: datetime
    zone: str
    page: int = 0
    pages: int = 1
    open: int = 0
    late: int = 0
    both: bool = False


def listing(shown: Listed, words: Words) -> ui.LayoutView:
    """A page of promises, or what to do where there are none."""
    return _filled(shown, words) if shown.promises else _empty(shown, words)


def _filled(shown: Listed, words: Words) -> ui.LayoutView:
    options = [
        kit.option(kit.bare(one.text, 100) or words("followup.unnamed"), str(one.id), about=_label(one, shown, words))
        for one in shown.promises
    ]
    steps = page_buttons(lambda to: ids.FOLLOWUP_LIST(whose=shown.whose, page=to), shown.page, shown.pages)
    number = f"-# {words('canvass.page', page=shown.page + 1, pages=shown.pages)}" if shown.pages > 1 else None
    return kit.card(
        _head(shown, words),
        "\n\n".join(_groups(shown, words)),
        number,
        kit.row(kit.select(ids.FOLLOWUP_SHOW(), options, words("followup.list.choose"))),
        kit.row(*steps) if steps else None,
        _below(shown, words),
        accent=kit.YELLOW if shown.late else kit.BLURPLE,
    )


def _head(shown: Listed, words: Words) -> str:
    counts = [words.n("followup.list.count_open", shown.open)]
    if shown.late:
        counts.append(words.n("followup.list.count_late", shown.late))
    return f"### {words(f'followup.list.{shown.whose}')}\n{' · '.join(counts)}"


def _label(one: FollowupFacts, shown: Listed, words: Words) -> str:
    day = words.day(one.due_at, shown.zone)
    return day if one.owner_id == shown.reader_id else f"{day} · {kit.bare(one.owner_name, 40)}".removesuffix(" · ")


def _groups(shown: Listed, words: Words) -> Iterator[str]:
    """The page's promises under headings."""
    for group, heading in _HEADS.items():
        if those := [one for one in shown.promises if _group(one, shown) == group]:
            yield "\n".join([f"**{words(heading)}**", *(_entry(one, shown, words) for one in those)])


def _group(one: FollowupFacts, shown: Listed) -> str:
    if one.state is not FollowupState.OPEN:
        return "done"
    if one.handed_to_id == shown.reader_id:
        return "asked"
    return "late" if one.late(shown.now) else "open"


def _entry(one: FollowupFacts, shown: Listed, words: Words) -> str:
    about = [when(one.due_at) if one.open else kit.stamp(one.done_at or one.due_at, "R")]
    if shown.whose == TEAM or one.owner_id != shown.reader_id:
        about.append(owner_of(one, words))
    if one.open and one.handed_to_id not in {None, shown.reader_id}:
        about.append(f"🤝 {words('followup.list.handed', name=named(one.handed_to_name, words))}")
    if one.open and one.muted:
        about.append(f"🔕 {words('followup.list.muted')}")
    return f"{text_of(one, TEXT_MOST, words)}\n-# {' · '.join(about)}"


def _below(shown: Listed, words: Words) -> ui.ActionRow[ui.LayoutView]:
    buttons = [new_button(words)]
    if shown.both:
        other = MINE if shown.whose == TEAM else TEAM
        label = words("followup.button.mine" if other == MINE else "followup.button.team")
        buttons.append(kit.button(label, ids.FOLLOWUP_LIST(whose=other, page=0), emoji="🔀"))
    return kit.row(*buttons)


def _empty(shown: Listed, words: Words) -> ui.LayoutView:
    return kit.note(words(f"followup.list.empty.{shown.whose}"), _below(shown, words))
