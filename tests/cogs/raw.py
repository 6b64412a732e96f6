"""Interactions that no honest client would send: any id, pressed or filled by anyone, anywhere they can write."""

from collections.abc import Mapping, Sequence

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.actors import _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.enums import InteractionType


async def press(
    person: MemberActor, message: discord.Message, channel: ChannelHandle, custom_id: str, chosen: Sequence[str] = ()
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


async def send_form(
    person: MemberActor, channel: ChannelHandle, custom_id: str, typed: Mapping[str, str]
) -> InteractionResult:
    """Send a form with this id, whether or not the bot ever opened it for them."""
    fields = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in typed.items()]
    data = {"custom_id": custom_id, "components": fields}
    return await _dispatch_actor_interaction(person, InteractionType.MODAL_SUBMIT, channel, data)
