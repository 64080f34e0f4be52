"""A set of pictures through a network up to one layer, block by block, and what is kept of each of its channels."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.inspect import passing
from cnnviz.inspect.looks import cut, extremes, sets, spread
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph, passage
from cnnviz.nets import layers, shapes

# Numbers that all layers together make of one block, and pictures in it at most: small, so that others get their turn.
BLOCK_NUMBERS, BLOCK = 2**21, 64
# Windows of the set that are kept whatever they excite.
CHANCE, SEED = 8, 0


@dataclass(frozen=True, eq=False)
class Scan:
    """What is known after the first `done` of a set's windows: of each channel the units with the largest and with the
    smallest sums (`low`, signs turned), at most one of a window; the strongest unit of windows drawn by chance; how its
    numbers are spread; and in how many windows it stays at 0 or below (c). `columns` are those of a map.

    A unit's sum is its number before the activation: it tells apart those that the activation cuts off alike.
    """

    columns: int
    done: int
    top: extremes.Extremes
    low: extremes.Extremes
    chance: extremes.Extremes
    spread: spread.Spread
    silent: np.ndarray

    @property
    def nbytes(self) -> int:
        """What it takes."""
        parts = (self.top, self.low, self.chance, self.spread)
        return sum(part.nbytes for part in parts) + self.silent.nbytes


@dataclass(frozen=True, eq=False)
class Scanning:
    """The work: a model up to a step, a set of pictures, and how many windows go through at once."""

    model: Model
    step: graph.Step
    pictures: sets.PictureSet
    block: int

    def begun(self) -> Scan:
        """Nothing is known yet."""
        channels, *sides = self.step.output
        none = extremes.none(channels)
        chance = extremes.none(channels, len(drawn(len(self.pictures))))
        silent = np.zeros(channels, np.int64)
        return Scan(sides[1] if sides else 1, 0, none, none, chance, spread.none(channels), silent)

    def advanced(self, scan: Scan) -> Scan:
        """One block further. Raises InputError where numbers grow beyond what 32 bits hold."""
        first, last = scan.done, min(scan.done + self.block, len(self.pictures))
        preparation = self.model.preparation
        values = preparation.normalisation.applied(self.pictures.pixels(range(first, last), preparation))
        found = passing.through(self.model, values, {self.step.name, summed(self.step)})
        made, sums = (
            found[name].reshape(*found[name].shape[:2], -1).swapaxes(0, 1)
            for name in (self.step.name, summed(self.step))
        )
        if not (np.isfinite(made).all() and np.isfinite(sums).all()):
            raise InputError(passage.ENDLESS)
        return _with_block(scan, made, sums, drawn(len(self.pictures)))


def scanning(model: Model, step: graph.Step, pictures: sets.PictureSet) -> Scanning:
    """The work of that model, step and set."""
    short = cut.until(model, step.name)
    numbers = shapes.totals(shapes.records(short.network)).memory // shapes.BYTES
    return Scanning(short, step, pictures, max(1, min(BLOCK, BLOCK_NUMBERS // max(1, numbers))))


def summed(step: graph.Step) -> str:
    """The path of the layer that makes a unit's sum: the last before the step's activation, or the step itself."""
    return step.records[_activation(step) - 1].path


def activation(step: graph.Step) -> str:
    """What is done to the sum, an id of ops.activations; "none" where the sum is the number."""
    at = _activation(step)
    layer = step.records[at].layer if at < len(step.records) else None
    return layer.kind if isinstance(layer, layers.Activation) else "none"


def _activation(step: graph.Step) -> int:
    """Where the activation stands among the step's layers, if nothing computes after it; else how many they are."""
    at = len(step.records)
    while at > 1 and isinstance(step.records[at - 1].layer, layers.Dropout):
        at -= 1
    return at - 1 if at > 1 and isinstance(step.records[at - 1].layer, layers.Activation) else len(step.records)


def drawn(count: int) -> tuple[int, ...]:
    """Windows of a set of that size, drawn by chance, always the same."""
    chosen = np.random.default_rng(SEED).choice(count, min(CHANCE, count), replace=False)
    return tuple(sorted(int(one) for one in chosen))


def _with_block(scan: Scan, numbers: np.ndarray, sums: np.ndarray, chance: tuple[int, ...]) -> Scan:
    """With the numbers and the sums float32 (c b n) of the next b windows."""
    first, last = scan.done, scan.done + sums.shape[1]
    places, lowest = sums.argmax(axis=2), sums.argmin(axis=2)
    largest = np.take_along_axis(sums, places[:, :, None], 2)[:, :, 0]
    least = np.take_along_axis(sums, lowest[:, :, None], 2)[:, :, 0]
    kept = scan.chance
    for window in (one for one in chance if first <= one < last):
        at = slice(window - first, window - first + 1)
        kept = kept.with_block(largest[:, at], places[:, at], window)
    return dataclasses.replace(
        scan,
        done=last,
        top=scan.top.with_block(largest, places, first),
        low=scan.low.with_block(-least, lowest, first),
        chance=kept,
        spread=scan.spread.with_numbers(numbers.reshape(len(numbers), -1)),
        silent=scan.silent + (numbers.max(axis=2) <= 0).sum(axis=1),
    )
