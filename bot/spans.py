"""From when until when, as people type it in two fields of a form."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when import read_end, read_time

Typed = dict[str, str]


def with_times(typed: Typed, before: Mapping[str, str], zone: str, now: datetime) -> Typed:
    """What was typed, with its times read; a text that stands as it was before means the moment that it meant then.

    Raises what `read_time` and `read_end` raise.
    """
    there = ZoneInfo(zone)
    same_start = bool(before.get("starts_at")) and typed["when"] == before.get("when")
    start = datetime.fromisoformat(before["starts_at"]) if same_start else read_time(typed["when"], zone=there, now=now)
    if same_start and typed["until"] == before.get("until"):
        end = datetime.fromisoformat(before["ends_at"])
    else:
        end = read_end(typed["until"], start=start, zone=there, now=now)
    told = {"when": _legible(typed["when"], start, there), "until": _legible(typed["until"], end, there)}
    return {**typed, **told, "starts_at": start.isoformat(), "ends_at": end.isoformat()}


def _legible(text: str, moment: datetime, zone: ZoneInfo) -> str:
    """What was typed; a reading that was picked by a tap is a timestamp, which nobody can read in a form."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if text.strip().startswith("<t:") else text


def clock_of(moment: datetime, zone: str) -> str:
    """A moment as a form shows it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def length(span: timedelta) -> str:
    """A length as a form shows it."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours}h{minutes:02}" if minutes else f"{hours}h"
