"""Starts the real bot with discord.py pointed at the stand-in: `python -m tests.wire.pointed`.

The address comes from the environment (TOCTOC_WIRE_API, TOCTOC_WIRE_GATEWAY); the bot itself knows nothing of it.
"""

from __future__ import annotations

import os
import runpy

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket


def point_at(api: str, gateway: str) -> None:
    """Let every discord.py client of this process speak to another host instead of Discord."""
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    Asset.BASE = api


if __name__ == "__main__":
    point_at(os.environ["TOCTOC_WIRE_API"], os.environ["TOCTOC_WIRE_GATEWAY"])
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
