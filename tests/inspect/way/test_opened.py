"""A unit's parts add up to the number that the network made."""

import numpy as np
import pytest

from cnnviz.inspect.way import graph, opened, strongest
from cnnviz.nets import layers, networks, zoo
from tests.inspect.way import small

EACH = 10


def units(name: str, made: np.ndarray, seed: int) -> list[strongest.Unit]:
    """Some units anywhere."""
    random = np.random.default_rng(seed)
    return [strongest.Unit(name, *(int(random.integers(side)) for side in made.shape)) for _ in range(EACH)]


def require_parts_add_up(network: networks.Network, most: int) -> None:
    read, made, weights = graph.graph(network), small.outputs(network), small.weights(network)
    for station in read.stations:
        known = {station.source: made[station.source]}
        for step in station.steps:
            whole = made[step.name]
            for unit in units(step.name, whole, len(known)):
                found = opened.opened(read, weights, known, unit, most)
                scale = max(1.0, float(np.abs(whole).max()))
                assert found.number == pytest.approx(strongest.number(whole, unit), abs=1e-5 * scale)
                first = found.stages[0]
                if first.kind == "sum":
                    total = sum(part.value for part in found.parts) + found.rest
                    assert first.value == pytest.approx(total, abs=1e-9 * scale)
                for part in found.parts:
                    if part.seen is not None and part.weights is not None:
                        assert part.value == pytest.approx(float((part.seen * part.weights).sum()))


@pytest.mark.parametrize("network", [small.MANY, small.FLAT], ids=lambda one: one.name)
@pytest.mark.parametrize("most", [3, 1000])
def test_ten_units_of_every_step_add_up(network: networks.Network, most: int) -> None:
    require_parts_add_up(network, most)


def test_ten_units_of_every_layer_of_efficientnet_add_up() -> None:
    require_parts_add_up(zoo.ENTRIES["efficientnet-lite0"].network(), 8)


def test_the_largest_parts_come_first_and_the_others_are_one_number() -> None:
    read, made, weights = graph.graph(small.MANY), small.outputs(small.MANY), small.weights(small.MANY)
    unit = strongest.Unit("1.0.2", 3, 5, 5)
    all_of_them = opened.opened(read, weights, {"0.2": made["0.2"]}, unit, 100)
    few = opened.opened(read, weights, {"0.2": made["0.2"]}, unit, 2)
    sizes = [abs(part.value) for part in all_of_them.parts]
    assert sizes == sorted(sizes, reverse=True)
    assert few.others == len(sizes) - 2
    assert few.rest == pytest.approx(sum(part.value for part in all_of_them.parts[2:]))


def test_a_part_leads_to_the_unit_with_the_largest_product() -> None:
    read, made, weights = graph.graph(small.MANY), small.outputs(small.MANY), small.weights(small.MANY)
    unit = strongest.Unit("0.2", 4, 3, 2)
    for part in opened.opened(read, weights, {"": made[""]}, unit).parts:
        assert part.seen is not None
        assert part.weights is not None
        products = part.seen * part.weights
        place = np.unravel_index(np.abs(products).argmax(), products.shape)
        assert strongest.number(made[""], part.unit) == pytest.approx(float(part.seen[place]))


def test_a_normalisation_is_told_with_its_numbers() -> None:
    read, made, weights = graph.graph(small.MANY), small.outputs(small.MANY), small.weights(small.MANY)
    found = opened.opened(read, weights, {"": made[""]}, strongest.Unit("0.2", 4, 3, 2))
    total, norm, ceiling = found.stages
    mean, deviation, scale, shift = norm.numbers
    assert norm.value == pytest.approx((total.value - mean) / deviation * scale + shift)
    assert (ceiling.kind, ceiling.value) == ("ReLU6", min(6.0, max(0.0, norm.value)))


def test_an_average_counts_padding_where_its_layer_does_whatever_follows_it() -> None:
    pool = layers.Pool("average", (3, 3), (1, 1), ((1, 1), (1, 1)))
    require_parts_add_up(networks.Network("padded", (2, 6, 6), (pool, layers.Activation("ReLU"))), 8)
