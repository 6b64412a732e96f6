"""When they will not meet: the advice, an organizer's word on pressing, rest, and waking."""

import contextlib
from functools import partial
from zoneinfo import ZoneInfo

import discord

from bot import ids
from bot.cards import prospect_forms as forms
from bot.cards import prospect_refused as cards
from bot.cards.forms import Form
from bot.permissions import lacking
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_day
from cogs.prospects.room import do, show, shown_to, to_work
from db import prospects
from db.facts.prospects import ProspectFacts, ProspectLine, Stage

WRITE = ("view_channel", "send_messages")


@press(ids.PROSPECT_REFUSED)
async def advice(begun: Trip, prospect: int) -> None:
    """What to do when they will not meet."""
    await _advise(begun, await to_work(begun, prospect))


async def _advise(begun: Trip, facts: ProspectFacts, said: str = "") -> None:
    await begun.show(cards.advice(await shown_to(begun, facts, said), begun.words))


# ---- pressing ----------------------------------------------------------------------------------------


@press(ids.PROSPECT_PRESS_ASK)
async def ask_to_press(begun: Trip, prospect: int) -> None:
    """*Ask an organizer*: noted on the prospect, and told in their channel where there is one."""
    unit = partial(prospects.ask_to_press, actor=begun.actor, prospect_id=prospect, now=begun.now)
    facts = await begun.write(unit)
    told = await _tell_organizers(begun, facts)
    key = "prospect.said.press_told" if told else "prospect.said.press_asked"
    await _advise(begun, facts, f"🔓 {begun.words(key)}")


async def _tell_organizers(begun: Trip, facts: ProspectFacts) -> bool:
    guild, number = begun.interaction.guild, begun.team.organizers_channel_id
    channel = guild.get_channel(number) if guild and number else None
    if not isinstance(channel, discord.TextChannel) or lacking(channel, WRITE):
        return False
    shown = await shown_to(begun, facts)
    with contextlib.suppress(discord.HTTPException):  # it stands on the prospect's card all the same
        await channel.send(view=cards.asked(shown, begun.actor.name, begun.public))
        return True
    return False


@press(ids.PROSPECT_PRESS_ALLOW)
async def allow_press(begun: Trip, prospect: int, on: int) -> None:
    """*Allow it*, *Take it back*: for organizers."""
    unit = partial(prospects.allow_press, actor=begun.actor, prospect_id=prospect, allow=bool(on), now=begun.now)
    key = "prospect.said.press_allowed" if on else "prospect.said.press_off"
    await _advise(begun, await begun.write(unit), f"{'✅' if on else '↩️'} {begun.words(key)}")


# ---- rest --------------------------------------------------------------------------------------------


async def _park_form(begun: Trip, prospect: int) -> Form:
    return forms.park(await _peers(begun, await to_work(begun, prospect)), begun.words)


async def _peers(begun: Trip, facts: ProspectFacts) -> list[ProspectLine]:
    """Who could win them over: those who are chosen already, those of the same kind, then all others not at rest."""
    stages = [stage for stage in Stage if stage not in {Stage.DECLINED, Stage.PARKED}]
    find = partial(prospects.find, actor=begun.actor, stages=stages, most=forms.OPTIONS_MOST + 1)
    same = await begun.read(partial(find, kinds=[facts.plan.kind]))
    every = {line.id: line for line in (*facts.sways, *same, *await begun.read(find))}
    return [line for line in every.values() if line.id != facts.id]


@press(ids.PROSPECT_PARK)
async def park(begun: Trip, prospect: int) -> None:
    """*Let it rest*: until when, or until who signs on?"""
    facts = await to_work(begun, prospect)
    kept = await begun.kept(forms.PARK, prospect=prospect)
    typed = kept or forms.shown_as(facts, begun.team.language)
    await begun.ask((await _park_form(begun, prospect)).paint(begun.words, typed, prospect=prospect))


@submit(forms.PARK, paints=_park_form)
async def parked(begun: Trip, prospect: int) -> None:
    """It rests."""
    day, sways = begun.typed["wakes"], begun.typed["sways"]
    wakes_on = read_day(day, zone=ZoneInfo(begun.team.clock_zone), now=begun.now) if day.strip() else None
    unit = partial(
        prospects.park,
        actor=begun.actor,
        prospect_id=prospect,
        sways=tuple(int(one) for one in sways.split(",") if one.isdecimal()),
        wakes_on=wakes_on,
        now=begun.now,
    )
    facts = await begun.save(forms.PARK, unit, prospect=prospect)
    await show(begun, facts, f"🌙 {begun.words('prospect.said.parked')}")


@press(ids.PROSPECT_WAKE)
async def wake(begun: Trip, prospect: int) -> None:
    """*Try again now*."""
    await do(begun, prospects.wake, prospect, f"🌅 {begun.words('prospect.said.woken')}")
