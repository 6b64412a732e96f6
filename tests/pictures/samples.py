"""Facts for pictures: ordinary ones, the fullest that may come, and names that nobody would think of."""

from datetime import UTC, date, datetime, timedelta

from db.facts import CanvassState, RankingMode
from db.facts.campaign import DayProgress, ForecastFacts, ProgressFacts, TurfProgress
from db.facts.doors import BoardFacts, Outcome, Tally
from db.facts.playbooks import Kind
from db.facts.ranking import RankBy, Ranking, RankLine, Span

STARTS = datetime(2026, 11, 28, 16, tzinfo=UTC)
ZONE = "America/Chicago"
WORDY = "Vecindario de la Nueva Esperanza del Río Grande de Santiago y Nuestra Señora"
HOSTILE = (
    "😀🎉👩‍👩‍👧",
    "محمد",
    "דנה כהן",
    "王小明",
    "a" * 300,
    "W" * 60,
    "Z̸̢̛̛a̴̧͝l̵g̶o̷" * 8,
    "\u202eevil\u202c\u0000\n\ttext",
    "@everyone <@1> **bold** =1+1",
    "  ",
    "ﷺ﷽",
    "Ñandú ¿qué? ¡ay!",
)


def tally(nobody: int = 0, talked: int = 0, supporter: int = 0, moved_on: int = 0, asks: int = 0) -> Tally:
    """What was counted; as many of each ask."""
    return Tally(
        {
            Outcome.NOBODY: nobody,
            Outcome.TALKED: talked,
            Outcome.SUPPORTER: supporter,
            Outcome.MOVED_ON: moved_on,
            Outcome.SIGN: asks,
            Outcome.EVENT: asks,
            Outcome.INFORMED: asks,
        }
    )


def board(name: str = "Elm Street", goal: int | None = 120, total: Tally | None = None) -> BoardFacts:
    """A session that is over."""
    return BoardFacts(
        canvass_id=1,
        team_id=1,
        name=name,
        state=CanvassState.WRAPPED,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=3),
        goal=goal,
        total=total if total is not None else tally(52, 31, 14, 6, 9),
        crews=(),
        cheers=(),
        captain="Malik",
        captain_id=1,
        thread_id=1,
        message_id=1,
        card_channel_id=1,
        card_message_id=1,
        debrief_place="",
        started_at=STARTS,
        wrapped_at=STARTS,
    )


def progress(
    days: int = 12, turfs: tuple[TurfProgress, ...] | None = None, goal: int | None = 1_500, won: int = 4
) -> ProgressFacts:
    """A campaign with a session each week, and so many leaders of the first kind, one fewer of each that follows."""
    found: list[DayProgress] = []
    for at in range(days):
        one = tally(20 + 3 * at, 12 + at, 5, 2)
        found.append(
            DayProgress(
                date(2026, 9, 5) + timedelta(days=7 * at), one, (found[-1].doors_so_far if found else 0) + one.doors
            )
        )
    doors = found[-1].doors_so_far if found else 0
    shown = (
        TurfProgress(1, "Elm Street", 300, 300, True),
        TurfProgress(2, "Pine Hill", 250, 110, False),
        TurfProgress(3, WORDY, 400, 20, False),
        TurfProgress(4, "Oak", None, 40, False),
        TurfProgress(5, "South Side", 200, 220, False),
    )
    total = tally(doors // 2, doors - doors // 2)
    every = shown if turfs is None else turfs
    signed = tuple((kind, max(0, won - at)) for at, kind in enumerate(Kind))
    return ProgressFacts("Safe Streets", "Riverside", total, goal, tuple(found), every, 3, days, 34, signed)


def ranking(*lines: RankLine, by: RankBy = RankBy.PEOPLE, span: Span = Span.WEEK, name: str = "") -> Ranking:
    """A leaderboard."""
    total = tally(sum(line.tally.doors for line in lines) + 12, 4)
    return Ranking(span, by, RankingMode.ON, total, lines, name)


def line(place: int, *names: str, doors: int = 10, ids: tuple[int, ...] = ()) -> RankLine:
    """One of its lines."""
    return RankLine(place, names, tally(doors), ids)


def forecast(left: int | None = 1_240, people: int = 8, rate: float = 13.2) -> ForecastFacts:
    """What it still takes, from six sessions."""
    return ForecastFacts(left, rate, 2.0, people, 6, False, False, False, 2)
