"""Hands for tests: pressing, choosing and typing on the answers that people get."""

from typing import Any

from simcord import InteractionResult, MemberActor

from tests.cogs.world import controls_of

Shown = InteractionResult


async def press(person: MemberActor, shown: Shown, label: str) -> Shown:
    """Press a button of an answer."""
    assert shown.response is not None
    return await person.click(shown.response, label=label)


async def choose(person: MemberActor, shown: Shown, code: str, *values: Any) -> Shown:
    """Choose in the select of an answer whose id has this code: `setup.zone`."""
    assert shown.response is not None
    [select] = [part for part in controls_of(shown) if part["custom_id"].startswith(f"t1:{code}")]
    return await person.select(shown.response, list(values), custom_id=select["custom_id"])


async def fill(person: MemberActor, shown: Shown, label: str, **typed: str) -> Shown:
    """Press the button that opens a form, and send it with these texts in it; what it showed else stays."""
    form = await press(person, shown, label)
    return await person.submit_modal(form, {**values_in(form), **typed})


def values_in(form: Shown) -> dict[str, Any]:
    """What a form shows before anything is typed."""
    assert form.modal is not None
    fields = [part["component"] for part in form.modal["components"] if part.get("component")]
    return {field["custom_id"]: field.get("value") or "" for field in fields}


def labels(shown: Shown) -> list[str]:
    """The buttons that can be pressed."""
    return [part["label"] for part in controls_of(shown) if part.get("label") and not part.get("disabled")]


def chosen(shown: Shown, code: str) -> list[str]:
    """The values that are chosen in the select whose id has this code."""
    [select] = [part for part in controls_of(shown) if part["custom_id"].startswith(f"t1:{code}")]
    defaults = [str(value["id"]) for value in select.get("default_values") or []]
    return defaults + [option["value"] for option in select.get("options") or [] if option.get("default")]
