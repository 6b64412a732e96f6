"""What the set-up panel is painted from, and what its pages share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.mentions import Mentions
from bot.words import Words
from bot.zones import Zone
from db.facts import CanvassFacts, ChannelUse, RankingMode, Step, TeamFacts, Trouble

STEPS = tuple(step for step in Step if step is not Step.DONE)
TITLES = {
    Step.PLACE: "setup.step.place",
    Step.CHANNELS: "setup.step.channels",
    Step.ROLE: "setup.step.role",
    Step.CAMPAIGN: "setup.step.campaign",
    Step.TIMES: "setup.step.times",
    Step.EXTRAS: "setup.step.extras",
    Step.DONE: "setup.step.done",
}
CHANNELS = {
    ChannelUse.CANVASS: "setup.channel.canvass",
    ChannelUse.OUTREACH: "setup.channel.outreach",
    ChannelUse.ORGANIZERS: "setup.channel.organizers",
}
RANKINGS = {
    RankingMode.ON: "setup.ranking.on",
    RankingMode.GROUPS: "setup.ranking.groups",
    RankingMode.OFF: "setup.ranking.off",
}


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the panel shows: the team's settings, and what only Discord knows about them."""

    team: TeamFacts
    step: Step
    now: datetime
    admin: bool = True
    zones: Sequence[Zone] = ()
    # What the bot lacks in each chosen channel; None for one that is gone.
    channels: Mapping[ChannelUse, tuple[str, ...] | None] = field(default_factory=dict)
    role_gone: bool = False
    events_lack: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    sample: CanvassFacts | None = None
    saved: str = ""
    mentions: Mentions = field(default_factory=Mentions)


def chosen_channel(team: TeamFacts, use: ChannelUse) -> int | None:
    """The channel that a team chose for a use."""
    chosen = {
        ChannelUse.CANVASS: team.canvass_channel_id,
        ChannelUse.OUTREACH: team.outreach_channel_id,
        ChannelUse.ORGANIZERS: team.organizers_channel_id,
    }
    return chosen[use]


def channel_state(shown: Setup, use: ChannelUse, words: Words) -> str:
    """Whether a channel is chosen and there, and what the bot lacks in it."""
    if use not in shown.channels:
        return words("setup.channel.unset")
    lack = shown.channels[use]
    if lack is None:
        return words("setup.channel.gone")
    return words("setup.channel.lacks", missing=permissions(lack, words)) if lack else words("setup.channel.fine")


def permissions(names: Sequence[str], words: Words) -> str:
    """Permissions as Discord names them."""
    return words.all_of(words(f"permission.{name}") for name in names)


def quiet_hours(team: TeamFacts, words: Words) -> str:
    """From when until when nobody is reminded; none where both are the same."""
    if team.quiet_from == team.quiet_until:
        return words("setup.quiet.none")
    return words("setup.quiet.hours", start=words.clock(team.quiet_from), end=words.clock(team.quiet_until))
