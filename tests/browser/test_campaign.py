"""A newcomer looks at a campaign in full swing on the rehearsal's page: one press, and its board opens by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_bot import toctoc  # noqa: F401 - a fixture
from tests.browser.test_page import feed

pytestmark = pytest.mark.browser
SLOWLY = 180_000  # milliseconds: seven people do in it what takes a team two days


def test_it_comes_about_while_one_looks_and_its_board_opens_by_itself(toctoc: str, visit: Visit) -> None:  # noqa: F811 - a fixture
    page, ana = visit(toctoc), visit(toctoc, "ana", size=PHONE)
    for visited in (page, ana):
        note = visited.locator(".welcome").bounding_box()
        assert note is not None
        assert note["height"] < visited.viewport_size["height"] / 2, "the note leaves room for the channel"  # type: ignore[index]  # it has one
    page.get_by_role("button", name="Show me a campaign in full swing").click()
    expect(page.get_by_role("progressbar", name="How much of it is there")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("outreach")
    expect(page.get_by_role("button", name="Let it come about")).to_be_hidden()
    ana.get_by_role("button", name="Eres Ana").click()
    expect(ana.get_by_role("progressbar", name="Cuánto hay ya")).to_be_visible()

    board = feed(page).get_by_role("article").filter(has_text="Leaders and institutions")
    expect(board).to_contain_text("7 under way", timeout=SLOWLY)
    expect(page.get_by_text("Write down Tomás Vega's sign-on")).to_be_visible()
    expect(feed(page).get_by_role("article").filter(has_text="Only you can see this")).to_have_count(1)

    ana.get_by_role("button", name="Abrir su tablero").click()
    expect(ana.locator("h1")).to_contain_text("outreach")
    expect(feed(ana).get_by_role("article").last).to_contain_text("7 en camino")
    expect(page.locator(".log .pings")).to_be_hidden()
