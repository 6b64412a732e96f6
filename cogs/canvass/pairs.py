"""Who knocks with whom: made by rule, changed by the captain, shown in the thread, practised by each pair."""

from functools import partial

from bot import ids
from bot.cards import canvass_pairs as cards
from bot.cards.canvass import person as name_of
from bot.presses import press
from bot.trips import Trip
from cogs.canvass.manage import led
from cogs.canvass.presses import read_facts
from db import canvass as rules
from db.facts import CanvassFacts, PairFacts
from db.refusals import Gone, NotSignedUp


async def _pairs(begun: Trip, canvass_id: int) -> tuple[PairFacts, ...]:
    return await begun.read(partial(rules.pairs, team_id=begun.team.id, canvass_id=canvass_id))


async def show_panel(begun: Trip, canvass_id: int, page: int = 0, said: str = "") -> None:
    """The captain's panel."""
    facts = await led(begun, canvass_id)
    await begun.show(cards.panel(facts, await _pairs(begun, canvass_id), page, begun.words, said=said))


@press(ids.CANVASS_PAIRS)
async def page_pressed(begun: Trip, canvass: int, page: int) -> None:
    """*Pairs*, and the steps through its pages."""
    await show_panel(begun, canvass, page)


# ---- making and changing -----------------------------------------------------------------------------


@press(ids.CANVASS_PAIRS_MAKE)
async def make(begun: Trip, canvass: int) -> None:
    """Pair those who have no partner; pairs that are there stay."""
    await _make(begun, canvass, afresh=False)


@press(ids.CANVASS_PAIRS_AFRESH)
async def confirm_afresh(begun: Trip, canvass: int) -> None:
    """Name what making all pairs afresh does, before it is done."""
    facts, pairs = await led(begun, canvass), await _pairs(begun, canvass)
    if pairs:
        await begun.show(cards.confirm_afresh(facts, pairs, begun.words))
    else:
        await show_panel(begun, canvass)


@press(ids.CANVASS_PAIRS_ANEW)
async def make_afresh(begun: Trip, canvass: int) -> None:
    """Make all pairs afresh."""
    await _make(begun, canvass, afresh=True)


async def _make(begun: Trip, canvass_id: int, *, afresh: bool) -> None:
    unit = partial(rules.make_pairs, actor=begun.actor, canvass_id=canvass_id, now=begun.now, afresh=afresh)
    pairs = await begun.write(unit)
    begun.kit.repaint.soon("canvass", canvass_id)
    await show_panel(begun, canvass_id, 0, begun.words.n("canvass.pairs.made", len(pairs)))


@press(ids.CANVASS_PAIRS_WHO)
async def choose_pair(begun: Trip, canvass: int, page: int) -> None:
    """Where this person should go."""
    facts, chosen = await led(begun, canvass), begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    who = facts.of(int(chosen[:19]))
    if who is None:
        await show_panel(begun, canvass, page)
    else:
        await begun.show(cards.choose_pair(facts, await _pairs(begun, canvass), who, begun.words))


@press(ids.CANVASS_PAIRS_TO)
async def move(begun: Trip, canvass: int, person: int) -> None:
    """Put the person there."""
    chosen = begun.typed["values"]
    if not chosen.isdecimal():
        raise Gone
    number = int(chosen[:9])
    unit = partial(rules.move, actor=begun.actor, canvass_id=canvass, person_id=person, number=number, now=begun.now)
    await begun.write(unit)
    begun.kit.repaint.soon("canvass", canvass)
    who = (await read_facts(begun, canvass)).of(person)
    said = begun.words("canvass.pairs.moved", name=name_of(who), number=number) if who else ""
    await show_panel(begun, canvass, (number - 1) // cards.PAIRS_PAGE, said)


@press(ids.CANVASS_PAIRS_SHARE)
async def share(begun: Trip, canvass: int) -> None:
    """Show the pairs in the thread, where everyone finds their own."""
    unit = partial(rules.show_pairs, actor=begun.actor, canvass_id=canvass, now=begun.now)
    facts = await begun.write(unit)
    begun.kit.repaint.soon("canvass", canvass)
    await show_panel(begun, canvass, 0, cards.told_shared(facts, begun.words))


# ---- practising --------------------------------------------------------------------------------------


@press(ids.CANVASS_PRACTICE)
async def practice(begun: Trip, canvass: int) -> None:
    """One's own pair's practice card."""
    facts, pairs = await read_facts(begun, canvass), await _pairs(begun, canvass)
    mine = next((pair for pair in pairs if begun.actor.person_id in {s.person_id for s in pair.people}), None)
    if mine is not None:
        await begun.say(cards.practice(facts, mine, begun.team, begun.words))
    elif facts.of(begun.actor.person_id) is None:
        raise NotSignedUp
    else:
        await begun.say(cards.no_pair(begun.words))


@press(ids.CANVASS_PRACTISED)
async def practised(begun: Trip, canvass: int, pair: int, done: int) -> None:
    """Tick that a pair has practised, or take the tick back."""
    unit = partial(rules.practised, actor=begun.actor, canvass_id=canvass, pair_id=pair, done=bool(done), now=begun.now)
    ticked = await begun.write(unit)
    facts: CanvassFacts = await read_facts(begun, canvass)
    begun.kit.repaint.soon("canvass", canvass)
    await begun.show(cards.practice(facts, ticked, begun.team, begun.words))
