"""A pretend team for tests: SimCord's Discord, the real bot in it, people in two languages, a second team."""

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import psycopg
from discord import Permissions
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, RoleHandle

from bot.app import App, open_app
from bot.clock import Clock
from bot.settings import Settings
from db.engine import is_sqlite, read_url

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # a Monday noon in Chicago
ZONE = "America/Chicago"
PATIENCE = 60.0  # seconds: a busy machine may take its time
# What the invitation asks for (discord-platform.md, section 11).
BOT_MAY = Permissions(2269701237492736)


class WorldClock(Clock):
    """The world's time, which moves only when a test moves it; SimCord's own begins on 2026-01-01."""

    def __init__(self) -> None:
        self.env: Env | None = None

    def now(self) -> datetime:
        """The world's present."""
        return self.env.now() if self.env else START


def test_settings(folder: Path, **changed: Any) -> Settings:
    """Settings without pauses, on a database in a folder."""
    values: dict[str, Any] = {
        "database_url": f"sqlite:///{folder / 'toctoc.db'}",
        "repaint_pause": 0,
        "nudge_pause": 0,
        "new_dm_pause": 0,
        "shard_count": 1,
        "discord_token": None,
        "patience": 2.5,
    }
    return Settings(_env_file=None, **(values | changed))


@dataclass
class Team:
    """One guild with its channels and people: owner (admin), organizer Rosa, captain Malik, volunteers."""

    env: Env
    guild: GuildHandle
    canvass: ChannelHandle
    outreach: ChannelHandle
    organizers: ChannelHandle
    organizer_role: RoleHandle
    admin: MemberActor
    rosa: MemberActor
    malik: MemberActor
    ana: MemberActor
    sam: MemberActor
    stranger: MemberActor


class Mishaps(logging.Handler):
    """Collects what the bot logs as an error: people got an apology, the test should fail."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.seen: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.seen.append(record)


@dataclass
class World:
    """The team that tests play, another team beside it, and the app with the real bot."""

    settings: Settings
    clock: WorldClock
    apps: list[App]
    env: Env
    team: Team
    other: Team
    mishaps: Mishaps
    locales: dict[int, str] = field(default_factory=dict)
    _file: sqlite3.Connection | None = None

    @property
    def app(self) -> App:
        """The app that runs: the last one that was opened."""
        return self.apps[-1]

    def speaks(self, person: MemberActor, locale: str) -> None:
        """Set the language of a person's Discord."""
        self.locales[person.id] = locale

    def newcomer(self, name: str, team: Team | None = None, locale: str = "en-US") -> MemberActor:
        """One more person on the server, with no role."""
        person = (team or self.team).guild.add_member(self.env.create_user(name.lower(), global_name=name))
        self.speaks(person, locale)
        return person

    async def pass_time(self, **amount: float) -> None:
        """Move the clock, then do what became due."""
        await self.env.advance_time(timedelta(**amount).total_seconds())
        await self.tick()

    async def tick(self) -> None:
        """Do what is due now and wait until it is done."""
        await self.app.tick()
        await self.app.settle()

    async def restart(self) -> None:
        """Stop the bot and start a new one on the same database."""
        await self.app.kit.store.close()
        self.apps.append(await open_app(self.settings, self.clock))
        await self.env.restart_bot(self.app.client)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, read beside the bot."""
        url = read_url(self.settings.database_url)
        if not is_sqlite(url):
            with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as server:
                return server.execute(query.replace("?", "%s").encode(), values or None).fetchall()
        if self._file is None:
            self._file = sqlite3.connect(self.settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
        return self._file.execute(query, values).fetchall()

    def close(self) -> None:
        """Look into the database no more."""
        if self._file is not None:
            self._file.close()


class PatientEnv(Env):
    """SimCord's Discord on a busy machine; SimCord itself gives a bot five seconds to start, whatever it is told.

    And it looks every 50 ms whether the bot is done, while a form is open: most of what it waits for takes one.
    """

    async def _settle_internal(self, **given: Any) -> None:
        patience = max(given.get("timeout") or 0, self.settle_timeout)
        await super()._settle_internal(**{"idle": 0.004, **given, "timeout": patience})


def found_team(env: Env, name: str, suffix: str = "") -> Team:
    """A guild with the channels and people of a team."""
    owner = env.create_user(f"owner{suffix}", global_name="Olga")
    guild = env.create_guild(name, owner=owner)
    admin_role = guild.create_role("Admin", permissions=Permissions(manage_guild=True))
    organizer_role = guild.create_role("Organizer")
    grant_bot(env, guild, BOT_MAY)

    def person(nick: str, *roles: RoleHandle) -> MemberActor:
        return guild.add_member(env.create_user(f"{nick.lower()}{suffix}", global_name=nick), roles=roles)

    return Team(
        env=env,
        guild=guild,
        canvass=guild.create_text_channel("canvass"),
        outreach=guild.create_text_channel("outreach"),
        organizers=guild.create_text_channel("organizers"),
        organizer_role=organizer_role,
        admin=person("Olga", admin_role),
        rosa=person("Rosa", organizer_role),
        malik=person("Malik"),
        ana=person("Ana"),
        sam=person("Sam"),
        stranger=person("Quinn"),
    )


def grant_bot(env: Env, guild: GuildHandle, permissions: Permissions) -> None:
    """Give the bot exactly these permissions on a server: SimCord's invitation gives it nearly all."""
    role = next(role for role in env.backend.get_guild(guild.id).roles.values() if role.managed)
    env.backend.edit_role(guild.id, role.id, {"permissions": permissions.value})


@asynccontextmanager
async def open_world(folder: Path, **changed: Any) -> AsyncIterator[World]:
    """A world whose database is in a folder; errors of the bot that nobody looked at fail the test at the end."""
    clock, settings = WorldClock(), test_settings(folder, **changed)
    opened = [await open_app(settings, clock)]
    env = PatientEnv(opened[0].client, settle_timeout=PATIENCE)
    mishaps = Mishaps(logging.ERROR)
    logging.getLogger().addHandler(mishaps)
    try:
        await env.start()
        clock.env = env
        await env.advance_time((START - env.now()).total_seconds())
        team, other = found_team(env, "Barrio Unido"), found_team(env, "Otra Parte", "2")
        with closing(World(settings, clock, opened, env, team, other, mishaps)) as world:
            _give_locales(env, world.locales)
            world.speaks(team.ana, "es-419")
            yield world
            await world.app.settle()
    finally:
        logging.getLogger().removeHandler(mishaps)
        await env.shutdown()
        await opened[-1].kit.store.close()
    env._raise_errors_since(env._errors_acknowledged)
    assert not mishaps.seen, [f"{m.name}: {m.getMessage()}" for m in mishaps.seen]


def _give_locales(env: Env, locales: dict[int, str]) -> None:
    # SimCord's people all read en-US; the language of a client is set where their interactions leave it.
    emit = env.backend.emit

    def emit_in_language(event: str, payload: Any, *rest: Any, **more: Any) -> Any:
        if event == "INTERACTION_CREATE":
            user = payload.get("user") or payload["member"]["user"]
            payload["locale"] = locales.get(int(user["id"]), "en-US")
        return emit(event, payload, *rest, **more)

    env.backend.emit = emit_in_language  # type: ignore[method-assign]  # the one door that every event passes


def text_of(shown: InteractionResult | discord.Message | Any) -> str:
    """All text of an answer or a message, card or not."""
    message: Any = getattr(shown, "response", shown)
    return "\n".join([message.content or "", *_texts(_components(message))]) if message else ""


def _components(message: Any) -> list[Any]:
    return [part if isinstance(part, dict) else part.to_dict() for part in message.components]


def _texts(parts: list[Any]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part.get("type") == 10:
            found.append(part["content"])
        nested = [*part.get("components", []), *([part["accessory"]] if part.get("accessory") else [])]
        found += _texts(nested)
    return found


def controls_of(shown: Any) -> list[dict[str, Any]]:
    """Every button and select of an answer or a message, as Discord has them."""
    message = getattr(shown, "response", shown)
    found: list[dict[str, Any]] = []

    def walk(parts: list[Any]) -> None:
        for part in parts:
            if part.get("custom_id") or part.get("url"):
                found.append(part)
            walk([*part.get("components", []), *([part["accessory"]] if part.get("accessory") else [])])

    walk(_components(message))
    return found
