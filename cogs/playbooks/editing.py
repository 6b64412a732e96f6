"""Changing a playbook: one thing of a part at a time, each change a version of its own.

A change is made on the playbook as it is by then, so that two people who work on different things of it never undo
each other; where both changed the same thing, the later one stands, the earlier one is a version, and it is said.
"""

from functools import partial

from bot import ids
from bot.cards import playbooks_changed
from bot.cards import playbooks_edit as cards
from bot.cards.forms import Form
from bot.cards.playbooks import Part, Reading
from bot.cards.playbooks_edit import NEW, PART_OF, form_of
from bot.ids import Value
from bot.playbooks import Change, change_playbook, playbook_in
from bot.presses import Handler, press, submit
from bot.trips import Trip
from bot.words.playbooks import editing
from bot.words.playbooks.editing import SINGLE, Section
from cogs.playbooks.reading import known, part_named, read, show
from db import adapted
from db.facts.adapted import AdaptedChange, AdaptedText
from db.facts.playbooks import Playbook
from db.refusals import Gone, OnlyOrganizers


def section_named(section: str) -> Section:
    """What an id means. Raises Gone."""
    if section not in set(Section):
        raise Gone
    return Section(section)


def _check(begun: Trip) -> None:
    if not begun.actor.organizer:
        raise OnlyOrganizers


# ---- looking -----------------------------------------------------------------------------------------


@press(ids.PLAYBOOK_EDIT)
async def edit(begun: Trip, kind: str, language: str, part: str) -> None:
    """What is in a part, to be changed."""
    _check(begun)
    await _show_part(begun, kind, language, part_named(part))


async def _show_part(begun: Trip, kind: str, language: str, part: Part, said: str = "") -> None:
    if part not in cards.SECTIONS:
        await show(begun, kind, language, part)
        return
    await begun.show(cards.edit(await read(begun, kind, language, part, said), begun.words))


@press(ids.PLAYBOOK_CHOOSE)
async def chosen(begun: Trip, kind: str, language: str, part: str) -> None:  # noqa: ARG001 - the id carries it
    """One thing of it."""
    section, _, key = begun.typed["values"].partition(".")
    await item(begun, kind, language, section, key)


@press(ids.PLAYBOOK_ITEM)
async def item(begun: Trip, kind: str, language: str, section: str, key: str) -> None:
    """One thing as it stands."""
    _check(begun)
    which = section_named(section)
    shown = await read(begun, kind, language, PART_OF[which])
    thing = editing.find(shown.playbook, which, key)
    await begun.show(cards.item(shown, which, thing, begun.words))


# ---- forms -------------------------------------------------------------------------------------------


@press(ids.PLAYBOOK_WRITE)
async def write(begun: Trip, kind: str, language: str, section: str, key: str) -> None:
    """The form of one thing, as it stands or as somebody left it."""
    _check(begun)
    which = section_named(section)
    shown = await read(begun, kind, language, PART_OF[which])
    thing = editing.find(shown.playbook, which, key)
    await _ask(begun, shown, which, key, cards.typed_of(thing))


@press(ids.PLAYBOOK_ADD)
async def add(begun: Trip, kind: str, language: str, section: str) -> None:
    """The form of a new thing."""
    _check(begun)
    which = section_named(section)
    if which in editing.FIXED:
        raise Gone
    await _ask(begun, await read(begun, kind, language, PART_OF[which]), which, "", NEW.get(which, {}))


async def _ask(begun: Trip, shown: Reading, section: Section, key: str, typed: dict[str, str]) -> None:
    form = form_of(section, shown.text.kind)
    where: dict[str, Value] = {**shown.here, "key": key, "version": shown.text.version}
    await begun.ask(form.paint(begun.words, await begun.kept(form, **where) or typed, **where))


def _saver(section: Section, form: Form) -> Handler:
    async def save(begun: Trip, kind: str, language: str, key: str, version: int) -> None:
        """Save one thing, new or changed."""
        which, tongue = known(kind, language)
        typed = dict(begun.typed)

        def change(playbook: Playbook, now: int) -> Playbook:
            if key or section in SINGLE:
                return editing.changed(playbook, section, key, typed)
            return editing.added(playbook, section, f"own{now + 1}", typed)

        unit = partial(change_playbook, actor=begun.actor, kind=which, language=tongue, change=change, now=begun.now)
        done = await begun.save(form, unit, kind=kind, language=language, key=key, version=version)
        overtaken = await _overtaken(begun, section, key, version, done.text)
        said = begun.words("script.saved.same")
        if not done.same:
            said = playbooks_changed.saved(done.text.version, overtaken, begun.words)
        await _show_part(begun, kind, language, PART_OF[section], said)

    return save


for _section, _form in cards.FORMS.items():
    submit(_form)(_saver(_section, _form))
submit(cards.PRESSING)(_saver(Section.WAYS, cards.PRESSING))


async def _overtaken(begun: Trip, section: Section, key: str, seen: int, done: AdaptedText) -> AdaptedText | None:
    """The version in which somebody else changed the same thing while this was being typed."""
    if not key or done.version - 1 <= seen:
        return None
    before = await _version(begun, done, done.version - 1)
    old = await _version(begun, done, seen)
    try:
        same = editing.find(playbook_in(before), section, key) == editing.find(playbook_in(old), section, key)
    except Gone:
        return None
    return None if same else before


async def _version(begun: Trip, of: AdaptedText, number: int) -> AdaptedText:
    unit = partial(adapted.version, actor=begun.actor, what=of.what, kind=of.kind, language=of.language, number=number)
    return await begun.read(unit)


# ---- moving and taking out -----------------------------------------------------------------------------


@press(ids.PLAYBOOK_MOVE)
async def move(begun: Trip, kind: str, language: str, section: str, key: str, *, up: int) -> None:
    """One place higher or lower."""
    which = section_named(section)
    await _make(begun, kind, language, lambda playbook, _: editing.moved(playbook, which, key, up=bool(up)))
    await item(begun, kind, language, section, key)


@press(ids.PLAYBOOK_REMOVE)
async def remove(begun: Trip, kind: str, language: str, section: str, key: str) -> None:
    """Take one thing out; it stays in the versions before."""
    which = section_named(section)
    done = await _make(begun, kind, language, lambda playbook, _: editing.removed(playbook, which, key))
    said = begun.words("playbook.removed", number=done.text.version)
    await _show_part(begun, kind, language, PART_OF[which], said)


async def _make(begun: Trip, kind: str, language: str, change: Change) -> AdaptedChange:
    which, tongue = known(kind, language)
    unit = partial(change_playbook, actor=begun.actor, kind=which, language=tongue, change=change, now=begun.now)
    return await begun.write(unit)
