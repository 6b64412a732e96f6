"""Promises for card tests: an ordinary one, and one with everything at its longest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from db.facts import FOLLOWUP_TEXT_MOST, FollowupFacts, FollowupPlan, FollowupState

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SNOWFLAKE = 1_200_000_000_000_000_000
ME, SAM, ROSA = SNOWFLAKE + 1, SNOWFLAKE + 2, SNOWFLAKE + 3
LATERS = (
    ("today", NOW + timedelta(hours=3)),
    ("tomorrow", NOW + timedelta(hours=21)),
    ("week", NOW + timedelta(days=7)),
)
PLAN = FollowupPlan("Send the thank-you note", NOW + timedelta(days=4), "America/Chicago", ME, "Ana")


def promise(**changed: Any) -> FollowupFacts:
    """Ana's own promise for Friday."""
    facts = FollowupFacts(
        id=42,
        team_id=SNOWFLAKE,
        text=PLAN.text,
        state=FollowupState.OPEN,
        due_at=PLAN.due_at,
        zone=PLAN.zone,
        owner_id=ME,
        owner_name="Ana",
        made_by_id=ME,
        lead_id=None,
        lead_name="",
        silences=0,
        muted=False,
        canvass_id=None,
        canvass_name="",
        channel_id=None,
        message_id=None,
        handed_to_id=None,
        handed_to_name="",
        done_at=None,
        nudge_at=PLAN.due_at,
    )
    return replace(facts, **changed)


def late(**changed: Any) -> FollowupFacts:
    """One whose time is over."""
    return promise(due_at=NOW - timedelta(days=2), **changed)


def done(**changed: Any) -> FollowupFacts:
    """One that was kept."""
    return promise(state=FollowupState.DONE, done_at=NOW - timedelta(days=1), nudge_at=None, **changed)


def fullest(filler: str, **changed: Any) -> FollowupFacts:
    """A promise with every text at its bound and everything there is to say about it."""
    text, name = (filler * FOLLOWUP_TEXT_MOST)[:FOLLOWUP_TEXT_MOST], (filler * 100)[:100]
    whole = promise(
        id=2**31 - 1,
        text=text,
        owner_id=SAM,
        owner_name=name,
        made_by_id=ME,
        lead_id=ROSA,
        lead_name=name,
        silences=3,
        canvass_id=2**31 - 1,
        canvass_name=(filler * 80)[:80],
        channel_id=2**63 - 1,
        message_id=2**63 - 1,
        handed_to_id=SAM,
        handed_to_name=name,
    )
    return replace(whole, **changed)
