"""A press counts though something arrives between a finger's going down and its coming up."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import LAPTOP, PHONE, Visit
from tests.browser.test_page import box, feed, last, post_card

pytestmark = pytest.mark.browser
Finger = Callable[[], object]


def middle(button: Locator) -> tuple[float, float]:
    """The point of a button that one aims at."""
    place = button.bounding_box()
    assert place is not None
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def put_down(page: Page, button: Locator, *, touch: bool) -> Finger:
    """Put a finger, or else the mouse, down on a button; what is given back lifts it."""
    x, y = middle(button)
    if not touch:
        page.mouse.move(x, y)
        page.mouse.down()
        return page.mouse.up
    screen = page.context.new_cdp_session(page)
    screen.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    return lambda: screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def settled(page: Page) -> None:
    """Wait until what was done here is answered, and the browser has drawn what has come."""
    expect(page.locator(".progress")).to_be_hidden()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")


@pytest.mark.parametrize(("who", "size"), [("rosa", LAPTOP), ("sam", PHONE)])
def test_a_message_that_arrives_moves_nothing_under_a_finger(
    demo: str, visit: Visit, who: str, size: tuple[int, int]
) -> None:
    page, visitor = visit(demo, who, size=size), visit(demo, "joy")
    card = post_card(page)
    button = card.get_by_role("button", name="I'm in")
    settled(page)
    expect(button).to_be_in_viewport()
    stood = card.bounding_box()
    lift = put_down(page, button, touch=size == PHONE)
    for number in range(3):
        box(visitor).fill(f"News {number}\u2003" + "word " * 60)
        box(visitor).press("Enter")
        expect(last(page)).to_contain_text(f"News {number}")
    settled(page)
    assert card.bounding_box() == stood
    lift()
    expect(card).to_contain_text(f"@{who.capitalize()}")
    expect(last(page)).to_be_in_viewport()  # the feed has only waited


def slow(page: Page) -> tuple[Finger, Finger]:
    """Put the page on a line that can be made to wait: what stops what the bot says, and what lets it through."""
    waiting: list[str | bytes] = []
    stopped: list[bool] = []
    lines: list[WebSocketRoute] = []

    def routed(line: WebSocketRoute) -> None:
        lines.append(line)
        server = line.connect_to_server()
        server.on_message(lambda said: waiting.append(said) if stopped else line.send(said))

    def let_through() -> None:
        stopped.clear()
        for said in waiting:
            lines[-1].send(said)
        waiting.clear()

    page.route_web_socket(re.compile("socket.io"), routed)
    page.reload()
    page.locator(".app:not([inert])").wait_for()
    return lambda: stopped.append(True), let_through


def test_the_answer_to_one_press_does_not_take_the_next_one_away(demo: str, visit: Visit) -> None:
    page = visit(demo)
    stop, let_through = slow(page)
    page.get_by_role("button", name="Close this note").click()
    card = post_card(page)
    for number in range(12):
        box(page).fill(f"Message {number}\u2003" + "word " * 60)
        box(page).press("Enter")
        expect(last(page)).to_contain_text(f"Message {number}")
    button = card.get_by_role("button", name="Whisper")
    secrets = feed(page).get_by_text("A secret for you alone.")
    before = secrets.count()
    settled(page)
    stop()
    button.click()
    stood = card.bounding_box()
    lift = put_down(page, button, touch=False)
    let_through()
    expect(secrets).to_have_count(before + 1)
    settled(page)
    assert card.bounding_box() == stood
    lift()
    expect(secrets).to_have_count(before + 2)
    expect(last(page)).to_be_in_viewport()
