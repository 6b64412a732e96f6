"""Presses and forms: each cog declares here which of its handlers answers which id."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.cards.forms import Form
from bot.ids import Id, Value

Handler = Callable[..., Awaitable[None]]
Paints = Callable[..., Awaitable[Form]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form and what happens when it is sent; `paints` makes it where its labels or options are in the database."""

    form: Form
    handler: Handler
    paints: Paints | None = None


PRESSES: dict[str, Handler] = {}
QUICK: dict[str, Handler] = {}
FORMS: dict[str, Filled] = {}


def press(id_: Id) -> Callable[[Handler], Handler]:
    """Declare what a button or select does: `async def handler(trip, **values of the id)`."""

    def learn(handler: Handler) -> Handler:
        _check_same(id_, PRESSES.get(id_.code, handler), handler)
        PRESSES[id_.code] = handler
        return handler

    return learn


def quick(id_: Id) -> Callable[[Handler], Handler]:
    """Declare what a button does that many press at once: `async def handler(swift, **values of the id)`.

    It is not given who presses, in which team and in which words: one unit of work sees to all of that
    (bot/swift.py).
    """

    def learn(handler: Handler) -> Handler:
        _check_same(id_, QUICK.get(id_.code, handler), handler)
        QUICK[id_.code] = handler
        return handler

    return learn


def submit(form: Form, *, paints: Paints | None = None) -> Callable[[Handler], Handler]:
    """Declare what happens when a form is sent; `trip.typed` holds what was typed.

    `paints`: `async def (trip, **values of the id) -> Form`, for a form that is not the same for everybody.
    """

    def learn(handler: Handler) -> Handler:
        if known := FORMS.get(form.id.code):
            _check_same(form.id, known.handler, handler)
        FORMS[form.id.code] = Filled(form, handler, paints)
        return handler

    return learn


async def follow(begun: object, id_: Id, **values: Value) -> None:
    """Do what a button of another feature does, for a command or a press that leads to it."""
    await PRESSES[id_.code](begun, **values)


def _check_same(id_: Id, known: Handler, handler: Handler) -> None:
    # A cog that is loaded again, as after a restart in tests, brings its own handlers anew.
    if (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
        raise ValueError(f"{id_.code} has two handlers")
