"""The public list of sign-ons for a flyer: as a picture, and as text to copy. Private ones are never among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.letters import named
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import LANGUAGES, Words, words_in
from db.facts import TeamFacts
from db.facts.playbooks import Kind
from db.facts.signons import SignOn

TEXT_MOST = 2600  # characters of the names on the card; the file has all

Gallery = ui.MediaGallery[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Flyer:
    """What a flyer says: the campaign's name, and those who may be named, by kind, as they may be named."""

    campaign: str
    town: str
    groups: tuple[tuple[Kind, tuple[str, ...]], ...]

    @property
    def total(self) -> int:
        """How many are named."""
        return sum(len(names) for _, names in self.groups)


def flyer_of(found: Sequence[SignOn], team: TeamFacts) -> Flyer:
    """What may stand on a flyer: those who are public, once each, by kind and day."""
    names = {kind: [named(one) for one in found if one.public and one.kind is kind] for kind in Kind}
    groups = tuple((kind, tuple(dict.fromkeys(of))) for kind, of in names.items() if of)
    return Flyer(team.campaign, team.town, groups)


def flyer(shown: Flyer, picture: Gallery | None, words: Words, *, posts: bool, said: str = "") -> ui.LayoutView:
    """The picture and the names as text; `words` are those of the flyer's language."""
    if not shown.total:
        return kit.card(
            f"### 🖼️ {words('signon.flyer')}\n{words('signon.flyer.none')}",
            kit.row(kit.button(words("signon.button.list"), ids.SIGNON_LIST(kind="all", page=0), emoji="↩️")),
        )
    return kit.card(
        said,
        f"### 🖼️ {words('signon.flyer')}\n{words('signon.flyer.about')}",
        picture,
        kit.row(*_buttons(words, posts=posts)),
        accent=kit.GREEN,
    )


def _buttons(words: Words, *, posts: bool) -> list[ui.Button[ui.LayoutView]]:
    others = [
        kit.button(words_in(one).own_name.capitalize(), ids.SIGNON_FLYER(language=one), emoji="🌐")
        for one in LANGUAGES
        if one != words.language
    ]
    text = kit.button(words("signon.button.text"), ids.SIGNON_FLYER_FILE(language=words.language), emoji="📄")
    post = [kit.button(words("signon.button.post"), ids.SIGNON_FLYER_POST(), emoji="📣")] if posts else []
    back = kit.button(words("signon.button.list"), ids.SIGNON_LIST(kind="all", page=0), emoji="↩️")
    return [*others[:2], text, *post, back]


def posted(shown: Flyer, picture: Gallery | None, words: Words) -> ui.LayoutView:
    """The same for everybody in a channel."""
    lines = [
        f"{KIND_SIGNS[kind]} **{words(f'kind.{kind}')}**\n{kit.plain(words.all_of(names), 700)}"
        for kind, names in shown.groups
    ]
    text = "\n".join(lines)
    return kit.card(
        f"## 🎉 {words.n('signon.flyer.posted', shown.total)}",
        text if len(text) <= TEXT_MOST else None,
        picture,
        accent=kit.GREEN,
    )


def document(shown: Flyer, words: Words) -> str:
    """The names as text to copy into a flyer."""
    head = f"{words.number(shown.total)} {words.n('signon.flyer.stand', shown.total)}"
    lines = [shown.campaign or words("signon.flyer.us"), head]
    for kind, names in shown.groups:
        lines += ["", words(f"kind.{kind}").upper(), *(f"• {name}" for name in names)]
    return "\n".join(lines) + "\n"


def file(shown: Flyer, words: Words) -> discord.File:
    """The same as a file."""
    name = f"{words('signon.flyer.file')}-{words.language}.txt"
    return discord.File(BytesIO(document(shown, words).encode()), name)


def with_file(words: Words) -> ui.LayoutView:
    """What goes with it."""
    return kit.note(words("script.file.here"))
