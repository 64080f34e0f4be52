"""A stage's result with one thing changed: its first map, by the kernel that it has."""

import numpy as np

from cnnviz.ops import correlate, geometry, padding, pipeline

Axes = tuple[geometry.Axis, geometry.Axis]


def axes(result: pipeline.Result, stage: pipeline.Stage) -> Axes:
    """The rows and columns of this image under this kernel, with the padding, stride and dilation of `stage`."""
    shape, window = (result.image.shape[1], result.image.shape[2]), result.kernels.shape[2:]
    return stage.border.axes(shape, (window[0], window[1]), stage.stride, stage.dilation)


def first_map(result: pipeline.Result, stage: pipeline.Stage, image: np.ndarray | None = None) -> np.ndarray:
    """The first map, its kernel unchanged, as another `stage`, or another image of the same shape (c h w), makes it:
    (h' w')."""
    rows, columns = ((axis.before, axis.after) for axis in axes(result, stage))
    seen = (result.image if image is None else image)[: result.kernels.shape[1]]
    framed = padding.padded(seen, rows, columns, stage.border.mode, stage.border.value)
    bias = np.array([stage.bias], np.float32)
    return np.asarray(correlate.correlate(framed, result.kernels[:1], stage.stride, stage.dilation, bias=bias)[0])
