"""The leaderboard: the group's doors first, then those who want to be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.campaign import beside, closer_button, post_button
from bot.words import Words
from db.facts import Naming, RankingMode
from db.facts.ranking import RankBy, Ranking, RankLine, Span

SHOWN = 10
NAME_MOST = 40
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
_SPANS = (
    (Span.SESSION, "campaign.button.session"),
    (Span.WEEK, "campaign.button.week"),
    (Span.CAMPAIGN, "campaign.button.campaign"),
)
_BYS = (
    (RankBy.PEOPLE, "campaign.button.people"),
    (RankBy.PAIRS, "campaign.button.pairs"),
    (RankBy.CREWS, "campaign.button.crews"),
)
_NONE = {
    Span.SESSION: "campaign.ranks.none_session",
    Span.WEEK: "campaign.ranks.none_week",
    Span.CAMPAIGN: "campaign.ranks.none_campaign",
}

Row = ui.ActionRow[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Places:
    """A leaderboard as one person looks at it; canvass_id is 0 where there is no session to look at."""

    ranking: Ranking
    canvass_id: int
    person_id: int
    naming: Naming
    picture: kit.Block = None
    may_post: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it is shown as a picture."""
        return self.picture is not None

    def values(self, **changed: str | int) -> dict[str, str | int]:
        """What the id of a button carries that shows another one."""
        now: dict[str, str | int] = {
            "span": self.ranking.span,
            "by": self.ranking.by,
            "canvass": self.canvass_id,
            "drawn": int(self.drawn),
        }
        return {**now, **changed}


def leaderboard(shown: Places, words: Words, *, said: str = "") -> ui.LayoutView:
    """The leaderboard, privately: one's own line is marked."""
    mine = shown.ranking.of(shown.person_id)
    return kit.card(
        said,
        _head(shown.ranking, words),
        shown.picture or _lines(shown.ranking, words, mine),
        _own(shown, mine, words),
        *_rows(shown, words, posted=bool(said)),
        accent=kit.YELLOW,
    )


def leaderboard_posted(shown: Places, words: Words) -> ui.LayoutView:
    """The same for everybody in a channel; nobody is marked."""
    ranking = shown.ranking
    closer = kit.row(closer_button(ids.CAMPAIGN_RANKS(**shown.values()), words))
    return kit.card(_head(ranking, words), shown.picture or _lines(ranking, words, None), closer, accent=kit.YELLOW)


# ---- what stands on it -----------------------------------------------------------------------------------


def _head(ranking: Ranking, words: Words) -> str:
    title = kit.plain(ranking.name, 80) if ranking.span is Span.SESSION else ""
    if not title:
        title = words(
            {Span.SESSION: "picture.span.session", Span.WEEK: "picture.span.week"}.get(
                ranking.span, "picture.span.campaign"
            )
        )
    total = words.n("doors.together", ranking.total.doors)
    return f"### 🏆 {title}\n**{total}**\n{beside(ranking.total, words)}"


def _lines(ranking: Ranking, words: Words, mine: RankLine | None) -> str:
    if not ranking.ranks:
        return words("campaign.ranks.off" if ranking.mode is RankingMode.OFF else "campaign.ranks.groups")
    if not ranking.lines:
        if ranking.total.doors <= 0:
            return words(_NONE[ranking.span])
        return words("campaign.ranks.no_pairs" if ranking.by is RankBy.PAIRS else "campaign.ranks.nobody")
    told = [_line(line, ranking.by, words, own=line is mine) for line in ranking.lines[:SHOWN]]
    if mine is not None and mine not in ranking.lines[:SHOWN]:
        told += ["…", _line(mine, ranking.by, words, own=True)]
    if more := max(0, len(ranking.lines) - SHOWN) + ranking.others:
        told.append(f"-# {words.n('picture.more', more)}")
    return "\n".join(told)


def _line(line: RankLine, by: RankBy, words: Words, *, own: bool) -> str:
    unnamed = words("canvass.unnamed" if by is RankBy.CREWS else "picture.neighbor")
    names = words.all_of(kit.plain(name, NAME_MOST) or unnamed for name in line.names)
    sign = _MEDALS.get(line.place, f"`{line.place}`")
    told = f"{sign} {f'**{names}**' if own else names} · {words.n('picture.doors', line.tally.doors)}"
    return f"{told} ◀ {words('picture.you')}" if own else told


def _own(shown: Places, mine: RankLine | None, words: Words) -> str:
    """How the person appears, where that may surprise them."""
    if not shown.ranking.ranks or shown.ranking.by is RankBy.CREWS:
        return ""
    if shown.naming is Naming.OUT:
        return f"-# {words('campaign.ranks.out')}"
    if shown.naming is Naming.UNNAMED and mine is not None:
        return f"-# {words('campaign.ranks.unnamed')}"
    if mine is not None and shown.drawn:
        return words("campaign.ranks.mine", place=mine.place, doors=words.n("picture.doors", mine.tally.doors))
    return ""


# ---- its buttons -----------------------------------------------------------------------------------------


def _rows(shown: Places, words: Words, *, posted: bool) -> Iterator[Row]:
    ranking = shown.ranking
    yield kit.row(
        *(
            _switch(
                words(key),
                ids.CAMPAIGN_RANKS(**shown.values(span=span)),
                on=span is ranking.span,
                off=_no_session(shown, span),
            )
            for span, key in _SPANS
        )
    )
    if ranking.mode is not RankingMode.OFF:
        alone = ranking.mode is RankingMode.GROUPS
        yield kit.row(
            *(
                _switch(
                    words(key),
                    ids.CAMPAIGN_RANKS_BY(**shown.values(by=by)),
                    on=by is ranking.by,
                    off=alone and by is RankBy.PEOPLE,
                )
                for by, key in _BYS
            )
        )
    more = [*_picture_or_list(shown, words)]
    if shown.may_post and ranking.total.doors > 0:
        more.append(post_button(ids.CAMPAIGN_RANKS_POST(**shown.values()), words, off=posted))
    if ranking.mode is not RankingMode.OFF:
        more.append(kit.button(words("campaign.button.naming"), ids.ME_PAGE(page="home"), emoji="🙈"))
    if more:
        yield kit.row(*more)


def _no_session(shown: Places, span: Span) -> bool:
    return span is Span.SESSION and not shown.canvass_id


def _switch(label: str, custom_id: str, *, on: bool, off: bool) -> ui.Button[ui.LayoutView]:
    style = discord.ButtonStyle.primary if on else discord.ButtonStyle.secondary
    return kit.button(label, custom_id, style, off=on or off)


def _picture_or_list(shown: Places, words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    if shown.drawn:
        yield kit.button(words("campaign.button.list"), ids.CAMPAIGN_RANKS(**shown.values(drawn=0)), emoji="📃")
    elif shown.ranking.lines:
        yield kit.button(words("campaign.button.picture"), ids.CAMPAIGN_RANKS(**shown.values(drawn=1)), emoji="🖼️")
