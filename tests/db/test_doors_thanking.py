"""Thanks, told to all only where both wish it; and how it went, asked of everyone who came, told without names."""

from functools import partial

import pytest

from db import doors, people, privacy
from db.facts import Actor, Naming
from db.facts.doors import APPRECIATION_MOST, DEBRIEF_MOST
from db.facts.wrapping import Compiled, DebriefAnswers, Thanks
from db.refusals import Gone, NotHere, NotLive, NotYourself, TextMissing, ThankedAlready, TooLong
from db.store import Store
from tests.db.canvassing import ANA, BEN, CLEO, DAN, STARTS, STRANGER, planned
from tests.db.dooring import Day, live


async def over(store: Store, *people: Actor) -> Day:
    """A day that these people were at, wrapped up."""
    day = await live(store, *people, captain_id=DAN.person_id)
    for who in people:
        await day.press(who)
    await day.wrap()
    return day


async def thank(day: Day, who: Actor, to: Actor, text: str = "For the jokes", *, public: bool = True) -> Thanks:
    """Somebody thanks somebody."""
    done: Thanks = await day.do(doors.thank, who, to_id=to.person_id, text=text, public=public)
    return done


async def told(day: Day) -> list[tuple[str, str, str]]:
    """What everybody may read in the wrapped card."""
    done = await day.store.read(partial(doors.wrapped, team_id=1, canvass_id=day.id))
    return [(one.from_name, one.to_name, one.text) for one in done.thanks]


async def compiled(day: Day) -> Compiled:
    """What everyone said."""
    return await day.store.read(partial(doors.compiled, team_id=1, canvass_id=day.id))


# ---- thanks ------------------------------------------------------------------------------------------


async def test_everyone_thanks_one_person_and_may_change_it(store: Store) -> None:
    day = await over(store, ANA, BEN, CLEO)
    first = await thank(day, ANA, BEN)
    assert (first.from_name, first.to_name, first.text, first.public) == ("Ana", "Ben", "For the jokes", True)
    again = await thank(day, ANA, CLEO, "  For the \n soup ", public=False)
    assert (again.id, again.to_name, again.text, again.public) == (first.id, "Cleo", "For the soup", False)
    await thank(day, BEN, ANA)
    assert await told(day) == [("Ben", "Ana", "For the jokes")], "what is not for all is for one"
    mine = await store.read(partial(doors.thanks, team_id=1, canvass_id=day.id, to_id=CLEO.person_id))
    assert [one.text for one in mine] == ["For the soup"]


async def test_what_was_told_is_not_changed_any_more(store: Store) -> None:
    day = await over(store, ANA, BEN)
    done = await thank(day, ANA, BEN)
    await store.write(partial(doors.remember_thanks, appreciation_id=done.id, message_id=77))
    with pytest.raises(ThankedAlready):
        await thank(day, ANA, BEN, "Something else")
    assert (await store.read(partial(doors.thanks, team_id=1, canvass_id=day.id)))[0].message_id == 77


@pytest.mark.parametrize("wish", [Naming.UNNAMED, Naming.OUT])
async def test_whoever_wants_no_name_is_not_praised_before_everyone(store: Store, wish: Naming) -> None:
    day = await over(store, ANA, BEN)
    assert (await thank(day, ANA, BEN)).public
    await store.write(partial(people.set_naming, actor=BEN, naming=wish, now=day.now))
    assert await told(day) == [], "their wish of now counts, not that of then"
    assert not (await thank(day, ANA, BEN)).public


async def test_who_may_thank_whom(store: Store) -> None:
    day = await over(store, ANA, BEN)
    with pytest.raises(NotYourself):
        await thank(day, ANA, ANA)
    for who, to in ((ANA, CLEO), (CLEO, ANA)):
        with pytest.raises(NotHere):
            await thank(day, who, to)
    assert (await thank(day, DAN, ANA)).from_name == "Dan", "who led it need not have knocked"
    for to_id in (0, -1, 2**63, 10**39):
        with pytest.raises(NotHere):
            await day.do(doors.thank, ANA, to_id=to_id, text="x", public=True)


async def test_thanks_have_words_and_fit(store: Store) -> None:
    day = await over(store, ANA, BEN)
    with pytest.raises(TextMissing):
        await thank(day, ANA, BEN, " \n ")
    with pytest.raises(TooLong):
        await thank(day, ANA, BEN, "x" * (APPRECIATION_MOST + 1))
    assert len((await thank(day, ANA, BEN, "x" * APPRECIATION_MOST)).text) == APPRECIATION_MOST


async def test_thanks_go_with_either_of_the_two(store: Store) -> None:
    day = await over(store, ANA, BEN, CLEO)
    await thank(day, ANA, BEN)
    await thank(day, BEN, CLEO)
    await thank(day, CLEO, ANA)
    await store.write(partial(privacy.forget, actor=BEN, now=day.now))
    assert await told(day) == [("Cleo", "Ana", "For the jokes")]


# ---- how it went -------------------------------------------------------------------------------------


async def test_answers_are_compiled_without_names_and_in_no_ones_order(store: Store) -> None:
    day = await over(store, ANA, BEN, CLEO)
    for who, good in ((CLEO, "The weather"), (ANA, "Zest"), (BEN, "A talk at 12")):
        await day.do(doors.debrief, who, answers=DebriefAnswers(good=good, hard="" if who is BEN else "Stairs"))
    found = await compiled(day)
    assert found.good == ("A talk at 12", "The weather", "Zest")
    assert (found.hard, found.next_time) == (("Stairs", "Stairs"), ())
    assert (found.people, found.came) == (3, 3)
    whole = str(found)
    assert not any(str(who.person_id) in whole or who.name in whole for who in (ANA, BEN, CLEO))


async def test_ones_own_answers_are_shown_again_and_changed(store: Store) -> None:
    day = await over(store, ANA, BEN)
    mine = partial(doors.my_debrief, actor=ANA, canvass_id=day.id)
    assert await store.read(mine) is None
    await day.do(doors.debrief, ANA, answers=DebriefAnswers("Good", "Hard", "Next"))
    await day.do(doors.debrief, ANA, answers=DebriefAnswers("Better"))
    assert await store.read(mine) == DebriefAnswers("Better")
    assert (await compiled(day)).hard == ()
    assert await store.read(partial(doors.my_debrief, actor=BEN, canvass_id=day.id)) is None


async def test_answers_are_of_those_who_came_and_fit(store: Store) -> None:
    day = await over(store, ANA)
    with pytest.raises(NotHere):
        await day.do(doors.debrief, BEN, answers=DebriefAnswers("I was at home"))
    with pytest.raises(TextMissing):
        await day.do(doors.debrief, ANA, answers=DebriefAnswers(" ", "\n", ""))
    with pytest.raises(TooLong):
        await day.do(doors.debrief, ANA, answers=DebriefAnswers("x" * (DEBRIEF_MOST + 1)))
    await day.do(doors.debrief, ANA, answers=DebriefAnswers("x" * DEBRIEF_MOST))


async def test_nobody_is_thanked_or_asked_before_the_start(store: Store) -> None:
    outing = await planned(store)
    await outing.all_join(ANA, BEN)
    day = Day(store, outing.id, STARTS)
    with pytest.raises(NotLive):
        await thank(day, ANA, BEN)
    with pytest.raises(NotLive):
        await day.do(doors.debrief, ANA, answers=DebriefAnswers("x"))


async def test_another_team_reads_nothing(store: Store) -> None:
    day = await over(store, ANA, BEN)
    await thank(day, ANA, BEN)
    assert await store.read(partial(doors.thanks, team_id=STRANGER.team_id, canvass_id=day.id)) == ()
    for canvass_id in (day.id, 0, 2**31, 10**39):
        with pytest.raises(Gone):
            await store.read(partial(doors.compiled, team_id=STRANGER.team_id, canvass_id=canvass_id))
        with pytest.raises(Gone):
            await store.read(partial(doors.my_debrief, actor=STRANGER, canvass_id=canvass_id))
