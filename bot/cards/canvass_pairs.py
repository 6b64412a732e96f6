"""Who knocks with whom: the captain's panel, the card in the thread, and each pair's practice card."""

from collections.abc import Sequence

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.canvass import bare_person, fitted, name_of, person, signs, tongues
from bot.cards.canvass_manage import PAGE, back_row, page_buttons
from bot.cards.scripts import script_buttons
from bot.words import Words
from db.facts import PAIR_MOST, CanvassFacts, PairFacts, SignupState, Standing, TeamFacts

PAIRS_PAGE = 7  # pairs of up to three people whose names fit into one select, with some that have no pair yet
TARGETS = PAGE - 1  # pairs in the select of where to, beside the line for a new pair


def unpaired(facts: CanvassFacts, pairs: Sequence[PairFacts]) -> list[Standing]:
    """Those who are in but have no pair, such as people who joined after the pairs were made."""
    paired = {s.person_id for pair in pairs for s in pair.people}
    return [s for s in facts.those(SignupState.IN) if s.person_id not in paired]


# ---- the captain's panel -----------------------------------------------------------------------------


def panel(facts: CanvassFacts, pairs: Sequence[PairFacts], page: int, words: Words, *, said: str = "") -> ui.LayoutView:
    """The pairs of a session, to make, change and show; `said` tells what was just done."""
    title = f"### {words('canvass.pairs.title', name=name_of(facts, words))}"
    if not pairs:
        make = ids.CANVASS_PAIRS_MAKE(canvass=facts.id)
        button = kit.button(words("canvass.button.make_pairs"), make, discord.ButtonStyle.success, emoji="👯")
        return kit.card(title, words("canvass.pairs.none_yet"), back_row(facts.id, words, button))
    pages = (len(pairs) + PAIRS_PAGE - 1) // PAIRS_PAGE
    page = min(max(page, 0), pages - 1)
    shown, alone = pairs[page * PAIRS_PAGE : (page + 1) * PAIRS_PAGE], unpaired(facts, pairs)
    lines = [pair_line(pair, words) for pair in shown]
    if alone:
        lines.append(words("canvass.pairs.alone", names=fitted(map(person, alone), len(alone), words, 300)))
    steps = page_buttons(lambda to: ids.CANVASS_PAIRS(canvass=facts.id, page=to), page, pages)
    return kit.card(
        title,
        said,
        "\n".join(lines),
        kit.row(_who(facts, shown, alone, page, words)),
        kit.row(*steps) if steps else None,
        back_row(facts.id, words, *_panel_buttons(facts, words, rest=bool(alone))),
        accent=kit.BLURPLE,
    )


def pair_line(pair: PairFacts, words: Words) -> str:
    """A pair with its people's signs and languages."""
    names = words.all_of(person(s) + signs(s) for s in pair.people)
    shared = set.intersection(*(set(tongues(s, words)) for s in pair.people)) if pair.people else set()
    parts = [f"**{pair.number}** {names}"]
    if shared:
        parts.append(f"💬 {', '.join(sorted(shared)[:3])}")
    if pair.practised:
        parts.append(f"✅ {words('canvass.pairs.practised')}")
    return " · ".join(parts)


def _who(
    facts: CanvassFacts, shown: Sequence[PairFacts], alone: Sequence[Standing], page: int, words: Words
) -> ui.Select[ui.LayoutView]:
    options = [
        kit.option(bare_person(s, words), str(s.person_id), about=words("canvass.pairs.no_pair")) for s in alone[:4]
    ]
    for pair in shown:
        about = words("canvass.pairs.in_pair", number=pair.number)
        options += [kit.option(bare_person(s, words), str(s.person_id), about=about) for s in pair.people]
    choose = ids.CANVASS_PAIRS_WHO(canvass=facts.id, page=page)
    return kit.select(choose, options[:PAGE], words("canvass.pairs.who"))


def _panel_buttons(facts: CanvassFacts, words: Words, *, rest: bool) -> list[ui.Button[ui.LayoutView]]:
    buttons = []
    if facts.pairs_message_id is None:
        share = ids.CANVASS_PAIRS_SHARE(canvass=facts.id)
        buttons.append(kit.button(words("canvass.button.share_pairs"), share, discord.ButtonStyle.primary, emoji="📣"))
    if rest:
        make = ids.CANVASS_PAIRS_MAKE(canvass=facts.id)
        buttons.append(kit.button(words("canvass.button.pair_rest"), make, discord.ButtonStyle.success, emoji="👯"))
    afresh = ids.CANVASS_PAIRS_AFRESH(canvass=facts.id)
    return [*buttons, kit.button(words("canvass.button.pairs_afresh"), afresh, emoji="🔀")]


def confirm_afresh(facts: CanvassFacts, pairs: Sequence[PairFacts], words: Words) -> ui.LayoutView:
    """Names what making the pairs afresh does before it is done."""
    make = ids.CANVASS_PAIRS_ANEW(canvass=facts.id)
    keep = ids.CANVASS_PAIRS(canvass=facts.id, page=0)
    return kit.card(
        words.n("canvass.pairs.afresh", len(pairs)),
        kit.row(
            kit.button(words("canvass.button.pairs_afresh"), make, discord.ButtonStyle.danger, emoji="🔀"),
            kit.button(words("canvass.button.back"), keep, emoji="↩️"),
        ),
        accent=kit.RED,
    )


def choose_pair(facts: CanvassFacts, pairs: Sequence[PairFacts], who: Standing, words: Words) -> ui.LayoutView:
    """Where somebody moves to: one of the pairs nearest to their own, or a new one."""
    own = next((pair.number for pair in pairs if who.person_id in {s.person_id for s in pair.people}), 0)
    room = (pair for pair in pairs if pair.number != own and len(pair.people) < PAIR_MOST)
    others = sorted(room, key=lambda pair: abs(pair.number - own))
    nearest = sorted(others[:TARGETS], key=lambda pair: pair.number)
    options = [
        kit.option(
            words("canvass.pairs.pair", number=pair.number),
            str(pair.number),
            about=words.all_of(bare_person(s, words) for s in pair.people),
        )
        for pair in nearest
    ]
    new = str(max((pair.number for pair in pairs), default=0) + 1)
    options.append(kit.option(words("canvass.pairs.new"), new, emoji="🆕"))
    choose = ids.CANVASS_PAIRS_TO(canvass=facts.id, person=who.person_id)
    keep = ids.CANVASS_PAIRS(canvass=facts.id, page=0)
    return kit.card(
        words("canvass.pairs.where", name=person(who)),
        kit.row(kit.select(choose, options, words("canvass.pairs.where_hint"))),
        kit.row(kit.button(words("canvass.button.back"), keep, emoji="↩️")),
    )


# ---- the card in the thread --------------------------------------------------------------------------


def shared(facts: CanvassFacts, pairs: Sequence[PairFacts], words: Words) -> ui.LayoutView:
    """The pairs as everyone in the session's thread sees them; people are mentioned, so that they find themselves."""
    lines = (_shared_line(pair, words) for pair in pairs)
    practice = ids.CANVASS_PRACTICE(canvass=facts.id)
    return kit.card(
        f"### {words('canvass.pairs.title', name=name_of(facts, words))}",
        words("canvass.pairs.shared"),
        fitted(lines, len(pairs), words, 3000, "\n"),
        kit.row(kit.button(words("canvass.button.practice"), practice, discord.ButtonStyle.primary, emoji="🎭")),
        accent=kit.BLURPLE,
    )


def _shared_line(pair: PairFacts, words: Words) -> str:
    names = words.all_of(f"<@{s.person_id}>{signs(s)}" for s in pair.people)
    done = f" · ✅ {words('canvass.pairs.practised')}" if pair.practised else ""
    return f"**{pair.number}** {names}{done}"


# ---- the practice card -------------------------------------------------------------------------------


def practice(facts: CanvassFacts, pair: PairFacts, team: TeamFacts, words: Words) -> ui.LayoutView:
    """Three short steps to play through before leaving, in the campaign's words, then again with swapped roles."""
    campaign = kit.plain(team.campaign, 90) or words("canvass.practice.our_group")
    hotline = kit.plain(team.hotline, 50)
    names = words.all_of(person(s) for s in pair.people)
    steps = [
        f"**1 · {words('canvass.practice.hello')}**\n{words('canvass.practice.hello_say', campaign=campaign)}",
        f"**2 · {words('canvass.practice.rights')}**\n{words('canvass.practice.rights_say')}"
        + (f" {words('canvass.practice.rights_call', hotline=hotline)}" if hotline else ""),
        f"**3 · {words('canvass.practice.ask')}**\n{words('canvass.practice.ask_say')}",
    ]
    return kit.card(
        f"### 🎭 {words('canvass.practice.title', number=pair.number)}\n{names}",
        words("canvass.practice.how"),
        *steps,
        f"🔁 {words('canvass.practice.swap')}",
        f"-# {words('canvass.practice.manners')}",
        kit.row(_tick(facts, pair, words), *script_buttons(words, facts.id)),
        accent=kit.GREEN if pair.practised else kit.BLURPLE,
    )


def _tick(facts: CanvassFacts, pair: PairFacts, words: Words) -> ui.Button[ui.LayoutView]:
    done = ids.CANVASS_PRACTISED(canvass=facts.id, pair=pair.id, done=int(not pair.practised))
    if pair.practised:
        return kit.button(words("canvass.button.practised_undo"), done, emoji="↩️")
    return kit.button(words("canvass.button.practised"), done, discord.ButtonStyle.success, emoji="✅")


def no_pair(words: Words) -> ui.LayoutView:
    """The person has no pair in this session yet."""
    return kit.note(words("canvass.practice.no_pair"))


def told_shared(facts: CanvassFacts, words: Words) -> str:
    """The pairs are on their way to the thread."""
    place = facts.thread_id or facts.channel_id
    return f"✅ {words('canvass.pairs.shared_done', thread=f'<#{place}>')}"
