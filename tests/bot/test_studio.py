"""The studio: pictures are drawn beside the event loop, one at a time, and once for the same content."""

import asyncio
import threading
from typing import Any

import pytest

from bot import studio as studios
from bot.pictures import Sketch, day
from bot.pictures.sheet import Sheet
from bot.studio import Shot, Studio
from bot.words import words_in
from tests.pictures import samples
from tests.pictures.samples import ZONE, tally


def sketch(key: object, draw: Any = lambda _: None, alt: str = "A picture") -> Sketch:
    """A sketch that does what a test wants."""
    return Sketch("test", key, 40, alt, draw)


async def test_others_are_served_while_a_picture_is_drawn() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_: Sheet) -> None:
        begun.set()
        assert go_on.wait(30)

    drawing = asyncio.create_task(Studio().draw(sketch(1, slow)))
    assert await asyncio.to_thread(begun.wait, 30)
    assert not drawing.done()  # and this line was reached: the loop goes on
    go_on.set()
    assert (await drawing).picture.data.startswith(b"\x89PNG")


async def test_one_picture_at_a_time() -> None:
    at_work, most = 0, 0
    lock = threading.Lock()

    def draw(_: Sheet) -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.01)
        with lock:
            at_work -= 1

    studio = Studio()
    await asyncio.gather(*(studio.draw(sketch(n, draw)) for n in range(8)))
    assert most == 1


async def test_the_same_content_is_drawn_once_whoever_asks() -> None:
    drawn: list[int] = []
    studio = Studio()
    shots = await asyncio.gather(*(studio.draw(sketch(1, lambda _: drawn.append(1))) for _ in range(20)))
    assert len(drawn) == 1
    assert len({id(shot.picture) for shot in shots}) == 1
    await studio.draw(sketch(2, lambda _: drawn.append(2)))
    await studio.draw(sketch(1, lambda _: drawn.append(1), alt="In other words"))
    assert drawn == [1, 2, 1]


async def test_the_same_facts_are_drawn_once_although_they_hold_dictionaries() -> None:
    studio, words = Studio(), words_in("en")
    first = await studio.draw(day.sketch(samples.board(), ZONE, words))
    again = await studio.draw(day.sketch(samples.board(), ZONE, words))
    other = await studio.draw(day.sketch(samples.board(total=tally(1)), ZONE, words))
    assert first.picture is again.picture
    assert other.picture is not first.picture


async def test_old_pictures_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studios, "KEPT", 2)
    drawn: list[int] = []

    def asked(n: int) -> Sketch:
        return sketch(n, lambda _: drawn.append(n))

    studio = Studio()
    for n in (1, 2, 1, 3, 1, 2):
        await studio.draw(asked(n))
    assert drawn == [1, 2, 3, 2]


async def test_a_drawing_that_fails_does_not_stop_the_next() -> None:
    def fail(_: Sheet) -> None:
        raise ValueError("no ink")

    studio = Studio()
    with pytest.raises(ValueError, match="no ink"):
        await studio.draw(sketch(1, fail))
    assert (await studio.draw(sketch(1))).picture.data


async def test_a_picture_goes_with_as_many_messages_as_want_it() -> None:
    shot: Shot = await Studio().draw(day.sketch(samples.board(), ZONE, words_in("en")))
    one, another = shot.file(), shot.file()
    assert one.fp.read() == another.fp.read() == shot.picture.data
    assert one.description == shot.picture.alt
    [item] = shot.gallery().items
    assert item.media.url == f"attachment://{one.filename}"
    assert item.description == shot.picture.alt
