"""What is coming, the way to it, and direct messages that can be answered, on the rehearsal's page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_page import box, command, feed, last, post_card

pytestmark = pytest.mark.browser


def ahead(page: Page, about: str) -> Locator:
    """The entry of the list of what is coming."""
    return page.locator(".ahead").filter(has_text=about)


def remind(page: Page, about: str, *, waits_for: str = "", closed: bool = False) -> None:
    """Let the demo bot write in an hour."""
    command(page, "remind")
    page.get_by_role("textbox", name="about").fill(about)
    page.get_by_role("textbox", name="waits_for").fill(waits_for)
    if closed:
        page.get_by_label("closed", exact=True).select_option("Yes")
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("In an hour.")


def letter(page: Page, who: str) -> None:
    """Let the demo bot write a letter to somebody."""
    command(page, "letter")
    page.get_by_label("who", exact=True).select_option(who)
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("Sent.")


def test_what_is_coming_is_listed_in_plain_words_and_leads_to_its_time(demo: str, visit: Visit) -> None:
    page = visit(demo)
    expect(page.get_by_text("its reminders will stand here")).to_be_visible()
    remind(page, "Bring the flyers")
    entry = ahead(page, "Bring the flyers")
    for words in ("A promise is due", "for Rosa", "in 1 hour"):
        expect(entry).to_contain_text(words)
    expect(page.get_by_text("its reminders will stand here")).to_be_hidden()
    entry.click()
    expect(last(page)).to_contain_text("An hour has gone by.")
    expect(entry).to_have_count(0)


def test_why_something_waits_is_said_in_both_languages(demo: str, visit: Visit) -> None:
    page, phone = visit(demo), visit(demo, "ana", size=PHONE)
    for about, waits_for in (("One", "quiet"), ("Two", "cap"), ("Three", "pace"), ("Four", "trouble")):
        remind(page, about, waits_for=waits_for)
    remind(page, "Five", closed=True)
    expect(ahead(page, "Five")).to_have_count(0)
    page.get_by_role("button", name="Show more").click()
    expect(ahead(page, "Five")).to_contain_text("no direct message possible: shown when Rosa next does something")
    assert ahead(page, "Five").get_attribute("type") is None, "nothing to press: its time is not known"
    expect(ahead(page, "One")).to_contain_text("quiet hours")
    expect(ahead(page, "Two")).to_contain_text("enough reminders")
    expect(ahead(page, "Three")).to_contain_text("its turn")
    expect(ahead(page, "Four")).to_contain_text("Discord refused it")
    phone.get_by_role("button", name="Eres Ana").click()
    entry = ahead(phone, "One")
    entry.scroll_into_view_if_needed()
    expect(entry).to_contain_text("Toca cumplir una promesa")
    expect(entry).to_contain_text("espera a que terminen las horas de silencio")
    size = entry.bounding_box()
    assert size is not None
    assert size["height"] >= 44, "a thumb's size"
    assert 0 <= size["x"] <= size["x"] + size["width"] <= PHONE[0]
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    entry.click()
    expect(feed(page).get_by_text("An hour has gone by.")).not_to_have_count(0)
    expect(page.locator("button.ahead")).to_have_count(0, timeout=20_000)  # the others, seconds later


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_letter_is_answered_in_the_direct_messages(demo: str, visit: Visit, size: tuple[int, int]) -> None:
    rosa, page = visit(demo), visit(demo, "joy", size=size)
    letter(rosa, "Joy")
    if size == PHONE:
        page.get_by_role("button", name=re.compile(r"Channels \([12]\)")).click()
    page.get_by_role("button", name=re.compile("TocToc [12]")).click()
    message = last(page)
    expect(message).to_contain_text("Bring the flyers")
    expect(page.locator(".pings")).to_have_count(page.locator(".pings[hidden]").count())

    message.get_by_role("button", name="Hand over").click()
    expect(last(page)).to_contain_text("Only you can see this")
    last(page).get_by_role("combobox").click()
    page.get_by_role("option", name="Malik").click()
    expect(last(page)).to_contain_text("Malik is asked.")

    letters = feed(page).get_by_role("article").filter(has_text="Bring the flyers")
    letters.last.get_by_role("button", name="Note").click()
    form = page.get_by_role("dialog")
    form.get_by_label("What should we know?").fill("Ask at the desk")
    form.get_by_role("button", name="Submit").click()
    expect(last(page)).to_contain_text('"note": "Ask at the desk"')

    letters.last.get_by_role("combobox", name="Somebody here").click()
    expect(page.get_by_role("option")).to_have_text(["Joy", "TocToc"])  # as in Discord: the two who talk here
    page.get_by_role("option", name="TocToc").click()
    expect(last(page)).to_contain_text("Chosen:")

    letters.last.get_by_role("combobox", name="Later").click()
    page.get_by_role("option", name="Tomorrow").click()
    expect(letters.last).to_contain_text("comes again: Tomorrow")
    letters.last.get_by_role("button", name="Done").click()
    expect(feed(page).get_by_text("Kept. Thank you!").last).to_be_visible()


def test_a_command_on_a_message_is_reached_with_a_thumb(demo: str, visit: Visit) -> None:
    page = visit(demo, size=PHONE)
    post_card(page)
    before = feed(page).get_by_role("article").count()
    last(page).get_by_role("button", name="More about this message").tap()
    page.get_by_text("Cheer", exact=True).last.tap()
    expect(feed(page).get_by_role("article")).to_have_count(before + 1)
    expect(last(page)).to_contain_text("Cheers for TocToc!")


def test_a_way_to_a_message_leads_there_and_not_out_of_the_page(demo: str, visit: Visit) -> None:
    page, ana = visit(demo), visit(demo, "ana")
    page.get_by_role("button", name="organizers").click()
    box(page).fill("The keys are in the green box")
    box(page).press("Enter")
    expect(last(page)).to_contain_text("The keys")
    target = last(page)
    message = target.get_attribute("data-id")
    for number in range(60):
        box(page).fill(f"Line {number}")
        box(page).press("Enter")
    expect(last(page)).to_contain_text("Line 59")
    organizers = page.get_by_role("button", name="organizers").first.get_attribute("data-focus")
    channel = str(organizers).removeprefix("place:")
    page.get_by_role("button", name="canvass", exact=True).first.click()
    box(page).fill(f"Look: https://discord.com/channels/1/{channel}/{message}")
    box(page).press("Enter")
    ana_way = last(ana).get_by_role("button", name="› 💬")
    last(page).get_by_role("button", name="organizers › 💬").click()
    expect(page.get_by_text("The keys are in the green box")).to_be_in_viewport()
    expect(page.locator("h1")).to_contain_text("organizers")
    assert len(page.context.pages) == 1
    ana_way.click()
    expect(ana.get_by_text("No puedes ver ese lugar.")).to_be_visible()
