"""Interactions that no honest client would send: any id, pressed or filled by anyone, anywhere they can write."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.actors import _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.enums import InteractionType


async def press(
    person: MemberActor,
    message: discord.Message | ResponseMessage,
    channel: ChannelHandle,
    custom_id: str,
    chosen: Sequence[str] = (),
) -> InteractionResult:
    """Press a button (or choose in a select) with this id on a message of the bot, whether or not it has one."""
    backend = person._env.backend
    stored = backend.get_message(channel.id, message.id)
    data = {"custom_id": custom_id, "component_type": 3 if chosen else 2, "values": list(chosen)}
    return await _dispatch_actor_interaction(
        person,
        InteractionType.MESSAGE_COMPONENT,
        channel,
        data,
        extra={"message": dict(serializers.message_payload(backend, stored))},
        source_message_id=message.id,
    )


async def press_in_dm(
    person: MemberActor, message: discord.Message, custom_id: str, chosen: Sequence[str] = ()
) -> InteractionResult:
    """The same in a person's direct messages, where there is no server."""
    user: Any = person.user  # it acts as a member does, but for the server
    return await press(user, message, person.user.dm_channel, custom_id, chosen)


async def send_form_in_dm(person: MemberActor, custom_id: str, typed: Mapping[str, str]) -> InteractionResult:
    """Send a form in a person's direct messages."""
    user: Any = person.user
    return await send_form(user, person.user.dm_channel, custom_id, typed)


async def send_form(
    person: MemberActor, channel: ChannelHandle, custom_id: str, typed: Mapping[str, str]
) -> InteractionResult:
    """Send a form with this id, whether or not the bot ever opened it for them."""
    fields = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in typed.items()]
    data = {"custom_id": custom_id, "components": fields}
    return await _dispatch_actor_interaction(person, InteractionType.MODAL_SUBMIT, channel, data)
