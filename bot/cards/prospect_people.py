"""Who looks after a prospect and who asks them; and "Who should ask?", with which members are asked in public."""

from typing import Any

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_shown import Row, Shown, back_button, tie_button
from bot.cards.prospect_words import KIND_SIGNS, bare_name, kind_of, name_of, person
from bot.words import Words
from db.facts.playbooks import Asker, Playbook
from db.facts.prospects import ProspectFacts, TieAnswer, Willing

WILLING_SHOWN = 8
OPTIONS_MOST = 25


def people(shown: Shown, words: Words) -> ui.LayoutView:
    """The owner, whoever asks, and those who said that they could; each is chosen here."""
    facts = shown.facts
    owner = _person(ids.PROSPECT_HAND_TO(prospect=facts.id), words("prospect.people.owner"))
    return kit.card(
        shown.said,
        f"### 👥 {words('prospect.people.title', name=name_of(facts.plan, words))}",
        *_asking(shown, words),
        kit.rule(),
        _owning(shown, words),
        kit.row(owner) if facts.leads or facts.owner_id is None else None,
        kit.row(back_button(facts.id, words)),
        accent=kit.BLURPLE,
    )


def _owning(shown: Shown, words: Words) -> str:
    facts = shown.facts
    who = person(facts.owner_name, words) if facts.owner_id is not None else words("prospect.owner.nobody")
    return f"🧭 {words('prospect.people.owns', name=who)}"


def _asking(shown: Shown, words: Words) -> list[kit.Block]:
    """Who asks; to those who choose, with the advice of the playbook and whoever offered."""
    facts = shown.facts
    who = person(facts.asker_name, words) if facts.asker_id is not None else words("prospect.people.no_asker")
    blocks: list[kit.Block] = [f"🗣️ {words('prospect.people.asks', name=who)}"]
    if facts.leads:
        blocks.append(_offers(shown, words))
        if facts.willing:
            chooser = ids.PROSPECT_ASKER_WILLING(prospect=facts.id)
            blocks.append(kit.row(kit.select(chooser, _options(shown, words), words("prospect.people.willing"))))
        blocks.append(kit.row(_person(ids.PROSPECT_ASKER_TO(prospect=facts.id), words("prospect.people.asker"))))
    if facts.works:
        blocks.append(_round_row(facts, words))
    return blocks


def _offers(shown: Shown, words: Words) -> str:
    """Those who said yes, those first who have not tried yet; or what makes somebody the right one."""
    facts, askers = shown.facts, {one.key: one for one in shown.playbook.askers}
    if not facts.willing:
        hints = "\n".join(f"- {kit.plain(one.text, 160)}" for one in shown.playbook.askers[:6])
        return f"{words('prospect.people.nobody_yet')}\n{hints}"
    lines = [words("prospect.people.offered")]
    lines += [_offer(one, askers, words) for one in facts.willing[:WILLING_SHOWN]]
    if more := len(facts.willing) - WILLING_SHOWN:
        lines += [words.n("canvass.more", more)] if more > 0 else []
    return "\n".join(lines)


def _offer(one: Willing, askers: dict[str, Asker], words: Words) -> str:
    """Somebody's yes: how they know them, and why that helps."""
    known = [askers[key] for key in one.ties if key in askers]
    ties = " · ".join(kit.plain(tie.text, 100) for tie in known[:2])
    tried = f" · {words('prospect.people.tried')}" if one.tried else ""
    lines = [f"🙌 **{person(one.name, words)}**{tried}", f"-# {ties}" if ties else ""]
    if one.note:
        lines.append(f"> {kit.plain(one.note, 150)}")
    return "\n".join(line for line in lines if line)


def _options(shown: Shown, words: Words) -> list[discord.SelectOption]:
    askers = {one.key: one for one in shown.playbook.askers}
    return [
        kit.option(
            kit.bare(one.name, 80) or words("prospect.somebody"),
            str(one.person_id),
            about=next((kit.bare(askers[key].why, 100) for key in one.ties if key in askers), ""),
            chosen=one.person_id == shown.facts.asker_id,
        )
        for one in shown.facts.willing[:OPTIONS_MOST]
    ]


def _person(custom_id: str, hint: str) -> ui.UserSelect[Any]:
    return ui.UserSelect(custom_id=custom_id, placeholder=hint[:150])


def _round_row(facts: ProspectFacts, words: Words) -> Row:
    number, blue = facts.id, discord.ButtonStyle.primary
    mine = tie_button(number, words, discord.ButtonStyle.secondary)
    if facts.asking_until is None:
        go = kit.button(words("prospect.button.round"), ids.PROSPECT_ROUND(prospect=number), blue, emoji="📣")
    else:
        go = kit.button(words("prospect.button.round_close"), ids.PROSPECT_ROUND_CLOSE(prospect=number), emoji="🔕")
    return kit.row(go, mine)


# ---- in public ---------------------------------------------------------------------------------------


def question(facts: ProspectFacts, playbook: Playbook, words: Words) -> ui.LayoutView:
    """The card that asks the members; what they answer stands nowhere on it."""
    if facts.asking_until is None:
        return kit.card(
            f"### {words('prospect.round.title', name=name_of(facts.plan, words))}",
            words("prospect.round.closed"),
            kit.row(tie_button(facts.id, words, discord.ButtonStyle.secondary)),
            accent=kit.GREY,
        )
    hints = "\n".join(f"- {kit.plain(one.text, 160)}" for one in playbook.askers)
    sees = person(facts.owner_name, words) if facts.owner_id is not None else ""
    key = "prospect.round.who_sees" if sees else "prospect.round.organizers_see"
    return kit.card(
        f"### {words('prospect.round.title', name=name_of(facts.plan, words))}\n{_what(facts, words)}",
        f"{words('prospect.round.why')}\n{hints}",
        f"🔒 {words(key, name=sees) if sees else words(key)}",
        kit.row(tie_button(facts.id, words)),
        f"-# {words('prospect.round.until', until=kit.stamp(facts.asking_until, 'R'))}",
        accent=kit.BLURPLE,
    )


def _what(facts: ProspectFacts, words: Words) -> str:
    plan = facts.plan
    parts = [kind_of(plan.kind, words), *(kit.plain(text, 150) for text in (plan.role, plan.place) if text)]
    return f"{KIND_SIGNS[plan.kind]} {' · '.join(parts)}"


def answered(facts: ProspectFacts, given: TieAnswer, words: Words) -> ui.LayoutView:
    """The answer to a private answer; a no is thanked as warmly as a yes."""
    key = "prospect.tie.thanks_yes" if given.willing else "prospect.tie.thanks_no"
    change = kit.button(words("prospect.button.tie_change"), ids.PROSPECT_TIE(prospect=facts.id), emoji="✏️")
    return kit.note(words(key, name=name_of(facts.plan, words)), kit.row(change))


def promise(facts: ProspectFacts, words: Words) -> str:
    """What whoever looks after it is reminded of once somebody said that they could ask; it names nobody."""
    return words("prospect.tie.promise", name=bare_name(facts.plan, words))


def round_open(facts: ProspectFacts, url: str, words: Words) -> str:
    """What is said once the members are asked, with the way to the card."""
    until = kit.stamp(facts.asking_until, "R") if facts.asking_until else ""
    return f"📣 {words('prospect.round.open', url=url, until=until)}"
