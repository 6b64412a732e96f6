"""The leaderboard: looked at by anybody, posted by organizers, as far as everyone wants to be compared."""

from dataclasses import dataclass
from functools import partial

from bot import ids
from bot.cards import campaign_ranks as cards
from bot.cards.campaign_ranks import Places
from bot.pictures import leaderboard as pictures
from bot.presses import press
from bot.studio import Shot
from bot.trips import Trip
from bot.words import Words
from cogs.campaign.views import check_may_post, files, session_meant
from db import people
from db.doors.ranking import ranking
from db.facts import Naming, RankingMode
from db.facts.ranking import RankBy, Ranking, Span
from db.refusals import Gone


@dataclass(frozen=True, slots=True)
class Asked:
    """Which leaderboard: an empty span or kind is the one that fits best now, a session of 0 the latest."""

    span: str = ""
    by: str = ""
    canvass: int = 0
    drawn: bool = False


@press(ids.CAMPAIGN_RANKS)
@press(ids.CAMPAIGN_RANKS_BY)
async def pressed(begun: Trip, span: str, by: str, canvass: int, drawn: int) -> None:
    """Another leaderboard was chosen."""
    await leaderboard(begun, Asked(span, by, canvass, bool(drawn)))


async def leaderboard(begun: Trip, asked: Asked) -> None:
    """The leaderboard, privately."""
    shown, shots = await _places(begun, asked, begun.words)
    await begun.show(cards.leaderboard(shown, begun.words), *files(shots))


@press(ids.CAMPAIGN_RANKS_POST)
async def leaderboard_post(begun: Trip, span: str, by: str, canvass: int, drawn: int) -> None:
    """The same for everybody in this channel."""
    check_may_post(begun)
    asked = Asked(span, by, canvass, bool(drawn))
    shown, shots = await _places(begun, asked, begun.words)
    await begun.show(cards.leaderboard(shown, begun.words, said=begun.words("campaign.posted")), *files(shots))
    public, shots = await _places(begun, asked, begun.public, for_all=True)
    await begun.tell(cards.leaderboard_posted(public, begun.public), *files(shots))


async def _places(begun: Trip, asked: Asked, words: Words, *, for_all: bool = False) -> tuple[Places, list[Shot]]:
    found, meant = await _ranking(begun, asked)
    me = begun.actor.person_id
    sketch = pictures.sketch(found, words, mine=None if for_all else me) if asked.drawn and found.lines else None
    shots = [await begun.kit.studio.draw(sketch)] if sketch else []
    member = await begun.read(partial(people.mine, actor=begun.actor))
    naming = member.naming if member else Naming.NAMED
    picture = shots[0].gallery() if shots else None
    return Places(found, meant, me, naming, picture, begun.actor.organizer), shots


async def _ranking(begun: Trip, asked: Asked) -> tuple[Ranking, int]:
    """What is asked for, and which session is the one to look at (0 for none). Raises Gone."""
    if asked.span not in {"", *Span} or asked.by not in {"", *RankBy}:
        raise Gone
    meant = await session_meant(begun, asked.canvass) or 0
    span = Span(asked.span) if asked.span else (Span.SESSION if meant else Span.CAMPAIGN)
    if span is Span.SESSION and not meant:
        span = Span.CAMPAIGN
    usual = RankBy.PEOPLE if begun.team.ranking is RankingMode.ON else RankBy.PAIRS
    unit = partial(
        ranking,
        team_id=begun.team.id,
        span=span,
        by=RankBy(asked.by) if asked.by else usual,
        canvass_id=meant if span is Span.SESSION else None,
        now=begun.now,
    )
    return await begun.read(unit), meant
