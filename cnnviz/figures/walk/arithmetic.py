"""The arithmetic of one moment, drawn: window × kernel = products and the sum, or a pooling's window and its pick."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from cnnviz import numbers
from cnnviz.figures.draw import cells, theme
from cnnviz.figures.walk import moments

Colouring = Callable[[np.ndarray], np.ndarray]
Kind = Literal["square", "stack", "row", "columns"]

TITLE = 20
GAP = 14
STEP = 22
STEPS = 150
# Room for a channel's own sum, beside or below its products.
SUMS = (58, 20)
# Cells with numbers need not be larger than this, cells without than that.
CELL, PLAIN = (72, 40), 24
VALUE = (84, 30)
# From one table to the next at least, for their titles.
PITCH = 70
# Channels that stand in columns; their sums need the width.
COLUMNS = 3
# Numbers of this size are read well; from here on larger cells are worth more than larger numbers.
LEGIBLE = 11


@dataclass(frozen=True)
class Arrangement:
    """Where tables stand, `across` and `down` of them: in a "square" whose free quarter holds the steps, in a "stack",
    channel by channel in a "row" or in "columns" each; the steps `beside` or under them.

    `scale` is their cells', `text` the size of numbers, 0 where they would be too small to read.
    """

    kind: Kind
    across: int
    down: int
    beside: bool
    scale: cells.Scale
    text: int


@dataclass(frozen=True)
class Colours:
    """Values (h w) -> colours (h w 3) of the window, the kernel, the products and the value they make."""

    window: Colouring
    kernel: Colouring
    product: Colouring
    value: Colouring


class Arithmetic:
    """The middle of a walk's pictures, inside a room (left, top, width, height)."""

    def __init__(self, walk: moments.Moments, colours: Colours, room: cells.Box) -> None:
        self.colours, self.room = colours, room
        weights = walk.walk.weights
        self.weights = np.empty((1, 0, 0)) if weights is None else moments.rows_of_channels(weights)
        rows, columns = (axis.window for axis in walk.walk.axes)
        shape = (1, rows, columns) if weights is None else self.weights.shape
        self.channels = min(shape[0], moments.CHANNELS)
        self.cells = (shape[1], shape[2])
        first = walk.at(0, 0)
        self.steps = len(first.steps)
        labels = (first.label, *(label for label, _ in first.steps))
        self.wide = max(STEPS, *(cells.width(one, 13) + 12 + VALUE[0] for one in labels))
        self.best = self._arranged(walk.longest())
        self.kernels = [self._drawn(self.weights[at], 1) for at in range(self.channels)] if weights is not None else []

    def draw(self, image: Image.Image, moment: moments.Moment) -> None:
        """The moment's tables, steps and value."""
        for channel in range(self.channels):
            self._place(image, self._window(moment, channel), channel, 0)
            if moment.products is None:
                continue
            self._place(image, self.kernels[channel], channel, 1)
            products = moments.rows_of_channels(moment.products)[channel]
            self._place(image, self._drawn(products, 2), channel, 2)
            if self.channels > 1:
                total = numbers.text(moment.products[channel].sum(dtype=np.float64))
                self._sum(ImageDraw.Draw(image), channel, total)
        self._steps(image, moment)

    def _sum(self, draw: ImageDraw.ImageDraw, channel: int, total: str) -> None:
        (x, y), (width, height) = self._spot(2, channel), self._size()
        if self.best.kind == "columns":
            cells.write(draw, (x + width // 2, y + height + SUMS[1] // 2), total, 13, align="middle")
        else:
            cells.write(draw, (x + width + 8, y + height // 2), f"= {total}", 12)

    def _arranged(self, longest: str) -> Arrangement:
        """The arrangement whose numbers, or else cells, are largest."""
        kinds: list[tuple[Kind, int, int, bool]]
        if not self.weights.size:
            kinds = [("stack", 1, 1, beside) for beside in (False, True)]
        elif self.channels == 1:
            kinds = [("square", 2, 2, False), ("stack", 1, 3, False), ("stack", 1, 3, True)]
            kinds += [("row", 3, 1, False), ("row", 3, 1, True)]
        else:
            kinds = [("row", 3, self.channels, False), ("row", 3, self.channels, True)]
            if self.channels <= COLUMNS:
                kinds += [("columns", self.channels, 3, False), ("columns", self.channels, 3, True)]
        scaled = [self._scaled(Arrangement(*kind, cells.Scale((1, 1)), 0), longest) for kind in kinds]
        return max(scaled, key=self._worth)

    def _worth(self, one: Arrangement) -> tuple[bool, int, float]:
        fits = self._width(one) + self._margins(one)[0] <= self.room[2]
        return fits, min(one.text, LEGIBLE), min(one.scale.cell) / one.scale.shrink

    def _pitch(self, one: Arrangement) -> int:
        """Pixels from one table's left edge to the next one's."""
        return max(PITCH, one.scale.size(self.cells)[0] + GAP)

    def _width(self, one: Arrangement) -> int:
        """Pixels of width that all tables take together."""
        return (one.across - 1) * self._pitch(one) + one.scale.size(self.cells)[0]

    def _scaled(self, one: Arrangement, longest: str) -> Arrangement:
        rows, columns = self.cells
        beside, below = self._margins(one)
        wide = self.room[2] - (one.across - 1) * GAP - beside
        high = self.room[3] - self._titles(one) - below
        each = max(1, wide // one.across), max(1, high // one.down)
        if one.kind == "square":  # the steps need the free quarter
            quarter = self.room[2] - GAP - self.wide, self.room[3] - 2 * TITLE - self._height_of_steps()
            each = max(1, min(each[0], quarter[0])), max(1, min(each[1], quarter[1]))
        cell = min(each[0] // columns, CELL[0]), min(each[1] // rows, CELL[1])
        text = cells.text_size(longest, cell)
        scale = cells.Scale(cell) if text else cells.fit((rows, columns), each, PLAIN)
        return dataclasses.replace(one, scale=scale, text=text)

    def _margins(self, one: Arrangement) -> tuple[int, int]:
        """Pixels beside and below the tables that sums and steps take."""
        beside = (self.wide + GAP) * one.beside + SUMS[0] * (self.channels > 1 and one.kind == "row")
        below = SUMS[1] * (one.kind == "columns")
        if not one.beside and one.kind != "square":
            below += self._height_of_steps() + 8
        return beside, below

    def _titles(self, one: Arrangement) -> int:
        """Pixels of height that titles and the space between tables take."""
        return TITLE + 6 * (one.down - 1) if one.kind == "row" else TITLE * one.down

    def _height_of_steps(self) -> int:
        return self.steps * STEP + VALUE[1] + 6

    def _size(self) -> tuple[int, int]:
        return self.best.scale.size(self.cells)

    def _block(self) -> tuple[int, int]:
        """Width and height of all tables together."""
        height = self._size()[1]
        return self._width(self.best), self.best.down * height + self._titles(self.best)

    def _left(self) -> int:
        """The left edge of the block that stands, with what is beside it, in the middle of the room."""
        wide = self._block()[0] + self._margins(self.best)[0]
        if self.best.kind == "square":
            wide = max(wide, self._pitch(self.best) + self.wide)
        return self.room[0] + max(0, self.room[2] - wide) // 2

    def _spot(self, kind: int, channel: int) -> tuple[int, int]:
        """Top left of a table: 0 window, 1 kernel, 2 products."""
        height = self._size()[1]
        between = 6 if self.best.kind == "row" else TITLE
        column, row = {
            "row": (kind, channel),
            "columns": (channel, kind),
            "square": (kind % 2, kind // 2),
            "stack": (0, kind),
        }[self.best.kind]
        return self._left() + column * self._pitch(self.best), self.room[1] + TITLE + row * (height + between)

    def _window(self, moment: moments.Moment, channel: int) -> Image.Image:
        """The table of the cells under the window, its winner framed."""
        values = moment.window[channel] if moment.products is None else moments.rows_of_channels(moment.window)[channel]
        # Tables whose rows are channels say the same of every row.
        invented, counted = (np.resize(one, values.shape) for one in (moment.invented, moment.counted))
        drawn = self._drawn(values, 0, invented, counted)
        if moment.winner is not None:
            cells.frame(ImageDraw.Draw(drawn), self.best.scale.box(*moment.winner), (0, 0))
        return drawn

    def _drawn(
        self, values: np.ndarray, kind: int, invented: np.ndarray | None = None, counted: np.ndarray | None = None
    ) -> Image.Image:
        """A table (h w): 0 window, 1 kernel, 2 products."""
        colours = (self.colours.window, self.colours.kernel, self.colours.product)[kind](values)
        size = self.best.text
        return cells.table(values, colours, self.best.scale, size, invented, counted)

    def _place(self, image: Image.Image, table: Image.Image, channel: int, kind: int) -> None:
        spot = self._spot(kind, channel)
        image.paste(table, spot)
        if channel == 0:
            title = ("window", "× kernel", "= products")[kind]
            cells.write(ImageDraw.Draw(image), (spot[0], spot[1] - TITLE // 2), title, 12, theme.MUTED)

    def _steps(self, image: Image.Image, moment: moments.Moment) -> None:
        draw = ImageDraw.Draw(image)
        left, top = self._steps_at()
        right = left + self.wide
        for label, text in moment.steps:
            cells.write(draw, (left, top + STEP // 2), label, 13, theme.MUTED)
            cells.write(draw, (right, top + STEP // 2), text, 14, align="right")
            top += STEP
        colours = self.colours.value(np.array([[moment.value]], np.float32))
        at = (right - VALUE[0], top + 4)
        image.paste(cells.table(np.array([[moment.value]]), colours, cells.Scale(VALUE), 16), at)
        cells.frame(draw, (0, 0, *VALUE), at)
        cells.write(draw, (left, at[1] + VALUE[1] // 2), moment.label, 13)

    def _steps_at(self) -> tuple[int, int]:
        """Top left of the steps."""
        wide, high = self._block()
        beside, below = self._margins(self.best)
        if self.best.kind == "square":
            return self._spot(1, 0)[0], self._spot(2, 0)[1]
        if self.best.beside:
            middle = self.room[1] + TITLE + max(0, high - TITLE - self._height_of_steps()) // 2
            return self._left() + wide + beside - self.wide, middle
        return max(self.room[0], self._left() + (wide - self.wide) // 2), self.room[
            1
        ] + high + below - self._height_of_steps()
