"""Meetings for card tests: an ordinary one, and one with everything at its longest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from db.facts.meetings import (
    ANSWER_MOST,
    ATTENDEES_MOST,
    LINE_MOST,
    LINES_MOST,
    MANY,
    MEETING_PLACE_MOST,
    MEETING_REASON_MOST,
    NEXT_STEP_MOST,
    NOTES_MOST,
    PREP_MOST,
    PREP_TEXT_MOST,
    WRITTEN,
    Answers,
    Attendee,
    Closing,
    Learned,
    Line,
    MeetingFacts,
    MeetingLine,
    MeetingPlan,
    MeetingState,
    Outcome,
    Prep,
    Section,
)
from db.facts.playbooks import MESSAGES_MOST, Kind, Review, Role
from db.facts.prospects import PROSPECT_NAME_MOST, RESEARCH_MOST, SOURCE_MOST, Research

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SNOWFLAKE = 1_200_000_000_000_000_000
ID = 2**31 - 1
PLAN = MeetingPlan(7, NOW + timedelta(days=3), NOW + timedelta(days=3, minutes=30), "America/Chicago", "Hall", "Bakery")


def meeting(**changed: Any) -> MeetingFacts:
    """A meeting on Thursday."""
    rosa = Attendee(SNOWFLAKE + 1, "Rosa", (Role.OPENS, Role.ASKS))
    plan = replace(PLAN, lead_id=SNOWFLAKE + 1, lead_name="Rosa")
    task = Prep(3, "Print the page", anyone=True, due_at=NOW + timedelta(days=2), owner_id=None, owner_name="",
                done_at=None, version=1)  # fmt: skip
    facts = MeetingFacts(
        42, SNOWFLAKE, "Pastor Ruth", "Grace Church", Kind.FAITH, plan, MeetingState.PLANNED, (), (rosa,), (task,),
        missing=(Section.ASK, Section.STEP, Section.MESSAGES),
    )  # fmt: skip
    return replace(facts, **changed)


def full(filler: str, most: int) -> str:
    """A text at its bound."""
    return (filler * most)[:most]


def fullest(filler: str, **changed: Any) -> MeetingFacts:
    """A meeting with every text at its bound and as many of each as there may be."""
    name = full(filler, 100)
    numbers = {section: LINES_MOST if section in MANY else 1 for section in WRITTEN} | {Section.MESSAGES: MESSAGES_MOST}
    lines = tuple(
        Line(ID - i, section, full(filler, NOTES_MOST if section is Section.NOTES else LINE_MOST),
             full(filler, LINE_MOST), 99, SNOWFLAKE, name)
        for section, count in numbers.items() for i in range(count)
    )  # fmt: skip
    going = tuple(Attendee(SNOWFLAKE + i, name, tuple(Role), evaluated=True, read=True) for i in range(ATTENDEES_MOST))
    prep = tuple(
        Prep(ID - i, full(filler, PREP_TEXT_MOST), i % 2 == 0, NOW + timedelta(days=1),
             SNOWFLAKE if i % 3 else None, name, NOW if i % 5 == 0 else None, 1)
        for i in range(PREP_MOST)
    )  # fmt: skip
    said = {key: full(filler, ANSWER_MOST) for key in Review}
    plan = replace(
        PLAN, place=full(filler, MEETING_PLACE_MOST), coffee=full(filler, MEETING_PLACE_MOST), lead_id=SNOWFLAKE,
        lead_name=name,
    )  # fmt: skip
    facts = MeetingFacts(
        ID, SNOWFLAKE, full(filler, PROSPECT_NAME_MOST), name, Kind.OFFICIAL, plan, MeetingState.READY, lines, going,
        prep, evaluations=tuple(Answers(one.person_id, name, said, NOW) for one in going), channel_id=SNOWFLAKE,
        message_id=SNOWFLAKE, thread_id=SNOWFLAKE, reason=full(filler, MEETING_REASON_MOST),
    )  # fmt: skip
    return replace(facts, **changed)


def closed(filler: str, outcome: Outcome = Outcome.YES) -> MeetingFacts:
    """The same once it is closed."""
    closing = Closing(outcome, full(filler, NEXT_STEP_MOST), SNOWFLAKE, full(filler, 100), date(2026, 12, 4))
    return fullest(filler, state=MeetingState.CLOSED, closing=closing)


def lines(filler: str, many: int = 25) -> list[MeetingLine]:
    """A list at its longest."""
    return [
        MeetingLine(ID - i, ID, Kind.STUDENT, full(filler, 100), full(filler, 100), NOW, NOW, "America/Chicago",
                    MeetingState.PLANNED, SNOWFLAKE, full(filler, 100), free=25, open=25)
        for i in range(many)
    ]  # fmt: skip


def learned(filler: str) -> list[Learned]:
    """What was learned before."""
    return [Learned(full(filler, ANSWER_MOST), NOW, full(filler, 100))] * 3


def research(filler: str, many: int = 25) -> list[Research]:
    """All that was found out."""
    note, source = full(filler, RESEARCH_MOST), full(filler, SOURCE_MOST)
    return [Research(ID - i, "path", note, source, SNOWFLAKE, NOW, NOW) for i in range(many)]
