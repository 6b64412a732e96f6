"""The playbooks: whole, alike and within their bounds in every language, and clear about what is wrong with one."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import LANGUAGES, playbooks
from bot.words.blanks import BLANK, blank_words
from bot.words.strict import Fault
from db.facts.playbooks import (
    MESSAGES_LEAST,
    SECTION_MOST,
    GatheringKind,
    Kind,
    MaterialKind,
    Offer,
    Playbook,
    Role,
)
from tests.words.reading import folders_in, longest_run, slashed, strangers, unbalanced

EVERY = [(kind, language) for kind in Kind for language in LANGUAGES]
FIXED = {"kind", "key", "step", "about", "role", "gathering", "materials", "offer", "after"}
"""Fields that are the same in every language; numbers and switches are, too."""


def table(kind: Kind = Kind.FAITH, language: str = "en") -> dict[str, Any]:
    """A playbook's tables, to be spoiled."""
    return playbooks.dump(playbooks.load(kind, language))


def shape(part: Any, name: str = "") -> Any:
    """What is left of a playbook when its texts are taken out."""
    if isinstance(part, dict):
        return {key: shape(value, key) for key, value in part.items()}
    if isinstance(part, list):
        return [shape(one, name) for one in part]
    return part if not isinstance(part, str) or name in FIXED else "…"


def prose(part: Any, name: str = "") -> list[str]:
    """The texts of a playbook that people read."""
    if isinstance(part, dict):
        return [text for key, value in part.items() for text in prose(value, key)]
    if isinstance(part, list):
        return [text for one in part for text in prose(one, name)]
    return [part] if isinstance(part, str) and name not in FIXED else []


# ---- what comes with TocToc ------------------------------------------------------------------------


def test_a_language_is_a_folder_with_every_kind() -> None:
    assert folders_in(playbooks.HERE) == set(LANGUAGES)
    for language in LANGUAGES:
        assert {path.name for path in (playbooks.HERE / language).iterdir()} == {f"{kind}.toml" for kind in Kind}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_playbook_is_whole(kind: Kind, language: str) -> None:
    found = playbooks.load(kind, language)
    assert found.kind is kind
    assert {item.role for item in found.agenda} == set(Role)
    assert 15 <= found.minutes <= 45, "nobody gives a stranger an hour"
    assert len(found.messages) > MESSAGES_LEAST, "something to choose from"
    assert {item.anyone for item in found.prep} == {True, False}, "those who stay home help, too"
    assert [item.days for item in found.prep] == sorted((item.days for item in found.prep), reverse=True)


@pytest.mark.parametrize("kind", Kind)
def test_a_playbook_is_the_same_in_every_language_but_for_its_texts(kind: Kind) -> None:
    english = shape(table(kind, "en"))
    for language in LANGUAGES:
        assert shape(table(kind, language)) == english, language


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_section_fits_one_message(kind: Kind, language: str) -> None:
    for name, part in table(kind, language).items():
        assert len("\n".join(prose(part, name))) <= SECTION_MOST, name


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_text_is_in_another_language(kind: Kind, language: str) -> None:
    found = [text for text in prose(table(kind, language)) if strangers(text, language)]
    assert found == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_blanks_are_in_the_language_of_the_text(kind: Kind, language: str) -> None:
    typed = {word for text in prose(table(kind, language)) for word in BLANK.findall(text)}
    assert typed <= {blank_words(language)[blank] for blank in playbooks.FILLED}


@pytest.mark.parametrize("kind", Kind)
def test_no_text_was_left_as_it_is_in_english(kind: Kind) -> None:
    english, spanish = prose(table(kind, "en")), prose(table(kind, "es"))
    assert not set(english) & set(spanish)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_sign_that_opens_is_closed(kind: Kind, language: str) -> None:
    assert [text for text in prose(table(kind, language)) if unbalanced(text, language)] == []


@pytest.mark.parametrize("kind", Kind)
def test_spanish_includes_everybody_without_slashes(kind: Kind) -> None:
    assert [text for text in prose(table(kind, "es")) if slashed(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_are_not_copies_of_each_other(language: str) -> None:
    for name in ("who", "steps", "askers", "messages", "wins", "refused", "review"):
        of_kinds = [prose(table(kind, language)[name], name) for kind in Kind]
        texts = [text for one in of_kinds for text in one]
        assert len(set(texts)) >= 0.95 * len(texts), name
    steps = [" ".join(prose(table(kind, language)["steps"])) for kind in Kind]
    assert max(longest_run(one, other) for at, one in enumerate(steps) for other in steps[:at]) < 12


# ---- what the kinds differ in ----------------------------------------------------------------------


def test_only_officials_can_be_pressed() -> None:
    for kind, language in EVERY:
        refused = playbooks.load(kind, language).refused
        assert refused.can_press == (kind is Kind.OFFICIAL)
        assert [way.key for way in refused.ways if way.pressing] == (["visit", "press"] if refused.can_press else [])
        if kind is not Kind.OFFICIAL:
            assert "peer" in {way.key for way in refused.ways}, "come back when one of them has signed on"


def test_pressing_says_that_the_lead_approves() -> None:
    for language, word in (("en", "lead's approval"), ("es", "permiso de quien lidera")):
        ways = playbooks.load(Kind.OFFICIAL, language).refused.ways
        assert all(word in way.text for way in ways if way.pressing)


def test_deeper_asks_are_those_of_the_kind() -> None:
    asks = {kind: {ask.key: ask for ask in playbooks.load(kind, "en").asks} for kind in Kind}
    ladder = {"mass_meeting", "no_entry", "raid_support", "leadership", "coffee_team"}
    assert set(asks[Kind.FAITH]) == ladder
    for kind in (Kind.CIVIC, Kind.SCHOOL, Kind.STUDENT):
        assert set(asks[kind]) == ladder | {"fundraiser"}
    assert set(asks[Kind.BUSINESS]) == {"outreach", "fundraiser", "display", "no_entry"}
    assert MaterialKind.DOORMAT in asks[Kind.BUSINESS]["display"].materials
    for kind in Kind:
        for ask in asks[kind].values():
            assert ask.counts_only == (ask.key == "raid_support"), "who shelters whom is written down nowhere"
            assert (ask.gathering is GatheringKind.FUNDRAISER) == (ask.key == "fundraiser")


def test_a_job_that_forbids_it_leaves_the_personal_name() -> None:
    for kind in (Kind.CIVIC, Kind.SCHOOL):
        offers = {one.offer for one in playbooks.load(kind, "en").objections}
        assert offers >= {Offer.PERSONAL, Offer.TALK}


def test_the_school_is_asked_before_its_students() -> None:
    assert {kind: playbooks.load(kind, "en").after for kind in Kind if playbooks.load(kind, "en").after} == {
        Kind.STUDENT: Kind.SCHOOL
    }


# ---- a team's own ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_playbook_comes_back_from_json_as_it_was(kind: Kind, language: str) -> None:
    before = playbooks.load(kind, language)
    assert playbooks.read(json.loads(json.dumps(playbooks.dump(before)))) == before


def test_a_playbook_is_read_from_its_file_once() -> None:
    assert playbooks.load(Kind.CIVIC, "es") is playbooks.load(Kind.CIVIC, "es")


def test_an_unknown_language_reads_the_default() -> None:
    assert playbooks.load(Kind.CIVIC, "xx") == playbooks.load(Kind.CIVIC, "en")


def fault(data: dict[str, Any]) -> str:
    """What reading it complains of."""
    with pytest.raises(Fault) as caught:
        playbooks.read(data, source="faith.toml")
    return str(caught.value)


def test_a_missing_key_is_named_with_its_place() -> None:
    data = table()
    del data["objections"][2]["reply"]
    assert fault(data) == "faith.toml: objections[2].reply is missing"
    del data["title"]
    assert fault(data) == "faith.toml: title is missing"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d.update(steps="none"), "steps must be a list"),
        (lambda d: d.update(refused=[]), "refused must be a table"),
        (lambda d: d["prep"][0].update(days="ten"), "prep[0].days must be of type int, not str"),
        (lambda d: d["prep"][0].update(days=True), "prep[0].days must be of type int, not bool"),
        (lambda d: d["prep"][0].update(days=22), "prep[0].days is 22, but must be 0 to 21"),
        (lambda d: d["prep"][0].update(anyone=1), "prep[0].anyone must be of type bool, not int"),
        (lambda d: d["prep"][0].update(owner="Ana"), "prep[0].owner is not a key that is known here"),
        (lambda d: d["agenda"][0].update(role="sings"), "agenda[0].role is 'sings', but must be one of opens, tells"),
        (lambda d: d["review"][0].update(text="x" * 46), "review[0].text has 46 characters, 45 are allowed"),
        (lambda d: d["review"][0].update(text=" "), "review[0].text is empty"),
        (lambda d: d["who"] and d.update(who="a\nb"), "who must be one line, with single spaces"),
        (lambda d: d["asks"].append(d["asks"][0]), "asks has “mass_meeting” twice"),
        (lambda d: d["review"].pop(), "review has 5 entries, 6 to 6 are allowed"),
        (lambda d: d["review"].reverse(), "review must be plan, reached, next, learned, again, effect, in this order"),
        (lambda d: d["steps"].reverse(), "steps must be research, ask, prepare, evaluate, follow_up, in this order"),
        (lambda d: d["agenda"].pop(3), "agenda has nothing for tells"),
        (lambda d: d["refused"].update(can_press=True), "refused.can_press must be true where a way is pressing"),
        (lambda d: d["thanks"][0].update(text="{name}"), "thanks has the blank name, which is not filled here"),
        (lambda d: d["thanks"][0].update(text="{city}"), "thanks has the blank {city}, which is not filled here"),
        (lambda d: d.update(after="school"), "after_why goes together with after"),
        (
            lambda d: d.update(objections=[{"key": f"k{n}", "text": "No", "reply": "x" * 500} for n in range(8)]),
            "objections has",
        ),
    ],
)
def test_what_is_wrong_is_said_by_file_and_key(spoil: Any, said: str) -> None:
    data = table()
    spoil(data)
    assert fault(data).startswith(f"faith.toml: {said}")


def test_nothing_but_a_table_is_a_playbook() -> None:
    with pytest.raises(Fault, match="playbook: must be a table"):
        playbooks.read(["faith"])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"playbooks/en/faith\.toml: there is no such file"):
        playbooks.load_file(tmp_path / "faith.toml", "en")
    (tmp_path / "faith.toml").write_text("kind = ", encoding="utf-8")
    with pytest.raises(Fault, match=r"playbooks/en/faith\.toml: cannot be read: "):
        playbooks.load_file(tmp_path / "faith.toml", "en")
    civic = (playbooks.HERE / "en" / "civic.toml").read_text(encoding="utf-8")
    (tmp_path / "faith.toml").write_text(civic, encoding="utf-8")
    with pytest.raises(Fault, match="kind is civic, but the file is named faith"):
        playbooks.load_file(tmp_path / "faith.toml", "en")


def test_a_playbook_can_be_adapted_within_its_bounds() -> None:
    data = table(Kind.BUSINESS, "es")
    data["messages"].append({"key": "own_1", "text": "En {ciudad} nos cuidamos."})
    found = playbooks.read(data)
    assert isinstance(found, Playbook)
    assert found.messages[-1].text == "En {ciudad} nos cuidamos."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(draw=st.data())
def test_whatever_is_put_into_a_playbook_it_is_read_or_refused(draw: st.DataObject) -> None:
    data: Any = table()
    part, depth = data, draw.draw(st.integers(1, 4))
    for step in range(depth):
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = draw.draw(st.sampled_from(keys))
        if step == depth - 1 or not isinstance(part[key], dict | list) or not part[key]:
            part[key] = draw.draw(JSON)
            break
        part = part[key]
    try:
        found = playbooks.read(data)
    except Fault:
        return
    assert playbooks.read(playbooks.dump(found)) == found
