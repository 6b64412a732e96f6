"""Postman: what delivering asks of Discord, one request at a time: open a DM, send, look for what may be there.

And what its errors mean, for the courier.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.ids import parse
from db.facts import Bundle, Doubt

DMS_CLOSED = {50007, 50278}  # to this user nothing can be sent
# What will not work in this channel the next time either: unknown channel or message, no access, no permission.
FOR_GOOD = {10003, 10008, 50001, 50013}
TOO_FAST = 40003  # new conversations, opened too fast
REST_LEAST = 1.0  # seconds, though Discord may say none
REST = 60.0  # seconds, where Discord says that it was too much and not for how long
SLOW_MOST = 3  # channels at a time that may be slow by themselves
OPENING = 0  # in place of a channel: opening one
LOOK_BACK = timedelta(hours=1)  # how far clocks may disagree when a message is looked for


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message to a channel, the people whom it may ping, and nudges that need no message any more.

    Without a channel it goes to the DMs of the bundle's person.
    """

    channel_id: int | None
    view: ui.LayoutView
    mentions: Sequence[int] = ()
    gone: Sequence[int] = ()


class StillSlowError(discord.RateLimited):
    """Discord said to wait, and the time is not over; nothing was asked."""


class Postman:
    """Goes to Discord; no errand takes longer than `patience` seconds. All may raise what discord.py raises."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._slow: dict[int, float] = {}  # channels that Discord wants left alone for long, and until when
        self.client: discord.Client | None = None

    def check(self, channel_id: int) -> None:
        """Raises StillSlowError for a channel that is to be left alone: asking in vain is counted against the bot."""
        left = self._slow.get(channel_id, 0) - asyncio.get_running_loop().time()
        if left > 0:
            raise StillSlowError(left)
        self._slow.pop(channel_id, None)

    @property
    def is_slow_everywhere(self) -> bool:
        """Whether so many channels are to be left alone that it is hardly theirs: slow mode is, a limit is not."""
        now = asyncio.get_running_loop().time()
        return sum(until > now for until in self._slow.values()) >= SLOW_MOST

    async def open_dm(self, person_id: int) -> int:
        """The channel of a conversation with a person."""
        self.check(OPENING)
        async with self._errand(OPENING) as client:
            return (await client.create_dm(discord.Object(person_id))).id

    async def send(self, parcel: Parcel, channel_id: int, bundle: Bundle) -> int:
        """Send a message and return its id; the same bundle again within minutes is the same message."""
        people = [discord.Object(person) for person in parcel.mentions]
        async with self._errand(channel_id) as client:
            message = await client.get_partial_messageable(channel_id).send(
                view=parcel.view,
                nonce=f"n{bundle.id}",  # discord.py has it enforced
                silent=bundle.silent,
                allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=people, replied_user=False),
            )
            return message.id

    async def find(self, bundle: Bundle, doubt: Doubt) -> int | None:
        """Our message that carries one of the bundle's nudges on a button or select, if it got there."""
        oldest = doubt.since - LOOK_BACK
        latest = doubt.since + timedelta(seconds=2 * self._patience) + LOOK_BACK
        async with self._errand() as client:
            room = client.get_partial_messageable(doubt.channel_id)
            try:
                # From when it set out: however long ago that was, and however much was written since.
                async for message in room.history(limit=None, after=oldest, oldest_first=True):
                    if message.author == client.user and carries(message, bundle.ids | {bundle.id}):
                        return message.id
                    if message.created_at > latest:
                        return None
            except (discord.Forbidden, discord.NotFound):
                return None  # nobody can look there; the nonce is what is left against a second one
        return None

    @asynccontextmanager
    async def _errand(self, channel_id: int | None = None) -> AsyncIterator[discord.Client]:
        if self.client is None or self.client.user is None:
            raise OSError("not logged in")
        try:
            async with asyncio.timeout(self._patience):
                yield self.client
        except discord.RateLimited as error:
            if channel_id is not None:
                self._slow[channel_id] = asyncio.get_running_loop().time() + error.retry_after
            raise
        except TimeoutError:
            # While Discord wants to hear nothing at all, discord.py keeps a gate shut; given up while it waits there,
            # the request that is to open it leaves it shut, for all that asks Discord, until the process ends.
            self.client.http._global_over.set()  # noqa: SLF001 - the library has no other way
            raise


def carries(message: discord.Message, ids: frozenset[int]) -> bool:
    """Whether a message has a button or select with the id of one of these nudges."""
    return not ids.isdisjoint(_nudges_on(message.components))


def _nudges_on(components: Sequence[Any]) -> set[int]:
    on: set[int] = set()
    for component in components:
        if (known := parse(str(getattr(component, "custom_id", "") or ""))) and "nudge" in known[1]:
            on.add(int(known[1]["nudge"]))
        on |= _nudges_on(getattr(component, "children", ()) or ())
        if (accessory := getattr(component, "accessory", None)) is not None:
            on |= _nudges_on([accessory])
    return on


# ---- what its errors mean ----------------------------------------------------------------------------


def rest_after(error: Exception) -> float | None:
    """Seconds for which Discord wants to be left alone; None where the trouble is another."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if isinstance(error, discord.HTTPException) and (error.status == 429 or error.code == TOO_FAST):
        try:
            return max(REST_LEAST, float(error.response.headers["Retry-After"]))
        except (AttributeError, KeyError, ValueError):
            return REST
    return None


def unanswered(error: Exception) -> bool:
    """Whether Discord gave no answer to what was asked: a broken line, silence, its own trouble, a bad login."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status in {401, 408}
    return isinstance(error, OSError | TimeoutError | aiohttp.ClientError | discord.DiscordException)


def name_of(error: Exception) -> str:
    """A word for an error, without anything that people wrote."""
    if not isinstance(error, discord.HTTPException):
        return type(error).__name__
    return str(error.status if unanswered(error) else error.code or error.status)
