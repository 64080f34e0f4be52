"""What a drawn picture is made of: cells coloured by value, hatches, frames, legends and words, on Pillow images."""

import functools
import math
import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from cnnviz import numbers
from cnnviz.figures.draw import palettes, theme

Box = tuple[int, int, int, int]
Align = Literal["left", "middle", "right"]


# Cells of this many pixels or more are ruled, and have a dotted middle; of this width and height, hold a number.
RULED, DOTTED = 11, 9
NUMBERED = (34, 20)
LARGEST_CELL = 64
SMALLEST_TEXT, LARGEST_TEXT = 9, 18

# Signs that Pillow's own font lacks, said with signs that it has. The minus, which matters most, is drawn.
SPELT = str.maketrans({"×": "x", "→": "to", "–": "-", "²": "^2", "Σ": "sum", "σ": "sigma", "λ": "lambda"})
MINUS = "−"


@dataclass(frozen=True)
class Scale:
    """How large cells are drawn: `cell` pixels (across, down) each or, where `shrink` > 1, one pixel for so many."""

    cell: tuple[int, int]
    shrink: int = 1

    def size(self, shape: tuple[int, int]) -> tuple[int, int]:
        """Width and height in pixels of cells (rows, columns)."""
        return -(-shape[1] * self.cell[0] // self.shrink), -(-shape[0] * self.cell[1] // self.shrink)

    def box(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box:
        """Left, top, right and bottom (both outside) of cells, from the top left of the first."""
        width, height = self.cell
        left, top = column * width // self.shrink, row * height // self.shrink
        right, bottom = (column + columns) * width // self.shrink, (row + rows) * height // self.shrink
        return left, top, max(right, left + 1), max(bottom, top + 1)

    @property
    def note(self) -> str:
        """What a reader should know of the scale."""
        return f", shown 1:{self.shrink}" if self.shrink > 1 else ""


def fit(shape: tuple[int, int], room: tuple[int, int], largest: int = LARGEST_CELL) -> Scale:
    """Square cells (rows, columns) as large as a room (width, height) allows, by a whole factor or divisor."""
    factor = min(room[0] // shape[1], room[1] // shape[0], largest)
    if factor >= 1:
        return Scale((factor, factor))
    return Scale((1, 1), max(math.ceil(shape[1] / room[0]), math.ceil(shape[0] / room[1])))


def plane(colours: np.ndarray, scale: Scale, invented: np.ndarray | None = None) -> Image.Image:
    """Cells (h w 3) as a picture, `invented` (h w) ones hatched."""
    image = Image.fromarray(np.ascontiguousarray(colours))
    size = scale.size((colours.shape[0], colours.shape[1]))
    image = (image.reduce(scale.shrink) if scale.shrink > 1 else image).resize(size, Image.Resampling.NEAREST)
    if min(scale.cell) >= RULED:
        _rule(image, scale)
    if invented is not None and invented.any():
        image.paste(theme.INVENTED, (0, 0), _striped(invented, scale, _stripes(image.size, 7, 2, 190)))
    return image


def blank(shape: tuple[int, int], scale: Scale) -> Image.Image:
    """Cells that nothing is known of yet: hatched in grey."""
    image = Image.new("RGB", scale.size(shape), theme.PAPER)
    image.paste(theme.BLANK, (0, 0), _stripes(image.size, 8, 1, 255))
    if min(scale.cell) >= RULED:
        _rule(image, scale)
    return image


def mask(cells: np.ndarray, scale: Scale) -> Image.Image:
    """Cells (h w) bool as a mask of the size their plane is drawn in."""
    image = Image.fromarray(cells.astype(np.uint8) * np.uint8(255))
    image = image.reduce(scale.shrink) if scale.shrink > 1 else image
    return image.resize(scale.size((cells.shape[0], cells.shape[1])), Image.Resampling.NEAREST)


def _striped(cells: np.ndarray, scale: Scale, stripes: Image.Image) -> Image.Image:
    here = mask(cells, scale)
    return Image.composite(stripes, Image.new("L", here.size), here)


def _stripes(size: tuple[int, int], period: int, width: int, strength: int) -> Image.Image:
    """Lines rising at 45° as a mask."""
    row, column = np.ogrid[: size[1], : size[0]]
    return Image.fromarray(((row + column) % period < width).astype(np.uint8) * np.uint8(strength))


def _rule(image: Image.Image, scale: Scale) -> None:
    draw = ImageDraw.Draw(image)
    for x in range(0, image.width, scale.cell[0]):
        draw.line((x, 0, x, image.height), theme.RULE)
    for y in range(0, image.height, scale.cell[1]):
        draw.line((0, y, image.width, y), theme.RULE)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=theme.RULE)


def table(
    values: np.ndarray,
    colours: np.ndarray,
    scale: Scale,
    size: int,
    invented: np.ndarray | None = None,
    counted: np.ndarray | None = None,
) -> Image.Image:
    """Values (h w) in colours (h w 3), written out in at most `size`, not at all if that is 0.

    `invented` (h w) cells are hatched; those not `counted` (h w) stay empty.
    """
    if counted is not None:
        colours = np.where(counted[:, :, None], colours, np.uint8(255))
    image = plane(colours, scale, invented)
    draw = ImageDraw.Draw(image)
    for at in np.ndindex(*values.shape) if size else ():
        if counted is None or counted[at]:
            hatched = invented is not None and bool(invented[at])
            _number(draw, scale.box(at[0], at[1]), float(values[at]), colours[at], size, hatched)
    return image


def numbered(scale: Scale) -> bool:
    """Whether cells of a map are large enough for numbers."""
    return scale.shrink == 1 and scale.cell[0] >= NUMBERED[0] and scale.cell[1] >= NUMBERED[1]


def _number(draw: ImageDraw.ImageDraw, box: Box, value: float, colour: np.ndarray, size: int, hatched: bool) -> None:
    """A number in ink that can be read on its colour and keeps apart from a hatch; “…” where it is too long."""
    left, top, right, bottom = box
    text = numbers.text(value)
    fitting = text_size(text, (right - left, bottom - top), size, SMALLEST_TEXT - 1)
    red, green, blue = (int(one) for one in colour)
    ink = theme.PAPER if palettes.dark(colour) else theme.INK
    halo = (red, green, blue) if hatched else None
    middle = ((left + right + 1) // 2, (top + bottom) // 2)
    write(draw, middle, text if fitting else "…", fitting or size, ink, "middle", halo)


def text_size(text: str, cell: tuple[int, int], largest: int = LARGEST_TEXT, smallest: int = SMALLEST_TEXT) -> int:
    """The largest size in which a text fits a cell (width, height); 0 where even the smallest does not."""
    for size in range(min(largest, cell[1] - 5), smallest - 1, -1):
        if width(text, size) <= cell[0] - size // 3 - 1:
            return size
    return 0


@functools.lru_cache(maxsize=32)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font at a size."""
    return ImageFont.load_default(size)  # type: ignore[return-value]


def spelt(text: str) -> str:
    """A text in the signs that can be drawn."""
    return text.translate(SPELT)


@functools.lru_cache(maxsize=4096)
def width(text: str, size: int) -> int:
    """Pixels a text is wide."""
    return round(font(size).getlength(spelt(text).replace(MINUS, "+")))


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    size: int,
    ink: theme.Colour = theme.INK,
    align: Align = "left",
    halo: theme.Colour | None = None,
) -> None:
    """A line of text whose digits are centred on `at` in height; `halo` keeps it apart from a hatch."""
    x = at[0] - {"left": 0, "middle": width(text, size) // 2, "right": width(text, size)}[align]
    baseline = at[1] + round(size * 0.36)
    for piece in re.split(f"({MINUS})", spelt(text)):
        advance = round(font(size).getlength(piece.replace(MINUS, "+")))
        if piece == MINUS:
            y = baseline - round(size * 0.28)
            draw.rectangle((x + 1, y, x + advance - 2, y + size // 20), fill=ink)
        elif piece:
            draw.text((x, baseline), piece, ink, font(size), "ls", stroke_width=1 if halo else 0, stroke_fill=halo)
        x += advance


def frame(draw: ImageDraw.ImageDraw, box: Box, at: tuple[int, int], thick: int = 2) -> None:
    """A frame around a box drawn at `at`, with white halves that keep it apart from whatever it lies on."""
    left, top, right, bottom = box[0] + at[0], box[1] + at[1], box[2] + at[0], box[3] + at[1]
    small = min(right - left, bottom - top) < RULED and thick > 1
    grow = thick + small
    outer = (left - grow, top - grow, right + grow - 1, bottom + grow - 1)
    draw.rectangle(outer, outline=theme.PAPER, width=thick + 2 - small)
    draw.rectangle((outer[0] + 1, outer[1] + 1, outer[2] - 1, outer[3] - 1), outline=theme.MARK, width=thick)


def dotted(draw: ImageDraw.ImageDraw, box: Box, at: tuple[int, int]) -> None:
    """A dotted frame just inside a box, or a dot where there is no room for one."""
    left, top, right, bottom = box[0] + at[0] + 3, box[1] + at[1] + 3, box[2] + at[0] - 3, box[3] + at[1] - 3
    if min(right - left, bottom - top) < DOTTED:
        x, y = (left + right) // 2, (top + bottom) // 2
        draw.rectangle((x - 1, y - 1, x, y), fill=theme.MARK)
        return
    across = [(x, y) for x in range(left, right, 4) for y in (top, bottom - 1)]
    down = [(x, y) for y in range(top, bottom, 4) for x in (left, right - 1)]
    for x, y in across + down:
        draw.rectangle((x, y, x + 1, y + 1), fill=theme.MARK)


def legend(image: Image.Image, at: tuple[int, int], wide: int, colours: np.ndarray, ends: tuple[str, ...]) -> None:
    """The colours of a scale (steps 3) from low to high, with the texts of its ends, and of its middle if three."""
    bar = Image.fromarray(np.ascontiguousarray(colours[None])).resize((wide, 10), Image.Resampling.NEAREST)
    image.paste(bar, at)
    draw = ImageDraw.Draw(image)
    draw.rectangle((at[0], at[1], at[0] + wide - 1, at[1] + 9), outline=theme.RULE)
    places: list[tuple[int, Align]] = [(0, "left"), (wide // 2, "middle"), (wide, "right")]
    if len(ends) == 2:
        del places[1]
    for (x, align), text in zip(places, ends, strict=True):
        write(draw, (at[0] + x, at[1] + 18), text, 11, theme.MUTED, align)
