"""cnnviz.nets.build against `shapes`, against four loops over `geometry`, and against torch's own layers."""

from collections.abc import Iterator
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from cnnviz.errors import InputError
from cnnviz.nets import build, layers, shapes, windows, zoo
from cnnviz.nets.layers import Layer, conv
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual
from tests.nets import drawn, kinds


def agrees(network: Network, device: str) -> None:
    """Holds every layer of the module, by its path, to its record: shape, parameters, statistics."""
    module = build.build(network, device)
    # Two images: in training, batch normalisation of 1 × 1 maps needs more than one value.
    found = build.outputs(module, torch.empty(2, *network.input, device=device).normal_())
    records = shapes.records(network)
    assert set(found) == {record.path for record in records}
    for record in records:
        part = module.get_submodule(record.path)
        assert tuple(found[record.path].shape) == (2, *record.output), record
        assert sum(parameter.numel() for parameter in part.parameters()) == record.parameters, record
        assert sum(numbers.numel() for name, numbers in statistics(part)) == record.other, record


def statistics(part: nn.Module) -> Iterator[tuple[str, Tensor]]:
    return ((name, numbers) for name, numbers in part.named_buffers() if not name.endswith("num_batches_tracked"))


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_the_module_is_what_shapes_says_in_every_layer(key: str) -> None:
    agrees(zoo.ENTRIES[key].network(), "meta")


@settings(max_examples=120, deadline=None)
@given(drawn.possible())
def test_the_module_of_any_network_is_what_shapes_says(network: Network) -> None:
    agrees(network, "cpu")


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_torch_counts_the_same_multiply_adds(key: str) -> None:
    network = zoo.ENTRIES[key].network()
    module, images = build.build(network, "meta"), torch.empty(2, *network.input, device="meta")
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(images)
    assert counter.get_total_flops() == 2 * 2 * shapes.totals(shapes.records(network)).macs


def test_every_layer_can_be_built() -> None:
    assert kinds.known(build.leaf) == kinds.LEAVES
    assert kinds.known(build.container) == kinds.CONTAINERS
    assert set(build.ACTIVATIONS) == set(layers.ACTIVATIONS)


def test_an_impossible_network_is_not_built() -> None:
    with pytest.raises(InputError, match="Put Flatten"):
        build.build(Network(layers=(layers.Dense(),)))


def gathered(image: np.ndarray, layer: layers.Conv | layers.Pool) -> Iterator[tuple[int, int, np.ndarray, np.ndarray]]:
    """Of maps (c h w), for every unit: row, column, values under its window (c i j), and whether each is a pixel (i j).

    Padding and what hangs over the edge are 0.
    """
    rows, columns = windows.axes(layer, image.shape)
    for row in range(rows.output):
        for column in range(columns.output):
            down, along = rows.cells(row), columns.cells(column)
            pixels = np.outer((down >= 0) & (down < rows.size), (along >= 0) & (along < columns.size))
            values = image[:, down.clip(0, rows.size - 1)][:, :, along.clip(0, columns.size - 1)]
            yield row, column, np.where(pixels, values, 0), pixels


def made(layer: Layer, image: np.ndarray) -> tuple[np.ndarray, nn.Module]:
    """What the module of one layer makes of maps (c h w)."""
    size = (image.shape[0], image.shape[1], image.shape[2])
    module = build.build(Network("one", size, (layer,))).double().eval()
    with torch.no_grad():
        output: np.ndarray = module(torch.from_numpy(image)[None])[0].numpy()
    return output, module[0]


def picture(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@settings(max_examples=80, deadline=None)
@given(drawn.convs(), st.integers(0, 10**6))
def test_a_convolution_sums_what_lies_under_its_windows(layer: layers.Conv, seed: int) -> None:
    """C57, C58: filters do not share weights; groups read their own channels."""
    image = picture(seed, 2 * layer.groups, 9, 8)
    output, module = made(layer, image)
    weights = module.weight.detach().numpy()  # type: ignore[operator]
    bias = module.bias.detach().numpy() if layer.bias else np.zeros(layer.filters)  # type: ignore[operator]
    of_group = layer.filters // layer.groups
    for row, column, values, _ in gathered(image, layer):
        for index in range(layer.filters):
            group = index // of_group
            own = values[2 * group : 2 * group + 2]
            assert output[index, row, column] == pytest.approx((own * weights[index]).sum() + bias[index])


@settings(max_examples=150, deadline=None)
@given(drawn.pools(), st.integers(0, 10**6))
def test_a_pooling_reads_what_lies_under_its_windows(layer: layers.Pool, seed: int) -> None:
    image = picture(seed, 2, 9, 8)
    output, _ = made(layer, image)
    rows, columns = windows.axes(layer, image.shape)
    for row, column, values, pixels in gathered(image, layer):
        assert output[:, row, column] == pytest.approx(
            pooled(layer, values, pixels, counted(rows, columns, row, column))
        )


def counted(rows: Any, columns: Any, row: int, column: int) -> int:
    """Cells of a window that are pixels or padding, not beyond it."""
    return prod(
        int((axis.cells(index) < axis.size + axis.after).sum()) for axis, index in ((rows, row), (columns, column))
    )


def pooled(layer: layers.Pool, values: np.ndarray, pixels: np.ndarray, cells: int) -> Any:
    if layer.kind == "max":
        return np.where(pixels, values, -np.inf).max((1, 2))
    if layer.kind == "L2":
        return np.sqrt((values**2).sum((1, 2)))
    return values.sum((1, 2)) / (cells if layer.count_padding else pixels.sum())


def test_an_average_counts_padding_only_where_asked_to() -> None:
    counting = layers.Pool("average", (2, 2), (1, 1), ((1, 1), (1, 1)))
    alone = replace(counting, count_padding=False)
    assert made(counting, np.ones((1, 2, 2)))[0][0, 0, 0] == 0.25
    assert made(alone, np.ones((1, 2, 2)))[0][0, 0, 0] == 1


def test_l2_pooling_of_zeros_has_a_gradient() -> None:
    for layer in (layers.Pool("L2"), layers.GlobalPool("L2")):
        image = torch.zeros(1, 1, 4, 4, requires_grad=True)
        build.build(Network("l2", (1, 4, 4), (layer,)))(image).sum().backward()
        assert image.grad is not None
        assert image.grad.abs().max() == 0


@pytest.mark.parametrize(("kind", "function"), [("max", np.max), ("average", np.mean)])
def test_a_global_pool_gives_one_number_for_each_map(kind: str, function: Any) -> None:
    """C69."""
    image = picture(0, 3, 5, 4)
    assert made(layers.GlobalPool(kind), image)[0] == pytest.approx(function(image, (1, 2)))
    assert made(layers.AdaptivePool((1, 1), kind), image)[0][:, 0, 0] == pytest.approx(function(image, (1, 2)))
    assert made(layers.GlobalPool("L2"), image)[0] == pytest.approx(np.sqrt((image**2).sum((1, 2))))


@pytest.mark.parametrize("side", [20, 28, 45])
def test_only_a_network_with_a_global_pool_reads_images_of_any_size(side: int) -> None:
    """C69, T6."""
    body = (layers.Conv(4, stride=(2, 2), padding="same"), layers.Pool("average", (3, 3), padding="same"))
    anything = build.build(Network("any", (1, 28, 28), (*body, layers.GlobalPool(), layers.Dense())))
    assert anything(torch.zeros(1, 1, side, side)).shape == (1, 10)
    fixed = build.build(Network("fixed", (1, 28, 28), (*body, layers.Flatten(), layers.Dense())))
    if side != 28:
        with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
            fixed(torch.zeros(1, 1, side, side))


def test_neighbouring_maps_are_normalised_as_in_the_paper() -> None:
    """C91: b = a / (k + α Σ a²)^β over the n nearest maps."""
    layer, image = layers.LRN(3, 0.5, 0.75, 2.0), picture(0, 5, 2, 2)
    squares = [(image[max(0, at - 1) : at + 2] ** 2).sum(0) for at in range(5)]
    expected = image / (layer.k + layer.alpha * np.stack(squares)) ** layer.beta
    assert made(layer, image)[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kind", "function"),
    [
        ("ReLU", lambda x: np.maximum(x, 0)),
        ("leaky ReLU", lambda x: np.where(x > 0, x, 0.01 * x)),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-x))),
        ("tanh", np.tanh),
        ("softmax", lambda x: np.exp(x) / np.exp(x).sum(0)),
        ("ReLU6", lambda x: np.minimum(np.maximum(x, 0), 6)),
    ],
)
def test_activations_are_their_formulas(kind: str, function: Any) -> None:
    image = picture(0, 3, 4, 4)
    assert made(layers.Activation(kind), image)[0] == pytest.approx(function(image))


def test_a_residual_adds_its_scaled_body_to_its_shortcut() -> None:
    """C96."""
    image = picture(0, 2, 4, 4)
    body = (layers.Activation("tanh"),)
    assert made(Residual(body, scale=0.5), image)[0] == pytest.approx(0.5 * np.tanh(image) + image)
    projected = Residual(body, (layers.Activation("ReLU"),))
    assert made(projected, image)[0] == pytest.approx(np.tanh(image) + np.maximum(image, 0))


def test_branches_are_put_behind_one_another_or_added() -> None:
    """C93."""
    image = picture(0, 2, 4, 4)
    branches = ((), (layers.Activation("tanh"),))
    assert made(Parallel(branches), image)[0] == pytest.approx(np.concatenate([image, np.tanh(image)]))
    assert made(Parallel(branches, "add"), image)[0] == pytest.approx(image + np.tanh(image))


def test_an_auxiliary_head_runs_while_training_and_changes_nothing() -> None:
    """C93."""
    module = build.build(Network("aux", (1, 4, 4), (Auxiliary((layers.Flatten(), layers.Dense(3))),)))
    images = torch.ones(2, 1, 4, 4)
    head = module[0]
    assert isinstance(head, build.Auxiliary)
    assert torch.equal(module(images), images)
    assert head.logits is not None
    assert head.logits.shape == (2, 3)
    module.eval()(images)
    assert head.logits is None


def test_batch_normalisation_takes_its_settings() -> None:
    """C95."""
    module = build.build(
        Network("bn", (2, 4, 4), (layers.BatchNorm(False, 1e-3), layers.Flatten(), layers.BatchNorm()))
    )
    assert isinstance(module[0], nn.BatchNorm2d)
    assert (module[0].affine, module[0].eps) == (False, 1e-3)
    assert isinstance(module[2], nn.BatchNorm1d)


def test_a_block_is_a_sequence_under_its_own_path() -> None:
    module = build.build(Network("block", (1, 6, 6), (Block("b", (conv(2), layers.Dropout(0.25))),)))
    assert isinstance(module.get_submodule("0.0"), nn.Conv2d)
    dropout = module.get_submodule("0.1")
    assert isinstance(dropout, nn.Dropout)
    assert dropout.p == 0.25


def test_a_module_on_meta_holds_no_numbers() -> None:
    module = build.build(zoo.ENTRIES["vgg-e"].network(), "meta")
    assert all(parameter.is_meta for parameter in module.parameters())


def test_looking_at_outputs_leaves_no_hooks_behind() -> None:
    module = build.build(Network("one", (1, 6, 6), (conv(2), layers.Activation())))
    build.outputs(module, torch.zeros(1, 1, 6, 6))
    assert not any(part._forward_hooks for part in module.modules())
