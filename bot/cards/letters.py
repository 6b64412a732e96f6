"""The letter to one prospect: filled as far as the team knows, previewed, given as a file, noted as sent.

The letter is in the language that the prospect reads; what stands around it is in that of whoever writes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.cards.prospect_words import KIND_SIGNS, name_of
from bot.words import LANGUAGES, Words, words_in
from bot.words.blanks import OPTIONAL, Blank, blank_words, blanks_in, fill
from bot.words.letters import Outreach
from db.facts import TeamFacts
from db.facts.playbooks import Playbook
from db.facts.prospects import ProspectFacts, Research
from db.facts.signons import Capacity, SignOn

BODY_MOST = 2800  # characters of the letter on its card; a longer one is whole in the file
PEERS_MOST = 5
FOUND_MOST = 25

FORM = Form(
    ids.LETTER_FORM,
    "letter.form",
    (
        Text("person", "letter.form.person", most=100, hint=True),
        Text("merit", "letter.form.merit", most=300, tall=True, hint=True),
        Text("facts", "letter.form.facts", most=1000, tall=True, hint=True),
        Text("times", "letter.form.times", most=300, tall=True, hint=True),
        Text("contact", "letter.form.contact", most=100, hint=True),
    ),
)
_HAPPENED = frozenset({"incidents", "district", "police", "serves", "issues", "capacity"})
# Questions of the research whose answers say what has happened here; those to all others say who they are.


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its writer sees it. typed: what they have filled in, by the names of blanks."""

    facts: ProspectFacts
    team: TeamFacts
    outreach: Outreach
    language: str
    name: str
    playbook: Playbook
    typed: Mapping[str, str] = field(default_factory=dict)
    peers: tuple[SignOn, ...] = ()
    edits: bool = False
    said: str = ""

    @property
    def here(self) -> dict[str, int | str]:
        """What every button carries."""
        return {"prospect": self.facts.id, "language": self.language}

    @property
    def values(self) -> Mapping[Blank, str]:
        """What belongs into the blanks; what nobody has said yet is empty."""
        plan, team = self.facts.plan, self.team
        known = {
            Blank.NAME: self.name,
            Blank.CAMPAIGN: team.campaign,
            Blank.TOWN: team.town,
            Blank.HOTLINE: team.hotline,
            Blank.ABOUT: team.about,
            Blank.LIMITS: team.about_not,
            Blank.PERSON: plan.name,
            Blank.INSTITUTION: plan.place or plan.name,
            Blank.PEERS: words_in(self.language).all_of(named(one) for one in self.peers[:PEERS_MOST]),
        }
        return known | {Blank(name): text for name, text in self.typed.items() if name in set(Blank) and text.strip()}

    @property
    def subject(self) -> str:
        """The subject, filled."""
        return " ".join(fill(self.outreach.subject, self.values).split())

    @property
    def body(self) -> str:
        """The letter, filled."""
        return fill(self.outreach.body, self.values)

    @property
    def missing(self) -> tuple[Blank, ...]:
        """The blanks that are still open, in the order in which they are explained."""
        given, used = self.values, blanks_in(f"{self.outreach.subject}\n{self.outreach.body}")
        return tuple(blank for blank in Blank if blank in used - OPTIONAL and not given.get(blank, "").strip())


def named(one: SignOn) -> str:
    """How somebody who signed on in public may be named: who signs as a person, without where they work."""
    if one.capacity is Capacity.PERSONAL or not one.place or one.place.casefold() == one.name.strip().casefold():
        return one.name.strip()
    return f"{one.place} ({one.name})"


# ---- the card ------------------------------------------------------------------------------------------


def card(letter: Letter, words: Words) -> ui.LayoutView:
    """The letter as it would go out, what is still open in it, and what to do with it."""
    return kit.card(
        letter.said,
        "\n".join(_head(letter, words)),
        kit.rule(),
        _preview(letter),
        kit.rule(),
        "\n".join(_foot(letter, words)),
        *_rows(letter, words),
        accent=kit.YELLOW if letter.missing else kit.GREEN,
    )


def _head(letter: Letter, words: Words) -> Iterator[str]:
    plan = letter.facts.plan
    yield f"### ✉️ {words('letter.title', name=name_of(plan, words))}"
    about = f"{KIND_SIGNS[plan.kind]} {words(f'kind.{plan.kind}')}"
    yield f"-# {about} · {words('letter.language', language=words.name_of(letter.language))}"
    if letter.facts.contacts and any(one.how == "letter" for one in letter.facts.contacts):
        last = next(one for one in letter.facts.contacts if one.how == "letter")
        yield f"-# {words('letter.before', when=kit.stamp(last.at, 'R'))}"


def _preview(letter: Letter) -> str:
    text = kit.prose(letter.body, BODY_MOST)
    tongue = blank_words(letter.language)
    for blank in letter.missing:
        text = text.replace(f"\\[{tongue[blank]}\\]", f"**\\[{tongue[blank]}\\]**")
    return f"**{kit.plain(letter.subject, 250)}**\n\n{text}"


def _foot(letter: Letter, words: Words) -> Iterator[str]:
    if letter.missing:
        open_ones = words.all_of(f"**{words(f'letter.blank.{blank}')}**" for blank in letter.missing)
        yield f"⚠️ {words('letter.missing', blanks=open_ones)}"
    else:
        yield f"✅ {words('letter.whole')}"
    if len(letter.body) > BODY_MOST * 0.9:
        yield f"-# {words('letter.long')}"
    yield f"-# {words('letter.kept')}"
    if {Blank.CAMPAIGN, Blank.TOWN} & set(letter.missing):
        yield f"-# {words('letter.no_campaign')}"


def _rows(letter: Letter, words: Words) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    found = letter.facts.research[:FOUND_MOST]
    if found:
        texts = {one.key: one.text for one in letter.playbook.questions}
        options = [
            kit.option(kit.bare(one.note) or "–", str(one.id), about=kit.bare(texts.get(one.question, ""), 100))
            for one in found
        ]
        select = kit.select(ids.LETTER_FOUND(**letter.here), options, words("letter.found"), most=min(len(found), 5))
        yield kit.row(select)
    primary, plain = discord.ButtonStyle.primary, discord.ButtonStyle.secondary
    yield kit.row(
        kit.button(
            words("letter.button.fill"),
            ids.LETTER_FILL(**letter.here),
            primary if letter.missing else plain,
            emoji="✏️",
        ),
        kit.button(words("script.button.file"), ids.LETTER_FILE(**letter.here), emoji="📄"),
        kit.button(
            words("letter.button.sent"),
            ids.LETTER_SENT(**letter.here, anyway=0),
            plain if letter.missing else primary,
            emoji="📮",
        ),
    )
    yield kit.row(*_others(letter, words))


def _others(letter: Letter, words: Words) -> Iterator[ui.Button[ui.LayoutView]]:
    for language in [one for one in LANGUAGES if one != letter.language][:3]:
        to = ids.LETTER_VIEW(prospect=letter.facts.id, language=language)
        yield kit.button(words_in(language).own_name.capitalize(), to, emoji="🌐")
    if letter.edits:
        to = ids.PLAYBOOK_VIEW(kind=letter.facts.plan.kind, language=letter.language, part="letter")
        yield kit.button(words("letter.button.template"), to, emoji="🛠️")
    yield kit.button(words("letter.button.prospect"), ids.PROSPECT_OPEN(prospect=letter.facts.id), emoji="↩️")


def unfinished(letter: Letter, words: Words) -> ui.LayoutView:
    """Before a letter with open blanks is noted as sent."""
    blanks = words.all_of(f"**{words(f'letter.blank.{blank}')}**" for blank in letter.missing)
    return kit.card(
        f"⚠️ {words('letter.unfinished', blanks=blanks)}",
        kit.row(
            kit.button(
                words("letter.button.fill"),
                ids.LETTER_FILL(**letter.here),
                discord.ButtonStyle.primary,
                emoji="✏️",
            ),
            kit.button(words("letter.button.anyway"), ids.LETTER_SENT(**letter.here, anyway=1), emoji="📮"),
            kit.button(words("playbook.button.list"), ids.LETTER_VIEW(**letter.here), emoji="↩️"),
        ),
        accent=kit.YELLOW,
    )


def sent(letter: Letter, words: Words) -> ui.LayoutView:
    """It was noted that the letter went out, and what comes next."""
    plan = letter.facts.plan
    told = [f"✅ {words('letter.sent', name=name_of(plan, words))}", words("letter.sent.next")]
    return kit.card(
        "\n".join(told),
        kit.row(
            kit.button(words("letter.button.prospect"), ids.PROSPECT_OPEN(prospect=letter.facts.id), emoji="↩️"),
            kit.button(words("letter.button.again"), ids.LETTER_VIEW(**letter.here), emoji="✉️"),
        ),
        accent=kit.GREEN,
    )


# ---- what is filled in -----------------------------------------------------------------------------------


def begins(letter: Letter) -> dict[str, str]:
    """What the form begins with."""
    return {"person": letter.facts.plan.name, **letter.typed}


def with_found(typed: Mapping[str, str], found: tuple[Research, ...]) -> dict[str, str]:
    """What was filled in, with findings of the research in the blanks where they belong; none twice."""
    filled = dict(typed)
    for one in found:
        name = Blank.FACTS if one.question in _HAPPENED else Blank.MERIT
        most = next(field.most for field in FORM.fields if isinstance(field, Text) and field.name == name)
        note = " ".join(one.note.split()).rstrip(".;,")
        before = filled.get(name, "")
        if note in before:
            continue
        added = f"- {note}" if name is Blank.FACTS else note
        after = f"{before}{chr(10) if name is Blank.FACTS else '; '}{added}" if before else added
        filled[name] = after[:most]
    return filled


# ---- as a file -------------------------------------------------------------------------------------------


def file(letter: Letter) -> discord.File:
    """The letter to print, to copy, or to send on; what is still open stands in square brackets."""
    words = words_in(letter.language)
    text = f"{letter.subject}\n\n{letter.body}\n"
    return discord.File(BytesIO(text.encode()), f"{words('letter.file')}-{letter.language}.txt")


def with_file(letter: Letter, words: Words) -> ui.LayoutView:
    """What goes with the file."""
    missing = f"⚠️ {words('letter.file.missing')}" if letter.missing else ""
    return kit.note(words("script.file.here"), missing)
