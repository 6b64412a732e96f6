"""What the cards of a session say: state in colour and word, places, people, tags, the calendar file."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from discord import ui

from bot.cards import (
    canvass,
    canvass_answers,
    canvass_manage,
    canvass_pairs,
    canvass_roster,
    kit,
)
from bot.cards.calendar import calendar_file, file_name
from bot.words import LANGUAGES, words_in
from db.facts import CanvassFacts, CanvassState, Trouble
from tests.cards.canvass_samples import (
    CANT,
    IN,
    MAYBE,
    NOW,
    OFFERED,
    SNOWFLAKE,
    WAITING,
    pairs_of,
    session,
    some,
    standing,
    team,
)
from tests.cards.limits import labels_of, parts_of, text_of
from tests.cards.test_kit import HOSTILE

ENGLISH, SPANISH = words_in("en"), words_in("es")


def accent(view: ui.LayoutView) -> int:
    """The colour of a card's edge."""
    colour: int = parts_of(view)[0]["accent_color"]
    return colour


def people(count: int, **more: Any) -> list[Any]:
    """So many people who are in."""
    return [standing(number, f"P{number}", **more) for number in range(count)]


# ---- the sign-up card ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "now", "word", "colour"),
    [
        (session(), NOW, "🟢 **Open**", kit.GREEN),
        (session(*people(7)), NOW, "🟡 **Nearly full**", kit.YELLOW),
        (session(*people(8)), NOW, "🔵 **Full, waitlist open**", kit.BLURPLE),
        (session(*people(2), capacity=3), NOW, "🟢 **Open**", kit.GREEN),
        (session(*people(50), capacity=None), NOW, "🟢 **Open**", kit.GREEN),
        (session(), NOW + timedelta(days=9), "⚪ **Over**", kit.GREY),
        (session(state=CanvassState.CANCELLED, cancel_reason="Rain"), NOW, "🔴 **Cancelled**", kit.RED),
    ],
)
def test_a_state_is_a_colour_and_a_word(facts: CanvassFacts, now: datetime, word: str, colour: int) -> None:
    view = canvass.signup_card(facts, ENGLISH, now=now)
    assert word in text_of(view)
    assert accent(view) == colour


def test_the_card_says_what_when_where_and_who() -> None:
    text = text_of(canvass.signup_card(some(), ENGLISH, now=NOW))
    for part in (
        "## Riverside",
        "▰▰▰ 3 of 3 places",
        "<t:1795881600:F> (<t:1795881600:R>), until <t:1795892400:t>",
        "Meet at **Library steps**",
        "Afterwards: Café Luna",
        "Our goal: **120 doors** together",
        "Captain: Malik",
        "> Bring water.",
        "**In (2):** Ana 🚗 · Luis 🌱",
        "**Place held for:** Joe",
        "**Waitlist:** 1. Kim",
        "**Maybe:** Noor",
        "**Can't this time:** 1",
        "🚗 1 drives · 🌱 1 first time · 💬 English 1, Spanish 2",
    ):
        assert part in text
    assert "Sam" not in text, "who cannot come is only counted"
    assert "15 minutes" not in text, "notes are for the captain"


def test_the_card_is_spanish_for_a_spanish_team() -> None:
    view = canvass.signup_card(some(), SPANISH, now=NOW)
    assert labels_of(view) == [
        "A la lista de espera",
        "Tal vez",
        "No puedo",
        "Detalles y nota",
        "Calendario",
        "Organizar",
    ]
    assert "**Van (2):** Ana 🚗 · Luis 🌱" in text_of(view)
    assert "🚗 1 lleva carro · 🌱 1 por primera vez · 💬 inglés 1, español 2" in text_of(view)


def test_buttons_follow_the_state() -> None:
    assert labels_of(canvass.signup_card(session(), ENGLISH, now=NOW))[0] == "I'm in"
    assert labels_of(canvass.signup_card(some(), ENGLISH, now=NOW))[0] == "Join waitlist"
    # Somebody waits though a place is free: it is on its way to them, nobody overtakes.
    waited = session(standing(1, "Kim", WAITING), capacity=5)
    assert labels_of(canvass.signup_card(waited, ENGLISH, now=NOW))[0] == "Join waitlist"
    over = canvass.signup_card(session(), ENGLISH, now=NOW + timedelta(days=9))
    assert labels_of(over) == ["Calendar file", "Manage"]


@pytest.mark.parametrize(
    ("taken", "capacity", "bar"),
    [
        (0, 8, "▱▱▱▱▱▱▱▱"),
        (3, 8, "▰▰▰▱▱▱▱▱"),
        (8, 8, "▰▰▰▰▰▰▰▰"),
        (199, 200, "▰▰▰▰▰▰▰▰▰▱"),
        (9, 8, "▰▰▰▰▰▰▰▰"),
        (5, None, ""),
    ],
)
def test_the_bar_is_full_only_when_the_session_is(taken: int, capacity: int | None, bar: str) -> None:
    assert canvass.bar(taken, capacity) == bar


def test_a_long_list_ends_in_how_many_more_there_are() -> None:
    names = [f"Volunteer {number}" for number in range(100)]
    shown = canvass.fitted(names, 100, ENGLISH, 200)
    assert len(shown) <= 200
    assert shown.startswith("Volunteer 0 · Volunteer 1 · ")
    kept = shown.count("Volunteer")
    assert shown.endswith(f" · and {100 - kept} more")
    assert canvass.fitted(names[:3], 3, SPANISH, 200) == "Volunteer 0 · Volunteer 1 · Volunteer 2"
    assert canvass.fitted(["W" * 300], 1, SPANISH, 100) == "y 1 más"


def test_a_session_without_a_name_is_called_by_what_it_is() -> None:
    assert "## Door knocking" in text_of(canvass.signup_card(session(name=""), ENGLISH, now=NOW))
    assert "## Tocar puertas" in text_of(canvass.signup_card(session(name="\u200b"), SPANISH, now=NOW))


def test_a_sample_looks_the_same_but_cannot_be_pressed() -> None:
    sample = kit.sealed(canvass.signup_frame(some(), ENGLISH, now=NOW, sample=True))
    assert text_of(sample) == text_of(canvass.signup_card(some(), ENGLISH, now=NOW))
    assert labels_of(sample) == []


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_draw_no_headings_lists_or_links(typed: str) -> None:
    facts = session(standing(1, typed), name=typed, meet_place=typed, note=typed, captain_name=typed)
    text = text_of(canvass.signup_card(facts, ENGLISH, now=NOW))
    assert "@everyone" not in text
    assert not re.search(r"(?<!\\)<[@#:/]", text.replace(f"<@{SNOWFLAKE + 1}>", ""))
    lines = [line.removeprefix("> ") for line in text.split("\n")[1:]]
    assert not any(line.startswith(("# ", "-# small", "1. ", "```")) for line in lines)


# ---- private answers -----------------------------------------------------------------------------------


def said(state: Any, before: Any = None, *, late: bool = False, **more: Any) -> str:
    """What Ana is answered."""
    mine = standing(2, "Ana", state, offered_until=NOW)
    facts = session(mine, standing(3, "Kim", WAITING), **more)
    return text_of(canvass_answers.answered(facts, mine, before, ENGLISH, late=late))


def test_answers_say_where_one_stands() -> None:
    assert "You're in:** 1 of 8 places. Glad" in said(IN)
    assert "Nothing changed" in said(IN, IN)
    assert "number 1 in line**; when" in said(WAITING)
    assert "You're number 1 in line.**" in said(WAITING, WAITING)
    assert "A place is held for you" in said(OFFERED, WAITING)
    assert said(CANT) == "Thanks for saying so. See you next time!"
    assert "your place is free for somebody else. See" in said(CANT, IN)
    assert "and the captain knows" in said(CANT, IN, late=True)
    assert "and the organizers know" in said(CANT, IN, late=True, captain_id=None)
    assert "You're down as maybe.**" in said(MAYBE)
    assert "and your place is free" in said(MAYBE, OFFERED)


# ---- roster, panel, pairs --------------------------------------------------------------------------------


def test_notes_and_who_cannot_come_are_for_those_who_lead() -> None:
    mine = text_of(canvass_roster.roster(some(), 0, ENGLISH, now=NOW, leads=True))
    theirs = text_of(canvass_roster.roster(some(), 0, ENGLISH, now=NOW, leads=False))
    assert "“I come 15 minutes late”" in mine
    assert "**Sam**" in mine
    assert "15 minutes" not in theirs
    assert "Sam" not in theirs
    assert "**Kim**" in theirs


def test_a_roster_shows_everybody_once_over_all_its_pages() -> None:
    crowd = [standing(number, f"Volunteer {number}.", IN if number % 2 else MAYBE) for number in range(400)]
    facts = session(*crowd, capacity=None)
    pages = canvass_roster.roster_pages(facts, ENGLISH, leads=True)
    assert len(pages) > 1
    whole = "\n".join(pages)
    assert all(whole.count(f"**Volunteer {number}.**") == 1 for number in range(400))
    assert all(page.startswith("**") for page in pages), "each page begins with its heading"
    assert not any(page.split("\n")[-1].startswith("**") for page in pages), "and none ends with one"


def test_the_steps_of_pages_stop_at_both_ends() -> None:
    crowd = session(*people(300), capacity=None)
    first = canvass_roster.roster(crowd, -5, ENGLISH, now=NOW, leads=False)
    last = canvass_roster.roster(crowd, 999, ENGLISH, now=NOW, leads=False)
    assert labels_of(first) == ["▶"]
    assert labels_of(last) == ["◀"]


def test_a_trouble_of_an_unknown_kind_is_still_said() -> None:
    known = [Trouble("canvass:card", code, {}, NOW) for code in ("channel_gone", "refused", "something new")]
    for language in LANGUAGES:
        assert all(canvass_manage.trouble_text(trouble, words_in(language)) for trouble in known)


def test_a_pair_shows_what_it_shares() -> None:
    facts = session(standing(1, "Ana", languages="es,en"), standing(2, "Luis", languages="es", driver=True))
    [pair] = pairs_of(facts)
    assert canvass_pairs.pair_line(pair, ENGLISH) == "**1** Ana and Luis 🚗 · 💬 Spanish"
    assert "practised" in canvass_pairs.pair_line(replace(pair, practised=True), ENGLISH)


def test_a_practice_card_has_three_steps_in_the_campaigns_words() -> None:
    facts = session(standing(1, "Ana"), standing(2, "Luis"))
    [pair] = pairs_of(facts)
    text = text_of(canvass_pairs.practice(facts, pair, team(), ENGLISH))
    assert "I'm here with Safe Streets" in text
    assert "call 555-0100" in text
    assert text.index("**1 ·") < text.index("**2 ·") < text.index("**3 ·") < text.index("Swap roles")
    bare = text_of(canvass_pairs.practice(facts, pair, team(campaign="", hotline=""), SPANISH))
    assert "nuestro grupo de vecinos" in bare
    assert "Si pasa algo" not in bare


def test_a_full_pair_is_no_place_to_move_to() -> None:
    facts = session(*people(7))
    pairs = pairs_of(facts, 3)
    view = canvass_pairs.choose_pair(facts, pairs, facts.standings[6], ENGLISH)
    [select] = [part for part in parts_of(view) if part["type"] == 3]
    assert [option["value"] for option in select["options"]] == ["4"]


# ---- the calendar file -----------------------------------------------------------------------------------


def event_of(facts: CanvassFacts, language: str = "en") -> tuple[Any, Any]:
    """The calendar and its one event, as another program reads it."""
    calendar = icalendar.Calendar.from_ical(calendar_file(facts, words_in(language), now=NOW))
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_file_says_when_in_utc_and_where() -> None:
    calendar, event = event_of(session())
    assert (calendar["METHOD"], event["STATUS"]) == ("PUBLISH", "CONFIRMED")
    assert event.decoded("DTSTART") == datetime(2026, 11, 28, 16, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 11, 28, 19, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Riverside", "Library steps")
    assert "Our goal: 120 doors together" in event["DESCRIPTION"]
    assert b"TZID" not in calendar.to_ical()


def test_a_change_has_the_same_id_and_a_higher_number_and_so_has_its_end() -> None:
    _, first = event_of(session())
    _, second = event_of(session(version=2))
    calendar, off = event_of(session(version=2, state=CanvassState.CANCELLED))
    assert first["UID"] == second["UID"] == off["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < off["SEQUENCE"]
    assert (calendar["METHOD"], off["STATUS"]) == ("CANCEL", "CANCELLED")
    _, other = event_of(session(id=43))
    assert other["UID"] != first["UID"]


def test_the_file_is_in_the_persons_language() -> None:
    _, event = event_of(session(), "es")
    assert "Nuestra meta: 120 puertas en equipo" in event["DESCRIPTION"]


@pytest.mark.parametrize("day", [(2027, 3, 14, 1, 30), (2026, 11, 1, 1, 30), (2026, 11, 1, 23, 0)])
def test_both_edges_of_summer_time_keep_the_instant(day: tuple[int, int, int, int, int]) -> None:
    starts = datetime(*day, tzinfo=ZoneInfo("America/Chicago")).astimezone(UTC)
    _, event = event_of(session(starts_at=starts, ends_at=starts + timedelta(hours=3)))
    assert event.decoded("DTSTART") == starts
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=3)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_add_no_lines_to_the_file(typed: str) -> None:
    facts = session(name=typed, meet_place=typed, note=typed, captain_name=typed)
    content = calendar_file(facts, ENGLISH, now=NOW)
    _, event = event_of(facts)
    times = {"DTSTAMP", "DTSTART", "DTEND", "UID", "SEQUENCE", "STATUS", "TRANSP"}
    assert set(event) <= times | {"SUMMARY", "LOCATION", "DESCRIPTION", "URL"}
    assert content.count(b"BEGIN:VEVENT") == 1
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ñuñoa – Mañana", "toctoc-nunoa-manana.ics"),
        ("李小龍", "toctoc-canvass.ics"),
        ("../../etc/passwd", "toctoc-etc-passwd.ics"),
        ("a" * 200, f"toctoc-{'a' * 40}.ics"),
        ("", "toctoc-canvass.ics"),
    ],
)
def test_the_files_name_is_plain(name: str, file: str) -> None:
    assert file_name(session(name=name)) == file
