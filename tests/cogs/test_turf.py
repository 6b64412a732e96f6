"""`/turf` as people use it: organizers, volunteers, two languages, two teams, restarts, hostile files."""

import csv
import io
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.cards import kit
from bot.turf_sheet import read_turfs
from tests.cogs.world import Team, World, controls_of, text_of

OLD = {"name": "Old Town", "doors": "1,200", "priority": ["first"], "why": "Many tenants"}
HOSTILE = '=HYPERLINK("http://x") @everyone **b** <@1>'


async def add(person: MemberActor, team: Team, **typed: Any) -> InteractionResult:
    """Fill the form of a new neighborhood and send it."""
    form = await person.slash(team.organizers, "turf add")
    return await person.submit_modal(form, {**OLD, **typed})


async def listed(person: MemberActor, team: Team) -> str:
    """What the list says."""
    return text_of(await person.slash(team.organizers, "turf list"))


async def send(person: MemberActor, team: Team, text: str, name: str = "turf.csv") -> InteractionResult:
    """Send a file to import."""
    return await person.slash(team.organizers, "turf import", file=(name, text.encode()))


def labels(shown: InteractionResult) -> list[str]:
    """The buttons that can be pressed."""
    return [part["label"] for part in controls_of(shown) if part.get("label") and not part.get("disabled")]


async def press(person: MemberActor, shown: InteractionResult, label: str) -> InteractionResult:
    """Press a button of an answer."""
    assert shown.response is not None
    return await person.click(shown.response, label=label)


def options(shown: InteractionResult) -> list[dict[str, Any]]:
    """The lines of the select in an answer."""
    [select] = [part for part in controls_of(shown) if part["type"] == 3]
    lines: list[dict[str, Any]] = select["options"]
    return lines


async def choose(person: MemberActor, shown: InteractionResult, place: int) -> InteractionResult:
    """Choose a line of the select in an answer."""
    assert shown.response is not None
    return await person.select(shown.response, [options(shown)[place]["value"]])


def files(shown: InteractionResult) -> list[discord.Attachment]:
    """What is attached to an answer."""
    assert shown.response is not None
    return shown.response.attachments


async def post(world: World, team: Team, custom_id: str) -> discord.Message:
    """A public message with one button: somebody else's button, as a forger would press it."""
    channel = world.app.client.get_channel(team.organizers.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=kit.note("A card", kit.row(kit.button("Go", custom_id))))


def values_in(modal: dict[str, Any] | None) -> dict[str, Any]:
    """What a form shows before anything is typed."""
    assert modal is not None
    fields = [part["component"] for part in modal["components"] if part.get("component")]
    return {
        field["custom_id"]: field.get("value") or [o["value"] for o in field.get("options", []) if o["default"]]
        for field in fields
    }


# ---- add and list ------------------------------------------------------------------------------


async def test_an_organizer_adds_one_and_everyone_sees_it_in_their_language(world: World) -> None:
    team = world.team
    shown = await add(team.admin, team)
    assert shown.ephemeral
    assert "Old Town is on the list" in text_of(shown)
    assert "1,200 doors · Go first" in text_of(shown)
    for person, title in ((team.admin, "Neighborhoods"), (team.sam, "Neighborhoods"), (team.ana, "Vecindarios")):
        text = await listed(person, team)
        assert title in text
        assert "Old Town" in text
        assert "Many tenants" in text


async def test_the_first_list_says_what_to_do_next(world: World) -> None:
    team = world.team
    empty = await team.admin.slash(team.organizers, "turf list")
    assert "None yet" in text_of(empty)
    form = await press(team.admin, empty, "Add one")
    assert values_in(form.modal)["priority"] == ["next"]
    assert "never a person’s home" in str(form.modal)
    added = await team.admin.submit_modal(form, {"name": "Ward 1", "priority": ["next"]})
    assert labels(added) == ["Edit", "Add another"]
    assert labels(await team.sam.slash(team.organizers, "turf list")) == []


async def test_what_is_wrong_in_a_form_is_told_and_nothing_typed_is_lost(world: World) -> None:
    team = world.team
    refused = await add(team.admin, team, doors="about 100")
    assert "“about 100” is not a whole number from 1 to 100,000" in text_of(refused)
    again = await press(team.admin, refused, "Correct it")
    typed = {"name": "Old Town", "doors": "about 100", "priority": ["first"], "why": "Many tenants"}
    assert values_in(again.modal) == typed
    anew = await team.admin.slash(team.organizers, "turf add")
    assert values_in(anew.modal) == typed, "a dismissed correction is not lost either"
    saved = await team.admin.submit_modal(anew, {**OLD, "doors": "100"})
    assert "Old Town is on the list" in text_of(saved)
    fresh = await team.admin.slash(team.organizers, "turf add")
    assert values_in(fresh.modal)["name"] == []


async def test_a_name_is_taken_once(world: World) -> None:
    await add(world.team.admin, world.team)
    refused = await add(world.team.admin, world.team, name="  OLD   town ")
    assert "There is already one called “Old Town”" in text_of(refused)


async def test_long_lists_turn_their_pages(world: World) -> None:
    team = world.team
    look = await send(team.admin, team, "name\n" + "".join(f"Ward {n}\n" for n in range(1, 31)))
    done = await press(team.admin, look, "Import 30")
    page = await press(team.admin, done, "Show the list")
    assert "30 to knock" in text_of(page)
    assert "**Ward 10**" in text_of(page)
    assert "**Ward 11**" not in text_of(page)
    second = await press(team.admin, page, "Next ▶")
    assert "**Ward 11**" in text_of(second)
    assert labels(second)[:2] == ["◀ Back", "Next ▶"]


# ---- edit --------------------------------------------------------------------------------------


async def test_an_edit_begins_with_what_is_there(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    form = await team.admin.slash(team.organizers, "turf edit", name="old town")
    assert values_in(form.modal) == {**OLD, "doors": "1200"}
    done = await team.admin.submit_modal(form, {**OLD, "name": "New Town", "doors": "", "priority": ["later"]})
    assert "New Town is saved" in text_of(done)
    assert "no door goal · Later" in text_of(done)
    assert "Old Town" not in await listed(team.sam, team)


async def test_without_a_name_one_chooses_from_a_list(world: World) -> None:
    team = world.team
    for name in ("Ward 2", "Ward 10"):
        await add(team.admin, team, name=name)
    chooser = await team.admin.slash(team.organizers, "turf edit")
    assert [option["label"] for option in options(chooser)] == ["Ward 2", "Ward 10"]
    form = await choose(team.admin, chooser, 1)
    assert values_in(form.modal)["name"] == "Ward 10"
    saved = await team.admin.submit_modal(form, {**OLD, "name": "Ward 11"})
    assert "Ward 11 is saved" in text_of(saved)


async def test_two_organizers_edit_at_once(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    user = world.env.create_user("olmo", global_name="Olmo")
    other = team.guild.add_member(user, roles=[team.guild.roles["Admin"]])
    mine = await team.admin.slash(team.organizers, "turf edit", name="Old Town")
    theirs = await other.slash(team.organizers, "turf edit", name="Old Town")
    await other.submit_modal(theirs, {**OLD, "doors": "150", "why": "Quiet street"})
    done = await team.admin.submit_modal(mine, {**OLD, "doors": "900"})
    text = text_of(done)
    assert "900 doors" in text
    assert "Quiet street" in text, "what only the other changed stays"
    assert "somebody else had written this" in text
    assert "Doors: 150" in text


async def test_a_form_that_was_open_during_a_restart_is_saved(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    form = await team.admin.slash(team.organizers, "turf edit", name="Old Town")
    await world.restart()
    assert "900 doors" in text_of(await team.admin.submit_modal(form, {**OLD, "doors": "900"}))


# ---- finish ------------------------------------------------------------------------------------


async def test_a_finish_can_be_taken_back_even_after_a_restart(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    done = await team.admin.slash(team.organizers, "turf finish", name="Old Town")
    assert "Old Town is finished" in text_of(done)
    assert "### Finished" in await listed(team.sam, team)
    await world.restart()
    undone = await press(team.admin, done, "Undo: open it again")
    assert "open again" in text_of(undone)
    assert "### Finished" not in await listed(team.sam, team)


async def test_only_open_ones_can_be_chosen_to_finish(world: World) -> None:
    team = world.team
    for name in ("Ward 1", "Ward 2"):
        await add(team.admin, team, name=name)
    panel = await team.admin.slash(team.organizers, "turf list")
    for left in (2, 1):
        chooser = await press(team.admin, panel, "Finish")
        assert len(options(chooser)) == left
        await choose(team.admin, chooser, 0)
        panel = await team.admin.slash(team.organizers, "turf list")
    nothing = await team.admin.slash(team.organizers, "turf finish")
    assert "No neighborhood is waiting to be finished" in text_of(nothing)


async def test_two_press_finish_at_once(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    panels = [await team.admin.slash(team.organizers, "turf finish") for _ in range(2)]
    for panel in panels:
        done = await choose(team.admin, panel, 0)
        assert "Old Town is finished" in text_of(done)
    assert world.rows("SELECT count(*) FROM turf WHERE finished_at IS NOT NULL") == [(1,)]


# ---- import ------------------------------------------------------------------------------------


async def test_without_a_file_one_gets_a_sheet_to_fill_in(world: World) -> None:
    team = world.team
    world.speaks(team.admin, "es-ES")
    shown = await team.admin.slash(team.organizers, "turf import")
    assert "sin direcciones" in text_of(shown)
    [sheet] = files(shown)
    assert sheet.filename == "vecindarios.csv"
    heads, *examples = csv.reader(io.StringIO((await sheet.read()).decode("utf-8-sig")))
    assert heads == ["nombre", "puertas", "prioridad", "por qué"]
    assert len(examples) == 2


async def test_the_sheet_of_a_team_that_has_some_comes_back_unchanged(world: World) -> None:
    team = world.team
    await add(team.admin, team, name=HOSTILE)
    shown = await team.admin.slash(team.organizers, "turf import")
    [sheet] = files(shown)
    data = await sheet.read()
    assert [row.name for row in read_turfs(data).rows] == [HOSTILE]
    assert "'=HYPERLINK" in data.decode("utf-8-sig")
    again = await team.admin.slash(team.organizers, "turf import", file=(sheet.filename, data))
    assert "nothing to import" in text_of(again)


async def test_a_file_is_looked_at_first_and_imported_at_a_press(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    look = await send(team.admin, team, "Nombre;Puertas;Dirección\nOLD TOWN;900;x\nWard 2;;\n")
    text = text_of(look)
    assert "1 new · 1 changed" in text
    assert "doors 1,200 → 900" in text
    assert "Left out, as it is not used here: *Dirección*." in text
    assert "Ward 2" not in await listed(team.sam, team)
    await world.restart()
    done = await press(team.admin, look, "Import 2")
    assert "Imported" in text_of(done)
    assert "900 doors" in await listed(team.sam, team)
    assert "Ward 2" in await listed(team.sam, team)


async def test_a_file_that_is_sent_twice_is_harmless(world: World) -> None:
    team = world.team
    text = "name,doors\nWard 1,10\nWard 2,20\n"
    looks = [await send(team.admin, team, text) for _ in range(2)]
    await press(team.admin, looks[0], "Import 2")
    twice = await press(team.admin, looks[1], "Import 2")
    assert "no longer the newest" in text_of(twice)
    assert "nothing to import" in text_of(await send(team.admin, team, text))
    assert world.rows("SELECT count(*) FROM turf") == [(2,)]


async def test_an_older_preview_does_not_import_a_newer_file(world: World) -> None:
    team = world.team
    old, new = [await send(team.admin, team, f"name\n{name}\n") for name in ("Ward 1", "Ward 2")]
    refused = await press(team.admin, old, "Import 1")
    assert "no longer the newest" in text_of(refused)
    left = await press(team.admin, new, "Do not import")
    assert "Nothing was imported" in text_of(left)
    assert world.rows("SELECT count(*) FROM turf") == [(0,)]
    assert world.rows("SELECT count(*) FROM draft WHERE kind = 'turf.import'") == [(0,)]


async def test_a_bad_line_stops_everything_and_is_told(world: World) -> None:
    team = world.team
    world.speaks(team.admin, "es-419")
    shown = await send(team.admin, team, "nombre,puertas\nBien,10\nMal,muchas\n")
    assert "**Línea 3** · puertas: «muchas» no es un número entero" in text_of(shown)
    assert controls_of(shown) == []
    assert files(shown) == []
    assert world.rows("SELECT count(*) FROM turf") == [(0,)]


async def test_many_bad_lines_come_as_a_file(world: World) -> None:
    team = world.team
    shown = await send(team.admin, team, "name,doors\n" + "".join(f"Ward {n},{HOSTILE[:4]}\n" for n in range(50)))
    assert "…and 40 more lines" in text_of(shown)
    [report] = files(shown)
    lines = (await report.read()).decode("utf-8-sig").split("\r\n")
    assert len(lines) == 50
    assert lines[49].startswith("Line 51: doors: “=HYP”")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"name\n" + b"x" * (256 * 1024), "larger than 256 KB"),
        (b"PK\x03\x04\x00\x00", "could not be read as text"),
        (b"", "the file is empty"),
        (b"Ward 1,5\n", "no column is called"),
        (("name\n" + "".join(f"W{n}\n" for n in range(201))).encode(), "one line too many: 200 fit"),
    ],
    ids=["large", "workbook", "empty", "no heads", "201 lines"],
)
async def test_what_cannot_be_read_is_told_clearly(world: World, data: bytes, told: str) -> None:
    team = world.team
    shown = await team.admin.slash(team.organizers, "turf import", file=("x.csv", data))
    assert told in text_of(shown)
    assert world.rows("SELECT count(*) FROM turf") == [(0,)]


async def test_a_file_that_discord_does_not_hand_over_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    team = world.team
    monkeypatch.setattr(world.env.backend.cdn, "get", {}.get)  # it has expired, or was deleted
    shown = await send(team.admin, team, "name\nA\n")
    assert "Discord did not hand over that file" in text_of(shown)


# ---- who may, and whose ------------------------------------------------------------------------


async def test_volunteers_change_nothing(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    for command, options in (
        ("turf add", {}),
        ("turf edit", {}),
        ("turf edit", {"name": "Old Town"}),
        ("turf finish", {}),
        ("turf finish", {"name": "Old Town"}),
        ("turf import", {}),
        ("turf import", {"file": ("a.csv", b"name\nA\n")}),
    ):
        shown = await team.sam.slash(team.organizers, command, **options)
        assert "for the organizers of your team" in text_of(shown), command
        assert shown.modal is None
    assert world.rows("SELECT count(*), count(finished_at) FROM turf") == [(1, 0)]


async def test_a_volunteers_forged_press_changes_nothing(world: World) -> None:
    team = world.team
    await add(team.admin, team)
    done = await team.admin.slash(team.organizers, "turf finish", name="Old Town")
    for custom_id in [part["custom_id"] for part in controls_of(done)]:
        assert custom_id.startswith("t1:turf.reopen:")
        card = await post(world, team, custom_id)
        assert "for the organizers of your team" in text_of(await team.sam.click(card, custom_id=custom_id))
    assert world.rows("SELECT count(finished_at) FROM turf") == [(1,)]


async def test_another_team_sees_and_changes_nothing(world: World) -> None:
    ours, theirs = world.team, world.other
    done = await add(ours.admin, ours)
    [edit_id, _] = [part["custom_id"] for part in controls_of(done)]
    assert "None yet" in await listed(theirs.admin, theirs)
    assert "no neighborhood called" in text_of(
        await theirs.admin.slash(theirs.organizers, "turf finish", name="Old Town")
    )
    assert await theirs.admin.autocomplete(theirs.organizers, "turf edit", "name", "old") == []
    card = await post(world, theirs, edit_id)
    assert "no longer there" in text_of(await theirs.admin.click(card, custom_id=edit_id))
    assert world.rows("SELECT count(*), count(finished_at) FROM turf") == [(1, 0)]


async def test_suggestions_find_names_as_people_type_them(world: World) -> None:
    team = world.team
    for name in ("San José", "Ward 1", "Near San José"):
        await add(team.admin, team, name=name)
    await team.admin.slash(team.organizers, "turf finish", name="San José")
    offered = await team.ana.autocomplete(team.organizers, "turf edit", "name", "SAN JO")
    assert [choice["value"] for choice in offered] == ["Near San José", "San José"]
    offered = await team.ana.autocomplete(team.organizers, "turf finish", "name", "SAN JO")
    assert [choice["value"] for choice in offered] == ["Near San José"]


async def test_hostile_names_are_shown_as_text(world: World) -> None:
    team = world.team
    shown = await add(team.admin, team, name=HOSTILE, why=HOSTILE)
    for text in (text_of(shown), await listed(team.sam, team)):
        assert "@everyone" not in text
        assert "<@1>" not in text
        assert "**b**" not in text
