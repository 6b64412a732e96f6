"""What the tests of typed times share: the zones, the tables in `phrases/`, and how an outcome is written in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.when import read_time
from bot.when.words import VOCABULARY
from db.refusals import AmbiguousTime, GapTime, PastTime, Refusal

CHICAGO, NEW_YORK, MADRID, PHOENIX = map(
    ZoneInfo, ("America/Chicago", "America/New_York", "Europe/Madrid", "America/Phoenix")
)
MONDAY_NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
PHRASES = Path(__file__).parent / "phrases"


def phrases(*names: str) -> list[tuple[str, str]]:
    """(what is typed, what is read) of every line of these tables."""
    lines = [line for name in names for line in (PHRASES / f"{name}.txt").read_text("utf-8").splitlines()]
    rows = [line.rpartition("|") for line in lines if line and not line.startswith("#")]
    return [(typed.strip(), read.strip()) for typed, _, read in rows]


def outcome(typed: str, zone: ZoneInfo = CHICAGO, now: datetime = MONDAY_NOON) -> str:
    """What a text is read as, in the spelling of the tables."""

    def shown(at: datetime) -> str:
        assert at.utcoffset() == timedelta(0), "an instant leaves bot.when in UTC"
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"

    try:
        return shown(read_time(typed, zone=zone, now=now))
    except AmbiguousTime as refusal:
        return f"ambiguous {shown(refusal.first_at)} or {shown(refusal.second_at)}"
    except PastTime as refusal:
        return f"past {shown(refusal.read_at)}"
    except GapTime as refusal:
        return f"gap before {shown(refusal.after_at)}"
    except Refusal as refusal:
        return type(refusal).__name__


def at(text: str, zone: ZoneInfo) -> datetime:
    """The instant of a local ISO time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


ZONES = st.sampled_from([CHICAGO, NEW_YORK, MADRID, PHOENIX])
WORDS = st.sampled_from([*sorted(VOCABULARY), *"0123456789:/.,-+@", "10", "28", "2026", "11/28", "10:30"])
LINES = st.lists(WORDS, max_size=14).map(" ".join) | st.lists(WORDS, max_size=14).map("".join)
"""Lines made of nothing but words that times are made of: where a grammar is most likely to stumble."""
