"""Discord's rate limits: a bucket a route and channel, told in headers and enforced with 429.

Until `strict()` or `limit()` is called nothing is refused; the headers are always there, because without them
discord.py sends the requests of one route one after another, which it does not do on Discord.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

AMPLE = (10_000, 1.0)
INTERACTIONS = ("/interactions/", "/webhooks/")
OLD = 3600.0  # seconds after which editing a message is under an extra limit, of which no header tells
OLD_EDITS = 30046


@dataclass
class Bucket:
    """So many requests in so many seconds; begins anew when the window is over."""

    limit: int
    window: float
    left: int = 0
    resets_at: float = 0.0

    def take(self, now: float) -> bool:
        """Use one request; False when there is none left."""
        if now >= self.resets_at:
            self.left, self.resets_at = self.limit, now + self.window
        if self.left == 0:
            return False
        self.left -= 1
        return True


@dataclass(frozen=True)
class Asked:
    """What becomes of one request: the headers that it is answered with, and if it is refused how long to wait.

    `everything` is the limit of the whole bot, `code` that of edits of old messages.
    """

    headers: dict[str, str]
    wait: float | None = None
    everything: bool = False
    code: int = 0


class Rates:
    """All buckets of the bot, and how often it ran into them."""

    def __init__(self) -> None:
        self.limits: dict[tuple[str, str], tuple[int, float]] = {}
        self.old_edits = AMPLE
        self.refused: list[str] = []
        self._buckets: dict[tuple[str, str, str], Bucket] = {}
        self._everything: Bucket | None = None

    def limit(self, method: str, route: str, requests: int, *, seconds: float) -> None:
        """Allow a route so many requests in so many seconds a channel, server or webhook."""
        self.limits[method, route] = (requests, seconds)
        self._buckets = {key: each for key, each in self._buckets.items() if key[:2] != (method, route)}

    def strict(self) -> None:
        """The limits commonly seen on Discord: 5 sends and 5 edits in 5 s a channel, 50 requests a second in all.

        In each channel messages older than an hour take only 3 edits in 6 s.
        """
        self.limit("POST", "/channels/{channel_id}/messages", 5, seconds=5)
        self.limit("PATCH", "/channels/{channel_id}/messages/{message_id}", 5, seconds=5)
        self.limit("POST", "/channels/{channel_id}/messages/{message_id}/threads", 5, seconds=5)
        self.limit("POST", "/webhooks/{application_id}/{token}", 5, seconds=2)
        self.old_edits = (3, 6.0)
        self._everything = Bucket(50, 1.0)

    def ask(self, method: str, route: str, major: str, *, age: float = 0.0) -> Asked:
        """Count one request; `age` is that of the message that it is about, in seconds."""
        now = time.monotonic()
        if self._everything and not route.startswith(INTERACTIONS) and not self._everything.take(now):
            self.refused.append(f"{method} {route}")
            return Asked({"X-RateLimit-Global": "true"}, self._everything.resets_at - now, everything=True)
        key = (method, route, major)
        bucket = self._bucket(key, *self.limits.get(key[:2], AMPLE))
        allowed = bucket.take(now)
        headers = self._headers(key, bucket, _wait(bucket, now))
        if not allowed:
            self.refused.append(f"{method} {route}")
            return Asked(headers, _wait(bucket, now))
        if method == "PATCH" and age > OLD:
            return self._ask_old(key, now, headers)
        return Asked(headers)

    def _ask_old(self, key: tuple[str, str, str], now: float, headers: dict[str, str]) -> Asked:
        bucket = self._bucket((key[0], f"{key[1]} old", key[2]), *self.old_edits)
        if bucket.take(now):
            return Asked(headers)
        self.refused.append(f"{key[0]} {key[1]} (older than an hour)")
        return Asked(headers, _wait(bucket, now), code=OLD_EDITS)

    def _bucket(self, key: tuple[str, str, str], limit: int, window: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(limit, window)
        return self._buckets[key]

    def _headers(self, key: tuple[str, str, str], bucket: Bucket, wait: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(key[:2])):016x}",
        }


def _wait(bucket: Bucket, now: float) -> float:
    return max(bucket.resets_at - now, 0.001)
