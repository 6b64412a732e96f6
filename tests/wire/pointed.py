"""Starts the real bot with discord.py pointed at the stand-in: `python -m tests.wire.pointed`.

The address comes from the environment (TOCTOC_WIRE_API, TOCTOC_WIRE_GATEWAY); the bot itself knows nothing of it.
"""

from __future__ import annotations

import os
import runpy
from typing import Any

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.state import ConnectionState


def point_at(api: str, gateway: str) -> None:
    """Let every discord.py client of this process speak to another host instead of Discord."""
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    Asset.BASE = api


def hurry() -> None:
    """A pretend Discord tells of all its servers at once: nobody waits two seconds whether one more comes."""
    begin = ConnectionState.__init__

    def begin_hurried(self: ConnectionState[discord.Client], **options: Any) -> None:
        begin(self, **{"guild_ready_timeout": 0.1, **options})

    ConnectionState.__init__ = begin_hurried  # type: ignore[method-assign]  # the library has no other way


if __name__ == "__main__":
    point_at(os.environ["TOCTOC_WIRE_API"], os.environ["TOCTOC_WIRE_GATEWAY"])
    if os.environ.get("TOCTOC_WIRE_HURRY"):
        hurry()
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
