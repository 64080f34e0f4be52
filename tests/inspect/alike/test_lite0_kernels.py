"""The kernels of EfficientNet-Lite0: the numbers that the page tells, from the weights themselves."""

import numpy as np
import pytest

from cnnviz.inspect.alike import first_filters, kinds, nearest, spatial
from cnnviz.inspect.models import Model
from cnnviz.ops import catalogue, kernels


@pytest.fixture
def layers(lite0: Model) -> tuple[spatial.SpatialLayer, ...]:
    return spatial.spatial_layers(lite0.network, lite0.weights)


def test_it_has_sixteen_depthwise_layers_behind_the_first(layers: tuple[spatial.SpatialLayer, ...]) -> None:
    assert [one.label for one in layers[:4]] == ["First layer", "Block 1.1", "Block 2.1", "Block 2.2"]
    assert [one.depthwise for one in layers] == [False, *[True] * 16]
    assert [one.size for one in layers].count((5, 5)) == 9
    small = [one for one in layers[1:] if one.size == (3, 3)]
    assert sum(len(one.kernels) for one in small) == 2624
    assert sum(int(one.alive.sum()) for one in small) == 2606


def test_two_thirds_of_its_kernels_look_like_the_labs_and_hardly_any_random_one(
    layers: tuple[spatial.SpatialLayer, ...],
) -> None:
    """Counted here without the module: cosines of nine numbers, one kernel of the catalogue after the other."""
    learned = np.concatenate([one.kernels[one.alive] for one in layers[1:] if one.size == (3, 3)]).reshape(-1, 9)
    random = np.random.default_rng(11).normal(size=(100_000, 9))
    largest = [np.zeros(len(learned)), np.zeros(len(random))]
    for kind in kinds.KINDS.values():
        for bank, given in kind.banks.items():
            for one in catalogue.weights(bank, given)[1][:, 0].reshape(-1, 9):
                for at, every in enumerate((learned, random)):
                    cosines = np.abs(every @ one) / np.linalg.norm(every, axis=1) / np.linalg.norm(one)
                    largest[at] = np.maximum(largest[at], cosines)
    rows = dict(kinds.by_layer(layers))
    assert rows[kinds.DEEPER].total == pytest.approx((largest[0] > 0.9).mean())
    assert f"{rows[kinds.DEEPER].total:.1%}" == "67.6%"
    assert (largest[1] > 0.9).mean() == pytest.approx(rows[kinds.CHANCE].total, abs=0.002)
    assert f"{rows[kinds.CHANCE].total:.1%}" == "0.8%"


def test_four_first_filters_are_dead_and_seven_oppose_colours(layers: tuple[spatial.SpatialLayer, ...]) -> None:
    found = first_filters.first_filters(layers[0])
    assert [one.number for one in found if not one.alive] == [12, 17, 29, 32]
    opponent = [one for one in found if one.opponent]
    assert [one.number for one in opponent] == [4, 5, 8, 19, 20, 21, 24]
    shares = sorted(one.colour for one in found if one.alive)
    assert shares[-8] < 0.7 < first_filters.OPPONENT < shares[-7]


def test_a_dead_filters_map_is_the_same_number_everywhere_on_every_photo(lite0: Model) -> None:
    weights = np.asarray(lite0.weights["0.0.weight"])
    for number in (12, 17, 29, 32):
        assert np.abs(weights[number - 1]).max() < 1e-6


def test_the_nearest_to_sobel_is_found_and_nearer_than_chance(layers: tuple[spatial.SpatialLayer, ...]) -> None:
    sobel = kernels.edge_x(kernels.SOBEL_SMOOTH)
    indexes = nearest.indexes(layers)
    (match,) = nearest.nearest(nearest.compared(indexes, sobel), 1)
    assert layers[match.layer].named(match.kernel) == "Block 4.1, channel 152"
    assert abs(match.cosine) > nearest.random_best(len(indexes[0].units), (3, 3), sobel)
