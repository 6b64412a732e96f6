"""What a person types or fills in, as Discord's app would check it and hand it on: commands, options, forms.

Whatever the app would not let them send fails with AssertionError.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.wire import reading
from tests.wire.permissions import bit
from tests.wire.reading import Form
from tests.wire.things import Attachment, Channel, Guild, Json, Role, User
from tests.wire.world import World

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
KINDS: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    NUMBER: (int, float),
    ATTACHMENT: (Attachment,),
}


def chosen_command(world: World, guild: Guild | None, held: int, typed: str) -> tuple[Json, list[str], list[Json]]:
    """A command that somebody with these permissions sees: its head, the way to the subcommand, and its options."""
    name, *path = typed.split()
    there = [*world.commands[None], *(world.commands.get(guild.id, []) if guild else [])]
    visible = [each for each in there if each["type"] == 1 and allowed(each, guild, held)]
    found = next((each for each in visible if each["name"] == name), None)
    assert found is not None, f"no command /{name}; there are {sorted(each['name'] for each in visible)}"
    options = found.get("options", [])
    for step in path:
        inner = next((each for each in options if each["name"] == step and each["type"] in (SUBCOMMAND, GROUP)), None)
        assert inner is not None, f"no /{typed}; there are {[each['name'] for each in options]}"
        options = inner.get("options", [])
    assert not any(each["type"] in (SUBCOMMAND, GROUP) for each in options), f"/{typed} needs a subcommand"
    return {"id": found["id"], "name": name, "type": 1}, path, options


def allowed(command: Json, guild: Guild | None, held: int) -> bool:
    """Whether the app shows a command here to somebody with these permissions."""
    if guild is None:
        return command["contexts"] is None or 1 in command["contexts"]
    needed = command["default_member_permissions"]
    if needed is None or held & bit("administrator"):
        return True
    return needed != "0" and held & int(needed) == int(needed)


def typed_options(declared: list[Json], given: Json, unfinished: str | None = None) -> list[Json]:
    """The options with their types; `unfinished` is the one being typed, with which nothing is checked yet."""
    known = {each["name"]: each for each in declared}
    assert known.keys() >= given.keys(), f"no options {sorted(given.keys() - known.keys())}; there are {sorted(known)}"
    missing = [name for name, each in known.items() if each.get("required") and name not in given]
    assert unfinished or not missing, f"{missing} must be filled in"
    return [option(known[name], value, focused=name == unfinished) for name, value in given.items()]


def option(declared: Json, value: Any, *, focused: bool) -> Json:
    name, kind = declared["name"], declared["type"]
    if focused:
        return {"name": name, "type": kind, "value": value, "focused": True}
    right = isinstance(value, KINDS[kind]) and isinstance(value, bool) == (kind == BOOLEAN)
    assert right, f"{name} does not take {value!r}"
    least, most = declared.get("min_value"), declared.get("max_value")
    if kind == STRING:
        least, most = declared.get("min_length"), declared.get("max_length", 6000)
    if kind in (STRING, INTEGER, NUMBER):
        size = len(value) if kind == STRING else value
        assert least is None or size >= least, f"{name} is at least {least}"
        assert most is None or size <= most, f"{name} is at most {most}"
        offered = [each["value"] for each in declared.get("choices") or ()]
        assert not offered or value in offered, f"{name} offers {offered}"
    return {"name": name, "type": kind, "value": plain(value)}


def nested(path: list[str], options: list[Json]) -> list[Json]:
    """Options inside their subcommand, inside its group."""
    for depth, name in reversed(list(enumerate(path))):
        kind = GROUP if depth == 0 and len(path) == 2 else SUBCOMMAND
        options = [{"name": name, "type": kind, "options": options}]
    return options


def plain(value: Any) -> Any:
    """A value as JSON has it: people and things by their id."""
    return value if isinstance(value, str | int | float) else str(value.id)


def resolve(guild: Guild | None, values: Iterable[Any]) -> Json:
    """The people, roles, channels and files that are meant, in full; empty if there are none."""
    found: Json = {}
    for value in values:
        if isinstance(value, list | tuple):
            inner = resolve(guild, value)
            found = {key: {**found.get(key, {}), **inner.get(key, {})} for key in found.keys() | inner.keys()}
        elif isinstance(value, User | Role | Channel | Attachment):
            place = {User: "users", Role: "roles", Channel: "channels", Attachment: "attachments"}[type(value)]
            found.setdefault(place, {})[str(value.id)] = {
                **value.json(),
                **({"permissions": "0"} if place == "channels" else {}),
            }
        if isinstance(value, User) and guild and value.id in guild.members:
            member = {**guild.members[value.id].json(), "permissions": "0"}
            member.pop("user")
            found.setdefault("members", {})[str(value.id)] = member
    return found


def handed_in(form: Form, values: Json) -> list[Json]:
    """A form's components as they are handed in: what is given by label, otherwise what the fields hold."""
    fields = form.fields()
    assert fields.keys() >= values.keys(), (
        f"no fields {sorted(values.keys() - fields.keys())}; there are {list(fields)}"
    )
    content = {**form.filled_in(), **values}
    parts = []
    for number, each in enumerate(form.components, start=1):
        head = {"type": each["type"], "id": number}
        if each["type"] == reading.LABEL:
            parts.append({**head, "component": filled(each["label"], each["component"], content[each["label"]])})
        elif each["type"] == reading.ROW:
            inner = each["components"][0]
            parts.append({**head, "components": [filled(inner["label"], inner, content[inner["label"]])]})
        else:
            parts.append(head)
    return parts


def filled(label: str, field: Json, value: Any) -> Json:
    """One field as it is handed in, if Discord's app would let it through."""
    kind, must = field["type"], field.get("required", True)
    head = {"type": kind, "custom_id": field["custom_id"], "id": 1}
    if kind == reading.TEXT_INPUT:
        least, most = field.get("min_length", 1 if must else 0), field.get("max_length", 4000)
        assert least <= len(value) <= most or (not value and not must), f"{label!r} takes {least} to {most} characters"
        return {**head, "value": value}
    offered = [each["value"] for each in field.get("options", ())]
    if kind in (reading.RADIO, reading.CHECKBOX):
        assert value in (*offered, None) or kind == reading.CHECKBOX, f"{label!r} offers {offered}"
        assert value is not None or not must, f"{label!r} must be chosen"
        return {**head, "value": value}
    chosen = [plain(each) for each in (value if isinstance(value, list | tuple) else [value])]
    most = field.get("max_values", len(offered) if kind == reading.CHECKBOXES else 1)
    assert len(chosen) <= most, f"{label!r} takes at most {most}"
    assert len(chosen) >= (field.get("min_values", 1) if must else 0), f"{label!r} must be chosen"
    assert not offered or set(chosen) <= set(offered), f"{label!r} offers {offered}"
    return {**head, "values": chosen}
