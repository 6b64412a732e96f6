"""Promises, sessions and letters for the tests of nudge cards."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db.facts import (
    FOLLOWUP_TEXT_MOST,
    FollowupFacts,
    FollowupState,
    HandedOutcome,
    Item,
    ItemState,
    Letter,
    NudgeKind,
)
from tests.cards.canvass_samples import NOW, SNOWFLAKE, fullest, some

LATERS = (
    ("today", NOW + timedelta(hours=3)),
    ("tomorrow", NOW + timedelta(hours=21)),
    ("week", NOW + timedelta(days=7)),
)
PROMISES = (NudgeKind.FOLLOWUP, NudgeKind.HAND_OVER, NudgeKind.HANDED, NudgeKind.LEAD_TOLD)


def promise(text: str = "Thank Pastor Ruiz", **changed: Any) -> FollowupFacts:
    """A promise of Ana's, with Rosa as its lead."""
    facts = FollowupFacts(
        id=1,
        team_id=SNOWFLAKE,
        text=text,
        state=FollowupState.OPEN,
        due_at=NOW,
        zone="America/Chicago",
        owner_id=SNOWFLAKE + 1,
        owner_name="Ana",
        made_by_id=SNOWFLAKE + 1,
        lead_id=SNOWFLAKE + 2,
        lead_name="Rosa",
        silences=0,
        muted=False,
        canvass_id=7,
        canvass_name="Elm Street",
        channel_id=SNOWFLAKE + 3,
        message_id=SNOWFLAKE + 4,
        handed_to_id=None,
        handed_to_name="",
        done_at=None,
    )
    return replace(facts, **changed)


def item(
    kind: NudgeKind = NudgeKind.FOLLOWUP, state: ItemState = ItemState.ASKS, number: int = 1, **changed: Any
) -> Item:
    """One matter of a letter."""
    about: dict[str, Any] = {"promise": promise()} if kind in PROMISES else {"session": some()}
    base = Item(number, kind, state, who="Rosa", outcome=HandedOutcome.PASSED, until=when(24), laters=LATERS)
    return replace(base, **(about | changed))


def letter(*items: Item, **changed: Any) -> Letter:
    """What Ana gets."""
    base = Letter(SNOWFLAKE, "Barrio Unido", "en", "America/Chicago", SNOWFLAKE + 1, items or (item(),))
    return replace(base, **changed)


def fullest_item(filler: str, number: int, kind: NudgeKind, state: ItemState, turn: int = 3) -> Item:
    """A matter whose every text is at its bound."""
    text = (filler * FOLLOWUP_TEXT_MOST)[:FOLLOWUP_TEXT_MOST]
    name = (filler * 100)[:100]
    full = promise(text, lead_name=name, owner_name=name, canvass_name=name, made_by_id=None)
    session = fullest(filler, 20)
    about: dict[str, Any] = {"promise": full} if kind in PROMISES else {"session": session}
    bare = Item(
        2**31 - number, kind, state, turn=turn, who=name, outcome=HandedOutcome.PASSED, until=NOW, laters=LATERS
    )
    return replace(bare, **about)


def when(hours: float) -> datetime:
    """So many hours from now."""
    return NOW + timedelta(hours=hours)
