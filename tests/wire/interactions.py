"""What becomes of one act of a person: its token, its one answer, and all that the bot showed for it afterwards.

The clocks are Discord's: three seconds to the first answer, fifteen minutes for the token, in real time.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from tests.wire.reading import Form
from tests.wire.refusals import Refused, refusal
from tests.wire.things import Channel, Json, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, THINKING, SILENT, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
NAMES = {
    MESSAGE: "message",
    THINKING: "thinking",
    SILENT: "silent",
    UPDATE: "update",
    CHOICES: "choices",
    FORM: "form",
}
IN_TIME, TOKEN_LIFE = 3.0, 900.0


@dataclass(eq=False, repr=False)
class Interaction:
    """One command, press, suggestion or form, and its fate; `shown` is every message or edit the bot made for it.

    `data` is what the person chose, as Discord tells it to the bot.
    """

    id: int
    kind: int
    user: User
    channel: Channel
    source: Message | None = None
    data: Json = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(64))
    born: float = field(default_factory=time.monotonic)
    answer: int | None = None
    answered_after: float = 0.0
    original: Message | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    form: Form | None = None
    choices: list[Json] = field(default_factory=list)
    shown: list[tuple[float, Message]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def age(self) -> float:
        """Seconds since the person acted."""
        return time.monotonic() - self.born

    def allows(self, answer: int) -> bool:
        """Whether Discord takes this kind of answer to this kind of act."""
        if self.kind == AUTOCOMPLETE:
            return answer == CHOICES
        on_message = self.source is not None
        return {
            MESSAGE: True,
            THINKING: True,
            SILENT: on_message or self.kind == MODAL_SUBMIT,
            UPDATE: on_message,
            FORM: self.kind != MODAL_SUBMIT,
        }.get(answer, False)

    def take(self, answer: int) -> None:
        """Accept the bot's first answer, or refuse it: too late (10062), the second (40060), or of the wrong kind."""
        if self.answer is not None:
            raise self._refuse(40060)
        if self.age > IN_TIME:
            raise self._refuse(10062)
        if not self.allows(answer):
            place = {"type": {"_errors": [{"code": "BASE_TYPE_CHOICES", "message": "Not for this interaction."}]}}
            raise Refused(400, 50035, "Invalid Form Body", errors=place)

    def _refuse(self, code: int) -> Refused:
        self.refused.append(code)
        self.changed.set()
        return refusal(code)

    def accept(self, answer: int) -> None:
        """The answer stands from here on."""
        self.answer, self.answered_after = answer, self.age
        self.changed.set()

    def show(self, message: Message) -> None:
        """Note that the person now sees a new message, or an edited one."""
        self.shown.append((self.age, message))
        self.changed.set()

    def json(self, message: Message | None) -> Json:
        """The 200 that answers a callback."""
        core: Json = {"id": str(self.id), "type": self.kind, "response_message_id": None}
        if message is None:
            return {"interaction": core}
        private = message.private_to is not None
        core |= {"response_message_id": str(message.id), "response_message_ephemeral": private}
        core["response_message_loading"] = self.answer == THINKING
        return {"interaction": core, "resource": {"type": self.answer, "message": message.json()}}


class Interactions:
    """All interactions by id and by token."""

    def __init__(self) -> None:
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction

    def all(self) -> list[Interaction]:
        """Every act that the bot was told of, oldest first."""
        return list(self._by_id.values())

    def find(self, interaction_id: int, token: str) -> Interaction:
        """The interaction that a callback is for; 10062 if there never was one."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise refusal(10062)
        return interaction

    def by_token(self, token: str) -> Interaction:
        """The interaction that a webhook request is for: 10015 before its answer, 50027 when 15 minutes are over."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.age > TOKEN_LIFE:
            raise refusal(50027)
        if interaction.answer is None:
            raise refusal(10015)
        return interaction
