"""The studio: pictures are drawn beside the event loop, one at a time, and kept for whoever asks again."""

import asyncio
import io
from collections import OrderedDict
from dataclasses import dataclass

import discord
from discord import ui

from bot.pictures import Picture, Sketch, drawn

KEPT = 64
"""Finished pictures that are kept; one is some 20 kB."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A finished picture as Discord takes it: the file goes with the message, the gallery into its card."""

    picture: Picture

    def file(self) -> discord.File:
        """The file; each message needs its own."""
        return discord.File(io.BytesIO(self.picture.data), self.picture.name, description=self.picture.alt)

    def gallery(self) -> ui.MediaGallery[ui.LayoutView]:
        """The place of the picture in a card, with what it says for those who do not see it."""
        item = discord.MediaGalleryItem(f"attachment://{self.picture.name}", description=self.picture.alt)
        return ui.MediaGallery(item)


class Studio:
    """Draws; nobody else waits for it."""

    def __init__(self) -> None:
        self._finished: OrderedDict[str, Picture] = OrderedDict()
        self._easel = asyncio.Lock()

    async def draw(self, sketch: Sketch) -> Shot:
        """The picture of a sketch, drawn in a thread unless one of the same content is there."""
        content = repr((sketch.name, sketch.height, sketch.key, sketch.alt))
        async with self._easel:
            if content not in self._finished:
                self._finished[content] = await asyncio.to_thread(drawn, sketch)
            self._finished.move_to_end(content)
            if len(self._finished) > KEPT:
                self._finished.popitem(last=False)
            return Shot(self._finished[content])
