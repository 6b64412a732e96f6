"""The week for the organizers' channel: short, warm, nobody named, and within Discord's limits at its fullest."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.cards.digest import digest, trouble_text
from bot.cards.mentions import Mentions
from bot.words import LANGUAGES, Words, words_in
from db.facts import DigestFacts, DigestSession, Trouble
from tests.cards.followup_samples import NOW, SNOWFLAKE
from tests.cards.limits import check_card, ids_of, labels_of, text_of
from tests.cards.test_kit import HOSTILE

EN, ES = words_in("en"), words_in("es")
NAMED = Mentions({"followup": 5, "nudges": 6, "setup": 7, "canvass": 8})
NOTHING = DigestFacts(
    team_id=SNOWFLAKE, monday=date(2026, 11, 23), held=0, people=0, signups=0, firsts=0, coming=(), open=0, late=0,
    unanswered=0, unowned=0, late_by_cause=(), done=0, closed=0, failed=(), troubles=(),
)  # fmt: skip
TROUBLE = Trouble("digest", "channel_gone", {"channel_id": SNOWFLAKE}, NOW)


def session(**changed: Any) -> DigestSession:
    """A session on Saturday with a captain and a card."""
    whole = DigestSession(1, "Elm Street", NOW + timedelta(days=5), 3, 8, True, SNOWFLAKE + 1, SNOWFLAKE + 2)
    return replace(whole, **changed)


def said(words: Words = EN, **changed: Any) -> str:
    """The text of a digest."""
    return text_of(digest(replace(NOTHING, **changed), 9, NAMED, words))


def test_last_week_is_thanked_for() -> None:
    text = said(held=2, people=9, firsts=3, done=4)
    assert "🚪 2 sessions: 9 people signed up and 3 for the first time" in text
    assert "✅ 4 promises kept" in text
    assert "Thank you" in text
    assert "A quiet one" in said(open=1)
    assert "2 recorridos: 9 personas inscritas y 3 por primera vez" in said(ES, held=2, people=9, firsts=3)


def test_this_week_lists_sessions_with_places_and_the_way_to_each() -> None:
    text = said(coming=(session(), session(name="Pine Hill", capacity=None)), open=5, late=2)
    assert f"- [Elm Street](https://discord.com/channels/{SNOWFLAKE}/{SNOWFLAKE + 1}/{SNOWFLAKE + 2})" in text
    assert "3 promises are open and in time" in text
    assert "⚠️" not in text
    bare = said(coming=(session(captain=False, message_id=None),))
    assert "**Elm Street**" in bare
    assert "⚠️ no captain yet and its card is not posted" in bare
    assert "</canvass plan:8>" in said(done=1)
    assert "… and 2 more sessions" in said(coming=(session(),) * 10)


def test_what_waits_is_a_count_with_the_way_to_it() -> None:
    text = said(
        coming=(session(captain=False),), open=9, late=3, unanswered=1, unowned=2, closed=2,
        failed=(("50001", 1), ("50013", 1)), troubles=(TROUBLE,), late_by_cause=(("Elm Street", 2), ("", 1)),
    )  # fmt: skip
    assert "1 session has no captain" in text
    assert "3 promises are late: </followup list:5>" in text
    assert "-# Elm Street: 2" in text
    assert "1 of them was reminded of three times" in text
    assert "2 promises are nobody's" in text
    assert "2 people cannot be written to" in text
    assert "2 messages did not arrive: </nudges team:6>" in text
    assert "1 thing needs mending: </setup:7>" in text


def test_with_nothing_waiting_it_wishes_a_good_week() -> None:
    assert "Have a good week" in said(done=1)
    assert "¡Buena semana!" in said(ES, done=1)


def test_it_carries_its_nudge_so_that_it_is_found_again() -> None:
    view = digest(NOTHING, 9, NAMED, EN)
    assert ids_of(view) == ["t1:digest.list:9"]
    assert labels_of(view) == ["Open the list"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filler", ["W", "*", "ñ ", *HOSTILE], ids=range(3 + len(HOSTILE)))
def test_it_fits_at_its_fullest(language: str, filler: str) -> None:
    words, name = words_in(language), (filler * 80)[:80]
    full = session(name=name, captain=False, message_id=None, taken=500, capacity=500)
    linked = session(name=name, captain=False, channel_id=2**63 - 1, message_id=2**63 - 1, taken=500, capacity=500)
    for one in (full, linked):
        facts = DigestFacts(
            team_id=2**63 - 1, monday=date(2026, 11, 23), held=99, people=9999, signups=9999, firsts=999,
            coming=(one,) * 60, open=99999, late=9999, unanswered=999, unowned=999, late_by_cause=((name, 999),) * 9,
            done=9999, closed=999, failed=(("50001", 999),) * 9, troubles=(TROUBLE,) * 9,
        )  # fmt: skip
        view = digest(facts, 2**31, Mentions(), words)
        check_card(view)
        assert "@everyone" not in text_of(view)


def test_a_trouble_names_the_channel() -> None:
    assert f"<#{SNOWFLAKE}>" in trouble_text(TROUBLE, EN)
    assert "lunes" in trouble_text(replace(TROUBLE, values={}), ES)
