"""A promise as people see it: the card with all that can be answered, and what is asked on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.followup_plan import TEXT_SHOWN, named, source, to_list, when
from bot.cards.forms import Form, Text
from bot.words import Words
from db.facts import FollowupFacts, FollowupState

Button = ui.Button[ui.LayoutView]


LATER_FORM = Form(
    id=ids.FOLLOWUP_LATER_FORM,
    title="followup.later.title",
    fields=(Text("when", "followup.later.when", required=True, like=True, hint=True),),
    own_clock=True,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise for one reader: what they may do with it, and until when they could put it off.

    acts: they may answer it; leads: it was promised to them, or they organize, so that they may drop it. laters are
    (value, moment) of the lines of *Later*; said is what was done just now.
    """

    facts: FollowupFacts
    reader_id: int
    now: datetime
    zone: str
    acts: bool = False
    leads: bool = False
    laters: Sequence[tuple[str, datetime]] = ()
    session_url: str | None = None
    said: str = ""

    @property
    def mine(self) -> bool:
        """Whether it is the reader's own."""
        return self.facts.owner_id == self.reader_id

    @property
    def asked(self) -> bool:
        """Whether the reader was asked to take it over."""
        return self.facts.open and self.facts.handed_to_id == self.reader_id


def card(shown: Shown, words: Words) -> ui.LayoutView:
    """Everything about one promise, and what its reader can do with it."""
    facts = shown.facts
    sign, key, accent = look(facts, shown.now)
    return kit.card(
        shown.said,
        f"**{text_of(facts, TEXT_SHOWN, words)}**",
        f"{sign} **{words(key)}** · {when(facts.done_at or facts.due_at)}",
        "\n".join(_about(shown, words)),
        *_rows(shown, words),
        accent=accent,
    )


def text_of(facts: FollowupFacts, most: int, words: Words) -> str:
    """What was promised, safe to show."""
    return kit.plain(facts.text, most) or words("followup.unnamed")


def look(facts: FollowupFacts, now: datetime) -> tuple[str, str, int]:
    """How a promise stands: (sign, words key, colour)."""
    if facts.state is FollowupState.DONE:
        return "✅", "followup.state.done", kit.GREEN
    if facts.state is FollowupState.DROPPED:
        return "⚪", "followup.state.dropped", kit.GREY
    if facts.late(now):
        return "🟠", "followup.state.late", kit.YELLOW
    return "🗓️", "followup.state.open", kit.BLURPLE


def owner_of(facts: FollowupFacts, words: Words) -> str:
    """Whose promise it is, by name."""
    if facts.owner_id is None:
        return words("followup.nobody")
    return named(facts.owner_name, words)


def _about(shown: Shown, words: Words) -> list[str]:
    facts = shown.facts
    lines = [f"🙋 {words('followup.owner.you' if shown.mine else 'followup.owner', name=owner_of(facts, words))}"]
    if facts.open:
        lines += [*_asked(shown, words), *_reminders(shown, words)]
    if url := source(facts.team_id, facts.channel_id, facts.message_id):
        lines.append(f"🔗 {words('followup.source', url=url)}")
    if facts.canvass_id is not None:
        name = kit.plain(facts.canvass_name, 80) or words("canvass.unnamed")
        linked = f"[{name}]({shown.session_url})" if shown.session_url else name
        lines.append(f"🚪 {words('followup.session', name=linked)}")
    return lines


def _asked(shown: Shown, words: Words) -> list[str]:
    facts = shown.facts
    if facts.handed_to_id is None:
        return []
    if shown.asked:
        by = facts.handed_by_name
        asked = words("followup.asked.by", name=named(by, words)) if by else words("followup.asked.you")
        return [f"🤝 **{asked}** {words('followup.asked.fine')}"]
    return [f"🤝 {words('followup.asked', name=named(facts.handed_to_name, words))}"]


def _reminders(shown: Shown, words: Words) -> list[str]:
    facts = shown.facts
    if facts.muted:
        return [f"🔕 {words('followup.muted')}"]
    lines = []
    if facts.nudge_at:
        then = facts.nudge_at == facts.due_at
        lines.append(f"🔔 {words('followup.next_then') if then else words('followup.next', when=when(facts.nudge_at))}")
    lead = facts.lead_id
    if lead == shown.reader_id:
        return [*lines, f"👀 {words('followup.lead.you')}"]
    if lead is not None:
        return [*lines, f"👀 {words('followup.lead', name=named(facts.lead_name, words))}"]
    return lines


# ---- what can be pressed -----------------------------------------------------------------------------


def _rows(shown: Shown, words: Words) -> list[ui.ActionRow[ui.LayoutView]]:
    facts, id_ = shown.facts, shown.facts.id
    back = kit.button(words("followup.button.list"), ids.FOLLOWUP_LIST(whose=_whose(shown), page=0), emoji="📋")
    if not facts.open:
        again = kit.button(words("followup.button.reopen"), ids.FOLLOWUP_REOPEN(followup=id_), emoji="↩️")
        return [kit.row(*([again] if shown.acts else []), back)]
    rows = [_answers(id_, words)] if shown.asked else []
    if not shown.acts:
        return [*rows, kit.row(back)]
    green = discord.ButtonStyle.success
    rows.append(
        kit.row(
            kit.button(words("followup.button.done"), ids.FOLLOWUP_DONE(followup=id_), green, emoji="✅"),
            kit.button(words("followup.button.hand"), ids.FOLLOWUP_HAND(followup=id_), emoji="🤝"),
            kit.button(words("followup.button.change"), ids.FOLLOWUP_CHANGE(followup=id_), emoji="✏️"),
        )
    )
    if facts.thanks and facts.meeting_id is not None:
        thanks = ids.MEETING_THANKS(meeting=facts.meeting_id, nudge=0)
        rows.append(kit.row(kit.button(words("meeting.button.thanks"), thanks, emoji="💌")))
    drop = kit.button(words("followup.button.drop"), ids.FOLLOWUP_DROP(followup=id_), emoji="⚪")
    last = [*([drop] if shown.leads else []), back]
    return [*rows, *(_owners(shown, last, words) if shown.mine else [kit.row(*_leads(shown, words), *last)])]


def _owners(shown: Shown, last: Sequence[Button], words: Words) -> list[ui.ActionRow[ui.LayoutView]]:
    """What only its owner decides: when, and whether, they are reminded."""
    facts = shown.facts
    key, sign = ("followup.button.resume", "🔔") if facts.muted else ("followup.button.stop", "🔕")
    mute = kit.button(words(key), ids.FOLLOWUP_MUTE(followup=facts.id, on=int(not facts.muted)), emoji=sign)
    later = kit.select(ids.FOLLOWUP_LATER(followup=facts.id), _laters(shown, words), words("followup.later"))
    # Not a line of the list: in a private message nobody could choose it again who closed the form.
    pick = kit.button(words("followup.button.pick"), ids.FOLLOWUP_PICK(followup=facts.id), emoji="⏰")
    return [kit.row(later), kit.row(pick, mute, *last)]


def _leads(shown: Shown, words: Words) -> list[Button]:
    """What those do to whom it was promised: ask after it, or do it themselves."""
    facts = shown.facts
    again = kit.button(words("followup.button.again"), ids.FOLLOWUP_AGAIN(followup=facts.id), emoji="🔔")
    mine = kit.button(words("followup.button.take_over"), ids.FOLLOWUP_TAKE_OVER(followup=facts.id), emoji="💪")
    return [mine] if facts.muted or facts.owner_id is None else [again, mine]


def _answers(id_: int, words: Words) -> ui.ActionRow[ui.LayoutView]:
    take, back = ids.FOLLOWUP_TAKE(followup=id_), ids.FOLLOWUP_PASS(followup=id_)
    return kit.row(
        kit.button(words("followup.button.take"), take, discord.ButtonStyle.success, emoji="💪"),
        kit.button(words("followup.button.pass"), back, emoji="↩️"),
    )


def _whose(shown: Shown) -> str:
    facts = shown.facts
    return "mine" if shown.reader_id in {facts.owner_id, facts.handed_to_id} else "team"


def _laters(shown: Shown, words: Words) -> list[discord.SelectOption]:
    # A line carries its moment, so that it means what it said however late it is chosen.
    return [
        kit.option(
            words(f"followup.later.{value}"),
            f"{value}.{int(moment.timestamp())}",
            about=words.day(moment, shown.zone),
        )
        for value, moment in shown.laters
    ]


# ---- handing over, and giving up ---------------------------------------------------------------------


def choose_person(facts: FollowupFacts, words: Words) -> ui.LayoutView:
    """Whom to ask to take a promise over."""
    people: ui.UserSelect[Any] = ui.UserSelect(
        custom_id=ids.FOLLOWUP_HAND_TO(followup=facts.id), placeholder=words("followup.hand.who")[:150]
    )
    return kit.card(
        f"**{text_of(facts, TEXT_SHOWN, words)}**",
        words("followup.hand.ask"),
        kit.row(people),
        kit.row(kit.button(words("followup.button.back"), ids.FOLLOWUP_OPEN(followup=facts.id), emoji="↩️")),
        accent=kit.BLURPLE,
    )


def confirm_drop(facts: FollowupFacts, words: Words) -> ui.LayoutView:
    """Names what dropping does before it is done."""
    drop = kit.button(
        words("followup.button.drop_now"),
        ids.FOLLOWUP_DROP_NOW(followup=facts.id),
        discord.ButtonStyle.danger,
        emoji="⚪",
    )
    back = kit.button(words("followup.button.back"), ids.FOLLOWUP_OPEN(followup=facts.id), emoji="↩️")
    return kit.card(
        f"**{text_of(facts, TEXT_SHOWN, words)}**",
        words("followup.drop.ask"),
        kit.row(drop, back),
        accent=kit.RED,
    )


def done(facts: FollowupFacts, words: Words) -> ui.LayoutView:
    """A promise that was marked done with the command."""
    undo = kit.button(words("followup.button.reopen"), ids.FOLLOWUP_REOPEN(followup=facts.id), emoji="↩️")
    return kit.card(
        f"✅ {words('followup.said.done')}",
        f"**{text_of(facts, TEXT_SHOWN, words)}**",
        kit.row(undo),
        to_list(words),
        accent=kit.GREEN,
    )
