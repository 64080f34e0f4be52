"""cnnviz.nets.inside.feature_maps: bytes that stand for what the layers computed."""

import numpy as np
import pytest
from hypothesis import given, settings

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import build, forward, layers, shapes, zoo
from cnnviz.nets.inside import feature_maps
from cnnviz.nets.layers import conv
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual
from cnnviz.training import config
from tests.nets import drawn

REFERENCE = config.trained(zoo.ENTRIES["reference"].network())


def weights(network: Network) -> dict[str, np.ndarray]:
    return {name: tensor.numpy() for name, tensor in build.build(network).eval().state_dict().items()}


def picture(network: Network, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=network.input).astype(np.float32)


def test_bytes_stand_for_what_every_layer_computed() -> None:
    """C60, C84."""
    learned, image = weights(REFERENCE), picture(REFERENCE)
    parts = feature_maps.shown(REFERENCE)
    found = feature_maps.seen(REFERENCE, learned, image, parts)
    outputs = forward.outputs(REFERENCE, learned, image[None])
    for part, values, (low, high) in zip(parts, found.values, found.ranges, strict=True):
        exact = outputs[part.path][0, : part.shown]
        assert values.shape == exact.shape
        if exact.ndim == 1:
            assert np.array_equal(values, exact)
            assert values.dtype == np.float32
            continue
        assert values.dtype == np.uint8
        assert abs(low + values / 255 * (high - low) - exact).max() <= (high - low) / 255 * 0.51
        assert (low == -high) == part.signed
    assert np.array_equal(found.logits, outputs["8"][0])
    assert found.probabilities == pytest.approx(np.exp(found.logits) / np.exp(found.logits).sum(), rel=1e-5)


def test_a_map_is_handed_out_as_computed_and_one_more_than_is_shown_is_refused() -> None:
    network = Network("n", (1, 8, 8), (conv(feature_maps.MAPS + 1, 3), layers.Flatten(), layers.Dense(2)))
    learned, image = weights(network), picture(network)
    part = feature_maps.shown(network)[0]
    computed = forward.outputs(network, learned, image[None])["0"][0]
    assert np.array_equal(feature_maps.exact(network, learned, image, part, part.shown - 1), computed[part.shown - 1])
    with pytest.raises(InputError, match=f"shows no map {part.shown + 1}"):
        feature_maps.exact(network, learned, image, part, part.shown)


def test_dropout_blocks_and_auxiliary_heads_show_nothing_of_their_own() -> None:
    head = Auxiliary((layers.Flatten(), layers.Dense(3)))
    network = Network("n", (1, 8, 8), (Block("b", (conv(2),)), head, layers.Dropout(), layers.Flatten()))
    assert [part.path for part in feature_maps.shown(network)] == ["0.0", "3"]


def test_layers_stand_in_the_order_of_computation_a_container_after_what_it_joins() -> None:
    body = (conv(2, 3, 1, 1), layers.Activation())
    within = Parallel(((conv(2, 1),), (Residual(body, (conv(2, 1),), 0.5),)))
    network = Network("n", (1, 8, 8), (conv(2), Residual((*body, conv(2, 3, 1, 1))), within, layers.Flatten()))
    assert [(part.path, part.level, part.title) for part in feature_maps.shown(network)] == [
        ("0", 0, "1 · Conv 2@3×3"),
        ("1.body.0", 1, "2.body.1 · Conv 2@3×3"),
        ("1.body.1", 1, "2.body.2 · ReLU"),
        ("1.body.2", 1, "2.body.3 · Conv 2@3×3"),
        ("1", 0, "2 · Residual: body + what came in"),
        ("2.branch0.0", 1, "3.branch1.1 · Conv 2@1×1"),
        ("2.branch1.0.body.0", 2, "3.branch2.1.body.1 · Conv 2@3×3"),
        ("2.branch1.0.body.1", 2, "3.branch2.1.body.2 · ReLU"),
        ("2.branch1.0.shortcut.0", 2, "3.branch2.1.shortcut.1 · Conv 2@1×1"),
        ("2.branch1.0", 1, "3.branch2.1 · Residual: 0.5 · body + shortcut"),
        ("2", 0, "3 · 2 branches, concat"),
        ("3", 0, "4 · Flatten"),
    ]


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_no_layer_is_shown_before_one_that_it_is_computed_from(network: Network) -> None:
    """In the order in which the numpy answer finds them."""
    found = list(forward.outputs(network, weights(network), picture(network)[None]))
    shown = [part.path for part in feature_maps.shown(network)]
    assert shown == [path for path in found if path in shown]


def test_of_many_maps_and_units_only_some_are_shown() -> None:
    network = Network("n", (1, 8, 8), (conv(96), layers.Flatten(), layers.Dense(3000), layers.Dense(4)))
    parts = feature_maps.shown(network)
    assert [(part.shape, part.shown) for part in parts] == [
        ((96, 6, 6), 64),
        ((3456,), 2048),
        ((3000,), 2048),
        ((4,), 4),
    ]
    found = feature_maps.seen(network, weights(network), picture(network), parts)
    assert [value.shape for value in found.values] == [(64, 6, 6), (2048,), (2048,), (4,)]


def test_a_layer_is_signed_where_its_numbers_can_be_negative() -> None:
    relu, tanh = layers.Activation(), layers.Activation("tanh")
    network = Network(
        "n",
        (1, 12, 12),
        (
            conv(2, 3, 1, 1),
            relu,
            layers.Pool(),
            Residual((conv(2, 3, 1, 1), relu)),
            Residual((conv(2, 3, 1, 1), relu), scale=-1.0),
            layers.Pool("L2"),
            Parallel(((), (tanh,))),
            layers.GlobalPool(),
            layers.Activation("softmax"),
            layers.Dense(3),
        ),
    )
    signs = {part.path: part.signed for part in feature_maps.shown(network)}
    assert [signs[str(index)] for index in range(10)] == [1, 0, 0, 0, 1, 0, 1, 1, 0, 1]


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_no_layer_called_unsigned_is_ever_negative(network: Network) -> None:
    outputs = forward.outputs(network, weights(network), picture(network)[None])
    for part in feature_maps.shown(network):
        assert part.signed or outputs[part.path].min() >= 0, part


def test_zero_is_the_middle_of_a_signed_layer_and_the_bottom_of_others() -> None:
    values = np.array([-2, 0, 1], np.float32)
    assert feature_maps.quantised(values, -2, 2).tolist() == [0, 128, 191]
    assert feature_maps.quantised(values[1:], 0, 1).tolist() == [0, 255]


def test_a_layer_of_zeros_has_an_empty_range() -> None:
    assert feature_maps.span(np.zeros(3), False) == (0, 0)
    assert feature_maps.quantised(np.zeros(3), 0, 0).tolist() == [0, 0, 0]


def test_what_is_not_finite_neither_stretches_the_range_nor_warns() -> None:
    """Weights of a diverged run."""
    values = np.array([np.nan, np.inf, -np.inf, 1, -1], np.float32)
    assert feature_maps.span(values, True) == (-1, 1)
    assert feature_maps.quantised(values, -1, 1).tolist() == [128, 255, 0, 255, 0]
    broken = {name: np.full(array.shape, np.nan, np.float32) for name, array in weights(REFERENCE).items()}
    found = feature_maps.seen(REFERENCE, broken, picture(REFERENCE), feature_maps.shown(REFERENCE))
    assert not found.ranges.any()
    assert np.isnan(found.probabilities).all()


def test_more_work_than_one_request_may_cause_is_refused_with_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    feature_maps.affordable(REFERENCE, 24)
    with pytest.raises(InputError, match=r"takes 2,\d{3},\d{3} multiply-adds.*fewer snapshots"):
        feature_maps.affordable(REFERENCE, 1000)
    monkeypatch.setattr(limits, "SEEN_VALUES", 1000)
    with pytest.raises(InputError, match="the most that can be looked at is 1,000"):
        feature_maps.affordable(REFERENCE, 1)
    monkeypatch.setattr(limits, "SEEN_VALUES", 2 * shapes.totals(shapes.records(REFERENCE)).memory // shapes.BYTES)
    feature_maps.affordable(REFERENCE, 2)
    with pytest.raises(InputError, match="fewer snapshots"):
        feature_maps.affordable(REFERENCE, 3)
