"""What people press: the way through the steps, and the choices that need no form."""

from functools import partial

from bot import ids
from bot.cards.kit import plain
from bot.cards.setup_shown import RANKINGS, STEPS
from bot.presses import press
from bot.trips import Trip
from bot.words import LANGUAGES
from bot.zones import find_zones, zones_in
from cogs.setup.panel import show
from db import setup as rules
from db.facts import ChannelUse, RankingMode, Step
from db.refusals import Gone

# ---- the way through -------------------------------------------------------------------------------


@press(ids.SETUP_OPEN)
async def resume(begun: Trip) -> None:
    """Open the set-up where the person left it; once the team is set up, at a glance."""
    step = await begun.read(partial(rules.reached, actor=begun.actor))
    if step in STEPS:
        await show(begun, step, begun.words("setup.resumed", n=STEPS.index(step) + 1))
    elif begun.team.set_up_at:
        await show(begun, Step.DONE)
    else:
        await show(begun, STEPS[0], begun.words("setup.begun"))


@press(ids.SETUP_STEP)
async def go(begun: Trip, step: str) -> None:
    """Go to a step, and remember that the person is there."""
    if step not in set(Step):
        raise Gone
    await begun.write(partial(rules.reach, actor=begun.actor, step=Step(step), now=begun.now))
    await show(begun, Step(step))


@press(ids.SETUP_JUMP)
async def jump(begun: Trip) -> None:
    """Go to the step that was chosen."""
    await go(begun, begun.typed["values"])


def _saved(begun: Trip, what: str) -> str:
    return begun.words("setup.saved", what=what)


# ---- language and time zone ------------------------------------------------------------------------


@press(ids.SETUP_LANGUAGE)
async def set_language(begun: Trip) -> None:
    """The language of public cards."""
    language = begun.typed["values"]
    if language not in LANGUAGES:
        raise Gone
    await begun.write(partial(rules.set_language, actor=begun.actor, language=language))
    await show(
        begun, Step.PLACE, _saved(begun, begun.words("setup.saved.language", language=begun.words.name_of(language)))
    )


@press(ids.SETUP_ZONE)
async def choose_zone(begun: Trip) -> None:
    """The zone that was chosen from the list."""
    await set_zone(begun, begun.typed["values"])


async def set_zone(begun: Trip, typed: str) -> None:
    """The zone that was typed or chosen; where several fit, the choice among them. Raises NoSuchZone."""
    rules.check_organizer(begun.actor)
    found = find_zones(typed, begun.words.language)
    if isinstance(found, str):
        await begun.write(partial(rules.set_zone, actor=begun.actor, zone=found, now=begun.now))
        label = zones_in(begun.words.language).label(found)
        await show(begun, Step.PLACE, _saved(begun, begun.words("setup.saved.zone", zone=label)))
    else:
        await show(begun, Step.PLACE, begun.words("zone.several", typed=plain(typed, 60)), found)


# ---- channels and role -----------------------------------------------------------------------------


def _number(begun: Trip) -> int | None:
    """The channel or role that was chosen; None where the choice was taken back."""
    chosen = begun.typed["values"]
    return int(chosen) if chosen.isdecimal() else None


@press(ids.SETUP_CHANNEL)
async def set_channel(begun: Trip, use: str) -> None:
    """The channel for a use; none, when the choice was taken back."""
    if use not in set(ChannelUse):
        raise Gone
    number = _number(begun)
    unit = partial(rules.set_channel, actor=begun.actor, use=ChannelUse(use), channel_id=number, now=begun.now)
    await begun.write(unit)
    what = begun.words(f"setup.short.{use}")
    if number:
        saved = begun.words("setup.channel.saved", what=what, channel=f"<#{number}>")
    else:
        saved = begun.words("setup.channel.cleared", what=what)
    await show(begun, Step.CHANNELS, _saved(begun, saved))


@press(ids.SETUP_ROLE)
async def set_role(begun: Trip) -> None:
    """The role whose people organize; none, when the choice was taken back."""
    number = _number(begun)
    await begun.write(partial(rules.set_organizer_role, actor=begun.actor, role_id=number))
    told = begun.words("setup.role.saved", role=f"<@&{number}>") if number else begun.words("setup.role.cleared")
    await show(begun, Step.ROLE, _saved(begun, told))


# ---- ranking, cheers and events --------------------------------------------------------------------


@press(ids.SETUP_RANKING)
async def set_ranking(begun: Trip) -> None:
    """Who is ranked."""
    mode = begun.typed["values"]
    if mode not in set(RankingMode):
        raise Gone
    await begun.write(partial(rules.set_ranking, actor=begun.actor, mode=RankingMode(mode)))
    await show(begun, Step.EXTRAS, _saved(begun, begun.words(RANKINGS[RankingMode(mode)])))


@press(ids.SETUP_CHEERS)
async def set_cheers(begun: Trip, on: int) -> None:
    """Whether what is reached at the doors is cheered."""
    await begun.write(partial(rules.set_cheers, actor=begun.actor, on=bool(on)))
    await show(begun, Step.EXTRAS, _saved(begun, begun.words("setup.what.cheers")))


@press(ids.SETUP_EVENTS)
async def set_events(begun: Trip, on: int) -> None:
    """Whether sessions are also Discord's own events."""
    await begun.write(partial(rules.set_events, actor=begun.actor, on=bool(on)))
    await show(begun, Step.EXTRAS, _saved(begun, begun.words("setup.what.events")))
