"""What can be done next with a prospect: the rows below its card, for those who work on it and for the others."""

import discord

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import (
    Button,
    Row,
    Shown,
    board_button,
    enough_button,
    hand_button,
    history_button,
    log_button,
    tie_button,
)
from bot.cards.prospect_steps import steps
from bot.words import Words
from db.facts.prospects import ProspectFacts, Stage


def rows(shown: Shown, words: Words) -> list[Row]:
    """What its reader can do."""
    return _workers(shown, words) if shown.facts.works else _others(shown, words)


def _workers(shown: Shown, words: Words) -> list[Row]:
    number = shown.facts.id
    edit = kit.button(words("prospect.button.more"), ids.PROSPECT_MORE(prospect=number), emoji="⚙️")
    rest = [*_resting(shown, words), edit, board_button(words)]
    return [kit.row(*_next(shown, words)), kit.row(*_knowing(shown, words)), steps(shown, words), kit.row(*rest)]


def _others(shown: Shown, words: Words) -> list[Row]:
    """For those who do not work on it: to help, to say what they did, and what everybody may read."""
    facts, number = shown.facts, shown.facts.id
    if facts.reads:  # they go to its meeting
        rest = [log_button(number, words), board_button(words)]
        return [kit.row(*_at_meeting(facts, words), *_knowing(shown, words)), kit.row(*rest)]
    take = [hand_button(number, words)] if facts.owner_id is None else []
    return [
        kit.row(tie_button(number, words), log_button(number, words), *take),
        kit.row(history_button(number, words), board_button(words)),
    ]


def _next(shown: Shown, words: Words) -> list[Button]:
    """What is to be done in this step, the likeliest first; a contact can be written down in all of them."""
    return [*_to_do(shown.facts, words), log_button(shown.facts.id, words)]


def _to_do(facts: ProspectFacts, words: Words) -> list[Button]:
    number, blue = facts.id, discord.ButtonStyle.primary
    if to_meeting := _at_meeting(facts, words):
        return to_meeting
    match facts.stage:
        case Stage.RESEARCH:
            look, enough = ids.PROSPECT_RESEARCH(prospect=number, page=0), enough_button(number, words)
            return [kit.button(words("prospect.button.look"), look, blue, emoji="🔎"), enough]
        case Stage.ASK:
            return _asking(facts, words)
        case Stage.PARKED:
            return [kit.button(words("prospect.button.wake"), ids.PROSPECT_WAKE(prospect=number), blue, emoji="🌅")]
        case Stage.PREPARE | Stage.HELD:
            return [_plan_button(number, words)]
    return [] if facts.stage is Stage.DECLINED else _winning(facts, words)


def _winning(facts: ProspectFacts, words: Words) -> list[Button]:
    """They sign on, or meet once more; once they have, what they can do beyond it."""
    green, sign = discord.ButtonStyle.success, ids.SIGNON_OPEN(prospect=facts.id)
    if facts.stage is Stage.SIGNED_ON:
        return [kit.button(words("prospect.button.commit"), sign, green, emoji="✍️")]
    return [kit.button(words("prospect.button.sign_on"), sign, green, emoji="✍️"), _plan_button(facts.id, words)]


def _at_meeting(facts: ProspectFacts, words: Words) -> list[Button]:
    """To the room of the meeting that comes; to what was said of the one that was held, and on to its end."""
    blue = discord.ButtonStyle.primary
    if facts.meeting_id is not None:
        room = ids.MEETING_OPEN(meeting=facts.meeting_id)
        return [kit.button(words("prospect.button.room"), room, blue, emoji="📝")]
    if facts.met_id is not None:
        record = ids.MEETING_RECORD(meeting=facts.met_id)
        return [kit.button(words("meeting.button.record"), record, blue, emoji="📖")]
    return []


def _plan_button(number: int, words: Words) -> Button:
    plan, style = ids.MEETING_PLAN_FOR(prospect=number), discord.ButtonStyle.primary
    return kit.button(words("prospect.button.plan"), plan, style, emoji="📅")


def _asking(facts: ProspectFacts, words: Words) -> list[Button]:
    """Find who asks, then ask, then say what they answered."""
    number, blue, grey = facts.id, discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    who, letter = ids.PROSPECT_PEOPLE(prospect=number), ids.LETTER_OPEN(prospect=number)
    granted = ids.PROSPECT_LOG(prospect=number, result="granted")
    refused = ids.PROSPECT_REFUSED(prospect=number)
    missing = facts.asker_id is None
    return [
        kit.button(words("prospect.button.who"), who, blue if missing else grey, emoji="🙋"),
        kit.button(words("prospect.button.letter"), letter, grey if missing else blue, emoji="✉️"),
        kit.button(words("prospect.button.granted"), granted, discord.ButtonStyle.success, emoji="📅"),
        kit.button(words("prospect.button.refused"), refused, emoji="🚪"),
    ]


def _knowing(shown: Shown, words: Words) -> list[Button]:
    number = shown.facts.id
    people = kit.button(words("prospect.button.people"), ids.PROSPECT_PEOPLE(prospect=number), emoji="👥")
    look = ids.PROSPECT_RESEARCH(prospect=number, page=0)
    research = kit.button(words("prospect.button.research"), look, emoji="🗂️")
    buttons = [] if shown.stage is Stage.RESEARCH and shown.facts.works else [research]
    asks = shown.stage is Stage.ASK and shown.facts.meeting_id is None
    return [*buttons, history_button(number, words), *([] if asks or not shown.facts.works else [people])]


def _resting(shown: Shown, words: Words) -> list[Button]:
    if shown.stage in {Stage.PARKED, Stage.SIGNED_ON}:
        return []
    return [kit.button(words("prospect.button.park"), ids.PROSPECT_PARK(prospect=shown.facts.id), emoji="🌙")]
