"""The windows of a convolution or pooling on maps of a size, by the one geometry (C54, C59)."""

import functools

from cnnviz.nets import layers
from cnnviz.ops import geometry

# Layers on maps of a size whose windows are remembered: whoever changes one layer of a network has it all read anew.
KNOWN = 4096


@functools.lru_cache(KNOWN)
def axes(layer: layers.Conv | layers.Pool, shape: tuple[int, ...]) -> tuple[geometry.Axis, geometry.Axis]:
    """Rows and columns of maps of `shape` (c h w). Raises InputError, with the way out, where no window fits."""
    rows, columns = (_axis(layer, place, name, shape[1 + place]) for place, name in enumerate(("rows", "columns")))
    return rows, columns


def _axis(layer: layers.Conv | layers.Pool, place: int, name: str, size: int) -> geometry.Axis:
    window, stride = layer.size[place], layer.stride[place]
    dilation = layer.dilation[place] if isinstance(layer, layers.Conv) else 1
    ceil = isinstance(layer, layers.Pool) and layer.ceil
    if layer.padding == "valid":
        before, after = 0, 0
    elif layer.padding == "same":
        before, after = geometry.same_padding(size, window, stride, dilation)
    else:
        before, after = layer.padding[place]
    return geometry.Axis(name, size, window, stride, dilation, before, after, ceil)
