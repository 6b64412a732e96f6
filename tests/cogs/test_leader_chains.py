"""Leaders from the first look to the last promise, by what people see: six kinds, in English and in Spanish."""

import pytest

from bot.words import LANGUAGES
from db.facts.playbooks import Kind
from tests.cogs import encounters as meeting
from tests.cogs import leading
from tests.cogs.chaining import set_up
from tests.cogs.leading import Chain
from tests.cogs.world import World

EACH = [pytest.param(kind, language, id=f"{kind}-{language}") for kind in Kind for language in LANGUAGES]


@pytest.fixture
async def chain(world: World, kind: Kind, language: str) -> Chain:
    """A team that has answered the set-up."""
    begun = Chain(world, kind, language)
    await set_up(world, begun.olga)
    return begun


@pytest.mark.parametrize(("kind", "language"), EACH)
async def test_a_leader_is_won(chain: Chain) -> None:
    await leading.find_out(chain)
    await leading.find_who_asks(chain)
    await leading.write_letter(chain)
    await leading.be_granted(chain)
    await meeting.plan(chain)
    await meeting.prepare(chain)
    await meeting.take_something(chain)
    await meeting.meet(chain)
    await meeting.look_back(chain)
    await meeting.close_with_a_yes(chain)
    await meeting.sign_on(chain)
    await meeting.thank(chain)
    await meeting.keep_the_next_step(chain)
    await meeting.ask_for_more(chain)


@pytest.mark.parametrize(("kind", "language"), EACH)
async def test_a_no_rests_and_is_asked_again_by_others(chain: Chain) -> None:
    await leading.add(chain.malik, chain, chain.leader.peer)
    await leading.find_out(chain)
    await leading.find_who_asks(chain)
    await leading.be_refused(chain)
    await leading.press_only_officials(chain)
    await leading.let_rest(chain)
    await leading.win_the_peer(chain)
    await leading.ask_again(chain)


@pytest.mark.parametrize(("kind", "language"), [(Kind.OFFICIAL, "en"), (Kind.FAITH, "es")])
async def test_a_no_in_a_meeting_rests_and_its_day_comes(chain: Chain) -> None:
    await leading.find_out(chain)
    await leading.find_who_asks(chain)
    await leading.be_granted(chain)
    await meeting.plan(chain)
    await meeting.prepare(chain)
    await meeting.meet(chain)
    await meeting.be_asked_to_close(chain)
    await meeting.close_with_a_no(chain)
    await meeting.try_again_on_its_day(chain)
