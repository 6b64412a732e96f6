"""The card of one prospect: opened, turned to a step, moved on."""

from collections.abc import Callable
from functools import partial

from bot import ids
from bot.cards import prospect_more, prospect_steps
from bot.cards import prospects as cards
from bot.cards.prospect_shown import Shown
from bot.cards.prospect_words import STAGE_SIGNS, stage_of
from bot.playbooks import team_playbook
from bot.presses import press
from bot.trips import Trip
from db import prospects
from db.facts.playbooks import MeetingStep
from db.facts.prospects import OPEN_STAGES, ProspectFacts, Stage
from db.refusals import Gone, OnlyLead


async def facts_of(begun: Trip, prospect_id: int) -> ProspectFacts:
    """A prospect as this person may see it. Raises Gone."""
    return await begun.read(partial(prospects.prospect, actor=begun.actor, prospect_id=prospect_id, now=begun.now))


async def to_work(begun: Trip, prospect_id: int) -> ProspectFacts:
    """The same for those who work on it. Raises Gone and OnlyLead, before anybody types for nothing."""
    facts = await facts_of(begun, prospect_id)
    if not facts.works:
        raise OnlyLead
    return facts


async def shown_to(begun: Trip, facts: ProspectFacts, said: str = "") -> Shown:
    """A prospect with its playbook, for whoever acts."""
    playbook = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language)
    return Shown(facts, playbook, begun.actor.person_id, begun.now, said, begun.actor.organizer)


async def show(begun: Trip, facts: ProspectFacts, said: str = "") -> None:
    """Show the card, with what was done just now above it."""
    await begun.show(cards.card(await shown_to(begun, facts, said), begun.words))


async def do(begun: Trip, unit: Callable[..., ProspectFacts], prospect_id: int, said: str, **more: object) -> None:
    """Save something, and show the card as it is now."""
    changed = partial(unit, actor=begun.actor, prospect_id=prospect_id, now=begun.now, **more)
    await show(begun, await begun.write(changed), said)


# ---- opened ------------------------------------------------------------------------------------------


@press(ids.PROSPECT_OPEN)
async def open_one(begun: Trip, prospect: int) -> None:
    """The card."""
    await show(begun, await facts_of(begun, prospect))


@press(ids.PROSPECT_CHOSEN)
async def open_chosen(begun: Trip) -> None:
    """One that was chosen from a list."""
    await open_one(begun, number_in(begun))


def number_in(begun: Trip) -> int:
    """The number that was chosen in a select. Raises Gone for what is none."""
    chosen = begun.typed["values"]
    if not (chosen.isascii() and chosen.isdecimal()):
        raise Gone
    return int(chosen[:19])


@press(ids.PROSPECT_STEP)
async def step(begun: Trip, prospect: int, step: str) -> None:
    """What the playbook says for one of the five steps."""
    if step not in set(MeetingStep):
        raise Gone
    shown = await shown_to(begun, await facts_of(begun, prospect))
    await begun.show(prospect_steps.step(shown, MeetingStep(step), begun.words))


@press(ids.PROSPECT_MORE)
async def more(begun: Trip, prospect: int) -> None:
    """What is needed more seldom."""
    await begun.show(prospect_more.more(await shown_to(begun, await to_work(begun, prospect)), begun.words))


# ---- moved -------------------------------------------------------------------------------------------


@press(ids.PROSPECT_MOVE)
async def move(begun: Trip, prospect: int, stage: str) -> None:
    """*We are here now*."""
    if stage not in set(OPEN_STAGES):
        raise Gone
    said = (
        f"{STAGE_SIGNS[Stage(stage)]} {begun.words('prospect.said.moved', stage=stage_of(Stage(stage), begun.words))}"
    )
    await do(begun, prospects.move, prospect, said, stage=Stage(stage))


@press(ids.PROSPECT_DECLINE)
async def decline(begun: Trip, prospect: int) -> None:
    """*They said no for good*: really?"""
    await begun.show(prospect_more.confirm_decline(await shown_to(begun, await to_work(begun, prospect)), begun.words))


@press(ids.PROSPECT_DECLINE_NOW)
async def decline_now(begun: Trip, prospect: int) -> None:
    """*Yes, for good*."""
    await do(begun, prospects.decline, prospect, f"⚪ {begun.words('prospect.said.declined')}")


@press(ids.PROSPECT_REMOVE)
async def remove(begun: Trip, prospect: int) -> None:
    """*Erase*, of whoever leads it: really?"""
    facts = await facts_of(begun, prospect)
    if not facts.leads:
        raise OnlyLead
    await begun.show(prospect_more.confirm_remove(await shown_to(begun, facts), begun.words))


@press(ids.PROSPECT_REMOVE_NOW)
async def remove_now(begun: Trip, prospect: int) -> None:
    """*Yes, erase*."""
    unit = partial(prospects.remove, actor=begun.actor, prospect_id=prospect, now=begun.now)
    await begun.show(prospect_more.removed(await begun.write(unit), begun.words))
