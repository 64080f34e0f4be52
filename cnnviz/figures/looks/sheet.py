"""All channels of a layer on one picture, each as its best patch, for the component patch_sheet."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from cnnviz import numbers
from cnnviz.figures.looks import pictures
from cnnviz.images import picture

# Pixels a side of a patch among all, and patches in a row.
SIDE, ACROSS = 40, 32
# Channels that are shown together at most.
MOST = 1536
# What stands where a channel is dead.
BLANK = 128


def small(patch: picture.Pixels) -> picture.Pixels:
    """A patch (h w 3) as (SIDE SIDE 3), in the middle where it is no square."""
    height, width = patch.shape[:2]
    scale = SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    how = Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX
    made = np.full((SIDE, SIDE, 3), BLANK, np.uint8)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    made[top : top + size[1], left : left + size[0]] = np.asarray(Image.fromarray(patch).resize(size, how))
    return made


def described(best: Sequence[picture.Pixels | None], values: Sequence[float], names: Sequence[str]) -> dict[str, Any]:
    """The sheet of the best patches of the first MOST channels, each (SIDE SIDE 3) or None of a dead channel, with its
    largest number; `names` say what each of all channels is called."""
    across = min(ACROSS, len(best))
    whole = np.full((math.ceil(len(best) / across) * SIDE, across * SIDE, 3), BLANK, np.uint8)
    for at, patch in enumerate(best):
        if patch is not None:
            top, left = at // across * SIDE, at % across * SIDE
            whole[top : top + SIDE, left : left + SIDE] = patch
    dead = sum(patch is None for patch in best)
    return {
        "picture": pictures.address(np.ascontiguousarray(whole), max(whole.shape[:2])),
        "side": SIDE,
        "across": across,
        "count": len(best),
        "labels": [
            f"{name}: {'dead on these pictures' if patch is None else f'up to {numbers.text(value)}'}"
            for name, value, patch in zip(names, values, best, strict=False)
        ],
        "about": f"{_all(len(best), len(names))}, each as the patch that excites it most{_dead(dead)}.",
    }


def _all(shown: int, count: int) -> str:
    return f"All {count:,}" if shown == count else f"The first {shown:,} of {count:,}"


def _dead(count: int) -> str:
    if not count:
        return ""
    return f"; {count:,} {'is' if count == 1 else 'are'} dead on these pictures, and left grey"
