"""The page speaks both languages completely."""

import re
from pathlib import Path
from string import Formatter

import pytest

from db.facts import NudgeKind, NudgeState, NudgeWait
from rehearsal import team
from rehearsal.journal import Kind
from rehearsal.words import TEXTS, Words

SOURCE = "\n".join(path.read_text() for path in Path("rehearsal").rglob("*.py") if path.name != "words.py")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_places(key: str) -> None:
    english, spanish = TEXTS[key]
    assert english.strip()
    assert spanish.strip()
    assert places(english) == places(spanish)


def test_every_key_in_the_code_has_a_text_and_every_text_a_use() -> None:
    literal = set(re.findall(r'words\(\s*"([\w.]+)"', SOURCE)) | set(
        re.findall(r'\("((?:clock)\.\w+)", lambda', SOURCE)
    )
    literal |= {f"part.{player.part}" for player in team.PLAYERS}
    literal |= {f"log.{kind}" for kind in Kind.__args__}  # type: ignore[attr-defined]  # Literal's members
    literal |= {f"form.{limit}" for limit in re.findall(r'"((?:min|max)_(?:length|value))"', SOURCE)}
    literal |= {f"welcome.{key}" for key in ("what", "who", "first")}
    literal |= {f"feed.empty.{kind}" for kind in ("dm", "channel")}
    literal |= {f"coming.kind.{kind}" for kind in NudgeKind} | {f"coming.waits.{why}" for why in NudgeWait}
    literal |= {f"coming.{state}" for state in (NudgeState.HELD, NudgeState.CLOSED)}
    assert literal == set(TEXTS)


def test_words_fill_their_places() -> None:
    assert Words("es-ES")("trouble.failing", count=3) == "faltan 3"
    assert Words("en-US")("trouble.failing", count=3) == "3 to come"
