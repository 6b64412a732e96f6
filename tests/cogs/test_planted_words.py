"""What is private, searched for: unmistakable words are planted through the bot, and stand nowhere they should not."""

import pytest
from simcord import MemberActor

from tests.cogs.permissions import PRESSES
from tests.cogs.planting import NAMES, TYPED, WORDS, Ear, Garden, in_it, of, plant
from tests.cogs.sweeping import LEADERS, everything
from tests.cogs.test_permissions import Stage, stage
from tests.cogs.world import Team

__all__ = ["stage"]

# Who may read what; that an organizer cannot read a no is the point of answering in private.
ENTITLED = {
    "stranger": (),
    "volunteer": (),
    "elsewhere": ("learned",),
    "goes": ("room", "reviews", "learned"),
    "asks": ("research", "contacts"),
    "willing": ("ties",),
    "unwilling": ("noes",),
    "owner": tuple(circle for circle in WORDS if circle not in {"noes", "unheard"}),
    "organizer": ("research", "contacts", "ties", "sign-on", "room", "reviews", "learned"),
    "another team's admin": (),
    "another team's captain": (),
}


@pytest.fixture
async def garden(stage: Stage) -> Garden:
    """Where the words are planted."""
    return await plant(stage)


def everybody(garden: Garden) -> dict[str, tuple[MemberActor, Team]]:
    """People of every role, and where they are."""
    own, other = garden.world.team, garden.world.other
    here = {"stranger": own.stranger, "volunteer": own.sam, "organizer": own.rosa, **garden.people}
    there = {"another team's admin": other.admin, "another team's captain": other.malik}
    return {role: (who, own) for role, who in here.items()} | {role: (who, other) for role, who in there.items()}


WHOLLY = {"volunteer", "another team's admin"}  # the others try what is about leaders, letters and oneself


@pytest.mark.parametrize(
    "roles",
    [
        ("stranger", "volunteer"),
        ("elsewhere", "goes", "asks"),
        ("willing", "unwilling"),
        ("owner", "organizer"),
        ("another team's admin", "another team's captain"),
    ],
)
async def test_everybody_meets_the_words_that_are_for_them_and_no_other(garden: Garden, roles: tuple[str, ...]) -> None:
    for role in roles:
        entitled, wholly = of(*ENTITLED[role]), role in WHOLLY
        found = await everything(garden, *everybody(garden)[role], only=("",) if wholly else LEADERS)
        astray = {word: sorted(where) for word, where in found.shown.items() if word not in entitled}
        assert astray == {}, role
        assert entitled - set(found.shown) == set(), f"{role}: else this would find nothing anywhere"
        assert set(found.posted) <= NAMES & entitled, f"{role}: at the doors they are seen, as everybody is"
        assert found.deeds > (len(PRESSES) if wholly else 100), role


def test_every_role_is_tried() -> None:
    [mark] = test_everybody_meets_the_words_that_are_for_them_and_no_other.pytestmark  # type: ignore[attr-defined]  # pytest puts it there
    assert sorted(role for roles in mark.args[1] for role in roles) == sorted(ENTITLED)


@pytest.mark.parametrize(
    ("days", "left"),
    [(35, ("research", "contacts", "sign-on", "room", "reviews", "learned")), (380, ("sign-on", "learned"))],
)
async def test_what_has_gone_is_on_no_screen(garden: Garden, days: int, left: tuple[str, ...]) -> None:
    world = garden.world
    await world.pass_time(days=days)
    found = await everything(garden, world.team.rosa, world.team, only=LEADERS)
    assert set(found.shown) & TYPED == of(*left)


async def test_letters_posts_and_events_say_nothing_private(stage: Stage) -> None:
    world, ear = stage.world, Ear(stage.world)
    garden = await plant(stage)
    await world.pass_time(hours=19, minutes=5)  # on Monday the organizers read about their week
    await world.pass_time(days=9)
    await world.pass_time(days=9)
    assert "Rabbi Noa" in ear.published()
    assert any(message.components for message in world.team.organizers.history())
    assert in_it(ear.published()) == set()
    people = {role: who for role, (who, _) in everybody(garden).items()}
    letters = {role: ear.written_to(person) for role, person in people.items()}
    assert "Planted words council" in letters["owner"]
    leaked = {role: in_it(text, TYPED) - of(*ENTITLED[role]) for role, text in letters.items()}
    assert not any(leaked.values()), leaked
