"""The weekly look-over in the organizers' channel, and the button on it."""

from functools import partial

from bot import ids
from bot.cards import digest as cards
from bot.cards.followup_list import MINE, TEAM
from bot.client import TocToc
from bot.commands import mentions
from bot.courier import Parcel
from bot.permissions import lacking
from bot.presses import press
from bot.trips import Trip
from bot.words import words_in
from cogs.followups.presses import list_page
from db import digests, teams
from db.facts import DIGEST_TROUBLE, DueNudge, NudgeKind, TeamFacts

TO_POST = ("view_channel", "send_messages")


class Digest:
    """Paints the week of a team."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let the courier know how a week becomes a message."""
        self._kit.courier.learn(NudgeKind.DIGEST, self._paint)

    async def _paint(self, nudge: DueNudge) -> Parcel | None:
        """The message; None for a week with nothing to tell, and where there is no room to tell it in."""
        team = await self._kit.read(partial(teams.team_of, team_id=nudge.team_id))
        if team is None or team.organizers_channel_id is None:
            return None
        facts = await self._kit.read(partial(digests.week, team_id=team.id, now=self._kit.clock.now()))
        if facts.quiet or not await self._has_room(team, team.organizers_channel_id):
            return None
        named = await mentions(self._kit.store, self._client.application_id or 0)
        view = cards.digest(facts, nudge.id, named, words_in(team.language))
        return Parcel(team.organizers_channel_id, view)

    async def _has_room(self, team: TeamFacts, channel_id: int) -> bool:
        """Whether the bot may write there; what an organizer has to mend is noted, and forgotten once it is mended."""
        guild = self._client.get_guild(team.id)
        if guild is None:  # another process has the server: Discord says what it thinks of it
            return True
        channel = guild.get_channel(channel_id)
        missing = lacking(channel, TO_POST) if channel else ()
        if channel is not None and not missing:
            await self._kit.write(partial(teams.end_trouble, team_id=team.id, thing=DIGEST_TROUBLE))
            return True
        code = "missing_permissions" if channel else "channel_gone"
        about: dict[str, object] = {"channel_id": channel_id, "missing": missing}
        now = self._kit.clock.now()
        note = partial(teams.note_trouble, team_id=team.id, thing=DIGEST_TROUBLE, code=code, details=about, now=now)
        await self._kit.write(note)
        return False


@press(ids.DIGEST_LIST)
async def open_list(begun: Trip, nudge: int) -> None:  # noqa: ARG001 - its id is there for the courier to find
    """The team's promises for organizers, one's own for everybody else."""
    await list_page(begun, TEAM if begun.actor.organizer else MINE, 0)
