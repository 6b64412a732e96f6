"""Teams and people for card tests of the set-up, /me and /help: fresh ones, and ones with everything at its longest."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.cards.me import Me
from bot.cards.mentions import Mentions
from bot.cards.setup_shown import Setup
from bot.permissions import SESSIONS
from bot.zones import zones_in
from db.facts import (
    TEXT_MOST,
    CanvassFacts,
    CanvassPlan,
    CanvassState,
    ChannelUse,
    ForgetEffect,
    MemberFacts,
    Naming,
    Needs,
    RankingMode,
    SignupState,
    Standing,
    Step,
    TeamFacts,
    Trouble,
)
from tests.cards.followup_samples import fullest

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
BIG = 1_200_000_000_000_000_000
IDS = Mentions(dict.fromkeys(("setup", "help", "me", "turf", "canvass"), BIG))


def fresh(**changed: Any) -> TeamFacts:
    """A team that has answered nothing."""
    settings: dict[str, Any] = {
        "id": BIG,
        "name": "Barrio Unido",
        "language": "en",
        "zone": None,
        **dict.fromkeys(TEXT_MOST, ""),
        **dict.fromkeys(("organizer_role_id", "canvass_channel_id", "outreach_channel_id", "organizers_channel_id")),
        "quiet_from": time(21),
        "quiet_until": time(8),
        "confirm_hours": 24,
        "today_hours": 2,
        "offer_hours": 4,
        "at_once_hours": 12,
        "late_hours": 24,
        "events": True,
        "ranking": RankingMode.ON,
        "set_up_at": None,
    }
    return TeamFacts(**(settings | changed))


def full(filler: str) -> TeamFacts:
    """A team with everything chosen and every text at its bound."""
    texts = {name: (filler * most)[:most] for name, most in TEXT_MOST.items()}
    return fresh(
        **texts,
        name=(filler * 100)[:100],
        zone="America/North_Dakota/New_Salem",
        organizer_role_id=BIG,
        canvass_channel_id=BIG + 1,
        outreach_channel_id=BIG + 2,
        organizers_channel_id=BIG + 3,
        quiet_from=time(22, 45),
        quiet_until=time(10, 45),
        confirm_hours=168,
        ranking=RankingMode.GROUPS,
        set_up_at=NOW,
    )


def shown(step: Step, team: TeamFacts, language: str, **changed: Any) -> Setup:
    """The panel of a team at a step, with nothing to mend."""
    values: dict[str, Any] = {
        "team": team,
        "step": step,
        "now": NOW,
        "zones": zones_in(language).likely("en-US", team.zone),
        "mentions": IDS,
    }
    return Setup(**(values | changed))


def troubled(step: Step, language: str, filler: str, codes: tuple[str, ...]) -> Setup:
    """The panel of a team with everything at its longest and everything to mend."""
    sample = CanvassFacts(1, BIG, "x", plan(), "UTC", CanvassState.OPEN, channel_id=BIG, thread_id=BIG)
    troubles = [Trouble("thing", code, {"channel_id": BIG, "missing": list(SESSIONS)}, NOW) for code in codes]
    return shown(
        step,
        full(filler),
        language,
        channels=dict.fromkeys(ChannelUse, SESSIONS),
        role_gone=step is not Step.ROLE,
        events_lack=("create_events",),
        troubles=tuple(troubles * 10),
        sample=sample,
        saved="W" * 200,
    )


def plan() -> CanvassPlan:
    """A session in five days."""
    return CanvassPlan(NOW + timedelta(days=5), NOW + timedelta(days=5, hours=2), capacity=500)


def session(filler: str, number: int = 1, state: SignupState = SignupState.WAITING, **changed: Any) -> CanvassFacts:
    """A session that somebody answered."""
    values: dict[str, Any] = {
        "id": number,
        "team_id": BIG,
        "name": (filler * 80)[:80],
        "plan": plan(),
        "zone": "UTC",
        "state": CanvassState.OPEN,
        "standings": (Standing(BIG, "Zoë", state, 1),),
        "channel_id": BIG,
        "message_id": BIG,
    }
    return CanvassFacts(**(values | changed))


def me(language: str, filler: str | None = None) -> Me:
    """A person's page, at its defaults or at its longest."""
    mine = MemberFacts(BIG, BIG, "Zoë", "es", "America/North_Dakota/New_Salem", False, Naming.OUT, NOW)
    return Me(
        team=full(filler) if filler else fresh(),
        mine=mine if filler else None,
        zone="America/North_Dakota/New_Salem" if filler else "America/New_York",
        now=NOW,
        zones=zones_in(language).likely("en-US", "America/North_Dakota/New_Salem"),
        discord_language="en",
        saved="W" * 200 if filler else "",
    )


def effect(filler: str, many: int = 40) -> ForgetEffect:
    """What forgetting somebody does who is everywhere."""
    names = ((filler * 80)[:80],) * many
    return ForgetEffect(names, names, many, known=True)


def needs(filler: str, many: int = 25) -> Needs:
    """Everything waits at once."""
    sessions = tuple(session(filler, number) for number in range(many))
    promises = (fullest(filler),) * many
    return Needs(*(sessions,) * 5, promises=promises, asked=promises, late=many, troubles=many, set_up=False)
