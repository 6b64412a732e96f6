"""Every card and form of the end of a day fits Discord at its fullest, in every language and with hostile text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import discord
import pytest
from discord import ui

from bot.cards import debrief, safe, thanks, wrap
from bot.words import LANGUAGES, Words, words_in
from db.facts import FOLLOWUP_TEXT_MOST, CanvassState, FollowupFacts, FollowupState
from db.facts.cheers import OF_PEOPLE
from db.facts.doors import APPRECIATION_MOST, DEBRIEF_MOST, BoardFacts, CheerFacts, Tally
from db.facts.wrapping import Compiled, Confirmed, Task, Thanks, WrapFacts
from tests.cards.canvass_samples import NOW, SNOWFLAKE
from tests.cards.doors_samples import day, fullest_day
from tests.cards.limits import check_card, check_form, text_of
from tests.cards.test_kit import HOSTILE

Painted = Callable[[BoardFacts, Words, str], ui.LayoutView]
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
NUDGE, PERSON = 2**31 - 1, 2**63 - 1


def people(facts: BoardFacts) -> list[int]:
    """Everybody who came, as many as one message may mention."""
    return [one.person_id for crew in facts.crews for one in crew.people][:100]


def picture() -> ui.MediaGallery[ui.LayoutView]:
    """A picture with its longest words."""
    return ui.MediaGallery(discord.MediaGalleryItem("attachment://day.png", description="W" * 1024))


def cheered(facts: BoardFacts) -> BoardFacts:
    """The same, wrapped up, with cheers, and every pair's count confirmed."""
    cheers = tuple(
        CheerFacts(n, 7, cause, 1, None, {"n": 999, "names": ("W" * 100,) * 2}, NOW)
        for n, cause in enumerate(OF_PEOPLE)
    )
    crews = tuple(replace(crew, counted=1000) if crew.number else crew for crew in facts.crews)
    return replace(facts, state=CanvassState.WRAPPED, wrapped_at=NOW, cheers=cheers, crews=crews)


def promise(number: int, filler: str) -> FollowupFacts:
    """A task at its longest, which somebody was asked to take over."""
    name = (filler * 100)[:100]
    return FollowupFacts(
        number, SNOWFLAKE, (filler * 300)[:FOLLOWUP_TEXT_MOST], FollowupState.OPEN, NOW, "America/Chicago", PERSON,
        name, None, None, "", 0, False, 42, name, None, None, PERSON - 1, name, None,
    )  # fmt: skip


def said(filler: str, people: int = 60) -> Compiled:
    """What sixty people said, each as much as they may."""
    texts = tuple((f"{n}{filler * 500}")[:DEBRIEF_MOST] for n in range(people))
    return Compiled(2**31 - 1, (filler * 100)[:100], people, 500, texts, texts, texts)


def thanked(filler: str, n: int = 30, **changed: object) -> tuple[Thanks, ...]:
    """Thirty people thank one; the first of them is the reader's own."""
    name, text = (filler * 100)[:100], (filler * 300)[:APPRECIATION_MOST]
    mine = Thanks(1, PERSON, name, PERSON - 1, name, text, public=True, message_id=None)
    return (replace(mine, **changed), *(replace(mine, id=1 + k, from_id=k, to_id=PERSON) for k in range(1, n)))  # type: ignore[arg-type]  # a sample's fields


def wrapped_up(facts: BoardFacts, filler: str) -> WrapFacts:
    """A day after its end, with every task."""
    tasks = tuple(promise(number, filler) for number in range(1, 4))
    return WrapFacts(cheered(facts), tasks, thanked(filler), 500, NOW + timedelta(days=7), new=True)


CARDS: dict[str, Painted] = {
    "overdue": lambda f, w, _: safe.overdue(f, [PERSON], w, NUDGE),
    "asked": lambda f, w, _: safe.asked(f, people(f), w, NUDGE),
    "still out": lambda f, w, _: safe.view(f, w, nudge=NUDGE, said=w.n("safe.marked", 3, who=f"<@{PERSON}> " * 3)),
    "all back": lambda f, w, _: safe.view(replace(f, crews=()), w, said=w("safe.asking")),
    "wrapped": lambda f, w, _: wrap.wrapped(cheered(f), w, picture()),
    "nothing wrapped": lambda f, w, _: wrap.wrapped(replace(cheered(f), crews=(), cheers=()), w),
    "time": lambda f, w, _: wrap.time_to_wrap(f, [PERSON], w, NUDGE),
    "out first": lambda f, w, _: wrap.ask_first(f, w),
    "nothing yet": lambda f, w, _: wrap.ask_first(replace(f, crews=(), total=Tally()), w),
    "put off": lambda _, w, __: wrap.put_off(NOW, w),
    "unwrapped": lambda f, w, _: wrap.unwrapped(f, w, changed=True),
    "unwrapped late": lambda f, w, _: wrap.unwrapped(cheered(f), w, changed=False),
    "not over": lambda f, w, _: wrap.unwrapped(f, w, changed=False),
    "panel": lambda f, w, filler: wrap.panel(wrapped_up(f, filler), w, plans=True),
    "captain's panel": lambda f, w, filler: wrap.panel(replace(wrapped_up(f, filler), tasks=()), w, plans=False),
    "confirmed": lambda f, w, _: wrap.confirmed(Confirmed(999, 99_999, 5, 88_888), f.canvass_id, w, own=True),
    "confirmed for a pair": lambda f, w, _: wrap.confirmed(Confirmed(999, 5, 99_999), f.canvass_id, w, own=False),
    "thanks": lambda f, w, filler: thanks.panel(
        f, thanked(filler), PERSON, w, page=1, said=thanks.said(thanked(filler)[0], w, wished=True)
    ),
    "thanks told": lambda f, w, filler: thanks.panel(f, thanked(filler, message_id=5), PERSON, w),
    "nobody to thank": lambda f, w, _: thanks.panel(replace(f, crews=()), (), PERSON, w),
    "told": lambda f, w, filler: thanks.told(thanked(filler)[0], f.canvass_id, w),
    "invitation": lambda f, w, _: debrief.invitation(f, people(f), w, NUDGE),
    "kept": lambda f, w, _: debrief.kept(f.canvass_id, 99, w),
    "thanks for me": lambda f, w, filler: thanks.mine([(f.name, one) for one in thanked(filler)], w),
    "no thanks yet": lambda _, w, __: thanks.mine((), w),
    "compiled": lambda _, w, filler: debrief.compiled(said(filler), w),
    "nothing said": lambda _, w, __: debrief.compiled(said("W", 0), w),
    "shared": lambda _, w, filler: debrief.shared(said(filler), w),
    "shared told": lambda _, w, __: debrief.shared_told(SNOWFLAKE, w),
    "file": lambda _, w, __: debrief.attached(f"{w('debrief.file_name')}.txt", w),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("name", CARDS)
def test_every_card_fits_at_its_fullest(name: str, filler: str, language: str) -> None:
    view = CARDS[name](fullest_day(filler), words_in(language), filler)
    check_card(view)
    assert "@everyone" not in text_of(view).replace("@\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_an_ordinary_day_fits(name: str, language: str) -> None:
    check_card(CARDS[name](day(), words_in(language), "Gracias "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits(language: str) -> None:
    words = words_in(language)
    check_form(wrap.COUNT_FORM.paint(words, {"doors": "99999999"}, canvass=2**31 - 1, number=2**31 - 1))
    check_form(thanks.THANKS_FORM.paint(words, {"text": "W" * 999, "public": "no"}, canvass=2**31 - 1, person=PERSON))
    typed = dict.fromkeys(("good", "hard", "next_time"), "W" * 999)
    check_form(debrief.DEBRIEF_FORM.paint(words, typed, canvass=2**31 - 1))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", Task)
def test_the_words_of_a_task_fit_a_promise(task: Task, language: str) -> None:
    assert len(wrap.task_text(task, 999_999, "W" * 500, words_in(language))) <= FOLLOWUP_TEXT_MOST
