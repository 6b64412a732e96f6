"""The pages of a prep room: which there are, what is written on each, and what each needs to be painted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.words import Words
from db.facts.meetings import Attendee, MeetingFacts, Section
from db.facts.playbooks import AgendaItem
from db.facts.prospects import Research

HOME, AGREE, THEM, FACTS, NOES, PEOPLE, NOTES, READ = (
    "home", "agree", "them", "facts", "noes", "people", "notes", "read",
)  # fmt: skip
VIEWS = (HOME, AGREE, THEM, FACTS, NOES, PEOPLE, NOTES, READ)
SIGNS = {
    HOME: "📂", AGREE: "🎯", THEM: "🌷", FACTS: "📍", NOES: "🛡️", PEOPLE: "👥", NOTES: "🗒️", READ: "🔎",
}  # fmt: skip
LINES_OF = {FACTS: Section.FACTS, NOES: Section.NOES}
PARTS_OF = {
    AGREE: (Section.MESSAGES, Section.ASK, Section.STEP),
    THEM: (Section.THANKS, Section.WIN, Section.CREDIT),
    NOTES: (Section.NOTES,),
}


@dataclass(frozen=True, slots=True)
class Idea:
    """A text of the playbook to begin from: its key, what it is, and for a likely no the answer."""

    key: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the room for its reader. said is what was done just now."""

    facts: MeetingFacts
    view: str
    reader_id: int
    now: datetime
    leads: bool = False
    ideas: Sequence[Idea] = ()
    research: Sequence[Research] = ()
    questions: dict[str, str] = field(default_factory=dict)
    agenda: Sequence[AgendaItem] = ()
    learned: str = ""
    said: str = ""

    @property
    def me(self) -> Attendee | None:
        """The reader, if they go."""
        return self.facts.attendee(self.reader_id)

    @property
    def open(self) -> bool:
        """Whether anything can still be written."""
        return not self.facts.over


def page_head(view: str, words: Words) -> str:
    """What stands above a page's own texts."""
    return f"**{SIGNS[view]} {words(f'meeting.view.{view}')}**\n-# {words(f'meeting.view.{view}.about')}"
