"""The pretend campaign as its people bring it about: who runs which command, and what they type into which form."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from rehearsal import leaders, team
from rehearsal.deeds import CHANNEL, Deeds, Goes

ENDS = 17  # o'clock, tomorrow: until then the clock goes, past the three meetings
USES = {"outreach": CHANNEL, "organizers": "organizers"}
FREE = "🙋"  # stands beside what nobody has taken yet

Step = Callable[[], Awaitable[None]]


class Story(Deeds):
    """All that happened until today, told by Rosa and the others."""

    @property
    def steps(self) -> list[Step]:
        """What is done, in this order; each by itself is whole."""
        before = [self._set_up, self._dana, self._union, self._nasser, self._students]
        ahead = [self._vega, self._park, self._college]
        after = [self._vega_said_yes, self._park_was_met, self._ruth, self._ruths_room, self._ruths_tasks]
        return [*before, self._luz, self._hardware, *ahead, self._days_pass, *after, self._nasser_rests]

    async def _set_up(self) -> None:
        """Rooms and names, where an organizer has not chosen them: letters and reminders need them."""
        hand = self._hand()
        await hand.run("setup")
        await hand.press("setup.step", "done")
        await hand.choose("setup.jump", "channels")
        for use, name in USES.items():
            if not hand.chosen(f"setup.channel:{use}"):
                await hand.choose(f"setup.channel:{use}", self.world.guild.channels[name])
        await hand.press("setup.step", "done")
        await hand.choose("setup.jump", "campaign")
        await hand.press("setup.form", "names")
        await hand.fill(over=False, campaign=self._in(leaders.CAMPAIGN), town=leaders.TOWN)
        await hand.press("setup.form", "about")
        await hand.fill(over=False, about=self._in(leaders.ABOUT), about_not=self._in(leaders.ABOUT_NOT))

    async def _dana(self) -> None:
        """Asked by letter, and refused: officials can be pressed, if an organizer allows it."""
        await self._add(leaders.DANA)
        await self._enough(leaders.DANA)
        await self._log(leaders.DANA, "letter", "none", "dana.letter", by="sam")
        await self._log(leaders.DANA, "call", "refused", "dana.no", by="sam")

    async def _union(self) -> None:
        """Everybody is asked who could ask them, and one can."""
        await self._add(leaders.UNION)
        hand = await self._enough(leaders.UNION)
        await hand.press("prospect.people")
        await hand.press("prospect.round")
        joy = self._hand("joy")
        joy.shown = self._card("prospect.tie")
        await joy.press("prospect.tie")
        await joy.fill(willing="yes", ties=["regular"], note=self._said("union.yes"))

    async def _nasser(self) -> None:
        await self._add(leaders.NASSER)
        await self._enough(leaders.NASSER)

    async def _students(self) -> None:
        """They belong to the school, which is asked first."""
        await self._add(leaders.COLLEGE)
        hand = await self._add(leaders.STUDENTS)
        await hand.press("prospect.more")
        await hand.press("prospect.term")
        await hand.fill(part_of=leaders.COLLEGE.name, until=self._day(60))

    async def _luz(self) -> None:
        """Signed on in public, and agreed to more."""
        await self._add(leaders.LUZ)
        await self._enough(leaders.LUZ)
        await self._log(leaders.LUZ, "visit", "yes", "luz.visit", by="joy")
        hand = self._hand()
        await hand.run("prospect sign-on", who=leaders.LUZ.name)
        await hand.press("signon.add")
        await hand.fill(capacity="institution", public="yes", statement=self._said("luz.says"))
        await self._once("display", partial(hand.choose, "commitment.offer", "display"))
        await hand.run("prospect sign-on", who=leaders.LUZ.name)
        await hand.choose("commitment.show", hand.first("commitment.show"))
        await hand.press("commitment.agree")
        await hand.fill(due=self._day(9), who=self.world.people["joy"].member, public="yes")

    async def _hardware(self) -> None:
        await self._add(leaders.HARDWARE)
        await self._enough(leaders.HARDWARE)
        await self._log(leaders.HARDWARE, "visit", "no", "hardware.no", by="malik")
        hand = await self._open(leaders.HARDWARE)
        await hand.press("prospect.more")
        await hand.press("prospect.decline")
        await self._once("declined", partial(hand.press, "prospect.decline_now"))

    async def _vega(self) -> None:
        await self._add(leaders.VEGA)
        goes: Goes = {"rosa": ("opens", "asks"), "ana": ("tells", "notes")}
        await self._plan(leaders.VEGA, self._at(1, 10), "hall", goes)
        await self._agree(leaders.VEGA)

    async def _park(self) -> None:
        await self._add(leaders.PARK)
        goes: Goes = {"rosa": ("opens", "asks"), "malik": ("notes",)}
        await self._plan(leaders.PARK, self._at(1, 13), "station", goes)

    async def _college(self) -> None:
        """It will be over, and nobody has said how it went."""
        await self._enough(leaders.COLLEGE)
        goes: Goes = {"rosa": ("opens", "time"), "sam": ("tells", "asks"), "malik": ("notes",)}
        await self._plan(leaders.COLLEGE, self._at(1, 15), "campus", goes)
        await self._agree(leaders.COLLEGE, ".campus")

    async def _days_pass(self) -> None:
        """Meetings can only be over once their time is; the bot does on the way what it does by itself."""
        await self.world.travel(max(self._at(1, ENDS), self.world.clock.now()))

    async def _vega_said_yes(self) -> None:
        """Closed with a yes: he is about to sign on."""
        await self._review(leaders.VEGA, "vega")
        hand = self._hand()
        await hand.run("meeting close", which=leaders.VEGA.name)
        owner = self.world.people[team.FIRST].member
        await hand.fill(outcome="yes", step=self._said("vega.step"), owner=owner, day=self._day(3))

    async def _park_was_met(self) -> None:
        await self._review(leaders.PARK, "park")

    async def _ruth(self) -> None:
        """A meeting this week, granted yesterday."""
        await self._add(leaders.RUTH)
        await self._enough(leaders.RUTH)
        await self._log(leaders.RUTH, "visit", "granted", "ruth.yes", by="ana")
        goes: Goes = {"rosa": ("opens", "time"), "ana": ("tells",), "sam": ("notes",)}
        await self._plan(leaders.RUTH, self._at(4, 16), "chapel", goes)

    async def _ruths_room(self) -> None:
        """All but ready: somebody has to make the ask, and the first step is open."""
        await self._agree(leaders.RUTH, step="")
        hand = self._hand()
        await hand.choose("meeting.room_to", "them")
        await hand.press("meeting.write")
        names = {"thanks": "thanks", "source": "thanks.source", "win": "win"}
        said: dict[str, Any] = {name: self._said(key) for name, key in names.items()}
        await hand.fill(**said)
        for view, text, more in (("facts", "fact", "fact.source"), ("noes", "no", "no.reply")):
            await self._once(text, partial(self._line, view, self._said(text), self._said(more)))

    async def _line(self, view: str, text: str, more: str) -> None:
        hand = self._hand()
        await hand.run("meeting prep", which=leaders.RUTH.name)
        await hand.choose("meeting.room_to", view)
        await hand.press("meeting.write", f"{view}.0")
        await hand.fill(text=text, more=more)

    async def _ruths_tasks(self) -> None:
        """Two took something on, and one of them has done it."""
        for key, deeds in (("ana", ("take", "finish")), ("sam", ("take",))):
            hand = self._hand(key)
            hand.shown = self._card("meeting.tasks")
            await hand.press("meeting.tasks")
            line = hand.first("meeting.task", FREE)
            for deed in deeds:
                await hand.choose("meeting.task", line)
                await hand.press("meeting.task_do", deed)

    async def _nasser_rests(self) -> None:
        """A no for now; he wakes as soon as Father Vega signs on."""
        await self._log(leaders.NASSER, "call", "refused", "nasser.no", by="malik")
        hand = self._hand()
        await hand.run("prospect park", who=leaders.NASSER.name)
        await hand.fill(sways=leaders.VEGA.name, wakes=self._day(45))
