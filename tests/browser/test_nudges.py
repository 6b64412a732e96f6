"""Promises on the rehearsal's page, with TocToc itself: reminded by DM, put off, handed over, taken; closed DMs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Visit, free_port, served
from tests.browser.test_ahead import ahead
from tests.browser.test_page import command, feed, last

pytestmark = pytest.mark.browser
FLYERS = "Bring the flyers to the library"


@pytest.fixture
def toctoc(tmp_path: Path) -> Iterator[str]:
    """The page with TocToc behind it."""
    port = free_port()
    with served("-m", "bot", "rehearse", "--port", str(port), "--data", str(tmp_path), port=port) as address:
        yield address


def awake(page: Page) -> None:
    """Go to nine in the morning, so that what is due in two hours does not fall into quiet hours."""
    page.get_by_role("button", name="Tomorrow 9:00").click()
    expect(page.locator(".clock discord-time")).to_contain_text("9:00")


def promise(page: Page, what: str, when: str) -> None:
    """Promise something oneself."""
    command(page, "followup add")
    page.get_by_role("textbox", name="what").fill(what)
    page.get_by_role("textbox", name="when").fill(when)
    page.get_by_role("button", name="Run").click()
    expect(last(page)).to_contain_text("Did I get this right?")
    last(page).get_by_role("button", name="Save").click()
    expect(last(page)).to_contain_text("I remind you when the time comes")


def dms(page: Page) -> None:
    """Look at the direct messages, where something new is."""
    channels = page.get_by_role("button", name="Channels", exact=False).or_(page.get_by_role("button", name="Canales"))
    if channels.first.is_visible():
        channels.first.click()
    page.locator(".place-dm .pings").wait_for()
    page.locator(".place-dm").click()
    expect(page.locator("h1")).to_contain_text("TocToc")


def letters(page: Page, what: str = FLYERS) -> Locator:
    """The letters about a promise."""
    return feed(page).get_by_role("article").filter(has_text=what)


def choose_the_channel(page: Page) -> None:
    """Let TocToc post in #canvass, as the set-up's second step does."""
    command(page, "setup")
    page.get_by_role("button", name="Run").click()
    last(page).get_by_role("button", name="Next").click()
    expect(last(page)).to_contain_text("step 2 of 6")
    last(page).get_by_role("combobox").first.click()
    page.get_by_role("option", name="#canvass").click()
    expect(last(page).get_by_text("Not chosen yet.")).to_have_count(2)


def later(page: Page, choice: str) -> None:
    """Put the promise of the last letter off."""
    letters(page).last.get_by_role("combobox", name="Later").click()
    page.get_by_role("option", name=choice).click()


def quiet_log(page: Page) -> None:
    """Nothing went wrong."""
    expect(page.locator(".log .pings")).to_be_hidden()


def test_a_promise_is_reminded_put_off_handed_over_and_taken(toctoc: str, visit: Visit) -> None:
    rosa, ana = visit(toctoc), visit(toctoc, "ana", size=PHONE)
    awake(rosa)
    command(ana, "seguimiento agregar")  # whoever has acted in the team can be asked
    ana.get_by_role("textbox", name="qué").fill("Llevar agua")
    ana.get_by_role("textbox", name="cuándo").fill("en 100 horas")
    ana.get_by_role("button", name="Ejecutar").click()
    expect(last(ana)).to_contain_text("¿Lo entendí bien?")
    last(ana).get_by_role("button", name="Guardar").click()
    expect(last(ana)).to_contain_text("Te lo recuerdo cuando llegue la hora")
    promise(rosa, FLYERS, "in 2h")
    entry = ahead(rosa, FLYERS)
    expect(entry).to_contain_text("A promise is due")
    entry.click()
    dms(rosa)
    expect(letters(rosa)).to_have_count(1)

    form = rosa.get_by_role("dialog")
    for _ in range(2):  # closed once, it can be opened again
        later(rosa, "Pick a time")
        form.get_by_role("button", name="Cancel").last.click()
        expect(form).to_have_count(0)
    later(rosa, "Tomorrow")
    expect(letters(rosa).last).to_contain_text("I'll ask again")
    expect(entry).to_contain_text(re.compile(r"in 2[123] hours"))  # two of a year's nights are longer or shorter
    entry.click()
    expect(letters(rosa)).to_have_count(2)

    letters(rosa).last.get_by_role("button", name="Hand over").click()
    letters(rosa).last.get_by_role("combobox", name="Who could take it on?").click()
    rosa.get_by_role("option", name="Ana").click()
    expect(letters(rosa).last).to_contain_text("Ana is asked")
    dms(ana)
    expect(letters(ana).last).to_contain_text("Rosa pregunta si puedes tomar esto")
    letters(ana).last.get_by_role("button", name="Yo lo hago").tap()
    expect(letters(ana).last).to_contain_text("Ahora es tuyo")
    expect(last(rosa)).to_contain_text("Ana took this on")
    quiet_log(rosa)


def test_closed_direct_messages_fall_back_to_a_mention_and_a_private_letter(toctoc: str, visit: Visit) -> None:
    rosa, dev = visit(toctoc), visit(toctoc, "dev")
    choose_the_channel(rosa)
    awake(rosa)
    promise(dev, "Call the bakery", "in 2h")
    ahead(rosa, "Call the bakery").click()
    mention = feed(rosa).get_by_role("article").filter(has_text="@Dev")
    expect(mention).to_have_count(1)
    assert "bakery" not in mention.inner_text(), "nothing private where all can read"
    entry = ahead(rosa, "Call the bakery").filter(has_text="shown when Dev next does something")
    expect(entry).to_have_count(1)

    command(dev, "followup list")
    dev.get_by_role("button", name="Run").click()
    private = last(dev)
    expect(private).to_contain_text("I could not send it to you as a direct message")
    expect(private).to_contain_text("Call the bakery")
    expect(private).to_contain_text("Only you can see this")
    private.get_by_role("button", name="Try DMs again").click()
    expect(last(dev)).to_contain_text("still doesn't let me write to you")
    dev.get_by_role("switch", name="Dev takes direct messages").click()
    expect(dev.get_by_role("switch", name="Dev takes direct messages")).to_have_attribute("aria-checked", "true")
    last(dev).get_by_role("button", name="Try DMs again").click()
    expect(last(dev)).to_contain_text("That worked")
    private = feed(dev).get_by_role("article").filter(has=dev.get_by_role("button", name="Done")).last
    private.get_by_role("button", name="Done").click()
    expect(feed(dev).get_by_text("Done. Thank you!").last).to_be_visible()
    dms(dev)
    expect(last(dev)).to_contain_text("It works!")


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_promise_is_made_from_a_message(toctoc: str, visit: Visit, size: tuple[int, int]) -> None:
    ana = visit(toctoc, "ana", size=size)
    box = ana.locator(".line input")
    box.fill("Hablo con el padre Luis sobre el salón")
    box.press("Enter")
    message = last(ana)
    expect(message).to_contain_text("padre Luis")
    link = str(message.get_attribute("data-id"))
    message.hover()
    message.get_by_role("button", name="Más sobre este mensaje").click()
    ana.get_by_text("Crear un seguimiento de esto", exact=True).last.click()
    form = ana.get_by_role("dialog")
    expect(form.get_by_label("Qué")).to_have_value("Hablo con el padre Luis sobre el salón")
    form.get_by_label("Cuándo").fill("mañana a las 10")
    form.get_by_role("button", name="Enviar").click()
    expect(last(ana)).to_contain_text("¿Lo entendí bien?")
    last(ana).get_by_role("button", name="Guardar").click()
    expect(last(ana)).to_contain_text("Te lo recuerdo")
    last(ana).get_by_role("button", name="Abrirla").click()
    last(ana).locator(".way").click()
    expect(ana.locator(f"[data-id='{link}']")).to_be_in_viewport()
    assert len(ana.context.pages) == 1
