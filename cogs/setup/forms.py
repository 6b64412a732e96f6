"""What people type into the forms of the set-up."""

from functools import partial

from bot import ids
from bot.cards import zones
from bot.cards.setup_forms import ABOUT, FORMS, LINE, NAMES, TIMES, typed_of
from bot.numbers import whole
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_clock
from cogs.setup.panel import show
from cogs.setup.presses import set_zone
from db import setup as rules
from db.facts import HOURS, Step
from db.refusals import Gone, NotANumber


@press(ids.SETUP_CITY)
async def ask_city(begun: Trip) -> None:
    """Ask for a city, where the list does not have the zone."""
    rules.check_organizer(begun.actor)
    await begun.ask(zones.TEAM_CITY.paint(begun.words))


@submit(zones.TEAM_CITY)
async def find_city(begun: Trip) -> None:
    """The zone of the city that was typed."""
    await set_zone(begun, begun.typed["city"])


@press(ids.SETUP_FORM)
async def open_form(begun: Trip, form: str) -> None:
    """Open a form with the settings as they are now, or with what was typed into it and refused."""
    if form not in FORMS:
        raise Gone
    asked = FORMS[form]
    team = await begun.write(partial(rules.open_form, actor=begun.actor, form=form, now=begun.now))
    typed = await begun.kept(asked.form) or typed_of(asked, team)
    await begun.ask(asked.form.paint(begun.words, typed))


@submit(NAMES)
async def save_names(begun: Trip) -> None:
    """Save the campaign's name, town and phone line."""
    await _save(begun, "names", Step.CAMPAIGN, begun.words("setup.what.campaign"))


@submit(ABOUT)
async def save_about(begun: Trip) -> None:
    """Save what the campaign is and is not."""
    await _save(begun, "about", Step.CAMPAIGN, begun.words("setup.what.campaign"))


@submit(TIMES)
async def save_times(begun: Trip) -> None:
    """Save quiet hours and reminders."""
    await _save(begun, "times", Step.TIMES, begun.words("setup.what.times"))


@submit(LINE)
async def save_line(begun: Trip) -> None:
    """Save how free places are given on."""
    await _save(begun, "line", Step.TIMES, begun.words("setup.what.line"))


async def _save(begun: Trip, form: str, step: Step, what: str) -> None:
    values = {field.name: _read(form, field.name, begun.typed.get(field.name, "")) for field in FORMS[form].form.fields}
    unit = partial(rules.save_form, actor=begun.actor, form=form, values=values, now=begun.now)
    await begun.save(FORMS[form].form, unit)
    await show(begun, step, begun.words("setup.saved", what=what))


def _read(form: str, name: str, text: str) -> rules.Value:
    """What was typed into a field. Raises NotAClock, AmbiguousClock and NotANumber."""
    asked = FORMS[form]
    if name in asked.clocks:
        return read_clock(text)
    if name not in asked.numbers:
        return text
    least, most = HOURS[name]
    number = whole(text, least=least, most=most)
    if number is None:
        raise NotANumber(typed=text, least=least, most=most)
    return number
