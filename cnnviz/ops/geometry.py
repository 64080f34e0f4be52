"""Where windows stand: every size, receptive window and coverage count, per axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError

FORMULA = "⌊(n + p before + p after − d(f − 1) − 1) / s⌋ + 1"
SIGNS = (
    "n: pixels of the image along that axis. p: pixels of padding. f: cells of the filter or window. d: dilation, 1 "
    "without gaps. s: stride. ⌊ ⌋: rounded down; ⌈ ⌉, in ceil mode: rounded up."
)


@dataclass(frozen=True)
class Axis:
    """A window sliding along one axis of an image, sizes in pixels.

    `before` and `after` are the pixels of padding at the low and the high end; `ceil` lets a last window
    hang over the high end, and the only one by less than a stride. Raises InputError, with the way out, where no
    window fits.
    """

    name: str
    size: int
    window: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0
    ceil: bool = False

    def __post_init__(self) -> None:
        _require(self.size >= 1, f"The image has no {self.name}. Choose one with at least one pixel.")
        _within(self.window, 1, None, "window", self.name)
        _within(self.stride, 1, limits.STRIDE, "stride", self.name)
        _within(self.dilation, 1, limits.DILATION, "dilation", self.name)
        _within(min(self.before, self.after), 0, None, "padding", self.name)
        # PyTorch's rule: rounding up makes one window of none.
        missing = self.span - self.padded - (self.stride - 1 if self.ceil else 0)
        if missing > 0:
            raise InputError(self._too_large(missing))

    def _too_large(self, missing: int) -> str:
        spread = f", spread over {self.span} by dilation {self.dilation}," if self.dilation > 1 else ""
        padded = f" with its {self.before + self.after} of padding" if self.before + self.after else ""
        return (
            f"A window of {_pixels(self.window)}{spread} does not fit in {self.size} {self._named()}{padded}. "
            f"Add at least {_pixels(missing)} of padding, or choose a smaller window."
        )

    def _named(self) -> str:
        return self.name if self.size > 1 else self.name.removesuffix("s")

    @property
    def span(self) -> int:
        """Pixels from the first to the last tap: d(f − 1) + 1."""
        return self.dilation * (self.window - 1) + 1

    @property
    def padded(self) -> int:
        """Pixels after padding."""
        return self.size + self.before + self.after

    @property
    def output(self) -> int:
        """⌊(n + p − d(f − 1) − 1) / s⌋ + 1; with `ceil`, rounded up while the last window still starts
        on the image or the padding before it (PyTorch's rule)."""
        slack = self.padded - self.span
        count = slack // self.stride + 1
        overhanging = self.ceil and slack % self.stride and count * self.stride < self.size + self.before
        return count + 1 if overhanging else count

    @property
    def overhang(self) -> int:
        """Pixels by which the last window passes the padded axis: 0 unless `ceil`."""
        return max(0, (self.output - 1) * self.stride + self.span - self.padded)

    @property
    def unused(self) -> int:
        """Pixels at the high end of the padded axis that no window reaches."""
        return max(0, self.padded - (self.output - 1) * self.stride - self.span)

    def cells(self, index: int) -> np.ndarray:
        """Input positions under the window of output `index`: int (window,); < 0 or ≥ size is padding."""
        return index * self.stride - self.before + self.dilation * np.arange(self.window)

    def standing(self, index: int, chosen: bool = False) -> int:
        """Where the result of output `index` stands: under the window's middle cell; of an even window's two, the one
        that the padding puts it under. Of a `chosen` centre the padding puts it under that cell."""
        cells = self.cells(index)
        low, high = cells[(self.window - 1) // 2], cells[self.window // 2]
        return index * self.stride if chosen else int(min(high, max(low, index * self.stride)))

    def coverage(self) -> np.ndarray:
        """How many windows use each input pixel: int (size,)."""
        cells = np.arange(self.output)[:, None] * self.stride - self.before
        cells = cells + self.dilation * np.arange(self.window)
        inside = cells[(cells >= 0) & (cells < self.size)]
        return np.bincount(inside, minlength=self.size)

    def touched(self) -> np.ndarray:
        """Which windows hold at least one invented pixel: bool (output,)."""
        starts = np.arange(self.output) * self.stride - self.before
        return (starts < 0) | (starts + self.span > self.size)

    @property
    def keeping(self) -> tuple[int, int]:
        """Padding (before, after) that keeps the size at stride 1: d(f − 1) in all, an odd pixel after."""
        return same_padding(self.span, self.window, 1, self.dilation)

    def formula(self) -> str:
        """The output-size formula with this axis's numbers in it."""
        brackets = "⌈⌉" if self.ceil else "⌊⌋"
        dropped = self.ceil and self.unused > 0
        less = " − 1 (a window that would start beyond the image)" if dropped else ""
        return (
            f"{brackets[0]}({self.size} + {self.before} + {self.after} − {self.dilation}·({self.window} − 1)"
            f" − 1) / {self.stride}{brackets[1]} + 1{less} = {self.output}"
        )


def same_padding(size: int, window: int, stride: int = 1, dilation: int = 1) -> tuple[int, int]:
    """Padding (before, after) that makes the output ⌈size / stride⌉; an odd pixel goes after (Keras's rule)."""
    span = dilation * (window - 1) + 1
    total = max(0, (-(-size // stride) - 1) * stride + span - size)
    return total // 2, total - total // 2


def centred_padding(window: int, centre: int, dilation: int = 1) -> tuple[int, int]:
    """Padding (before, after) under which the window's cell `centre`, or its last where it has fewer, meets every
    pixel."""
    centre = min(centre, window - 1)
    return dilation * centre, dilation * (window - 1 - centre)


def full_padding(window: int, dilation: int = 1) -> tuple[int, int]:
    """Padding (before, after) under which every overlap of window and image counts, even of one pixel."""
    reach = dilation * (window - 1)
    return reach, reach


def coverage(rows: Axis, columns: Axis) -> np.ndarray:
    """How many windows use each input pixel: int (h w)."""
    return np.outer(rows.coverage(), columns.coverage())


def touched(rows: Axis, columns: Axis) -> int:
    """How many windows hold at least one invented pixel."""
    return rows.output * columns.output - int((~rows.touched()).sum() * (~columns.touched()).sum())


class Reach(NamedTuple):
    """Along one axis, output i comes from the `size` pixels from `start` + `jump` · i on; some may be invented ones."""

    jump: int
    start: int
    size: int


def reach(axes: Iterable[Axis]) -> Reach:
    """Of the output of the last of these axes, in pixels of the first one's input: both by the rules of
    Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill, 2019."""
    jump, start, size = 1, 0, 1
    for axis in reversed(tuple(axes)):
        jump, start = jump * axis.stride, start * axis.stride - axis.before
        size = (size - 1) * axis.stride + axis.span
    return Reach(jump, start, size)


def _pixels(count: int) -> str:
    return f"{count} pixel" if count == 1 else f"{count} pixels"


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise InputError(sentence)


def _within(value: int, low: int, high: int | None, what: str, axis: str) -> None:
    if value < low:
        raise InputError(f"A {what} of {value} along the {axis} cannot be. Choose {low} or more.")
    if high is not None and value > high:
        raise InputError(f"A {what} of {value} along the {axis} is too large. Choose {high} or less.")
