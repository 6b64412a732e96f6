"""Days at the doors for card tests: an ordinary one, and one with everything at its longest."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from db.facts import CanvassState
from db.facts.canvass import CANVASS_PLACE_MOST, CANVASS_TITLE_MOST
from db.facts.doors import BoardFacts, Crew, Knocker, Outcome, PadFacts, PressFacts, Stayer, Tally
from tests.cards.canvass_samples import NOW, SNOWFLAKE

SOME = Tally({Outcome.NOBODY: 12, Outcome.TALKED: 6, Outcome.SUPPORTER: 3, Outcome.MOVED_ON: 1, Outcome.SIGN: 2})
MANY = Tally(dict.fromkeys(Outcome, 99_999))


def pad_facts(**changed: Any) -> PadFacts:
    """A volunteer's day."""
    facts = PadFacts(
        42, SNOWFLAKE, SNOWFLAKE + 1, "Riverside", SOME, None, "en", live=True, said=((Outcome.TALKED, 1),),
        goal=120, all_doors=60, pair=2,
    )  # fmt: skip
    return replace(facts, **changed)


def fullest_pad(filler: str = "W", **changed: Any) -> PadFacts:
    """The same with everything at its longest."""
    presses = tuple(
        PressFacts(SNOWFLAKE + n, tuple((one, 1000) for one in Outcome), NOW - timedelta(minutes=n)) for n in range(10)
    )
    return pad_facts(
        canvass_id=2**31 - 1,
        person_id=2**63 - 1,
        name=(filler * CANVASS_TITLE_MOST)[:CANVASS_TITLE_MOST],
        mine=MANY,
        said=tuple((one, -1000) for one in Outcome),
        last=presses,
        goal=100_000,
        all_doors=9_999_999,
        back=True,
        **changed,
    )


def knocker(number: int, name: str, doors: int = 0, **more: Any) -> Knocker:
    """Somebody at the doors."""
    return Knocker(SNOWFLAKE + number, name, Tally({Outcome.NOBODY: doors}), **{"back": False, **more})


def day(**changed: Any) -> BoardFacts:
    """A day with two pairs, one of them back, and a walk-up."""
    facts = BoardFacts(
        canvass_id=42,
        team_id=SNOWFLAKE,
        name="Riverside",
        state=CanvassState.LIVE,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=3),
        goal=120,
        total=SOME,
        crews=(
            Crew(1, (knocker(1, "Ana", 9), knocker(2, "Luis", 4))),
            Crew(2, (knocker(3, "Kim", 5, back=True), knocker(4, "Joe", 4, back=True)), finished=True),
            Crew(None, (knocker(5, "Noor", walk_up=True),)),
        ),
        cheers=(),
        captain="Malik",
        captain_id=SNOWFLAKE + 9,
        thread_id=SNOWFLAKE + 11,
        message_id=SNOWFLAKE + 12,
        card_channel_id=SNOWFLAKE + 10,
        card_message_id=SNOWFLAKE + 11,
        debrief_place="Café Luna",
        started_at=NOW,
        wrapped_at=None,
    )
    return replace(facts, **changed)


@cache
def fullest_day(filler: str = "W", pairs: int = 40, **changed: Any) -> BoardFacts:
    """The same with forty pairs of three, each second back and the others on their way, every text at its bound."""
    name = (filler * 100)[:100]
    crews = tuple(
        Crew(
            number,
            tuple(
                knocker(number * 10 + n, f"{n}{name}"[:100], 1000, back=number % 2 == 0, heading_at=NOW)
                for n in range(3)
            ),
            finished=True,
        )
        for number in range(1, pairs + 1)
    )
    return day(
        canvass_id=2**31 - 1,
        name=(filler * CANVASS_TITLE_MOST)[:CANVASS_TITLE_MOST],
        goal=100_000,
        total=MANY,
        crews=(*crews, *(Crew(None, (knocker(900 + n, name, 1000, walk_up=True),)) for n in range(20))),
        captain=name,
        debrief_place=(filler * CANVASS_PLACE_MOST)[:CANVASS_PLACE_MOST],
        staying=tuple(Stayer(SNOWFLAKE + n, f"{n}{name}"[:100]) for n in range(200)),
        **changed,
    )
