"""People at the rehearsal's page: what they press, type and see."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.browser


def box(page: Page) -> Locator:
    """The message box."""
    return page.locator(".line input")


def feed(page: Page) -> Locator:
    """The messages."""
    return page.get_by_role("log")


def last(page: Page) -> Locator:
    """The last message."""
    return feed(page).get_by_role("article").last


def command(page: Page, name: str) -> None:
    """Type a command and take it from the list."""
    box(page).click()
    box(page).press_sequentially(f"/{name}")
    expect(page.locator(".combo-list").get_by_role("option").first).to_contain_text(f"/{name}")
    box(page).press("Enter")


def post_card(page: Page) -> Locator:
    """Post the demo bot's card and find it; several tests share the page, so there may be others above it."""
    before = feed(page).get_by_role("article").count()
    command(page, "card")
    expect(feed(page).get_by_role("article")).to_have_count(before + 1)
    return the_same(last(page), page)


def the_same(card: Locator, page: Page) -> Locator:
    """The card that one tab shows, in another tab."""
    message = card.get_by_role("button", name="I'm in").get_attribute("data-message")
    return feed(page).get_by_role("article").filter(has=page.locator(f"[data-message='{message}']"))


def test_a_command_with_autocomplete_a_number_a_choice_and_a_file(demo: str, visit: Visit) -> None:
    page = visit(demo)
    command(page, "turf show")
    field = page.get_by_role("combobox", name="name")
    expect(field).to_be_focused()
    field.press_sequentially("river")
    expect(page.locator(".combo-list").get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    expect(page.locator(".combo-list [aria-selected=true]")).to_have_text("Riverside South")
    field.press("Enter")
    expect(field).to_have_value("Riverside South")
    page.get_by_label("unit").select_option("people")
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("Riverside South: 120 people")
    expect(last(page)).to_contain_text("Only you can see this")

    command(page, "turf add")
    page.get_by_label("doors").fill("many")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert").filter(has_text="This is needed.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="This must be a number.")).to_be_visible()
    page.get_by_role("textbox", name="name").fill("Maple Street")
    page.get_by_label("doors").fill("501")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert").filter(has_text="At most 500.")).to_be_visible()
    page.get_by_label("doors").fill("120")
    page.get_by_label("channel", exact=True).select_option("#outreach")
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n"})
    expect(page.locator(".files-names")).to_have_text("a.csv")
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("Added Maple Street: 120 doors, True, #outreach, 4 bytes.")


def test_a_form_is_checked_as_discord_checks_it_and_then_sent(demo: str, visit: Visit) -> None:
    page = visit(demo)
    post_card(page).get_by_role("button", name="Ask me").click()
    form = page.get_by_role("dialog")
    street = form.get_by_label("Name of the street")
    expect(street).to_be_focused()
    expect(form.get_by_label("Notes")).to_have_value("Bring water")
    expect(form.get_by_role("radio", name="English")).to_be_checked()
    form.get_by_role("button", name="Submit").click()
    expect(form.get_by_text("This is needed.")).to_be_visible()
    street.fill("El")
    form.get_by_role("button", name="Submit").click()
    expect(form.get_by_text("At least 3 characters.")).to_be_visible()
    street.fill("Elm Street")
    form.get_by_role("radio", name="Español").check()
    for name in ("Water", "Snacks", "Signs"):
        form.get_by_role("checkbox", name=name).check()
    form.get_by_role("button", name="Submit").click()
    expect(form.get_by_text("Choose 0 to 2.")).to_be_visible()
    form.get_by_role("checkbox", name="Snacks").uncheck()
    form.get_by_role("button", name="Submit").click()
    expect(form).to_have_count(0)
    for text in ('"street": "Elm Street"', '"notes": "Bring water"', '"language": "es"', '"bring": ["Water", "Signs"]'):
        expect(last(page)).to_contain_text(text)


def test_the_other_inputs_of_forms(demo: str, visit: Visit) -> None:
    page = visit(demo)
    command(page, "more")
    form = page.get_by_role("dialog")
    for label, choice in (("Shirt", "M"), ("Who leads?", "Malik"), ("Where?", "#outreach")):
        form.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=choice).click()
    form.locator("input[type=file]").set_input_files({"name": "n.txt", "mimeType": "text/plain", "buffer": b"hi"})
    expect(form.locator(".files-names")).to_have_text("n.txt")
    form.get_by_role("checkbox", name="I agree").check()
    form.get_by_role("button", name="Submit").click()
    expect(last(page)).to_contain_text('"size": ["M"]')
    expect(last(page)).to_contain_text('"agree": true')


def test_nothing_can_be_pressed_or_typed_before_it_would_arrive(demo: str, browser: Browser) -> None:
    page = browser.new_page()
    lines: list[WebSocketRoute] = []

    def unanswered(line: WebSocketRoute) -> None:
        lines.append(line)

    page.route_web_socket(re.compile("socket.io"), unanswered)
    page.goto(f"{demo}?who=rosa")
    expect(page.locator(".app")).to_have_attribute("inert", "")
    box(page).evaluate("field => field.focus()")
    page.keyboard.type("Too early")
    expect(box(page)).to_have_value("")
    lines[0].connect_to_server()
    expect(page.locator(".app")).not_to_have_attribute("inert", "")
    box(page).fill("In good time")
    box(page).press("Enter")
    expect(last(page)).to_contain_text("In good time")
    page.close()


def test_a_dismissed_form_sends_nothing(demo: str, visit: Visit) -> None:
    page = visit(demo)
    card = post_card(page)
    before = feed(page).get_by_role("article").count()
    for dismiss in ("Cancel", "Escape"):
        card.get_by_role("button", name="Ask me").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Name of the street").fill("Elm Street")
        if dismiss == "Escape":
            page.keyboard.press("Escape")
        else:
            form.get_by_role("button", name="Cancel").last.click()
        expect(form).to_have_count(0)
    expect(feed(page).get_by_role("article")).to_have_count(before)


def test_three_people_press_and_every_tab_sees_it(demo: str, visit: Visit) -> None:
    rosa, ana, sam = (visit(demo, who) for who in ("rosa", "ana", "sam"))
    page = visit(demo, "malik")
    box(page).fill("half a thou")
    card = post_card(rosa)
    started = card.get_by_text(re.compile(r"In \(\d/8\)")).inner_text()
    for tab in (rosa, ana, sam):
        the_same(card, tab).get_by_role("button", name="I'm in").click()
    for tab in (rosa, ana, sam, page):
        for name in ("@Rosa", "@Ana", "@Sam"):
            expect(the_same(card, tab)).to_contain_text(name)
    assert started != the_same(card, page).get_by_text(re.compile(r"In \(\d/8\)")).inner_text()
    expect(box(page)).to_have_value("half a thou")


def test_private_answers_stay_private_and_can_be_dismissed(demo: str, visit: Visit) -> None:
    rosa, ana = visit(demo, "rosa"), visit(demo, "ana")
    card = post_card(rosa)
    the_same(card, ana).get_by_role("button", name="Whisper").click()
    expect(last(ana)).to_contain_text("A secret for you alone.")
    expect(last(ana)).to_contain_text("Solo tú puedes ver esto")
    box(rosa).fill("Anybody?")
    box(rosa).press("Enter")
    expect(last(rosa)).to_contain_text("Anybody?")
    expect(last(ana)).to_contain_text("Anybody?")
    expect(feed(rosa).get_by_text("A secret for you alone.")).to_have_count(0)
    secret = feed(ana).get_by_role("article").filter(has_text="A secret for you alone.").last
    secret.get_by_role("button", name="Más sobre este mensaje").click()
    before = feed(ana).get_by_text("A secret for you alone.").count()
    ana.get_by_role("menuitem", name="Descartar mensaje").or_(ana.get_by_text("Descartar mensaje")).last.click()
    expect(feed(ana).get_by_text("A secret for you alone.")).to_have_count(before - 1)


def test_the_feed_stays_where_one_reads_until_an_answer_comes(demo: str, visit: Visit) -> None:
    page = visit(demo)
    page.get_by_role("button", name="Close this note").click()
    card = post_card(page)
    for number in range(12):
        box(page).fill(f"Message {number}\u2003" + "word " * 60)
        box(page).press("Enter")
        expect(last(page)).to_contain_text(f"Message {number}")
    expect(last(page)).to_be_in_viewport()
    card.get_by_role("button", name="I'm in").click()
    expect(card).to_contain_text("@Rosa")
    expect(card).to_be_in_viewport()
    visitor = visit(demo, "sam")
    box(visitor).fill("Hello from below")
    box(visitor).press("Enter")
    expect(last(page)).to_contain_text("Hello from below")
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name="Whisper").click()
    expect(last(page)).to_contain_text("A secret for you alone.")
    expect(last(page)).to_be_in_viewport()


def test_becoming_somebody_else_brings_their_language_and_channels(demo: str, visit: Visit) -> None:
    page = visit(demo)
    expect(page.get_by_role("button", name="organizers")).to_be_visible()
    ana = page.get_by_role("button", name=re.compile("^Ana"))
    ana.click()
    expect(ana).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="organizers")).to_have_count(0)
    expect(page.get_by_text("El Discord de Ana")).to_be_visible()
    box(page).click()
    box(page).press_sequentially("/salu")
    expect(page.get_by_role("option").first).to_contain_text("Saluda a alguien")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Ana's Discord")).to_be_visible()


def test_a_reload_keeps_person_place_and_language(demo: str, visit: Visit) -> None:
    page = visit(demo)
    page.get_by_role("button", name="Sam").click()
    expect(page.get_by_text("Sam's Discord")).to_be_visible()
    page.get_by_role("button", name="outreach", exact=True).click()
    page.get_by_role("button", name="Español").click()
    page.wait_for_url("**/?who=sam&place=outreach&lang=es-ES")
    page.reload()
    expect(page.get_by_text("El Discord de Sam")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("outreach")
    expect(page).to_have_title("#outreach · Sam")


def test_threads_direct_messages_and_unread_marks(demo: str, visit: Visit) -> None:
    page = visit(demo)
    command(page, "thread")
    expect(last(page)).to_contain_text("Saturday's walk")
    thread = page.get_by_role("button", name="Saturday's walk 1").last
    expect(thread).to_be_visible()
    thread.click()
    expect(last(page)).to_contain_text("Welcome @Rosa!")
    page.get_by_role("button", name="canvass", exact=True).first.click()
    feed(page).get_by_role("button", name="Open thread").last.click()
    expect(page.locator("h1")).to_contain_text("Saturday's walk")
    page.get_by_role("button", name="canvass", exact=True).first.click()
    command(page, "dm")
    page.get_by_role("button", name="Run").click()
    direct = page.get_by_role("button", name="TocToc 1")
    expect(direct).to_be_visible()
    direct.click()
    expect(last(page)).to_contain_text("Only you read this.")
    expect(page.get_by_role("button", name="TocToc 1")).to_have_count(0)


def test_closed_direct_messages_failures_and_the_log(demo: str, visit: Visit) -> None:
    page = visit(demo)
    command(page, "dm")
    page.get_by_label("who").select_option("Dev")
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("Could not: 50007")
    page.get_by_role("group", name="Make Discord refuse").get_by_role("button", name="1", exact=True).click()
    expect(page.get_by_text("1 to come")).to_be_visible()
    command(page, "event")
    expect(page.get_by_text("The application did not respond")).to_be_visible()
    page.get_by_text("Log", exact=True).click()
    expect(page.get_by_text("403 50007 Cannot send messages to this user").first).to_be_visible()
    expect(page.get_by_text("500 0 Internal Server Error").first).to_be_visible()
    command(page, "event")
    expect(last(page)).to_contain_text("Planned.")
    expect(page.get_by_text("Potluck")).to_be_visible()


def test_files_and_pictures(demo: str, visit: Visit) -> None:
    page = visit(demo)
    command(page, "files")
    picture = last(page).get_by_role("img", name="Where we meet")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 2)
    with page.expect_download() as download:
        last(page).get_by_role("link", name="canvass.ics").click()
    assert download.value.suggested_filename == "canvass.ics"
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_message_can_be_deleted_and_cheered(demo: str, visit: Visit) -> None:
    page = visit(demo)
    box(page).fill("Wrong channel")
    box(page).press("Enter")
    message = feed(page).get_by_role("article").filter(has_text="Wrong channel").last
    for entry in ("Cheer", "Delete message"):
        message.hover()
        message.get_by_role("button", name="More about this message").click()
        page.get_by_text(entry, exact=True).last.click()
        if entry == "Cheer":
            expect(last(page)).to_contain_text("Cheers for Rosa!")
    expect(message).to_have_count(0)


def test_the_clock_moves_for_bot_and_reader(demo: str, visit: Visit) -> None:
    page = visit(demo)
    due = page.get_by_role("button", name="Next reminder")
    expect(due).to_be_disabled()
    command(page, "remind")
    page.get_by_role("button", name="Run").click()
    expect(due).to_be_enabled()
    before = page.locator(".clock discord-time").inner_text()
    due.click()
    expect(last(page)).to_contain_text("An hour has gone by.")
    expect(page.locator(".clock discord-time")).not_to_have_text(before)
    card = post_card(page)
    expect(card).to_contain_text("in 2 days")
    morning = page.get_by_role("button", name="Tomorrow 9:00")
    morning.click()
    expect(page.locator(".clock discord-time")).to_contain_text("9:00")
    first = page.locator(".clock discord-time").inner_text()
    # In the evening the first morning is only a few hours away, and what is in 36 hours still reads "in 2 days".
    morning.click()
    expect(page.locator(".clock discord-time")).not_to_have_text(first)
    expect(card.locator("discord-time[look=R]")).to_have_text(re.compile(r"in (an?|\d+) (hour|minute)s?|ago|now"))
    page.get_by_label("Day and time to go to").fill("2001-01-01T10:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_text("The clock only goes forward.")).to_be_visible()


def test_cards_work_after_a_restart_and_starting_over_empties_everything(demo: str, visit: Visit) -> None:
    page, other = visit(demo), visit(demo, "ana")
    post_card(page)
    page.get_by_role("button", name="Restart the bot").click()
    last(page).get_by_role("button", name="I'm in").click()
    expect(last(page)).to_contain_text("@Rosa")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(feed(page).get_by_role("article")).to_have_count(0)
    expect(feed(other).get_by_role("article")).to_have_count(0)
    command(page, "card")
    expect(last(page)).to_contain_text("In (0/8)")


HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> @everyone \u202e sdrawkcab \u200b {{ 1 + 1 }} <@1>"


def test_hostile_text_is_only_text(demo: str, visit: Visit) -> None:
    page, other = visit(demo), visit(demo, "ana")
    for tab in (page, other):
        tab.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    command(page, "echo")
    page.get_by_label("text").fill(HOSTILE)
    page.get_by_role("button", name="Run").click()
    for tab in (page, other):
        expect(last(tab)).to_contain_text("<script>alert(1)</script> <img src=x onerror=alert(1)> @everyone")
        expect(last(tab)).to_contain_text("{{ 1 + 1 }}")
        assert last(tab).locator("script, img").count() == 0
    box(page).fill("W" * 1900)
    box(page).press("Enter")
    expect(last(page)).to_contain_text("WWW")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1280, "a long word must not widen the page"


def test_a_phone(demo: str, visit: Visit) -> None:
    page = visit(demo, size=PHONE)
    people = page.locator("#people")
    expect(people).not_to_be_visible()
    page.get_by_role("button", name="You are Rosa").click()
    people.get_by_role("button", name="Sam").click()
    expect(people).not_to_be_visible()
    page.get_by_role("button", name="Channels").first.click()
    page.get_by_role("button", name="general").click()
    expect(page.locator("h1")).to_contain_text("general")
    page.get_by_role("button", name="Show the commands").click()
    page.get_by_role("option", name="/card").click()
    card = last(page)
    expect(card).to_contain_text("Knock on Maple Street")
    for button in card.locator(".btn").all():
        size = button.bounding_box()
        assert size is not None
        assert size["height"] >= 44, "a thumb's size"
        assert size["x"] >= 0
        assert size["x"] + size["width"] <= PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    card.get_by_role("button", name="Ask me").click()
    submit = page.get_by_role("dialog").get_by_role("button", name="Submit")
    expect(submit).to_be_in_viewport()


def test_with_the_keyboard_alone(demo: str, visit: Visit) -> None:
    page = visit(demo)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the message box")).to_be_focused()
    page.keyboard.press("Enter")
    before = feed(page).get_by_role("article").count()
    box(page).focus()
    page.keyboard.type("/card")
    expect(page.get_by_role("option", selected=True)).to_contain_text("/card")
    page.keyboard.press("Enter")
    expect(feed(page).get_by_role("article")).to_have_count(before + 1)
    expect(box(page)).to_be_focused()
    card = the_same(last(page), page)
    join = card.get_by_role("button", name="I'm in")
    join.focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("@Rosa")
    expect(join).to_be_focused()  # the card was drawn anew, the focus stayed
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Name of the street")).to_be_focused()
    page.keyboard.type("Elm Street")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Malik").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Malik")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Malik")).to_be_focused()


def test_every_control_has_a_name(demo: str, visit: Visit) -> None:
    page = visit(demo)
    post_card(page)
    command(page, "more")
    expect(page.get_by_role("dialog")).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input:not([type=file]), select, textarea')]
          .filter((one) => one.offsetParent)
          .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length))
          .map((one) => one.outerHTML)"""
    )
    assert nameless == []


def test_the_first_visit_says_what_this_is_and_is_closed_for_good(demo: str, visit: Visit) -> None:
    page = visit(demo)
    note = page.get_by_role("region", name="A pretend team, and you are all of it")
    expect(note).to_contain_text("Type /setup to begin")
    page.get_by_role("button", name="Close this note").click()
    expect(note).not_to_be_visible()
    page.reload()
    expect(box(page)).to_be_visible()
    expect(note).not_to_be_visible()
