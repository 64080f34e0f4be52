"""cnnviz.nets.inside.learned_kernels: which weights are kernels, and their shapes, against the torch module."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.nets import build, layers, small, zoo
from cnnviz.nets.inside import learned_kernels
from cnnviz.nets.layers import conv
from cnnviz.nets.networks import Network, Residual

REFERENCE = zoo.ENTRIES["reference"].network()


def weights(network: Network) -> dict[str, np.ndarray]:
    return {name: tensor.numpy() for name, tensor in build.build(network).state_dict().items()}


def test_the_first_kernels_are_the_first_convolution() -> None:
    """C84."""
    found = learned_kernels.first(REFERENCE)
    assert found is not None
    assert found.shape == (32, 1, 3, 3)
    tensors = weights(REFERENCE)
    assert np.array_equal(found.drawn(tensors[found.tensor]), tensors["0.weight"])


def test_a_dense_layer_on_the_pixels_has_kernels_as_large_as_the_picture() -> None:
    """C31."""
    network = Network("n", (1, 28, 28), (layers.Flatten(), layers.Dense(10)))
    found = learned_kernels.first(network)
    assert found is not None
    tensors = weights(network)
    assert np.array_equal(found.drawn(tensors["1.weight"])[3].ravel(), tensors["1.weight"][3])
    assert found.drawn(tensors["1.weight"]).shape == (10, 1, 28, 28)


def test_a_wide_dense_layer_shows_as_many_units_as_a_snapshot_can_bring_along() -> None:
    """C32."""
    network = Network("n", (1, 28, 28), (layers.Flatten(), layers.Dense(300), layers.Dense(10)))
    found = learned_kernels.first(network)
    assert found is not None
    assert found.filters == 64


def test_all_units_of_a_small_dense_network_are_shown() -> None:
    """C32."""
    found = learned_kernels.first(small.SMALL["dense"].network())
    assert found is not None
    assert found.filters == found.shape[0] == 64


def test_a_network_without_weights_has_no_first_kernels() -> None:
    assert learned_kernels.first(Network("n", (1, 8, 8), (layers.Flatten(),))) is None


def test_deeper_kernels_are_shown_in_part() -> None:
    network = Network("n", (1, 28, 28), (conv(20), Residual((conv(100, 3, 1, 1), conv(20, 3, 1, 1)))))
    deeper = learned_kernels.kernels(network, "1.body.0")
    assert (deeper.shape, deeper.filters, deeper.channels) == ((100, 20, 3, 3), 64, 16)
    tensors = weights(network)
    assert np.array_equal(deeper.drawn(tensors[deeper.tensor]), tensors["1.body.0.weight"][:64, :16])


def test_groups_read_only_their_own_channels() -> None:
    network = Network("n", (4, 9, 9), (layers.Conv(6, groups=2),))
    assert learned_kernels.kernels(network, "0").shape == weights(network)["0.weight"].shape


def test_a_dense_layer_behind_flatten_and_dropout_has_a_kernel_for_every_map() -> None:
    """C33."""
    assert learned_kernels.kernels(REFERENCE, "8").shape == (10, 64, 5, 5)


def test_a_dense_layer_behind_another_reads_single_numbers() -> None:
    network = Network("n", (1, 4, 4), (layers.Flatten(), layers.Dense(6), layers.Dense(3)))
    assert learned_kernels.kernels(network, "2").shape == (3, 6, 1, 1)


@pytest.mark.parametrize("path", ["1", "99", "", "0.0", "x" * 9999])
def test_a_layer_without_kernels_is_refused_in_a_sentence(path: str) -> None:
    with pytest.raises(InputError, match="has no kernels"):
        learned_kernels.kernels(REFERENCE, path)


@pytest.mark.parametrize(
    ("body", "linear"),
    [
        ((layers.Flatten(), layers.Dense(10)), True),
        ((layers.Flatten(), layers.Dropout(0.2), layers.Dense(10), layers.Activation("softmax")), True),
        ((layers.Flatten(), layers.Dense(8), layers.Dense(10)), False),
        ((layers.Flatten(), layers.Dense(10), layers.Activation("ReLU")), False),
        ((conv(4), layers.Flatten(), layers.Dense(10)), False),
    ],
)
def test_logits_are_weighted_sums_of_pixels_where_nothing_else_changes_a_number(
    body: layers.Layers, linear: bool
) -> None:
    assert learned_kernels.linear(Network("n", (1, 28, 28), body)) is linear
