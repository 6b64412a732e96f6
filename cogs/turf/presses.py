"""What people press and fill in: the list's pages, the choice of one, the form, finish and its undo."""

from functools import partial

from bot import ids
from bot.cards import turf as cards
from bot.cards.turf import Deed
from bot.cards.turf_voices import in_short
from bot.numbers import whole
from bot.presses import press, submit
from bot.trips import Trip
from db import turf as rules
from db.facts import TURF_DOORS_MOST, Priority, TurfPlan
from db.refusals import Gone

# ---- the list ----------------------------------------------------------------------------------


@press(ids.TURF_PAGE)
async def show_page(begun: Trip, page: int) -> None:
    """Show a page of the list."""
    lines = await begun.read(partial(rules.lines, actor=begun.actor))
    below, organizer = {}, begun.actor.organizer
    if organizer:
        said = await begun.read(partial(rules.voices, team_id=begun.team.id))
        below = {one.facts.id: in_short(one, begun.words) for one in said.turfs}
    await begun.show(cards.page_of(lines, page, begun.words, organizer=organizer, below=below))


@press(ids.TURF_CHOOSE)
async def choose(begun: Trip, deed: str, page: int) -> None:
    """Let an organizer choose the neighborhood to edit or to finish."""
    if deed not in set(Deed):
        raise Gone
    finished = False if deed == Deed.FINISH else None
    lines = await begun.read(partial(rules.lines_to_change, actor=begun.actor, finished=finished))
    await begun.show(cards.choice(lines, Deed(deed), page, begun.words))


@press(ids.TURF_CHOSEN)
async def chosen(begun: Trip, deed: str) -> None:
    """Do what was asked with the neighborhood that was chosen."""
    value = begun.typed["values"]
    if deed not in set(Deed) or not value.isdecimal():
        raise Gone
    await (change if deed == Deed.EDIT else finish)(begun, int(value))


# ---- the form ----------------------------------------------------------------------------------


@press(ids.TURF_NEW)
async def new_turf(begun: Trip) -> None:
    """Open the form of a new neighborhood, with what was refused before, if anything was."""
    await begun.read(partial(rules.room, actor=begun.actor))
    typed = await begun.kept(cards.ADD)
    await begun.ask(cards.ADD.paint(begun.words, typed or {"priority": Priority.NEXT}))


@submit(cards.ADD)
async def add(begun: Trip) -> None:
    """Save a new neighborhood."""
    unit = partial(rules.add, actor=begun.actor, plan=plan_in(begun.typed), now=begun.now)
    await begun.show(cards.added(await begun.save(cards.ADD, unit), begun.words))


@press(ids.TURF_CHANGE)
async def change(begun: Trip, turf_id: int) -> None:
    """Open a neighborhood's form."""
    fact = await begun.write(partial(rules.begin_edit, actor=begun.actor, turf_id=turf_id, now=begun.now))
    await begun.ask(cards.EDIT.paint(begun.words, cards.typed_of(fact), turf_id=turf_id))


@submit(cards.EDIT)
async def edit(begun: Trip, turf_id: int) -> None:
    """Save what was changed."""
    unit = partial(rules.edit, actor=begun.actor, turf_id=turf_id, plan=plan_in(begun.typed), now=begun.now)
    edited = await begun.save(cards.EDIT, unit, turf_id=turf_id)
    for canvass_id in edited.canvass_ids:
        begun.kit.repaint.soon("canvass", canvass_id)
        begun.kit.repaint.soon("canvass-thread", canvass_id)
    await begun.show(cards.edited(edited, begun.words))


def plan_in(typed: dict[str, str]) -> TurfPlan:
    """What a form says. Raises NotANumber."""
    return TurfPlan(
        name=typed.get("name", ""),
        doors=whole(typed.get("doors", ""), least=1, most=TURF_DOORS_MOST),
        priority=Priority(typed.get("priority") or Priority.NEXT),
        why=typed.get("why", ""),
    )


# ---- finish and undo ---------------------------------------------------------------------------


@press(ids.TURF_FINISH)
async def finish(begun: Trip, turf_id: int) -> None:
    """Mark a neighborhood as finished."""
    done = await begun.write(partial(rules.finish, actor=begun.actor, turf_id=turf_id, now=begun.now))
    await begun.show(cards.finished(done, begun.words))


@press(ids.TURF_REOPEN)
async def reopen(begun: Trip, turf_id: int) -> None:
    """Take back a finish."""
    fact = await begun.write(partial(rules.reopen, actor=begun.actor, turf_id=turf_id))
    await begun.show(cards.reopened(fact, begun.words))
