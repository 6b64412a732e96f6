"""Teams and the people in them."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

DEFAULT_ZONE = "America/New_York"


class RankingMode(StrEnum):
    """How a team ranks: everyone, only groups, or not at all."""

    ON = "on"
    GROUPS = "groups"
    OFF = "off"


class Naming(StrEnum):
    """How a person appears in rankings: by name, counted without a name, or not at all."""

    NAMED = "named"
    UNNAMED = "unnamed"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in a team, and what they may do there."""

    team_id: int
    person_id: int
    name: str
    language: str
    zone: str
    organizer: bool = False
    admin: bool = False
    discord_language: str | None = None


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team's settings; a channel or role that was not chosen is None, a text that was not written is empty."""

    id: int
    name: str
    language: str
    zone: str | None
    campaign: str
    town: str
    about: str
    about_not: str
    hotline: str
    organizer_role_id: int | None
    canvass_channel_id: int | None
    outreach_channel_id: int | None
    organizers_channel_id: int | None
    quiet_from: time
    quiet_until: time
    confirm_hours: int
    today_hours: int
    offer_hours: int
    at_once_hours: int
    late_hours: int
    events: bool
    ranking: RankingMode
    set_up_at: datetime | None
    sample_canvass_id: int | None = None
    cheers: bool = True

    @property
    def clock_zone(self) -> str:
        """The zone that times are read in, whether or not the team has chosen one."""
        return self.zone or DEFAULT_ZONE


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A person's own settings in a team."""

    team_id: int
    person_id: int
    name: str
    language: str | None
    zone: str | None
    reminders: bool
    naming: Naming
    first_seen_at: datetime
    dms_closed_at: datetime | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that Discord refused and that an organizer can mend."""

    thing: str
    code: str
    values: dict[str, object]
    since_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A server that the bot has joined; back, if its settings of an earlier time were still there."""

    team: TeamFacts
    back: bool
