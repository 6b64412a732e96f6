"""What there is to be glad of at the doors, and how many texts there are for each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.facts.doors import CheerFacts


class Cause(StrEnum):
    """Why everyone is cheered; its texts are `cheers.<cause>.<number>`, from 1 on."""

    GOAL_10 = "goal10"
    GOAL_25 = "goal25"
    GOAL_50 = "goal50"
    GOAL_75 = "goal75"
    GOAL_100 = "goal100"
    OVER = "over"  # a quarter more than the goal
    FIRST_DOOR = "first_door"  # of the day
    FIRST_SUPPORTER = "first_supporter"  # of the day
    FIRST_SIGN = "first_sign"  # of the day
    TALKS = "talks"
    SUPPORTERS = "supporters"
    SIGNS = "signs"
    EVENT = "event"  # people who want to come to it
    NOBODY = "nobody"  # doors that stayed closed, and were knocked on all the same
    CALM = "calm"  # unfriendly doors that were left in peace
    DOORS = "doors"  # of everyone, where no goal was set
    HOURS = "hours"  # on their feet, whatever the weather
    FIRST_EVER = "first_ever"  # door of a person
    COMEBACK = "comeback"  # of a person after a long time
    BEST = "best"  # of a person: more doors than in any session before
    PAIR = "pair"  # a round number of doors of one pair
    FINISHED = "finished"  # a list, to its last door
    BACK = "back"  # everyone, safe
    HAND = "hand"  # some of us cheer the others on


LINES = {
    Cause.GOAL_10: 3,
    Cause.GOAL_25: 4,
    Cause.GOAL_50: 4,
    Cause.GOAL_75: 4,
    Cause.GOAL_100: 5,
    Cause.OVER: 3,
    Cause.FIRST_DOOR: 4,
    Cause.FIRST_SUPPORTER: 4,
    Cause.FIRST_SIGN: 2,
    Cause.TALKS: 4,
    Cause.SUPPORTERS: 3,
    Cause.SIGNS: 3,
    Cause.EVENT: 2,
    Cause.NOBODY: 4,
    Cause.CALM: 2,
    Cause.DOORS: 3,
    Cause.HOURS: 4,
    Cause.FIRST_EVER: 4,
    Cause.COMEBACK: 3,
    Cause.BEST: 4,
    Cause.PAIR: 3,
    Cause.FINISHED: 4,
    Cause.BACK: 3,
    Cause.HAND: 6,
}
"""How many texts each cause has, in every language."""

OF_PEOPLE = frozenset({Cause.FIRST_EVER, Cause.COMEBACK, Cause.BEST, Cause.PAIR, Cause.FINISHED, Cause.HAND})
"""Causes that are somebody's: each of their texts has a second form, `….named`, for those who may be named."""

GOALS = {
    Cause.GOAL_10: 10,
    Cause.GOAL_25: 25,
    Cause.GOAL_50: 50,
    Cause.GOAL_75: 75,
    Cause.GOAL_100: 100,
    Cause.OVER: 125,
}
"""The marks on the way to the group's goal, in per cent of it, lowest first."""


@dataclass(frozen=True, slots=True)
class CheerTold:
    """A cheer, and where it is told: the session's thread, in the team's language."""

    cheer: CheerFacts
    team_id: int
    thread_id: int | None
    channel_id: int | None
    language: str


@dataclass(frozen=True, slots=True)
class CheeredOn:
    """Somebody cheers everyone on: whether this press is told, or they did so just before; when they may again."""

    new: bool
    again_at: datetime
