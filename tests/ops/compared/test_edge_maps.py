"""cnnviz.ops.compared.edge_maps: one kernel grows out of the other."""

import numpy as np

from cnnviz.ops.compared import edge_maps
from tests.figures.convolution.still_life import IMAGE


def test_prewitt_is_the_central_difference_stacked() -> None:
    """C13, C17."""
    central = edge_maps.result(IMAGE, "central").kernels[0, 0]
    prewitt = edge_maps.result(IMAGE, "prewitt-x").kernels[0, 0]
    assert (prewitt == np.repeat(central, 3, axis=0)).all()
    assert (edge_maps.result(IMAGE, "prewitt-y").kernels[0, 0] == prewitt.T).all()
