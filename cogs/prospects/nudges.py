"""What is told of prospects at its time: waking in the outreach channel, and silence, answered from a letter."""

from functools import partial

from bot import ids
from bot.cards import prospect_forms as forms
from bot.cards import prospect_nudges as cards
from bot.cards.forms import Form
from bot.client import TocToc
from bot.courier import Parcel
from bot.permissions import lacking
from bot.playbooks import team_playbook
from bot.presses import press, submit
from bot.trips import Trip
from bot.words import words_in
from cogs.prospects.room import open_one, show, to_work
from cogs.prospects.writing import contact_in
from db import prospects, teams
from db.facts import Actor, DueNudge, NudgeKind, TeamFacts
from db.facts.prospects import ContactHow, ContactResult, ProspectFacts, Stage
from db.refusals import Gone

WRITE = ("view_channel", "send_messages")


class Waking:
    """Paints what the outreach channel is told."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let the courier know how a waking becomes a message."""
        self._kit.courier.learn(NudgeKind.WAKES, self._paint)

    async def _paint(self, nudge: DueNudge) -> Parcel | None:
        """The message; None where it does not rest any more for another reason, and without a room to tell it in."""
        team = await self._kit.read(partial(teams.team_of, team_id=nudge.team_id))
        if team is None or nudge.prospect_id is None:
            return None
        peer = await self._peer(nudge, team)
        facts = await self._look(team, nudge.prospect_id)
        room = self._room(team)
        expected = Stage.PARKED if peer is None else Stage.ASK
        if facts is None or room is None or facts.stage is not expected:
            return None
        book = await team_playbook(self._kit, team.id, facts.plan.kind, team.language)
        return Parcel(room, cards.wakes(facts, book, peer, nudge.id, words_in(team.language)))

    async def _peer(self, nudge: DueNudge, team: TeamFacts) -> str | None:
        """Whose sign-on wakes it: empty where the room may not hear who; None where its day has come."""
        if nudge.values.get("why") != "peer":
            return None
        number = nudge.values.get("peer")
        found = await self._look(team, number) if isinstance(number, int) else None
        return found.plan.name if found else ""

    async def _look(self, team: TeamFacts, prospect_id: int) -> ProspectFacts | None:
        """A prospect as anybody in the team sees it."""
        anybody = Actor(team.id, 0, "", team.language, team.clock_zone)
        now = self._kit.clock.now()
        try:
            return await self._kit.read(partial(prospects.prospect, actor=anybody, prospect_id=prospect_id, now=now))
        except Gone:
            return None

    def _room(self, team: TeamFacts) -> int | None:
        """The outreach channel, else the organizers', where the bot may write as far as this process knows."""
        guild = self._client.get_guild(team.id)
        for number in (team.outreach_channel_id, team.organizers_channel_id):
            channel = guild.get_channel(number) if guild and number else None
            if (guild is None and number) or (channel is not None and not lacking(channel, WRITE)):
                return number
        return None


@press(ids.PROSPECT_WOKEN)
async def look_at(begun: Trip, prospect: int, nudge: int) -> None:  # noqa: ARG001 - the courier finds its message by it
    """*Look at it*."""
    await open_one(begun, prospect)


# ---- from a letter -----------------------------------------------------------------------------------


async def _form(begun: Trip, prospect: int, nudge: int) -> Form:  # noqa: ARG001 - gives the trip its team in a DM
    return forms.log(await to_work(begun, prospect), forms.STALE)


@press(ids.PROSPECT_STALE)
async def log(begun: Trip, prospect: int, nudge: int) -> None:
    """*Log a contact*, from a letter."""
    form = await _form(begun, prospect, nudge)
    kept = await begun.kept(forms.STALE, prospect=prospect, nudge=nudge)
    typed = kept or {"how": ContactHow.ASK, "result": ContactResult.NONE}
    await begun.ask(form.paint(begun.words, typed, prospect=prospect, nudge=nudge))


@submit(forms.STALE, paints=_form)
async def logged(begun: Trip, prospect: int, nudge: int) -> None:
    """Save it; the letter says so as well."""
    facts = await begun.save(forms.STALE, contact_in(begun, prospect), prospect=prospect, nudge=nudge)
    begun.kit.repaint.soon("letter", nudge)
    if begun.interaction.guild_id is None:  # the card's buttons need the team's server
        await begun.say(cards.logged(facts, begun.words))
        return
    await show(begun, facts, f"📌 {begun.words('prospect.said.logged')}")
