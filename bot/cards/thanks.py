"""Thanks after a day at the doors: everybody who came may thank one person."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.board import title
from bot.cards.canvass import fitted
from bot.cards.canvass_manage import PAGE, page_buttons
from bot.cards.forms import Choice, Form, Text
from bot.words import Words
from db.facts.doors import APPRECIATION_MOST, BoardFacts, Knocker
from db.facts.wrapping import Thanks

YES, NO = "yes", "no"
MINE_ROOM = 3500  # characters for what others ever thanked the reader for
FOR_ME_ROOM = 2600  # characters for what others thank the reader for

THANKS_FORM = Form(
    id=ids.THANKS_FORM,
    title="thanks.form.title",
    fields=(
        Text("text", "thanks.form.text", most=APPRECIATION_MOST, required=True, tall=True, like=True),
        Choice("public", "thanks.form.public", ((YES, "thanks.form.public.yes"), (NO, "thanks.form.public.no"))),
    ),
    warning="thanks.form.how",
)


def panel(
    facts: BoardFacts, thanks: Sequence[Thanks], reader_id: int, words: Words, *, page: int = 0, said: str = ""
) -> ui.LayoutView:
    """What the reader is thanked for, whom they thanked, and whom they may thank."""
    mine = next((one for one in thanks if one.from_id == reader_id), None)
    told = mine is not None and mine.message_id is not None
    others = [one for crew in facts.crews for one in crew.people if one.person_id != reader_id]
    return kit.card(
        f"### 💛 {words('thanks.title', name=title(facts, words))}",
        said,
        _for_me([one for one in thanks if one.to_id == reader_id], words),
        _mine(mine, words),
        "" if told else words("thanks.how") if others else words("thanks.nobody"),
        *([] if told else _chooser(facts.canvass_id, others, page, words)),
        accent=kit.YELLOW,
    )


def _for_me(thanks: Sequence[Thanks], words: Words) -> str:
    if not thanks:
        return ""
    lines = (f"💛 **{_giver(one, words)}**: {kit.plain(one.text, 400)}" for one in thanks)
    whole = fitted(lines, len(thanks), words, FOR_ME_ROOM, joint="\n")
    return f"**{words.n('thanks.for_you', len(thanks))}**\n{whole}"


def mine(thanks: Sequence[tuple[str, Thanks]], words: Words) -> ui.LayoutView:
    """All that others thanked the reader for, each with its session's name."""
    lines = (
        f"💛 **{_giver(one, words)}** ({kit.plain(name, 60) or words('canvass.unnamed')}): {kit.plain(one.text, 400)}"
        for name, one in thanks
    )
    told = fitted(lines, len(thanks), words, MINE_ROOM, joint="\n") or words("thanks.none")
    home = kit.button(words("me.button.back"), ids.ME_PAGE(page="home"), emoji="↩️")
    return kit.card(words("thanks.mine_head"), told, kit.row(home), accent=kit.YELLOW)


def _giver(thanks: Thanks, words: Words) -> str:
    return kit.plain(thanks.from_name, 60) or words("canvass.somebody")


def _mine(mine: Thanks | None, words: Words) -> str:
    if mine is None:
        return ""
    key = "thanks.mine.told" if mine.message_id else "thanks.mine"
    name = kit.plain(mine.to_name, 60) or words("canvass.somebody")
    return f"{words(key, name=name)}\n> {kit.plain(mine.text, 400)}"


def _chooser(id_: int, others: Sequence[Knocker], page: int, words: Words) -> list[ui.ActionRow[ui.LayoutView]]:
    if not others:
        return []
    pages = (len(others) + PAGE - 1) // PAGE
    page = min(max(page, 0), pages - 1)
    options = [
        kit.option(kit.bare(one.name, 80) or words("canvass.somebody"), str(one.person_id), emoji="💛")
        for one in others[page * PAGE : (page + 1) * PAGE]
    ]
    rows = [kit.row(kit.select(ids.THANKS_WHO(canvass=id_), options, words("thanks.choose")))]
    turn = page_buttons(lambda to: ids.THANKS_OPEN(canvass=id_, page=to), page, pages)
    return [*rows, kit.row(*turn)] if turn else rows


def said(thanks: Thanks, words: Words, *, wished: bool) -> str:
    """What became of it: in the thread, for one person only, or only because they are not named in public."""
    name = kit.plain(thanks.to_name, 60) or words("canvass.somebody")
    if thanks.public:
        return words("thanks.done.public", name=name)
    me = f"`/{words('command.me.name')}`"
    return words("thanks.done.not_named" if wished else "thanks.done.private", name=name, me=me)


def told(thanks: Thanks, canvass_id: int, words: Words) -> ui.LayoutView:
    """In the thread: who thanks whom, and what for."""
    too = kit.button(
        words("thanks.button.too"),
        ids.THANKS_TOO(canvass=canvass_id, thanks=thanks.id),
        discord.ButtonStyle.success,
        emoji="💛",
    )
    line = words("thanks.told", giver=_giver(thanks, words), other=f"<@{thanks.to_id}>")
    return kit.card(f"💛 {line}\n> {kit.plain(thanks.text, 700)}", kit.row(too), accent=kit.YELLOW)
