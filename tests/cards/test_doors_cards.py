"""The board, the pad and the captain's view: what they say, and that Discord takes them at their fullest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from discord import ui

from bot.cards import board as boards
from bot.cards import canvass, canvass_manage, canvass_roster, doors, doors_captain, wrap
from bot.cards import help as help_cards
from bot.cards.help import Page
from bot.cards.mentions import Mentions
from bot.words import LANGUAGES, Words, words_in
from db.facts import CanvassLine, CanvassState
from db.facts.canvass import CANVASS_PLACE_MOST
from db.facts.cheers import Cause
from db.facts.doors import BoardFacts, CheerFacts, Crew, Outcome, Stay, Stayer, Tally
from tests.cards.canvass_samples import NOW, SNOWFLAKE, fullest, session
from tests.cards.doors_samples import MANY, day, fullest_day, fullest_pad, knocker, pad_facts
from tests.cards.limits import check_card, check_form, labels_of, parts_of, text_of
from tests.cards.test_kit import HOSTILE

ENGLISH, SPANISH = words_in("en"), words_in("es")
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
Painted = Callable[[str, Words], ui.LayoutView]
BIG = 2**63 - 1


def with_cheers(facts: BoardFacts, name: str) -> BoardFacts:
    """A day with the three latest cheers, which name people."""
    cheers = tuple(
        CheerFacts(n, facts.canvass_id, cause, 1, 1, {"n": 100_000, "names": [name[:100]]}, NOW)
        for n, cause in enumerate((Cause.GOAL_100, Cause.FIRST_EVER, Cause.BEST))
    )
    return replace(facts, cheers=cheers)


def stay(filler: str, *, coming: bool = True, new: bool = True) -> Stay:
    """What somebody said about coming along, to a place with the longest name."""
    return Stay(2**31 - 1, (filler * CANVASS_PLACE_MOST)[:CANVASS_PLACE_MOST], coming=coming, new=new)


CARDS: dict[str, Painted] = {
    "board": lambda f, w: boards.board(fullest_day(f), w),
    "board, a crowd": lambda f, w: boards.board(fullest_day(f, pairs=2), w),
    "board, nobody": lambda _, w: boards.board(day(crews=(), goal=None, total=Tally()), w),
    "called off": lambda f, w: boards.called_off(fullest_day(f, state=CanvassState.CANCELLED), w),
    "pad": lambda f, w: doors.pad(fullest_pad(f), w),
    "pad, closed": lambda f, w: doors.pad(fullest_pad(f, live=False), w),
    "undo": lambda f, w: doors.choose_undo(fullest_pad(f), w, zone="America/Argentina/Buenos_Aires"),
    "nothing to undo": lambda _, w: doors.choose_undo(pad_facts(), w, zone="UTC"),
    "arrived": lambda _, w: doors.arrived(2**31, w, new=True),
    "there already": lambda _, w: doors.arrived(2**31, w, new=False),
    "left": lambda _, w: doors.left(2**31, w),
    "finished": lambda _, w: doors.finished(2**31, 40, w, done=True),
    "not finished": lambda _, w: doors.finished(2**31, 40, w, done=False),
    "heading back": lambda _, w: doors.heading(2**31, 3, w, done=True),
    "at the doors again": lambda _, w: doors.heading(2**31, 3, w, done=False),
    "back": lambda _, w: doors.back(2**31, 3, w, done=True),
    "out again": lambda _, w: doors.back(2**31, 3, w, done=False),
    "stays": lambda f, w: doors.stays(stay(f), w),
    "stays already": lambda f, w: doors.stays(stay(f, new=False), w),
    "stays not": lambda f, w: doors.stays(stay(f, coming=False), w),
    "stays not, as before": lambda f, w: doors.stays(stay(f, coming=False, new=False), w),
    "started": lambda f, w: doors_captain.started(fullest_day(f), w, new=True),
    "started already": lambda f, w: doors_captain.started(fullest_day(f), w, new=False),
    "captain": lambda f, w: doors_captain.captain_view(fullest_day(f), w, page=1, before=w("doors.captain.out_again")),
    "captain, nobody": lambda _, w: doors_captain.captain_view(day(crews=()), w),
    "somebody's pad": lambda f, w: doors_captain.person_pad(fullest_pad(f), (f * 100)[:100], w),
    "somebody's empty pad": lambda f, w: doors_captain.person_pad(
        replace(fullest_pad(f), mine=Tally()), (f * 100)[:100], w, before=w.n("doors.captain.safe", 3)
    ),
    "not there": lambda f, w: doors_captain.not_there(2**31, (f * 100)[:100], w),
    "added": lambda f, w: doors_captain.added(fullest_pad(f), w, person=BIG, name=(f * 100)[:100]),
    "fixed": lambda f, w: doors_captain.fixed(fullest_pad(f), Tally(), w, person=BIG, name=(f * 100)[:100]),
    "sign-up card, live": lambda f, w: canvass.signup_card(
        replace(fullest(f, 30 if f in HOSTILE else 500), state=CanvassState.LIVE), w, now=NOW
    ),
    "panel, live": lambda f, w: canvass_manage.panel(
        replace(fullest(f, 30), state=CanvassState.LIVE), w, now=NOW, plans=True
    ),
    "help": lambda _, w: help_cards.panel(Page.DOORS, Mentions(), w, organizer=True, live=2**31),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_every_card_fits_at_its_fullest(name: str, language: str) -> None:
    for filler in FILLERS:
        view = CARDS[name](filler, words_in(language))
        check_card(view)
        assert "@everyone" not in text_of(view)
        assert "\u202e" not in text_of(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_pairs_and_cheers_fit(language: str) -> None:
    for filler in ("W", "*"):
        facts = with_cheers(fullest_day(filler), filler * 100)
        check_card(boards.board(facts, words_in(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits(language: str) -> None:
    typed = {outcome.value: "9" * 999 for outcome in Outcome}
    for form in (
        doors_captain.ADD_FORM,
        doors_captain.ADD_ASKS_FORM,
        doors_captain.FIX_FORM,
        doors_captain.FIX_ASKS_FORM,
    ):
        check_form(form.paint(words_in(language), typed, canvass=2**31, person=BIG))
    check_form(doors_captain.FIX_FORM.paint(words_in(language), doors_captain.totals_typed(MANY), canvass=1, person=0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_card_is_the_same_as_the_ordinary_one(language: str) -> None:
    words = words_in(language)
    for facts in (pad_facts(), pad_facts(goal=None, said=()), fullest_pad("*"), pad_facts(mine=Tally(), back=True)):
        ordinary = doors.pad(facts, words).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it without types
        assert doors.painted(facts, words) == ordinary


# ---- the board ---------------------------------------------------------------------------------------


def test_the_board_says_how_the_day_goes_the_group_first() -> None:
    text = text_of(boards.board(day(), ENGLISH))
    assert text.split("\n")[:5] == [
        "### 🚪 Riverside",
        "**Together 22 of 120 doors (18%)**",
        "▰▱▱▱▱▱▱▱▱▱",
        "💬 9 conversations · 💚 3 supporters",
        "🤝 2 asks taken (🪧 2)",
    ]
    assert "🚪 **Pair 1** Ana and Luis · 13 doors" in text
    assert "✅ **Pair 2** Kim and Joe · 9 doors · 🏁 list done" in text
    assert "🚪 Noor" in text


def test_the_board_is_spanish_for_a_spanish_team() -> None:
    view = boards.board(day(), SPANISH)
    assert "**En equipo 22 de 120 puertas (18\u00a0%)**" in text_of(view)
    assert "🚪 **Pareja 1** Ana y Luis · 13 puertas" in text_of(view)
    assert labels_of(view)[:5] == ["Mi contador", "Ya llegué", "Volvimos bien", "Vamos de regreso", "Lista hecha"]


def test_a_number_stands_beside_no_name_that_does_not_want_it() -> None:
    shy = Crew(3, (knocker(6, "Mia", 9), knocker(7, "Bo", 8, named=False)))
    alone = Crew(None, (knocker(8, "Lee", 31, named=False),))
    for text in (
        text_of(boards.board(day(crews=(shy, alone)), ENGLISH)),
        text_of(doors_captain.captain_view(day(crews=(shy, alone)), ENGLISH)),
    ):
        assert "🚪 **Pair 3** Mia and Bo\n🚪 Lee" in text, "who is out stays known; their numbers do not"
        assert "31" not in text
    options = next(
        p["options"] for p in parts_of(doors_captain.captain_view(day(crews=(alone,)), ENGLISH)) if p["type"] == 3
    )
    assert "31" not in str(options)


@pytest.mark.parametrize(
    ("doors_", "goal", "bar"),
    [
        (0, 120, "▱▱▱▱▱▱▱▱▱▱"),
        (119, 120, "▰▰▰▰▰▰▰▰▰▱"),
        (120, 120, "▰▰▰▰▰▰▰▰▰▰"),
        (500, 120, "▰▰▰▰▰▰▰▰▰▰"),
        (1, 100_000, "▰▱▱▱▱▱▱▱▱▱"),
        (10, None, ""),
    ],
)
def test_the_bar_is_full_only_when_the_goal_is_reached(doors_: int, goal: int | None, bar: str) -> None:
    assert doors.goal_bar(doors_, goal) == bar


def test_a_board_of_a_session_that_was_called_off_counts_no_more_and_still_asks_who_is_back() -> None:
    view = boards.called_off(day(state=CanvassState.CANCELLED), ENGLISH)
    assert "called off" in text_of(view)
    assert labels_of(view) == ["We're back safe", "Captain"]


def test_a_board_that_is_too_long_says_how_many_more_there_are() -> None:
    assert "more" in text_of(boards.board(fullest_day("W"), ENGLISH))


def test_many_who_knock_by_themselves_share_a_line_below_the_pairs() -> None:
    alone = [Crew(None, (knocker(100 + n, f"Walker {n}", n, back=n > 5, named=n != 2),)) for n in range(1, 8)]
    shown = text_of(boards.board(replace(day(), crews=(*alone, *day().crews[:2])), ENGLISH))
    assert "Walker\u00a01" not in shown
    assert "1\u00a0· Walker 2\u00a0· Walker" in shown, "no line begins with a dot"
    shown = shown.replace("\u00a0", " ")
    pairs, below = shown.split("**Pair 2**")
    assert "Walker" not in pairs
    assert "🚪 **5 by themselves:** Walker 1 1 · Walker 2 · Walker 3 3 · Walker 4 4 · Walker 5 5\n" in below
    assert "✅ **2 by themselves:** Walker 6 6 · Walker 7 7" in below
    homewards = [replace(crew, people=(replace(crew.people[0], heading_at=NOW),)) for crew in alone]
    shown = text_of(boards.board(replace(day(), crews=(*homewards, *day().crews[:2])), ENGLISH)).replace("\u00a0", " ")
    assert "🏃 **5 by themselves:** Walker 1 1 · Walker 2 ·" in shown
    assert "✅ **2 by themselves:** Walker 6 6 · Walker 7 7" in shown
    few = text_of(boards.board(replace(day(), crews=tuple(alone[:6])), ENGLISH))
    assert sum("Walker" in line for line in few.split("\n")) == 6


# ---- where they sit together afterwards ------------------------------------------------------------------


def along(*names: str, **changed: Any) -> BoardFacts:
    """A day after which these people come along."""
    return day(staying=tuple(Stayer(SNOWFLAKE + n, name) for n, name in enumerate(names)), **changed)


def test_the_board_says_who_comes_along_afterwards() -> None:
    told = {
        (): "🍽️ Afterwards: **Café Luna** · Who is coming along?",
        ("Ana",): "🍽️ Afterwards: **Café Luna** · Ana comes along",
        ("Ana", "Ben"): "🍽️ Afterwards: **Café Luna** · Ana and Ben come along",
        ("Ana", ""): f"🍽️ Afterwards: **Café Luna** · Ana and <@{SNOWFLAKE + 1}> come along",
    }
    for names, line in told.items():
        for view in (boards.board(along(*names), ENGLISH), wrap.wrapped(along(*names), ENGLISH)):
            assert line in text_of(view).split("\n")
            assert "I'm coming along" in labels_of(view)
    assert "🍽️ Después: **Café Luna** · van Ana y Ben" in text_of(boards.board(along("Ana", "Ben"), SPANISH))
    assert "Voy con ustedes" in labels_of(wrap.wrapped(along(), SPANISH))


def test_of_many_who_come_along_some_are_named_and_the_others_counted() -> None:
    line = text_of(boards.board(along(*(f"Neighbor {n:02}" for n in range(30))), ENGLISH)).split("\n")[-1]
    assert "Neighbor 16, Neighbor 17, and 12 more come along" in line
    assert len(line) < 350


def test_without_a_place_there_is_nothing_to_come_along_to() -> None:
    facts = along("Ana", debrief_place="")
    for view in (boards.board(facts, ENGLISH), wrap.wrapped(facts, ENGLISH), boards.called_off(along("Ana"), ENGLISH)):
        assert "Ana come" not in text_of(view)
        assert "I'm coming along" not in labels_of(view)


# ---- the other cards on the day ------------------------------------------------------------------------


def test_after_a_good_day_the_card_says_how_many_a_friend_each_would_make() -> None:
    good = Tally({Outcome.NOBODY: 90})  # of the goal of 120 doors
    for facts, told in ((day(total=good), True), (day(total=good, goal=None), True), (day(goal=10_000), False)):
        assert ("there will be 10 of you" in text_of(wrap.wrapped(facts, ENGLISH))) is told
    assert "serán 10" in text_of(wrap.wrapped(day(total=good), words_in("es")))
    for few in (day(total=Tally()), day(total=good, crews=()), day(total=good, crews=day().crews[2:])):
        assert "friend" not in text_of(wrap.wrapped(few, ENGLISH))


def test_a_live_session_looks_live_until_long_after_its_end() -> None:
    live = session(state=CanvassState.LIVE)
    end = live.plan.ends_at
    for now, key in ((NOW, "live"), (end + timedelta(hours=1), "live"), (end + timedelta(hours=13), "over")):
        assert canvass.look_of(live, now).key == f"canvass.state.{key}"
    line = CanvassLine(1, "Riverside", NOW, "UTC", CanvassState.LIVE, 8, 8, None)
    assert "🚪 At the doors now" in text_of(canvass_roster.sessions([line], 0, ENGLISH))


def test_the_captains_view_names_those_who_are_out_first() -> None:
    text = text_of(doors_captain.captain_view(day(), ENGLISH))
    assert text.index("**Still out (3)**") < text.index("**Back safe (2)**")
    assert text_of(doors_captain.captain_view(day(crews=()), ENGLISH)).count("Nobody is out") == 1


def test_a_correction_shows_before_and_after() -> None:
    text = text_of(doors_captain.fixed(pad_facts(), Tally({Outcome.NOBODY: 2}), ENGLISH, person=0, name=""))
    assert "🏠 Nobody home: 2 → **12**" in text
    assert f"<@{SNOWFLAKE}" not in text
