"""What the component way is sent is what was computed."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.way import columns, told, units, views
from cnnviz.inspect.way import graph, opened, passage, sheets, strongest
from tests.inspect.way import small
from tests.inspect.way.test_passage import through

PHOTO = np.zeros((23, 20, 3), np.uint8)
SETTING = columns.Setting(PHOTO, [{"label": "The whole way", "at": "", "map": 0}], "Said.")
SEEN = through(small.MANY)


def test_columns_are_sent_as_bytes_on_a_scale_of_their_own() -> None:
    shown = passage.way(SEEN, 3)
    answers = [(f"class {place}", 0.2) for place in SEEN.best]
    header, arrays = packing.unpacked(columns.chain(shown, SETTING, views.goes(SEEN.network), answers))
    assert len(header["columns"]) == len(shown.columns)
    assert header["columns"][-1]["labels"] == [name for name, _ in answers]
    for number, column in enumerate(shown.columns):
        said = header["columns"][number]
        places = arrays[str(number)]
        assert places.dtype == np.uint8
        end = np.abs(column.maps).max()
        assert said["end"] == pytest.approx(end)
        assert said["signed"] == bool(column.maps.min() < 0)
        low = -end if said["signed"] else 0
        read = low + (places - (1 if said["signed"] else 0)) / (254 if said["signed"] else 255) * (end - low)
        np.testing.assert_allclose(read, column.maps, atol=float(end) / 120)


def test_wires_name_columns_and_places() -> None:
    shown = passage.way(SEEN, 3)
    header, _ = packing.unpacked(columns.chain(shown, SETTING, {}))
    for (first, source, last, place, loss), wire in zip(header["wires"], shown.wires, strict=True):
        assert shown.columns[first].channels[source] == wire.channel
        assert shown.columns[last].units[place] == wire.unit
        assert loss == wire.loss


def test_a_unit_is_sent_with_its_parts_and_how_its_number_comes_about() -> None:
    made = small.outputs(small.MANY)
    step = SEEN.network.steps["0.2"]
    found = SEEN.opened(strongest.Unit("0.2", 2, 3, 4))
    message = units.unit(found, step, made["0.2"], SETTING, views.titles(SEEN.network))
    header, arrays = packing.unpacked(message)
    np.testing.assert_array_equal(arrays["map"], made["0.2"][2])
    assert [part["value"] for part in header["parts"]] == [part.value for part in found.parts]
    assert [stage["label"] for stage in header["stages"]] == ["Sum", "Batch norm", "ReLU6"]
    assert header["stages"][-1]["value"] == found.number
    np.testing.assert_array_equal(arrays["weights0"], found.parts[0].weights)


def test_a_formula_writes_signs_as_people_do() -> None:
    stages = (opened.Stage("sum", 1.0), opened.Stage("norm", -1.25, (-0.5, 2.0, 3.0, -3.5)))
    found = opened.Opened(strongest.Unit("0.2", 0), (), 0.0, 0, stages)
    step = SEEN.network.steps["0.2"]
    header, _ = packing.unpacked(units.unit(found, step, small.outputs(small.MANY)["0.2"], SETTING, {}))
    assert header["stages"][1]["formula"] == "(1 + 0.5) / 2 · 3 − 3.5"


def test_all_maps_of_a_layer_are_sent() -> None:
    step = SEEN.network.steps["1.0.5"]
    header, arrays = packing.unpacked(units.sheet(sheets.sheet(step, SEEN.values("1.0.5")), SETTING))
    assert arrays["maps"].shape == (16, 6, 5)
    assert sorted(header["channels"]) == list(range(16))


def test_columns_lead_to_their_stations_and_inside_one_to_its_steps() -> None:
    network: graph.Graph = SEEN.network
    assert views.goes(network)["1.1.0"] == "1.1"
    inside = views.goes(network, network.station_of("1.1"))
    assert (inside["1.0.7"], inside["1.1.0.body.2"], inside["1.1.0"]) == ("1.0", "1.1.0.body.0", "1.1.0")


def test_words_say_what_a_wrong_normalisation_costs() -> None:
    assert told.cost([("cup", 0.9)], [("cup", 0.4)]).endswith("says “cup” too: 90 %. With these, 40 %.")
    assert told.cost([("cup", 0.9)], [("hat", 0.4)]).endswith("“cup”, 90 %. With these it says “hat”, 40 %.")


def test_words_say_whether_a_word_is_among_the_classes() -> None:
    names, shares = ("daisy", "tiger cat"), (0.99995, 0.00005)
    assert told.found("sunflower", (), names, shares).startswith("“sunflower” is not among them.")
    assert told.found("cat", (1,), names, shares).startswith("Yes: “tiger cat” (under 0.1 %).")
    assert "These 2 words are all it knows" in told.closed(names, shares)
    assert "add up to 100 %" in told.closed(names, shares)
