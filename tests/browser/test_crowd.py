"""Twenty volunteers knock on the rehearsal's page: the board fills before one's eyes, and they can be stopped."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_bot import toctoc  # noqa: F401 - a fixture
from tests.browser.test_page import feed

pytestmark = pytest.mark.browser
TOGETHER = re.compile(r"Together (\d+) of 200 doors")


def doors(page: Page) -> int:
    """The group's doors, as the board says them."""
    found = TOGETHER.search(feed(page).inner_text())
    return int(found[1]) if found else 0


def grown(page: Page, over: int) -> int:
    """Wait until the board shows more doors."""
    for _ in range(150):
        if (now := doors(page)) > over:
            return now
        page.wait_for_timeout(200)
    raise AssertionError(f"the board stayed at {over} doors")


def press_slowly(page: Page, what: str) -> None:
    """Press as a thumb does: down, and up a moment later, when the card has been drawn anew."""
    for _ in range(100):
        if aimed(page, f'[data-press*="{what}"]'):
            break
    else:
        raise AssertionError(f"the button {what} does not stand still")
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()


def aimed(page: Page, button: str) -> bool:
    """Move the pointer to a button; whether it is there then, as an answer may have moved the feed meanwhile."""
    x, y = page.evaluate(
        """(button) => {
          const found = document.querySelector(button);
          found.scrollIntoView({ block: 'center' });
          const { x, y, width, height } = found.getBoundingClientRect();
          return [x + width / 2, y + height / 2];
        }""",
        button,
    )
    page.mouse.move(x, y)
    under = "([x, y, button]) => Boolean(document.elementFromPoint(x, y)?.closest(button))"
    return bool(page.evaluate(under, [x, y, button]))


def test_volunteers_fill_the_board_while_somebody_plays_until_they_are_stopped(toctoc: str, visit: Visit) -> None:  # noqa: F811 - a fixture
    page, ana = visit(toctoc), visit(toctoc, "ana", size=PHONE)
    expect(page.get_by_text("No session is on.")).to_be_visible()
    expect(page.get_by_label("Session", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Start a test session, let them knock").click()
    expect(page.locator("h1")).to_contain_text("Test session", timeout=30_000)
    first = grown(page, 0)
    expect(page.get_by_role("progressbar", name="Their ten minutes")).to_be_visible()
    assert grown(page, first + 2) > first

    page.get_by_role("button", name="My pad").first.click()
    pad = feed(page).get_by_role("article").filter(has_text="Only you can see this")
    expect(pad).to_contain_text("One press for each door")
    pad.get_by_role("button", name="Talked").click()
    expect(pad).to_contain_text("+1 talked")
    private = pad.count()
    for times in range(1, 5):
        press_slowly(page, "script.open")  # on the board, which changes several times a second
        expect(pad).to_have_count(private + times)

    ana.get_by_role("button", name="Eres Ana").click()
    expect(ana.get_by_text(re.compile(r"\d:\d\d de 10 minutos · \d+ puertas"))).to_be_visible()
    ana.get_by_role("button", name="Mirar el tablero").click()
    expect(ana.locator("h1")).to_contain_text("Test session")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text(re.compile(r"Stopped after \d+ doors"))).to_be_visible()
    expect(page.get_by_role("button", name="Let them knock")).to_be_visible()
    page.wait_for_timeout(1000)
    stood = doors(page)
    page.wait_for_timeout(1500)
    assert doors(page) == stood == doors(ana) > first
    expect(page.locator(".log .pings")).to_be_hidden()
