"""What those who signed on are asked beyond it: offered, agreed with a promise to see to it, done, or let go."""

from functools import partial
from zoneinfo import ZoneInfo

from bot import ids
from bot.cards import signons_beyond as cards
from bot.cards.signons_beyond import Listing
from bot.members import called
from bot.playbooks import team_playbook, team_playbooks
from bot.presses import press, submit
from bot.trips import Trip
from bot.when import read_day
from bot.words.playbooks.editing import counts_only
from cogs.signons.adding import facts_of, show
from db import prospects
from db.facts.playbooks import Playbook
from db.facts.signons import COUNT_MOST, Commitment, CommitmentState
from db.refusals import Gone, NotANumber, OnlyLead


async def _one(begun: Trip, prospect: int, commitment: int) -> tuple[Commitment, Playbook]:
    """One of them, for those who work on the prospect. Raises Gone and OnlyLead."""
    facts = await facts_of(begun, prospect)
    if not facts.works:
        raise OnlyLead
    found = next((one for one in facts.commitments if one.id == commitment), None)
    if found is None:
        raise Gone
    return found, await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language)


async def _show(begun: Trip, prospect: int, commitment: int, said: str = "") -> None:
    found, playbook = await _one(begun, prospect, commitment)
    await begun.show(cards.card(found, playbook, begun.words, said))


# ---- offered -------------------------------------------------------------------------------------------


@press(ids.COMMITMENT_OFFER)
async def offer(begun: Trip, prospect: int) -> None:
    """They were asked for more."""
    facts = await facts_of(begun, prospect)
    # Kept in the team's language: everybody reads it in lists and reminders.
    playbook = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.team.language)
    mine = await team_playbook(begun.kit, begun.team.id, facts.plan.kind, begun.words.language)
    key = begun.typed["values"]
    ask = next((one for one in (*playbook.asks, *mine.asks) if one.key == key), None)
    if ask is None:
        raise Gone
    unit = partial(prospects.offer, actor=begun.actor, prospect_id=prospect, key=key, text=ask.text, now=begun.now)
    done = await begun.write(unit)
    await _show(begun, prospect, done.id, cards.offered(begun.words))


@press(ids.COMMITMENT_SHOW)
async def chosen(begun: Trip, prospect: int) -> None:
    """One of those that were offered."""
    if not begun.typed["values"].isdecimal():
        raise Gone
    await _show(begun, prospect, int(begun.typed["values"][:18]))


@press(ids.COMMITMENT_VIEW)
async def view(begun: Trip, prospect: int, commitment: int) -> None:
    """Back to it."""
    await _show(begun, prospect, commitment)


# ---- agreed --------------------------------------------------------------------------------------------


@press(ids.COMMITMENT_AGREE)
async def ask_agree(begun: Trip, prospect: int, commitment: int) -> None:
    """The form of what was agreed; of some asks it has room for a number only."""
    found, playbook = await _one(begun, prospect, commitment)
    form = cards.COUNT if counts_only(playbook, found.key) else cards.AGREE
    where = {"prospect": prospect, "commitment": commitment}
    begins = cards.typed_of(found)
    begins["who"] = begins["who"] or str(begun.actor.person_id)
    await begun.ask(form.paint(begun.words, await begun.kept(form, **where) or begins, **where))


@submit(cards.AGREE)
async def agreed(begun: Trip, prospect: int, commitment: int) -> None:
    """They agreed; whoever sees to it is reminded."""
    found, playbook = await _one(begun, prospect, commitment)
    if counts_only(playbook, found.key):
        raise Gone
    await _agree(begun, found, public=begun.typed["public"] == "yes", count=None)


@submit(cards.COUNT)
async def agreed_count(begun: Trip, prospect: int, commitment: int) -> None:
    """They agreed to something of which only a number is kept."""
    found, _ = await _one(begun, prospect, commitment)
    await _agree(begun, found, public=False, count=_count(begun.typed["count"]))


async def _agree(begun: Trip, found: Commitment, *, public: bool, count: int | None) -> None:
    typed, zone = begun.typed, ZoneInfo(begun.team.clock_zone)
    owner = int(typed["who"]) if typed["who"].isdecimal() else begun.actor.person_id
    form = cards.AGREE if count is None else cards.COUNT
    unit = partial(
        prospects.agree,
        actor=begun.actor,
        commitment_id=found.id,
        owner_id=owner,
        owner_name=await called(begun, owner),
        promise=cards.promise(found, begun.public),
        due_on=read_day(typed["due"], zone=zone, now=begun.now) if typed["due"].strip() else None,
        public=public,
        count=count,
        now=begun.now,
    )
    await begun.save(form, unit, prospect=found.prospect_id, commitment=found.id)
    await _show(begun, found.prospect_id, found.id, f"🤝 {begun.words('commitment.agreed')}")


def _count(typed: str) -> int:
    text = typed.strip()
    if not (text.isdecimal() and len(text) <= 7 and int(text) <= COUNT_MOST):
        raise NotANumber(typed=typed, least=0, most=COUNT_MOST)
    return int(text)


# ---- done, or not ----------------------------------------------------------------------------------------


@press(ids.COMMITMENT_DONE)
async def done(begun: Trip, prospect: int, commitment: int) -> None:
    """It is done; where only a number is kept, the number is asked."""
    found, playbook = await _one(begun, prospect, commitment)
    where = {"prospect": prospect, "commitment": commitment}
    if counts_only(playbook, found.key):
        typed = await begun.kept(cards.FULFIL, **where) or cards.typed_of(found)
        await begun.ask(cards.FULFIL.paint(begun.words, typed, **where))
        return
    await begun.write(partial(prospects.fulfil, actor=begun.actor, commitment_id=commitment, now=begun.now))
    await _show(begun, prospect, commitment, f"🎉 {begun.words('commitment.done')}")


@submit(cards.FULFIL)
async def done_count(begun: Trip, prospect: int, commitment: int) -> None:
    """It is done, and so much it was."""
    await _one(begun, prospect, commitment)
    count = _count(begun.typed["count"])
    unit = partial(prospects.fulfil, actor=begun.actor, commitment_id=commitment, count=count, now=begun.now)
    await begun.save(cards.FULFIL, unit, prospect=prospect, commitment=commitment)
    await _show(begun, prospect, commitment, f"🎉 {begun.words('commitment.done')}")


@press(ids.COMMITMENT_LET_GO)
async def let_go(begun: Trip, prospect: int, commitment: int) -> None:
    """They would rather not."""
    await begun.write(partial(prospects.let_go, actor=begun.actor, commitment_id=commitment, now=begun.now))
    await show(begun, prospect, f"➖ {begun.words('commitment.let_go')}")


# ---- all of them -----------------------------------------------------------------------------------------


@press(ids.COMMITMENT_LIST)
async def listed(begun: Trip, state: str, page: int) -> None:
    """All that the reader may see, open or done."""
    if state not in cards.STATES:
        raise Gone
    states: tuple[CommitmentState, ...] = cards.STATES[state]
    found = await begun.read(partial(prospects.commitments, actor=begun.actor, states=states))
    mine = await team_playbooks(begun.kit, begun.team.id, begun.words.language)
    await begun.show(cards.listed(Listing(found, mine, state, page), begun.words))
