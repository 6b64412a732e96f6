"""Benchmarks, each beside a baseline that is run with it: `make bench`, or one of them with `make bench ONLY=nudges`.

FULL=1 takes the real numbers where they would take long.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import platform
import time

BENCHES = {
    "press": "from a press to its answer, in the simulated Discord",
    "pad": "what a press at the doors costs, beside a bare bot that only answers",
    "board": "how far the board is behind while people press",
    "reads": "board and leaderboards with a million doors beside a thousand, on both databases",
    "lateness": "how late a nudge is on an idle machine",
    "backlog": "what is due at once after downtime, while people press",
    "nudges": "50,000 pending nudges beside 100, on both databases",
    "leaders": "500 prospects and 2,000 contacts beside 10 and 40, on both databases",
}


def main() -> None:
    """Run what was chosen, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    named = "; ".join(f"{name}: {what}" for name, what in BENCHES.items())
    parser.add_argument("only", nargs="*", help=named)
    parser.add_argument("--full", action="store_true", help="the real numbers, however long it takes")
    chosen = parser.parse_args()
    if unknown := set(chosen.only) - BENCHES.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    say("Times on a machine that others share are noise: quote the ratios, and run it again before you believe one.")
    for name in chosen.only or BENCHES:
        begun = time.monotonic()
        asyncio.run(importlib.import_module(f"tests.bench.{name}").measure(full=chosen.full))
        say(f"  ({name}: {time.monotonic() - begun:.0f} s)")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
