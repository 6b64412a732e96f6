"""Local times: what "later today" means, and a time on the wall's clock as the moment that was meant.

What people mean is what a clock on their wall will show. So that is kept, with the zone, and moments are made of it
through UTC: an hour that the clock skips in spring becomes the moment after it, one that it repeats in autumn the
first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from db.facts import TeamFacts
from db.quiet import QuietHours

MORNING = time(9)
"""When a day's reminders begin that have no hour of their own."""

MIDNIGHT = time()
"""When a day begins."""

EVENING = time(21)
"""From when on nothing is put off to the same day any more."""

AWHILE = timedelta(hours=3)
"""How much later "later today" is."""

WORTH_IT = timedelta(hours=1)
"""A reminder that comes back sooner than this was not put off."""


class Later(StrEnum):
    """To when something can be put off with one tap."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"


def moment(choice: Later, *, now: datetime, zone: str, quiet: QuietHours) -> datetime:
    """The moment, in UTC, to which something is put off from `now` in a zone; never in quiet hours.

    In the evening and in the night "later today" is the next morning.
    """
    if choice is Later.TODAY:
        return _today(now, zone, quiet) or _next_morning(now, zone, quiet)
    days = 1 if choice is Later.TOMORROW else 7
    return quiet.after(at(day_of(now, zone) + timedelta(days=days), MORNING, zone))


def moments(*, now: datetime, zone: str, quiet: QuietHours) -> tuple[tuple[Later, datetime], ...]:
    """Every choice with the moment to which it leads; of two that lead to the same only the first."""
    found = {moment(choice, now=now, zone=zone, quiet=quiet): choice for choice in reversed(Later)}
    return tuple((choice, when) for when, choice in sorted(found.items()))


def hours_of(team: TeamFacts, zone: str | None) -> QuietHours:
    """A team's quiet hours on the clocks of a person's zone, or of the team's."""
    return QuietHours(zone or team.clock_zone, team.quiet_from, team.quiet_until)


def day_of(moment: datetime, zone: str) -> date:
    """The day that it is in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def at(day: date, clock: time, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in a zone show a time of day."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(moment: datetime, zone: str) -> str:
    """What calendar and clock in a zone show at a moment, to the minute: 2027-02-28T09:30."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(timespec="minutes")


def moment_of(wall: str, zone: str) -> datetime:
    """The moment, in UTC, at which calendar and clock in a zone show what `wall` says."""
    shown = datetime.fromisoformat(wall)
    return at(shown.date(), shown.time(), zone)


def carried(moment: datetime, *, before: str, after: str) -> datetime:
    """The moment at which clocks in the zone `after` show what they would have shown in the zone `before`."""
    return moment_of(wall(moment, before), after)


def _today(now: datetime, zone: str, quiet: QuietHours) -> datetime | None:
    """The moment if there is a good one left today."""
    today = day_of(now, zone)
    evening = at(today, EVENING, zone)
    if now >= evening or quiet.hold(now):
        # Whoever is awake in quiet hours is asked again after the night, and not in the middle of it.
        return None
    then = (now + AWHILE).replace(second=0, microsecond=0)
    for candidate in (quiet.before(then), quiet.after(then)):
        if candidate - now >= WORTH_IT and day_of(candidate, zone) == today:
            return candidate
    return None


def _next_morning(now: datetime, zone: str, quiet: QuietHours) -> datetime:
    today = day_of(now, zone)
    mornings = (quiet.after(at(today + timedelta(days=days), MORNING, zone)) for days in (0, 1, 2))
    return next(morning for morning in mornings if morning - now >= WORTH_IT)
