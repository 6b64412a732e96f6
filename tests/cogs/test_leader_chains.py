"""Leaders from the first look to the last promise, by what people see: six kinds, in English and in Spanish."""

from dataclasses import dataclass

import pytest

from bot.words.playbooks import load
from bot.words.playbooks.editing import counts_only
from db.facts.playbooks import Kind, Playbook
from tests.cogs.chaining import Hand, hands, set_up
from tests.cogs.world import World

LANGUAGES = ("en", "es")
EACH = [pytest.param(kind, language, id=f"{kind}-{language}") for kind in Kind for language in LANGUAGES]


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


@pytest.fixture
async def chain(world: World, kind: Kind, language: str) -> Chain:
    """A team that has answered the set-up."""
    begun = Chain(world, kind, language)
    await set_up(world, begun.olga)
    return begun


# ---- research, and who asks ------------------------------------------------------------------------------


async def add(who: Hand, at: Chain, name: str) -> None:
    """Somebody writes a leader down."""
    await who.types("prospect add", name=name)
    label = who.words(f"prospect.kinds.{at.kind}")
    kind = next(one["label"] for one in who.field("prospect.form.kind")["options"] if label in one["label"])
    said = {"kind": kind, "role": at.leader.role, "place": at.leader.place}
    await who.fills({f"prospect.form.{name}": text for name, text in said.items()})
    who.reads(name, at.leader.place)


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
    ana.sees("letter.whole").reads("A raid in May", "Good Neighbors", "Riverton")
    await ana.presses("letter.button.sent")
    ana.sees("letter.sent", name=at.name)


async def be_granted(at: Chain) -> None:
    """They will meet."""
    ana = at.ana
    await ana.types("prospect find", who=at.name)
    await ana.presses("prospect.button.granted")
    await ana.fills({"prospect.log.note": "She asks what it is about"})
    ana.sees("prospect.said.granted").sees("prospect.stage.prepare")


# ---- prepared --------------------------------------------------------------------------------------------


async def plan(at: Chain) -> None:
    """Sam plans the meeting from the prospect's card."""
    sam = at.sam
    await sam.types("prospect find", who=at.name)
    await sam.presses("prospect.button.plan")
    await sam.fills({"meeting.plan.when": at.typed["meets"], "meeting.plan.until": at.typed["lasts"]})
    sam.sees("meeting.title", name=at.name).sees("canvass.preview.head")
    await sam.presses("canvass.button.post")
    sam.sees("meeting.plan.posted_next")


def on_card(who: Hand, at: Chain) -> Hand:
    """Somebody looks at the meeting's card."""
    return who.in_channel(at.world.team.outreach, "meeting.title", name=at.name)


async def prepare(at: Chain) -> None:
    """What they say and ask, who goes with which part, and somebody who takes something to do."""
    sam = at.sam
    await on_card(sam, at).sees("meeting.before_ready").presses("meeting.button.room")
    await sam.chooses("meeting.room.to", sam.words("meeting.view.agree"))
    await sam.chooses("meeting.room.ideas", sam.lines("meeting.room.ideas")[0])
    await sam.presses("meeting.button.use")
    await sam.fills({
        "meeting.agree_form.ask": "Will you sign on?",
        "meeting.agree_form.step": "A letter by Sunday",
        "meeting.agree_form.second": "Nobody is alone",
    })  # fmt: skip
    sam.sees("meeting.room.saved").reads("Will you sign on?", "Nobody is alone")
    await sam.chooses("meeting.room.to", sam.words("meeting.view.people"))
    await sam.chooses("meeting.people.add", at.ana.person)
    await sam.chooses("meeting.people.roles", sam.words("meeting.role.asks"))
    on_card(sam, at).sees("meeting.is_ready").reads("Ana").misses("Will you sign on?")


async def take_something(at: Chain) -> None:
    """Malik does not go along; he takes something to do, is reminded of it in time, and does it."""
    malik = at.malik
    await on_card(malik, at).presses("meeting.button.tasks")
    task = malik.lines("meeting.tasks.choose")[0]
    await malik.chooses("meeting.tasks.choose", task)
    await malik.presses("meeting.task.take")
    malik.sees("meeting.task.said.take")
    await malik.chooses("meeting.tasks.choose", task)
    await malik.presses("meeting.task.finish")
    malik.sees("meeting.task.said.finish")


# ---- held, and looked back on ----------------------------------------------------------------------------


async def meet(at: Chain) -> None:
    """The day: the thread is told, the pocket card says who does what, and its end makes it held."""
    ana = at.ana
    await at.world.pass_time(days=10, hours=2)  # two o'clock on the day
    [thread] = at.world.team.outreach.threads
    ana.in_channel(thread, "meeting.told.today", name=at.name).misses("Will you sign on?")
    await ana.presses("meeting.button.pocket")
    ana.sees("meeting.pocket.you", roles=ana.words("meeting.you.asks")).reads("Will you sign on?")
    await at.world.pass_time(hours=4)
    on_card(ana, at).sees("meeting.state.held")


async def look_back(at: Chain) -> None:
    """Ana answers the six questions in her letter, Sam on the meeting's card; the record has both."""
    ana, sam = at.ana, at.sam
    ana.opens_letter("meeting.letter.how", name=at.name).sees("meeting.letter.six")
    await ana.presses("meeting.button.review")
    ana.reads(*(one.text for one in at.book.review[:4]))
    await ana.fills_all("They leaned forward")
    await ana.presses("meeting.button.two_more")
    await ana.fills_all("It helped")
    ana.sees("meeting.review.all")
    ana.opens_letter("meeting.letter.how", name=at.name).sees("meeting.letter.said")
    await on_card(sam, at).presses("meeting.button.review")
    await sam.fills_all("We talked too much")
    await sam.presses("meeting.button.record")
    sam.reads("Ana: They leaned forward", "Sam: We talked too much")


async def close(at: Chain) -> None:
    """Sam closes it with a yes, a next step, whose it is and a day."""
    sam = at.sam
    await sam.presses("meeting.button.close")
    await sam.fills({
        "meeting.close_form.outcome": sam.words("meeting.outcome.yes"),
        "meeting.close_form.step": "Bring the poster",
        "meeting.close_form.day": at.typed["step day"],
    })  # fmt: skip
    sam.sees("meeting.closed", name=at.name).sees("meeting.closed.yes")


async def sign_on(at: Chain) -> None:
    """They sign on in public; everybody in the team finds them on the list."""
    sam, malik = at.sam, at.malik
    await sam.presses("meeting.button.sign_on")
    sam.sees("signon.not_yet")
    await sam.presses("signon.button.write")
    await sam.fills({
        "signon.form.capacity": sam.words("signon.capacity.personal"),
        "signon.form.public": sam.words("signon.public"),
        "signon.form.statement": "Nobody should be afraid",
    })  # fmt: skip
    sam.sees("signon.saved").sees("signon.personal").reads("Nobody should be afraid")
    await malik.types("signon list")
    malik.reads(at.name, "Nobody should be afraid").misses(at.leader.place)


async def thank(at: Chain) -> None:
    """A day later Ana, who asked, is reminded of the note of thanks; its draft is there, and it is done."""
    ana = at.ana
    await at.world.pass_time(hours=24)
    promise = ana.words("meeting.thanks.promise", name=at.name)
    ana.opens_letter("meeting.thanks.promise", name=at.name)
    await ana.presses("meeting.button.thanks")
    ana.sees("meeting.thanks.title", name=at.name).reads("Bring the poster")
    ana.opens_letter("meeting.thanks.promise", name=at.name)
    await ana.presses("nudge.button.done")
    ana.opens_letter("meeting.thanks.promise", name=at.name).sees("nudge.state.done")
    await ana.types("followup list")
    assert promise in ana.text


async def keep_the_next_step(at: Chain) -> None:
    """On its day Sam is reminded of what was agreed, and does it."""
    sam = at.sam
    await at.world.pass_time(days=5)
    sam.opens_text("Bring the poster")
    await sam.presses("nudge.button.done")
    sam.opens_text("Bring the poster").sees("nudge.state.done")


async def ask_for_more(at: Chain) -> None:
    """They are asked for more and agree; Sam is reminded when it is due, and it is done."""
    sam = at.sam
    ask = next((one for one in at.book.asks if counts_only(at.book, one.key)), at.book.asks[0])
    counted = counts_only(at.book, ask.key)
    await sam.types("prospect sign-on", who=at.name)
    await sam.chooses("commitment.offer", ask.text[:100])
    sam.sees("commitment.offered").sees("commitment.when_done", done=ask.done)
    await sam.presses("commitment.button.agree")
    count = {"commitment.form.count": "12"} if counted else {}
    await sam.fills({"commitment.form.due": at.typed["due"], **count})
    sam.sees("commitment.agreed")
    await at.world.pass_time(days=14)
    sam.opens_text(ask.text[:60])
    await sam.types("prospect sign-on", who=at.name)
    await sam.chooses("commitment.show", ask.text[:100])
    await sam.presses("commitment.button.done")
    if counted:
        await sam.fills({"commitment.form.count": "14"})
    sam.sees("commitment.done")
    await sam.opens_text(ask.text[:60]).presses("nudge.button.done")
    sam.opens_text(ask.text[:60]).sees("nudge.state.done")
    await sam.types("prospect find", who=at.name)
    sam.sees("prospect.stage.signed_on")


@pytest.mark.parametrize(("kind", "language"), EACH)
async def test_a_leader_is_won(chain: Chain) -> None:
    await find_out(chain)
    await find_who_asks(chain)
    await write_letter(chain)
    await be_granted(chain)
    await plan(chain)
    await prepare(chain)
    await take_something(chain)
    await meet(chain)
    await look_back(chain)
    await close(chain)
    await sign_on(chain)
    await thank(chain)
    await keep_the_next_step(chain)
    await ask_for_more(chain)


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
    ana.reads(pressed)


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


@pytest.mark.parametrize(("kind", "language"), EACH)
async def test_a_no_rests_and_is_asked_again_by_others(chain: Chain) -> None:
    await add(chain.malik, chain, chain.leader.peer)
    await find_out(chain)
    await find_who_asks(chain)
    await be_refused(chain)
    await press_only_officials(chain)
    await let_rest(chain)
    await win_the_peer(chain)
    await ask_again(chain)
