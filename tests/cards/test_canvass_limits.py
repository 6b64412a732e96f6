"""Every card and form of a session fits Discord at its fullest, in every language and with hostile text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.cards import (
    canvass,
    canvass_answers,
    canvass_later,
    canvass_manage,
    canvass_nudges,
    canvass_pairs,
    canvass_plan,
)
from bot.cards import canvass_roster as roster
from bot.cards.calendar import file_name
from bot.cards.mentions import Mentions
from bot.words import LANGUAGES, Words, words_in
from db.facts import (
    CanvassFacts,
    CanvassLine,
    CanvassState,
    DueNudge,
    Later,
    LaterChoice,
    NudgeKind,
    Reminding,
    Trouble,
)
from tests.cards.canvass_samples import IN, MAYBE, NOW, SNOWFLAKE, WAITING, fullest, pairs_of, some, team
from tests.cards.limits import check_card, check_form, text_of
from tests.cards.test_kit import HOSTILE

Painted = Callable[[CanvassFacts, Words], ui.LayoutView]
FILLERS = ["W", "*", "ñ ", "@everyone ", *HOSTILE]
NUDGE = 2**31 - 1
FULL_PREVIEW = canvass_plan.Preview(
    "edit-2147483647", trouble="W" * 500, zone_name="W" * 60, asked_again=500, edits=True
)


def lines(facts: CanvassFacts) -> list[CanvassLine]:
    """A full list of sessions."""
    return [CanvassLine(number, facts.name, NOW, facts.zone, CanvassState.OPEN, 8, 8, IN) for number in range(1, 26)]


def trouble(code: str) -> Trouble:
    """What an organizer should mend."""
    return Trouble("canvass:card", code, {"channel_id": SNOWFLAKE, "missing": ["send_messages"] * 8}, NOW)


CARDS: dict[str, Painted] = {
    "signup": lambda f, w: canvass.signup_card(f, w, now=NOW),
    "signup over": lambda f, w: canvass.signup_card(f, w, now=f.plan.ends_at),
    "preview": lambda f, w: canvass_plan.preview(f, FULL_PREVIEW, w, w, now=NOW),
    "unfinished": lambda f, w: canvass_plan.unfinished(f, w, turf=2**31, captain=2**62),
    "posted": lambda f, w: canvass_plan.posted(f, SNOWFLAKE, w),
    "saved": lambda f, w: canvass_plan.saved(f, w, asked_again=500, promoted=200),
    "discarded": lambda _, w: canvass_plan.discarded(w, edits=True),
    "no draft": lambda _, w: canvass_plan.no_draft(w),
    "tagged": lambda f, w: canvass_answers.tagged(f, f.standings[0], w),
    "calendar": lambda f, w: canvass_answers.calendar_note(f, file_name(f), w),
    "manage": lambda f, w: canvass_manage.panel(
        f,
        w,
        now=NOW,
        plans=True,
        troubles=[trouble(code) for code in ("channel_gone", "missing_permissions", "refused")],
    ),
    "manage over": lambda f, w: canvass_manage.panel(f, w, now=f.plan.ends_at, plans=False),
    "cancel": lambda f, w: canvass_manage.confirm_cancel(f, f.cancel_reason, w),
    "cancelled": lambda f, w: canvass_manage.cancelled(f, w, plans=True),
    "off": lambda f, w: canvass_manage.choose_off(f, 7, w),
    "off?": lambda f, w: canvass_manage.confirm_off(f, f.standings[0], w),
    "off!": lambda f, w: canvass_manage.taken_off(f, f.standings[0].name, w),
    "reminded": lambda f, w: canvass_manage.reminded(Reminding(f, 500, NOW), w, now=NOW),
    "reminded, later": lambda f, w: canvass_manage.reminded(Reminding(f, 500, f.plan.ends_at), w, now=NOW),
    "list": lambda f, w: roster.sessions(lines(f), 1, w),
    "no sessions": lambda _, w: roster.no_sessions(w, Mentions(), organizer=False, channel_id=None),
    "no sessions, organizer": lambda _, w: roster.no_sessions(w, Mentions(), organizer=True, channel_id=None),
    "pairs": lambda f, w: canvass_pairs.panel(f, pairs_of(f, 3), 1, w, said=w.n("canvass.pairs.made", 34)),
    "pairs, some alone": lambda f, w: canvass_pairs.panel(f, pairs_of(f, 3)[:9], 1, w),
    "no pairs": lambda f, w: canvass_pairs.panel(f, (), 0, w),
    "afresh": lambda f, w: canvass_pairs.confirm_afresh(f, pairs_of(f), w),
    "choose pair": lambda f, w: canvass_pairs.choose_pair(f, pairs_of(f, 3), f.standings[5], w),
    "shared pairs": lambda f, w: canvass_pairs.shared(f, pairs_of(f, 3), w),
    "practice": lambda f, w: canvass_pairs.practice(
        f, pairs_of(f, 3)[0], team(campaign=f.name[:80], hotline=f.name[:40]), w
    ),
    "no pair": lambda _, w: canvass_pairs.no_pair(w),
    "offer": lambda f, w: canvass_nudges.offer(f, f.standings[0], w, NUDGE),
    "offer taken": lambda f, w: canvass_nudges.offer_taken(f, f.standings[0], w),
    "offer passed": lambda _, w: canvass_nudges.offer_passed(SNOWFLAKE, w),
    "promoted": lambda f, w: canvass_nudges.promoted(f, f.standings[0], w, NUDGE),
    "late drop": lambda f, w: canvass_nudges.late_drop(f, f.standings[0].name, [SNOWFLAKE], w, NUDGE),
    "nudge cancelled": lambda f, w: canvass_nudges.cancelled(f, _everyone(f), w, NUDGE),
    "moved": lambda f, w: _asking(NudgeKind.MOVED, f, w),
    "confirm": lambda f, w: _asking(NudgeKind.CONFIRM, f, w),
    "today": lambda f, w: _asking(NudgeKind.TODAY, f, w),
    "remind": lambda f, w: _asking(NudgeKind.REMIND, f, w),
    "late sign-ups": lambda f, w: _asking(NudgeKind.LATE_SIGNUP, f, w),
    "later": lambda f, w: canvass_later.choose(_later(f), f.standings[0].person_id, NUDGE, w, said="W" * 200),
    "later, chosen": lambda f, w: canvass_later.kept(_later(f), NUDGE, w),
    "later, taken back": lambda f, w: canvass_later.taken_back(_later(f), NUDGE, w),
    "stop": lambda f, w: canvass_later.stop(f, f.standings[0].person_id, NUDGE, w, reminders=True),
    "stop, all off": lambda f, w: canvass_later.stop(_muted(f), f.standings[0].person_id, NUDGE, w, reminders=False),
    "muted": lambda f, w: canvass_later.muted(f, NUDGE, w, on=True),
    "reminders": lambda f, w: canvass_later.reminders_set(f, NUDGE, w, on=False),
}


def _asking(kind: NudgeKind, facts: CanvassFacts, words: Words) -> ui.LayoutView:
    """A notice to a hundred people, who are all paired."""
    nudge = DueNudge(NUDGE, facts.team_id, kind, None, facts.id)
    notice = canvass_nudges.Asking(nudge, facts, _everyone(facts), pairs_of(facts, 3), NOW)
    return canvass_nudges.asking(notice, words)


def _later(facts: CanvassFacts) -> Later:
    moments = {choice: NOW + timedelta(hours=hours) for hours, choice in enumerate(LaterChoice, 1)}
    return Later(facts, moments, NOW, muted=True, reminders=False)


def _muted(facts: CanvassFacts) -> CanvassFacts:
    first, *others = facts.standings
    plan = replace(facts.plan, captain_id=first.person_id)
    return replace(facts, standings=(replace(first, muted=True), *others), plan=plan)


def _everyone(facts: CanvassFacts) -> list[int]:
    return [s.person_id for s in facts.standings]


def _crowd(filler: str) -> int:
    # Hostile names take long to make safe; how many there are is tried with the others.
    return 30 if filler in HOSTILE else 500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_every_card_fits_at_its_fullest(name: str, language: str) -> None:
    for filler in FILLERS:
        view = CARDS[name](fullest(filler, _crowd(filler)), words_in(language))
        check_card(view)
        assert "@everyone" not in text_of(view)
        assert "\u202e" not in text_of(view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("leads", [True, False])
def test_every_page_of_a_roster_fits(language: str, leads: bool) -> None:
    words = words_in(language)
    for filler in FILLERS:
        facts = fullest(filler, 30 if filler in HOSTILE else 100)
        pages = len(roster.roster_pages(facts, words, leads=leads))
        for page in range(pages):
            check_card(roster.roster(facts, page, words, now=NOW, leads=leads))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits(language: str) -> None:
    words = words_in(language)
    for facts in (fullest(), some()):
        for mine in facts.standings[:: max(1, len(facts.standings) // 20)]:
            for before in (None, IN, WAITING, MAYBE):
                for late in (True, False):
                    check_card(canvass_answers.answered(facts, mine, before, words, late=late))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits(language: str) -> None:
    words = words_in(language)
    typed = {field.name: "W" * 10_000 for field in canvass_plan.PLAN_FORM.fields}
    check_form(canvass_plan.PLAN_FORM.paint(words, typed, slot="edit-2147483647", turf=2**31, captain=2**62))
    more = {"title": "W" * 999, "debrief": "W" * 999, "captain": str(2**62), "note": "W" * 9999}
    check_form(canvass_plan.MORE_FORM.paint(words, more, slot="edit-2147483647"))
    check_form(canvass_manage.CANCEL_FORM.paint(words, {"reason": "W" * 9999}, canvass=2**31))
    check_form(canvass_later.WHEN_FORM.paint(words, {"when": "W" * 999}, canvass=2**31, nudge=2**31))
    tags = canvass_answers.tags_typed(fullest().standings[0])
    check_form(canvass_answers.TAGS_FORM.paint(words, tags, canvass=2**31))


def test_a_card_of_a_short_session_says_so_in_every_state() -> None:
    words = words_in("en")
    over = NOW + timedelta(days=30)
    states = {
        canvass.look_of(some(), NOW).key,
        canvass.look_of(some(), over).key,
    }
    assert states == {"canvass.state.full", "canvass.state.over"}
    assert words("canvass.state.over") in text_of(canvass.signup_card(some(), words, now=over))
