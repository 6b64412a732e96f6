"""The public card of "Who should ask?": it names whoever is told of a yes, and so is painted anew when that changes."""

import contextlib
from functools import partial

import discord

from bot.cards import prospect_people as cards
from bot.client import TocToc
from bot.playbooks import team_playbook
from bot.words import words_in
from db import prospects, teams
from db.facts import Actor


class Round:
    """Paints the card where it was posted."""

    def __init__(self, client: TocToc) -> None:
        self._client, self._kit = client, client.kit

    def teach(self) -> None:
        """Let it be known how the card is painted."""
        self._kit.repaint.learn("asking", self.paint, _none)

    async def paint(self, prospect_id: int) -> None:
        """Bring the card in line; one that is gone, or out of reach, misleads nobody."""
        team_id = await self._kit.read(partial(prospects.team_asked, prospect_id=prospect_id))
        team = await self._kit.read(partial(teams.team_of, team_id=team_id)) if team_id else None
        if team is None:
            return
        anybody = Actor(team.id, 0, "", team.language, team.clock_zone)
        look = partial(prospects.prospect, actor=anybody, prospect_id=prospect_id, now=self._kit.clock.now())
        facts = await self._kit.read(look)
        channel = self._client.get_channel(facts.asking_channel_id or 0)
        if isinstance(channel, discord.TextChannel) and facts.asking_message_id is not None:
            book = await team_playbook(self._kit, team.id, facts.plan.kind, team.language)
            view = cards.question(facts, book, words_in(team.language))
            with contextlib.suppress(discord.NotFound, discord.Forbidden):
                await self._kit.repaint.edit(channel.get_partial_message(facts.asking_message_id), view)


async def _none() -> list[int]:
    """What it says changes only with what people do."""
    return []
