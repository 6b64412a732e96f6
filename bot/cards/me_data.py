"""What is kept about a person, as a file that they can read."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.words import Words
from bot.words.playbooks import load
from db.facts import FollowupState, Kept, Naming, NudgeAnswer, NudgeKind, NudgeState, Rule, SignupState
from db.facts.adapted import AdaptedWhat
from db.facts.doors import Outcome
from db.facts.playbooks import Kind
from db.facts.prospects import ContactHow, ContactResult, Stage
from db.facts.scripts import ScriptKind
from db.facts.signons import CommitmentState


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
    if isinstance(keys := row.get("ties"), Sequence):
        row = row | {"ties": _ties(row, keys, words)}
    return {words(f"me.data.field.{name}"): _value(value, zone, words) for name, value in row.items()}


def _ties(row: dict[str, object], keys: Sequence[str], words: Words) -> list[str]:
    """What a person said of themselves, in the words of the playbook for such a leader."""
    askers = load(Kind(str(row["kind"])), words.language).askers
    texts = {asker.key: asker.text for asker in askers}
    return [texts.get(key, key) for key in keys]


def _value(value: object, zone: str, words: Words) -> object:
    if isinstance(value, StrEnum):
        return _named(value, words)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
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
        Kind: f"me.data.leader.{value}",
        Stage: f"me.data.stage.{value}",
        ContactHow: f"me.data.contact.{value}",
        ContactResult: f"me.data.came.{value}",
        CommitmentState: f"me.data.commitment.{value}",
        AdaptedWhat: f"me.data.adapted.{value}",
    }
    return words(keys.get(type(value), f"setup.step.{value}"))
