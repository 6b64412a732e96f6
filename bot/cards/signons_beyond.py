"""What those who signed on agree to beyond it: one ask with its moves, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Choice, Form, PersonField, Text
from bot.cards.playbooks_told import beside
from bot.cards.prospect_words import KIND_SIGNS
from bot.cards.signons import SIGNS, commitment_line
from bot.words import Words
from db.facts.playbooks import Kind, Playbook
from db.facts.signons import Commitment, CommitmentState

PAGE = 8
OPEN, DONE = "open", "done"
STATES = {OPEN: (CommitmentState.OFFERED, CommitmentState.AGREED), DONE: (CommitmentState.DONE,)}

_DUE = Text("due", "commitment.form.due", most=40, hint=True)
_WHO = PersonField("who", "commitment.form.who", hint=True)
_COUNT = Text("count", "commitment.form.count", most=7, required=True, hint=True)

AGREE = Form(
    ids.COMMITMENT_AGREE_FORM,
    "commitment.form",
    (
        _DUE,
        _WHO,
        Choice("public", "commitment.form.public", (("no", "playbook.no"), ("yes", "playbook.yes")), hint=True),
    ),
)
COUNT = Form(ids.COMMITMENT_COUNT_FORM, "commitment.form", (_COUNT, _DUE, _WHO), warning="commitment.form.counts_only")
# Of what could put people at risk only a number is kept: there is no field for anything else.

FULFIL = Form(ids.COMMITMENT_DONE_FORM, "commitment.done_form", (_COUNT,), warning="commitment.form.counts_only")


def card(one: Commitment, playbook: Playbook, words: Words, said: str = "") -> ui.LayoutView:
    """One deeper ask; when it counts as done is in the playbook, unless the team has taken the ask out."""
    here = {"prospect": one.prospect_id, "commitment": one.id}
    told = [commitment_line(one, playbook, words)]
    ask = next((ask for ask in playbook.asks if ask.key == one.key), None)
    if ask:
        told.append(f"🏁 {words('commitment.when_done', done=kit.plain(ask.done, 300))}")
        if more := beside(ask, words):
            told.append(more)
    return kit.card(
        said,
        f"### {KIND_SIGNS[one.kind]} {kit.plain(one.name, 150)}",
        "\n".join(told),
        kit.row(*_moves(one, here, words)),
        accent=kit.GREEN if one.state is CommitmentState.DONE else kit.BLURPLE,
    )


def _moves(one: Commitment, here: dict[str, int], words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    primary, plain = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    offered, agreed = one.state is CommitmentState.OFFERED, one.state is CommitmentState.AGREED
    if offered or agreed:
        label = words("commitment.button.agree") if offered else words("commitment.button.change")
        yield kit.button(label, ids.COMMITMENT_AGREE(**here), primary if offered else plain, emoji="🤝")
        yield kit.button(
            words("commitment.button.done"), ids.COMMITMENT_DONE(**here), primary if agreed else plain, emoji="✅"
        )
        yield kit.button(words("commitment.button.let_go"), ids.COMMITMENT_LET_GO(**here))
    yield kit.button(words("playbook.button.list"), ids.SIGNON_VIEW(prospect=one.prospect_id), emoji="↩️")


@dataclass(frozen=True, slots=True)
class Listing:
    """Deeper asks of all kinds, as much as the reader may see: what is due first comes first."""

    found: Sequence[Commitment]
    playbooks: Mapping[Kind, Playbook]
    state: str = OPEN
    page: int = 0


def listed(listing: Listing, words: Words) -> ui.LayoutView:
    """All that is offered or agreed, or all that is done."""
    found, state, page = listing.found, listing.state, listing.page
    pages = max(1, (len(found) + PAGE - 1) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    other = DONE if state == OPEN else OPEN
    steps = [
        kit.button(sign, ids.COMMITMENT_LIST(state=state, page=to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to < pages
    ]
    return kit.card(
        f"## 🤝 {words('commitment.title')}\n{words(f'commitment.list.{state}')}",
        "\n".join(commitment_line(one, listing.playbooks.get(one.kind), words, whose=True) for one in shown)
        or words("commitment.list.none"),
        f"-# {words('signon.list.page', n=page + 1, pages=pages)}" if pages > 1 else None,
        *([_choice(shown, words)] if shown else []),
        kit.row(
            *steps,
            kit.button(words(f"commitment.button.{other}"), ids.COMMITMENT_LIST(state=other, page=-1)),
            kit.button(words("signon.button.list"), ids.SIGNON_LIST(kind="all", page=0), emoji="📜"),
        ),
        accent=kit.GREEN,
    )


def _choice(shown: Sequence[Commitment], words: Words) -> ui.ActionRow[ui.LayoutView]:
    options = {
        one.prospect_id: kit.option(kit.bare(one.name), str(one.prospect_id), emoji=KIND_SIGNS[one.kind])
        for one in shown
    }
    return kit.row(kit.select(ids.SIGNON_CHOSEN(), list(options.values()), words("signon.list.open")))


def typed_of(one: Commitment) -> dict[str, str]:
    """What the form begins with."""
    typed = {"public": "yes" if one.public else "no", "who": str(one.owner_id or "")}
    typed["due"] = one.due_on.isoformat() if one.due_on else ""
    typed["count"] = "" if one.count is None else str(one.count)
    return typed


def promise(one: Commitment, words: Words) -> str:
    """What whoever sees to it is reminded of; of counts no more than the ask itself."""
    return words("commitment.promise", name=kit.bare(one.name, 80), text=kit.bare(one.text, 150))


def offered(words: Words) -> str:
    """What was noted."""
    return f"{SIGNS[CommitmentState.OFFERED]} {words('commitment.offered')}"
