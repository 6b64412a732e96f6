"""The forms of the set-up, and how a team's settings stand in them."""

from dataclasses import dataclass
from datetime import time

from bot import ids
from bot.cards.forms import Form, Text
from db.facts import TEXT_MOST, TeamFacts

CLOCK_MOST = 30  # characters for an hour as people type it
NUMBER_MOST = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A form of the set-up; `clocks` and `numbers` are its fields that are no plain texts."""

    form: Form
    clocks: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def _text(name: str, *, tall: bool = False) -> Text:
    return Text(name, f"setup.field.{name}", most=TEXT_MOST[name], tall=tall, hint=True, like=True)


def _clock(name: str) -> Text:
    return Text(name, f"setup.field.{name}", most=CLOCK_MOST, required=True, hint=True)


def _number(name: str) -> Text:
    return Text(name, f"setup.field.{name}", most=NUMBER_MOST, required=True, hint=True)


NAMES = Form(
    ids.SETUP_NAMES, "setup.form.names", (_text("campaign"), _text("town"), _text("hotline")), warning="setup.open_text"
)
ABOUT = Form(
    ids.SETUP_ABOUT, "setup.form.about", (_text("about", tall=True), _text("about_not", tall=True)), "setup.open_text"
)
TIMES = Form(
    ids.SETUP_TIMES,
    "setup.form.times",
    (_clock("quiet_from"), _clock("quiet_until"), _number("confirm_hours"), _number("today_hours")),
)
LINE = Form(
    ids.SETUP_LINE, "setup.form.line", (_number("offer_hours"), _number("at_once_hours"), _number("late_hours"))
)

# By their names in db/setup.py.
FORMS = {
    "names": Asked(NAMES),
    "about": Asked(ABOUT),
    "times": Asked(TIMES, clocks=("quiet_from", "quiet_until"), numbers=("confirm_hours", "today_hours")),
    "line": Asked(LINE, numbers=("offer_hours", "at_once_hours", "late_hours")),
}


def typed_of(asked: Asked, team: TeamFacts) -> dict[str, str]:
    """What a form shows of a team's settings."""
    values = {field.name: getattr(team, field.name) for field in asked.form.fields}
    return {name: _clock_of(value) if name in asked.clocks else str(value) for name, value in values.items()}


def _clock_of(moment: time) -> str:
    """A time of day as it is read back without a question, in either language: "9:00 pm"."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
