"""Back safe: what the captain hears when somebody is overdue, and what they can do about it.

In the thread nobody is named as missing: there stands how many, and a button for the captain.
"""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.board import BACK, OUT, sign, title
from bot.cards.canvass import fitted
from bot.cards.canvass_nudges import mentions
from bot.words import Words
from db.facts.doors import BoardFacts, Crew

ROOM = 2500  # characters for all who are out
CREWS_MOST = 25  # lines in one select (Component Reference)


def still_out(facts: BoardFacts) -> list[Crew]:
    """Those who came and are not back."""
    return [crew for crew in facts.crews if crew.people and not crew.back]


def people_out(facts: BoardFacts) -> list[int]:
    """The people among them."""
    return [one.person_id for crew in still_out(facts) for one in crew.people if not one.back]


# ---- in the thread ---------------------------------------------------------------------------------------


def overdue(facts: BoardFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """For the captain: some are not back yet."""
    text = words.n("safe.overdue", len(people_out(facts)), name=title(facts, words))
    view = kit.button(
        words("safe.button.who"),
        ids.SAFE_VIEW(canvass=facts.canvass_id, nudge=nudge),
        discord.ButtonStyle.primary,
        emoji="🧭",
    )
    return kit.card(
        f"{mentions(told)} {OUT} {text}".strip(),
        f"-# {words('safe.overdue_hint')}",
        kit.row(view, _here(facts.canvass_id, words, nudge)),
        accent=kit.YELLOW,
    )


def asked(facts: BoardFacts, told: Sequence[int], words: Words, nudge: int) -> ui.LayoutView:
    """For those who are out, when the captain wants them asked."""
    text = words("safe.asked", name=title(facts, words))
    return kit.card(f"{mentions(told)}\n👋 {text}", kit.row(_here(facts.canvass_id, words, nudge)), accent=kit.GREEN)


def _here(canvass_id: int, words: Words, nudge: int) -> ui.Button[ui.LayoutView]:
    here = ids.SAFE_HERE(canvass=canvass_id, nudge=nudge)
    return kit.button(words("doors.button.back"), here, discord.ButtonStyle.success, emoji=BACK)


# ---- for the captain alone -------------------------------------------------------------------------------


def view(facts: BoardFacts, words: Words, *, nudge: int = 0, said: str = "") -> ui.LayoutView:
    """Who is still out, and what can be done; `said` is what was just done."""
    crews, id_ = still_out(facts), facts.canvass_id
    overview = kit.button(words("doors.button.to_captain"), ids.DOORS_CAPTAIN(canvass=id_, page=0), emoji="🧭")
    head = f"### {OUT} {words('safe.title', name=title(facts, words))}"
    if not crews:
        wrap = kit.button(words("wrap.button.up"), ids.WRAP_UP(canvass=id_, nudge=0), emoji="🎉")
        return kit.card(head, said, words("safe.none"), kit.row(wrap, overview), accent=kit.GREEN)
    options = [_option(crew, words) for crew in crews[:CREWS_MOST]]
    ask = kit.button(words("safe.button.ask"), ids.SAFE_ASK(canvass=id_), discord.ButtonStyle.primary, emoji="👋")
    call = kit.button(words("safe.button.call"), ids.SAFE_CALL(canvass=id_, nudge=nudge), emoji="📞")
    every = kit.button(words("safe.button.all"), ids.SAFE_ALL(canvass=id_), discord.ButtonStyle.success, emoji=BACK)
    return kit.card(
        head,
        said,
        fitted((_line(crew, words) for crew in crews), len(crews), words, ROOM, joint="\n"),
        f"-# {words('safe.how')}",
        kit.row(kit.select(ids.SAFE_BACK(canvass=id_), options, words("safe.choose"))),
        kit.row(ask, call),
        kit.row(every, overview),
        accent=kit.YELLOW,
    )


def _line(crew: Crew, words: Words) -> str:
    """Mentions, so that one tap leads to a message to them."""
    names = words.all_of(f"<@{one.person_id}>" for one in crew.people if not one.back)
    pair = f"**{words('doors.board.pair', number=crew.number)}** " if crew.number is not None else ""
    heading = f" · {words('doors.board.heading', when=kit.stamp(crew.heading_at, 't'))}" if crew.heading_at else ""
    return f"{sign(crew)} {pair}{names}{heading}"


def _option(crew: Crew, words: Words) -> discord.SelectOption:
    names = [kit.bare(one.name, 40) or words("canvass.somebody") for one in crew.people if not one.back]
    about = words("doors.board.pair", number=crew.number) if crew.number is not None else ""
    return kit.option(words.all_of(names), str(crew.people[0].person_id), about=about, emoji=BACK)
