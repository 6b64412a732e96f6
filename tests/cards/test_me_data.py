"""The file with what is kept about a person: every value in their words, dates and private answers too."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.cards import me_data
from bot.words import LANGUAGES, words_in
from db.facts import Kept, Rule
from db.facts.playbooks import Kind
from db.facts.prospects import ContactHow, ContactResult
from db.facts.signons import CommitmentState

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
KEPT = (
    Kept(
        "tie",
        "ties",
        ({"prospect": "Ortiz", "kind": Kind.OFFICIAL, "willing": True, "ties": ["constituent", "gone"], "note": "x"},),
    ),
    Kept("contact", "contacts", ({"prospect": "Ortiz", "how": ContactHow.CALL, "result": ContactResult.GRANTED},)),
    Kept("commitment", "commitments", ({"state": CommitmentState.AGREED, "due_on": date(2026, 12, 1)},)),
)
RULES = (Rule("ties", 30), Rule("contacts", 365), Rule("commitments", 365))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_about_leaders_reads_in_the_person_s_words(language: str) -> None:
    words = words_in(language)
    file = json.loads(me_data.document(KEPT, RULES, team="T", zone="UTC", now=NOW, words=words))
    entries = [part[words("me.data.entries")][0] for part in file.values() if isinstance(part, dict)]
    tie, contact, commitment = entries
    known, gone = tie[words("me.data.field.ties")]
    assert " " in known, "the playbook's sentence, not its key"
    assert gone == "gone", "what a team took out of its playbook stays as it was kept"
    assert contact[words("me.data.field.result")] == words("me.data.came.granted")
    assert commitment[words("me.data.field.due_on")] == "2026-12-01"
