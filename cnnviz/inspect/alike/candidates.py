"""The Kernel Lab's kernels one by one, as far as they are small enough to be found in a network."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.ops import catalogue

# The largest kernels that are looked for, and the side of those that come in every size.
LARGEST, SIDE = 5, 3


@dataclass(frozen=True, eq=False)
class Candidate:
    """A kernel (i j) called `label`, and the bank of the catalogue that it is of."""

    label: str
    weights: np.ndarray
    bank: str


def candidates() -> dict[str, Candidate]:
    """Id -> each kernel of the catalogue that fits, once: those that stand alone, families' members, the others."""
    found: dict[str, Candidate] = {}
    seen: set[tuple[tuple[int, ...], bytes]] = set()
    for id, one in sorted(_members(), key=_later):
        mark = (one.weights.shape, np.round(one.weights, 9).tobytes())
        if max(one.weights.shape) <= LARGEST and mark not in seen:
            seen.add(mark)
            found[id] = one
    return found


def _later(member: tuple[str, Candidate]) -> int:
    """A kernel that has parameters gives way to the same one as a family's member, that to the same one alone."""
    id, one = member
    return 1 if id != one.bank else 2 * bool(catalogue.BANKS[one.bank].parameters)


def _members() -> Iterator[tuple[str, Candidate]]:
    """Every kernel of every bank that does not differ from channel to channel, with the banks' usual parameters."""
    for bank, known in catalogue.BANKS.items():
        if known.per_channel:
            continue
        sizes = {one.name: float(SIDE) for one in known.parameters if one.name == "size" and one.low <= SIDE}
        names, weights = catalogue.weights(bank, sizes)
        for name, one in zip(names, weights[:, 0], strict=True):
            alone = len(names) == 1
            label = known.label if alone else f"{known.label}: {name}"
            yield (bank if alone else f"{bank}-{name}"), Candidate(label, one, bank)
