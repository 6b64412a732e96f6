"""TocToc itself on the rehearsal's page: a team sets itself up, plans a session, and people sign up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Visit, free_port, served
from tests.browser.test_page import box, feed, last

pytestmark = pytest.mark.browser


@pytest.fixture
def toctoc(tmp_path: Path) -> Iterator[str]:
    """The page with TocToc behind it."""
    port = free_port()
    with served("-m", "bot", "rehearse", "--port", str(port), "--data", str(tmp_path), port=port) as address:
        yield address


def command(page: Page, name: str) -> None:
    """Type a command and take it from the list."""
    box(page).click()
    box(page).press_sequentially(f"/{name}")
    expect(page.locator(".combo-list").get_by_role("option").first).to_contain_text(f"/{name}")
    box(page).press("Enter")


def card(page: Page) -> Locator:
    """The sign-up card: the public message that names the meeting place and has a menu for those who manage it."""
    return feed(page).get_by_role("article").filter(has_text="Library steps").filter(has_not_text="Preview").first


def plan_a_session(page: Page) -> None:
    """Plan a session of two places on Maple Street, and post it."""
    command(page, "turf add")
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill("Maple Street")
    form.get_by_label("Doors").fill("120")
    form.get_by_role("button", name="Submit").click()
    expect(last(page)).to_contain_text("Maple Street")
    command(page, "canvass plan")
    page.get_by_role("combobox", name="turf").press_sequentially("map")
    page.locator(".combo-list").get_by_role("option", name="Maple Street").click()
    page.get_by_label("captain").select_option("Malik")
    page.get_by_role("button", name="Run").click()
    form.get_by_label("When").fill("sat 10am")
    form.get_by_label("Where to meet").fill("Library steps")
    form.get_by_label("Places").fill("2")
    form.get_by_role("button", name="Submit").click()
    expect(last(page)).to_contain_text("Preview")
    last(page).get_by_role("button", name="Post").click()
    expect(card(page)).to_be_visible()


def test_a_team_sets_itself_up_plans_and_signs_up(toctoc: str, visit: Visit) -> None:
    rosa = visit(toctoc)
    rosa.get_by_role("button", name="Start with /setup").click()
    box(rosa).press("Enter")
    rosa.get_by_role("button", name="Run").click()
    expect(last(rosa)).to_contain_text("Only you can see this")
    last(rosa).get_by_role("button", name="Skip to the end").click()
    expect(last(rosa)).to_contain_text("/canvass plan")
    plan_a_session(rosa)
    expect(rosa.locator(".event")).to_contain_text("Maple Street")

    ana, joy, sam = (visit(toctoc, who, size=PHONE) for who in ("ana", "joy", "sam"))
    for person, name in ((ana, "Ana"), (joy, "Joy")):
        card(person).get_by_role("button", name="I'm in").click()
        expect(card(rosa)).to_contain_text(name)
    expect(last(ana)).to_contain_text("¡Vas!")
    card(sam).get_by_role("button", name="Join waitlist").click()
    expect(card(rosa)).to_contain_text("1. Sam")
    assert "Vas" not in feed(joy).inner_text(), "Ana's answer is hers alone"

    rosa.get_by_role("button", name="Restart the bot").click()
    card(joy).get_by_role("button", name="Can't").click()
    expect(card(rosa)).not_to_contain_text("Joy")
    expect(rosa.locator(".log .pings")).to_be_hidden()


def test_reminders_come_when_the_clock_moves(toctoc: str, visit: Visit) -> None:
    rosa, ana = visit(toctoc), visit(toctoc, "ana")
    plan_a_session(rosa)
    card(ana).get_by_role("button", name="I'm in").click()
    expect(card(rosa)).to_contain_text("Ana")
    due = rosa.get_by_role("button", name="Next reminder")
    expect(due).to_be_enabled()
    before = rosa.locator(".clock discord-time").inner_text()
    due.click()
    expect(rosa.locator(".clock discord-time")).not_to_have_text(before)
    expect(rosa.locator(".log .pings")).to_be_hidden()
