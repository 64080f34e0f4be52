"""A learner's drawing as a picture."""

import hashlib

import numpy as np

from cnnviz import errors
from cnnviz.images import picture

# Cells on a side of the pad; large enough for a face, small enough for every cell to be seen.
SIDE = 64


def drawn(cells: bytes) -> picture.Picture:
    """The drawing in SIDE · SIDE bytes of grey, row by row, 0 black; raises InputError on any other number of bytes."""
    if len(cells) != SIDE**2:
        raise errors.InputError(
            f"The drawing has {len(cells):,} cells instead of {SIDE**2:,}. Clear it and draw again."
        )
    grey = np.frombuffer(cells, np.uint8).reshape(SIDE, SIDE)
    pixels = picture.frozen(np.repeat(grey[..., None], 3, axis=2))
    step = picture.step("Drawn", f"Your drawing, {SIDE} × {SIDE} px, 8-bit grey.", pixels)
    return picture.Picture("Your drawing", hashlib.sha256(cells).hexdigest(), (step,), pixels, SIDE, SIDE)
