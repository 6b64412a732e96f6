"""Answer: exactly one answer to an interaction, in time.

Discord waits 3 s for an answer (discord-platform.md, section 1). What takes longer gets a word of patience
first, in the person's language, and the real answer takes that word's place.
"""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import Any

import discord
from discord import ui
from discord.http import Route
from discord.webhook.async_ import async_context

from bot.cards import kit as bricks
from bot.words import DEFAULT, language_of, words_in

log = logging.getLogger(__name__)

# Too late, already answered, or the token's 15 minutes are over: what was done stays done, nobody listens any more.
UNHEARD = {10062, 40060, 50027}


class Answer:
    """The one answer to an interaction, whichever way it has to go by now."""

    def __init__(self, interaction: discord.Interaction, patience: float) -> None:
        self._interaction = interaction
        self._given = False
        self._form = False
        self._heard = False
        self._waiting_word_shown = False
        self._one_at_a_time = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(patience, self._lose_patience)

    @property
    def given(self) -> bool:
        """Whether the person has had their answer (a word of patience is none)."""
        return self._given

    @property
    def said(self) -> bool:
        """Whether the answer was a message, and not a form that they are filling in now."""
        return self._given and not self._form

    @property
    def heard(self) -> bool:
        """Whether Discord took what was said last."""
        return self._heard

    async def say(self, view: ui.LayoutView, files: Sequence[discord.File] = ()) -> None:
        """Answer with a new private message."""
        await self._give(view, files, redraw=False)

    async def redraw(self, view: ui.LayoutView, files: Sequence[discord.File] = ()) -> None:
        """Answer by painting the private panel anew on which the button sits."""
        await self._give(view, files, redraw=True)

    async def paint(self, components: list[Any]) -> None:
        """Answer as `redraw` does, with what a view was made into before: nothing is built, nothing is read back."""
        async with self._one_at_a_time:
            self._done()
            send = self._edit_raw if self._waiting_word_shown else self._answer_raw
            self._heard = await _heard(send(components))

    async def _answer_raw(self, components: list[Any]) -> None:
        interaction = self._interaction
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction.id,
            webhook_token=interaction.token,
        )
        data = {"components": components, "allowed_mentions": {"parse": []}, "attachments": []}
        payload = {"type": discord.InteractionResponseType.message_update.value, "data": data}
        await _request(interaction, route, payload)
        # So that whatever is said after this is a message of its own.
        interaction.response._response_type = discord.InteractionResponseType.message_update  # noqa: SLF001 - as edit_message does

    async def _edit_raw(self, components: list[Any]) -> None:
        interaction = self._interaction
        route = Route(
            "PATCH",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=interaction.application_id,
            webhook_token=interaction.token,
        )
        await _request(interaction, route, {"components": components, "allowed_mentions": {"parse": []}})

    async def tell(self, view: ui.LayoutView, files: Sequence[discord.File] = ()) -> None:
        """Beside the answer, say something to everybody in the channel."""
        async with self._one_at_a_time:
            nobody = discord.AllowedMentions.none()
            await _heard(self._interaction.followup.send(view=view, files=list(files), allowed_mentions=nobody))

    async def ask(self, modal: ui.Modal) -> None:
        """Answer with a form; where it is too late for one, with the word to press again."""
        async with self._one_at_a_time:
            if not self._waiting_word_shown and not self._given:
                self._done()
                self._form = True
                await _heard(self._interaction.response.send_modal(modal))
                return
        words = words_in(language_of(self._interaction.locale) or DEFAULT)
        await self.say(bricks.note(words("wait.press_again")))

    async def _give(self, view: ui.LayoutView, files: Sequence[discord.File], *, redraw: bool) -> None:
        async with self._one_at_a_time:
            first, self._given = not self._given, True
            self._alarm.cancel()
            interaction = self._interaction
            said: Awaitable[Any]
            if self._waiting_word_shown and first:
                said = interaction.edit_original_response(view=view, attachments=list(files))
            elif not first:
                said = interaction.followup.send(view=view, files=list(files), ephemeral=True)
            elif redraw:
                said = interaction.response.edit_message(view=view, attachments=list(files))
            else:
                said = interaction.response.send_message(view=view, files=list(files), ephemeral=True)
            self._heard = await _heard(said)

    def _done(self) -> None:
        self._given = True
        self._alarm.cancel()

    def _lose_patience(self) -> None:
        task = asyncio.get_running_loop().create_task(self._ask_for_patience())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask_for_patience(self) -> None:
        async with self._one_at_a_time:
            if self._given:
                return
            words = words_in(language_of(self._interaction.locale) or DEFAULT)
            self._waiting_word_shown = True
            await _heard(
                self._interaction.response.send_message(view=bricks.note(words("wait.still_saving")), ephemeral=True)
            )

    def close(self) -> None:
        """Stop waiting: the trip is over."""
        self._alarm.cancel()


async def _request(interaction: discord.Interaction, route: Route, payload: dict[str, Any]) -> None:
    http = interaction.client.http
    await async_context.get().request(
        route,
        interaction._session,  # noqa: SLF001 - discord.py has no other way to an interaction's own request
        payload=payload,
        proxy=http.proxy,
        proxy_auth=http.proxy_auth,
    )


async def _heard(answer: Awaitable[Any]) -> bool:
    """Wait until Discord has taken an answer; says whether it did."""
    try:
        await answer
    except discord.HTTPException as error:
        if error.code not in UNHEARD:
            raise
        log.warning("an answer came too late (Discord error %s)", error.code)
        return False
    return True
