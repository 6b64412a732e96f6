"""What is kept about a person, as a file that they can read."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.words import Words
from db.facts import FollowupState, Kept, Naming, NudgeAnswer, NudgeKind, NudgeState, Rule, SignupState
from db.facts.doors import Outcome
from db.facts.scripts import ScriptKind


def document(
    kept: Sequence[Kept], rules: Sequence[Rule], *, team: str, zone: str, now: datetime, words: Words
) -> bytes:
    """JSON with names and values in the person's words, times in their zone, and until when each part is kept."""
    days = {rule.name: rule.days for rule in rules}
    whole: dict[str, object] = {
        words("me.data.about"): words("me.data.where_plain"),
        words("me.data.team"): team,
        words("me.data.made"): _value(now, zone, words),
    }
    for part in kept:
        whole[words(f"me.data.table.{part.name}")] = {
            words("me.data.until"): words.n(f"kept.{part.rule}", days[part.rule]),
            words("me.data.entries"): [_row(row, zone, words) for row in part.rows],
        }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _row(row: dict[str, object], zone: str, words: Words) -> dict[str, object]:
    return {words(f"me.data.field.{name}"): _value(value, zone, words) for name, value in row.items()}


def _value(value: object, zone: str, words: Words) -> object:
    if isinstance(value, StrEnum):
        return _named(value, words)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    if isinstance(value, bool):
        return words("me.data.yes" if value else "me.data.no")
    return value


def _named(value: StrEnum, words: Words) -> str:
    keys: dict[type[StrEnum], str] = {
        Naming: f"me.naming.{value}",
        SignupState: f"me.data.answer.{value}",
        FollowupState: f"me.data.promise.{value}",
        NudgeState: f"me.data.notice_state.{value}",
        NudgeKind: f"me.data.notice.{value}",
        NudgeAnswer: f"me.data.reply.{value}",
        Outcome: f"me.data.outcome.{value}",
        ScriptKind: f"me.data.script.{value}",
    }
    return words(keys.get(type(value), f"setup.step.{value}"))
