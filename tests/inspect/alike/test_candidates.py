"""cnnviz.inspect.alike.candidates: the catalogue's kernels one by one."""

import numpy as np

from cnnviz.inspect.alike import candidates
from cnnviz.ops import catalogue

FOUND = candidates.candidates()


def test_every_small_kernel_without_parameters_can_be_looked_for() -> None:
    for bank, known in catalogue.BANKS.items():
        if known.parameters or known.per_channel:
            continue
        for name, weights in zip(*catalogue.weights(bank, {}), strict=True):
            if max(weights[0].shape) <= candidates.LARGEST:
                alike = [one.label for one in FOUND.values() if np.array_equal(one.weights, weights[0])]
                assert len(alike) == 1, (bank, name, alike)


def test_ids_are_the_catalogues_where_a_kernel_stands_alone() -> None:
    assert FOUND["sobel-x"].label == "Sobel x"
    assert FOUND["kirsch-all-N"].label == "Kirsch, all eight: N"
    assert FOUND["box"].weights.shape == (3, 3)
    assert len({one.label for one in FOUND.values()}) == len(FOUND)
