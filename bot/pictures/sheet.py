"""A sheet to draw on: 400 units wide, like a phone, with a few bricks that every picture is made of."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw

from bot.pictures import lettering

WIDTH = 400  # units; a phone shows a picture about so wide
MARGIN = 20
SMALL, TEXT, LARGE, HUGE = 14, 16, 20, 34  # units; nothing is smaller than SMALL
ALT_MOST = 1024  # characters of a picture's text for those who do not see it (discord-platform.md, section 3)
SHOWN = 2  # pixels of the finished picture for one unit: phones have two or three
DRAWN = 2 * SHOWN  # pixels while it is drawn

Colour = tuple[int, int, int]
Side = Literal["l", "m", "r"]

# Dark on light, so that it can be read in the sun; each pair that meets has a contrast of 4.5 or more.
PAPER, INK, FAINT = (255, 253, 248), (27, 31, 40), (84, 91, 104)
TRACK, LINE = (231, 228, 220), (200, 196, 186)
GREEN, BLUE, AMBER, GREY, MINE = (24, 110, 68), (33, 82, 160), (150, 84, 0), (112, 117, 128), (255, 238, 196)


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: a PNG, its size in pixels, and what it says in words."""

    name: str
    data: bytes
    size: tuple[int, int]
    alt: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture that can be drawn: two with the same key look the same. alt is what it says in words."""

    name: str
    key: object
    height: int
    alt: str
    draw: Callable[["Sheet"], None]


def drawn(sketch: Sketch) -> Picture:
    """Draw a picture: some hundredths of a second of work, so not where others wait."""
    sheet = Sheet(sketch.height)
    sketch.draw(sheet)
    size = (WIDTH * SHOWN, sketch.height * SHOWN)
    reduced = sheet.image.resize(size, Image.Resampling.BOX, reducing_gap=None)
    file = io.BytesIO()
    # A drawing of few colours: a palette makes it a third of the size.
    reduced.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return Picture(f"{sketch.name}.png", file.getvalue(), size, sketch.alt)


class Sheet:
    """What a picture is drawn on; all lengths are units, y grows downwards."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.image = Image.new("RGB", (WIDTH * DRAWN, height * DRAWN), PAPER)
        self._pen = ImageDraw.Draw(self.image)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int = TEXT,
        *,
        colour: Colour = INK,
        bold: bool = False,
        most: float | None = None,
        side: Side = "l",
    ) -> float:
        """Write one line whose middle is at y, no wider than `most`; returns how wide it is."""
        pixels = size * DRAWN
        room = (WIDTH - 2 * MARGIN if most is None else most) * DRAWN
        line = lettering.fitted(text, room, pixels, bold=bold)
        face = lettering.font(pixels, bold=bold)
        # The middle of a capital letter, not of the line: an accent does not push a name down.
        capital = face.getbbox("H", anchor="ls")[1]
        self._pen.text(
            (x * DRAWN, y * DRAWN - capital / 2),
            line,
            colour,
            font=face,
            anchor={"l": "ls", "m": "ms", "r": "rs"}[side],
        )
        return lettering.width(line, pixels, bold=bold) / DRAWN

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour, *, round_: float = 6) -> None:
        """A filled box with round corners."""
        if wide > 0 and high > 0:
            radius = min(round_, wide / 2, high / 2) * DRAWN
            corners = (x * DRAWN, y * DRAWN, (x + wide) * DRAWN - 1, (y + high) * DRAWN - 1)
            self._pen.rounded_rectangle(corners, radius, fill=colour)

    def bar(self, y: float, share: float, *, high: float = 18, colour: Colour = GREEN, x: float = MARGIN) -> None:
        """A bar that is filled by a share of its length, over the sheet's whole width."""
        wide = WIDTH - MARGIN - x
        self.box(x, y, wide, high, TRACK, round_=high / 2)
        if share > 0:
            self.box(x, y, max(wide * min(share, 1), high), high, colour, round_=high / 2)

    def line(self, points: list[tuple[float, float]], colour: Colour = INK, thick: float = 2) -> None:
        """A line from point to point."""
        self._pen.line([(x * DRAWN, y * DRAWN) for x, y in points], colour, round(thick * DRAWN), joint="curve")

    def dashes(self, y: float, start: float, end: float, colour: Colour) -> None:
        """A dashed line from left to right."""
        x = start
        while x < end:
            self.line([(x, y), (min(x + 6, end), y)], colour, 1.5)
            x += 10

    def area(self, points: list[tuple[float, float]], colour: Colour) -> None:
        """A filled shape."""
        self._pen.polygon([(x * DRAWN, y * DRAWN) for x, y in points], colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self._pen.ellipse(
            [(x - radius) * DRAWN, (y - radius) * DRAWN, (x + radius) * DRAWN, (y + radius) * DRAWN], colour
        )
