"""Playbooks: how to win one kind of leader in five steps, as it comes with TocToc or as a team has adapted it.

Each text is bounded by the smallest place in Discord where it is shown: 45 characters are the label of a form's
field, 80 a button, 100 the option of a select, the hint under a label or a placeholder; a section together stays
under SECTION_MOST, so that a card shows it whole within the 4000 characters of a message, with room for headings.
The bounds stand beside the fields, and whoever reads a playbook from a file or from JSON checks them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

SECTION_MOST = 3500
"""Characters of all texts of one section of a playbook together."""

MESSAGES_LEAST, MESSAGES_MOST = 2, 3
"""Core messages that a team takes into one meeting; a playbook offers more of them to choose from."""


class Kind(StrEnum):
    """Whom a team wants to win."""

    OFFICIAL = "official"
    FAITH = "faith"
    BUSINESS = "business"
    CIVIC = "civic"
    SCHOOL = "school"
    STUDENT = "student"


class MeetingStep(StrEnum):
    """The five steps, the same for every kind."""

    RESEARCH = "research"
    ASK = "ask"
    PREPARE = "prepare"
    EVALUATE = "evaluate"
    FOLLOW_UP = "follow_up"


class Subject(StrEnum):
    """What a question of the research is about: one person, or those behind the person."""

    PERSON = "person"
    GROUP = "group"


class Role(StrEnum):
    """What somebody does in a meeting."""

    OPENS = "opens"
    TELLS = "tells"  # a story of their own
    ASKS = "asks"
    NOTES = "notes"
    TIME = "time"


class Offer(StrEnum):
    """What an answer to an objection holds out instead of the whole ask."""

    PERSONAL = "personal"  # to sign as a person, where the job forbids more
    TALK = "talk"  # that the team comes and tells their people about it


class Review(StrEnum):
    """The six questions after a meeting."""

    PLAN = "plan"
    REACHED = "reached"
    NEXT = "next"
    LEARNED = "learned"
    AGAIN = "again"
    EFFECT = "effect"


class GatheringKind(StrEnum):
    """Events that a deeper ask can lead to."""

    PRESS_CONFERENCE = "press_conference"
    COMMUNITY_MEETING = "community_meeting"
    FUNDRAISER = "fundraiser"


class MaterialKind(StrEnum):
    """Things that a deeper ask can need."""

    POSTER = "poster"
    STICKER = "sticker"
    DOORMAT = "doormat"


# ---- bounds ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bounds:
    """How few and how many: characters of a text, entries of a list, or the number itself."""

    least: int
    most: int


Key = Annotated[str, Bounds(1, 20)]
Label = Annotated[str, Bounds(1, 45)]
Button = Annotated[str, Bounds(1, 80)]
Line = Annotated[str, Bounds(1, 100)]
Sentence = Annotated[str, Bounds(1, 200)]
Sentences = Annotated[str, Bounds(1, 300)]
Passage = Annotated[str, Bounds(1, 500)]


# ---- the parts of a playbook -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guidance:
    """One of the five steps in a few sentences."""

    step: MeetingStep
    title: Label
    text: Passage


@dataclass(frozen=True, slots=True)
class Question:
    """Something to find out in public sources."""

    key: Key
    about: Subject
    text: Line


@dataclass(frozen=True, slots=True)
class Asker:
    """A tie that makes somebody the right one to ask: what a member says of themselves, and why it helps."""

    key: Key
    text: Button
    why: Line


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do after a refusal; pressing: it puts pressure on, so only with the lead's approval."""

    key: Key
    pressing: bool
    text: Sentences


@dataclass(frozen=True, slots=True)
class Refused:
    """What to do when they will not meet. can_press: whether pressing is among the ways at all."""

    can_press: bool
    text: Passage
    again: Sentences  # when to come back, and with whom
    ways: Annotated[tuple[Way, ...], Bounds(2, 6)]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A part of the meeting: who speaks, for how many minutes, and what is said."""

    key: Key
    role: Role
    minutes: Annotated[int, Bounds(1, 20)]
    text: Sentences


@dataclass(frozen=True, slots=True)
class Starter:
    """A sentence to begin from, and to make one's own: a core message, or why a yes is good for them."""

    key: Key
    text: Sentence


@dataclass(frozen=True, slots=True)
class PrepItem:
    """Something to do, days before the meeting; anyone: also for those who will not be there."""

    key: Key
    days: Annotated[int, Bounds(0, 21)]
    anyone: bool
    text: Line


@dataclass(frozen=True, slots=True)
class Objection:
    """A likely no, and what to say to it; offer is what it holds out, if anything."""

    key: Key
    text: Line
    reply: Passage
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """A question after the meeting: the label of a field, and the hint under it."""

    key: Review
    text: Label
    hint: Line


@dataclass(frozen=True, slots=True)
class DeeperAsk:
    """What somebody who has signed on can do beyond it, and when that counts as done.

    counts_only: the bot keeps numbers of it and nothing that says who, whose or where.
    """

    key: Key
    text: Line
    done: Sentence
    counts_only: bool = False
    gathering: GatheringKind | None = None
    materials: tuple[MaterialKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Thanks:
    """A way to thank them in public after a yes, with their consent."""

    key: Key
    text: Sentence


@dataclass(frozen=True, slots=True)
class Playbook:
    """All that a team needs to win one kind of leader.

    Starters, replies and thanks may hold the blanks of the campaign's name and of the town. after: another kind that
    is better approached first, and why (after_why).
    """

    kind: Kind
    title: Label
    who: Sentences  # whom this is for
    steps: Annotated[tuple[Guidance, ...], Bounds(5, 5)]
    questions: Annotated[tuple[Question, ...], Bounds(4, 25)]
    askers: Annotated[tuple[Asker, ...], Bounds(3, 10)]  # the options of a group of boxes in a form
    refused: Refused
    agenda: Annotated[tuple[AgendaItem, ...], Bounds(5, 12)]
    messages: Annotated[tuple[Starter, ...], Bounds(3, 10)]
    wins: Annotated[tuple[Starter, ...], Bounds(2, 6)]  # why a yes is good for them
    prep: Annotated[tuple[PrepItem, ...], Bounds(4, 25)]
    objections: Annotated[tuple[Objection, ...], Bounds(3, 12)]
    review: Annotated[tuple[ReviewQuestion, ...], Bounds(6, 6)]
    asks: Annotated[tuple[DeeperAsk, ...], Bounds(3, 12)]
    thanks: Annotated[tuple[Thanks, ...], Bounds(2, 6)]
    after: Kind | None = None
    after_why: Sentences | None = None

    @property
    def minutes(self) -> int:
        """How long the meeting takes as planned."""
        return sum(item.minutes for item in self.agenda)
