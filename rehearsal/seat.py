"""A person at their Discord client: everything they can do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import simcord

from rehearsal.people import Person
from rehearsal.world import Deed, Outcome, World


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at a client whose language is `locale`; option and form values are what SimCord takes.

    That is: strings, numbers, truths; SimCord's handles for people, roles and channels; (name, bytes) for a file.
    """

    world: World
    person: Person
    locale: str

    async def say(self, channel: simcord.ChannelHandle, text: str) -> Outcome:
        """Write a message."""
        if channel.guild is None:
            return await self._act(lambda: self.person.user.send_dm(text))
        return await self._act(lambda: self.person.member.send(channel, text))

    async def command(self, channel: simcord.ChannelHandle, name: str, options: Mapping[str, Any]) -> Outcome:
        """Run a slash command, "canvass plan" for instance."""
        if channel.guild is None:
            return await self._act(lambda: self.person.user.slash(name, **options))
        return await self._act(lambda: self.person.member.slash(channel, name, **options))

    async def suggest(
        self, channel: simcord.ChannelHandle, name: str, option: str, text: str, filled: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The choices that the bot offers while `text` is typed into an option."""
        if channel.guild is None:
            outcome = await self._ask(lambda: self.person.user.autocomplete(name, option, text, **filled))
        else:
            member = self.person.member
            outcome = await self._ask(lambda: member.autocomplete(channel, name, option, text, **filled))
        return outcome.result or []

    async def menu(self, channel: simcord.ChannelHandle, name: str, target: Any) -> Outcome:
        """Use a command from the menu of a message or of a person."""
        return await self._act(lambda: self.person.member.context_menu(channel, name, target))

    async def press(self, message: simcord.ResponseMessage, custom_id: str) -> Outcome:
        """Press a button."""
        return await self._act(lambda: self._actor(message).click(message, custom_id=custom_id))

    async def choose(self, message: simcord.ResponseMessage, custom_id: str, values: Sequence[Any]) -> Outcome:
        """Choose in a select."""
        return await self._act(lambda: self._actor(message).select(message, values, custom_id=custom_id))

    async def submit(self, form: simcord.InteractionResult, values: dict[str, Any], *, in_dm: bool = False) -> Outcome:
        """Send a form that the bot opened, `in_dm` when it did so in a direct message."""
        actor = self.person.user if in_dm else self.person.member
        outcome = await self._act(lambda: actor.submit_modal(form, values))
        if outcome.unanswered:
            # Discord keeps the form open then, to be sent again; SimCord believes it gone.
            form._interaction.modal_consumed = False  # noqa: SLF001 - SimCord has no public way to say so
        return outcome

    async def delete(self, message: simcord.ResponseMessage) -> Outcome:
        """Delete a message, where Discord lets this person."""
        return await self._act(lambda: self._actor(message).delete(message))

    def _actor(self, message: simcord.ResponseMessage) -> Any:
        in_dm = message.channel_id == self.person.user.dm_channel.id
        return self.person.user if in_dm else self.person.member

    async def _act(self, deed: Deed) -> Outcome:
        return await self.world.act(deed, self.locale)

    async def _ask(self, deed: Deed) -> Outcome:
        return await self.world.act(deed, self.locale, changes=False)
