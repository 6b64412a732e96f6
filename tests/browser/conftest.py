"""A real browser and the rehearsal's page, served by a process of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
# Root in a container needs the first; the others keep a browser from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # milliseconds; a laptop may be busy with other things
LAPTOP, PHONE = (1280, 800), (390, 844)
Visit = Callable[..., Page]


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*command: str, port: int) -> Iterator[str]:
    """Start a process that serves the page at `port`, give its address, and end it in good order."""
    # NiceGUI behaves otherwise when it believes itself inside pytest; this process is not.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=surroundings
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_until_up(process, address)
        yield address
    finally:
        ended = process.poll()
        process.terminate()
        try:
            said, _ = process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert ended is None, f"The rehearsal ended by itself ({ended}):\n{said}"
    assert "Traceback" not in said, said


def _wait_until_up(process: "subprocess.Popen[str]", address: str) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"The rehearsal ended at once:\n{process.communicate()[0]}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address of this machine
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("The rehearsal did not come up within 30 seconds.")


@pytest.fixture(scope="module")  # not longer: while Playwright is open, no asyncio test can run
def browser() -> Iterator[Browser]:
    """The system's Chromium; where there is none, the browser tests say so, and on CI they fail."""
    if CHROMIUM is None:
        reason = "NO CHROMIUM ON THIS MACHINE: the browser tests did not run (apt install chromium)."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with the demo bot behind it, one for all tests of a file."""
    folder: Path = tmp_path_factory.mktemp("demo")
    port = free_port()
    with served("-m", "tests.rehearsal.demo", "--port", str(port), "--data", str(folder), port=port) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open the page as somebody, in a browser of their own; whatever the page gets wrong fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(address: str, who: str = "rosa", *, size: tuple[int, int] = LAPTOP, **more: str) -> Page:
        width, height = size
        scheme = more.pop("scheme", "light")
        phone = size == PHONE
        context = browser.new_context(
            viewport={"width": width, "height": height},
            is_mobile=phone,
            has_touch=phone,
            color_scheme=scheme,  # type: ignore[arg-type]  # playwright's literals
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # milliseconds, for the same reason
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: None if _local(request.url, address) else wrong.append(request.url))
        query = "&".join(f"{key}={value}" for key, value in {"who": who, **more}.items())
        page.goto(f"{address}?{query}")
        page.get_by_role("combobox", name="Message, or /").or_(
            page.get_by_role("combobox", name="Mensaje, o /")
        ).wait_for()
        page.locator(".app:not([inert])").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _local(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
