"""Texts name commands as the reader's Discord does: `/vecindario agregar`, not `/turf add`, in Spanish."""

import re

import pytest

from bot.words import LANGUAGES
from tests.test_house import messages, texts


def command_names(language: str) -> set[str]:
    """Every command as a language calls it, groups included."""
    own = {key: texts(message)[0] for key, message in messages(language).items() if key.startswith("command.")}
    names = set()
    for key in own:
        path = key.split(".")[1:-1]
        parts = [f"command.{'.'.join(path[: depth + 1])}.name" for depth in range(len(path))]
        if key.endswith(".name") and all(part in own for part in parts):
            names.add(" ".join(own[part] for part in parts))
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_that_a_text_mentions_is_called_so_in_its_language(language: str) -> None:
    names = command_names(language)
    unknown = {
        f"{key}: /{mentioned}"
        for key, message in messages(language).items()
        for text in texts(message)
        for mentioned in re.findall(r"`/([^`]+)`", text)
        if mentioned not in names
    }
    assert unknown == set()
