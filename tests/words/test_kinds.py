"""What people are told is chosen by a kind: no kind is without its words."""

import pytest

from bot.words import LANGUAGES, words_in
from db.facts import NudgeAnswer, NudgeKind, NudgeState
from db.facts.meetings import MeetingState, Outcome
from db.facts.playbooks import Kind
from db.facts.prospects import ContactHow, ContactResult, Stage
from db.facts.signons import Capacity, CommitmentState

WORDS = (
    ("nudge.kind", tuple(NudgeKind)),
    ("me.data.notice", tuple(NudgeKind)),
    ("me.data.notice_state", tuple(NudgeState)),
    ("kind", tuple(Kind)),
    ("signon.capacity", tuple(Capacity)),
    ("prospect.result", tuple(ContactResult)),
    ("prospect.how", tuple(ContactHow)),
    ("meeting.outcome", tuple(Outcome)),
    ("meeting.state", tuple(MeetingState)),
    ("me.data.reply", tuple(NudgeAnswer)),
    ("me.data.leader", tuple(Kind)),
    ("me.data.stage", tuple(Stage)),
    ("me.data.contact", tuple(ContactHow)),
    ("me.data.came", tuple(ContactResult)),
    ("me.data.commitment", tuple(CommitmentState)),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "kinds"), WORDS)
def test_no_kind_is_without_words(language: str, key: str, kinds: tuple[str, ...]) -> None:
    words = words_in(language)
    assert [kind for kind in kinds if not words(f"{key}.{kind}")] == []
