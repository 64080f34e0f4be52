"""EfficientNet-Lite0 written out in torch from the package's own file and names, as an oracle that shares nothing."""

import functools

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.inspect import pretrained

# Of each of the sixteen depthwise convolutions; windows and channels are read off the file.
STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1)


@functools.cache
def tensors() -> dict[str, Tensor]:
    source = pretrained.source()
    assert source
    loaded: dict[str, Tensor] = torch.load(source, weights_only=True)
    return loaded


def logits(values: np.ndarray) -> np.ndarray:
    """Normalised photos (n 3 224 224) -> (n 1000)."""
    with torch.inference_mode():
        maps = _normalised(_convolved(torch.from_numpy(values), "_conv_stem", 2), "_bn0").clamp(0, 6)
        for index, stride in enumerate(STRIDES):
            maps = _block(maps, f"_blocks.{index}.", stride)
        maps = _normalised(_convolved(maps, "_conv_head"), "_bn1").clamp(0, 6)
        return functional.linear(maps.mean((2, 3)), tensors()["_fc.weight"], tensors()["_fc.bias"]).numpy()


def _block(given: Tensor, name: str, stride: int) -> Tensor:
    maps = given
    if f"{name}_expand_conv.weight" in tensors():
        maps = _normalised(_convolved(maps, f"{name}_expand_conv"), f"{name}_bn0").clamp(0, 6)
    maps = _convolved(maps, f"{name}_depthwise_conv", stride, maps.shape[1])
    maps = _normalised(_convolved(_normalised(maps, f"{name}_bn1").clamp(0, 6), f"{name}_project_conv"), f"{name}_bn2")
    return maps + given if maps.shape == given.shape else maps


def _convolved(maps: Tensor, name: str, stride: int = 1, groups: int = 1) -> Tensor:
    weight = tensors()[f"{name}.weight"]
    size, side = maps.shape[-1], weight.shape[-1]
    # TensorFlow's "SAME": enough for ⌈size / stride⌉ windows, the odd pixel at the end.
    needed = max(0, (-(-size // stride) - 1) * stride + side - size)
    first, last = needed // 2, needed - needed // 2
    return functional.conv2d(functional.pad(maps, (first, last, first, last)), weight, None, stride, groups=groups)


def _normalised(maps: Tensor, name: str) -> Tensor:
    mean, variance, weight, bias = (
        tensors()[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
    )
    return functional.batch_norm(maps, mean, variance, weight, bias, eps=1e-3)
