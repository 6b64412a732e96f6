"""One prospect's sign-on: looked at, written down, changed, taken back; and somebody who signs on out of the blue."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import signons as cards
from bot.playbooks import team_playbook
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_day
from db import prospects
from db.facts.playbooks import Kind
from db.facts.prospects import OPEN_STAGES, ProspectFacts, ProspectPlan, Stage
from db.facts.signons import Capacity
from db.refusals import Gone, OnlyLead


async def facts_of(begun: Trip, prospect: int) -> ProspectFacts:
    """A prospect, as much of it as the reader may see. Raises Gone."""
    return await begun.read(partial(prospects.prospect, actor=begun.actor, prospect_id=prospect, now=begun.now))


async def show(begun: Trip, prospect: int, said: str = "") -> None:
    """The prospect's sign-on, on the panel."""
    facts = await facts_of(begun, prospect)
    playbook = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language)
    await begun.show(cards.panel(facts, playbook, begun.words, said))


@press(ids.SIGNON_OPEN)
async def open_panel(begun: Trip, prospect: int) -> None:
    """From a prospect's card."""
    await show(begun, prospect)


@press(ids.SIGNON_VIEW)
async def view(begun: Trip, prospect: int) -> None:
    """Back to it."""
    await show(begun, prospect)


# ---- who signs on ----------------------------------------------------------------------------------------


async def choose(begun: Trip) -> None:
    """Prospects that are open, those who are nearest to a yes first; or somebody new."""
    stages = (*OPEN_STAGES, Stage.PARKED)
    found = await begun.read(partial(prospects.find, actor=begun.actor, stages=stages, most=cards.OPTIONS_MOST))
    order = {stage: number for number, stage in enumerate(reversed(OPEN_STAGES))}
    near = sorted(found, key=lambda one: order.get(one.stage, len(order)))
    await begun.show(cards.who(near, begun.words))


@press(ids.SIGNON_WHO)
async def chosen(begun: Trip) -> None:
    """The prospect that was chosen."""
    await write(begun, _number(begun.typed["values"]))


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise Gone
    return int(typed[:18])


@press(ids.SIGNON_NEW)
async def new(begun: Trip) -> None:
    """The form for somebody whom nobody had on the list."""
    typed = await begun.kept(cards.NEW_FORM) or {"public": "no", "capacity": Capacity.PERSONAL}
    await begun.ask(cards.NEW_FORM.paint(begun.words, typed))


@submit(cards.NEW_FORM)
async def new_signed(begun: Trip) -> None:
    """They become a prospect who has signed on, both or neither."""
    typed = begun.typed
    if typed["kind"] not in set(Kind):
        raise Gone
    plan = ProspectPlan(Kind(typed["kind"]), typed["name"], typed["place"])
    capacity, public = _how(typed)
    unit = partial(
        prospects.sign_on_new,
        actor=begun.actor,
        plan=plan,
        capacity=capacity,
        public=public,
        signed_on=_today(begun),
        now=begun.now,
    )
    done = await begun.save(cards.NEW_FORM, unit)
    await show(begun, done.prospect.id, cards.saved(done.woken, begun.words))


# ---- written down, changed, taken back -------------------------------------------------------------------


@press(ids.SIGNON_ADD)
async def write(begun: Trip, prospect: int) -> None:
    """The form, as it stands or as it was left. Raises OnlyLead."""
    facts = await facts_of(begun, prospect)
    if not facts.works:
        raise OnlyLead
    typed = await begun.kept(cards.FORM, prospect=prospect) or cards.typed_of(facts, _today(begun))
    await begun.ask(cards.FORM.paint(begun.words, typed, prospect=prospect))


@submit(cards.FORM)
async def signed(begun: Trip, prospect: int) -> None:
    """Save it; whoever waited for this peer wakes."""
    typed = begun.typed
    capacity, public = _how(typed)
    zone = ZoneInfo(begun.team.clock_zone)
    day = read_day(typed["on"], zone=zone, now=begun.now, past=True) if typed["on"].strip() else _today(begun)
    unit = partial(
        prospects.sign_on,
        actor=begun.actor,
        prospect_id=prospect,
        capacity=capacity,
        public=public,
        statement=typed["statement"],
        signed_on=day,
        now=begun.now,
    )
    done = await begun.save(cards.FORM, unit, prospect=prospect)
    await show(begun, prospect, cards.saved(done.woken, begun.words))


def _how(typed: dict[str, str]) -> tuple[Capacity, bool]:
    if typed["capacity"] not in set(Capacity):
        raise Gone
    return Capacity(typed["capacity"]), typed["public"] == "yes"


def _today(begun: Trip) -> date:
    return begun.now.astimezone(ZoneInfo(begun.team.clock_zone)).date()


@press(ids.SIGNON_WITHDRAW)
async def ask_withdraw(begun: Trip, prospect: int) -> None:
    """Before a sign-on is taken back."""
    facts = await facts_of(begun, prospect)
    if not facts.works:
        raise OnlyLead
    await begun.show(cards.withdraw(facts, begun.words))


@press(ids.SIGNON_WITHDRAW_NOW)
async def withdraw(begun: Trip, prospect: int) -> None:
    """Take it back; what was agreed beyond it is over."""
    await begun.write(partial(prospects.withdraw, actor=begun.actor, prospect_id=prospect, now=begun.now))
    await show(begun, prospect, f"↩️ {begun.words('signon.withdrawn')}")
