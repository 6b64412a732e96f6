"""Every command, button and form × role: who may, who gets a kind no, and that another team gets nothing at all."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor
from sqlmodel import Session

from bot.cards import kit as bricks
from bot.ids import DECLARED
from bot.presses import FORMS
from bot.words import LANGUAGES, words_in
from db import canvass, doors, followups, meetings, nudges, prospects, setup, teams, turf
from db.facts import Actor, CanvassPlan, FollowupPlan, NudgeKind, TurfPlan
from db.facts.meetings import MeetingPlan, Section
from db.facts.playbooks import Kind
from db.facts.prospects import ContactHow, ContactResult, ProspectPlan
from db.facts.signons import Capacity
from tests.cogs import raw
from tests.cogs.permissions import COMMANDS, GOING, PRESSES, ROLES, SIGNED_UP, THEMSELVES, VOLUNTEER, Row
from tests.cogs.restoring import as_it_was
from tests.cogs.world import Team, World, text_of

SECRET = "Planted words"
REFUSALS = (
    "only_organizers",
    "only_admins",
    "only_captain",
    "not_yours",
    "not_signed_up",
    "hand_over_over",
    "only_lead",
    "only_meeting_leads",
    "only_attendees",
)
NO = {words_in(language)(f"refusal.{key}") for language in LANGUAGES for key in REFUSALS}


@dataclass(frozen=True)
class Stage:
    """A session with a captain and a volunteer, people of every role, and a card to press."""

    world: World
    canvass_id: int
    live_id: int
    turf_id: int
    followup_id: int
    asked_id: int
    led_id: int
    card: discord.Message
    foreign_card: discord.Message

    def who(self, role: str) -> MemberActor:
        """The person of a role."""
        team = self.world.team
        return {
            "stranger": team.stranger, "volunteer": team.sam, "captain": team.malik,
            "organizer": team.rosa, "admin": team.admin,
        }[role]  # fmt: skip

    def filled(self, value: Any) -> Any:
        """A value with "$name" replaced by what it stands for."""
        if not (isinstance(value, str) and value.startswith("$")):
            return value
        team = self.world.team
        known = {
            "$canvass": self.canvass_id, "$live": self.live_id, "$turf": self.turf_id, "$channel": team.canvass.id,
            "$role": team.organizer_role.id, "$volunteer": team.sam.id,
            "$promise": self.followup_id, "$change": f"e{self.followup_id}", "$asked": self.asked_id,
            "$captain": team.malik.id, "$nudge": self.nudge("followup"), "$asking": self.nudge("hand_over"),
            "$telling": self.nudge("lead_told"), "$reminding": self.nudge("session_later"),
            "$official": self.first("research_note", "prospect_id"), "$note": self.first("research_note", "id"),
            "$meeting": self.first("meeting", "id"), "$leader": self.first("meeting", "prospect_id"),
            "$plan": f"plan-{self.first('meeting', 'prospect_id')}-0", "$task": self.first("prep_task", "id"),
            "$line": self.first("prep_line", "id"),
            "$signed": self.first("signed_on", "prospect_id"), "$commitment": self.first("committed", "id"),
        }  # fmt: skip
        return known.get(value, value)

    def nudge(self, kind: str) -> int:
        """The volunteer's nudge of a kind."""
        query = "SELECT min(id) FROM nudge WHERE kind = ? AND person_id = ?"
        [(number,)] = self.world.rows(query, kind, self.world.team.sam.id)
        assert isinstance(number, int)
        return number

    def first(self, table: str, column: str) -> int:
        """The team's first of something; there is none for another team."""
        query = f"SELECT min({column}) FROM {table} WHERE team_id = ?"  # noqa: S608 - our own names
        [(number,)] = self.world.rows(query, self.world.team.guild.id)
        return int(number or 0)

    def custom_id(self, code: str, row: Row) -> str:
        """The id of a button or form, filled in."""
        return DECLARED[code](**{name: self.filled(value) for name, value in row.values.items()})

    def kept(self) -> str:
        """A digest of all that this team has, but for who was seen when."""
        tables: tuple[str, ...] = (
            "team", "canvass", "signup", "pair", "pair_member", "turf", "nudge", "followup", "knock", "tally",
            "attendance", "staying", "cheer", "script",
        )  # fmt: skip
        tables += ("turf_voice",)
        tables += ("meeting", "attending", "prep_line", "prep_task", "evaluation")
        tables += ("prospect", "signed_on", "committed", "adapted", "contact_made", "research_note", "tie", "sway")
        team_id = self.world.team.guild.id
        rows = [
            self.world.rows(f"SELECT * FROM {table} WHERE {'id' if table == 'team' else 'team_id'} = ?", team_id)  # noqa: S608 - our own names
            for table in tables if table != "pair_member"
        ]  # fmt: skip
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def actor(person: MemberActor, team: Team, *, organizer: bool = False) -> Actor:
    """A person as the rules know them."""
    return Actor(team.guild.id, person.id, person.name, "en", "America/Chicago", organizer=organizer)


@pytest.fixture
async def stage(world: World) -> Stage:
    """The stage on which every row is tried."""
    team, other, now, write = world.team, world.other, world.clock.now(), world.app.kit.write
    for one in (team, other):
        await write(partial(teams.welcome, team_id=one.guild.id, name=one.guild.name, language="en", now=now))
        await write(partial(setup.set_organizer_role, actor=_admin(one), role_id=one.organizer_role.id))
    rosa, plan = actor(team.rosa, team, organizer=True), TurfPlan("Elm Street", 100)
    place = await write(lambda tx: turf.add(tx, actor=rosa, plan=plan, now=now))
    starts = now + timedelta(days=5)
    session = CanvassPlan(starts, starts + timedelta(hours=3), turf_id=place.id, title=SECRET, captain_id=team.malik.id)
    facts = await write(lambda tx: canvass.plan(tx, actor=rosa, plan=session, channel_id=team.canvass.id, now=now))
    for person in (team.sam, team.ana):
        await write(partial(canvass.join, actor=actor(person, team), canvass_id=facts.id, now=now))
    await write(lambda tx: canvass.make_pairs(tx, actor=rosa, canvass_id=facts.id, now=now))
    today = replace(session, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=4), debrief_place="Café")
    at = await write(lambda tx: canvass.plan(tx, actor=rosa, plan=today, channel_id=team.canvass.id, now=now))
    await write(partial(doors.start, actor=rosa, canvass_id=at.id, now=now))
    promises = [await write(partial(followups.add, actor=by, plan=plan, now=now)) for by, plan in _promises(team, now)]
    await write(partial(_signed, captain=actor(team.malik, team), now=now))
    await write(partial(_refused, captain=actor(team.malik, team), now=now))
    await write(partial(_meets, captain=actor(team.malik, team), now=now))
    await write(partial(_nudge, team=team, canvass_id=facts.id, led_id=promises[-1].id, now=now))
    await world.tick()
    own, asked, led = (promise.id for promise in promises)
    cards = (await _post(world, team), await _post(world, other))
    return Stage(world, facts.id, at.id, place.id, own, asked, led, *cards)


def _signed(tx: Session, *, captain: Actor, now: datetime) -> None:
    """The captain won a shop, which agreed to hang a poster."""
    plan = ProspectPlan(Kind.BUSINESS, f"{SECRET} shop", "Main Street")
    won = prospects.add(tx, actor=captain, plan=plan, now=now)
    prospects.sign_on(
        tx, actor=captain, prospect_id=won.id, capacity=Capacity.INSTITUTION, public=True, statement="",
        signed_on=now.date() - timedelta(days=1), now=now,
    )  # fmt: skip
    prospects.offer(tx, actor=captain, prospect_id=won.id, key="display", text="Hang a poster", now=now)


def _refused(tx: Session, *, captain: Actor, now: datetime) -> None:
    """The captain asked an official, of whom something was found out, and who will not meet."""
    plan = ProspectPlan(Kind.OFFICIAL, f"{SECRET} council", "City Hall")
    asked = prospects.add(tx, actor=captain, plan=plan, now=now)
    of_it: dict[str, Any] = {"actor": captain, "prospect_id": asked.id, "now": now}
    prospects.note(tx, question="votes", note=SECRET, source="Minutes of May 3", **of_it)
    call, no = ContactHow.CALL, ContactResult.REFUSED
    prospects.log(tx, how=call, result=no, note=SECRET, at=now, **of_it)


def _meets(tx: Session, *, captain: Actor, now: datetime) -> None:
    """The captain leads a meeting with a congregation, and wrote something into its room."""
    leader = prospects.add(tx, actor=captain, plan=ProspectPlan(Kind.FAITH, f"{SECRET} church"), now=now)
    starts = now + timedelta(days=6)
    plan = MeetingPlan(leader.id, starts, starts + timedelta(hours=1), "America/Chicago", place=SECRET)
    prep = [("page", SECRET, 2, True)]
    facts = meetings.plan(tx, actor=captain, plan=plan, prep=prep, now=now)
    of_it: dict[str, Any] = {"actor": captain, "meeting_id": facts.id, "now": now}
    meetings.write(tx, section=Section.FACTS, text=SECRET, more="Gazette", **of_it)


def _nudge(tx: Session, *, team: Team, canvass_id: int, led_id: int, now: datetime) -> None:
    """The volunteer asked to be reminded of the session, and nobody answers for a promise that they lead."""
    later = now + timedelta(days=1)
    canvass.remind_me(tx, actor=actor(team.sam, team), canvass_id=canvass_id, at=later, now=now, asked=False)
    nudges.schedule(
        tx, key="telling", team_id=team.guild.id, kind=NudgeKind.LEAD_TOLD, due_at=later, followup_id=led_id,
        person_id=team.sam.id,
    )  # fmt: skip


def _promises(team: Team, now: datetime) -> list[tuple[Actor, FollowupPlan]]:
    """One of the volunteer's, led by the captain; two of the captain's: asked of the volunteer, and led by them."""
    due_at, sam, malik = now + timedelta(days=3), actor(team.sam, team), actor(team.malik, team)
    own = FollowupPlan(SECRET, due_at, "America/Chicago", team.sam.id, "Sam", lead_id=team.malik.id, lead_name="Malik")
    asked = FollowupPlan(SECRET, due_at, "America/Chicago", team.sam.id, "Sam")
    led = FollowupPlan(SECRET, due_at, "America/Chicago", team.malik.id, "Malik", lead_id=team.sam.id, lead_name="Sam")
    return [(sam, own), (malik, asked), (malik, led)]


def _admin(team: Team) -> Actor:
    return Actor(team.guild.id, team.admin.id, "Olga", "en", "America/Chicago", organizer=True, admin=True)


async def _post(world: World, team: Team) -> discord.Message:
    channel = world.app.client.get_channel(team.canvass.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=bricks.note("A card to press"))


async def do(stage: Stage, code: str, row: Row, person: MemberActor, team: Team) -> InteractionResult:
    """Press what the row describes, or send its form."""
    custom_id, chosen = stage.custom_id(code, row), [str(stage.filled(value)) for value in row.chosen]
    if code in FORMS:
        return await raw.send_form(person, team.canvass, custom_id, row.typed)
    card = stage.card if team is stage.world.team else stage.foreign_card
    return await raw.press(person, card, team.canvass, custom_id, chosen)


def allowed(role: str, row: Row) -> bool:
    """Whether the row lets a role."""
    if row.least == GOING:
        return role == "captain"
    if row.least in {THEMSELVES, SIGNED_UP}:
        return role == VOLUNTEER
    return ROLES.index(role) >= ROLES.index(row.least)


def refused(shown: InteractionResult) -> bool:
    """Whether the answer is a kind no about who may."""
    return any(no in text_of(shown) for no in NO)


# ---- the table ---------------------------------------------------------------------------------------


def test_every_button_and_form_has_a_row(stage: Stage) -> None:
    assert set(PRESSES) == {code for code in DECLARED if not code.startswith("trial.")}


def test_every_command_has_a_row(stage: Stage) -> None:
    known = stage.world.team.admin.available_commands(stage.world.team.canvass)
    assert set(COMMANDS) == set(known)


def room_of(name: str) -> str:
    """The first word of a button's or a command's name."""
    return re.split(r"[. ]", name)[0]


@pytest.mark.parametrize("room", sorted({room_of(code) for code in PRESSES}))
async def test_a_press_is_for_those_whom_its_row_names(stage: Stage, room: str) -> None:
    with as_it_was(stage.world) as restore:
        for code, row in ((code, row) for code, row in PRESSES.items() if room_of(code) == room):
            for role in ROLES:
                before = stage.kept()
                shown = await do(stage, code, row, stage.who(role), stage.world.team)
                assert shown.acknowledged, code
                may = allowed(role, row)
                assert refused(shown) != may, f"{code}, {role}: {text_of(shown)}"
                assert may or stage.kept() == before, f"{code}: {role} changed something"
            await stage.world.tick()
            restore()


@pytest.mark.parametrize("room", sorted({room_of(code) for code in PRESSES}))
async def test_another_team_sees_and_changes_nothing(stage: Stage, room: str) -> None:
    before = stage.kept()
    for code in (each for each in PRESSES if room_of(each) == room):
        for person in (stage.world.other.admin, stage.world.other.rosa, stage.world.other.sam):
            shown = await do(stage, code, PRESSES[code], person, stage.world.other)
            seen = text_of(shown) + str(shown.modal)
            assert SECRET not in seen, code
            assert "Elm Street" not in seen, code
        assert stage.kept() == before, code
    await stage.world.tick()
    assert stage.kept() == before


@pytest.mark.parametrize("room", sorted({room_of(name) for name in COMMANDS}))
async def test_a_command_is_for_those_whom_its_row_names(stage: Stage, room: str) -> None:
    team = stage.world.team
    with as_it_was(stage.world) as restore:
        for name, row in ((name, row) for name, row in COMMANDS.items() if room_of(name) == room):
            options = {key: str(stage.filled(value)) for key, value in row.values.items()}
            for role in ROLES:
                person, before = stage.who(role), stage.kept()
                may = allowed(role, row)
                if name not in person.available_commands(team.canvass):
                    assert name == "setup", "only the set-up is hidden from those who do not manage the server"
                    continue
                shown = await person.slash(team.canvass, name, **options)
                assert refused(shown) != may, f"{name}, {role}: {text_of(shown)}"
                assert may or stage.kept() == before, f"{name}: {role} changed something"
            await stage.world.tick()
            restore()


async def test_no_command_shows_another_team_anything(stage: Stage) -> None:
    team, before = stage.world.other, stage.kept()
    for name, row in COMMANDS.items():
        options = {key: str(stage.filled(value)) for key, value in row.values.items()}
        shown = await team.admin.slash(team.canvass, name, **options)
        assert SECRET not in text_of(shown) + str(shown.modal), name
        assert stage.kept() == before, name


async def test_suggestions_show_another_team_nothing(stage: Stage) -> None:
    for name in (
        "canvass edit",
        "canvass cancel",
        "canvass roster",
        "canvass pairs",
        "canvass remind",
        "canvass again",
    ):
        for person, team, found in (
            (stage.world.team.rosa, stage.world.team, True), (stage.world.other.rosa, stage.world.other, False)
        ):  # fmt: skip
            choices = await person.autocomplete(team.canvass, name, "session", "planted")
            assert any(SECRET in choice["name"] for choice in choices) is found
