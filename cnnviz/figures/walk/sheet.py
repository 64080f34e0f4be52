"""The sheet a walk is drawn on: input, arithmetic and output side by side, or under each other for signals."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from cnnviz import numbers
from cnnviz.figures.draw import cells, palettes, theme, tiles
from cnnviz.figures.walk import arithmetic, moments, walks
from cnnviz.ops import activations

SIZE = (960, 420)
EDGE, GAP = 20, 26
SIDE, NARROW = 284, 150
# Where pictures begin below their headings, where the sentence stands.
TOP, FOOT = 48, 400
BETWEEN = 6
# Signals of up to this many channels lie on the sheet as strips.
STRIPS = 3
LEGEND = 150
STRIP = (100, 56)
# An image that stays below this is no picture but a faint map, and drawn like one.
FAINT = 0.25


@dataclass(frozen=True)
class Rooms:
    """Left, top, width and height of the three parts; `strips` where they lie under each other."""

    input: cells.Box
    middle: cells.Box
    output: cells.Box
    strips: bool


class Sheet:
    """A walk's pictures; what stays the same in all of them is drawn once. Right for one walk, not for two threads."""

    def __init__(self, walk: walks.Walk) -> None:
        self.walk, self.moments = walk, moments.Moments(walk)
        self._scales()
        channels, height, width = self.moments.framed.shape
        self.rooms = _rooms(channels, (height, width), walk.shape)
        self.planes = _Planes(channels, (height, width), self.rooms)
        self.output = self.planes.scale if self.rooms.strips else cells.fit(walk.shape, self.rooms.output[2:])
        self.arithmetic = arithmetic.Arithmetic(self.moments, self._colours(), self.rooms.middle)
        self.done = self._drawn_output()
        self.base = self._base()

    def picture(self, row: int, column: int, filled: np.ndarray | None = None) -> Image.Image:
        """One moment; `filled` (h w) outputs are shown, by default all up to this one. Raises InputError outside."""
        moment = self.moments.at(row, column)
        image = self.base.copy()
        draw = ImageDraw.Draw(image)
        self._window(draw, row, column)
        at = self.rooms.output[:2]
        image.paste(self.done, at, cells.mask(self._filled(row, column) if filled is None else filled, self.output))
        cells.frame(draw, self.output.box(row, column), at)
        self.arithmetic.draw(image, moment)
        size = cells.text_size(moment.sentence, (SIZE[0] - 2 * EDGE, 22), 17)
        cells.write(draw, (EDGE, FOOT), moment.sentence, size or cells.SMALLEST_TEXT)
        return image

    def cell(self, row: int, column: int) -> cells.Box:
        """Where an output cell is drawn: left, top, right, bottom."""
        left, top, right, bottom = self.output.box(row, column)
        x, y = self.rooms.output[:2]
        return left + x, top + y, right + x, bottom + y

    def _scales(self) -> None:
        """One scale for input, kernel, products and output each, the same all along the walk."""
        framed, output, weights = self.moments.framed, self.moments.output, self.walk.weights
        self.grey = not self.walk.pooling and framed.min() >= 0 and FAINT <= framed.max() <= 1
        # A pooled number keeps the colour it had: both pictures share a scale.
        together = max(tiles.limit(framed), tiles.limit(output))
        self.input_limit = together if self.walk.pooling else tiles.limit(framed)
        self.limit = together if self.walk.pooling else tiles.limit(output)
        self.kernel_limit = 1.0 if weights is None else tiles.limit(weights)

    def _colours(self) -> arithmetic.Colours:
        product = self.kernel_limit * self.input_limit
        return arithmetic.Colours(
            self._seen,
            lambda values: self._signed(values, self.kernel_limit),
            lambda values: self._signed(values, product),
            lambda values: self._signed(values, self.limit),
        )

    def _seen(self, values: np.ndarray) -> np.ndarray:
        return palettes.GREY[tiles.grey(values)] if self.grey else self._signed(values, self.input_limit)

    def _signed(self, values: np.ndarray, limit: float) -> np.ndarray:
        return np.asarray(palettes.SIGNED[self.walk.palette].colours[tiles.signed(values, limit)])

    def _filled(self, row: int, column: int) -> np.ndarray:
        filled = np.zeros(self.walk.shape, bool)
        filled.flat[: row * self.walk.shape[1] + column + 1] = True
        return filled

    def _drawn_output(self) -> Image.Image:
        values = self.moments.output
        return cells.table(values, self._signed(values, self.limit), self.output, _text_size(values, self.output))

    def _base(self) -> Image.Image:
        image = Image.new("RGB", SIZE, theme.PAPER)
        for channel, spot in enumerate(self.planes.spots):
            image.paste(self._drawn_input(channel), spot)
        image.paste(cells.blank(self.walk.shape, self.output), self.rooms.output[:2])
        self._headings(image)
        self._legends(image)
        return image

    def _drawn_input(self, channel: int) -> Image.Image:
        values, scale = self.moments.framed[channel], self.planes.scale
        invented, counted = self.moments.invented, self.moments.counted
        return cells.table(values, self._seen(values), scale, _text_size(values, scale), invented, counted)

    def _headings(self, image: Image.Image) -> None:
        walk, stage = self.walk, self.walk.result.stage
        channels, *shape = self.moments.framed.shape
        invented = self.moments.invented.any()
        size = numbers.size((channels, *shape) if channels > 1 else tuple(shape))
        note = self.planes.scale.note
        _heading(image, self.rooms.input, "Padded input" if invented else "Input", size + note, self.rooms.strips)
        if invented:
            x, y = self._legend_at(self.rooms.input)
            at = (x - GAP, y + 6) if self.rooms.strips else (x, y + (6 if self.walk.pooling else 33))
            cells.write(
                ImageDraw.Draw(image),
                at,
                "hatched: invented",
                11,
                theme.MUTED,
                "right" if self.rooms.strips else "left",
            )
        kind = f"{stage.pool.label.capitalize()} pooling" if walk.pooling and stage.pool else "Window × kernel"
        _heading(image, self.rooms.middle, kind, self._settings(), self.rooms.strips)
        activated = activations.ACTIVATIONS[stage.activation].label
        after = f" after {activated}" if stage.activation != "none" and not walk.pooling else ""
        name = f"map “{walk.result.names[walk.which]}”, {numbers.size(walk.shape)}{self.output.note}"
        _heading(image, self.rooms.output, f"Output{after}", name, self.rooms.strips)

    def _settings(self) -> str:
        rows, columns = self.walk.axes
        channels = len(self.moments.framed)
        written = numbers.size(
            (channels, rows.window, columns.window) if channels > 1 else (rows.window, columns.window)
        )
        written += (
            f", stride {numbers.size((rows.stride, columns.stride))}" if (rows.stride, columns.stride) != (1, 1) else ""
        )
        dilation = (rows.dilation, columns.dilation)
        return written + (f", dilation {numbers.size(dilation)}" if dilation != (1, 1) else "")

    def _legends(self, image: Image.Image) -> None:
        texts = tuple(numbers.text(one) for one in (-self.limit, 0, self.limit))
        signed = palettes.SIGNED[self.walk.palette].colours
        cells.legend(image, self._legend_at(self.rooms.output), LEGEND, signed, texts)
        if self.walk.pooling:
            return
        ends = ("0", "1") if self.grey else tuple(numbers.text(one) for one in (-self.input_limit, 0, self.input_limit))
        cells.legend(image, self._legend_at(self.rooms.input), LEGEND, palettes.GREY if self.grey else signed, ends)

    def _legend_at(self, room: cells.Box) -> tuple[int, int]:
        if self.rooms.strips:
            return EDGE + max(520, self.planes.scale.size(self.moments.framed.shape[1:])[0]) - LEGEND, room[1] - 34
        return room[0], TOP + SIDE + 10

    def _window(self, draw: ImageDraw.ImageDraw, row: int, column: int) -> None:
        """Frames what the window sees: as a whole, or tap by tap where a dilation leaves gaps."""
        rows, columns = self.moments.taps(row, column)
        spread = max(axis.dilation for axis in self.walk.axes) > 1
        for spot in self.planes.spots:
            for down in rows if spread else rows[:1]:
                for across in columns if spread else columns[:1]:
                    span = (1, 1) if spread else (len(rows), len(columns))
                    cells.frame(draw, self.planes.scale.box(int(down), int(across), *span), spot, 1 if spread else 2)
            window = len(rows) * len(columns) * self.planes.scale.cell[0]
            if window > 3 * cells.DOTTED:
                cells.dotted(draw, self.planes.scale.box(*self._centre(row, column)), spot)

    def _centre(self, row: int, column: int) -> tuple[int, int]:
        """The cell of the framed input under the kernel's centre, where the result stands."""
        chosen = not self.walk.pooling and self.walk.result.stage.border.amount == "centre"
        down, across = (
            axis.standing(index, chosen) + axis.before
            for axis, index in zip(self.walk.axes, (row, column), strict=True)
        )
        return down, across


class _Planes:
    """Where the channels of the input stand: their scale and top left corners."""

    def __init__(self, channels: int, shape: tuple[int, int], rooms: Rooms) -> None:
        room = rooms.input
        if rooms.strips:
            self.scale, across = _strip(channels, shape[1]), 1
        else:
            choices = (1,) if channels <= STRIPS else range(1, channels + 1)
            scales = [(_shared(channels, shape, room, across), across) for across in choices]
            self.scale, across = max(scales, key=lambda one: one[0].cell[0] / one[0].shrink)
        width, height = (side + BETWEEN for side in self.scale.size(shape))
        self.spots = [(room[0] + at % across * width, room[1] + at // across * height) for at in range(channels)]


def _shared(channels: int, shape: tuple[int, int], room: cells.Box, across: int) -> cells.Scale:
    """The scale in which channels fit a room, so many of them across."""
    down = -(-channels // across)
    each = (room[2] + BETWEEN) // across - BETWEEN, (room[3] + BETWEEN) // down - BETWEEN
    return cells.fit(shape, (max(1, each[0]), max(1, each[1])))


def _strip(channels: int, columns: int) -> cells.Scale:
    """The scale of channels lying under each other as strips."""
    wide, high = SIZE[0] - 2 * EDGE, (STRIP[1] + BETWEEN) // channels - BETWEEN
    if columns <= wide:
        return cells.Scale((min(wide // columns, STRIP[0]), high))
    shrink = -(-columns // wide)
    return cells.Scale((1, high * shrink), shrink)


def _rooms(channels: int, input_shape: tuple[int, int], output_shape: tuple[int, int]) -> Rooms:
    if input_shape[0] == output_shape[0] == 1 and channels <= STRIPS:
        wide = SIZE[0] - 2 * EDGE
        high = STRIP[1]
        return Rooms((EDGE, 38, wide, high), (EDGE, 130, wide, 146), (EDGE, 322, wide, high), True)
    left = SIDE
    if 1 < channels <= STRIPS:
        left = max(NARROW, _shared(channels, input_shape, (0, 0, SIDE, SIDE), 1).size(input_shape)[0])
    middle = SIZE[0] - 2 * (EDGE + GAP) - left - SIDE
    output = (SIZE[0] - EDGE - SIDE, TOP, SIDE, SIDE)
    return Rooms((EDGE, TOP, left, SIDE), (EDGE + left + GAP, TOP, middle, SIDE + 40), output, False)


def _text_size(values: np.ndarray, scale: cells.Scale) -> int:
    """In which size a map's numbers are written: as fits the middle one of their lengths."""
    if not cells.numbered(scale):
        return 0
    lengths = sorted((numbers.text(one) for one in values.ravel()), key=len)
    largest = round(min(scale.cell) / 2.4)
    return cells.text_size(lengths[len(lengths) // 2], scale.cell, min(largest, 18)) or cells.SMALLEST_TEXT


def _heading(image: Image.Image, room: cells.Box, title: str, more: str, strips: bool) -> None:
    draw = ImageDraw.Draw(image)
    if strips:
        cells.write(draw, (room[0], room[1] - 20), title, 16)
        cells.write(draw, (room[0] + cells.width(title, 16) + 12, room[1] - 20), more, 13, theme.MUTED)
        return
    cells.write(draw, (room[0], 16), title, 16)
    cells.write(draw, (room[0], 36), more, 12, theme.MUTED)
