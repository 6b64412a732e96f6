"""How far a team's set-up has come, and what an organizer should know of it."""

from datetime import time
from enum import StrEnum

from db.facts.teams import RankingMode

# Characters in the texts of a campaign, and hours from and to, as forms and tables take them.
TEXT_MOST = {"campaign": 80, "town": 80, "hotline": 40, "about": 600, "about_not": 600}
HOURS = {
    "confirm_hours": (1, 168),
    "today_hours": (1, 24),
    "offer_hours": (1, 72),
    "at_once_hours": (1, 72),
    "late_hours": (1, 168),
}


# What a new team begins with (the table's own defaults), to tell what was chosen from what was not.
TEAM_DEFAULTS: dict[str, object] = {
    "quiet_from": time(21),
    "quiet_until": time(8),
    "confirm_hours": 24,
    "today_hours": 2,
    "offer_hours": 4,
    "at_once_hours": 12,
    "late_hours": 24,
    "events": True,
    "cheers": True,
    "ranking": RankingMode.ON,
}


class ChannelUse(StrEnum):
    """What a channel is chosen for."""

    CANVASS = "canvass"
    OUTREACH = "outreach"
    ORGANIZERS = "organizers"


class Step(StrEnum):
    """The steps of the set-up, in their order."""

    PLACE = "place"
    CHANNELS = "channels"
    ROLE = "role"
    CAMPAIGN = "campaign"
    TIMES = "times"
    EXTRAS = "extras"
    DONE = "done"
