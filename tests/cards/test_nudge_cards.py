"""Letters say who, what, when, why and where to; each answer has its state; everything fits Discord."""

from datetime import timedelta

import pytest

from bot.cards import nudge_answers, nudge_items, nudge_lists, nudges
from bot.cards.nudge_answers import Desk, Open
from bot.words import LANGUAGES, words_in
from db.facts import (
    Delivery,
    Item,
    ItemState,
    MyNudges,
    NudgeAnswer,
    NudgeKind,
    NudgeLine,
    NudgeState,
    NudgeWait,
    TeamNudges,
)
from tests.cards.canvass_samples import NOW, SNOWFLAKE
from tests.cards.limits import SELECT, check_card, check_form, ids_of, labels_of, parts_of, text_of
from tests.cards.nudge_samples import LATERS, PROMISES, fullest_item, item, letter, promise, when
from tests.cards.test_kit import HOSTILE

EN, ES = words_in("en"), words_in("es")
DESK = Desk("America/Chicago")
PERSONAL = (*PROMISES, NudgeKind.SESSION_LATER)
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
PEOPLE = [(SNOWFLAKE + n, f"Person {n}") for n in range(40)]


def options(view: object) -> list[dict[str, str]]:
    """The lines of the first select."""
    selects = [part for part in parts_of(view) if part["type"] == SELECT]  # type: ignore[arg-type]  # a view, as painted
    lines: list[dict[str, str]] = selects[0]["options"]
    return lines


# ---- what is said --------------------------------------------------------------------------------------


def test_a_promise_says_what_when_why_and_where_it_began() -> None:
    view = nudges.letter(letter(), DESK, EN)
    shown = text_of(view)
    for part in ("Barrio Unido", "**Thank Pastor Ruiz**", f"<t:{int(NOW.timestamp())}:F>", "because you promised it"):
        assert part in shown
    assert f"https://discord.com/channels/{SNOWFLAKE}/{SNOWFLAKE + 3}/{SNOWFLAKE + 4}" in shown
    assert "about Elm Street" in shown
    assert labels_of(view) == ["Done", "Hand over", "Stop these", "My reminders"]


def test_later_says_the_moment_of_each_choice() -> None:
    lines = options(nudges.letter(letter(), DESK, EN))
    assert [line["label"] for line in lines] == ["Later today", "Tomorrow", "Next week", "Pick a time"]
    assert "3:00" in lines[0]["description"]
    assert lines[1]["value"] == f"tomorrow.{int(dict(LATERS)['tomorrow'].timestamp())}"
    spanish = options(nudges.letter(letter(), DESK, ES))
    assert [line["label"] for line in spanish] == ["Hoy más tarde", "Mañana", "La próxima semana", "Elegir un momento"]


def test_later_turns_speak_more_softly_and_the_last_one_names_who_is_asked_then() -> None:
    told = [nudge_items.text(item(turn=turn), EN) for turn in (1, 2, 3)]
    assert len(set(told)) == 3
    assert ["Rosa" in text for text in told] == [False, False, True]
    assert "Rosa" not in nudge_items.text(item(turn=3, promise=promise(lead_name="", lead_id=None)), EN)


def test_the_first_letter_ever_says_who_writes_and_how_to_stop() -> None:
    assert "TocToc" not in text_of(nudges.letter(letter(), DESK, EN))
    first = text_of(nudges.letter(letter(first=True), DESK, EN))
    assert "I'm TocToc" in first
    assert "Stop these" in first
    assert "soy TocToc" in text_of(nudges.letter(letter(first=True), DESK, ES)).replace("Soy", "soy")


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (NudgeKind.FOLLOWUP, ["Done", "Hand over", "Stop these"]),
        (NudgeKind.HANDED, ["Done", "Hand over", "Stop these"]),
        (NudgeKind.HAND_OVER, ["I'll take it", "Pass it back"]),
        (NudgeKind.LEAD_TOLD, ["Remind again", "I'll take it", "Done", "No longer needed"]),
        (NudgeKind.SESSION_LATER, ["Still in", "Can't", "Stop these"]),
    ],
)
def test_each_kind_has_its_own_answers(kind: NudgeKind, labels: list[str]) -> None:
    assert labels_of(nudges.letter(letter(item(kind)), DESK, EN))[:-1] == labels


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (ItemState.DONE, ["Undo"]),
        (ItemState.LATER, ["Undo", "Change"]),
        (ItemState.ASKED, []),
        (ItemState.ELSEWHERE, []),
        (ItemState.TAKEN, ["Done"]),
        (ItemState.STOPPED, ["Undo", "Stop all reminders"]),
        (ItemState.DROPPED, ["Undo"]),
        (ItemState.LAPSED, []),
    ],
)
def test_each_answer_can_be_taken_back_where_that_makes_sense(state: ItemState, labels: list[str]) -> None:
    view = nudges.letter(letter(item(state=state)), DESK, EN)
    assert labels_of(view)[:-1] == labels


def test_what_was_taken_over_late_says_when_its_next_reminder_comes() -> None:
    soon = promise(due_at=NOW - timedelta(days=1), nudge_at=NOW + timedelta(days=1))
    told = nudge_items.state_line(item(NudgeKind.HAND_OVER, ItemState.TAKEN, promise=soon), EN)
    assert str(int((NOW + timedelta(days=1)).timestamp())) in told


def test_a_session_can_change_its_mind() -> None:
    for state, label in ((ItemState.COMING, "Can't"), (ItemState.AWAY, "Still in")):
        view = nudges.letter(letter(item(NudgeKind.SESSION_LATER, state)), DESK, EN)
        assert labels_of(view)[:-1] == [label]


def test_a_letter_keeps_a_button_with_its_nudge_whatever_became_of_it() -> None:
    for kind in PERSONAL:
        for state in ItemState:
            view = nudges.letter(letter(item(kind, state, number=42)), DESK, EN)
            assert any(":42" in one for one in ids_of(view))


def test_choosing_a_person_or_another_time_happens_in_the_same_message() -> None:
    hand = nudges.letter(letter(), Desk(open=Open(1, "hand", PEOPLE)), EN)
    assert labels_of(hand)[:-1] == ["Type a name", "Back"]
    assert len(options(hand)) == 25
    nobody = nudges.letter(letter(), Desk(open=Open(1, "hand")), EN)
    assert labels_of(nobody)[:-1] == ["Back"]
    assert "/followup list" in text_of(nobody)
    later = nudges.letter(letter(item(state=ItemState.LATER)), Desk(open=Open(1, "later")), EN)
    assert labels_of(later)[:-1] == ["Back"]
    assert len(options(later)) == 4


# ---- many ----------------------------------------------------------------------------------------------


def test_up_to_three_stand_in_full_and_more_become_a_list() -> None:
    three = nudges.letter(letter(*(item(number=n) for n in (1, 2, 3))), DESK, EN)
    assert labels_of(three).count("Done") == 3
    four = letter(*(item(number=n) for n in (1, 2, 3, 4)))
    listed = nudges.letter(four, DESK, EN)
    assert labels_of(listed) == ["My reminders"]
    assert "4 things" in text_of(listed)
    opened = nudges.letter(four, Desk(open=Open(3)), EN)
    assert labels_of(opened) == ["Done", "Hand over", "Stop these", "My reminders"]
    assert [line["value"] for line in options(opened) if line.get("default")] == ["3"]


def test_what_asks_is_never_out_of_reach() -> None:
    done = [item(state=ItemState.DONE, number=n) for n in range(1, 41)]
    asks = [item(number=n) for n in range(41, 51)]
    view = nudges.letter(letter(*done, *asks), DESK, EN)
    check_card(view)
    assert [line["value"] for line in options(view)][:10] == [str(n) for n in range(41, 51)]


# ---- within the limits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
def test_a_letter_fits_at_its_fullest(language: str, filler: str) -> None:
    words, changed = words_in(language), {"first": True, "reminders": False, "team_name": (filler * 100)[:100]}
    for kind in PERSONAL:
        for state in ItemState:
            for choosing in ("", "hand", "later"):
                three = [fullest_item(filler, n, kind, state) for n in (1, 2, 3)]
                desk = Desk(open=Open(three[0].nudge_id, choosing, PEOPLE))
                view = nudges.letter(letter(*three, **changed), desk, words)
                check_card(view)
                assert "@everyone" not in text_of(view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
def test_a_long_list_fits_with_one_opened(language: str, filler: str) -> None:
    many: list[Item] = [fullest_item(filler, n, kind, ItemState.ASKS) for n in range(10) for kind in PERSONAL]
    many = [
        Item(n, m.kind, m.state, m.promise, m.session, 3, m.who, m.outcome, NOW, None, LATERS)
        for n, m in enumerate(many)
    ]
    for opened in many[:5]:
        for choosing in ("", "hand"):
            desk = Desk(open=Open(opened.nudge_id, choosing, PEOPLE))
            found = letter(*many, first=True, reminders=False, dms_closed=True, team_name="W" * 100)
            for shown in (True, False):
                check_card(nudges.letter(found, desk, words_in(language), shown=shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_cards_and_forms_fit(language: str) -> None:
    words = words_in(language)
    for view in (
        nudges.waiting(SNOWFLAKE, 2**31, words), nudges.nothing_waits(words), nudges.dms_open("W" * 100, words),
        nudges.dms_closed(2**31, words), nudges.hello_again("W" * 100, words),
        *(nudges.answered(fullest_item("W", 1, kind, state), words) for kind in PERSONAL for state in ItemState),
    ):  # fmt: skip
        check_card(view)
    check_form(nudge_answers.WHEN_FORM.paint(words, {"when": "W" * 999}, nudge=2**62))
    check_form(nudge_answers.NAME_FORM.paint(words, {"name": "W" * 999}, nudge=2**62))


def test_the_mention_that_everybody_sees_tells_nothing() -> None:
    shown = text_of(nudges.waiting(SNOWFLAKE, 5, EN))
    assert f"<@{SNOWFLAKE}>" in shown
    assert "Ruiz" not in shown


# ---- lists -----------------------------------------------------------------------------------------------


def line(number: int, state: NudgeState = NudgeState.PENDING, filler: str = "W", **changed: object) -> NudgeLine:
    """A nudge in a list."""
    base: dict[str, object] = {
        "due_at": when(number), "text": (filler * 300)[:300],
        "session": (filler * 100)[:100], "person": (filler * 100)[:100],
        "person_id": SNOWFLAKE, "sent_at": NOW, "answer": list(NudgeAnswer)[number % 6], "answered_at": NOW,
        "trouble": "ZeroDivisionError" * 9, "why_closed": ("dms", "off", "unknown")[number % 3],
    }  # fmt: skip
    kind = list(NudgeKind)[number % len(NudgeKind)]
    return NudgeLine(number, kind, state, **(base | changed))  # type: ignore[arg-type]  # as written above


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", FILLERS)
def test_lists_fit_at_their_fullest(language: str, filler: str) -> None:
    words = words_in(language)
    coming = tuple(
        line(n, NudgeState.CLOSED if n % 7 == 0 else NudgeState.PENDING, filler, waits_for=[None, *NudgeWait][n % 5])
        for n in range(60)
    )
    lately = tuple(line(n, [NudgeState.SENT, NudgeState.SHOWN, NudgeState.FAILED][n % 3], filler) for n in range(60))
    for view in (nudge_lists.COMING, nudge_lists.LATELY):
        for page in range(9):
            found = MyNudges(coming, lately, waiting=50, reminders=page % 2 == 0, dms_closed_at=NOW)
            for in_dm in (True, False):
                check_card(nudge_lists.mine(found, words, view=view, page=page, nudge_id=2**31, in_dm=in_dm))
    counts = dict.fromkeys(Delivery, 1200)
    for state in Delivery:
        waits = next((wait for wait in NudgeWait if wait.value == state.value), None)
        at = next((one for one in NudgeState if one.value == state.value), NudgeState.PENDING)
        lines = tuple(line(n, at, filler, waits_for=waits, text="") for n in range(8))
        check_card(nudge_lists.team(TeamNudges(counts, lines, state, 3, 9), words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_lists_say_what_to_do(language: str) -> None:
    words = words_in(language)
    for view in (nudge_lists.COMING, nudge_lists.LATELY):
        empty = nudge_lists.mine(MyNudges((), ()), words, view=view, page=0)
        check_card(empty)
        assert words(f"nudge.mine.none_{view}") in text_of(empty)
    nothing = nudge_lists.team(TeamNudges({}, ()), words)
    check_card(nothing)
    assert words("nudge.team.none") in text_of(nothing)


def test_what_discord_refused_is_said_in_plain_words() -> None:
    assert nudge_lists.trouble("50013", EN) == EN("nudge.trouble.no_permission")
    assert nudge_lists.trouble("503", EN) == EN("nudge.trouble.discord_down")
    assert "KeyError" in nudge_lists.trouble("KeyError", EN)
