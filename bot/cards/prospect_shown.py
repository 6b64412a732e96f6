"""A prospect as it is shown to one reader, and the buttons that its cards have in common."""

from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.prospect_words import STEP_OF
from bot.words import Words
from db.facts.playbooks import MeetingStep, Playbook
from db.facts.prospects import ProspectFacts, Stage

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Shown:
    """A prospect for one reader, with the playbook of its kind; said is what was done just now."""

    facts: ProspectFacts
    playbook: Playbook
    reader_id: int
    now: datetime
    said: str = ""
    organizer: bool = False

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.facts.stage

    @property
    def step(self) -> MeetingStep | None:
        """Which of the five steps it is in; None once it is won, rests, or said no."""
        return STEP_OF.get(self.stage)


# ---- buttons ----------------------------------------------------------------------------------------


def enough_button(number: int, words: Words, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
    """Enough is known: on to asking."""
    enough = ids.PROSPECT_MOVE(prospect=number, stage=Stage.ASK)
    return kit.button(words("prospect.button.enough"), enough, style, emoji="👍")


def log_button(number: int, words: Words) -> Button:
    """Write down that somebody was in touch."""
    return kit.button(words("prospect.button.log"), ids.PROSPECT_LOG(prospect=number, result="any"), emoji="📌")


def tie_button(number: int, words: Words, style: discord.ButtonStyle = discord.ButtonStyle.primary) -> Button:
    """Say in private that one could ask them."""
    return kit.button(words("prospect.button.tie"), ids.PROSPECT_TIE(prospect=number), style, emoji="🙋")


def history_button(number: int, words: Words) -> Button:
    """All contacts."""
    return kit.button(words("prospect.button.history"), ids.PROSPECT_HISTORY(prospect=number, page=0), emoji="📖")


def hand_button(number: int, words: Words) -> Button:
    """Who looks after it, and who asks."""
    return kit.button(words("prospect.button.people"), ids.PROSPECT_PEOPLE(prospect=number), emoji="👥")


def board_button(words: Words) -> Button:
    """The state of all outreach."""
    return kit.button(words("prospect.button.board"), ids.PROSPECT_BOARD(), emoji="🗺️")


def back_button(number: int, words: Words) -> Button:
    """Back to the prospect's card."""
    return kit.button(words("prospect.button.back"), ids.PROSPECT_OPEN(prospect=number), emoji="↩️")
