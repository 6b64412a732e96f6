"""Starts the rehearsal: the pretend team on this machine, the bot on a database of its own."""

import socket
from pathlib import Path

from bot.app import App, open_app
from bot.clock import Clock
from bot.settings import Settings
from rehearsal.page import HOST, serve

TRIES = 20


def rehearse(settings: Settings, *, port: int | None = None, data: Path | None = None) -> None:
    """Serve the rehearsal until interrupted, at `port` (or the next free one), with its database in the folder `data`.

    What is not given is taken from the settings. The pretend team lives in memory, so its database is emptied at each
    start; it has a name of its own, so that no team's real data is ever in its place.
    """
    folder, free = data or settings.rehearsal_data, free_port(settings.rehearsal_port if port is None else port)
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / f"rehearsal-{free}.db"
    # No pauses: the pretend Discord has no rate limits, and waits for whatever the bot has begun.
    changes = {"database_url": f"sqlite:///{database}", "shard_count": 1, "repaint_pause": 0.0, "nudge_pause": 0.0}
    own = settings.model_copy(update=changes)

    async def open_bot(clock: Clock) -> App:
        return await open_app(own, clock)

    def erase() -> None:
        for leftover in folder.glob(f"{database.stem}.*"):
            leftover.unlink()

    serve(open_bot, port=free, erase=erase)


def free_port(wanted: int) -> int:
    """The first port from `wanted` on that nobody uses; 0 lets the system choose. Raises OSError when none is free."""
    for port in range(wanted, wanted + TRIES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"no free port from {wanted} to {wanted + TRIES - 1}")
