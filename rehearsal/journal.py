"""What went wrong in the pretend Discord: refusals with Discord's codes, the bot's exceptions, warnings it logged."""

import logging
import traceback
from collections import deque
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import discord
from discord.ext import commands
from discord.webhook.async_ import async_context

Kind = Literal["discord", "bot", "log", "page"]
KEPT = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `number` grows by one with each, `detail` is what unfolds below it."""

    number: int
    at: datetime
    kind: Kind
    text: str
    detail: str = ""


class Journal(logging.Handler):
    """Keeps the last entries, newest last, and is itself the handler that the bot's loggers write to."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(logging.WARNING)
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self._now = now
        self._count = 0

    def note(self, kind: Kind, text: str, detail: str = "") -> None:
        """Write an entry down."""
        self._count += 1
        self.entries.append(Entry(self._count, self._now(), kind, text, detail))

    def failure(self, kind: Kind, error: BaseException) -> None:
        """Write down an exception, with where it came from."""
        text = f"{type(error).__name__}: {error}"
        self.note(kind, text, "".join(traceback.format_exception(error)))

    def emit(self, record: logging.LogRecord) -> None:
        """Write down what was logged as a warning or worse; what discord.py logs of an exception SimCord brings too."""
        if record.exc_info and record.name.startswith("discord."):
            return
        failure = record.exc_info[1] if record.exc_info else None
        detail = "".join(traceback.format_exception(failure)) if failure else ""
        self.note("log", f"{record.name}: {record.getMessage()}", detail)

    def listen(self, client: commands.AutoShardedBot, context: Context) -> None:
        """Note every request that Discord refuses, also those whose refusal the bot handles.

        A bot reaches Discord on two ways: its HTTP client, and the adapter with which it answers interactions, which
        lives in the bot's context. Both are SimCord's here; the bot itself stays as it is.
        """
        for transport in (client.http, context[async_context]):
            self._tap(transport)

    def _tap(self, transport: Any) -> None:
        original = transport.request

        async def request(route: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return await original(route, *args, **kwargs)
            except discord.HTTPException as refusal:
                reason = f"{refusal.status} {refusal.code} {refusal.text}"
                self.note("discord", reason, f"{route.method} {route.path}")
                raise

        transport.request = request
