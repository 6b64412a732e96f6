"""Sessions for card tests: an ordinary one, and one with everything at its longest."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from db.facts import (
    CANVASS_NOTE_MOST,
    CANVASS_PLACE_MOST,
    CANVASS_REASON_MOST,
    CANVASS_TITLE_MOST,
    SIGNUP_NOTE_MOST,
    CanvassFacts,
    CanvassPlan,
    CanvassState,
    PairFacts,
    RankingMode,
    SignupState,
    Standing,
    TeamFacts,
)

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 16, tzinfo=UTC)
IN, OFFERED, WAITING, MAYBE, CANT = SignupState
SNOWFLAKE = 1_200_000_000_000_000_000

PLAN = CanvassPlan(
    starts_at=SATURDAY,
    ends_at=SATURDAY + timedelta(hours=3),
    turf_id=1,
    captain_id=SNOWFLAKE + 1,
    captain_name="Malik",
    capacity=8,
    meet_place="Library steps",
    debrief_place="Café Luna",
    door_goal=120,
    note="Bring water.",
)


def standing(number: int, name: str, state: SignupState = IN, **more: Any) -> Standing:
    """One person's answer."""
    return Standing(SNOWFLAKE + number, name, state, number, **more)


def session(*standings: Standing, **changed: Any) -> CanvassFacts:
    """A session on Saturday with a card; `changed` are fields of the facts or of the plan."""
    plan = {key: changed.pop(key) for key in list(changed) if key in CanvassPlan.__dataclass_fields__}
    facts = CanvassFacts(
        id=42,
        team_id=SNOWFLAKE,
        name="Riverside",
        plan=replace(PLAN, **plan),
        zone="America/Chicago",
        state=CanvassState.OPEN,
        standings=standings,
        channel_id=SNOWFLAKE + 10,
        message_id=SNOWFLAKE + 11,
        thread_id=SNOWFLAKE + 11,
    )
    return replace(facts, **changed)


def some() -> CanvassFacts:
    """A session with somebody in every state."""
    return session(
        standing(1, "Ana", driver=True, languages="es,en"),
        standing(2, "Luis", first_time=True, languages="es", note="I come 15 minutes late"),
        standing(3, "Joe", OFFERED, offered_until=NOW + timedelta(hours=4)),
        standing(4, "Kim", WAITING),
        standing(5, "Noor", MAYBE, confirm=True),
        standing(6, "Sam", CANT),
        capacity=3,
    )


@cache
def fullest(filler: str = "W", people: int = 500) -> CanvassFacts:
    """A session with every text at its bound and a crowd in every state; `filler` is what they all typed."""
    states = [IN, OFFERED, WAITING, MAYBE, CANT]
    crowd = [
        standing(
            number,
            (f"{number}{filler}" * 100)[:100],
            states[number * 5 // people],
            driver=True,
            first_time=True,
            languages="en,es,ar,zh,fr,ht,pt,ko,vi,tl,ru,pl,so,am,hi,ur,de,asl",
            note=(filler * SIGNUP_NOTE_MOST)[:SIGNUP_NOTE_MOST],
            confirm=True,
            offered_until=NOW + timedelta(hours=4),
        )
        for number in range(people)
    ]
    return session(
        *crowd,
        id=2**31 - 1,
        name=(filler * CANVASS_TITLE_MOST)[:CANVASS_TITLE_MOST],
        title=(filler * CANVASS_TITLE_MOST)[:CANVASS_TITLE_MOST],
        meet_place=(filler * CANVASS_PLACE_MOST)[:CANVASS_PLACE_MOST],
        debrief_place=(filler * CANVASS_PLACE_MOST)[:CANVASS_PLACE_MOST],
        captain_name=(filler * 100)[:100],
        note=(f"{filler}\n" * CANVASS_NOTE_MOST)[:CANVASS_NOTE_MOST],
        cancel_reason=(filler * CANVASS_REASON_MOST)[:CANVASS_REASON_MOST],
        capacity=200,
        door_goal=100_000,
    )


def pairs_of(facts: CanvassFacts, each: int = 2) -> tuple[PairFacts, ...]:
    """Those who are in, in pairs."""
    coming = facts.those(IN)
    groups = [coming[i : i + each] for i in range(0, len(coming), each)]
    return tuple(PairFacts(number + 100, number, people, number % 2 == 0) for number, people in enumerate(groups, 1))


def team(**changed: Any) -> TeamFacts:
    """A team's settings."""
    facts = TeamFacts(
        id=SNOWFLAKE,
        name="Barrio Unido",
        language="en",
        zone="America/Chicago",
        campaign="Safe Streets",
        town="Springfield",
        about="",
        about_not="",
        hotline="555-0100",
        organizer_role_id=None,
        canvass_channel_id=SNOWFLAKE + 10,
        outreach_channel_id=None,
        organizers_channel_id=None,
        quiet_from=time(21),
        quiet_until=time(8),
        confirm_hours=24,
        today_hours=2,
        offer_hours=4,
        at_once_hours=12,
        late_hours=24,
        events=True,
        ranking=RankingMode.ON,
        set_up_at=None,
    )
    return replace(facts, **changed)
