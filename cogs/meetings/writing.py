"""Writing in the prep room: forms of several lines, and of one; what two people write at once is shown to both."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot import ids
from bot.cards import meetings_sheets as sheets
from bot.cards import meetings_written
from bot.cards.forms import Form
from bot.cards.meetings_pages import FACTS, LINES_OF, NOES
from bot.cards.meetings_sheets import SHEETS, Sheet
from bot.ids import Value
from bot.presses import press, submit
from bot.trips import Trip
from cogs.meetings.room import one_idea, show
from cogs.meetings.rules import check_on, read_room
from db import drafts, meetings
from db.facts.meetings import Change, MeetingFacts, Saved, Section
from db.refusals import DraftGone, Gone

FORM_OF = {FACTS: sheets.FACT_FORM, NOES: sheets.NO_FORM}


@press(ids.MEETING_USE)
async def use_idea(begun: Trip, meeting: int, view: str, key: str) -> None:
    """Open the form with it, to be said in one's own words."""
    facts = await read_room(begun, meeting)
    check_on(facts)
    chosen = await one_idea(begun, facts, view, key)
    if view == NOES:
        await _ask_line(begun, facts, view, 0, {"text": chosen.text, "more": chosen.more})
        return
    sheet, field = SHEETS[view], chosen.key.partition(".")[0]
    if field == "first":  # into the first message that is still empty, else in place of the last
        typed = sheet.typed(facts)
        field = next((name for name in ("first", "second", "third") if not typed[name]), "third")
    await _ask_sheet(begun, facts, sheet, {field: chosen.text})


# ---- forms of several lines ----------------------------------------------------------------------------


@press(ids.MEETING_WRITE)
async def write(begun: Trip, meeting: int, what: str) -> None:
    """Open a form with what stands there; where two wrote at once, with one's own text over it."""
    facts = await read_room(begun, meeting)
    check_on(facts)
    if what in SHEETS:
        await _ask_sheet(begun, facts, SHEETS[what], await _mine(begun, meeting, what))
        return
    view, number = _line_of(what)
    await _ask_line(begun, facts, view, number, await _mine(begun, meeting, what))


async def _ask_sheet(begun: Trip, facts: MeetingFacts, sheet: Sheet, over: Mapping[str, str]) -> None:
    """The form; what it shows is kept, so that only what this person changes is saved."""
    seen = sheet.typed(facts)
    mark = sheets.mark_of(seen)
    await begun.write(_keep(begun, _seen(facts.id, sheet.what, mark), seen))
    typed = await begun.kept(sheet.form, meeting=facts.id, mark=mark) or seen
    await begun.ask(sheet.form.paint(begun.words, {**typed, **over}, meeting=facts.id, mark=mark))


@submit(sheets.AGREE_FORM)
async def agreed(begun: Trip, meeting: int, mark: str) -> None:
    """What is said and asked for."""
    await _save_sheet(begun, meeting, mark, SHEETS["agree"])


@submit(sheets.THEM_FORM)
async def about_them(begun: Trip, meeting: int, mark: str) -> None:
    """What is good about them, and for them."""
    await _save_sheet(begun, meeting, mark, SHEETS["them"])


@submit(sheets.NOTES_FORM)
async def noted(begun: Trip, meeting: int, mark: str) -> None:
    """What was said in the meeting."""
    await _save_sheet(begun, meeting, mark, SHEETS["notes"])


async def _save_sheet(begun: Trip, meeting_id: int, mark: str, sheet: Sheet) -> None:
    await read_room(begun, meeting_id)
    seen = await _draft(begun, _seen(meeting_id, sheet.what, mark))
    if seen is None:
        raise DraftGone
    changes = sheet.changes(seen, begun.typed)
    saved = await _save(begun, meeting_id, [*changes.values()], sheet.form, sheet.what, meeting=meeting_id, mark=mark)
    await _told(begun, saved, sheet.what, sheet.what, sheet.over(saved.clashes, changes))


async def _save(begun: Trip, meeting_id: int, changes: list[Change], form: Form, what: str, **values: Value) -> Saved:
    """Save what nobody else touched; what this person had written over another's before is done with."""
    of: dict[str, Any] = {"team_id": begun.team.id, "person_id": begun.actor.person_id}
    unit = partial(meetings.save, actor=begun.actor, meeting_id=meeting_id, changes=changes, now=begun.now)

    def whole(tx: Any) -> Saved:
        drafts.clear(tx, kind=_mine_kind(meeting_id, what), **of)
        return unit(tx)

    saved = await begun.save(form, whole, **values)
    begun.kit.repaint.soon("meeting", meeting_id)
    return saved


async def _told(begun: Trip, saved: Saved, what: str, view: str, lost: Mapping[str, str]) -> None:
    """The page with what was saved, or both texts where somebody else was faster."""
    if saved.clashes:
        await begun.write(_keep(begun, _mine_kind(saved.facts.id, what), lost))
        await begun.show(sheets.clash(saved.facts, what, saved.clashes, begun.words))
    else:
        await show(begun, saved.facts, view, f"✅ {begun.words('meeting.room.saved')}")


@press(ids.MEETING_LEAVE)
async def leave(begun: Trip, meeting: int, what: str) -> None:
    """Let stand what somebody else wrote."""
    facts = await read_room(begun, meeting)
    team_id, person_id = begun.team.id, begun.actor.person_id
    await begun.write(partial(drafts.clear, team_id=team_id, person_id=person_id, kind=_mine_kind(meeting, what)))
    await show(begun, facts, what if what in SHEETS else _line_of(what)[0])


# ---- forms of one line ---------------------------------------------------------------------------------


def _line_of(what: str) -> tuple[str, int]:
    """The page and the line of what a button writes; 0 is a new one. Raises Gone."""
    view, _, number = what.partition(".")
    if view not in FORM_OF or not number.isdecimal():
        raise Gone
    return view, int(number[:10])


async def _ask_line(
    begun: Trip, facts: MeetingFacts, view: str, number: int, over: Mapping[str, str] | None = None
) -> None:
    line, form = facts.line(number), FORM_OF[view]
    values: dict[str, Value] = {
        "meeting": facts.id, "line": line.id if line else 0, "version": line.version if line else 0,
    }  # fmt: skip
    there = {"text": line.text, "more": line.more} if line else {}
    typed = over or await begun.kept(form, **values) or there
    await begun.ask(form.paint(begun.words, typed, **values))


@submit(sheets.FACT_FORM)
async def fact_written(begun: Trip, meeting: int, line: int, version: int) -> None:
    """A local fact with its source."""
    await _save_line(begun, meeting, (line, version), FACTS)


@submit(sheets.NO_FORM)
async def no_written(begun: Trip, meeting: int, line: int, version: int) -> None:
    """A likely no with our answer."""
    await _save_line(begun, meeting, (line, version), NOES)


async def _save_line(begun: Trip, meeting_id: int, seen: tuple[int, int], view: str) -> None:
    text, more = (begun.typed.get(name, "") for name in ("text", "more"))
    number, version = seen if seen[0] else (None, None)
    change = Change(LINES_OF[view], text, more, number, version)
    values: dict[str, Value] = {"meeting": meeting_id, "line": seen[0], "version": seen[1]}
    saved = await _save(begun, meeting_id, [change], FORM_OF[view], f"{view}.{seen[0]}", **values)
    now_at = saved.clashes[0].line_id or 0 if saved.clashes else 0
    await _told(begun, saved, f"{view}.{now_at}", view, {"text": text, "more": more})


@press(ids.MEETING_LINE)
async def show_line(begun: Trip, meeting: int, section: str) -> None:
    """One that was chosen, to change it or take it out."""
    facts, chosen = await read_room(begun, meeting), begun.typed["values"]
    if section not in FORM_OF or not chosen.isdecimal():
        raise Gone
    check_on(facts)
    line = facts.line(int(chosen[:10]))
    if line is None:  # it was taken out meanwhile
        await show(begun, facts, section)
    else:
        await begun.show(meetings_written.one_line(facts, section, line, begun.words))


@press(ids.MEETING_LINE_OFF)
async def take_out(begun: Trip, meeting: int, line: int, version: int) -> None:
    """Take it out, as it was when they looked; changed meanwhile, it is shown again."""
    facts = await read_room(begun, meeting)
    found = facts.line(line)
    view = NOES if found is not None and found.section is Section.NOES else FACTS
    change = Change(found.section if found else Section.FACTS, "", "", line, version)
    unit = partial(meetings.save, actor=begun.actor, meeting_id=meeting, changes=[change], now=begun.now)
    saved = await begun.write(unit)
    begun.kit.repaint.soon("meeting", meeting)
    said = begun.words("meeting.room.changed" if saved.clashes else "meeting.room.taken_out")
    await show(begun, saved.facts, view, f"🗑️ {said}")


# ---- what is kept while people write -------------------------------------------------------------------


def _seen(meeting_id: int, what: str, mark: str) -> str:
    return f"meeting.seen-{meeting_id}-{what}-{mark}"


def _mine_kind(meeting_id: int, what: str) -> str:
    return f"meeting.mine-{meeting_id}-{what}"


async def _mine(begun: Trip, meeting_id: int, what: str) -> dict[str, str]:
    return await _draft(begun, _mine_kind(meeting_id, what)) or {}


async def _draft(begun: Trip, kind: str) -> dict[str, str] | None:
    team_id, person_id = begun.team.id, begun.actor.person_id
    return await begun.read(lambda tx: drafts.find(tx, team_id=team_id, person_id=person_id, kind=kind))


def _keep(begun: Trip, kind: str, typed: Mapping[str, str]) -> "partial[None]":
    of: dict[str, Any] = {"team_id": begun.team.id, "person_id": begun.actor.person_id}
    return partial(drafts.keep, **of, kind=kind, typed=typed, now=begun.now)
