"""The sign-up card of a canvass, and the pieces of it that other cards show as well."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from discord import ui

from bot import ids
from bot.cards import kit
from bot.words import Words
from db.facts import CanvassFacts, CanvassLine, CanvassPlan, CanvassState, SignupState, Standing

DRIVER, FIRST_TIME, SPEAKS = "🚗", "🌱", "💬"
# Languages that people at the doors may speak, the most frequent first; their names are words.
TONGUES = ("en", "es", "ar", "zh", "fr", "ht", "pt", "ko", "vi", "tl", "ru", "pl", "so", "am", "hi", "ur", "de", "asl")
NAME_MOST = 40  # characters of a person's name in a list
PEOPLE_ROOM = 2100  # characters for all names on a card; what stands above them may need the rest
LATE = timedelta(hours=12)  # for how long after its end a session that nobody wrapped up still looks live


# ---- what a session is, in words -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a session's state looks: a colour, and a word and a sign for those who do not see it."""

    key: str
    sign: str
    accent: int

    @property
    def closed(self) -> bool:
        """Whether nobody signs up any more."""
        return self.key in {"canvass.state.over", "canvass.state.cancelled"}


_LOOKS = {
    key: Look(f"canvass.state.{key}", sign, accent)
    for key, sign, accent in (
        ("open", "🟢", kit.GREEN),
        ("nearly", "🟡", kit.YELLOW),
        ("full", "🔵", kit.BLURPLE),
        ("live", "🚪", kit.GREEN),
        ("over", "⚪", kit.GREY),
        ("cancelled", "🔴", kit.RED),
    )
}


def look_of(facts: CanvassFacts, now: datetime) -> Look:
    """The state of a session as people see it."""
    if facts.state is CanvassState.CANCELLED:
        return _LOOKS["cancelled"]
    if facts.state is CanvassState.LIVE and now < facts.plan.ends_at + LATE:
        return _LOOKS["live"]
    if facts.over or now >= facts.plan.ends_at:
        return _LOOKS["over"]
    return _LOOKS[_fill(facts.taken, facts.plan.capacity, full=facts.full)]


def look_of_line(line: CanvassLine) -> Look:
    """The same for a session in a list."""
    if line.state is CanvassState.CANCELLED:
        return _LOOKS["cancelled"]
    if line.state is CanvassState.LIVE:
        return _LOOKS["live"]
    full = line.capacity is not None and line.taken >= line.capacity
    return _LOOKS["over" if line.state is CanvassState.WRAPPED else _fill(line.taken, line.capacity, full=full)]


def _fill(taken: int, capacity: int | None, *, full: bool) -> str:
    if full:
        return "full"
    # "Nearly full" helps only where there were several places to begin with.
    left = None if capacity is None or capacity < 4 else capacity - taken
    return "nearly" if left is not None and capacity is not None and left <= max(1, capacity // 5) else "open"


def name_of(facts: CanvassFacts, words: Words) -> str:
    """The session's name, made safe; one that has none is called by what it is."""
    return kit.plain(facts.name, 100) or words("canvass.unnamed")


def bare_name(name: str, words: Words, most: int = 80) -> str:
    """The same for labels, threads and files, where Discord reads no markdown."""
    return kit.bare(name, most) or words("canvass.unnamed")


def when(plan: CanvassPlan, words: Words) -> str:
    """From when, how far away, until when."""
    same_day = plan.ends_at - plan.starts_at < timedelta(hours=16)
    return words(
        "canvass.when",
        start=kit.stamp(plan.starts_at),
        relative=kit.stamp(plan.starts_at, "R"),
        end=kit.stamp(plan.ends_at, "t" if same_day else "f"),
    )


def slots(taken: int, capacity: int | None, words: Words) -> str:
    """How many places are taken."""
    return (
        words.n("canvass.slots_open", taken)
        if capacity is None
        else words.n("canvass.slots", capacity, taken=taken, cap=capacity)
    )


def bar(taken: int, capacity: int | None) -> str:
    """A small bar of text: one sign a place, ten at most."""
    if capacity is None:
        return ""
    width = min(capacity, 10)
    # Rounded down, so that the bar is full only when the session is.
    filled = min(width, taken * width // capacity)
    return "▰" * filled + "▱" * (width - filled)


# ---- people ----------------------------------------------------------------------------------------


def person(standing: Standing, most: int = NAME_MOST) -> str:
    """A person's name, made safe."""
    return kit.plain(standing.name, most) or f"<@{standing.person_id}>"


def bare_person(standing: Standing, words: Words) -> str:
    """The same for labels and options."""
    return kit.bare(standing.name, 80) or words("canvass.somebody")


def signs(standing: Standing) -> str:
    """The signs of a person's tags, with a blank before them."""
    shown = DRIVER * standing.driver + FIRST_TIME * standing.first_time
    return f" {shown}" if shown else ""


def tongues(standing: Standing, words: Words) -> list[str]:
    """The names of the languages that a person speaks."""
    spoken = set(standing.languages.split(","))
    return [words(f"canvass.language.{code}") for code in TONGUES if code in spoken]


def fitted(parts: Iterable[str], total: int, words: Words, most: int, joint: str = " · ") -> str:
    """The parts that fit into `most` characters, then how many more of the total there are; the others are not made."""
    kept: list[str] = []
    room = most - len(words.n("canvass.more", total))
    for part in parts:
        room -= len(part) + len(joint)
        if room < 0:
            break
        kept.append(part)
    if left := total - len(kept):
        kept.append(words.n("canvass.more", left))
    return joint.join(kept)


def people(facts: CanvassFacts, words: Words, room: int = PEOPLE_ROOM) -> str:
    """Who is in, held, in line and undecided; those who cannot come are only counted."""
    coming, held = facts.those(SignupState.IN), facts.those(SignupState.OFFERED)
    line, maybe = facts.line, facts.those(SignupState.MAYBE)
    numbered = (f"{turn}. {person(s)}" for turn, s in enumerate(line, 1))
    lines = [
        _group("canvass.people.in", _tagged(coming), len(coming), words, room * 6 // 12)
        or words("canvass.people.none"),
        _group("canvass.people.held", _tagged(held), len(held), words, room // 12),
        _group("canvass.people.line", numbered, len(line), words, room * 3 // 12),
        _group("canvass.people.maybe", map(person, maybe), len(maybe), words, room * 2 // 12),
    ]
    if unable := len(facts.those(SignupState.CANT)):
        lines.append(words.n("canvass.people.cant", unable))
    lines.append(legend(facts, words))
    return "\n".join(line for line in lines if line)


def _tagged(people: Iterable[Standing]) -> Iterator[str]:
    return (person(s) + signs(s) for s in people)


def _group(key: str, names: Iterable[str], total: int, words: Words, most: int) -> str:
    return words.n(key, total, names=fitted(names, total, words, most)) if total else ""


def legend(facts: CanvassFacts, words: Words) -> str:
    """What the signs behind the names mean, with how many of each are in."""
    coming = facts.those(SignupState.IN)
    spoken = [(code, sum(code in s.languages.split(",") for s in coming)) for code in TONGUES]
    told = [f"{words(f'canvass.language.{code}')} {words.number(n)}" for code, n in spoken if n]
    parts = []
    if drivers := sum(s.driver for s in coming):
        parts.append(f"{DRIVER} {words.n('canvass.legend.drivers', drivers)}")
    if newcomers := sum(s.first_time for s in coming):
        parts.append(f"{FIRST_TIME} {words.n('canvass.legend.first_time', newcomers)}")
    if told:
        parts.append(f"{SPEAKS} {fitted(told, len(told), words, 120, ', ')}")
    return f"-# {' · '.join(parts)}" if parts else ""


# ---- the card --------------------------------------------------------------------------------------


def signup_card(facts: CanvassFacts, words: Words, *, now: datetime) -> ui.LayoutView:
    """The public card of a session."""
    return kit.sealed(signup_frame(facts, words, now=now))


def signup_frame(
    facts: CanvassFacts, words: Words, *, now: datetime, sample: bool = False
) -> ui.Container[ui.LayoutView]:
    """The card's frame; a sample shows the same with buttons that cannot be pressed, and leaves room for more text."""
    look = look_of(facts, now)
    return kit.frame(
        f"## {name_of(facts, words)}\n" + "\n".join(_about(facts, words, look)),
        kit.rule(),
        people(facts, words, PEOPLE_ROOM // 2 if sample else PEOPLE_ROOM),
        *_rows(facts, words, look, off=sample),
        accent=look.accent,
    )


def _about(facts: CanvassFacts, words: Words, look: Look) -> list[str]:
    plan = facts.plan
    state = [f"{look.sign} **{words(look.key)}**", bar(facts.taken, plan.capacity)]
    lines = [" · ".join(part for part in state if part) + f" {slots(facts.taken, plan.capacity, words)}"]
    if facts.state is CanvassState.CANCELLED:
        lines = [f"{look.sign} **{words(look.key)}**"]
        if reason := kit.plain(facts.cancel_reason, 220):
            lines.append(f"> {reason}")
    if look.key == "canvass.state.live" and facts.thread_id is not None:
        lines.append(f"📊 {words('canvass.board_in', room=f'<#{facts.thread_id}>')}")
    return [*lines, f"🗓️ {when(plan, words)}", *details(plan, words)]


def details(plan: CanvassPlan, words: Words) -> list[str]:
    """Where, after it, the goal, the captain and the note: a line each where there is something to say."""
    lines = []
    if place := kit.plain(plan.meet_place, 150):
        lines.append(f"📍 {words('canvass.meet', place=place)}")
    if place := kit.plain(plan.debrief_place, 150):
        lines.append(f"☕ {words('canvass.debrief', place=place)}")
    if plan.door_goal is not None:
        lines.append(f"🎯 {words.n('canvass.goal', plan.door_goal)}")
    if captain := captain_of(plan):
        lines.append(f"🧭 {words('canvass.captain', name=captain)}")
    if note := kit.prose(plan.note, 560):
        said = note.split("\n", 5)
        lines += [f"> {line}" for line in (*said[:5], *(" ".join(rest.split()) for rest in said[5:]))]
    return lines


def captain_of(plan: CanvassPlan) -> str:
    """The captain's name, made safe; empty where there is no captain."""
    if plan.captain_id is None:
        return ""
    return kit.plain(plan.captain_name, NAME_MOST) or f"<@{plan.captain_id}>"


def _rows(facts: CanvassFacts, words: Words, look: Look, *, off: bool) -> list[ui.ActionRow[ui.LayoutView]]:
    id_ = facts.id
    calendar = kit.button(words("canvass.button.calendar"), ids.CANVASS_CALENDAR(canvass=id_), emoji="📅", off=off)
    manage = kit.button(words("canvass.button.manage"), ids.CANVASS_MANAGE(canvass=id_), emoji="⚙️", off=off)
    if look.closed:
        return [kit.row(calendar, manage)]
    cant = kit.button(words("canvass.button.cant"), ids.CANVASS_CANT(canvass=id_), emoji="✖️", off=off)
    if look.key == "canvass.state.live":
        return [kit.row(*doors_buttons(id_, words)), kit.row(cant, calendar, manage)]
    come = "canvass.button.line" if look.key == "canvass.state.full" else "canvass.button.in"
    return [
        kit.row(
            kit.button(words(come), ids.CANVASS_IN(canvass=id_), discord.ButtonStyle.success, emoji="✋", off=off),
            kit.button(words("canvass.button.maybe"), ids.CANVASS_MAYBE(canvass=id_), emoji="🤔", off=off),
            cant,
        ),
        kit.row(
            kit.button(words("canvass.button.tags"), ids.CANVASS_TAGS(canvass=id_), emoji="🏷️", off=off),
            calendar,
            manage,
        ),
    ]


def doors_buttons(id_: int, words: Words) -> list[ui.Button[ui.LayoutView]]:
    """The way to the pad, and to say that one is there."""
    return [
        kit.button(words("doors.button.pad"), ids.DOORS_PAD(canvass=id_), discord.ButtonStyle.success, emoji="🔢"),
        kit.button(words("doors.button.here"), ids.DOORS_HERE(canvass=id_), emoji="👋"),
    ]


def jump(facts: CanvassFacts) -> str:
    """The address of a session's card; empty as long as it was not posted."""
    if facts.message_id is None:
        return ""
    return f"https://discord.com/channels/{facts.team_id}/{facts.channel_id}/{facts.message_id}"


def told_elsewhere(facts: CanvassFacts, words: Words) -> list[str]:
    """What calendars and the server's events say of a session, a line each, without markdown."""
    plan, lines = facts.plan, []
    if place := kit.bare(plan.debrief_place, 150):
        lines.append(words("canvass.debrief_bare", place=place))
    if plan.door_goal is not None:
        lines.append(words.n("canvass.goal_bare", plan.door_goal))
    if captain := kit.bare(plan.captain_name, 80) if plan.captain_id else "":
        lines.append(words("canvass.captain_bare", name=captain))
    if note := kit.bare(plan.note, 500):
        lines.append(note)
    if link := jump(facts):
        lines.append(words("canvass.card_at", link=link))
    return lines
