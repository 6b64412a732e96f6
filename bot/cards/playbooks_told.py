"""The parts of a playbook, line by line: for a card, or bare for a file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.cards import kit
from bot.words import Words
from bot.words.blanks import Blank, fill
from bot.words.letters import ThanksCase
from db.facts.playbooks import DeeperAsk, Offer, Playbook, Subject

TEXT_MOST = 1500


@dataclass(frozen=True, slots=True)
class Telling:
    """A playbook with what belongs into its blanks. body: the letter's or the notes' text; bare: without marks."""

    playbook: Playbook
    values: Mapping[Blank, str]
    words: Words
    body: str = ""
    bare: bool = False

    def __call__(self, text: str) -> str:
        """A text with its blanks filled, safe to show."""
        whole = fill(text, self.values)
        return whole if self.bare else kit.plain(whole, TEXT_MOST)

    def strong(self, text: str) -> str:
        """The same, set off from what follows."""
        return self(text) if self.bare else f"**{self(text)}**"

    def head(self, text: str) -> str:
        """A heading of ours within a part."""
        return text if self.bare else f"**{text}**"

    def point(self, text: str) -> str:
        """One of several."""
        return f"• {text}" if self.bare else f"- {text}"


Teller = Callable[[Telling], Iterator[str]]


def told(of: Telling, part: str) -> Iterator[str]:
    """A part's lines."""
    yield from _TELLERS[part](of)


# ---- each part ---------------------------------------------------------------------------------------


def _overview(of: Telling) -> Iterator[str]:
    playbook = of.playbook
    yield of(playbook.who)
    if playbook.after_why:
        yield ""
        yield f"👉 {of(playbook.after_why)}"
    for number, step in enumerate(playbook.steps, 1):
        yield ""
        yield of.strong(f"{number}. {step.title}")
        yield of(step.text)


def _questions(of: Telling) -> Iterator[str]:
    yield of.words("playbook.told.public")
    first = of.playbook.questions[0].about
    for about in sorted(Subject, key=lambda one: one is not first):
        found = [one for one in of.playbook.questions if one.about is about]
        if found:
            yield ""
            yield of.head(of.words(f"playbook.subject.{about}"))
            yield from (of.point(of(one.text)) for one in found)


def _askers(of: Telling) -> Iterator[str]:
    yield of.words("playbook.told.askers")
    yield ""
    for one in of.playbook.askers:
        yield of.point(f"{of.strong(one.text)} · {of(one.why)}")


def _body(of: Telling) -> Iterator[str]:
    """A letter or a note: its blanks stay as they are."""
    marks = {f"[{case}]": of.head(of.words(f"playbook.case.{case}")) for case in ThanksCase}
    for line in of.body.split("\n"):
        yield marks.get(line.strip()) or (line if of.bare else kit.plain(line, TEXT_MOST))


def _refused(of: Telling) -> Iterator[str]:
    refused = of.playbook.refused
    yield of(refused.text)
    yield ""
    yield f"🔁 {of(refused.again)}"
    yield ""
    yield of.head(of.words("playbook.told.ways"))
    yield from (of.point(of(way.text)) for way in refused.ways if not way.pressing)
    if refused.can_press:
        yield ""
        yield of.head(of.words("playbook.told.pressing"))
        yield from (of.point(of(way.text)) for way in refused.ways if way.pressing)


def _agenda(of: Telling) -> Iterator[str]:
    words = of.words
    yield words.n("playbook.told.minutes", of.playbook.minutes)
    for item in of.playbook.agenda:
        yield ""
        yield of.head(f"{words(f'playbook.role.{item.role}')} · {words.n('playbook.minutes', item.minutes)}")
        yield of(item.text)


def _messages(of: Telling) -> Iterator[str]:
    yield of.head(of.words("playbook.told.messages"))
    yield from (of.point(of(one.text)) for one in of.playbook.messages)
    yield ""
    yield of.head(of.words("playbook.told.wins"))
    yield from (of.point(of(one.text)) for one in of.playbook.wins)


def _prep(of: Telling) -> Iterator[str]:
    words = of.words
    yield words("playbook.told.prep")
    days: int | None = None
    for item in sorted(of.playbook.prep, key=lambda one: -one.days):
        if item.days != days:
            days = item.days
            yield ""
            yield of.head(words.n("playbook.days", days) if days else words("playbook.same_day"))
        yield of.point(f"{of(item.text)}{' 🙋' if item.anyone else ''}")


def _objections(of: Telling) -> Iterator[str]:
    for number, one in enumerate(of.playbook.objections):
        if number:
            yield ""
        yield of.strong(one.text)
        yield of(one.reply)
        if one.offer:
            sign = "✍️" if one.offer is Offer.PERSONAL else "🎤"
            yield f"{sign} {of.words(f'playbook.offer.{one.offer}')}"


def _review(of: Telling) -> Iterator[str]:
    yield of.words("playbook.told.review")
    for number, one in enumerate(of.playbook.review, 1):
        yield ""
        yield of.strong(f"{number}. {one.text}")
        yield of(one.hint)


def _asks(of: Telling) -> Iterator[str]:
    yield of.words("playbook.told.asks")
    for ask in of.playbook.asks:
        yield ""
        yield of.strong(ask.text)
        yield f"✅ {of(ask.done)}"
        if more := beside(ask, of.words):
            yield more


def beside(ask: DeeperAsk, words: Words) -> str:
    """What goes along with a deeper ask: only a number, an event, things to bring."""
    found = [words("playbook.told.counts_only")] if ask.counts_only else []
    if ask.gathering:
        found.append(f"📅 {words(f'playbook.gathering.{ask.gathering}')}")
    if ask.materials:
        found.append(f"📦 {words.all_of(words(f'playbook.material.{one}') for one in ask.materials)}")
    return " · ".join(found)


def _thanks(of: Telling) -> Iterator[str]:
    yield of.words("playbook.told.thanks")
    yield ""
    yield from (of.point(of(one.text)) for one in of.playbook.thanks)


_TELLERS: dict[str, Teller] = {
    "overview": _overview,
    "questions": _questions,
    "askers": _askers,
    "letter": _body,
    "refused": _refused,
    "agenda": _agenda,
    "messages": _messages,
    "prep": _prep,
    "objections": _objections,
    "review": _review,
    "notes": _body,
    "asks": _asks,
    "thanks": _thanks,
}
