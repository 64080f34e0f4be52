"""One moment of a walk over a map: the numbers under the window, what is done to them, and the number it makes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import numbers, palettes
from cnnviz.ops import pipeline, pooling

Axes = pooling.Axes

# Channels whose arithmetic is drawn before the rest are only added up.
CHANNELS = 6
# Rows that a kernel of one row takes when its channels are written under each other.
STACKED = 12
# Values and weights from which is guessed how long a walk's numbers get.
SAMPLED = 40

SAID = {
    "max": "largest",
    "min": "smallest",
    "average": "mean",
    "median": "middle",
    "Lp": "p-norm",
    "Gaussian": "weighted mean",
}


@dataclass(frozen=True)
class Walk:
    """What is shown moving: one map of a stage's result, by its convolution or by its pooling.

    `palette` is a key of palettes.SIGNED. Raises InputError on a map, pooling or palette that is not there.
    """

    result: pipeline.Result
    which: int = 0
    pooling: bool = False
    palette: str = "Blue–orange"

    def __post_init__(self) -> None:
        if not 0 <= self.which < len(self.result.maps):
            count = numbers.count(len(self.result.maps), "map")
            raise InputError(f"There is no map {self.which + 1}: the result has {count}.")
        if self.pooling and self.result.stage.pool is None:
            raise InputError("This stage has no pooling to walk over. Choose one, or show the convolution.")
        if self.palette not in palettes.SIGNED:
            raise InputError(f"There is no palette “{self.palette}”. Choose one of {', '.join(palettes.SIGNED)}.")

    @property
    def output(self) -> np.ndarray:
        """The whole map walked over, after its activation or pooling: (h w)."""
        whole = self.result.pooled if self.pooling else self.result.activated
        assert whole is not None
        return whole[self.which]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        rows, columns = self.output.shape
        return rows, columns

    @functools.cached_property
    def axes(self) -> Axes:
        """The rows and columns the window slides along."""
        pool = self.result.stage.pool
        if self.pooling and pool:
            return pool.axes(self.result.activated.shape[1:])
        return self.result.axes

    @functools.cached_property
    def framed(self) -> np.ndarray:
        """What the window slides over, with every invented cell: (c h w)."""
        if not self.pooling:
            channels = self.result.kernels.shape[1]
            first = self.which * self.result.groups // len(self.result.maps) * channels
            return self.result.padded[first : first + channels]
        sides = ((axis.before, axis.after + axis.overhang) for axis in self.axes)
        return np.pad(self.result.activated[self.which], tuple(sides))[None]

    @property
    def weights(self) -> np.ndarray | None:
        """The kernel (c i j); a pooling has none."""
        return None if self.pooling else self.result.kernels[self.which].astype(np.float32)

    def invented(self) -> np.ndarray:
        """Which cells of `framed` lie outside the image: bool (h w)."""
        inside = [
            (np.arange(size) >= axis.before) & (np.arange(size) < axis.before + axis.size)
            for axis, size in zip(self.axes, self.framed.shape[1:], strict=True)
        ]
        return ~np.logical_and.outer(*inside)

    def counted(self) -> np.ndarray:
        """Which cells of `framed` have a say: all of a convolution's; of a pooling's padding only what an average
        counts as zeros, and never what hangs over the end: bool (h w)."""
        pool = self.result.stage.pool
        if not self.pooling or pool is None:
            return np.ones(self.framed.shape[1:], bool)
        if not (pool.count_padding and pool.kind in ("average", "Gaussian")):
            return ~self.invented()
        within = [np.arange(size) < axis.padded for axis, size in zip(self.axes, self.framed.shape[1:], strict=True)]
        return np.logical_and.outer(*within)

    def check(self, row: int, column: int) -> None:
        """Raises InputError outside the map."""
        height, width = self.shape
        if not (0 <= row < height and 0 <= column < width):
            raise InputError(
                f"Map {self.result.names[self.which]} has no cell in row {row + 1}, column {column + 1}: it is "
                f"{height} × {width}."
            )


@dataclass(frozen=True, eq=False)
class Moment:
    """One output cell: window and products (c i j; no products in a pooling), `invented` and `counted` (i j) cells of
    the window, the `winner` (i, j) of max and min; `steps` (label, number) lead to the value under the last label."""

    window: np.ndarray
    products: np.ndarray | None
    invented: np.ndarray
    counted: np.ndarray
    winner: tuple[int, int] | None
    steps: tuple[tuple[str, str], ...]
    label: str
    value: float
    sentence: str


class Moments:
    """The moments of one walk; what they have in common is worked out once."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.output = walk.output
        self.framed, self.invented, self.counted = walk.framed, walk.invented(), walk.counted()
        self.winners, self.ties = self._winners(pooling.winners), self._winners(pooling.ties)

    def at(self, row: int, column: int) -> Moment:
        """The moment of an output cell. Raises InputError outside the map."""
        self.walk.check(row, column)
        rows, columns = self.taps(row, column)
        window = self.framed[:, rows[:, None], columns]
        invented, counted = self.invented[rows[:, None], columns], self.counted[rows[:, None], columns]
        weights = self.walk.weights
        if weights is None:
            label, sentence = self._pooled(row, column, int(counted.sum()))
            steps: tuple[tuple[str, str], ...] = ()
            products = None
        else:
            products = window * weights
            steps, label, sentence = self._summed(row, column, products)
        winner = self._winner(row, column, rows, columns)
        value = float(self.output[row, column])
        return Moment(window, products, invented, counted, winner, steps, label, value, sentence)

    def taps(self, row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns of `framed` that the window of an output cell sees."""
        rows, columns = (axis.cells(at) + axis.before for axis, at in zip(self.walk.axes, (row, column), strict=True))
        return rows, columns

    def longest(self) -> str:
        """A number as long as all but the longest of this walk's numbers."""
        values = np.unique(self.framed)[:: max(1, self.framed.size // 2000)]
        values = values[:: max(1, len(values) // SAMPLED)]
        written = [numbers.text(one) for one in values]
        if self.walk.weights is not None:
            weights = np.unique(self.walk.weights)
            weights = weights[:: max(1, len(weights) // SAMPLED)]
            written += [numbers.text(one) for one in (*weights, *np.outer(values, weights).ravel())]
        return sorted(written, key=len)[len(written) * 9 // 10]

    def _winners(self, of: Callable[[np.ndarray, pooling.Pool], np.ndarray]) -> np.ndarray | None:
        """Of max and min, `of` every window: (h w)."""
        pool = self.walk.result.stage.pool
        if not self.walk.pooling or pool is None or pool.kind not in ("max", "min"):
            return None
        return of(self.walk.result.activated[self.walk.which][None], pool)[0]

    def _winner(self, row: int, column: int, rows: np.ndarray, columns: np.ndarray) -> tuple[int, int] | None:
        if self.winners is None:
            return None
        at = divmod(int(self.winners[row, column]), self.walk.axes[1].size)
        down, across = (place + axis.before for place, axis in zip(at, self.walk.axes, strict=True))
        return down - int(rows[0]), across - int(columns[0])

    def _place(self, row: int, column: int) -> str:
        height, width = self.walk.shape
        if height == 1:
            return f"Output {column + 1} of {width}" if width > 1 else "The only output"
        return f"Output row {row + 1}, column {column + 1} of {height} × {width}"

    def _pooled(self, row: int, column: int, counted: int) -> tuple[str, str]:
        pool = self.walk.result.stage.pool
        assert pool is not None
        said = f"{numbers.text(pool.power)}-norm" if pool.kind == "Lp" else SAID[pool.kind]
        label = f"{said} of {counted:,}"
        value = numbers.text(self.output[row, column])
        equal = 1 if self.ties is None else int(self.ties[row, column])
        tied = f"; {equal} are equal, the first is framed" if equal > 1 else ""
        return label, f"{self._place(row, column)}: the {label} {'cells' if counted > 1 else 'cell'} is {value}{tied}"

    def _summed(self, row: int, column: int, products: np.ndarray) -> tuple[tuple[tuple[str, str], ...], str, str]:
        """The steps before the value, the value's label, and the sentence."""
        result = self.walk.result
        bias, activation = result.stage.bias, result.stage.activation
        value, after = (numbers.text(one[self.walk.which, row, column]) for one in (result.maps, result.activated))
        # Without a bias the map holds the sum; in float32 its last digits may differ from a sum worked out anew.
        total = numbers.text(products.sum(dtype=np.float64)) if bias else value
        made = [("sum", total)] + ([("+ bias", numbers.text(bias)), ("=", value)] if bias else [])
        made += [(activation, after)] if activation != "none" else []
        verb = "product makes" if products.size == 1 else "products add up to"
        sentence = f"{self._place(row, column)}: {products.size:,} {verb} {total}"
        sentence += f", with the bias {value}" if bias else ""
        sentence += f", after {activation} {after}" if activation != "none" else ""
        steps = (*_rest(products), *made[:-1])
        return steps, made[-1][0], sentence


def _rest(products: np.ndarray) -> tuple[tuple[str, str], ...]:
    """The share of the channels whose arithmetic is not drawn."""
    more = len(products) - CHANNELS
    if more <= 0 or products.shape[1] == 1:
        return ()
    rest = numbers.text(products[CHANNELS:].sum(dtype=np.float64))
    return ((f"{numbers.count(more, 'more channel')}", rest),)


def rows_of_channels(values: np.ndarray) -> np.ndarray:
    """Windows of one row, a row for each channel; single weights in a block where they are many: (c i j) -> (c i j)."""
    channels, height, width = values.shape
    if height > 1 or channels == 1:
        return values
    if width == 1 and channels > STACKED:
        across = max(size for size in range(1, STACKED + 1) if channels % size == 0)
        return values.reshape(1, channels // across, across)
    return values.reshape(1, channels, width)
