"""One prospect as a person sees it: where it stands, what the playbook says for this step, and what can be done."""

from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_words import (
    HOW_SIGNS,
    STAGE_OF,
    STAGE_SIGNS,
    STEP_OF,
    guidance_of,
    name_of,
    on_day,
    person,
    stage_of,
    title_of,
    what_of,
)
from bot.words import Words
from db.facts.playbooks import Kind, MeetingStep, Playbook
from db.facts.prospects import ProspectFacts, Stage

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

STEPS = tuple(MeetingStep)
_COLOURS = {Stage.SIGNED_ON: kit.GREEN, Stage.PARKED: kit.GREY, Stage.DECLINED: kit.GREY}


@dataclass(frozen=True, slots=True)
class Shown:
    """A prospect for one reader, with the playbook of its kind; said is what was done just now."""

    facts: ProspectFacts
    playbook: Playbook
    reader_id: int
    now: datetime
    said: str = ""
    organizer: bool = False

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.facts.stage

    @property
    def step(self) -> MeetingStep | None:
        """Which of the five steps it is in; None once it is won, rests, or said no."""
        return STEP_OF.get(self.stage)


def card(shown: Shown, words: Words) -> ui.LayoutView:
    """Everything about one prospect that its reader may see, and what they can do with it."""
    facts = shown.facts
    return kit.card(
        shown.said,
        title_of(facts.plan, words),
        _stands(shown, words),
        "\n".join(_about(shown, words)),
        *(_rows(shown, words) if facts.works else _others_rows(shown, words)),
        accent=kit.YELLOW if facts.stuck else _COLOURS.get(shown.stage, kit.BLURPLE),
    )


def _stands(shown: Shown, words: Words) -> str:
    """The stage, how long it has waited there, and the playbook's word for the step."""
    facts = shown.facts
    head = f"{STAGE_SIGNS[facts.stage]} **{stage_of(facts.stage, words)}**"
    if shown.step is not None:
        head += f" · {words('prospect.step_of', step=STEPS.index(shown.step) + 1, steps=len(STEPS))}"
    if facts.stuck:
        head += f"\n⏳ {words('prospect.waits', since=kit.stamp(facts.touched_at, 'R'))}"
    told = guidance_of(shown.playbook, shown.step) if shown.step else None
    if told is None or not facts.works:
        return head
    return f"{head}\n> **{kit.plain(told.title, 100)}**: {kit.plain(told.text, 700)}"


def _about(shown: Shown, words: Words) -> list[str]:
    facts = shown.facts
    lines = [_owner(shown, words), _asker(shown, words)]
    if facts.meets_at is not None:
        lines.append(f"📅 {words('prospect.meets', when=kit.stamp(facts.meets_at))}")
    lines += _ending(facts, words)
    if facts.refused:
        lines.append(f"🚪 {words('prospect.refused')}")
    if facts.reads:
        lines.append(f"🔎 {_research(shown, words)}")
    lines.append(_last(facts, words))
    if facts.leads and facts.willing:
        lines.append(f"🙌 {words.n('prospect.willing', len(facts.willing))}")
    if facts.asking_until is not None:
        lines.append(f"📣 {words('prospect.asking', until=kit.stamp(facts.asking_until, 'R'))}")
    if not facts.works:
        lines.append(f"-# {words('prospect.private')}")
    return lines


def _owner(shown: Shown, words: Words) -> str:
    facts = shown.facts
    if facts.owner_id is None:
        return f"🧭 {words('prospect.owner.nobody')}"
    if facts.owner_id == shown.reader_id:
        return f"🧭 {words('prospect.owner.you')}"
    return f"🧭 {words('prospect.owner', name=person(facts.owner_name, words))}"


def _asker(shown: Shown, words: Words) -> str:
    facts = shown.facts
    if facts.asker_id is None:
        return f"🗣️ {words('prospect.asker.nobody')}"
    if facts.asker_id == shown.reader_id:
        return f"🗣️ {words('prospect.asker.you')}"
    return f"🗣️ {words('prospect.asker', name=person(facts.asker_name, words))}"


def _ending(facts: ProspectFacts, words: Words) -> list[str]:
    """What there is to say of one that is won or rests, of its institution and of its term."""
    lines = []
    if facts.stage is Stage.PARKED and facts.wakes_on is not None:
        lines.append(f"🌙 {words('prospect.wakes', on=on_day(facts.wakes_on, words))}")
        if facts.sways:
            names = words.all_of(name_of(peer, words, 60) for peer in facts.sways)
            lines.append(f"🤝 {words('prospect.sways', names=names)}")
    if facts.sign_on is not None:
        key = "prospect.signed.public" if facts.sign_on.public else "prospect.signed.private"
        lines.append(f"✍️ {words(key, on=on_day(facts.sign_on.signed_on, words))}")
    if facts.part_of is not None:
        lines.append(f"🏫 {words('prospect.part_of', name=name_of(facts.part_of, words, 100))}")
    if facts.plan.until is not None:
        lines.append(f"🗓️ {words('prospect.until', on=on_day(facts.plan.until, words))}")
    return lines


def _research(shown: Shown, words: Words) -> str:
    asked = {question.key for question in shown.playbook.questions}
    found = len({one.question for one in shown.facts.research} & asked)
    return words("prospect.research.found", found=found, all=len(asked))


def _last(facts: ProspectFacts, words: Words) -> str:
    if not facts.contacts:
        return f"📖 {words('prospect.history.none')}"
    last = facts.contacts[0]
    what = f"{what_of(last, words)} · {person(last.by_name, words)}"
    return f"{HOW_SIGNS[last.how]} {words('prospect.history.last', what=what, when=kit.stamp(last.at, 'R'))}"


# ---- what can be done --------------------------------------------------------------------------------


def _rows(shown: Shown, words: Words) -> list[Row]:
    number = shown.facts.id
    edit = kit.button(words("prospect.button.more"), ids.PROSPECT_MORE(prospect=number), emoji="⚙️")
    rest = [*_resting(shown, words), edit, board_button(words)]
    return [kit.row(*_next(shown, words)), kit.row(*_knowing(shown, words)), _steps(shown, words), kit.row(*rest)]


def _others_rows(shown: Shown, words: Words) -> list[Row]:
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


def _steps(shown: Shown, words: Words) -> Row:
    """The five steps; each tells what the playbook says for it."""
    blue, grey = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    return kit.row(
        *(
            kit.button(
                f"{number} {words(f'prospect.step.{step}')}",
                ids.PROSPECT_STEP(prospect=shown.facts.id, step=step),
                blue if step is shown.step else grey,
            )
            for number, step in enumerate(STEPS, 1)
        )
    )


def enough_button(number: int, words: Words, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
    """Enough is known: on to asking."""
    enough = ids.PROSPECT_MOVE(prospect=number, stage=Stage.ASK)
    return kit.button(words("prospect.button.enough"), enough, style, emoji="👍")


def log_button(number: int, words: Words) -> Button:
    """Write down that somebody was in touch."""
    return kit.button(words("prospect.button.log"), ids.PROSPECT_LOG(prospect=number, result="any"), emoji="📌")


def tie_button(number: int, words: Words, style: discord.ButtonStyle = discord.ButtonStyle.primary) -> Button:
    """Say in private that one could ask them."""
    return kit.button(words("prospect.button.tie"), ids.PROSPECT_TIE(prospect=number), style, emoji="🙋")


def history_button(number: int, words: Words) -> Button:
    """All contacts."""
    return kit.button(words("prospect.button.history"), ids.PROSPECT_HISTORY(prospect=number, page=0), emoji="📖")


def hand_button(number: int, words: Words) -> Button:
    """Who looks after it, and who asks."""
    return kit.button(words("prospect.button.people"), ids.PROSPECT_PEOPLE(prospect=number), emoji="👥")


def board_button(words: Words) -> Button:
    """The state of all outreach."""
    return kit.button(words("prospect.button.board"), ids.PROSPECT_BOARD(), emoji="🗺️")


def back_button(number: int, words: Words) -> Button:
    """Back to the prospect's card."""
    return kit.button(words("prospect.button.back"), ids.PROSPECT_OPEN(prospect=number), emoji="↩️")


# ---- a step ------------------------------------------------------------------------------------------


def step(shown: Shown, chosen: MeetingStep, words: Words) -> ui.LayoutView:
    """What the playbook says for a step, and the button that moves the prospect there."""
    told, number = guidance_of(shown.playbook, chosen), shown.facts.id
    after = shown.playbook.after_why if chosen is MeetingStep.ASK and shown.playbook.after else None
    buttons = []
    if shown.step is not chosen and shown.facts.works:
        here = ids.PROSPECT_MOVE(prospect=number, stage=STAGE_OF[chosen])
        buttons.append(kit.button(words("prospect.button.here"), here, discord.ButtonStyle.success, emoji="📍"))
    playbook = ids.PLAYBOOK_OPEN(kind=shown.facts.plan.kind, part=_PARTS[chosen])
    return kit.card(
        f"### {STEPS.index(chosen) + 1} · {kit.plain(told.title, 100)}\n{name_of(shown.facts.plan, words)}",
        kit.plain(told.text, 1200),
        f"💡 {kit.plain(after, 700)}" if after else None,
        words("prospect.step.here") if shown.step is chosen else None,
        _steps_of(shown, chosen, words),
        kit.row(
            *buttons,
            kit.button(words("prospect.button.playbook"), playbook, emoji="📗"),
            back_button(number, words),
        ),
        accent=kit.BLURPLE,
    )


def _steps_of(shown: Shown, chosen: MeetingStep, words: Words) -> Row:
    """The other steps, to turn to."""
    buttons = [
        kit.button(f"{number} {words(f'prospect.step.{one}')}", ids.PROSPECT_STEP(prospect=shown.facts.id, step=one))
        for number, one in enumerate(STEPS, 1)
        if one is not chosen
    ]
    return kit.row(*buttons)


# What of the playbook helps in which step (the names of its parts).
_PARTS = {
    MeetingStep.RESEARCH: "questions",
    MeetingStep.ASK: "askers",
    MeetingStep.PREPARE: "agenda",
    MeetingStep.EVALUATE: "review",
    MeetingStep.FOLLOW_UP: "asks",
}


# ---- more, and the end -------------------------------------------------------------------------------


def more(shown: Shown, words: Words) -> ui.LayoutView:
    """What is needed more seldom."""
    facts, number = shown.facts, shown.facts.id
    sign = "prospect.button.commit" if facts.stage is Stage.SIGNED_ON else "prospect.button.sign_on"
    first = [
        kit.button(words("prospect.button.edit"), ids.PROSPECT_EDIT(prospect=number), emoji="✏️"),
        kit.button(words("prospect.button.people"), ids.PROSPECT_PEOPLE(prospect=number), emoji="👥"),
        kit.button(words("prospect.button.letter"), ids.LETTER_OPEN(prospect=number), emoji="✉️"),
        kit.button(words(sign), ids.SIGNON_OPEN(prospect=number), emoji="✍️"),
    ]
    if facts.plan.kind is Kind.STUDENT:
        first.insert(1, kit.button(words("prospect.button.term"), ids.PROSPECT_TERM(prospect=number), emoji="🗓️"))
    second = [kit.button(words("prospect.button.advice"), ids.PROSPECT_REFUSED(prospect=number), emoji="🚪")]
    if facts.stage not in {Stage.DECLINED, Stage.SIGNED_ON}:
        decline = ids.PROSPECT_DECLINE(prospect=number)
        second.append(kit.button(words("prospect.button.decline"), decline, emoji="⚪"))
    if facts.leads:
        second.append(kit.button(words("prospect.button.remove"), ids.PROSPECT_REMOVE(prospect=number), emoji="🗑️"))
    return kit.card(
        title_of(facts.plan, words),
        words("prospect.more"),
        kit.row(*first),
        kit.row(*second, back_button(number, words)),
        accent=kit.BLURPLE,
    )


def confirm_decline(shown: Shown, words: Words) -> ui.LayoutView:
    """Names what it does before it is done."""
    number = shown.facts.id
    go = ids.PROSPECT_DECLINE_NOW(prospect=number)
    return kit.card(
        title_of(shown.facts.plan, words),
        words("prospect.decline.ask"),
        kit.row(
            kit.button(words("prospect.button.decline_now"), go, discord.ButtonStyle.danger, emoji="⚪"),
            kit.button(words("prospect.button.park"), ids.PROSPECT_PARK(prospect=number), emoji="🌙"),
            back_button(number, words),
        ),
        accent=kit.RED,
    )


def known(name: str, prospect_id: int, words: Words) -> ui.LayoutView:
    """The team has one of that name: open it, or say that it is another one."""
    return kit.card(
        words("prospect.known", name=kit.plain(name, NAME_SHOWN)),
        kit.row(
            kit.button(
                words("prospect.button.open"),
                ids.PROSPECT_OPEN(prospect=prospect_id),
                discord.ButtonStyle.primary,
                emoji="📂",
            ),
            kit.button(words("prospect.button.another"), ids.PROSPECT_ADD_AGAIN(), emoji="➕"),
            kit.button(words("form.correct"), ids.FORM_AGAIN(form=ids.PROSPECT_ADD_FORM.code, args=""), emoji="✏️"),
        ),
        accent=kit.YELLOW,
    )


NAME_SHOWN = 200


def added(shown: Shown, words: Words) -> str:
    """What is said once a prospect is saved, above its card."""
    said = f"✅ {words('prospect.added')}"
    if shown.playbook.after is not None and shown.playbook.after_why and shown.facts.part_of is None:
        said += f"\n💡 {kit.plain(shown.playbook.after_why, 700)}"
    return said


def confirm_remove(shown: Shown, words: Words) -> ui.LayoutView:
    """Names what erasing takes away."""
    number = shown.facts.id
    go = ids.PROSPECT_REMOVE_NOW(prospect=number)
    return kit.card(
        title_of(shown.facts.plan, words),
        words("prospect.remove.ask"),
        kit.row(
            kit.button(words("prospect.button.remove_now"), go, discord.ButtonStyle.danger, emoji="🗑️"),
            back_button(number, words),
        ),
        accent=kit.RED,
    )


def removed(name: str, words: Words) -> ui.LayoutView:
    """It is gone."""
    return kit.note(words("prospect.removed", name=kit.plain(name, NAME_SHOWN)), kit.row(board_button(words)))
