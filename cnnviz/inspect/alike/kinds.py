"""How many kernels of a layer look like one of the Kernel Lab's, kind by kind, and how many random ones do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.alike import nearest, spatial
from cnnviz.ops import catalogue

# Random kernels that are counted for comparison.
RANDOM = 50_000
# The size of what is compared; what all layers but the first are called together, and random kernels.
SIZE = (3, 3)
DEEPER, CHANCE = "All but the first layer", "Random kernels"
# What looks alike unless somebody chooses otherwise.
ALIKE = 0.9


@dataclass(frozen=True)
class Kind:
    """Kernels that do one thing: what they are called, and their ids in the catalogue with their parameters."""

    label: str
    banks: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, eq=False)
class References:
    """The kernels that are compared with (r 3 3), what each is called, and of which kind it is."""

    weights: np.ndarray
    names: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """Of some kernels: how many they are, and the share of them that looks like each kind, by its id."""

    count: int
    by_kind: Mapping[str, float]

    @property
    def total(self) -> float:
        """The share that looks like any of them."""
        return sum(self.by_kind.values())


def references() -> References:
    """Every kernel of every kind, as the catalogue has them."""
    weights: list[np.ndarray] = []
    names: list[str] = []
    kinds: list[str] = []
    for id, kind in KINDS.items():
        for bank, given in kind.banks.items():
            found, built = catalogue.weights(bank, given)
            weights += list(built[:, 0])
            names += [_named(catalogue.BANKS[bank].label, name, len(found)) for name in found]
            kinds += [id] * len(found)
    return References(np.stack(weights), tuple(names), tuple(kinds))


def shares(kernels: np.ndarray, threshold: float = ALIKE, centred: bool = False) -> Shares:
    """How kernels (n 3 3) are divided: each counts for the kind of its nearest reference, if |cos| is above the
    threshold. Without their mean, kinds of which nothing is left count nothing; where two are equal (identity is then
    the Laplacian of 8 neighbours), the first counts."""
    known = references()
    own, alive = nearest.unit_vectors(kernels, centred)
    others, left = nearest.unit_vectors(known.weights, centred)
    alike = np.abs(own @ others[left].T).round(9)
    ids = np.array(known.kinds)[left][alike.argmax(axis=1)]
    counted = alive & (alike.max(axis=1) > threshold)
    return Shares(len(kernels), {id: float((counted & (ids == id)).mean()) for id in KINDS})


def random_shares(threshold: float = ALIKE, centred: bool = False) -> Shares:
    """The same of random kernels."""
    return shares(nearest.random_kernels(RANDOM, SIZE), threshold, centred)


def most_alike(kernel: np.ndarray) -> tuple[str, float]:
    """The reference that a kernel (3 3) looks most like, and |cos|."""
    known = references()
    own, others = (nearest.unit_vectors(one, False)[0] for one in (kernel[None], known.weights))
    alike = np.abs(others @ own[0])
    return known.names[int(alike.argmax())], float(alike.max())


def by_layer(
    layers: Sequence[spatial.SpatialLayer], threshold: float = ALIKE, centred: bool = False
) -> tuple[tuple[str, Shares], ...]:
    """The shares of each layer's living 3 × 3 kernels by its label, of all but the first's together, of random ones."""
    small = [layer for layer in layers if layer.size == SIZE and layer.alive.any()]
    rows = [(layer.label, shares(layer.kernels[layer.alive], threshold, centred)) for layer in small]
    deeper = [layer.kernels[layer.alive] for layer in small if layer is not layers[0]]
    if deeper:
        rows.append((DEEPER, shares(np.concatenate(deeper), threshold, centred)))
    return (*rows, (CHANCE, random_shares(threshold, centred)))


def _named(label: str, name: str, of: int) -> str:
    return label if of == 1 else f"{label}: {name}"


KINDS = {
    "blur": Kind("Blur", {"box": {"size": 3}, "binomial": {}}),
    "laplace": Kind("Laplace", {"laplacian-4": {}, "laplacian-8": {}}),
    "identity": Kind("Identity", {"identity": {}}),
    "prewitt": Kind("Prewitt", {"prewitt-xy": {}, "prewitt-diagonals": {}}),
    "sobel": Kind("Sobel", {"sobel-xy": {}}),
    "line": Kind("Line", {"line-detectors": {}}),
    "kirsch": Kind("Kirsch", {"kirsch-all": {}}),
}
