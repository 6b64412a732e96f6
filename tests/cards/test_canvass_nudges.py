"""What sessions tell people, how they can answer, and what they choose for themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from discord import ui

from bot.cards import canvass_later, canvass_nudges, kit
from bot.ids import parse
from bot.words import words_in
from db.facts import CanvassFacts, CanvassState, DueNudge, Later, LaterChoice, NudgeKind
from tests.cards.canvass_samples import NOW, SNOWFLAKE, pairs_of, session, some, standing
from tests.cards.limits import ids_of, labels_of, text_of

ENGLISH, SPANISH = words_in("en"), words_in("es")


def asking(kind: NudgeKind, facts: CanvassFacts, told: list[int], language: str = "en", **more: Any) -> ui.LayoutView:
    """A notice that asks, as it is painted on Monday."""
    nudge = DueNudge(7, SNOWFLAKE, kind, None, 42)
    notice = canvass_nudges.Asking(nudge, facts, told, more.get("pairs", ()), more.get("now", NOW))
    return canvass_nudges.asking(notice, words_in(language))


# ---- notices ---------------------------------------------------------------------------------------------


def test_a_notice_mentions_at_most_as_many_as_discord_lets_it() -> None:
    everyone = [SNOWFLAKE + number for number in range(500)]
    text = text_of(asking(NudgeKind.REMIND, session(), everyone))
    assert text.count("<@") == 100


def test_notices_that_ask_can_be_answered_put_off_and_stopped_and_lead_to_the_card() -> None:
    for kind in (NudgeKind.MOVED, NudgeKind.CONFIRM, NudgeKind.TODAY, NudgeKind.REMIND, NudgeKind.LATE_SIGNUP):
        view = asking(kind, session(), [1])
        assert labels_of(view) == ["Still in", "Can't", "Later", "Stop these"]
        assert ids_of(view) == [
            "t1:canvass.in:42", "t1:canvass.cant:42", "t1:canvass.later:42:7", "t1:canvass.stop:42:7"
        ]  # fmt: skip
        assert f"https://discord.com/channels/{SNOWFLAKE}/{SNOWFLAKE + 10}/{SNOWFLAKE + 11}" in text_of(view)


def test_every_notice_has_a_button_by_which_the_courier_knows_it() -> None:
    facts = some()
    who = facts.standings[0]
    for view in (
        canvass_nudges.offer(facts, who, ENGLISH, 7),
        canvass_nudges.promoted(facts, who, ENGLISH, 7),
        canvass_nudges.late_drop(facts, "Sam", [1], ENGLISH, 7),
        canvass_nudges.cancelled(facts, [1], ENGLISH, 7),
        *(asking(kind, facts, [1]) for kind in (NudgeKind.CONFIRM, NudgeKind.TODAY)),
    ):
        found = [parse(custom_id) for custom_id in ids_of(view)]
        assert 7 in [values.get("nudge") for _, values in filter(None, found)]


def test_who_signed_up_late_reads_with_whom_they_knock() -> None:
    facts = session(*(standing(number, f"Person {number}") for number in range(4)))
    late = [facts.standings[0].person_id, facts.standings[2].person_id]
    view = asking(NudgeKind.LATE_SIGNUP, facts, late, "es", pairs=pairs_of(facts))
    names = [one.name for one in facts.standings]
    assert f"👯 {names[0]} y {names[1]} van juntos" in text_of(view)
    assert f"{names[2]} y {names[3]}" in text_of(view)


@pytest.mark.parametrize(
    ("hours", "key"), [(2, "nudge.today"), (9, "nudge.today"), (11, "nudge.tomorrow"), (24, "nudge.tomorrow")]
)
def test_what_is_told_the_evening_before_does_not_say_today(hours: int, key: str) -> None:
    facts = session()  # ten in the morning, in Chicago
    shown = asking(NudgeKind.TODAY, facts, [1], now=facts.plan.starts_at - timedelta(hours=hours))
    assert words_in("en")(key, name="Riverside") in text_of(shown)


# ---- one's own reminders -----------------------------------------------------------------------------------


def later(facts: CanvassFacts, due_at: datetime | None = None, *, reminders: bool = True) -> Later:
    """What can be chosen in the morning."""
    moments = {choice: NOW + timedelta(hours=hours) for hours, choice in enumerate(LaterChoice, 1)}
    return Later(facts, moments, due_at, reminders=reminders)


def test_later_offers_moments_a_form_and_the_way_out() -> None:
    facts = some()
    view = canvass_later.choose(later(facts), facts.standings[0].person_id, 7, ENGLISH)
    assert labels_of(view) == ["In 1 hour", "This evening", "Tomorrow morning", "Pick a time", "I can't come"]
    assert "gives your place to the first in line" in text_of(view)
    waiting = canvass_later.choose(later(facts), facts.line[0].person_id, 7, SPANISH)
    assert "sales de la fila" in text_of(waiting)


def test_later_says_what_was_chosen_and_takes_it_back() -> None:
    facts = some()
    chosen = canvass_later.choose(later(facts, NOW), facts.standings[0].person_id, 7, ENGLISH)
    assert labels_of(chosen)[-2] == "No reminder"
    kept = canvass_later.kept(later(facts, NOW), 7, ENGLISH)
    assert labels_of(kept) == ["Change", "Undo"]
    assert kit.stamp(NOW) in text_of(kept)


def test_whoever_turned_reminders_off_is_told_before_they_wait_for_one() -> None:
    facts = some()
    view = canvass_later.kept(later(facts, NOW, reminders=False), 7, ENGLISH)
    assert "nothing would arrive" in text_of(view)
    assert labels_of(view)[-1] == "Reminders on"


def test_stop_offers_this_session_or_all_and_what_can_be_undone() -> None:
    facts = some()
    mine = facts.standings[0].person_id
    assert labels_of(canvass_later.stop(facts, mine, 7, ENGLISH, reminders=True)) == [
        "Of this session",
        "All reminders",
    ]
    assert labels_of(canvass_later.stop(facts, 1, 7, ENGLISH, reminders=True)) == ["All reminders"]
    assert labels_of(canvass_later.stop(facts, mine, 7, ENGLISH, reminders=False))[-1] == "Reminders on"
    assert labels_of(canvass_later.muted(facts, 7, ENGLISH, on=True)) == ["Undo", "All reminders"]
    off = replace(facts, state=CanvassState.CANCELLED)
    assert labels_of(canvass_later.stop(off, mine, 7, ENGLISH, reminders=True)) == ["All reminders"]
