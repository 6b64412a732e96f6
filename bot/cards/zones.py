"""The choice of a time zone: a list of the likely ones with the time that it is there, and a form for any city."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from discord import SelectOption, ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.words import Words
from bot.zones import Zone

TYPED_MOST = 60

_FIELDS = (Text("city", "zone.city", most=TYPED_MOST, required=True, hint=True, like=True),)
TEAM_CITY = Form(ids.SETUP_CITY_FORM, "zone.form", _FIELDS)
OWN_CITY = Form(ids.ME_CITY_FORM, "zone.form", _FIELDS)


def choice(
    custom_id: str,
    zones: Sequence[Zone],
    chosen: str | None,
    now: datetime,
    words: Words,
    *,
    first: SelectOption | None = None,
) -> ui.ActionRow[ui.LayoutView]:
    """A select of zones, told apart by the time that it is there; `first` is an option before them."""
    options = [first] if first else []
    options += [
        kit.option(zone.label, zone.id, about=there(zone.id, now, words), chosen=zone.id == chosen)
        for zone in zones[: 25 - len(options)]
    ]
    return kit.row(kit.select(custom_id, options, words("zone.hint")))


def there(zone_id: str, now: datetime, words: Words) -> str:
    """«10:42 AM there now»: what people know their own zone by."""
    return words("zone.there", time=words.clock(now.astimezone(ZoneInfo(zone_id)).time()))
