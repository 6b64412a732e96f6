"""The rule behind pairs, and the languages that it compares: pure, for any people."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.canvass.languages import codes
from db.canvass.pairing import Group, Knocker, best_group, pair_up, worth


def knocker(number: int, tags: str = "", *languages: str) -> Knocker:
    """A person; n: newcomer, d: driver."""
    return Knocker(number, newcomer="n" in tags, driver="d" in tags, languages=frozenset(languages))


def ids(groups: list[Group]) -> list[set[int]]:
    """Who is with whom."""
    return [{one.person_id for one in group} for group in groups]


people = st.lists(
    st.builds(
        Knocker,
        person_id=st.integers(1, 10**6),
        newcomer=st.booleans(),
        driver=st.booleans(),
        languages=st.frozensets(st.sampled_from(["en", "es", "ht"])),
    ),
    min_size=2,
    max_size=21,
    unique_by=lambda one: one.person_id,
)


# ---- the rule ------------------------------------------------------------------------------------------


@given(people)
def test_everyone_is_in_one_pair_and_at_most_one_is_of_three(everyone: list[Knocker]) -> None:
    groups = pair_up(everyone)
    assert Counter(one for group in groups for one in group) == Counter(everyone)
    sizes = sorted(len(group) for group in groups)
    assert sizes == [2] * (len(everyone) // 2 - len(everyone) % 2) + [3] * (len(everyone) % 2)


@given(people)
def test_the_same_people_make_the_same_pairs(everyone: list[Knocker]) -> None:
    assert pair_up(everyone) == pair_up(list(everyone))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=20))
def test_every_newcomer_has_a_veteran_while_there_are_any(tags: list[tuple[bool, bool]]) -> None:
    everyone = [Knocker(number, newcomer, driver) for number, (newcomer, driver) in enumerate(tags)]
    newcomers = sum(one.newcomer for one in everyone)
    mixed = sum(len({one.newcomer for one in group}) == 2 for group in pair_up(everyone))
    assert mixed >= min(newcomers, len(everyone) - newcomers) - len(everyone) % 2


def test_it_is_seldom_far_from_the_best_of_all_deals() -> None:
    chance = random.Random(1)
    lost = Counter[bool]()
    for _ in range(400):
        everyone = [_anyone(number, chance) for number in range(chance.choice([4, 6, 8]))]
        best = max(sum(map(worth, deal)) for deal in _deals(tuple(everyone)))
        lost[best - sum(map(worth, pair_up(everyone))) > 1] += 1
    assert lost[True] / 400 < 0.05


def _anyone(number: int, chance: random.Random) -> Knocker:
    spoken = chance.sample(["en", "es", "ht"], chance.choice([0, 1, 1, 1, 2]))
    return Knocker(number, chance.random() < 0.4, chance.random() < 0.4, frozenset(spoken))


def _deals(everyone: Group) -> Iterator[list[Group]]:
    """Every way to make pairs of these people."""
    if not everyone:
        yield []
    for place in range(1, len(everyone)):
        for others in _deals(everyone[1:place] + everyone[place + 1 :]):
            yield [(everyone[0], everyone[place]), *others]


def test_whoever_shares_no_language_changes_partners() -> None:
    everyone = [
        knocker(1, "n", "en"),
        knocker(2, "n", "es"),
        knocker(3, "d", "en", "es"),
        knocker(4, "d", "es"),
    ]
    assert ids(pair_up(everyone)) == [{1, 3}, {2, 4}]
    assert all(worth(group) > 0 for group in pair_up([*everyone, knocker(5, "", "ht", "en"), knocker(6, "n", "ht")]))


def test_drivers_are_spread() -> None:
    everyone = [knocker(1, "n"), knocker(2, "nd"), knocker(3, "d"), knocker(4), knocker(5, "d"), knocker(6)]
    assert all(sum(one.driver for one in group) == 1 for group in pair_up(everyone))


def test_a_shared_language_comes_before_everything_else() -> None:
    everyone = [knocker(1, "n", "es"), knocker(2, "", "en"), knocker(3, "n", "es"), knocker(4, "d", "en")]
    assert ids(pair_up(everyone)) == [{1, 3}, {2, 4}]


def test_whoever_speaks_only_one_language_chooses_before_those_who_speak_two() -> None:
    everyone = [knocker(1, "n", "en", "es"), knocker(2, "n", "es"), knocker(3, "", "en", "es"), knocker(4, "", "en")]
    assert ids(pair_up(everyone)) == [{2, 3}, {1, 4}]


def test_whoever_names_no_language_gets_along_with_all() -> None:
    assert worth((knocker(1), knocker(2, "", "es"))) == 0
    assert worth((knocker(1, "", "en"), knocker(2, "", "es"))) < 0


def test_one_who_is_left_over_joins_where_it_helps_most() -> None:
    mixed, veterans = (knocker(1, "n"), knocker(2)), (knocker(3), knocker(4))
    assert best_group(knocker(5, "n"), [mixed, veterans]) == 1
    assert best_group(knocker(5), [veterans, mixed]) == 0
    speakers = (knocker(6, "n", "es"), knocker(7, "d", "es"))
    assert best_group(knocker(5, "n", "en"), [speakers, mixed]) == 1


def test_five_hundred_people_are_paired() -> None:
    everyone = [knocker(n, "nd"[n % 3 : n % 5], *["en", "es", "ht"][n % 2 : n % 4]) for n in range(500)]
    assert len(pair_up(everyone)) == 250


# ---- languages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ()),
        (" , ;", ()),
        ("es,en", ("es", "en")),
        ("EN / es-MX", ("en", "es")),
        ("es en", ("es", "en")),
        ("Español e inglés", ("es", "en")),
        ("Spanish and a little ENGLISH", ("es", "en")),
        ("hablo en español", ("es",)),
        ("es mi idioma", ("es mi idioma",)),
        ("Kreyòl, français", ("ht", "fr")),
        ("español, spanish, castellano", ("es",)),
        ("Mixteco; English", ("mixteco", "en")),
        ("ASL", ("asl",)),
        ("中文", ("zh",)),
        ("\u200b\x00", ()),
        ("\ufe4d", ()),  # a low line by another name
        ("es\ufe50en", ("es", "en")),  # a small comma
    ],
)
def test_languages_are_read_as_people_write_them(typed: str, found: tuple[str, ...]) -> None:
    assert codes(typed) == found
    assert codes(",".join(found)) == found


@given(st.text(max_size=100))
def test_any_text_gives_codes_that_stay_the_same(typed: str) -> None:
    once = codes(typed)
    assert codes(",".join(once)) == once
