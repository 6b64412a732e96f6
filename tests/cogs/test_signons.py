"""`/signon`: written down, listed as far as one may see, exported by organizers, agreed beyond; and the flyer."""

import csv
import io
import logging
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from db.facts.playbooks import Kind
from db.facts.prospects import ProspectPlan
from tests.cogs.campaigning import picture
from tests.cogs.canvassing import make_organizer
from tests.cogs.hands import choose, labels, press, values_in
from tests.cogs.test_playbooks import add, file_of, slash
from tests.cogs.world import World, controls_of, text_of

PASTOR = ProspectPlan(Kind.FAITH, "Grace Oduya", "First Church")


@pytest.fixture
async def team(world: World) -> World:
    """A team whose organizer is Rosa."""
    await make_organizer(world)
    return world


async def sign(world: World, person: MemberActor, prospect: int, **typed: str) -> InteractionResult:
    """Write down that a prospect signed on."""
    form = await slash(world, person, "signon add", who=str(prospect))
    return await person.submit_modal(
        form, chosen({**values_in(form), "capacity": "institution", "public": "no", **typed})
    )


def chosen(typed: dict[str, str]) -> dict[str, Any]:
    """What is typed, with what is chosen in a list as Discord sends it."""
    lists = {"kind", "capacity", "public", "who"}
    return {name: ([text] if text else []) if name in lists else text for name, text in typed.items()}


async def won(world: World, person: MemberActor, plan: ProspectPlan = PASTOR, **typed: str) -> int:
    """A prospect that signed on."""
    number = await add(world, person, plan)
    await sign(world, person, number, **{"capacity": "institution", "public": "yes", **typed})
    return number


# ---- written down ----------------------------------------------------------------------------------------


async def test_a_sign_on_is_private_until_they_say_otherwise(team: World) -> None:
    sam = team.team.sam
    pastor = await add(team, sam, PASTOR)
    form = await slash(team, sam, "signon add", who=str(pastor))
    assert values_in(form)["on"] == "2026-11-23"
    shown = await sign(team, sam, pastor, public="no", on="yesterday", statement="Nobody should be afraid.")
    told = text_of(shown)
    assert "Signed on November 22, 2026" in told
    assert "🔒 Private" in told
    assert "Nobody should be afraid." in told
    assert team.rows("SELECT stage FROM prospect") == [("signed_on",)]
    assert "Grace" not in text_of(await slash(team, team.team.malik, "signon list"))
    shown = await sign(team, sam, pastor, public="yes")
    assert "🌐 Public" in text_of(shown)
    assert "First Church (Grace Oduya)" in text_of(await slash(team, team.team.malik, "signon list"))


async def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(team: World) -> None:
    sam = team.team.sam
    pastor = await add(team, sam, PASTOR)
    shown = await sign(team, sam, pastor, on="2026-12-24", statement="Kept")
    assert team.rows("SELECT count(*) FROM signed_on") == [(0,)]
    assert values_in(await press(sam, shown, "Correct it"))["statement"] == "Kept"


async def test_somebody_signs_on_out_of_the_blue(team: World) -> None:
    ana = team.team.ana
    shown = await slash(team, ana, "signon add")
    form = await press(ana, shown, "Alguien nuevo…")
    typed = {"kind": "civic", "name": "Luis Paz", "place": "City Library", "capacity": "personal", "public": "yes"}
    shown = await ana.submit_modal(form, chosen(typed))
    assert "A título personal" in text_of(shown)
    listed = text_of(await slash(team, team.team.sam, "signon list"))
    assert "Luis Paz" in listed
    assert "Library" not in listed
    form = await press(ana, await slash(team, ana, "signon add"), "Alguien nuevo…")
    refused = await ana.submit_modal(form, chosen(typed))
    assert team.rows("SELECT count(*) FROM prospect") == [(1,)]
    assert "Luis Paz" in text_of(refused)


async def test_a_sign_on_is_taken_back_after_a_second_look(team: World) -> None:
    sam = team.team.sam
    pastor = await won(team, sam)
    shown = await slash(team, sam, "prospect sign-on", who=str(pastor))
    shown = await press(sam, await press(sam, shown, "Take back"), "Yes, take it back")
    assert "Taken back" in text_of(shown)
    assert team.rows("SELECT count(*) FROM signed_on") == [(0,)]


async def test_only_those_who_work_on_them_write_it_down(team: World) -> None:
    pastor = await add(team, team.team.sam, PASTOR)
    told = text_of(await slash(team, team.team.malik, "signon add", who=str(pastor)))
    assert "looks after" in told
    shown = await slash(team, team.team.malik, "prospect sign-on", who=str(pastor))
    assert "no public sign-on" in text_of(shown)
    assert "Write it down…" not in labels(shown)


# ---- beyond it -------------------------------------------------------------------------------------------


async def test_a_deeper_ask_goes_from_asked_to_done_and_is_remembered(team: World) -> None:
    sam = team.team.sam
    pastor = await won(team, sam)
    shown = await slash(team, sam, "prospect sign-on", who=str(pastor))
    keys = [option["value"] for option in _options(shown, "commitment.offer")]
    key = next(one for one in keys if one != "raid_support")
    shown = await choose(sam, shown, "commitment.offer", key)
    assert "Noted that you asked" in text_of(shown)
    form = await press(sam, shown, "They agreed…")
    shown = await sam.submit_modal(form, {**chosen({"due": "in 2 weeks", "public": "yes"}), "who": [sam]})
    assert "December 7, 2026" in text_of(shown)
    assert team.rows("SELECT count(*) FROM followup WHERE state = 'open' AND owner_id = ?", sam.id) == [(1,)]
    listed = await slash(team, team.team.malik, "signon list")
    listed = await press(team.team.malik, listed, "Commitments")
    assert "Grace Oduya" in text_of(listed)
    shown = await press(sam, shown, "Done")
    assert "Done!" in text_of(shown)
    assert team.rows("SELECT count(*) FROM followup WHERE state = 'open'") == [(0,)]
    shown = await press(sam, shown, "Back")
    assert key not in [option["value"] for option in _options(shown, "commitment.offer")]


async def test_of_support_after_raids_only_a_number_is_kept(team: World) -> None:
    sam = team.team.sam
    pastor = await won(team, sam)
    shown = await slash(team, sam, "prospect sign-on", who=str(pastor))
    shown = await choose(sam, shown, "commitment.offer", "raid_support")
    form = await press(sam, shown, "They agreed…")
    assert set(values_in(form)) == {"count", "due", "who"}
    wrong = await sam.submit_modal(form, chosen({"count": "12 at", "due": "", "who": ""}))
    assert team.rows("SELECT state FROM committed") == [("offered",)]
    form = await press(sam, wrong, "Correct it")
    shown = await sam.submit_modal(form, chosen({"count": "12", "due": "", "who": ""}))
    assert "12 in all" in text_of(shown)
    form = await press(sam, shown, "Done")
    shown = await sam.submit_modal(form, {"count": "14"})
    assert "14 in all" in text_of(shown)
    assert team.rows("SELECT state, count, public FROM committed") == [("done", 14, 0)]


async def test_what_they_would_rather_not_is_let_go(team: World) -> None:
    sam = team.team.sam
    pastor = await won(team, sam)
    shown = await slash(team, sam, "prospect sign-on", who=str(pastor))
    shown = await choose(sam, shown, "commitment.offer", _options(shown, "commitment.offer")[0]["value"])
    shown = await press(sam, shown, "Rather not")
    assert "no hard feelings" in text_of(shown)
    assert "rather not" in text_of(shown)


def _options(shown: InteractionResult, code: str) -> list[dict[str, Any]]:
    [select] = [part for part in controls_of(shown) if part["custom_id"].startswith(f"t1:{code}")]
    options: list[dict[str, Any]] = select["options"]
    return options


# ---- list, export, flyer ---------------------------------------------------------------------------------


async def test_organizers_export_all_and_the_log_names_nobody(team: World, caplog: pytest.LogCaptureFixture) -> None:
    sam, rosa = team.team.sam, team.team.rosa
    await won(team, sam, statement="=1+1")
    quiet = ProspectPlan(Kind.BUSINESS, "Quiet One", "Hush Bar")
    await won(team, sam, quiet, public="no", capacity="personal")
    assert "organizer" in text_of(await slash(team, sam, "signon export")).lower()
    with caplog.at_level(logging.INFO):
        shown = await slash(team, rosa, "signon export")
    rows = list(csv.DictReader(io.StringIO(await file_of(shown))))
    assert [row["name"] for row in rows] == ["Grace Oduya", "Quiet One"]
    assert [row["institution"] for row in rows] == ["First Church", ""]
    assert rows[0]["statement"] == "'=1+1"
    [line] = [one.getMessage() for one in caplog.records if "sign-ons exported" in one.getMessage()]
    assert line.startswith("sign-ons exported: 2 lines")
    assert not any(word in line for word in ("Grace", "Quiet", "Rosa", "Church"))


async def test_a_flyer_shows_the_public_ones_and_is_posted_in_the_teams_language(team: World) -> None:
    ana, rosa = team.team.ana, team.team.rosa
    assert "Todavía no se puede nombrar" in text_of(await slash(team, ana, "signon flyer"))
    await won(team, ana)
    await won(team, ana, ProspectPlan(Kind.BUSINESS, "Quiet One", "Hush Bar"), public="no")
    shown = await slash(team, ana, "signon flyer")
    name, alt = picture(shown)
    assert name == "sign-ons.png"
    assert "First Church (Grace Oduya)" in alt
    assert "Quiet" not in alt
    assert "Publicar aquí" not in labels(shown)
    text = await file_of(await press(ana, shown, "Como texto"))
    assert "• First Church (Grace Oduya)" in text
    assert "Quiet" not in text
    await press(rosa, await slash(team, rosa, "signon flyer"), "Post here")
    posted = team.team.outreach.history()[-1]
    assert "1 leader stands with us!" in text_of(posted)
    assert "Quiet" not in text_of(posted)


async def test_lists_page_and_show_one_kind(team: World) -> None:
    sam = team.team.sam
    for number in range(11):
        await won(team, sam, ProspectPlan(Kind.SCHOOL, f"School {number}", ""))
    await won(team, sam)
    shown = await slash(team, sam, "signon list")
    assert "Page 1 of 2" in text_of(shown)
    assert "School 0" in text_of(await press(sam, shown, "▶"))
    shown = await choose(sam, shown, "signon.kind", "faith")
    assert "School" not in text_of(shown).replace("Schools", "")
    shown = await choose(sam, shown, "signon.chosen", _options(shown, "signon.chosen")[0]["value"])
    assert "Grace Oduya" in text_of(shown)


async def test_another_team_sees_none_of_it(team: World) -> None:
    await won(team, team.team.sam)
    other = team.other
    for what in ("signon list", "signon export", "signon flyer"):
        assert "Grace" not in text_of(await other.admin.slash(other.canvass, what))
