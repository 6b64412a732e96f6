"""The cards of `/campaign`: within Discord's limits at their fullest, friendly at their least, safe with any name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
import pytest
from discord import ui

from bot.cards import campaign as cards
from bot.cards import campaign_ranks as ranks
from bot.cards.campaign import Standing, View
from bot.cards.campaign_ranks import Places
from bot.words import LANGUAGES, Words, words_in
from db.facts import Naming, RankingMode
from db.facts.campaign import TurfProgress
from db.facts.ranking import RankBy, Ranking, Span
from tests.cards.limits import check_card, ids_of, labels_of, text_of
from tests.pictures import samples
from tests.pictures.samples import HOSTILE, STARTS, WORDY, ZONE, line, tally

HUGE = 123_456_789
EN = words_in("en")


def picture() -> ui.MediaGallery[ui.LayoutView]:
    """A place for a picture."""
    return ui.MediaGallery(discord.MediaGalleryItem("attachment://x.png", description="x" * 1024))


def standing(view: View, **changed: Any) -> Standing:
    """One side of a campaign with all that there can be."""
    board = samples.board(WORDY * 3, HUGE, tally(HUGE, HUGE, HUGE, HUGE, HUGE))
    turfs = tuple(TurfProgress(n, WORDY, HUGE, n, n > 6) for n in range(200))
    facts = replace(
        samples.progress(40, turfs, HUGE, HUGE), campaign=WORDY * 3, people=HUGE, sessions=HUGE, elsewhere=HUGE
    )
    whole: dict[str, Any] = {"facts": facts, "board": board, "zone": ZONE, "view": view, "picture": picture()}
    return Standing(**{**whole, "may_post": True, **changed})


def places(ranking: Ranking, **changed: Any) -> Places:
    """A leaderboard as an organizer looks at it."""
    whole: dict[str, Any] = {"canvass_id": 2**62, "person_id": 150, "naming": Naming.NAMED, "may_post": True}
    return Places(ranking, **{**whole, **changed})


def full() -> Ranking:
    """As many lines as there may be, each as long as it may be."""
    lines = (line(n, *["`*" * 50] * 3, doors=HUGE - n, ids=(n,)) for n in range(1, 200))
    return samples.ranking(*lines, by=RankBy.PAIRS, span=Span.SESSION, name="*_" * 100)


def fullest() -> Iterator[Any]:
    """Every card at its fullest, in every language."""
    for language in LANGUAGES:
        words = words_in(language)
        said = words("campaign.posted")
        for view in View:
            yield cards.progress(standing(view), words, said=said)
            yield cards.progress_posted(standing(view), words)
        facts = replace(samples.forecast(HUGE, 9_999, 0.1), turfs_without_goal=HUGE)
        for one in (facts, replace(facts, assumed_rate=True, assumed_hours=True, assumed_people=True)):
            yield cards.plan(one, words, now=STARTS, picture=picture(), may_post=True, said=said)
            yield cards.plan_posted(one, words, now=STARTS, picture=picture())
        for drawn in (None, picture()):
            yield ranks.leaderboard(places(full(), picture=drawn), words, said=said)
            yield ranks.leaderboard_posted(places(full(), picture=drawn), words)


def test_every_card_at_its_fullest_is_taken_by_discord() -> None:
    for view in fullest():
        check_card(view)


def least() -> Iterator[Any]:
    """Every card when there is nothing yet."""
    nothing = replace(samples.progress(0, (), None, 0), campaign="", total=tally(), people=0)
    for language in LANGUAGES:
        words = words_in(language)
        for view in View:
            yield cards.progress(Standing(nothing, None, ZONE, view), words)
        for left in (None, 0):
            yield cards.plan(samples.forecast(left), words, now=STARTS)
        for mode in RankingMode:
            for span in Span:
                for by in RankBy:
                    empty = replace(samples.ranking(by=by, span=span), mode=mode, total=tally())
                    yield ranks.leaderboard(places(empty, canvass_id=0), words)


def test_every_card_without_anything_is_taken_and_says_something() -> None:
    for view in least():
        check_card(view)
        assert len(text_of(view)) > 40


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_name_is_shown_safely(name: str, language: str) -> None:
    words = words_in(language)
    ranking = samples.ranking(line(1, name, name, ids=(1, 2)), by=RankBy.PAIRS, span=Span.SESSION, name=name)
    board = samples.board(name)
    facts = replace(samples.progress(), campaign=name)
    for view in (
        ranks.leaderboard(places(ranking), words),
        ranks.leaderboard_posted(places(ranking), words),
        cards.progress(Standing(facts, board, ZONE, View.DAY), words),
    ):
        check_card(view)
        assert "@everyone" not in text_of(view)
        assert not re.search(r"(?<!\\)<@\d", text_of(view))


# ---- the forecast in words ---------------------------------------------------------------------------------


def plain(left: int, people: int = 8, rate: float = 13.2, words: Words = EN) -> str:
    """The forecast's text."""
    return text_of(cards.plan(samples.forecast(left, people, rate), words, now=STARTS))


def test_the_answer_is_one_plain_sentence() -> None:
    assert "**About 6 more sessions with 8 people, or 5 with 10 people**" in plain(1_240)
    assert "1,240 doors are left" in plain(1_240)
    assert "it would take 3 sessions" in plain(1_240)
    assert "**Más o menos 6 recorridos más con 8 personas, o 5 con 10 personas**" in plain(1_240, words=words_in("es"))


def test_one_is_said_as_one() -> None:
    told = plain(1, people=1)
    assert "**About 1 more session with 1 person**" in told
    assert "1 door is left" in told
    assert "brought one friend" not in told, "a friend does not make one session fewer"
    assert "longer it stays fun" in told


def test_until_when_is_reckoned_from_now() -> None:
    # Six weeks after 2026-11-28 16:00 UTC
    assert "<t:1799510400:D>" in plain(1_240)


def test_whoever_may_not_post_has_no_button_for_it() -> None:
    shown = cards.plan(samples.forecast(), EN, now=STARTS, picture=picture())
    assert labels_of(shown) == ["How far we are", "Leaderboard"]


# ---- the leaderboard in words ------------------------------------------------------------------------------


def test_ties_share_a_medal_and_ones_own_line_is_marked() -> None:
    ranking = samples.ranking(
        line(1, "Ana", doors=9, ids=(1,)), line(1, "", doors=9, ids=(2,)), line(3, "Sam", doors=2, ids=(150,))
    )
    told = text_of(ranks.leaderboard(places(ranking), EN)).splitlines()
    assert told[-3:] == ["🥇 Ana · 9 doors", "🥇 a neighbor · 9 doors", "🥉 **Sam** · 2 doors ◀ you"]


def test_ones_own_line_is_told_even_beyond_the_tenth() -> None:
    told = text_of(ranks.leaderboard(places(full()), EN))
    assert "`150` **" in told
    assert "and 189 more" in told
    assert "`150`" not in text_of(ranks.leaderboard_posted(places(full()), EN))


def test_where_only_groups_are_compared_people_cannot_be_chosen() -> None:
    ranking = replace(samples.ranking(line(1, "Elm"), by=RankBy.CREWS), mode=RankingMode.GROUPS)
    shown = ranks.leaderboard(places(ranking), EN)
    assert "People" not in labels_of(shown)
    assert "Pairs" in labels_of(shown)


def test_where_nobody_is_compared_there_is_nothing_to_choose() -> None:
    ranking = replace(samples.ranking(), mode=RankingMode.OFF)
    shown = ranks.leaderboard(places(ranking), EN)
    assert not [one for one in ids_of(shown) if ":ranks.kind:" in one]
    assert "does not rank" in text_of(shown)
    assert "How I appear" not in labels_of(shown), "nobody appears"
    nothing = replace(ranking, total=tally())
    assert "Session" in labels_of(ranks.leaderboard(places(nothing), EN))
