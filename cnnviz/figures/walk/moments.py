"""One moment of a walk over a map: the numbers under the window, what is done to them, and the number it makes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.figures.walk import walks
from cnnviz.ops import pooling

# Channels whose arithmetic is drawn before the rest are only added up.
CHANNELS = 6
# Rows that a kernel of one row takes when its channels are written under each other.
STACKED = 12
# Values and weights from which is guessed how long a walk's numbers get.
SAMPLED = 40

POOLED = {
    "max": "largest",
    "min": "smallest",
    "average": "mean",
    "median": "middle",
    "Lp": "p-norm",
    "Gaussian": "weighted mean",
}


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

    def __init__(self, walk: walks.Walk) -> None:
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
        return np.asarray(of(self.walk.result.activated[self.walk.which][None], pool)[0])

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
        name = f"{numbers.text(pool.power)}-norm" if pool.kind == "Lp" else POOLED[pool.kind]
        label = f"{name} of {counted:,}"
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
