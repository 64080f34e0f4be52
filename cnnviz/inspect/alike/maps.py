"""What kernels make of a picture, so that the maps can be held against each other."""

from collections.abc import Sequence

import numpy as np

from cnnviz.ops import correlate, geometry, padding


def compared(image: np.ndarray, kernels: Sequence[np.ndarray]) -> tuple[np.ndarray, ...]:
    """The map of each kernel (i j) on a grey image (1 h w), as large as the image: float32 (h w).

    Every kernel is first divided by its length, the root of its squared weights: then alike kernels make alike maps,
    whatever they were multiplied by. The edge is repeated outwards. Raises InputError as `correlate` does.
    """
    made = []
    for kernel in kernels:
        length = float(np.linalg.norm(kernel)) or 1.0
        rows, columns = (
            geometry.same_padding(size, side) for size, side in zip(image.shape[1:], kernel.shape, strict=True)
        )
        framed = padding.padded(image, rows, columns, "nearest")
        made.append(correlate.correlate(framed, (kernel / length)[None, None])[0])
    return tuple(made)
