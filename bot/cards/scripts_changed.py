"""Changing what is said at the door or about rights: the forms, and every version there was."""

from collections.abc import Sequence

from discord import ui

from bot import ids
from bot.cards import kit
from bot.cards.forms import Form, Text
from bot.cards.scripts import ACCENT, Reading, parted, parts, title, values, version_line
from bot.words import Words
from db.facts.scripts import REVIEWER_MOST, SCRIPT_MOST, ScriptFacts

PAGE = 10

FORM = Form(
    ids.SCRIPT_FORM,
    "script.form",
    (Text("body", "script.form.body", most=SCRIPT_MOST, tall=True, required=True, hint=True),),
    warning="script.form.how",
)
REVIEW_FORM = Form(
    ids.SCRIPT_REVIEWED,
    "script.review_form",
    (
        Text("by", "script.review_form.by", most=REVIEWER_MOST, required=True, hint=True, like=True),
        Text("on", "script.review_form.on", most=20, required=True, hint=True),
    ),
    warning="script.review_form.how",
)


def versions(found: Sequence[ScriptFacts], page: int, words: Words) -> ui.LayoutView:
    """Every version, newest first, to look at one and go back to it."""
    pages = (len(found) + PAGE - 1) // PAGE
    page = min(max(page, 0), pages - 1)
    shown, now = found[page * PAGE : (page + 1) * PAGE], found[0]
    here = {"kind": now.kind, "language": now.language}
    options = [
        kit.option(words("script.versions.option", number=one.version), str(one.version), about=_about(one, words))
        for one in shown
    ]
    steps = [
        kit.button(sign, ids.SCRIPT_VERSIONS(**here, page=to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to < pages
    ]
    back = kit.button(words("script.button.back"), ids.SCRIPT_VIEW(**here, canvass=0), emoji="↩️")
    return kit.card(
        f"### {title(now.kind, words)}\n{words('script.versions.about')}",
        "\n".join(_line(one, words, now=one is now) for one in shown),
        kit.row(kit.select(ids.SCRIPT_VERSION(**here), options, words("script.versions.hint"))),
        kit.row(*steps, back),
        accent=ACCENT[now.kind],
    )


def _line(one: ScriptFacts, words: Words, *, now: bool) -> str:
    text = f"- {version_line(one, words)}"
    if one.reviewed_on:
        text += f" · ✅ {kit.plain(one.reviewed_by, 60)}"
    return f"{text} · **{words('script.versions.now')}**" if now else text


def _about(one: ScriptFacts, words: Words) -> str:
    if not one.version:
        return words("script.versions.own")
    return kit.bare(one.changed_by, 90)


def came_back(old: int, number: int, words: Words) -> str:
    """A version is in use again, as a new one; TocToc's own text is none that the team would know by a number."""
    if not old:
        return words("script.saved.own", number=number)
    return words("script.saved.restored", old=old, number=number)


def version(shown: Reading, words: Words, *, now: bool) -> ui.LayoutView:
    """One version as it was."""
    script = shown.script
    here = {"kind": script.kind, "language": script.language}
    restore = kit.button(
        words("script.button.restore"), ids.SCRIPT_RESTORE(**here, version=script.version), emoji="⏪", off=now
    )
    back = kit.button(words("script.button.versions"), ids.SCRIPT_VERSIONS(**here, page=0), emoji="↩️")
    told = version_line(script, words)
    return kit.card(
        f"### {title(script.kind, shown.words)}\n{told}{' · ' + words('script.versions.now') if now else ''}",
        *parted(parts(shown.body, values(shown))),
        kit.row(restore, back),
    )


def saved(change_is_same: bool, overtaken: ScriptFacts | None, number: int, words: Words) -> str:
    """What a save did; what somebody else saved meanwhile is told, and where it is."""
    if change_is_same:
        return words("script.saved.same")
    told = words("script.saved.new", number=number)
    if overtaken is None:
        return f"✅ {told}"
    who = kit.plain(overtaken.changed_by, 60) or words("canvass.somebody")
    return f"✅ {told}\n⚠️ {words('script.saved.overtaken', who=who, number=overtaken.version)}"
