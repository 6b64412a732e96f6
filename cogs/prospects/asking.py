"""Who looks after a prospect, who asks them, and "Who should ask?": asked in public, answered in private."""

import contextlib
from functools import partial

import discord

from bot import ids
from bot.cards import prospect_forms as forms
from bot.cards import prospect_people as cards
from bot.cards.forms import Form
from bot.cards.prospect_words import person
from bot.members import called
from bot.permissions import lacking
from bot.playbooks import team_playbook
from bot.presses import press, submit
from bot.trips import Trip
from cogs.prospects.room import facts_of, number_in, shown_to, to_work
from db import prospects
from db.facts.prospects import ProspectFacts
from db.refusals import ChannelGone, ChannelUnset, MissingPermissions

WRITE = ("view_channel", "send_messages")


@press(ids.PROSPECT_PEOPLE)
async def people(begun: Trip, prospect: int) -> None:
    """The owner, the asker, and those who could."""
    await _show(begun, await facts_of(begun, prospect))


async def _show(begun: Trip, facts: ProspectFacts, said: str = "") -> None:
    await begun.show(cards.people(await shown_to(begun, facts, said), begun.words))


@press(ids.PROSPECT_HAND_TO)
async def hand_to(begun: Trip, prospect: int) -> None:
    """Another owner."""
    to_id = number_in(begun)
    name = await called(begun, to_id)
    unit = partial(prospects.hand, owner_id=to_id, owner_name=name, prospect_id=prospect)
    facts = await begun.write(partial(unit, actor=begun.actor, now=begun.now))
    begun.kit.repaint.soon("asking", prospect)
    await _show(begun, facts, f"🧭 {begun.words('prospect.said.handed', name=person(name, begun.words))}")


@press(ids.PROSPECT_ASKER_TO)
async def asker_to(begun: Trip, prospect: int) -> None:
    """Who asks: anybody on the server."""
    chosen = number_in(begun)
    await _set_asker(begun, prospect, chosen, await called(begun, chosen))


@press(ids.PROSPECT_ASKER_WILLING)
async def asker_willing(begun: Trip, prospect: int) -> None:
    """Who asks: one of those who said that they could."""
    chosen = number_in(begun)
    found = await begun.read(partial(prospects.willing, actor=begun.actor, prospect_id=prospect))
    name = next((one.name for one in found if one.person_id == chosen), "") or await called(begun, chosen)
    await _set_asker(begun, prospect, chosen, name)


async def _set_asker(begun: Trip, prospect_id: int, asker_id: int, name: str) -> None:
    unit = partial(prospects.set_asker, asker_id=asker_id, asker_name=name, prospect_id=prospect_id)
    facts = await begun.write(partial(unit, actor=begun.actor, now=begun.now))
    await _show(begun, facts, f"🗣️ {begun.words('prospect.said.asks', name=person(name, begun.words))}")


# ---- "Who should ask?" -------------------------------------------------------------------------------


@press(ids.PROSPECT_ROUND)
async def open_round(begun: Trip, prospect: int) -> None:
    """Ask the members, in the outreach channel."""
    await to_work(begun, prospect)
    channel = _channel(begun)
    unit = partial(prospects.open_round, actor=begun.actor, prospect_id=prospect, channel_id=channel.id, now=begun.now)
    facts = await begun.write(unit)
    url = await _post(begun, facts, channel)
    await _show(begun, await facts_of(begun, prospect), cards.round_open(facts, url, begun.words))


def _channel(begun: Trip) -> discord.TextChannel:
    """The team's outreach channel; before one is chosen, the channel where the person is.

    Raises ChannelGone, ChannelUnset and MissingPermissions.
    """
    guild, chosen = begun.interaction.guild, begun.team.outreach_channel_id
    number = chosen or begun.interaction.channel_id
    channel = guild.get_channel(number) if guild and number else None
    what = begun.words("prospect.channel.what")
    if not isinstance(channel, discord.TextChannel):
        raise ChannelGone(what=what) if chosen else ChannelUnset(what=what)
    if missing := lacking(channel, WRITE):
        raise MissingPermissions(channel_id=channel.id, missing=missing)
    return channel


async def _post(begun: Trip, facts: ProspectFacts, channel: discord.TextChannel) -> str:
    """Post the card, or paint the one that is there anew; returns its address."""
    view = await _question(begun, facts)
    if facts.asking_message_id is not None:
        with contextlib.suppress(discord.NotFound):
            there = channel.get_partial_message(facts.asking_message_id)
            return (await there.edit(view=view)).jump_url
    message = await channel.send(view=view)
    unit = partial(prospects.posted, team_id=begun.team.id, prospect_id=facts.id, message_id=message.id)
    await begun.write(unit)
    return message.jump_url


async def _question(begun: Trip, facts: ProspectFacts) -> discord.ui.LayoutView:
    book = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.public.language)
    return cards.question(facts, book, begun.public)


@press(ids.PROSPECT_ROUND_CLOSE)
async def close_round(begun: Trip, prospect: int) -> None:
    """Stop asking; the card says so."""
    unit = partial(prospects.close_round, actor=begun.actor, prospect_id=prospect, now=begun.now)
    facts = await begun.write(unit)
    guild = begun.interaction.guild
    channel = guild.get_channel(facts.asking_channel_id or 0) if guild else None
    if isinstance(channel, discord.TextChannel) and facts.asking_message_id is not None:
        with contextlib.suppress(discord.HTTPException):  # deleted, or closed to us: nobody is misled
            await channel.get_partial_message(facts.asking_message_id).edit(view=await _question(begun, facts))
    await _show(begun, facts, f"🔕 {begun.words('prospect.said.round_closed')}")


# ---- answered ----------------------------------------------------------------------------------------


async def _tie_form(begun: Trip, prospect: int) -> Form:
    facts = await facts_of(begun, prospect)
    return forms.tie(await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language))


@press(ids.PROSPECT_TIE)
async def tie(begun: Trip, prospect: int) -> None:
    """*I could ask them*: in private, with what the person answered before."""
    form = await _tie_form(begun, prospect)
    typed = await begun.kept(forms.TIE, prospect=prospect) or await _answered_before(begun, prospect)
    await begun.ask(form.paint(begun.words, typed, prospect=prospect))


async def _answered_before(begun: Trip, prospect_id: int) -> dict[str, str]:
    before = await begun.read(partial(prospects.my_answer, actor=begun.actor, prospect_id=prospect_id))
    if before is None:
        return {}
    willing = forms.YES if before.willing else forms.NO
    return {"willing": willing, "ties": ",".join(before.ties), "note": before.note}


@submit(forms.TIE, paints=_tie_form)
async def answer(begun: Trip, prospect: int) -> None:
    """Keep the answer; a yes is for the owner and the organizers, a no for nobody."""
    before = await facts_of(begun, prospect)
    unit = partial(
        prospects.answer,
        actor=begun.actor,
        prospect_id=prospect,
        ties=tuple(key for key in begun.typed["ties"].split(",") if key),
        willing=begun.typed["willing"] == forms.YES,
        note=begun.typed["note"],
        promise=cards.promise(before, begun.public),
        now=begun.now,
    )
    given = await begun.save(forms.TIE, unit, prospect=prospect)
    await begun.show(cards.answered(await facts_of(begun, prospect), given, begun.words))
