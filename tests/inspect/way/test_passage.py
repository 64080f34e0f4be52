"""What is shown of a picture's passage."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph, passage, strongest
from cnnviz.nets import networks
from tests.inspect.way import small

PHOTO = np.random.default_rng(0).integers(0, 256, (260, 300, 3), np.uint8)


def through(network: networks.Network) -> passage.Passage:
    read, made = graph.graph(network), small.outputs(network)
    known = {name: made[name] for name in ("", *(station.name for station in read.stations))}
    return passage.Passage(read, small.weights(network), known)


def test_the_whole_way_shows_the_image_and_every_station_with_its_answers_last() -> None:
    seen = through(small.MANY)
    shown = passage.way(seen, 3)
    assert [column.title for column in shown.columns] == ["input", *(one.title for one in seen.network.stations)]
    assert {len(column.channels) for column in shown.columns[:-1]} == {3}
    assert shown.columns[-1].channels == tuple(np.argsort(-seen.logits)[:5])
    np.testing.assert_array_equal(shown.columns[2].maps, seen.known["1.0.7"][list(shown.columns[2].channels)])


def test_of_the_pooled_vector_it_shows_what_adds_most_to_the_first_answer_and_of_the_maps_before_the_same() -> None:
    seen = through(small.MANY)
    pooled = passage.way(seen, 3).columns[-2]
    adds = seen.weights["13.weight"][seen.best[0]] * seen.known["12"]
    assert pooled.channels == tuple(np.argsort(-adds)[:3])
    before = passage.way(seen, 3).columns[-3]
    assert before.channels == pooled.channels


def test_every_unit_shown_is_the_largest_of_its_map() -> None:
    for column in passage.way(through(small.MANY)).columns:
        for made, unit in zip(column.maps, column.units, strict=True):
            if made.ndim:
                assert abs(made[unit.row, unit.column]) == np.abs(made).max()


def test_inside_a_station_every_step_is_what_the_whole_network_makes() -> None:
    seen, made = through(small.MANY), small.outputs(small.MANY)
    for station in seen.network.stations:
        for name, values in seen.inside(station).items():
            np.testing.assert_allclose(values, made[name], rtol=1e-4, atol=1e-5)


def test_a_block_shows_what_it_reads_each_step_and_the_shortcut_as_wires() -> None:
    seen = through(small.MANY)
    station = seen.network.station_of("1.1")
    assert station is not None
    shown = passage.block(seen, station, 4)
    assert [column.title for column in shown.columns][:1] == ["narrow"]
    assert [column.name for column in shown.columns] == ["1.0.7", *(step.name for step in station.steps)]
    around = [wire for wire in shown.wires if wire.source == "1.0.7" and wire.unit.name == "1.1.0"]
    for wire in around:
        if wire.channel == wire.unit.channel:
            value = seen.known["1.0.7"][wire.channel, wire.unit.row, wire.unit.column]
            assert wire.loss == pytest.approx(float(value), abs=1e-4)
        else:
            assert wire.loss == 0


@pytest.mark.parametrize("network", [small.MANY, small.FLAT], ids=lambda one: one.name)
def test_every_station_of_any_network_can_be_entered(network: networks.Network) -> None:
    seen = through(network)
    for station in seen.network.stations:
        assert len(passage.block(seen, station).columns) == len(station.steps) + 1


def test_a_photo_through_efficientnet_says_what_the_model_says(lite0: Model) -> None:
    values = preparation.prepared(PHOTO, lite0.preparation).values
    seen = passage.passed(lite0, values)
    np.testing.assert_array_equal(seen.logits, passing.logits(lite0, values))
    assert seen.shares.sum() == pytest.approx(1)
    assert seen.nbytes + passage.way(seen).nbytes < 8 * 2**20


def test_ten_units_of_every_layer_of_the_learned_network_are_what_it_makes(lite0: Model) -> None:
    values = preparation.prepared(PHOTO, lite0.preparation).values
    made = passing.through(lite0, values)
    seen = passage.passed(lite0, values)
    random = np.random.default_rng(1)
    for name, step in seen.network.steps.items():
        for _ in range(10):
            unit = strongest.Unit(name, *(int(random.integers(side)) for side in step.output))
            expected = strongest.number(made[name], unit)
            scale = max(1.0, float(np.abs(made[name]).max()))
            assert seen.opened(unit).number == pytest.approx(expected, abs=2e-5 * scale)


def test_a_pixel_beyond_a_units_window_does_not_change_it(lite0: Model) -> None:
    """Its receptive field is all that it hears, branches included."""
    values = preparation.prepared(PHOTO, lite0.preparation).values
    seen = passage.passed(lite0, values)
    unit = strongest.Unit("3.1.0", 7, 12, 9)
    after = seen.network.steps["3.1.0"].main.after
    (top, bottom), (left, right) = after.rows.window(unit.row), after.columns.window(unit.column)
    beyond = np.zeros_like(values)
    beyond[:, max(0, top) : bottom + 1, max(0, left) : right + 1] = values[
        :, max(0, top) : bottom + 1, max(0, left) : right + 1
    ]
    again = passage.passed(lite0, beyond)
    number = strongest.number
    assert number(again.known["3.1.0"], unit) == pytest.approx(number(seen.known["3.1.0"], unit), abs=1e-4)


def test_numbers_that_grow_without_end_are_told_and_not_shown() -> None:
    weights = small.weights(small.FLAT)
    weights["4.weight"] = np.full_like(weights["4.weight"], 1e38)
    own = preparation.Preparation(small.FLAT.input, 1.0, preparation.NORMALISATIONS["none"])
    model = Model("flat", "Flat", small.FLAT, weights, ("a", "b", "c", "d"), own)
    with pytest.raises(InputError, match="32 bits"):
        passage.passed(model, np.full(small.FLAT.input, 9, np.float32))
