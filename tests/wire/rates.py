"""Discord's rate limits: a bucket a route and channel, told in headers and enforced with 429.

Until `strict()` or `limit()` is called nothing is refused; the headers are always there, because without them
discord.py sends the requests of one route one after another, which it does not do on Discord.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

AMPLE = (10_000, 1.0)
INTERACTIONS = ("/interactions/", "/webhooks/")


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


class Rates:
    """All buckets of the bot, and how often it ran into them."""

    def __init__(self) -> None:
        self.limits: dict[tuple[str, str], tuple[int, float]] = {}
        self.refused: list[str] = []
        self._buckets: dict[tuple[str, str, str], Bucket] = {}
        self._everything: Bucket | None = None

    def limit(self, method: str, route: str, requests: int, *, seconds: float) -> None:
        """Allow a route so many requests in so many seconds a channel, server or webhook."""
        self.limits[method, route] = (requests, seconds)
        self._buckets = {key: each for key, each in self._buckets.items() if key[:2] != (method, route)}

    def strict(self) -> None:
        """The limits commonly seen on Discord: 5 sends and 5 edits in 5 s a channel, 50 requests a second in all."""
        self.limit("POST", "/channels/{channel_id}/messages", 5, seconds=5)
        self.limit("PATCH", "/channels/{channel_id}/messages/{message_id}", 5, seconds=5)
        self.limit("POST", "/channels/{channel_id}/messages/{message_id}/threads", 5, seconds=5)
        self.limit("POST", "/webhooks/{application_id}/{token}", 5, seconds=2)
        self._everything = Bucket(50, 1.0)

    def ask(self, method: str, route: str, major: str) -> tuple[dict[str, str], float | None, bool]:
        """Count one request: its headers, the seconds to wait if refused, and whether by the limit of the whole bot."""
        now = time.monotonic()
        if self._everything and not route.startswith(INTERACTIONS) and not self._everything.take(now):
            self.refused.append(f"{method} {route}")
            return {"X-RateLimit-Global": "true"}, self._everything.resets_at - now, True
        key = (method, route, major)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(*self.limits.get((method, route), AMPLE))
        allowed = bucket.take(now)
        wait = max(bucket.resets_at - now, 0.001)
        if not allowed:
            self.refused.append(f"{method} {route}")
        return self._headers(key, bucket, wait), None if allowed else wait, False

    def _headers(self, key: tuple[str, str, str], bucket: Bucket, wait: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(key[:2])):016x}",
        }
