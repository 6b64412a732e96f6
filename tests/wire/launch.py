"""The real bot as a process of its own, started, killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from tests.wire.server import StandIn

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`python -m bot`, pointed at a stand-in, with its data in a folder; settings go by their environment names.

    Of several processes of one bot each names its own `shards`.
    """

    module = "tests.wire.pointed"

    def __init__(
        self, stand_in: StandIn, folder: Path, *, shards: Collection[int] | None = None, **settings: str
    ) -> None:
        self.stand_in, self.folder, self.shards = stand_in, folder, shards
        self.database = folder / "toctoc.db"
        self.log = folder / "bot.log"
        self.settings = settings
        self._process: asyncio.subprocess.Process | None = None

    def environment(self) -> dict[str, str]:
        """All that the bot gets: nothing of this machine's own settings but where its programs are."""
        system = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
        wire = {"TOCTOC_WIRE_API": self.stand_in.api_url, "TOCTOC_WIRE_GATEWAY": self.stand_in.gateway.url}
        data = {"DISCORD_TOKEN": self.stand_in.token, "DATABASE_URL": f"sqlite:///{self.database}"}
        quick = {"PYTHONPATH": str(ROOT), "REPAINT_PAUSE": "0.1", "SWEEP_SECONDS": "1"}
        return {**system, **quick, **wire, **data, **self.settings}

    async def spawn(self) -> None:
        """Start, and wait for nothing."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self.module),
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
            )

    async def start(self, *, shards: int = 1, within: float = 30) -> None:
        """Start and wait until it is connected; AssertionError with what it printed if it ends instead."""
        await self.spawn()
        await self.connected(shards=shards, within=within)

    async def connected(self, *, shards: int = 1, within: float = 30) -> None:
        """Wait until it has so many connections; AssertionError with what it printed if it ends instead."""
        assert self._process is not None, "not started"
        gateway = self.stand_in.gateway
        ready = asyncio.ensure_future(gateway.connected(shards, shards=self.shards, within=within))
        over = asyncio.ensure_future(self._process.wait())
        done, _ = await asyncio.wait({ready, over}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        over.cancel()
        came_up = ready in done and ready.exception() is None
        assert came_up, f"the bot did not come up:\n{self.printed}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def printed(self) -> str:
        """What the bot has printed so far, over all its lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def strike(self) -> None:
        """Send it SIGKILL, this very instant; `kill` then sees it off."""
        if self.running:
            os.kill(self.pid, signal.SIGKILL)

    async def kill(self) -> None:
        """Kill it as a power cut does (SIGKILL): nothing of it runs after this call."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end (SIGTERM); its exit status."""
        return await self._end(signal.SIGTERM)

    async def restart(self) -> None:
        """Kill it and start it anew on the same data."""
        await self.kill()
        await self.start()

    async def _end(self, how: signal.Signals) -> int:
        assert self._process is not None, "not started"
        if self._process.returncode is None:
            self._process.send_signal(how)
        async with asyncio.timeout(15):
            status = await self._process.wait()
            await self.stand_in.gateway.gone(shards=self.shards)
        return status
