"""What to say at the door, and the card about rights: read on a phone, shown to a neighbor, handed out as a file.

The text and what stands around it are in one language, which may be another than the reader's: the reader's is that
of the buttons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.words import LANGUAGES, Words, words_in
from bot.words.texts import BLANKS, filled, own_text, without
from db.facts import TeamFacts
from db.facts.scripts import ScriptFacts, ScriptKind

EMOJI = {ScriptKind.DOOR: "🗣️", ScriptKind.RIGHTS: "🛡️"}
ACCENT = {ScriptKind.DOOR: kit.BLURPLE, ScriptKind.RIGHTS: kit.YELLOW}
BODY_MOST = 3100  # characters on the card; a longer text is whole in the file
PARTS_MOST = 9  # with lines between them; more stand below each other
VALUE_MOST = 200

Button = ui.Button[ui.LayoutView]
Row = ui.ActionRow[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as somebody reads it: who they are, where they knock, and whether they may change it."""

    script: ScriptFacts
    team: TeamFacts
    name: str
    place: str = ""
    canvass_id: int = 0
    edits: bool = False
    said: str = ""

    @property
    def words(self) -> Words:
        """The words that go with the text."""
        return words_in(self.script.language)

    @property
    def body(self) -> str:
        """The text with its blanks; nobody is told to call a line that there is not."""
        text = self.script.body or own_text(self.script.kind, self.script.language)
        return text if self.team.hotline.strip() else without(text, "hotline")


# ---- the way to them, from other cards -----------------------------------------------------------------


def script_buttons(words: Words, canvass_id: int) -> list[Button]:
    """The buttons that open both, for a row with others."""
    return [
        kit.button(words(f"script.button.{kind}"), ids.SCRIPT_OPEN(kind=kind, canvass=canvass_id), emoji=EMOJI[kind])
        for kind in ScriptKind
    ]


def script_row(words: Words, canvass_id: int) -> Row:
    """The same as a row."""
    return kit.row(*script_buttons(words, canvass_id))


# ---- the card ------------------------------------------------------------------------------------------


def card(shown: Reading, words: Words) -> ui.LayoutView:
    """A text with its blanks filled, who looked it over, and the way to its other language and its file."""
    script = shown.script
    return kit.card(
        "\n".join(head(shown)),
        *parted(parts(shown.body, values(shown))),
        kit.rule(),
        "\n".join(foot(shown)),
        shown.said,  # beside the buttons: the card is long, and whoever pressed one looks there
        *_rows(shown, words),
        accent=ACCENT[script.kind],
    )


def head(shown: Reading) -> Iterator[str]:
    """Above a text: its title, and on the rights card whom to call, for whoever has no time to read."""
    yield f"## {title(shown.script.kind, shown.words)}"
    if shown.script.kind is ScriptKind.RIGHTS and (line := kit.plain(shown.team.hotline)):
        yield f"📞 {shown.words('script.line', line=f'**{line}**')}"


def title(kind: ScriptKind, words: Words) -> str:
    """What a text is called, with its sign."""
    return f"{EMOJI[kind]} {words(f'script.title.{kind}')}"


def values(shown: Reading) -> Mapping[str, str]:
    """What belongs into the blanks; where nothing is known, words that read well all the same."""
    known = {
        "name": shown.name,
        "place": shown.place,
        "campaign": shown.team.campaign,
        "town": shown.team.town,
        "hotline": shown.team.hotline,
    }
    return {name: known[name].strip()[:VALUE_MOST] or shown.words(f"script.empty.{name}") for name in BLANKS}


def parts(body: str, into: Mapping[str, str]) -> list[str]:
    """A text as Discord shows it, part by part: headings bold, points as such, all else as it was typed."""
    found: list[list[str]] = [[]]
    for line in body.split("\n"):
        if line.startswith("# ") and found[-1]:
            found.append([])
        found[-1].append(_line(line, into))
    return _fitted([text for lines in found if (text := "\n".join(lines).strip())])


def _line(line: str, into: Mapping[str, str]) -> str:
    for mark, before, after in (("# ", "**", "**"), ("- ", "- ", "")):
        if line.startswith(mark) and (rest := kit.plain(filled(line[len(mark) :], into), BODY_MOST)):
            return f"{before}{rest}{after}"
    return kit.plain(filled(line, into), BODY_MOST)


def _fitted(texts: list[str]) -> list[str]:
    """As many whole lines as a card holds."""
    kept: list[str] = []
    left = BODY_MOST
    for text in texts:
        lines: list[str] = []
        left -= 1  # the empty line between two parts
        for line in text.split("\n"):
            left -= len(line) + 1
            if left < 0:
                return [*kept, "\n".join([*lines, "…"])]
            lines.append(line)
        kept.append("\n".join(lines))
    return kept


def parted(texts: list[str]) -> Iterator[kit.Block]:
    """Parts with a line between them, unless there are so many that a card could not hold the lines."""
    if len(texts) > PARTS_MOST:
        yield "\n\n".join(texts)
        return
    for number, text in enumerate(texts):
        if number:
            yield kit.rule()
        yield text


def foot(shown: Reading) -> Iterator[str]:
    """What has to stand below a text, in its own language."""
    words, script = shown.words, shown.script
    if script.kind is ScriptKind.RIGHTS:
        yield f"⚖️ {words('script.not_advice')}"
        if not shown.team.hotline.strip():
            yield f"📞 {words('script.no_line')}"
    if script.reviewed_on:
        reviewed = words("script.reviewed", who=kit.plain(script.reviewed_by), day=words.long_date(script.reviewed_on))
        yield f"✅ {reviewed}"
    elif script.kind is ScriptKind.RIGHTS:
        yield f"⚠️ {words('script.unreviewed')}"
    yield f"-# {version_line(script, words)}"


def version_line(script: ScriptFacts, words: Words) -> str:
    """Which version it is, and who saved it."""
    if not script.version or script.changed_at is None:
        return words("script.version.own")
    when = kit.stamp(script.changed_at, "d")
    if not script.changed_by:
        return words("script.version.somebody", number=script.version, when=when)
    return words("script.version.by", number=script.version, who=kit.plain(script.changed_by, 60), when=when)


def _rows(shown: Reading, words: Words) -> Iterator[Row]:
    script, canvass = shown.script, shown.canvass_id
    here = {"kind": script.kind, "language": script.language}
    other = next(kind for kind in ScriptKind if kind is not script.kind)
    buttons = [
        kit.button(
            words_in(language).own_name.capitalize(),
            ids.SCRIPT_VIEW(kind=script.kind, language=language, canvass=canvass),
            emoji="🌐",
        )
        for language in LANGUAGES
        if language != script.language
    ]
    to_other = ids.SCRIPT_VIEW(kind=other, language=script.language, canvass=canvass)
    yield kit.row(
        *buttons[:3],
        kit.button(words(f"script.button.{other}"), to_other, emoji=EMOJI[other]),
        kit.button(words("script.button.file"), ids.SCRIPT_FILE(**here, canvass=canvass), emoji="📄"),
    )
    if shown.edits:
        yield kit.row(
            kit.button(words("script.button.edit"), ids.SCRIPT_EDIT(**here), emoji="✏️"),
            kit.button(words("script.button.review"), ids.SCRIPT_REVIEW(**here), emoji="✅"),
            kit.button(words("script.button.versions"), ids.SCRIPT_VERSIONS(**here, page=0), emoji="🗂️"),
        )


# ---- as a file -----------------------------------------------------------------------------------------


def file(shown: Reading) -> discord.File:
    """The whole text, to print or to send on."""
    name = f"{shown.words(f'script.file.{shown.script.kind}')}-{shown.script.language}.txt"
    return discord.File(BytesIO(document(shown).encode()), name)


def document(shown: Reading) -> str:
    """A text without marks: headings in capitals, points with a dot."""
    words, script, into = shown.words, shown.script, values(shown)
    lines = [words(f"script.title.{script.kind}"), ""]
    for line in filled(shown.body, into).split("\n"):
        if line.startswith("# "):
            lines += ["", line.removeprefix("# ").upper()]
        else:
            lines.append(f"• {line.removeprefix('- ')}" if line.startswith("- ") else line)
    lines += ["", "—", *_plain_foot(shown)]
    return "\n".join(lines) + "\n"


def _plain_foot(shown: Reading) -> Iterator[str]:
    words, script = shown.words, shown.script
    if script.kind is ScriptKind.RIGHTS:
        yield words("script.not_advice")
        yield words("script.line", line=shown.team.hotline) if shown.team.hotline else words("script.no_line")
    if script.reviewed_on:
        yield words("script.reviewed", who=script.reviewed_by, day=words.long_date(script.reviewed_on))
    elif script.kind is ScriptKind.RIGHTS:
        yield words("script.unreviewed")
    if script.version:
        yield words("script.version.bare", number=script.version)


def sent(words: Words) -> ui.LayoutView:
    """What goes with the file."""
    return kit.note(words("script.file.here"))
