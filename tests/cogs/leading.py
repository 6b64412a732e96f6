"""Winning a leader step by step, each as people do it by what stands before them: research, asking, a no, a rest.

Their meeting is in encounters.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.words.playbooks import load
from db.facts.playbooks import Kind, Playbook
from tests.cogs.chaining import Hand, hands
from tests.cogs.world import World


@dataclass(frozen=True)
class Leader:
    """Somebody to win, and a peer of the same kind."""

    name: str
    role: str
    place: str
    peer: str


LEADERS = {
    Kind.OFFICIAL: Leader("Dana Ortiz", "Council member", "District 4", "Lee Park"),
    Kind.FAITH: Leader("Maria Lopez", "Pastor", "Grace Church", "Rabbi Noa"),
    Kind.BUSINESS: Leader("Corner Bakery", "Owner", "Main Street", "Luna Books"),
    Kind.CIVIC: Leader("Ines Wong", "Librarian", "City Library", "Food Bank"),
    Kind.SCHOOL: Leader("Omar Reyes", "Dean", "North College", "South High"),
    Kind.STUDENT: Leader("Debate Club", "", "North College", "Dance Club"),
}
TYPED = {
    "en": {"meets": "dec 3 4pm", "lasts": "45 min", "step day": "dec 8", "due": "in 2 weeks", "wakes": "jan 15"},
    "es": {"meets": "3 dic 16:00", "lasts": "45 min", "step day": "8 dic", "due": "en 2 semanas", "wakes": "15 ene"},
}

BEGINS = datetime(2026, 12, 3, 16, tzinfo=ZoneInfo("America/New_York"))  # what TYPED means, on the clocks of the team


class Chain:
    """One team and one leader to win."""

    def __init__(self, world: World, kind: Kind, language: str) -> None:
        self.world, self.kind = world, kind
        self.leader, self.typed = LEADERS[kind], TYPED[language]
        self.book: Playbook = load(kind, language)
        people = hands(world, language)
        self.olga, self.rosa, self.malik, self.ana, self.sam = (
            people[name] for name in ("olga", "rosa", "malik", "ana", "sam")
        )

    @property
    def name(self) -> str:
        """Whom they want to win."""
        return self.leader.name

    async def until(self, moment: datetime) -> None:
        """Time passes; what falls due on the way comes when it passes."""
        await self.world.pass_time(seconds=(moment - self.world.clock.now()).total_seconds())

    async def until_the_meeting(self, **before: float) -> None:
        """Until some time before it begins, or after with negative amounts."""
        await self.until(BEGINS - timedelta(**before))


# ---- research, and who asks ------------------------------------------------------------------------------


async def add(who: Hand, at: Chain, name: str) -> None:
    """Somebody writes a leader down."""
    await who.types("prospect add", name=name)
    label = who.words(f"prospect.kinds.{at.kind}")
    kind = next(one["label"] for one in who.field("prospect.form.kind")["options"] if label in one["label"])
    said = {"kind": kind, "role": at.leader.role, "place": at.leader.place}
    await who.fills({f"prospect.form.{name}": text for name, text in said.items()})
    who.reads(name, at.leader.place)
    if at.kind is Kind.STUDENT:
        who.reads(str(at.book.after_why)[:60])  # the school first, where it is not asked yet


async def find_out(at: Chain) -> None:
    """Sam adds them, and writes down what one can read about them."""
    sam = at.sam
    await add(sam, at, at.name)
    await sam.presses("prospect.button.look")
    for question in sam.lines("prospect.research.choose")[:2]:
        await sam.chooses("prospect.research.choose", question)
        sam.sees("prospect.note.warning")
        await sam.fills(
            {"prospect.note.note": "They fed forty families", "prospect.note.source": "https://example.org"}
        )
        sam.sees("prospect.said.noted").reads("They fed forty families")
    await sam.presses("prospect.button.enough")
    sam.sees("prospect.stage.ask").sees("prospect.asker.nobody")


async def find_who_asks(at: Chain) -> None:
    """The team is asked; Ana says yes, Malik says no, and Sam chooses Ana."""
    sam, ana, malik, outreach = at.sam, at.ana, at.malik, at.world.team.outreach
    await sam.presses("prospect.button.who")
    sam.sees("prospect.people.nobody_yet").reads(at.book.askers[0].text[:60])
    await sam.presses("prospect.button.round")
    for who, willing in ((ana, "prospect.tie.yes"), (malik, "prospect.tie.no")):
        who.in_channel(outreach, "prospect.round.title", name=at.name).sees("prospect.round.why")
        await who.presses("prospect.button.tie")
        who.sees("prospect.tie.warning")
        tie = at.book.askers[0].text[:100]
        await who.fills({"prospect.tie.willing": who.words(willing), "prospect.tie.ties": [tie]})
    ana.sees("prospect.tie.thanks_yes", name=at.name)
    malik.sees("prospect.tie.thanks_no")
    await sam.types("prospect find", who=at.name)
    sam.misses("Malik")
    await sam.presses("prospect.button.who")
    sam.sees("prospect.people.offered").reads("**Ana**").misses("Malik")
    await sam.chooses("prospect.people.willing", "Ana")
    sam.sees("prospect.said.asks", name="Ana")


async def write_letter(at: Chain) -> None:
    """Ana fills the letter in and says that she sent it."""
    ana = at.ana
    await ana.types("prospect find", who=at.name)
    ana.sees("prospect.asker.you")
    await ana.presses("prospect.button.letter")
    ana.sees("letter.title", name=at.name).sees("letter.missing")
    await ana.presses("letter.button.fill")
    said = {"merit": "They fed forty families", "facts": "A raid in May", "times": "Tuesdays", "contact": "555-0123"}
    await ana.fills({f"letter.form.{name}": text for name, text in said.items()})
    ana.sees("letter.language", language=ana.words.own_name).sees("letter.whole").reads(
        "A raid in May", "Good Neighbors", "Riverton"
    )
    await ana.presses("letter.button.sent")
    ana.sees("letter.sent", name=at.name)


async def be_granted(at: Chain) -> None:
    """They will meet."""
    ana = at.ana
    await ana.types("prospect find", who=at.name)
    await ana.presses("prospect.button.granted")
    await ana.fills({"prospect.log.note": "She asks what it is about"})
    ana.sees("prospect.said.granted").sees("prospect.stage.prepare")


# ---- a no, a rest, and another try -----------------------------------------------------------------------


async def be_refused(at: Chain) -> None:
    """They will not meet: the playbook's advice, the refusal written down, and nobody but officials pressed."""
    ana = at.ana
    await ana.types("prospect find", who=at.name)
    await ana.presses("prospect.button.refused")
    ana.reads(at.book.refused.text[:80], at.book.refused.again[:80])
    await ana.presses("prospect.button.refused_log")
    await ana.fills({"prospect.log.note": "No time"})
    ana.sees("prospect.said.refused").sees("prospect.refused")


async def press_only_officials(at: Chain) -> None:
    """To press stands among the ways to be in touch for officials, once an organizer has allowed it."""
    ana, rosa, pressed = at.ana, at.rosa, at.ana.words("prospect.how.press")
    await ana.presses("prospect.button.log")
    ana.misses(pressed)
    await ana.types("prospect find", who=at.name)
    await ana.presses("prospect.button.refused")
    if at.kind is not Kind.OFFICIAL:
        ana.sees("prospect.press.never")
        assert not ana.can("prospect.button.press_ask")
        return
    ana.sees("prospect.press.locked")
    await ana.presses("prospect.button.press_ask")
    ana.sees("prospect.said.press_told")
    assert not ana.can("prospect.button.allow")
    rosa.in_channel(at.world.team.organizers, "prospect.press.ask_them", name="Ana", whom=at.name)
    await rosa.presses("prospect.button.look_at")
    await rosa.presses("prospect.button.allow")
    rosa.sees("prospect.said.press_allowed")
    await ana.types("prospect log", who=at.name)
    await ana.fills({"prospect.log.how": pressed, "prospect.log.result": ana.words("prospect.result.refused")})
    ana.sees("prospect.said.refused").reads(pressed)


async def let_rest(at: Chain) -> None:
    """Sam lets them rest until their peer signs on."""
    sam = at.sam
    await sam.types("prospect find", who=at.name)
    await sam.presses("prospect.button.park")
    await sam.fills({"prospect.park.sways": at.leader.peer, "prospect.park.wakes": at.typed["wakes"]})
    sam.sees("prospect.said.parked").sees("prospect.sways", names=at.leader.peer)


async def win_the_peer(at: Chain) -> None:
    """Malik, who looks after the peer, writes down that they have signed on in public."""
    malik = at.malik
    await at.world.pass_time(days=3)
    await malik.types("signon add", who=at.leader.peer)
    await malik.fills({
        "signon.form.capacity": malik.words("signon.capacity.institution"),
        "signon.form.public": malik.words("signon.public"),
    })  # fmt: skip
    malik.sees("signon.woken", names=f"**{at.name}**")
    await at.world.tick()


async def ask_again(at: Chain) -> None:
    """The room hears who has signed on and asks for other faces; Malik knows them too, and it is asked once more."""
    sam, malik, outreach = at.sam, at.malik, at.world.team.outreach
    malik.in_channel(outreach, "prospect.wake.title", name=at.name)
    malik.sees("prospect.wake.peer", name=at.leader.peer).sees("prospect.wake.others").reads(at.book.refused.again[:80])
    await malik.presses("prospect.button.tie")
    await malik.fills({"prospect.tie.willing": malik.words("prospect.tie.yes")})
    malik.sees("prospect.tie.thanks_yes", name=at.name)
    await at.world.pass_time(hours=1)
    sam.opens_letter("prospect.tie.promise", name=at.name).misses("Malik")
    await sam.in_channel(outreach, "prospect.wake.title", name=at.name).presses("prospect.button.look_at")
    await sam.presses("prospect.button.who")
    assert sam.text.index("Malik") < sam.text.index(f"**Ana** · {sam.words('prospect.people.tried')}")
    assert sam.lines("prospect.people.willing") == ["Malik", "Ana"]
    await sam.chooses("prospect.people.willing", "Malik")
    sam.sees("prospect.said.asks", name="Malik")
    await sam.opens_letter("prospect.tie.promise", name=at.name).presses("nudge.button.done")
    sam.opens_letter("prospect.tie.promise", name=at.name).sees("nudge.state.done")
    await malik.types("prospect find", who=at.name)
    malik.sees("prospect.asker.you")
    await malik.presses("prospect.button.granted")
    await malik.fills()
    malik.sees("prospect.said.granted").misses(malik.words("prospect.refused"))
