"""A campaign in full swing, to look around in at once: leaders at every stage, played through the bot."""

import asyncio

import simcord

from rehearsal.story import Step, Story
from rehearsal.world import World


class Campaign:
    """The pretend campaign of one world: begun once, and gone on with where something broke."""

    def __init__(self, world: World) -> None:
        """Nothing happens before somebody begins."""
        self.world = world
        self.done = 0  # steps
        self.trouble = False
        self._steps: list[Step] = []
        self._story: Story | None = None
        self._env: simcord.Env | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether people are at it."""
        return self._task is not None and not self._task.done()

    @property
    def begun(self) -> bool:
        """Whether there is something to tell of this team."""
        return self._env is self.world.env

    @property
    def finished(self) -> bool:
        """Whether all of it is there."""
        return self.begun and self.done == self.all > 0

    @property
    def all(self) -> int:
        """How many steps there are."""
        return len(self._steps)

    def begin(self, player: str, locale: str) -> None:
        """Let it come about, with texts in the language of whoever pressed; what is there already stays as it is."""
        if self.running or self.finished:
            return
        if not self.begun:
            self._env, self.done = self.world.env, 0
            self._story = Story(self.world, player, locale)
            self._steps = self._story.steps
        self.trouble = False
        self._task = asyncio.create_task(self._run())
        self.world.announce()

    async def ended(self) -> None:
        """Wait until all of it is there, or something broke."""
        if self._task:
            await asyncio.wait([self._task])

    async def close(self) -> None:
        """Stop where it stands."""
        if self._task:
            self._task.cancel()
            await self.ended()

    async def _run(self) -> None:
        try:
            while self.begun and self._story and self.done < self.all:
                await self._steps[self.done]()
                self._story.tidy()
                self.done += 1
                self.world.announce()
        except Exception as failure:  # noqa: BLE001 - whatever breaks, the page says so, and it can be gone on with
            if self.begun:
                self.world.journal.failure("page", failure)
                self.trouble = True
        finally:
            self.world.announce()
