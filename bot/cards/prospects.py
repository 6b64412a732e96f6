"""One prospect as a person sees it: where it stands, what the playbook says for this step, and what can be done."""

from discord import ui

from bot.cards import kit
from bot.cards.prospect_next import rows
from bot.cards.prospect_shown import Shown
from bot.cards.prospect_steps import STEPS
from bot.cards.prospect_words import (
    HOW_SIGNS,
    STAGE_SIGNS,
    guidance_of,
    name_of,
    on_day,
    person,
    stage_of,
    title_of,
    what_of,
)
from bot.words import Words
from db.facts.prospects import ProspectFacts, Stage

_COLOURS = {Stage.SIGNED_ON: kit.GREEN, Stage.PARKED: kit.GREY, Stage.DECLINED: kit.GREY}


def card(shown: Shown, words: Words) -> ui.LayoutView:
    """Everything about one prospect that its reader may see, and what they can do with it."""
    facts = shown.facts
    return kit.card(
        shown.said,
        title_of(facts.plan, words),
        _stands(shown, words),
        "\n".join(_about(shown, words)),
        *rows(shown, words),
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
