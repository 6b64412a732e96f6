"""Sign-ons: one prospect's, with what was agreed beyond it; and the list, as much of it as the reader may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Choice, Form, Text
from bot.cards.letters import named
from bot.cards.playbooks import fitted
from bot.cards.prospect_words import KIND_SIGNS, name_of, option_about, title_of
from bot.words import Words
from db.facts.playbooks import Kind, Playbook
from db.facts.prospects import PROSPECT_NAME_MOST, PROSPECT_PLACE_MOST, ProspectFacts, ProspectLine
from db.facts.signons import STATEMENT_MOST, Capacity, Commitment, CommitmentState, SignOn

PAGE = 10
OPTIONS_MOST = 25
ASKED_MOST = 1500  # characters of the deeper asks on one prospect's card
SIGNS = {
    CommitmentState.OFFERED: "💭",
    CommitmentState.AGREED: "🤝",
    CommitmentState.DONE: "✅",
    CommitmentState.DECLINED: "➖",
}
_OPEN = (CommitmentState.OFFERED, CommitmentState.AGREED)
_STATEMENT = Text("statement", "signon.form.statement", most=STATEMENT_MOST, tall=True, hint=True)
_CAPACITY = Choice("capacity", "signon.form.capacity", tuple((one, f"signon.capacity.{one}") for one in Capacity))
_PUBLIC = Choice("public", "signon.form.public", (("no", "signon.private"), ("yes", "signon.public")), hint=True)

FORM = Form(
    ids.SIGNON_FORM,
    "signon.form",
    (_CAPACITY, _PUBLIC, Text("on", "signon.form.on", most=40, hint=True), _STATEMENT),
    warning="signon.form.how",
)
NEW_FORM = Form(
    ids.SIGNON_NEW_FORM,
    "signon.new_form",
    (
        Choice("kind", "signon.new_form.kind", tuple((kind, f"kind.{kind}") for kind in Kind)),
        Text("name", "signon.new_form.name", most=PROSPECT_NAME_MOST, required=True),
        Text("place", "signon.new_form.place", most=PROSPECT_PLACE_MOST, hint=True),
        _CAPACITY,
        _PUBLIC,
    ),
)


# ---- one prospect's --------------------------------------------------------------------------------------


def panel(facts: ProspectFacts, playbook: Playbook, words: Words, said: str = "") -> ui.LayoutView:
    """Whether they have signed on, and what was asked of them beyond it."""
    signed = facts.sign_on
    return kit.card(
        said,
        title_of(facts.plan, words),
        "\n".join(_signed(signed, words)) if signed else _not_yet(facts, words),
        *_asked(facts, playbook, words),
        *_rows(facts, playbook, words),
        accent=kit.GREEN if signed else kit.GREY,
    )


def _signed(signed: SignOn, words: Words) -> Iterator[str]:
    yield f"🎉 **{words('signon.on', day=words.long_date(signed.signed_on))}**"
    seen = f"🌐 {words('signon.public')}" if signed.public else f"🔒 {words('signon.private')}"
    yield f"{words(f'signon.capacity.{signed.capacity}')} · {seen}"
    if signed.capacity is Capacity.PERSONAL and signed.place:
        yield f"-# {words('signon.personal')}"
    if signed.statement:
        yield f"> {kit.plain(signed.statement, 700)}"


def _not_yet(facts: ProspectFacts, words: Words) -> str:
    return words("signon.not_yet") if facts.works else words("signon.not_public")


def _asked(facts: ProspectFacts, playbook: Playbook, words: Words) -> Iterator[kit.Block]:
    if not facts.commitments:
        return
    yield kit.rule()
    # What is open first, and as many as there is room for; the select below has all.
    found = sorted(facts.commitments, key=lambda one: one.state not in _OPEN)
    lines = [f"**{words('commitment.title')}**", *(commitment_line(one, playbook, words) for one in found)]
    yield "\n".join(fitted(lines, ASKED_MOST))


def asked_text(one: Commitment, playbook: Playbook | None) -> str:
    """What was asked, in the reader's language where their playbook has it, else as it was written down."""
    asks = playbook.asks if playbook else ()
    return next((ask.text for ask in asks if ask.key == one.key), one.text)


def commitment_line(one: Commitment, playbook: Playbook | None, words: Words, *, whose: bool = False) -> str:
    """A deeper ask in a list: where it stands, how many, until when, and who sees to it."""
    about = [words(f"commitment.state.{one.state}")]
    if one.count is not None:
        about.append(words("commitment.count", n=one.count))
    if one.due_on and one.state is CommitmentState.AGREED:
        about.append(words("commitment.until", day=words.long_date(one.due_on)))
    if one.owner_name and one.state is CommitmentState.AGREED:
        about.append(kit.plain(one.owner_name, 60))
    who = f"{KIND_SIGNS[one.kind]} {kit.plain(one.name, 80)}: " if whose else ""
    text = kit.plain(asked_text(one, playbook), 200)
    return f"{SIGNS[one.state]} {who}{text}\n-# {' · '.join(about)}"


def _rows(facts: ProspectFacts, playbook: Playbook, words: Words) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    here = facts.id
    if facts.works and facts.sign_on:
        taken = {one.key for one in facts.commitments if one.state in (*_OPEN, CommitmentState.DONE)}
        asks = [one for one in playbook.asks if one.key not in taken]
        if asks:
            options = [kit.option(kit.bare(one.text), one.key, about=kit.bare(one.done)) for one in asks]
            yield kit.row(kit.select(ids.COMMITMENT_OFFER(prospect=here), options, words("commitment.offer")))
        if facts.commitments:
            options = [
                kit.option(
                    kit.bare(asked_text(one, playbook)),
                    str(one.id),
                    about=words(f"commitment.state.{one.state}"),
                    emoji=SIGNS[one.state],
                )
                for one in facts.commitments[-OPTIONS_MOST:]
            ]
            yield kit.row(kit.select(ids.COMMITMENT_SHOW(prospect=here), options, words("commitment.show")))
    yield kit.row(*_buttons(facts, words))


def _buttons(facts: ProspectFacts, words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    if facts.works:
        label = words("signon.button.change") if facts.sign_on else words("signon.button.write")
        yield kit.button(label, ids.SIGNON_ADD(prospect=facts.id), emoji="✍️")
    if facts.works and facts.sign_on:
        yield kit.button(words("signon.button.withdraw"), ids.SIGNON_WITHDRAW(prospect=facts.id))
    yield kit.button(words("signon.button.list"), ids.SIGNON_LIST(kind="all", page=0), emoji="📜")
    yield kit.button(words("letter.button.prospect"), ids.PROSPECT_OPEN(prospect=facts.id), emoji="↩️")


def saved(woken: Sequence[ProspectLine], words: Words) -> str:
    """What a sign-on did: whom it woke, too."""
    told = [f"✅ {words('signon.saved')}"]
    if woken:
        names = words.all_of(f"**{name_of(one, words, 80)}**" for one in woken[:5])
        told.append(f"🌅 {words('signon.woken', names=names)}")
    return "\n".join(told)


def withdraw(facts: ProspectFacts, words: Words) -> ui.LayoutView:
    """Before a sign-on is taken back."""
    return kit.card(
        words("signon.withdraw", name=name_of(facts.plan, words)),
        kit.row(
            kit.button(words("signon.button.withdraw_now"), ids.SIGNON_WITHDRAW_NOW(prospect=facts.id)),
            kit.button(words("playbook.button.list"), ids.SIGNON_VIEW(prospect=facts.id), emoji="↩️"),
        ),
        accent=kit.YELLOW,
    )


def typed_of(facts: ProspectFacts, today: date) -> dict[str, str]:
    """What the form begins with; nobody is named in public before they have said so."""
    signed = facts.sign_on
    if signed is None:
        return {"public": "no", "on": today.isoformat()}
    return {
        "capacity": signed.capacity,
        "public": "yes" if signed.public else "no",
        "on": signed.signed_on.isoformat(),
        "statement": signed.statement,
    }


# ---- who signs on? ---------------------------------------------------------------------------------------


def who(found: Sequence[ProspectLine], words: Words) -> ui.LayoutView:
    """Choose a prospect, or write down somebody new who signed on right away."""
    options = [
        kit.option(
            kit.bare(one.name) or words("prospect.unnamed"),
            str(one.id),
            about=option_about(one, words),
            emoji=KIND_SIGNS[one.kind],
        )
        for one in found[:OPTIONS_MOST]
    ]
    select = [kit.row(kit.select(ids.SIGNON_WHO(), options, words("signon.who.hint")))] if options else []
    return kit.card(
        f"### ✍️ {words('signon.who')}\n{words('signon.who.about') if options else words('signon.who.none')}",
        *select,
        kit.row(kit.button(words("signon.button.new"), ids.SIGNON_NEW(), emoji="➕")),
        accent=kit.GREEN,
    )


# ---- all of them -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listing:
    """The sign-ons that a reader may see. all: also the private ones, for organizers."""

    found: tuple[SignOn, ...]
    kind: str = "all"
    page: int = 0
    all: bool = False

    @property
    def of_kind(self) -> tuple[SignOn, ...]:
        """Those of the kind that is looked at, the latest first."""
        return tuple(one for one in reversed(self.found) if self.kind in {"all", one.kind})


def listed(listing: Listing, words: Words) -> ui.LayoutView:
    """A page of them, by kind."""
    found = listing.of_kind
    pages = max(1, (len(found) + PAGE - 1) // PAGE)
    page = min(max(listing.page, 0), pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    return kit.card(
        "\n".join(_list_head(listing, words)),
        "\n".join(_list_line(one, words) for one in shown) or words("signon.list.none"),
        f"-# {words('signon.list.page', n=page + 1, pages=pages)}" if pages > 1 else None,
        *_list_rows(listing, shown, page, pages, words),
        accent=kit.GREEN,
    )


def _list_head(listing: Listing, words: Words) -> Iterator[str]:
    yield f"## ✍️ {words('signon.list')}"
    if not listing.found:
        return
    by_kind = [(kind, sum(one.kind is kind for one in listing.found)) for kind in Kind]
    yield " · ".join(f"{KIND_SIGNS[kind]} {words.number(n)}" for kind, n in by_kind if n)
    hidden = sum(not one.public for one in listing.found)
    if listing.all and hidden:
        yield f"-# 🔒 {words.n('signon.list.private', hidden)}"


def _list_line(one: SignOn, words: Words) -> str:
    sign = KIND_SIGNS[one.kind] if one.public else "🔒"
    return f"{sign} **{kit.plain(named(one), 120)}**\n-# {words.long_date(one.signed_on)} · {_how(one, words)}"


def _how(one: SignOn, words: Words) -> str:
    how = words(f"signon.capacity.{one.capacity}")
    return f"{how} · “{kit.plain(one.statement, 80)}”" if one.statement else how


def _list_rows(
    listing: Listing, shown: Sequence[SignOn], page: int, pages: int, words: Words
) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    kinds = [("all", words("signon.list.all"), None), *((k, words(f"kind.{k}"), KIND_SIGNS[k]) for k in Kind)]
    options = [kit.option(label, value, chosen=value == listing.kind, emoji=sign) for value, label, sign in kinds]
    yield kit.row(kit.select(ids.SIGNON_KIND(), options, words("signon.list.kind")))
    if shown:
        choices = [kit.option(kit.bare(named(one)), str(one.prospect_id), emoji=KIND_SIGNS[one.kind]) for one in shown]
        yield kit.row(kit.select(ids.SIGNON_CHOSEN(), choices, words("signon.list.open")))
    steps = [
        kit.button(sign, ids.SIGNON_LIST(kind=listing.kind, page=to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to < pages
    ]
    more = [
        kit.button(words("commitment.button.list"), ids.COMMITMENT_LIST(state="open", page=0), emoji="🤝"),
        kit.button(words("signon.button.flyer"), ids.SIGNON_FLYER(language=words.language), emoji="🖼️"),
    ]
    if listing.all and listing.found:
        more.append(kit.button(words("signon.button.export"), ids.SIGNON_EXPORT(), emoji="📄"))
    yield kit.row(*steps, *more)


def exported(n: int, words: Words) -> ui.LayoutView:
    """What goes with the export."""
    return kit.note(f"📄 {words.n('signon.exported', n)}", words("signon.exported.care"))
