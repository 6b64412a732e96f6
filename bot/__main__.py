"""The command line: `python -m bot [run · rehearse · migrate · revision · health]`; without a word it runs."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import aiohttp
import discord
from pydantic import ValidationError

from bot.settings import Settings, SettingTrouble
from db.engine import DatabaseTrouble
from db.sealing import SealTrouble

log = logging.getLogger("toctoc")


def run(settings: Settings, chosen: argparse.Namespace) -> None:
    """Start TocToc: on Discord with a token, else the rehearsal in the browser."""
    if settings.discord_token is None or not settings.discord_token.get_secret_value().strip():
        print("No DISCORD_TOKEN is set, so this is the rehearsal: a pretend team in your browser.")
        rehearse(settings, chosen)
        return
    from bot.app import run as run_app  # noqa: PLC0415 - the rehearsal needs none of this

    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        try:
            runner.run(run_app(settings))
        except discord.LoginFailure:
            sys.exit("Discord does not accept DISCORD_TOKEN. Copy it anew from the developer portal, under Bot.")
        except aiohttp.ClientConnectionError as error:
            sys.exit(f"Discord cannot be reached from here ({type(error).__name__}). Is the network up?")


def rehearse(settings: Settings, chosen: argparse.Namespace) -> None:
    """Play a pretend team in the browser, on this machine."""
    try:
        from rehearsal.start import rehearse as play  # noqa: PLC0415 - its libraries are not in the production image
    except ModuleNotFoundError as missing:
        sys.exit(
            f"The rehearsal is not installed here ({missing.name} is missing): "
            "set DISCORD_TOKEN to run on Discord, or start the rehearsal with `make run`."
        )
    play(settings, port=getattr(chosen, "port", None), data=getattr(chosen, "data", None))


def migrate(settings: Settings, _: argparse.Namespace) -> None:
    """Bring the database to the newest tables (a start does this too)."""
    from db.upgrade import upgrade  # noqa: PLC0415 - Alembic takes a moment to load

    upgrade(settings.database_url)
    print("The database is up to date.")


def revision(_: Settings, chosen: argparse.Namespace) -> None:
    """Write a migration for changed tables (for developers)."""
    from db.upgrade import revision as write  # noqa: PLC0415 - Alembic takes a moment to load

    path = write(chosen.what)
    print(f"Wrote {path.name}: read it before you commit it." if path else "The tables and migrations agree.")


def recount(settings: Settings, _: argparse.Namespace) -> None:
    """Add all doors up anew from the ledger, and say what was wrong (with SQLite, stop TocToc first)."""
    from db import doors  # noqa: PLC0415 - only this verb needs it
    from db.engine import open_engines  # noqa: PLC0415 - as above
    from db.transactions import save  # noqa: PLC0415 - as above

    engines = open_engines(settings.database_url)
    try:
        [done] = save(engines, [doors.recount])
    finally:
        engines.close()
    if done.error:
        raise done.error
    print(f"Sums that were wrong and are right now: {done.result}." if done.result else "All sums are right.")


def health(settings: Settings, _: argparse.Namespace) -> None:
    """Ask the TocToc that runs on this machine whether it is ready; the exit status is 0 or 1."""
    from bot.health import ask  # noqa: PLC0415 - only this verb needs it

    ready, told = ask(settings)
    print(told)
    sys.exit(not ready)


VERBS: dict[str, Callable[[Settings, argparse.Namespace], None]] = {
    "run": run,
    "rehearse": rehearse,
    "migrate": migrate,
    "revision": revision,
    "recount": recount,
    "health": health,
}


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on Windows
    except ModuleNotFoundError:
        return None
    loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return loop


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", metavar="verb")
    parser.set_defaults(verb="run")
    for name, deed in VERBS.items():
        verb = verbs.add_parser(name, help=deed.__doc__, description=deed.__doc__)
        if name == "revision":
            verb.add_argument("what", help="what changes, in a few words")
        if name == "rehearse":
            verb.add_argument("--port", type=int, help="the page's port (or the next free one)")
            verb.add_argument("--data", type=Path, help="folder of the pretend team's database")
    return parser.parse_args(arguments)


def set_up_logs(level: str) -> None:
    """Log to the terminal: our own doings, and of the libraries only what goes wrong.

    At the level DEBUG they would log what people type, and rows as whoever has the key reads them.
    """
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("alembic", "apscheduler", "discord", "sqlalchemy"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing is said aloud


def main() -> None:
    """Do what the command line asks; troubles that the host can mend are one sentence, not a traceback."""
    chosen = read_arguments(sys.argv[1:])
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        sys.exit(f"A setting is not right: {wrong}")
    set_up_logs(settings.log_level)
    try:
        VERBS[chosen.verb](settings, chosen)
    except (DatabaseTrouble, SealTrouble, SettingTrouble) as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main()
