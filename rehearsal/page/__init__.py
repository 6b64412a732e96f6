"""The page on which one plays every member of the pretend team."""

import asyncio
import mimetypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import Response
from nicegui import Client, app, background_tasks, ui

from rehearsal import sight
from rehearsal.app import Opener
from rehearsal.campaign import Campaign
from rehearsal.crowd import Crowd
from rehearsal.page.shell import build
from rehearsal.page.tab import Tab
from rehearsal.render.files import PICTURES
from rehearsal.words import Words
from rehearsal.world import World

STATIC = Path(__file__).parent.parent / "static"
HOST = "127.0.0.1"  # only this machine: whoever reaches the page plays everybody
PATIENCE = 20.0  # seconds for which a page may be out of touch (a sleeping phone, a busy laptop) and miss nothing
BREATH = 5.0  # seconds between two looks whether the bot has something to do
HEAD = '<link rel="stylesheet" href="/look/style.css"><script src="/look/page.js"></script>'


def serve(open_bot: Opener, *, port: int, erase: Callable[[], None] = lambda: None) -> None:
    """Open the world and serve its page on this machine, at `port`, until interrupted.

    `open_bot` opens the bot on its database, `erase` throws that database away.
    """
    world = World(open_bot, erase=erase)
    crowd, campaign = Crowd(world), Campaign(world)
    ready = asyncio.Event()
    app.add_static_files("/look", STATIC, max_cache_age=0)
    ui.add_head_html(HEAD, shared=True)
    app.on_startup(lambda: background_tasks.create(_live(world, ready, port)))
    app.on_shutdown(lambda: _close(world, crowd, campaign, ready))

    @app.get("/cdn/{path:path}")
    def file(path: str) -> Response:
        return _file(world, path)

    @ui.page("/")
    async def page(client: Client, who: str = "", place: str = "", lang: str = "") -> None:
        await ready.wait()
        tab = Tab(world, client, who=who, where=place, locale=lang)
        build(tab, crowd, campaign)
        world.watchers.add(tab.refresh)
        client.on_connect(tab.back)
        client.on_disconnect(tab.left)
        client.on_delete(lambda: world.watchers.discard(tab.refresh))

    words = Words("en-US")
    settings: dict[str, Any] = {"host": HOST, "port": port, "loop": "asyncio", "reconnect_timeout": PATIENCE}
    look: dict[str, Any] = {"title": words("title"), "favicon": STATIC / "door.svg", "dark": None, "tailwind": False}
    ui.run(**settings, **look, reload=False, show=False, show_welcome_message=False)


async def _live(world: World, ready: asyncio.Event, port: int) -> None:
    with _ending_on_failure():
        await world.start()
        ready.set()
        print(f"TocToc rehearsal: http://{HOST}:{port}", flush=True)
        while True:
            await asyncio.sleep(BREATH)
            if world.watchers:
                await world.breathe()


@contextmanager
def _ending_on_failure() -> Iterator[None]:
    try:
        yield
    except Exception:
        print("The rehearsal could not go on:", file=sys.stderr)
        app.shutdown()
        raise


async def _close(world: World, crowd: Crowd, campaign: Campaign, ready: asyncio.Event) -> None:
    await campaign.close()
    await crowd.stop()
    if ready.is_set():
        await world.close()


def _file(world: World, path: str) -> Response:
    content = sight.file(world, path)
    if content is None:
        return Response(status_code=404)
    kind = mimetypes.guess_type(path)[0] or ""
    shown = kind in PICTURES  # everything else is only ever downloaded: a page in a file must not run here
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline" if shown else "attachment"}
    return Response(content, media_type=kind if shown else "application/octet-stream", headers=headers)
