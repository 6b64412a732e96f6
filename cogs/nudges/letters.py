"""Letters on their way: all that is due for one person as one DM, and a mention where DMs are closed.

A letter is painted from the database as it is now: what was settled meanwhile is not said any more.
"""

from functools import partial

import discord

from bot.cards import nudges as cards
from bot.cards.nudge_answers import Desk
from bot.client import TocToc
from bot.courier import Parcel
from bot.permissions import lacking
from bot.words import words_in
from db import followups, teams
from db.facts import Bundle, DueNudge, NudgeKind, TeamFacts
from db.nudges import letters

WRITE, WRITE_IN_THREAD = ("view_channel", "send_messages"), ("view_channel", "send_messages_in_threads")
Room = discord.abc.GuildChannel | discord.Thread


class Letters:
    """Writes to people."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let courier and repaint know how letters are written and painted anew."""
        courier = self._kit.courier
        courier.learn_letters(self._write)
        courier.learn(NudgeKind.WAITING, self._waiting)
        courier.learn(NudgeKind.HAND_OVER_OVER, self._hand_over_over)
        self._kit.repaint.learn("letter", self._repaint, _none)

    async def _write(self, bundle: Bundle) -> Parcel | None:
        """All that is held for a person, without what needs no message any more."""
        now = self._kit.clock.now()
        held = await self._kit.read(partial(letters.to_send, ids=bundle.ids, now=now))
        found = letters.worth_saying(held) if held else None
        if found is None:
            return None
        said = {item.nudge_id for item in found.items}
        view = cards.letter(found, Desk(found.zone), words_in(found.language))
        return Parcel(None, view, gone=sorted(bundle.ids - said))

    async def _repaint(self, nudge_id: int) -> None:
        """Bring a letter that is in a person's DMs in line with the database."""
        found = await self._kit.read(partial(letters.whole, nudge_id=nudge_id, now=self._kit.clock.now()))
        if found is None or found.channel_id is None or found.message_id is None:
            return
        message = self._client.get_partial_messageable(found.channel_id).get_partial_message(found.message_id)
        view = cards.letter(found, Desk(found.zone), words_in(found.language))
        self._kit.repaint.forget(message.id)  # the answer to a press may have changed it meanwhile
        try:
            await self._kit.repaint.edit(message, view)
        except (discord.NotFound, discord.Forbidden):
            return  # deleted, or closed meanwhile: there is nothing to bring in line

    async def _hand_over_over(self, nudge: DueNudge) -> None:
        """Nothing is told here: the promise goes back, and what became of it is a nudge of its own."""
        now = self._kit.clock.now()
        lapse = partial(followups.lapse, followup_id=nudge.followup_id or 0, person_id=nudge.person_id or 0, now=now)
        await self._kit.write(lapse)

    # ---- a mention where DMs are closed --------------------------------------------------------------

    async def _waiting(self, nudge: DueNudge) -> Parcel | None:
        """One message that names the person and nothing else, in a room that they see; None where there is none.

        What waits is shown to them at their next act all the same.
        """
        person_id, now = nudge.person_id or 0, self._kit.clock.now()
        team = await self._kit.read(partial(teams.team_of, team_id=nudge.team_id))
        waits = await self._kit.read(partial(letters.waiting_for, team_id=nudge.team_id, person_id=person_id, now=now))
        if team is None or waits.letter is None:
            return None
        room = await self._room(team, nudge)
        if room is None:
            return None
        return Parcel(room, cards.waiting(person_id, nudge.id, words_in(waits.letter.language)), [person_id])

    async def _room(self, team: TeamFacts, nudge: DueNudge) -> int | None:
        """The thread of what it is about, else the team's channels, most open first; only where they can read it."""
        guild = self._client.get_guild(team.id)
        if guild is None:
            return team.canvass_channel_id
        try:
            member = await guild.fetch_member(nudge.person_id or 0)
        except discord.NotFound:
            return None  # they have left the server
        rooms = [await self._thread(guild, nudge), *(guild.get_channel(number or 0) for number in _channels(team))]
        return next((room.id for room in rooms if room is not None and _fits(room, member)), None)

    async def _thread(self, guild: discord.Guild, nudge: DueNudge) -> discord.Thread | None:
        find = partial(letters.thread_of, canvass_id=nudge.canvass_id or 0, meeting_id=nudge.meeting_id or 0)
        number = await self._kit.read(find)
        if number is None:
            return None
        try:
            found = guild.get_thread(number) or await guild.fetch_channel(number)
        except (discord.NotFound, discord.Forbidden):
            return None
        return found if isinstance(found, discord.Thread) else None


def _channels(team: TeamFacts) -> tuple[int | None, ...]:
    return (team.canvass_channel_id, team.outreach_channel_id, team.organizers_channel_id)


def _fits(room: Room, member: discord.Member) -> bool:
    """Whether the bot can write there, and the person read it."""
    needs = WRITE_IN_THREAD if isinstance(room, discord.Thread) else WRITE
    may = room.permissions_for(member)
    return not lacking(room, needs) and may.view_channel and may.read_message_history


async def _none() -> list[int]:
    """A letter is painted anew when it is answered; nothing else waits for paint."""
    return []
