"""The card that asks where to knock next: at its fullest in every language, with hostile names, and what it offers."""

from dataclasses import replace

import pytest

from bot import ids
from bot.cards import turf as list_cards
from bot.cards import turf_voices as cards
from bot.ids import parse
from bot.words import LANGUAGES, Words, words_in
from db.facts import (
    TURF_DOORS_MOST,
    TURF_NAME_MOST,
    TURF_WHY_MOST,
    Priority,
    TurfFacts,
    TurfSaying,
    TurfVoiced,
    TurfVoices,
)
from tests.cards.limits import SELECT, check_card, ids_of, labels_of, parts_of, text_of

HOSTILE = "@everyone **b** `c` <@1> [x](http://y) # h\n> =1+1 \u202e"
FILLS = {"long": "x", "escaped": "*", "wide": "🏠", "marks": "_~|`", "hostile": HOSTILE, "words": "Ave "}
ELM = TurfFacts(7, "Elm Street", 1200, Priority.FIRST, "Many tenants", None)
OAK = TurfFacts(8, "Oak Hill", None, Priority.NEXT, "", None)
ENGLISH, SPANISH = words_in("en"), words_in("es")


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """Each language in turn."""
    return words_in(request.param)


def voiced(*turfs: TurfVoiced, known: int = 0) -> TurfVoices:
    """What a team says, the neighborhoods in the order that they are listed in."""
    return TurfVoices(turfs, tuple(one.facts for one in turfs), known)


def fullest(fill: str, count: int) -> TurfVoices:
    """As much as can be said of so many neighborhoods."""
    name, why = (fill * TURF_WHY_MOST)[:TURF_NAME_MOST] or "Elm", (fill * TURF_WHY_MOST)[:TURF_WHY_MOST]
    knows = tuple((10**18 + number, (fill * 100)[:100]) for number in range(1_500))
    lines = [TurfFacts(10**9 + n, name, TURF_DOORS_MOST, Priority.LATER, why, None) for n in range(count)]
    return voiced(*(TurfVoiced(line, 12_345, knows) for line in lines), known=12_345)


@pytest.mark.parametrize("fill", [*FILLS.values(), ""], ids=[*FILLS, "nameless"])
def test_every_card_fits_at_its_fullest(words: Words, fill: str) -> None:
    for count in (1, 3, 10, 11, 25, 200):
        facts = fullest(fill, count)
        check_card(cards.asking(facts, words))
        below = {one.facts.id: cards.in_short(one, words) for one in facts.turfs}
        for page in (0, 19):
            check_card(list_cards.page_of(facts.lines, page, words, organizer=True, below=below))
    facts = fullest(fill, 200)
    everything = [line.id for line in facts.lines][:25]
    noted = cards.beside(facts, [*everything, 1], words)
    assert noted is not None
    for view in (noted, cards.asked(words), cards.nothing_to_ask(words), cards.asking(TurfVoices(), words)):
        check_card(view)


def test_each_neighborhood_is_one_paragraph() -> None:
    facts = voiced(
        TurfVoiced(ELM, 4, ((1, "Ana"), (2, "Ben"))), TurfVoiced(OAK, 1, ((1, "Ana"),)), TurfVoiced(OAK), known=5
    )
    assert text_of(cards.asking(facts, ENGLISH)).split("\n")[2:] == [
        "**Elm Street** · Go first · 🗳️ 4 would start there",
        "-# Many tenants · 👋 2 of us know people here",
        "**Oak Hill** · Next · 🗳️ 1 would start there",
        "-# 👋 one of us knows people here",
        "**Oak Hill** · Next",
        "-# 5 people have answered so far.",
    ]
    spanish = text_of(cards.asking(facts, SPANISH))
    assert "**Elm Street** · Primero · 🗳️ 4 empezarían ahí\n" in spanish
    assert "-# Many tenants · 👋 2 personas conocen gente aquí" in spanish
    assert "👋 una persona conoce gente aquí" in spanish


def test_people_are_told_before_they_choose_who_sees_their_name(words: Words) -> None:
    text = text_of(cards.asking(voiced(TurfVoiced(ELM, 1, ((1, "Ana"),))), words))
    assert {"en": "The card only counts; by name, organizers", "es": "La tarjeta solo cuenta"}[words.language] in text
    assert "Ana" not in text


def test_beyond_three_people_are_counted_and_who_has_no_name_is_mentioned() -> None:
    people = ((1, "Ana"), (2, ""), (3, "Cy"), (4, "Di"), (5, "Ed"))
    text = cards.in_short(TurfVoiced(ELM, 0, people), ENGLISH)
    assert "👋 Ana, <@2>, Cy, and 2 more know people here" in text


def test_beyond_ten_they_are_counted_and_beyond_25_the_lists_say_so() -> None:
    lines = [replace(OAK, id=number, name=f"Ward {number}") for number in range(30)]
    text = text_of(cards.asking(voiced(*map(TurfVoiced, lines)), ENGLISH))
    assert "**Ward 9**" in text
    assert "**Ward 10**" not in text
    assert "…and 20 more neighborhoods." in text
    assert "The lists hold the first 25, by priority." in text
    few = text_of(cards.asking(voiced(*map(TurfVoiced, lines[:11])), ENGLISH))
    assert "…and 1 more neighborhood." in few
    assert "The lists hold" not in few


def test_hostile_names_never_ping_and_draw_nothing() -> None:
    facts = voiced(TurfVoiced(replace(ELM, name=HOSTILE, why=HOSTILE), 1, ((9, HOSTILE),)))
    text = text_of(cards.asking(facts, ENGLISH)) + cards.in_short(facts.turfs[0], ENGLISH)
    for harm in ("@everyone", "<@1>", "[x](", "\u202e", "**b**"):
        assert harm not in text


def test_both_lists_offer_every_open_one_in_an_order_that_no_voice_moves() -> None:
    facts = replace(voiced(TurfVoiced(OAK, 3), TurfVoiced(ELM)), lines=(ELM, OAK))
    view = cards.asking(facts, ENGLISH)
    selects = [part for part in parts_of(view) if part["type"] == SELECT]
    assert [parse(one["custom_id"]) for one in selects] == [(ids.TURF_SAY, {"what": what}) for what in TurfSaying]
    for one in selects:
        assert [(o["label"], o["value"]) for o in one["options"]] == [("Elm Street", "7"), ("Oak Hill", "8")]
        assert (one["min_values"], one["max_values"]) == (0, 2)
    assert labels_of(view) == ["Take mine back"]


def test_when_all_are_finished_nothing_can_be_chosen(words: Words) -> None:
    assert ids_of(cards.asking(TurfVoices(), words)) == []


def test_only_what_the_card_does_not_show_is_told_in_private() -> None:
    lines = [replace(OAK, id=number, name=f"Ward {number}") for number in range(12)]
    facts = voiced(*map(TurfVoiced, lines))
    assert cards.beside(facts, [0, 9], ENGLISH) is None
    assert cards.beside(facts, [], ENGLISH) is None
    below = cards.beside(facts, [0, 11], ENGLISH)
    assert below is not None
    assert "Noted: Ward 0 and Ward 11." in text_of(below)
    gone = cards.beside(facts, [0, 99], ENGLISH)
    assert gone is not None
    assert "not open any more" in text_of(gone)


def test_the_list_of_organizers_has_one_small_line_where_there_is_something_to_tell() -> None:
    facts = voiced(TurfVoiced(ELM, 4, ((1, "Ana"), (2, "Ben"))), TurfVoiced(OAK), known=3)
    below = {one.facts.id: cards.in_short(one, ENGLISH) for one in facts.turfs}
    text = text_of(list_cards.page_of(facts.lines, 0, ENGLISH, organizer=True, below=below))
    assert text.endswith(
        "**Elm Street** · 1,200 doors\n-# Many tenants\n-# 👋 Ana and Ben know people here · 🗳️ 4 would start there\n"
        "### Next\n**Oak Hill** · no door goal"
    )
