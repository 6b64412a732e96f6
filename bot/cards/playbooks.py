"""Playbooks as people read them: one part a page, the campaign's name filled in, and the whole as a file.

What is in a playbook and what stands around it are in one language, which may be another than the reader's: the
reader's is that of the buttons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.playbooks_told import Telling, told
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import LANGUAGES, Words, words_in
from bot.words.blanks import Blank
from db.facts import TeamFacts
from db.facts.adapted import AdaptedText, AdaptedWhat
from db.facts.playbooks import Kind, MeetingStep, Playbook

BODY_MOST = 3300  # characters of a part on its card; a longer one is whole in the file


class Part(StrEnum):
    """The pages of a playbook, in the order of the five steps."""

    OVERVIEW = "overview"
    QUESTIONS = "questions"
    ASKERS = "askers"
    LETTER = "letter"
    REFUSED = "refused"
    AGENDA = "agenda"
    MESSAGES = "messages"
    PREP = "prep"
    OBJECTIONS = "objections"
    REVIEW = "review"
    NOTES = "notes"
    ASKS = "asks"
    THANKS = "thanks"


STEPS = {
    Part.QUESTIONS: MeetingStep.RESEARCH,
    Part.ASKERS: MeetingStep.ASK,
    Part.LETTER: MeetingStep.ASK,
    Part.REFUSED: MeetingStep.ASK,
    Part.AGENDA: MeetingStep.PREPARE,
    Part.MESSAGES: MeetingStep.PREPARE,
    Part.PREP: MeetingStep.PREPARE,
    Part.OBJECTIONS: MeetingStep.PREPARE,
    Part.REVIEW: MeetingStep.EVALUATE,
    Part.NOTES: MeetingStep.FOLLOW_UP,
    Part.ASKS: MeetingStep.FOLLOW_UP,
    Part.THANKS: MeetingStep.FOLLOW_UP,
}
TEXTS = {Part.LETTER: AdaptedWhat.LETTER, Part.NOTES: AdaptedWhat.THANKS}
# Parts that are one text, with versions of their own.

Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Reading:
    """A playbook as somebody reads it. text: the version of what is shown; body, the letter's or the notes' words."""

    playbook: Playbook
    text: AdaptedText
    team: TeamFacts
    part: Part = Part.OVERVIEW
    body: str = ""
    edits: bool = False
    broken: bool = False  # the team's own cannot be read, and this is TocToc's
    elsewhere: tuple[str, ...] = ()  # languages in which the team has its own
    said: str = ""

    @property
    def words(self) -> Words:
        """The words that go with what is read."""
        return words_in(self.text.language)

    @property
    def here(self) -> dict[str, str]:
        """What every button carries."""
        return {"kind": self.text.kind, "language": self.text.language}


def what_of(part: Part) -> AdaptedWhat:
    """To which of a team's texts a part belongs."""
    return TEXTS.get(part, AdaptedWhat.PLAYBOOK)


def name_of(kind: Kind, words: Words) -> str:
    """A kind of leader, with its sign."""
    return f"{KIND_SIGNS[kind]} {words(f'kind.{kind}')}"


# ---- all kinds -----------------------------------------------------------------------------------------


def kinds(found: Mapping[Kind, Playbook], language: str, words: Words) -> ui.LayoutView:
    """The six playbooks, to choose from; what they are for is in their own language."""
    lines = [f"{KIND_SIGNS[kind]} **{kit.plain(one.title)}**\n{kit.plain(one.who, 320)}" for kind, one in found.items()]
    options = [
        kit.option(kit.bare(one.title), kind, about=words(f"playbook.about.{kind}"), emoji=KIND_SIGNS[kind])
        for kind, one in found.items()
    ]
    return kit.card(
        f"## 📖 {words('playbook.kinds.title')}\n{words('playbook.kinds.about')}",
        "\n".join(fitted(lines, BODY_MOST)),
        kit.row(kit.select(ids.PLAYBOOK_KIND(language=language), options, words("playbook.kinds.hint"))),
        accent=kit.BLURPLE,
    )


# ---- one part --------------------------------------------------------------------------------------------


def card(shown: Reading, words: Words) -> ui.LayoutView:
    """One part of a playbook, and the ways to its others."""
    return kit.card(
        shown.said,
        heading(shown),
        "\n".join(fitted(list(told(telling(shown), shown.part)), BODY_MOST)),
        kit.rule(),
        "\n".join(foot(shown, words)),
        _parts(shown, words),
        *_rows(shown, words),
        accent=kit.BLURPLE,
    )


def telling(shown: Reading) -> Telling:
    """What the parts are told with: the campaign's own words in their blanks."""
    team = shown.team
    values = {Blank.CAMPAIGN: team.campaign, Blank.TOWN: team.town}
    return Telling(shown.playbook, values, shown.words, shown.body)


def heading(shown: Reading) -> str:
    """The playbook's name, the step, and the part."""
    playbook = shown.playbook
    lines = [f"## {KIND_SIGNS[playbook.kind]} {kit.plain(playbook.title)}"]
    if step := STEPS.get(shown.part):
        number = list(MeetingStep).index(step)
        lines.append(f"-# {shown.words('playbook.step', n=number + 1)} · {kit.plain(playbook.steps[number].title)}")
    lines.append(f"### {shown.words(f'playbook.part.{shown.part}')}")
    return "\n".join(lines)


def foot(shown: Reading, words: Words) -> Iterator[str]:
    """Whose version it is, and what stands where."""
    if shown.broken:
        yield f"⚠️ {words('playbook.broken')}"
    yield f"-# {version_line(shown.text, words)}"
    for language in shown.elsewhere:
        yield f"-# {words('playbook.elsewhere', language=words.name_of(language))}"


def version_line(text: AdaptedText, words: Words) -> str:
    """Which version it is, and who saved it."""
    if not text.version or text.changed_at is None:
        return words("script.version.own")
    when = kit.stamp(text.changed_at, "d")
    if not text.changed_by:
        return words("script.version.somebody", number=text.version, when=when)
    return words("script.version.by", number=text.version, who=kit.plain(text.changed_by, 60), when=when)


def fitted(lines: list[str], most: int) -> list[str]:
    """As many whole lines as a card holds."""
    kept: list[str] = []
    left = most
    for line in "\n".join(lines).split("\n"):
        left -= len(line) + 1
        if left < 0:
            return [*kept, "…"]
        kept.append(line)
    return kept


def _parts(shown: Reading, words: Words) -> Row:
    options = []
    for part in Part:
        about = words(f"playbook.step_name.{STEPS[part]}") if part in STEPS else words("playbook.step_name.all")
        options.append(kit.option(words(f"playbook.part.{part}"), part, about=about, chosen=part is shown.part))
    return kit.row(kit.select(ids.PLAYBOOK_PART(**shown.here), options, words("playbook.part_hint")))


def _rows(shown: Reading, words: Words) -> Iterator[Row]:
    order = list(Part)
    at = order.index(shown.part)
    steps = [
        kit.button(sign, ids.PLAYBOOK_VIEW(**shown.here, part=order[to % len(order)]))
        for sign, to in (("◀", at - 1), ("▶", at + 1))
    ]
    tongues = [
        kit.button(
            words_in(language).own_name.capitalize(),
            ids.PLAYBOOK_VIEW(kind=shown.text.kind, language=language, part=shown.part),
            emoji="🌐",
        )
        for language in LANGUAGES
        if language != shown.text.language
    ]
    file = kit.button(words("script.button.file"), ids.PLAYBOOK_FILE(**shown.here), emoji="📄")
    yield kit.row(*steps, *tongues[:2], file)
    yield kit.row(
        kit.button(words("playbook.button.kinds"), ids.PLAYBOOK_KINDS(language=shown.text.language), emoji="📖"),
        *_editing(shown, words),
    )


def _editing(shown: Reading, words: Words) -> Iterator[Button]:
    if not shown.edits:
        return
    what = what_of(shown.part)
    edit = ids.PLAYBOOK_EDIT(**shown.here, part=shown.part)
    if shown.part in TEXTS:
        edit = ids.PLAYBOOK_TEXT(what=what, **shown.here)
    yield kit.button(words("script.button.edit"), edit, emoji="✏️")
    versions = ids.PLAYBOOK_VERSIONS(what=what, **shown.here, page=0)
    yield kit.button(words("script.button.versions"), versions, emoji="🗂️")


# ---- as a file -------------------------------------------------------------------------------------------


def file(shown: Reading, texts: dict[Part, str]) -> discord.File:
    """The whole playbook, to print or to read at leisure; `texts` are the letter and the notes."""
    name = f"{shown.words('playbook.file')}-{shown.words(f'kind.slug.{shown.text.kind}')}-{shown.text.language}.txt"
    return discord.File(BytesIO(document(shown, texts).encode()), name)


def document(shown: Reading, texts: dict[Part, str]) -> str:
    """A playbook without marks: every part, one after the other."""
    words, lines = shown.words, [shown.playbook.title]
    for part in Part:
        of = Telling(shown.playbook, telling(shown).values, words, texts.get(part, ""), bare=True)
        lines += ["", words(f"playbook.part.{part}").upper(), "", *told(of, part)]
    return "\n".join(lines) + "\n"


def sent(words: Words) -> ui.LayoutView:
    """What goes with the file."""
    return kit.note(words("script.file.here"))
