"""Unmistakable words that people plant through the bot wherever something is private; and an ear for all it says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from simcord import InteractionResult, MemberActor

from bot import ids
from db import setup
from db.facts import ChannelUse, Step
from db.facts.playbooks import Review
from tests.cogs import raw
from tests.cogs.canvassing import allow_events, choose_channel, choose_zone
from tests.cogs.permissions import COMMANDS, PRESSES
from tests.cogs.test_permissions import Stage, actor
from tests.cogs.winning import fill
from tests.cogs.world import ZONE, World

# What is typed, by the circle of people who may read it. "learned" is for whoever prepares the next of the kind.
WORDS: Mapping[str, tuple[str, ...]] = {
    "research": ("Quaggafound", "Quaggasource"),
    "contacts": ("Okapitold", "Okapirefusal"),
    "ties": ("Narwhalbecause", "Yaratheir"),
    "noes": ("Noelanybody",),
    "unheard": ("Axolotlbecause",),  # of a no, not even the reason is kept
    "sign-on": ("Dugongstated",),
    "room": (
        "Ibisasked", "Ibisstep", "Ibisfirst", "Ibissecond", "Ibisthird", "Tapirthanks", "Tapirsource", "Tapirwinning",
        "Tapircredit", "Tapirnotes", "Lemurfact", "Lemursource", "Lemurunwilling", "Lemurreply",
    ),
    "reviews": ("Gibbonplan", "Gibbonreached", "Gibbonnext", "Gibbonagain", "Gibboneffect", "Galagoreached"),
    "learned": ("Gibbonlearned",),
    "letter": ("Kakapomerit", "Kakapofacts", "Kakapotimes"),
    "unsaved": ("Numbattyped",),
}  # fmt: skip
NAMES = {"Yaratheir", "Noelanybody"}  # people, who stand in the list of members
ALL = frozenset(word for words in WORDS.values() for word in words)
TYPED = ALL - NAMES


def of(*circles: str) -> frozenset[str]:
    """The words of some circles."""
    return frozenset(word for circle in circles for word in WORDS[circle])


def in_it(text: str, words: Iterable[str] = ALL) -> set[str]:
    """Which of the words stand in a text."""
    return {word for word in words if word in text}


@dataclass
class Garden:
    """The stage on which everything private has been said, and those who said it. The captain owns and leads."""

    stage: Stage
    people: dict[str, MemberActor] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """Where it is."""
        return self.stage.world

    async def press(self, person: MemberActor, custom_id: str, *chosen: object) -> InteractionResult:
        """Press a button, or choose in a select, on the card of the stage."""
        values = [str(one) for one in chosen]
        return await raw.press(person, self.stage.card, self.world.team.canvass, custom_id, values)

    async def write(self, person: MemberActor, custom_id: str, *chosen: object, **typed: str) -> InteractionResult:
        """The same where a form opens; and send it."""
        return await fill(person, await self.press(person, custom_id, *chosen), **typed)

    def number(self, name: str) -> int:
        """What a name of the table of permissions stands for."""
        return int(self.stage.filled(f"${name}"))

    def known(self, name: Any) -> Any:
        """The same, or something of those elsewhere, as it was when it was first asked for."""
        if name not in self.facts:
            self.facts[name] = self.stage.filled(name)
        return self.facts[name]


async def plant(stage: Stage) -> Garden:
    """Everything private, said by somebody."""
    world = stage.world
    names = {"goes": "Gil", "asks": "Bea", "willing": "Yaratheir", "unwilling": "Noelanybody", "elsewhere": "Eva"}
    garden = Garden(stage, {role: world.newcomer(name) for role, name in names.items()})
    garden.people["owner"] = world.team.malik
    allow_events(world)
    await choose_zone(world, ZONE)
    await choose_channel(world, ChannelUse.OUTREACH, world.team.outreach)
    await choose_channel(world, ChannelUse.ORGANIZERS, world.team.organizers)
    admin = actor(world.team.admin, world.team, organizer=True)
    await world.app.kit.write(partial(setup.reach, actor=admin, step=Step.DONE, now=world.clock.now()))
    await _lead_another(garden)
    await _prepare(garden)
    await world.pass_time(days=5, hours=22, minutes=5)  # on the day they are told, and two hours later it is over
    await world.pass_time(hours=4)
    await _look_back(garden)
    await _find_out(garden)
    await _ask_around(garden)
    await _win(garden)
    await world.tick()
    for row in (*COMMANDS.values(), *PRESSES.values()):
        for value in (*row.values.values(), *row.chosen):
            garden.known(value)  # by and by some of it will be gone
    return garden


async def _lead_another(garden: Garden) -> None:
    """A captain of something else: her own prospect, and a meeting with it."""
    eva, world = garden.people["elsewhere"], garden.world
    await garden.write(eva, ids.PROSPECT_NEW(kind="faith"), kind="faith", name="Rabbi Noa", place="Temple")
    [(own,)] = world.rows("SELECT id FROM prospect WHERE name = 'Rabbi Noa'")
    shown = await garden.write(eva, ids.MEETING_PLAN_FOR(prospect=own), when="dec 3 4pm", until="1h")
    assert shown.response is not None
    await eva.click(shown.response, label="Post")
    [(meeting,)] = world.rows("SELECT id FROM meeting WHERE prospect_id = ?", own)
    garden.facts |= {"$rabbi": own, "$theirs": meeting}


async def _prepare(garden: Garden) -> None:
    """The prep room is filled, and somebody goes along."""
    malik, meeting = garden.people["owner"], garden.number("meeting")
    await garden.press(malik, ids.MEETING_GO(meeting=meeting), garden.people["goes"].id)
    ask, step, first, second, third, thanks, source, win, credit, notes, fact, where, no, reply = WORDS["room"]
    texts: tuple[tuple[str, dict[str, str]], ...] = (
        ("agree", {"ask": ask, "step": step, "first": first, "second": second, "third": third}),
        ("them", {"thanks": thanks, "source": source, "win": win, "credit": credit}),
        ("notes", {"notes": notes}),
        ("facts.0", {"text": fact, "more": where}),
        ("noes.0", {"text": no, "more": reply}),
    )
    for what, typed in texts:
        await garden.write(malik, ids.MEETING_WRITE(meeting=meeting, what=what), **typed)


async def _look_back(garden: Garden) -> None:
    """How it went."""
    about = {"meeting": garden.number("meeting"), "nudge": 0}
    malik, gil = garden.people["owner"], garden.people["goes"]
    plan, reached, next_, again, effect, theirs = WORDS["reviews"]
    [learned] = WORDS["learned"]
    said = {Review.PLAN: plan, Review.REACHED: reached, Review.NEXT: next_, Review.LEARNED: learned}
    await garden.write(malik, ids.MEETING_REVIEW(**about), **{key.value: text for key, text in said.items()})
    await garden.write(malik, ids.MEETING_REVIEW_MORE(**about), again=again, effect=effect)
    await garden.write(gil, ids.MEETING_REVIEW(**about), reached=theirs)


async def _find_out(garden: Garden) -> None:
    """Research and what was said, of an official who will not meet; and a note that was not finished."""
    malik, official = garden.people["owner"], garden.number("official")
    (note, source), (told, refusal), [typed] = WORDS["research"], WORDS["contacts"], WORDS["unsaved"]
    question = ids.PROSPECT_QUESTION(prospect=official)
    await garden.write(malik, question, "votes", note=note, source=source)
    await garden.write(malik, question, "anything", note=typed, source="\u200b")
    log = ids.PROSPECT_LOG(prospect=official, result="any")
    await garden.write(malik, log, how="call", result="none", note=told)
    await garden.write(malik, log, how="call", result="refused", note=refusal)


async def _ask_around(garden: Garden) -> None:
    """One says yes, another no, and a third is to ask."""
    malik, official = garden.people["owner"], garden.number("official")
    await garden.press(malik, ids.PROSPECT_ROUND(prospect=official))
    await garden.press(malik, ids.PROSPECT_ASKER_TO(prospect=official), garden.people["asks"].id)
    tie = ids.PROSPECT_TIE(prospect=official)
    await garden.write(garden.people["willing"], tie, willing="yes", note=WORDS["ties"][0])
    await garden.write(garden.people["unwilling"], tie, willing="no", note=WORDS["unheard"][0])


async def _win(garden: Garden) -> None:
    """They stand with us in private, and a letter to them is half written."""
    malik, signed = garden.people["owner"], garden.number("signed")
    await garden.write(malik, ids.SIGNON_ADD(prospect=signed), public="no", statement=WORDS["sign-on"][0])
    merit, facts, times = WORDS["letter"]
    letter = ids.LETTER_FILL(prospect=signed, language="es")
    await garden.write(malik, letter, merit=merit, facts=facts, times=times)


# ---- what the bot says ---------------------------------------------------------------------------------


class Ear:
    """All that the bot sends to Discord from now on: answers, forms, suggestions, files, posts, events, letters."""

    def __init__(self, world: World) -> None:
        self._backend = world.env.backend
        self._files: Any = self._backend.cdn._blobs
        self.begin()

    def begin(self) -> None:
        """Forget what was heard so far."""
        self._said, self._shown = len(self._backend.http_requests), set(self._files)

    def answered(self) -> str:
        """What one person was shown: answers to interactions, and every file."""
        sent = [one.json for one in self._requests() if _is_answer(one.path)]
        files = [self._files[url].decode("utf-8", "ignore") for url in self._files if url not in self._shown]
        return "\n".join([json.dumps(sent, ensure_ascii=False), *files])

    def published(self) -> str:
        """What stands in channels and events, for more than one."""
        letters = set(self._backend.dm_channels.values())
        return "\n".join(
            json.dumps([one.path, one.params, one.json, one.reason], ensure_ascii=False)
            for one in self._requests()
            if not _is_answer(one.path) and not any(f"/channels/{number}/" in one.path for number in letters)
        )

    def written_to(self, person: MemberActor) -> str:
        """The letters that somebody got."""
        path = f"/channels/{self._backend.dm_channels.get(person.id)}/"
        return json.dumps([one.json for one in self._requests() if path in one.path], ensure_ascii=False)

    def _requests(self) -> Any:
        return self._backend.http_requests[self._said :]


def _is_answer(path: str) -> bool:
    return path.startswith(("/interactions/", "/webhooks/"))
