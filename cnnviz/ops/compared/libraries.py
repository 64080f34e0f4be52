"""Stride 2 by the rules of two libraries: TensorFlow's padding "same", and PyTorch's padding, equal on both sides."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.ops import padding, pipeline
from cnnviz.ops.compared import variations
from cnnviz.ops.compared.variations import Axes

STRIDE = 2


@dataclass(frozen=True, eq=False)
class Libraries:
    """The first map (h w) of a stage at STRIDE under zeros, and its axes, by both libraries: TensorFlow's rule makes
    ⌈n / s⌉ windows and puts an odd pixel after; PyTorch's layer is given (f − 1) / 2 pixels for both sides."""

    tensorflow: np.ndarray
    tensorflow_axes: Axes
    pytorch: np.ndarray
    pytorch_axes: Axes

    @property
    def shift(self) -> tuple[int, int]:
        """Rows and columns of the image by which TensorFlow's first window begins later."""
        rows, columns = (
            torch.before - tensorflow.before
            for tensorflow, torch in zip(self.tensorflow_axes, self.pytorch_axes, strict=True)
        )
        return rows, columns

    @property
    def difference(self) -> np.ndarray | None:
        """PyTorch's map less TensorFlow's; None where they differ in size."""
        return self.pytorch - self.tensorflow if self.pytorch.shape == self.tensorflow.shape else None


def libraries(result: pipeline.Result) -> Libraries:
    """The stage of a result by both rules, without dilation."""
    stage = dataclasses.replace(result.stage, stride=(STRIDE, STRIDE), dilation=(1, 1))
    rows, columns = ((window - 1) // 2 for window in result.kernels.shape[2:])
    same = dataclasses.replace(stage, border=padding.Padding("same"))
    equal = padding.Padding("explicit", top=rows, bottom=rows, left=columns, right=columns)
    even = dataclasses.replace(stage, border=equal)
    return Libraries(
        variations.first_map(result, same),
        variations.axes(result, same),
        variations.first_map(result, even),
        variations.axes(result, even),
    )
