"""Playing long chains: a person acts only by what stands on what they see, found by its words in their language."""

from dataclasses import dataclass, field
from typing import Any, Self

from simcord import MemberActor

from bot.words import Words, words_in
from tests.cogs.world import World, controls_of, text_of

LOCALES = {"en": "en-US", "es": "es-419"}
TEXT_INPUT, USER_SELECT, CHANNEL_SELECT = 4, 5, 8
ENTITIES = (USER_SELECT, 6, 7, CHANNEL_SELECT)
WRITTEN = ("title", "content", "label", "description", "placeholder", "value")


@dataclass
class Hand:
    """A person, and what they look at. Buttons, lines and fields are found by the words that stand on them."""

    world: World
    person: MemberActor
    words: Words
    shown: Any = None
    form: Any = None
    _who: Any = field(default=None, repr=False)  # the same person, in the server or in their DMs

    # ---- looking -------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """All that is written on what they look at; of a form, all that stands in it."""
        return "\n".join(_written(self.form.modal)) if self.form is not None else text_of(self.shown)

    def sees(self, key: str, **values: object) -> Self:
        """These words stand there, filled; without values, all that stands between their blanks."""
        text, whole = self.text, self.words(key, **values)
        for part in [whole] if values else _between_blanks(whole):
            assert part in text, f"{key}: {part!r} is not in\n{text}"
        return self

    def reads(self, *texts: str) -> Self:
        """These texts stand there."""
        for one in texts:
            assert one in self.text, f"{one!r} is not in\n{self.text}"
        return self

    def misses(self, *texts: str) -> Self:
        """None of these texts stands there."""
        for one in texts:
            assert one not in self.text, f"{one!r} is in\n{self.text}"
        return self

    def can(self, key: str, line: str = "") -> bool:
        """Whether there is a button with these words that can be pressed."""
        label = f"{line}{self.words(key)}"
        return any(part.get("label") == label and not part.get("disabled") for part in controls_of(self.shown))

    def looks_at(self, message: Any) -> Self:
        """They look at a message that everybody sees."""
        self.shown, self.form, self._who = message, None, self.person
        return self

    def in_channel(self, channel: Any, key: str, **values: object) -> Self:
        """They look at the last message of a channel or thread that says this."""
        said = self.words(key, **values)
        found = [message for message in channel.history() if message.components and said in text_of(message)]
        assert found, f"{said!r} is nowhere among\n" + "\n---\n".join(text_of(one) for one in channel.history())
        return self.looks_at(found[-1])

    def opens_letter(self, key: str, **values: object) -> Self:
        """They look at the last of their DMs that says this."""
        channel = self.person.user.dm_channel
        self.in_channel(channel, key, **values)
        self._who = self.person.user
        return self

    def opens_text(self, text: str) -> Self:
        """They look at the last of their DMs in which this text stands."""
        found = [one for one in self.person.user.dm_channel.history() if one.components and text in text_of(one)]
        assert found, f"no letter says {text!r}"
        self.looks_at(found[-1])
        self._who = self.person.user
        return self

    def has_letter(self, key: str, **values: object) -> bool:
        """Whether one of their DMs says this."""
        said = self.words(key, **values)
        return any(said in text_of(message) for message in self.person.user.dm_channel.history())

    # ---- acting --------------------------------------------------------------------------------------

    async def types(self, command: str, **options: Any) -> Self:
        """A slash command, in the channel for leaders."""
        self._who = self.person
        return await self._got(await self.person.slash(self.world.team.outreach, command, **options))

    async def presses(self, key: str, before: str = "") -> Self:
        """The button with these words."""
        assert self.form is None, f"a form is open:\n{self.text}"
        label = f"{before}{self.words(key)}"
        assert self.can(key, before), f"{label!r} cannot be pressed on\n{self.text}\n{_labels(self.shown)}"
        return await self._got(await self._who.click(self._message, label=label))

    async def chooses(self, key: str, *lines: Any) -> Self:
        """Lines, by what stands on them, of the select that asks this; or people, of one that asks for them."""
        hint = self.words(key)[:150]
        found = [part for part in controls_of(self.shown) if part.get("placeholder") == hint]
        assert len(found) == 1, f"{hint!r} is asked {len(found)} times on\n{self.text}"
        values = _values(found[0], lines)
        return await self._got(await self._who.select(self._message, values, custom_id=found[0]["custom_id"]))

    async def fills(self, typed: dict[str, Any] | None = None) -> Self:
        """The open form, with these under the words of their labels; what it showed else stays. Then it is sent."""
        assert self.form is not None, f"no form is open, but\n{self.text}"
        labels = {self.words(key)[:45]: value for key, value in (typed or {}).items()}
        fields = [part for part in self.form.modal["components"] if part.get("component")]
        unknown = labels.keys() - {part["label"] for part in fields}
        assert not unknown, f"{unknown} is not asked by {[part['label'] for part in fields]}"
        values = {part["component"]["custom_id"]: self._filled(part, labels) for part in fields}
        return await self._got(await self._who.submit_modal(self.form, values))

    async def fills_all(self, text: str) -> Self:
        """The open form with this in every field."""
        fields = [part["component"]["custom_id"] for part in self.form.modal["components"] if part.get("component")]
        return await self._got(await self._who.submit_modal(self.form, dict.fromkeys(fields, text)))

    def lines(self, key: str) -> list[str]:
        """The lines of the select that asks this."""
        hint = self.words(key)[:150]
        [found] = [part for part in controls_of(self.shown) if part.get("placeholder") == hint]
        return [line["label"] for line in found["options"]]

    def links(self) -> list[str]:
        """Where their buttons lead that open a page."""
        return [part["url"] for part in controls_of(self.shown) if part.get("url")]

    def field(self, key: str) -> dict[str, Any]:
        """The field of the open form with these words as its label."""
        label = self.words(key)[:45]
        [found] = [part["component"] for part in self.form.modal["components"] if part.get("label") == label]
        component: dict[str, Any] = found
        return component

    def _filled(self, part: dict[str, Any], labels: dict[str, Any]) -> Any:
        component, given = part["component"], labels.get(part["label"])
        if component["type"] == TEXT_INPUT:
            return component.get("value") or "" if given is None else given
        if given is not None:
            return _values(component, given if isinstance(given, list) else [given])
        if component["type"] == USER_SELECT:
            chosen = {int(one["id"]) for one in component.get("default_values") or []}
            return [one for one in vars(self.world.team).values() if isinstance(one, MemberActor) and one.id in chosen]
        return [one["value"] for one in component["options"] if one.get("default")]

    @property
    def _message(self) -> Any:
        return getattr(self.shown, "response", self.shown)

    async def _got(self, result: Any) -> Self:
        """Whatever came of it: a form, an answer, or the same message painted anew."""
        await self.world.app.settle()
        if result.modal is not None:
            self.form = result
            return self
        self.form = None
        if result.response is not None:
            self.shown = result
        return self


def hands(world: World, language: str) -> dict[str, Hand]:
    """The people of the team, whose Discord is in this language."""
    team, words = world.team, words_in(language)
    people = {"olga": team.admin, "rosa": team.rosa, "malik": team.malik, "ana": team.ana, "sam": team.sam}
    for person in people.values():
        world.speaks(person, LOCALES[language])
    return {name: Hand(world, person, words) for name, person in people.items()}


async def set_up(world: World, olga: Hand) -> None:
    """Whoever manages the server answers what `/setup` asks."""
    words, team = olga.words, world.team
    await olga.types("setup")
    await olga.chooses("setup.place.language_hint", words.own_name.capitalize())
    await olga.presses("setup.button.next")
    await _channels(olga, team.canvass, team.outreach, team.organizers)
    await olga.presses("setup.button.next")
    await olga.chooses("setup.role.hint", team.organizer_role)
    await olga.presses("setup.button.next")
    await olga.presses("setup.button.names")
    names = {"campaign": "Good Neighbors", "town": "Riverton", "hotline": "555-0100"}
    await olga.fills({f"setup.field.{name}": text for name, text in names.items()})


async def _channels(olga: Hand, *channels: Any) -> None:
    """The selects of channels all ask the same: they stand in the order in which they are explained."""
    for number, channel in enumerate(channels):
        found = [part for part in controls_of(olga.shown) if part["type"] == CHANNEL_SELECT]
        result = await olga.person.select(olga._message, [channel], custom_id=found[number]["custom_id"])
        await olga._got(result)


# ---- inside ------------------------------------------------------------------------------------------


def _between_blanks(text: str) -> list[str]:
    """What stands between the blanks of a text."""
    parts, rest = [], text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        parts.append(before)
        rest = rest.partition("}")[2]
    return [part.strip() for part in [*parts, rest] if part.strip()]


def _labels(shown: Any) -> list[str]:
    return [part["label"] for part in controls_of(shown) if part.get("label")]


def _values(component: dict[str, Any], lines: Any) -> list[Any]:
    """What Discord sends for lines that were chosen by what stands on them; people and channels are sent as such."""
    if component["type"] in ENTITIES:
        return list(lines)
    known = {option["label"]: option["value"] for option in component["options"]}
    assert set(lines) <= known.keys(), f"{lines} are not all among {[*known]}"
    return [known[line] for line in lines]


def _written(part: Any) -> list[str]:
    """All that a person reads in a form."""
    if isinstance(part, list):
        return [text for one in part for text in _written(one)]
    if not isinstance(part, dict):
        return []
    own = [part[name] for name in WRITTEN if isinstance(part.get(name), str)]
    return own + [text for one in part.values() for text in _written(one)]
