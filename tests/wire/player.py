"""A person on the pretend Discord: types a command, presses a button, fills in a form, and sees what the bot shows.

Everything a real Discord app would not let somebody do fails with AssertionError before the bot hears of it: a command
that is not there, a button that is not on the message, a field left empty that must not be. Several people act at once
with `asyncio.gather`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.wire import reading
from tests.wire.gateway import Gateway
from tests.wire.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    IN_TIME,
    MODAL_SUBMIT,
    NAMES,
    Interaction,
    Interactions,
)
from tests.wire.permissions import in_channel
from tests.wire.reading import Form
from tests.wire.things import Attachment, Channel, Guild, Json, Message, User
from tests.wire.typed import chosen_command, handed_in, nested, plain, resolve, typed_options
from tests.wire.world import World

# A little beyond Discord's three seconds, so that a late answer is seen to be refused.
PATIENCE = IN_TIME + 1.0


class NoAnswer(AssertionError):
    """The bot did not answer within three seconds: the person sees "This interaction failed"."""


@dataclass(frozen=True)
class Answer:
    """What the bot did in answer to one act. `kind` is message, thinking, update, silent, form or choices."""

    interaction: Interaction

    @property
    def kind(self) -> str:
        return NAMES[self.interaction.answer or 0]

    @property
    def seconds(self) -> float:
        """From the act to the answer."""
        return self.interaction.answered_after

    @property
    def message(self) -> Message:
        """The message that the answer made or changed, as it stands now."""
        assert self.interaction.original is not None, f"the answer was {self.kind!r}, not a message"
        return self.interaction.original

    @property
    def form(self) -> Form:
        assert self.interaction.form is not None, f"the answer was {self.kind!r}, not a form: {self._seen()}"
        return self.interaction.form

    @property
    def choices(self) -> list[Json]:
        return self.interaction.choices

    @property
    def text(self) -> str:
        """What can be read on the message now."""
        return reading.text(self.message)

    @property
    def private(self) -> bool:
        return reading.is_private(self.message)

    def _seen(self) -> str:
        return reading.text(self.interaction.original) if self.interaction.original else "nothing"

    async def next(self, *, after: int = 1, within: float = 10.0) -> Message:
        """The message (or edit) shown after so many others for this act; TimeoutError if none comes."""
        async with asyncio.timeout(within):
            while len(self.interaction.shown) <= after:
                self.interaction.changed.clear()
                await self.interaction.changed.wait()
        return self.interaction.shown[after][1]


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody who uses the bot, on one server or (without `guild`) in the DM with it."""

    world: World
    gateway: Gateway
    interactions: Interactions
    user: User
    guild: Guild | None

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    @property
    def dm(self) -> Channel:
        """Their DM with the bot."""
        return self.world.dm(self.user)

    def upload(self, name: str, content: bytes, kind: str = "text/csv") -> Attachment:
        """A file to give to a command or a form."""
        return self.world.attach(name, content, kind)

    async def slash(self, command: str, /, *, where: Channel | None = None, **options: Any) -> Answer:
        """Type a slash command, `canvass plan` for a subcommand, and wait for the answer (NoAnswer if none comes)."""
        room = where or self._room()
        return await self._act(COMMAND, room, self._typed(room, command, options))

    async def suggest(self, command: str, option: str, typed: str, /, **others: Any) -> list[Json]:
        """Type into an option that completes itself; what is offered, as name and value."""
        room = self._room()
        data = self._typed(room, command, {**others, option: typed}, unfinished=option)
        return (await self._act(AUTOCOMPLETE, room, data)).choices

    async def press(self, message: Message, label: str) -> Answer:
        """Press the button with exactly this label on a message that the person sees."""
        return await self.tap(message, reading.button(message, label))

    async def tap(self, message: Message, button: reading.Button) -> Answer:
        """Press one of the buttons of a message that the person sees, where several have the same label."""
        self._sees(message)
        assert not button.disabled, f"{button.label!r} is greyed out"
        assert button.custom_id, f"{button.label!r} is a link"
        data = {"custom_id": button.custom_id, "component_type": reading.BUTTON, "id": 1}
        return await self._act(COMPONENT, message.channel, data, message)

    async def choose(self, message: Message, menu: str, *values: Any) -> Answer:
        """Choose in the menu with this placeholder: values of its options, or people, roles and channels."""
        self._sees(message)
        part = reading.select(message, menu)
        assert not part.get("disabled"), f"{menu!r} is greyed out"
        assert part.get("min_values", 1) <= len(values) <= part.get("max_values", 1), (
            f"{menu!r} takes not {len(values)}"
        )
        offered = {each["value"] for each in part.get("options", ())}
        assert not offered or offered.issuperset(values), f"{menu!r} offers {sorted(offered)}"
        meant = [bare(value) for value in values]
        data = {
            "custom_id": part["custom_id"],
            "component_type": part["type"],
            "id": 1,
            "values": list(map(plain, meant)),
        }
        return await self._act(COMPONENT, message.channel, {**data, "resolved": resolve(self.guild, meant)}, message)

    async def submit(self, form: Form, **values: Any) -> Answer:
        """Hand in a form; fields are named by their labels (`**{"When": "sat 10am"}`), the rest keep what they hold."""
        given = {label: bare(value) for label, value in values.items()}
        data: Json = {"custom_id": form.custom_id, "components": handed_in(form, given)}
        data["resolved"] = resolve(self.guild, given.values())
        return await self._act(MODAL_SUBMIT, form.channel, data, form.source)

    def permissions(self, channel: Channel) -> int:
        """What they may do in a channel."""
        return in_channel(channel, self.user)

    @property
    def _guild_id(self) -> int | None:
        return self.guild.id if self.guild else None

    def _room(self) -> Channel:
        if self.guild is None:
            return self.dm
        return next(iter(self.guild.channels.values()))

    def _sees(self, message: Message) -> None:
        assert not message.deleted, "the message is gone"
        assert message.private_to in (None, self.user), "only somebody else sees this message"
        assert message.channel.recipient in (None, self.user), "this is somebody else's DM"

    def _typed(self, room: Channel, command: str, options: Json, unfinished: str | None = None) -> Json:
        top, path, declared = chosen_command(self.world, self.guild, self.permissions(room), command)
        given = {name: bare(value) for name, value in options.items()}
        data = {**top, "options": nested(path, typed_options(declared, given, unfinished))}
        return {**data, "resolved": resolve(self.guild, given.values())}

    async def _act(self, kind: int, room: Channel, data: Json, source: Message | None = None) -> Answer:
        """Tell the bot, and wait for its one answer."""
        new = Interaction(self.world.ids.next(), kind, self.user, room, source, data)
        self.interactions.add(new)
        self.gateway.dispatch("INTERACTION_CREATE", self._event(new, data), self._guild_id)
        try:
            async with asyncio.timeout(PATIENCE):
                while new.answer is None and 10062 not in new.refused:
                    new.changed.clear()
                    await new.changed.wait()
        except TimeoutError:
            raise NoAnswer(f"{self.user.name} got no answer in {PATIENCE} s to {data}") from None
        if new.answer is None:
            raise NoAnswer(f"{self.user.name} was answered too late, which Discord refused (10062)")
        return Answer(new)

    def _event(self, act: Interaction, data: Json) -> Json:
        """INTERACTION_CREATE as Discord tells it."""
        bot = self.world.bot
        event: Json = {"id": str(act.id), "application_id": str(bot.id), "type": act.kind, "token": act.token}
        event |= {"version": 1, "locale": self.user.locale, "entitlements": [], "attachment_size_limit": 10 << 20}
        event |= {"app_permissions": str(in_channel(act.channel, bot)), "data": data}
        event |= {"channel": act.channel.json(), "channel_id": str(act.channel.id), **self._who(act.channel)}
        return event if act.source is None else {**event, "message": act.source.json()}

    def _who(self, room: Channel) -> Json:
        """The part of the event that tells a member on a server from a user in a DM."""
        if self.guild is None:
            return {"user": self.user.json(), "context": 1, "authorizing_integration_owners": {"0": "0"}}
        member = {**self.guild.members[self.user.id].json(), "permissions": str(self.permissions(room))}
        team = {"id": str(self.guild.id), "locale": self.guild.locale, "features": []}
        where: Json = {"guild_id": team["id"], "guild": team, "guild_locale": self.guild.locale, "context": 0}
        return {**where, "member": member, "authorizing_integration_owners": {"0": team["id"]}}


def bare(value: Any) -> Any:
    """A person who acts as the user they are; lists likewise."""
    if isinstance(value, list | tuple):
        return [bare(each) for each in value]
    return value.user if isinstance(value, Person) else value
