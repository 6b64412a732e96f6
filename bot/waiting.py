"""What could not be sent by DM is shown privately, after the answer to whatever the person did next."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from bot.cards.nudge_answers import Desk
from bot.cards.nudges import letter
from db.facts import Waiting
from db.nudges import letters

if TYPE_CHECKING:  # trips end here
    from bot.trips import Trip

log = logging.getLogger(__name__)

# People to whom something is being shown just now: two quick presses show it once.
_SHOWING: set[tuple[int, int]] = set()


async def show_at_the_end(begun: "Trip") -> None:
    """Show what waits, if anything does, to a person who acts in the server and was answered; never in place of that.

    While they fill in a form it waits for its answer.
    """
    if not begun.may_wait or begun.interaction.guild_id is None or not begun.answer.said:
        return
    try:
        await show_waiting(begun)
    except Exception:
        # What they did is done and answered; this waits for their next act.
        log.exception("what waits could not be shown")


async def show_waiting(begun: "Trip", *, again: bool = False) -> bool:
    """Show a person privately what waits for them; with `again`, where nothing new waits, what still asks.

    Says whether there was anything. It is marked only once Discord has it: what a crash cuts off is shown next time.
    """
    who = (begun.team.id, begun.actor.person_id)
    if who in _SHOWING:
        return True
    _SHOWING.add(who)
    try:
        waiting = await begun.read(
            partial(letters.waiting_for, team_id=who[0], person_id=who[1], now=begun.now, again=again)
        )
        if waiting.letter is not None:
            desk = Desk(begun.actor.zone)
            await begun.say(letter(waiting.letter, desk, begun.words, shown=True))
        if waiting.ids and begun.answer.heard:
            await _mark(begun, waiting)
        return waiting.letter is not None
    finally:
        _SHOWING.discard(who)


async def _mark(begun: "Trip", waiting: Waiting) -> None:
    team_id, person_id = begun.team.id, begun.actor.person_id
    await begun.write(
        lambda tx: letters.mark_shown(tx, team_id=team_id, person_id=person_id, waiting=waiting, now=begun.now)
    )
