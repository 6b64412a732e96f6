"""A team's settings in the database: who changes them, what is checked, and that two organizers lose nothing."""

import asyncio
from dataclasses import fields, replace
from datetime import datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from db import canvass, doors, people, setup, teams
from db.doors import ledger
from db.engine import open_engines
from db.facts import HOURS, TEAM_DEFAULTS, TEXT_MOST, Actor, ChannelUse, Naming, RankingMode, Step, TeamFacts
from db.facts.doors import EVERYONE, Outcome
from db.models.teams import Team
from db.refusals import EveryoneOrganizes, NotANumber, OnlyAdmins, OnlyOrganizers, TooLong
from db.store import Store
from tests.db.canvassing import ANA, CHANNEL, NOW, ROSA, STRANGER, welcome
from tests.db.whole import counts

ADMIN = replace(ROSA, person_id=9, name="Olga", admin=True)
MALIK = replace(ROSA, person_id=11, name="Malik")
NAMES = {"campaign": "Good Neighbors", "town": "Riverton", "hotline": "555-0100"}
TIMES = {"quiet_from": time(22), "quiet_until": time(7, 30), "confirm_hours": 48, "today_hours": 3}
HOSTILE = '@everyone **x** \'; DROP TABLE team; -- =HYPERLINK("x") 👩‍👩‍👧\x00\ud800'


@pytest.fixture(autouse=True)
async def _teams(store: Store) -> None:
    await store.write(welcome)


async def settings(store: Store, actor: Actor = ROSA) -> TeamFacts:
    """The team's settings as they are."""
    return await store.read(partial(setup.settings, actor=actor))


async def fill(store: Store, form: str, values: dict[str, Any], actor: Actor = ROSA) -> TeamFacts:
    """Open a form, and send it with these values."""
    await store.write(partial(setup.open_form, actor=actor, form=form, now=NOW))
    return await store.write(partial(setup.save_form, actor=actor, form=form, values=values, now=NOW))


# ---- settings ----------------------------------------------------------------------------------


def test_the_defaults_that_people_are_told_are_the_tables() -> None:
    team = Team(id=1, joined_at=NOW)
    assert {name: getattr(team, name) for name in TEAM_DEFAULTS} == TEAM_DEFAULTS
    columns = Team.__table__.columns  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    assert {name: columns[name].type.length for name in TEXT_MOST} == TEXT_MOST


async def test_each_setting_is_kept(store: Store) -> None:
    changes: list[partial[TeamFacts]] = [
        partial(setup.set_language, language="es"),
        partial(setup.set_zone, zone="America/Chicago", now=NOW),
        partial(setup.set_channel, use=ChannelUse.CANVASS, channel_id=1, now=NOW),
        partial(setup.set_channel, use=ChannelUse.OUTREACH, channel_id=2, now=NOW),
        partial(setup.set_channel, use=ChannelUse.ORGANIZERS, channel_id=3, now=NOW),
        partial(setup.set_organizer_role, role_id=4),
        partial(setup.set_ranking, mode=RankingMode.GROUPS),
        partial(setup.set_events, on=False),
        partial(setup.set_cheers, on=False),
    ]
    for change in changes:
        await store.write(partial(change, actor=ADMIN))
    await fill(store, "names", NAMES)
    await fill(store, "about", {"about": "We are\n\nneighbors", "about_not": "Not a party"})
    await fill(store, "times", TIMES)
    await fill(store, "line", {"offer_hours": 6, "at_once_hours": 1, "late_hours": 48})
    team, other = await settings(store), await settings(store, STRANGER)
    for name, value in {
        **NAMES,
        **TIMES,
        "language": "es",
        "zone": "America/Chicago",
        "events": False,
        "cheers": False,
    }.items():
        assert getattr(team, name) == value
    assert (team.canvass_channel_id, team.outreach_channel_id, team.organizers_channel_id) == (1, 2, 3)
    assert (team.organizer_role_id, team.ranking, team.about) == (4, RankingMode.GROUPS, "We are\n\nneighbors")
    same = {f.name for f in fields(TeamFacts) if getattr(team, f.name) == getattr(other, f.name)}
    assert same == {"name", "set_up_at", "sample_canvass_id"}


@pytest.mark.parametrize("actor", [ANA, replace(ANA, admin=False)])
@pytest.mark.parametrize(
    "unit",
    [
        setup.settings,
        setup.overview,
        partial(setup.set_language, language="es"),
        partial(setup.set_zone, zone="UTC", now=NOW),
        partial(setup.set_channel, use=ChannelUse.CANVASS, channel_id=1, now=NOW),
        partial(setup.set_ranking, mode=RankingMode.OFF),
        partial(setup.set_events, on=False),
        partial(setup.set_cheers, on=False),
        partial(setup.open_form, form="names", now=NOW),
        partial(setup.save_form, form="names", values=NAMES, now=NOW),
        partial(setup.reach, step=Step.DONE, now=NOW),
        partial(setup.plan_sample, title="x", note="", channel_id=CHANNEL, now=NOW),
        setup.remove_sample,
    ],
)
async def test_only_organizers_change_settings(store: Store, unit: Any, actor: Actor) -> None:
    before = await settings(store)
    with pytest.raises(OnlyOrganizers):
        await store.write(partial(unit, actor=actor))
    assert await settings(store) == before


async def test_only_those_who_manage_the_server_choose_the_organizer_role(store: Store) -> None:
    with pytest.raises(OnlyAdmins):
        await store.write(partial(setup.set_organizer_role, actor=ROSA, role_id=5))
    with pytest.raises(EveryoneOrganizes):
        await store.write(partial(setup.set_organizer_role, actor=ADMIN, role_id=ADMIN.team_id))
    assert (await settings(store)).organizer_role_id is None
    await store.write(partial(setup.set_organizer_role, actor=ADMIN, role_id=5))
    assert (await store.write(partial(setup.set_organizer_role, actor=ADMIN, role_id=None))).organizer_role_id is None


@pytest.mark.parametrize("name", TEXT_MOST)
async def test_a_text_that_does_not_fit_is_refused_whole(store: Store, name: str) -> None:
    form = next(form for form, names in setup.FORMS.items() if name in names)
    values = dict.fromkeys(setup.FORMS[form], "short") | {name: "x" * (TEXT_MOST[name] + 1)}
    with pytest.raises(TooLong) as refused:
        await fill(store, form, values)
    assert (refused.value.length, refused.value.most) == (TEXT_MOST[name] + 1, TEXT_MOST[name])
    assert (await settings(store)).campaign == ""
    fits = values | {name: "ñ" * TEXT_MOST[name]}
    assert getattr(await fill(store, form, fits), name) == "ñ" * TEXT_MOST[name]


async def test_hostile_texts_are_only_texts(store: Store) -> None:
    team = await fill(store, "about", {"about": HOSTILE, "about_not": f"{HOSTILE}\r\n\r\n{HOSTILE}"})
    assert team.about == HOSTILE.replace("\x00", "").replace("\ud800", "")
    assert team.about_not.count("\n") >= 1
    assert (await fill(store, "names", {**NAMES, "town": "Old\nTown\t "})).town == "Old Town"


@pytest.mark.parametrize("name", HOURS)
@pytest.mark.parametrize("side", [0, 1])
async def test_hours_have_bounds(store: Store, name: str, side: int) -> None:
    form = "times" if name in setup.FORMS["times"] else "line"
    whole = TIMES | {"offer_hours": 4, "at_once_hours": 12, "late_hours": 24}
    fits, beyond = HOURS[name][side], HOURS[name][side] + (1 if side else -1)
    values = {one: whole[one] for one in setup.FORMS[form]}
    assert getattr(await fill(store, form, values | {name: fits}), name) == fits
    with pytest.raises(NotANumber):
        await fill(store, form, values | {name: beyond})
    assert getattr(await settings(store), name) == fits


# ---- two at once -------------------------------------------------------------------------------


async def test_two_organizers_with_the_same_form_lose_nothing(store: Store) -> None:
    await fill(store, "names", NAMES)
    for actor in (ROSA, MALIK):
        await store.write(partial(setup.open_form, actor=actor, form="names", now=NOW))
    save = partial(setup.save_form, form="names", now=NOW)
    await store.write(partial(save, actor=ROSA, values={**NAMES, "town": "Springfield"}))
    team = await store.write(partial(save, actor=MALIK, values={**NAMES, "hotline": "555-0199"}))
    assert (team.campaign, team.town, team.hotline) == ("Good Neighbors", "Springfield", "555-0199")


async def test_a_form_sent_without_what_it_showed_saves_all_of_it(store: Store) -> None:
    team = await store.write(partial(setup.save_form, actor=ROSA, form="names", values=NAMES, now=NOW))
    assert (team.campaign, team.town, team.hotline) == tuple(NAMES.values())


async def test_choices_in_different_steps_at_once_are_all_kept(database: str, store: Store) -> None:
    second = Store(open_engines(database)) if database.startswith("postgres") else store
    changes: list[partial[TeamFacts]] = [
        partial(setup.set_language, language="es"),
        partial(setup.set_zone, zone="Asia/Tokyo", now=NOW),
        partial(setup.set_channel, use=ChannelUse.CANVASS, channel_id=5, now=NOW),
        partial(setup.set_ranking, mode=RankingMode.OFF),
        partial(setup.set_events, on=False),
        partial(setup.set_cheers, on=False),
    ]
    stores = [store, second]
    await asyncio.gather(
        *(stores[place % 2].write(partial(change, actor=ROSA)) for place, change in enumerate(changes * 10))
    )
    team = await settings(store)
    if second is not store:
        await second.close()
    assert (team.language, team.zone, team.canvass_channel_id) == ("es", "Asia/Tokyo", 5)
    assert (team.ranking, team.events) == (RankingMode.OFF, False)


# ---- how far a person has come -----------------------------------------------------------------


async def test_each_person_has_their_own_place_until_they_are_done(store: Store) -> None:
    async def at(actor: Actor) -> Step | None:
        return await store.read(partial(setup.reached, actor=actor))

    assert await at(ROSA) is None
    for actor, step in ((ROSA, Step.CHANNELS), (MALIK, Step.TIMES), (ROSA, Step.ROLE)):
        await store.write(partial(setup.reach, actor=actor, step=step, now=NOW))
    assert (await at(ROSA), await at(MALIK), await at(STRANGER)) == (Step.ROLE, Step.TIMES, None)
    team = await store.write(partial(setup.reach, actor=ROSA, step=Step.DONE, now=NOW))
    assert team.set_up_at == NOW
    assert (await at(ROSA), await at(MALIK)) == (None, Step.TIMES)
    again = await store.write(
        partial(setup.reach, actor=MALIK, step=Step.DONE, now=datetime(2027, 1, 1, tzinfo=NOW.tzinfo))
    )
    assert again.set_up_at == NOW
    assert (await settings(store, STRANGER)).set_up_at is None


# ---- the sample session ------------------------------------------------------------------------


async def test_the_sample_is_one_session_and_goes_without_a_trace(store: Store) -> None:
    await store.write(partial(setup.set_zone, actor=ROSA, zone="America/Los_Angeles", now=NOW))
    post = partial(setup.plan_sample, actor=ROSA, title="Test", note="Press", channel_id=CHANNEL, now=NOW)
    facts, again = await store.write(post), await store.write(post)
    assert facts.id == again.id
    local = facts.plan.starts_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert (local.hour, (local.date() - NOW.astimezone(local.tzinfo).date()).days) == (10, 1)
    await store.write(partial(canvass.join, actor=ANA, canvass_id=facts.id, now=NOW))
    assert (await store.read(partial(setup.overview, actor=ROSA))).sample is not None
    assert (await store.read(partial(setup.overview, actor=STRANGER))).sample is None
    removed = await store.write(partial(setup.remove_sample, actor=ROSA))
    assert removed is not None
    assert removed.id == facts.id
    left = await store.read(counts)
    assert (left["canvass"], left["signup"], left["nudge"]) == (0, 0, 0)
    assert await store.write(partial(setup.remove_sample, actor=ROSA)) is None
    assert (await store.write(post)).id != facts.id


async def test_what_was_tried_at_the_sample_counts_for_nobody_even_after_it_was_wrapped_up(store: Store) -> None:
    post = partial(setup.plan_sample, actor=ROSA, title="Test", note="", channel_id=CHANNEL, now=NOW)
    tallied = partial(ledger.tallies, team_id=ROSA.team_id, scope=ledger.CAMPAIGN)
    for remove in (partial(setup.remove_sample, actor=ROSA), post):
        facts = await store.write(post)
        at = facts.plan.starts_at
        await store.write(partial(doors.start, canvass_id=facts.id, now=at, actor=ROSA))
        three = {Outcome.TALKED: 3}
        await store.write(partial(doors.add, actor=ROSA, canvass_id=facts.id, press_id=facts.id, counts=three, now=at))
        await store.write(partial(doors.wrap, actor=ROSA, canvass_id=facts.id, now=at, say=lambda *_: "…"))
        assert (await store.read(tallied))[EVERYONE].doors == 3
        shown = (await store.read(partial(setup.overview, actor=ROSA))).sample
        assert shown is not None, "it can still be removed"
        assert shown.over
        assert (await store.read(counts))["followup"] == 1, "load the data"
        await store.write(remove)
        assert await store.read(tallied) == {}
        assert (await store.read(counts))["followup"] == 0


async def test_another_teams_sample_is_out_of_reach(store: Store) -> None:
    post = partial(setup.plan_sample, title="Test", note="", channel_id=CHANNEL, now=NOW)
    facts = await store.write(partial(post, actor=ROSA))

    def forge(tx: Session) -> None:
        tx.get_one(Team, 2).sample_canvass_id = facts.id

    await store.write(forge)
    assert await store.write(partial(setup.remove_sample, actor=STRANGER)) is None
    assert await store.read(partial(canvass.find, canvass_id=facts.id)) is not None


# ---- people's own settings ---------------------------------------------------------------------


async def test_people_have_their_own_settings_in_each_team(store: Store) -> None:
    assert await store.read(partial(people.mine, actor=ANA)) is None
    await store.write(partial(people.set_language, actor=ANA, language="es", now=NOW))
    await store.write(partial(people.set_zone, actor=ANA, zone="America/Bogota", now=NOW))
    await store.write(partial(people.set_reminders, actor=ANA, on=False, now=NOW))
    await store.write(partial(people.set_naming, actor=ANA, naming=Naming.UNNAMED, now=NOW))
    mine = await store.read(partial(people.mine, actor=ANA))
    assert mine is not None
    assert (mine.language, mine.zone, mine.reminders, mine.naming) == ("es", "America/Bogota", False, Naming.UNNAMED)
    assert await store.read(partial(people.mine, actor=replace(ANA, team_id=2))) is None
    back = await store.write(partial(people.set_language, actor=ANA, language=None, now=NOW))
    assert (back.language, back.zone) == (None, "America/Bogota")


async def test_arriving_twice_is_one_team(store: Store) -> None:
    come = partial(teams.arrive, team_id=3, name="New", language="es", now=NOW)
    first, second = await store.write(come), await store.write(come)
    assert (first.back, second.back) == (False, True)
    assert first.team.language == "es"
    assert (await store.read(counts))["team"] == 3
