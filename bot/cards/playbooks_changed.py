"""Every version that a team had of a playbook, a letter or the notes of thanks, and the way back to each."""

from collections.abc import Sequence

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.cards.playbooks import Part, Reading, fitted, version_line
from bot.cards.playbooks_edit import PART_OF
from bot.cards.prospect_words import KIND_SIGNS
from bot.words import Words
from bot.words.playbooks import editing
from bot.words.playbooks.editing import Section
from db.facts.adapted import LETTER_MOST, AdaptedText, AdaptedWhat
from db.facts.playbooks import Playbook

PAGE = 10
SHOWN_MOST = 3000

LETTER_FORM = Form(
    ids.PLAYBOOK_TEXT_FORM,
    "playbook.text_form",
    (Text("body", "playbook.text_form.body", most=LETTER_MOST, tall=True, required=True, hint=True),),
    warning="playbook.text_form.how",
)
# The whole of a letter, or of both notes; which of them is in its id.

_PARTS = {
    AdaptedWhat.PLAYBOOK: Part.OVERVIEW,
    AdaptedWhat.LETTER: Part.LETTER,
    AdaptedWhat.THANKS: Part.NOTES,
}


def versions(found: Sequence[AdaptedText], page: int, words: Words) -> ui.LayoutView:
    """Every version, newest first, to look at one and go back to it."""
    pages = (len(found) + PAGE - 1) // PAGE
    page = min(max(page, 0), pages - 1)
    shown, now = found[page * PAGE : (page + 1) * PAGE], found[0]
    here = {"what": now.what, "kind": now.kind, "language": now.language}
    options = [
        kit.option(words("script.versions.option", number=one.version), str(one.version), about=_about(one, words))
        for one in shown
    ]
    steps = [
        kit.button(sign, ids.PLAYBOOK_VERSIONS(**here, page=to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to < pages
    ]
    return kit.card(
        f"### {_title(now, words)}\n{words('script.versions.about')}",
        "\n".join(_line(one, words, now=one is now) for one in shown),
        kit.row(kit.select(ids.PLAYBOOK_VERSION(**here), options, words("script.versions.hint"))),
        kit.row(*steps, back(now, words)),
        accent=kit.YELLOW,
    )


def back(text: AdaptedText, words: Words) -> ui.Button[ui.LayoutView]:
    """The way to what is read."""
    to = ids.PLAYBOOK_VIEW(kind=text.kind, language=text.language, part=_PARTS[text.what])
    return kit.button(words("script.button.back"), to, emoji="↩️")


def _title(text: AdaptedText, words: Words) -> str:
    what = words(f"playbook.what.{text.what}")
    return f"{KIND_SIGNS[text.kind]} {words(f'kind.{text.kind}')} · {what} · {words.name_of(text.language)}"


def _line(one: AdaptedText, words: Words, *, now: bool) -> str:
    text = f"- {version_line(one, words)}"
    return f"{text} · **{words('script.versions.now')}**" if now else text


def _about(one: AdaptedText, words: Words) -> str:
    return kit.bare(one.changed_by, 90) if one.version else words("script.versions.own")


def version(shown: Reading, now: Playbook, current: AdaptedText, words: Words) -> ui.LayoutView:
    """One version as it was: of a playbook, where it is another than today's; of a letter, all of it."""
    text = shown.text
    here = {"what": text.what, "kind": text.kind, "language": text.language}
    used = text.version == current.version
    restore = kit.button(
        words("script.button.restore"), ids.PLAYBOOK_RESTORE(**here, version=text.version), emoji="⏪", off=used
    )
    to_all = kit.button(words("script.button.versions"), ids.PLAYBOOK_VERSIONS(**here, page=0), emoji="↩️")
    told = version_line(text, words)
    body = kit.prose(shown.body, SHOWN_MOST) if text.what is not AdaptedWhat.PLAYBOOK else _differing(shown, now, words)
    return kit.card(
        f"### {_title(text, words)}\n{told}{' · ' + words('script.versions.now') if used else ''}",
        body,
        kit.row(restore, to_all),
        accent=kit.YELLOW,
    )


def _differing(shown: Reading, now: Playbook, words: Words) -> str:
    lines = []
    for section in Section:
        then, today = _texts(shown.playbook, section), _texts(now, section)
        if then == today:
            continue
        part, name = PART_OF[section], words(f"playbook.section.{section}")
        lines.append(f"**{words(f'playbook.part.{part}')} · {name}**")
        lines += [f"- {kit.plain(text, 300)}" for text in then if text not in today]
        lines += [f"- ~~{kit.plain(text, 300)}~~" for text in today if text not in then]
    if not lines:
        return words("playbook.version.same")
    return "\n".join([words("playbook.version.differs"), "", *fitted(lines, SHOWN_MOST - 300)])


def _texts(playbook: Playbook, section: Section) -> list[str]:
    return [" · ".join(_told(one)) for one in editing.items(playbook, section)]


def _told(item: object) -> list[str]:
    hidden = {"key", "kind", "after", "step"}
    return [text for name, text in editing.shown(item).items() if name not in hidden and text not in {"", "yes", "no"}]


def saved(number: int, overtaken: AdaptedText | None, words: Words) -> str:
    """What a save did; what somebody else saved of the same meanwhile is told, and where it is."""
    told = f"✅ {words('script.saved.new', number=number)}"
    if overtaken is None:
        return told
    who = kit.plain(overtaken.changed_by, 60) or words("canvass.somebody")
    return f"{told}\n⚠️ {words('script.saved.overtaken', who=who, number=overtaken.version)}"
