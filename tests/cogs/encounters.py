"""A meeting with a leader step by step, each as people do it by what stands before them: from plan to thanks.

What comes before it is in leading.py.
"""

from bot.words.playbooks.editing import counts_only
from db.facts.playbooks import Kind
from db.facts.prospects import OFFICIAL_PARK_DAYS, PARK_DAYS
from tests.cogs.chaining import Hand
from tests.cogs.leading import Chain

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
    """Malik does not go along; he takes something to do, and is reminded of it in time."""
    malik = at.malik
    last = min((one for one in at.book.prep if one.anyone), key=lambda one: one.days)
    await on_card(malik, at).presses("meeting.button.tasks")
    task = next(line for line in malik.lines("meeting.tasks.choose") if line.startswith(last.text[:25]))
    await malik.chooses("meeting.tasks.choose", task)
    await malik.presses("meeting.task.take")
    malik.sees("meeting.task.said.take")
    await at.until_the_meeting(days=last.days + 3, hours=-3)  # the evening three days before it is due
    await malik.opens_text(last.text[:25]).sees("meeting.letter.prep").presses("nudge.button.done")
    malik.opens_text(last.text[:25]).sees("nudge.state.done")
    on_card(malik, at).reads(f"✅ {malik.words.n('meeting.done_tasks', 1)}")


# ---- held, and looked back on ----------------------------------------------------------------------------


async def meet(at: Chain) -> None:
    """The day: the thread is told, the pocket card says who does what, and its end makes it held."""
    ana = at.ana
    await at.until_the_meeting(hours=1)
    [thread] = at.world.team.outreach.threads
    ana.in_channel(thread, "meeting.told.today", name=at.name).misses("Will you sign on?")
    await ana.presses("meeting.button.pocket")
    ana.sees("meeting.pocket.you", roles=ana.words("meeting.you.asks")).reads("Will you sign on?")
    await at.until_the_meeting(hours=-2)
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
    await ana.types("prospect find", who=at.name)
    ana.sees("prospect.stage.evaluated")


async def close_with_a_yes(at: Chain) -> None:
    """Sam closes it with a yes, a next step, whose it is and a day."""
    sam = at.sam
    await sam.presses("meeting.button.close")
    await sam.fills({
        "meeting.close_form.outcome": sam.words("meeting.outcome.yes"),
        "meeting.close_form.step": "Bring the poster",
        "meeting.close_form.day": at.typed["step day"],
    })  # fmt: skip
    sam.sees("meeting.closed", name=at.name).sees("meeting.closed.yes")


async def be_asked_to_close(at: Chain) -> None:
    """Nobody says how it was: a day later Sam, who leads it, is asked to close it, and finds the way to its card."""
    sam = at.sam
    await at.until_the_meeting(days=-1, hours=-2)
    card = on_card(sam, at).shown
    sam.opens_letter("meeting.letter.to_close", name=at.name).sees("meeting.letter.close.unsaid")
    assert card.jump_url in sam.links()


async def close_with_a_no(at: Chain) -> None:
    """Sam closes it with a no: the letter says so, and they rest."""
    sam = at.sam
    await on_card(sam, at).presses("meeting.button.close")
    await sam.fills({
        "meeting.close_form.outcome": sam.words("meeting.outcome.no"),
        "meeting.close_form.step": "Send a card",
        "meeting.close_form.day": at.typed["step day"],
    })  # fmt: skip
    sam.sees("meeting.closed.no")
    sam.opens_letter("meeting.letter.to_close", name=at.name).sees("meeting.letter.closed")
    await sam.types("prospect find", who=at.name)
    sam.sees("prospect.stage.parked").sees("prospect.wakes")


async def try_again_on_its_day(at: Chain) -> None:
    """The day comes: the room asks for other faces, and those who went are told apart from those who did not."""
    sam, malik, outreach = at.sam, at.malik, at.world.team.outreach
    await at.world.pass_time(days=OFFICIAL_PARK_DAYS if at.kind is Kind.OFFICIAL else PARK_DAYS)
    malik.in_channel(outreach, "prospect.wake.title", name=at.name).sees("prospect.wake.day").sees(
        "prospect.wake.others"
    )
    await malik.presses("prospect.button.tie")
    await malik.fills({"prospect.tie.willing": malik.words("prospect.tie.yes")})
    await sam.in_channel(outreach, "prospect.wake.title", name=at.name).presses("prospect.button.look_at")
    sam.sees("prospect.stage.ask")
    await sam.presses("prospect.button.who")
    assert sam.lines("prospect.people.willing")[0] == "Malik"


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
    ana.sees("meeting.thanks.language", language=ana.words.own_name)
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
    if counted:  # done with its number, on the sign-on; anything else in the letter
        await sam.types("prospect sign-on", who=at.name)
        await sam.chooses("commitment.show", ask.text[:100])
        await sam.presses("commitment.button.done")
        await sam.fills({"commitment.form.count": "14"})
        sam.sees("commitment.done").sees("commitment.count", n=14)
        sam.opens_text(ask.text[:60])
    await sam.presses("nudge.button.done")
    sam.opens_text(ask.text[:60]).sees("nudge.state.done")
    await sam.types("prospect sign-on", who=at.name)
    sam.reads(f"✅ {ask.text[:40]}").sees("commitment.state.done")
