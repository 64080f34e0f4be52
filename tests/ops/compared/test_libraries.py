"""cnnviz.ops.compared.libraries: stride 2 as both libraries do it, held to the libraries themselves."""

import os

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from cnnviz.ops.compared import libraries
from tests.ops.compared.boxes import image, result

# Keras reads it once, when it is first imported.
os.environ["KERAS_BACKEND"] = "torch"


@pytest.mark.parametrize("kernel", ["sobel-x", 1, 2, 5, 6])
@pytest.mark.parametrize("sides", [(40, 40), (41, 40), (41, 41), (37, 32)])
def test_both_maps_are_those_that_the_libraries_make(kernel: str | int, sides: tuple[int, int]) -> None:
    """C54."""
    import keras  # noqa: PLC0415

    one = result(kernel, image(rows=sides[0], columns=sides[1]))
    others = libraries.libraries(one)
    seen, weights = torch.from_numpy(one.image[None]), torch.from_numpy(one.kernels[:1].astype(np.float32))
    same = keras.ops.conv(seen.movedim(1, 3), weights.permute(2, 3, 1, 0), strides=2, padding="same")
    np.testing.assert_allclose(others.tensorflow, same.detach().numpy()[0, ..., 0], atol=1e-5)
    padding = ((weights.shape[2] - 1) // 2, (weights.shape[3] - 1) // 2)
    np.testing.assert_allclose(others.pytorch, F.conv2d(seen, weights, stride=2, padding=padding)[0, 0], atol=1e-5)


def test_the_odd_pixel_makes_windows_of_an_even_side_begin_apart() -> None:
    """C54: and F.pad with TensorFlow's sides makes its map in PyTorch."""
    one = result("sobel-x", image(rows=40, columns=41))
    others = libraries.libraries(one)
    assert [(axis.before, axis.after) for axis in others.tensorflow_axes] == [(0, 1), (1, 1)]
    assert others.shift == (1, 0)
    assert others.difference is not None
    assert (others.difference != 0).mean() > 0.9
    framed = F.pad(torch.from_numpy(one.image[None]), (1, 1, 0, 1))
    mended = F.conv2d(framed, torch.from_numpy(one.kernels[:1].astype(np.float32)), stride=2)[0, 0]
    np.testing.assert_allclose(others.tensorflow, mended, atol=1e-5)


def test_pytorch_refuses_same_with_a_stride() -> None:
    """C54: what the page says of it."""
    with pytest.raises(RuntimeError, match="strided"):
        F.conv2d(torch.zeros(1, 1, 8, 8), torch.zeros(1, 1, 3, 3), stride=2, padding="same")
