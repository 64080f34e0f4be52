"""Edge kernels on one grey picture: one bank, and two bar detectors that find a T together (C11–C20)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import limits
from cnnviz.ops import composites, padding, pipeline

# The length of a bar that finds the sample's T, as a share of the picture's side.
T_STROKES = 27 / 128


@dataclass(frozen=True, eq=False)
class Junctions:
    """A lying and a standing bar of `size` pixels on a picture, and the smaller answer of `both` (h w)."""

    size: int
    bars: pipeline.Result
    both: np.ndarray


def result(image: np.ndarray, bank: str, parameters: tuple[tuple[str, float], ...] = ()) -> pipeline.Result:
    """A bank of kernels on a grey image (1 h w), padded by its nearest pixels."""
    stage = pipeline.Stage(pipeline.Kernels(bank, parameters), border=padding.Padding(mode="nearest"))
    return pipeline.result(image, ("grey",), stage)


def results(image: np.ndarray, banks: Sequence[str]) -> dict[str, pipeline.Result]:
    """Banks of the catalogue on a grey image (1 h w), by name."""
    return {bank: result(image, bank) for bank in banks}


def junctions(image: np.ndarray) -> Junctions:
    """Two bar detectors on a grey image (1 h w), as large as suits the sample “T and two bars”."""
    size = min(limits.KERNEL_SIDE, round(image.shape[1] * T_STROKES) // 2 * 2 + 1)
    bars = result(image, "t-shape-parts", (("size", float(size)),))
    return Junctions(size, bars, composites.Pair(bars.maps[0], bars.maps[1]).combined("smaller"))
