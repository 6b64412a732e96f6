"""How prospects are called and told apart: signs and words for kinds, stages, contacts; lines for lists."""

from datetime import date, datetime

from bot.cards import kit
from bot.words import Words
from db.facts.playbooks import Guidance, Kind, MeetingStep, Playbook, Subject
from db.facts.prospects import Contact, ContactHow, ContactResult, ProspectLine, ProspectPlan, Stage

KIND_SIGNS = {
    Kind.OFFICIAL: "🏛️",
    Kind.FAITH: "🕊️",
    Kind.BUSINESS: "🏪",
    Kind.CIVIC: "🏘️",
    Kind.SCHOOL: "🏫",
    Kind.STUDENT: "🎓",
}
STAGE_SIGNS = {
    Stage.RESEARCH: "🔎",
    Stage.ASK: "🙋",
    Stage.PREPARE: "📝",
    Stage.HELD: "🤝",
    Stage.EVALUATED: "💬",
    Stage.FOLLOWED_UP: "💌",
    Stage.SIGNED_ON: "🎉",
    Stage.PARKED: "🌙",
    Stage.DECLINED: "⚪",
}
STEP_OF = {
    Stage.RESEARCH: MeetingStep.RESEARCH,
    Stage.ASK: MeetingStep.ASK,
    Stage.PREPARE: MeetingStep.PREPARE,
    Stage.HELD: MeetingStep.EVALUATE,
    Stage.EVALUATED: MeetingStep.EVALUATE,
    Stage.FOLLOWED_UP: MeetingStep.FOLLOW_UP,
}
STAGE_OF = {
    MeetingStep.RESEARCH: Stage.RESEARCH,
    MeetingStep.ASK: Stage.ASK,
    MeetingStep.PREPARE: Stage.PREPARE,
    MeetingStep.EVALUATE: Stage.HELD,
    MeetingStep.FOLLOW_UP: Stage.FOLLOWED_UP,
}
HOW_SIGNS = {
    ContactHow.ASK: "🙋",
    ContactHow.LETTER: "✉️",
    ContactHow.CALL: "📞",
    ContactHow.MESSAGE: "💬",
    ContactHow.VISIT: "🚶",
    ContactHow.MEETING: "🤝",
    ContactHow.THANKS: "💌",
    ContactHow.PRESS: "📣",
    ContactHow.OTHER: "📌",
}
# Kinds of which one looks at the person first, and then at who stands behind them.
PERSON_FIRST = frozenset({Kind.OFFICIAL, Kind.CIVIC})

NAME_MOST = 200  # characters after escaping


def kind_of(kind: Kind, words: Words) -> str:
    """What one of a kind is called."""
    return words(f"prospect.kind.{kind}")


def kinds_of(kind: Kind, words: Words) -> str:
    """What all of a kind are called, with their sign."""
    return f"{KIND_SIGNS[kind]} {words(f'prospect.kinds.{kind}')}"


def stage_of(stage: Stage, words: Words) -> str:
    """What a stage is called."""
    return words(f"prospect.stage.{stage}")


def name_of(plan: ProspectPlan | ProspectLine, words: Words, most: int = NAME_MOST) -> str:
    """What a prospect is called, safe to show."""
    return kit.plain(plan.name, most) or words("prospect.unnamed")


def bare_name(line: ProspectLine | ProspectPlan, words: Words, most: int = 60) -> str:
    """The same where Discord reads no markdown."""
    return kit.bare(line.name, most) or words("prospect.unnamed")


def title_of(plan: ProspectPlan, words: Words) -> str:
    """A prospect's heading: who, and what they are where."""
    about = [kind_of(plan.kind, words), *(kit.plain(text, 150) for text in (plan.role, plan.place) if text)]
    return f"### {KIND_SIGNS[plan.kind]} {name_of(plan, words)}\n{' · '.join(about)}"


def person(name: str, words: Words) -> str:
    """What somebody is called, safe to show."""
    return kit.plain(name, 60) or words("prospect.somebody")


def line_of(line: ProspectLine, words: Words, most: int = 120) -> str:
    """A prospect in a list: where it stands, whose it is, and what comes next."""
    about = [f"{STAGE_SIGNS[line.stage]} {stage_of(line.stage, words)}", _next(line, words)]
    if line.owner_name:
        about.append(person(line.owner_name, words))
    return f"{KIND_SIGNS[line.kind]} **{name_of(line, words, most)}**\n-# {' · '.join(one for one in about if one)}"


def option_about(line: ProspectLine, words: Words) -> str:
    """The same, short, for an option of a select or of an autocomplete."""
    return " · ".join(one for one in (stage_of(line.stage, words), kit.bare(line.place, 40)) if one)


def _next(line: ProspectLine, words: Words) -> str:
    if line.meets_at is not None:
        return f"📅 {kit.stamp(line.meets_at, 'f')}"
    if line.wakes_on is not None and line.stage is Stage.PARKED:
        return words("prospect.line.wakes", on=words.long_date(line.wakes_on))
    if line.stuck:
        return f"⏳ {words('prospect.line.waits', since=kit.stamp(line.touched_at, 'R'))}"
    return ""


def on_day(day: date, words: Words) -> str:
    """A day with its year."""
    return words.long_date(day)


def day_stamp(moment: datetime) -> str:
    """A moment's day, as Discord shows it."""
    return kit.stamp(moment, "D")


def guidance_of(playbook: Playbook, step: MeetingStep) -> Guidance:
    """What the playbook says for one of the five steps."""
    return next(one for one in playbook.steps if one.step is step)


def subjects_of(kind: Kind) -> tuple[Subject, Subject]:
    """What is looked into first, and then."""
    return (Subject.PERSON, Subject.GROUP) if kind in PERSON_FIRST else (Subject.GROUP, Subject.PERSON)


def result_of(result: ContactResult, words: Words) -> str:
    """What came of a contact."""
    return words(f"prospect.result.{result}")


def how_of(how: ContactHow, words: Words) -> str:
    """How somebody was in touch."""
    return words(f"prospect.how.{how}")


def what_of(one: Contact, words: Words, mark: str = "") -> str:
    """How somebody was in touch, between marks, and what came of it; whoever met or thanked waits for no answer."""
    how = f"{mark}{how_of(one.how, words)}{mark}"
    answered = one.result is not ContactResult.NONE or one.how not in {ContactHow.MEETING, ContactHow.THANKS}
    return f"{how} · {result_of(one.result, words)}" if answered else how
