"""Leaderboards: the group first, people as they want to be seen, ties, pairs, sessions, weeks; no other team's."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from db import canvass, doors, people, privacy, retention
from db.facts import Actor, Naming
from db.facts.doors import Tally
from db.facts.ranking import RankBy, Ranking, Span
from db.facts.teams import RankingMode
from db.models.doors import Knock, Together
from db.refusals import Gone
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, ROSA, STARTS, STRANGER
from tests.db.dooring import MOVED_ON, NOBODY, SIGN, SUPPORTER, TALKED, Day, another, live, paired

DAY, WEEK = timedelta(days=1), timedelta(days=7)


async def ranked(day: Day, by: RankBy = RankBy.PEOPLE, span: Span = Span.SESSION, **more: Any) -> Ranking:
    """A leaderboard of the first team; of this session where one is meant."""
    asked = {"team_id": 1, "now": day.now, "canvass_id": day.id if span is Span.SESSION else None, **more}
    ranking: Ranking = await day.store.read(lambda tx: doors.ranking(tx, span=span, by=by, **asked))
    return ranking


def lines(ranking: Ranking) -> list[tuple[int, tuple[str, ...], int]]:
    """Place, names and doors."""
    return [(line.place, line.names, line.tally.doors) for line in ranking.lines]


async def naming(day: Day, who: Actor, wish: Naming) -> None:
    """Somebody chooses how they are counted."""
    await day.store.write(partial(people.set_naming, actor=who, naming=wish, now=day.now))


# ---- people ------------------------------------------------------------------------------------------


async def test_whoever_has_as_many_doors_shares_the_place(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO, DAN)
    for who, n in ((ANA, 3), (BEN, 7), (CLEO, 7), (DAN, 1)):
        await day.press(who, NOBODY, n)
    found = await ranked(day)
    assert lines(found) == [(1, ("Ben",), 7), (1, ("Cleo",), 7), (3, ("Ana",), 3), (4, ("Dan",), 1)]
    assert (found.total.doors, found.name) == (18, "Elm Street")
    assert lines(await ranked(day, most=2)) == lines(found)[:2]


async def test_among_equals_those_who_talked_more_stand_first_in_the_same_place(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA, NOBODY, 4)
    await day.press(BEN, SUPPORTER, 4)
    assert lines(await ranked(day)) == [(1, ("Ben",), 4), (1, ("Ana",), 4)]


async def test_whoever_only_took_asks_or_undid_everything_has_no_place(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO)
    await day.press(ANA, SIGN, 5)
    await day.press(BEN, NOBODY)
    await day.undo(BEN)
    await day.press(CLEO, MOVED_ON)
    assert lines(await ranked(day)) == [(1, ("Cleo",), 1)]


async def test_three_wishes_of_people_are_kept(store: Store) -> None:
    day = await live(store, ANA, BEN, CLEO)
    for who, n in ((ANA, 9), (BEN, 6), (CLEO, 3)):
        await day.press(who, TALKED, n)
    await naming(day, ANA, Naming.OUT)
    await naming(day, BEN, Naming.UNNAMED)
    found = await ranked(day)
    assert lines(found) == [(1, ("",), 6), (2, ("Cleo",), 3)], "no trace of Ana, and no gap where she would be"
    assert found.total.doors == 18, "the group's total is everybody's"
    mine = found.of(BEN.person_id)
    assert mine is not None
    assert mine.place == 1
    assert found.of(ANA.person_id) is None
    await naming(day, ANA, Naming.NAMED)
    assert lines(await ranked(day))[0] == (1, ("Ana",), 9), "a wish can be changed at any time"


async def test_whoever_was_forgotten_is_in_the_total_only(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA, NOBODY, 5)
    await day.press(BEN, NOBODY, 2)
    await store.write(partial(privacy.forget, actor=ANA, now=day.now))
    for span in Span:
        found = await ranked(day, span=span)
        assert (lines(found), found.total.doors) == ([(1, ("Ben",), 2)], 7)


# ---- pairs and sessions ------------------------------------------------------------------------------


async def test_pairs_are_ranked_together(store: Store) -> None:
    day = await paired(store)
    for who, n in ((ANA, 2), (BEN, 3), (CLEO, 4), (DAN, 1)):
        await day.press(who, NOBODY, n)
    assert lines(await ranked(day, RankBy.PAIRS)) == [(1, ("Ana", "Ben"), 5), (1, ("Cleo", "Dan"), 5)]
    for span in (Span.WEEK, Span.CAMPAIGN):
        assert len((await ranked(day, RankBy.PAIRS, span)).lines) == 2


async def test_a_pair_is_shown_as_both_of_them_wish(store: Store) -> None:
    day = await paired(store)
    for who in (ANA, BEN, CLEO, DAN):
        await day.press(who, NOBODY, 2)
    await naming(day, BEN, Naming.UNNAMED)
    await naming(day, DAN, Naming.OUT)
    found = await ranked(day, RankBy.PAIRS)
    assert lines(found) == [(1, ("Ana", ""), 4)]
    assert found.total.doors == 8


async def test_sessions_are_ranked_over_a_campaign(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 4)
    other = await another(day, WEEK, title="Oak Street")
    await other.press(BEN, NOBODY, 9)
    assert lines(await ranked(other, RankBy.CREWS, Span.CAMPAIGN)) == [
        (1, ("Oak Street",), 9),
        (2, ("Elm Street",), 4),
    ]
    assert lines(await ranked(other, RankBy.CREWS, Span.WEEK)) == [(1, ("Oak Street",), 9)]
    assert lines(await ranked(day, RankBy.CREWS)) == [(1, ("Elm Street",), 4)]


async def test_over_a_campaign_the_best_sessions_are_compared_and_the_others_counted(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 4)
    for number, n in enumerate((9, 2, 6), start=1):
        other = await another(day, number * DAY, title=f"Day {number}")
        await other.press(BEN, NOBODY, n)
        await other.press(BEN, SIGN, 50)
    await another(day, 5 * DAY, title="Nobody came")
    found = await ranked(day, RankBy.CREWS, Span.CAMPAIGN, most=2)
    assert (lines(found), found.others) == ([(1, ("Day 1",), 9), (2, ("Day 3",), 6)], 2)
    assert found.lines[0].tally.asks == 50
    found = await ranked(day, RankBy.CREWS, Span.CAMPAIGN, most=4)
    assert ([line.names for line in found.lines[2:]], found.others) == ([("Elm Street",), ("Day 2",)], 0)


# ---- pairs over a campaign, which are kept ---------------------------------------------------------------


async def campaign_of_pairs(day: Day) -> list[tuple[int, tuple[str, ...], int]]:
    """The campaign by pairs, and that it is what the ledger says."""
    await day.sound()
    return lines(await ranked(day, RankBy.PAIRS, Span.CAMPAIGN))


async def moved(day: Day, who: Actor, number: int) -> None:
    """The captain puts somebody into another pair."""
    await day.do(canvass.move, ROSA, person_id=who.person_id, number=number)


async def test_those_who_knock_together_again_are_the_same_pair(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 2)
    later = await another(day, DAY)
    await later.all_join(BEN, ANA)
    await later.do(canvass.make_pairs, ROSA)
    await later.press(BEN, TALKED, 3)
    await later.by(ROSA, doors.add, {SUPPORTER: 1, SIGN: 4}, person_id=ANA.person_id)
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Ben"), 6)]


async def test_whoever_changes_partners_leaves_the_doors_with_the_old_one(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 5)
    first = day.last
    await moved(day, ANA, 2)
    await day.press(ANA, NOBODY, 3)
    await day.press(BEN, NOBODY, 9)
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Ben"), 5), (2, ("Ana", "Cleo", "Dan"), 3)]
    await day.undo(ANA, first)
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Cleo", "Dan"), 3)], "undone where it was counted"
    await moved(day, ANA, 1)
    await day.press(BEN, NOBODY, 1)
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Cleo", "Dan"), 3), (2, ("Ana", "Ben"), 1)]


async def test_doors_before_there_were_pairs_are_nobodys_together(store: Store) -> None:
    day = await live(store, ANA, BEN)
    await day.press(ANA, NOBODY, 5)
    await day.do(canvass.make_pairs, ROSA)
    await day.press(ANA, NOBODY, 2)
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Ben"), 2)]


async def test_what_a_pair_puts_right_is_right_over_the_campaign(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 5)
    await day.by(ANA, doors.fix, {NOBODY: 2, TALKED: 1})
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Ben"), 3)]


@pytest.mark.parametrize("wish", list(Naming))
async def test_wishes_hold_for_pairs_over_a_campaign(store: Store, wish: Naming) -> None:
    day = await paired(store)
    for who in (ANA, CLEO):
        await day.press(who, NOBODY, 4)
    await naming(day, BEN, wish)
    theirs = {Naming.NAMED: [("Ana", "Ben")], Naming.UNNAMED: [("Ana", "")], Naming.OUT: []}[wish]
    found = await campaign_of_pairs(day)
    assert sorted(names for _, names, _ in found) == sorted([*theirs, ("Cleo", "Dan")])
    assert {place for place, _, _ in found} == {1}


async def test_nobody_knows_with_whom_a_forgotten_person_knocked(store: Store) -> None:
    day = await paired(store)
    for who in (ANA, BEN, CLEO):
        await day.press(who, NOBODY, 4)
    kept = {part.name: part.rows for part in await store.read(partial(privacy.export, actor=ANA))}
    assert len(kept["together"]) == 1
    await store.write(partial(privacy.forget, actor=ANA, now=day.now))
    assert await campaign_of_pairs(day) == [(1, ("Cleo", "Dan"), 4)]
    assert await store.read(lambda tx: len(set(tx.exec(select(Knock.together_id))))) == 2, "the other pair, and nobody"
    await day.press(BEN, NOBODY, 1)
    assert len(await campaign_of_pairs(day)) == 1, "alone now"
    assert (await ranked(day, span=Span.CAMPAIGN)).total.doors == 13


async def test_who_knocked_together_is_known_for_half_a_year(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 4)
    half = day.now + timedelta(days=180)
    await store.write(partial(retention.sweep, now=half))
    assert len(await campaign_of_pairs(day)) == 1
    while (await store.write(partial(retention.sweep, now=half + timedelta(seconds=1)))).more:
        pass
    assert await campaign_of_pairs(day) == []
    assert await store.read(lambda tx: len(tx.exec(select(Together)).all())) == 0
    assert (await ranked(day, span=Span.CAMPAIGN)).total.doors == 4


async def test_pairs_that_went_wrong_are_made_anew(store: Store) -> None:
    day = await paired(store)
    await day.press(ANA, NOBODY, 4)
    wrong = "UPDATE tally SET n = 7 WHERE scope = 'together'"
    await store.write(lambda tx: tx.connection().exec_driver_sql(wrong))
    assert len(await store.read(partial(doors.mismatches, team_id=1))) == 1
    assert await store.write(doors.recount) == 1
    assert await campaign_of_pairs(day) == [(1, ("Ana", "Ben"), 4)]


# ---- weeks -------------------------------------------------------------------------------------------


async def test_a_week_is_that_of_the_session_where_it_is(store: Store) -> None:
    """Late on Sunday in Chicago it is Monday by the clocks of the world; it is still the old week there."""
    day = await live(store, ANA, settings={"zone": "America/Chicago"})
    sunday = STARTS + timedelta(days=1, hours=6 + 5)  # Saturday 18:00 UTC and on: Monday 05:00 UTC, Sunday 23:00 there
    late = await another(day, sunday - STARTS)
    await day.press(ANA, NOBODY, 2)
    await late.press(ANA, NOBODY, 3)
    this_week = await ranked(late, span=Span.WEEK)
    next_week = await ranked(Day(store, day.id, late.now + timedelta(days=7)), span=Span.WEEK)
    assert (this_week.total.doors, next_week.total.doors, lines(next_week)) == (5, 0, [])
    assert (await ranked(late, span=Span.CAMPAIGN)).total.doors == 5


# ---- the team's own setting ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        (RankingMode.ON, {RankBy.PEOPLE, RankBy.PAIRS, RankBy.CREWS}),
        (RankingMode.GROUPS, {RankBy.PAIRS, RankBy.CREWS}),
        (RankingMode.OFF, set()),
    ],
)
async def test_a_team_decides_what_is_compared(store: Store, mode: RankingMode, shown: set[RankBy]) -> None:
    day = await paired(store, settings={"ranking": mode})
    await day.press(ANA, NOBODY, 4)
    for by in RankBy:
        found = await ranked(day, by)
        assert (found.ranks, bool(found.lines)) == (by in shown, by in shown)
        assert found.total == Tally({NOBODY: 4}), "the group's total is always there"


async def test_nothing_of_another_team_is_ranked(store: Store) -> None:
    day = await live(store, ANA)
    await day.press(ANA, NOBODY, 4)
    for canvass_id in (day.id, day.id + 9, 0, -1, 2**31, 10**39, None):
        with pytest.raises(Gone):
            await ranked(day, team_id=STRANGER.team_id, canvass_id=canvass_id)
    for by in RankBy:
        for span in (Span.WEEK, Span.CAMPAIGN):
            found = await ranked(day, by, span, team_id=STRANGER.team_id)
            assert (found.total, found.lines) == (Tally(), ())
    with pytest.raises(Gone):
        await ranked(day, team_id=77)
