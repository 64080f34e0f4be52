"""A network read as steps and stations."""

from cnnviz.inspect.way import graph
from cnnviz.nets import layers, zoo
from tests.inspect.way import small

LITE = graph.graph(zoo.ENTRIES["efficientnet-lite0"].network())


def test_every_block_of_efficientnet_is_a_station_between_stem_and_classes() -> None:
    titles = [station.title for station in LITE.stations]
    assert titles[:3] == ["stem", "block 1.1", "block 2.1"]
    assert titles[-4:] == ["block 7.1", "head", "pooled", "Dense 1000"]
    assert sum(title.startswith("block") for title in titles) == 16


def test_a_convolution_its_normalisation_and_its_activation_are_one_step() -> None:
    station = LITE.station_of("2.1.0.body.3")
    assert station is not None
    assert [step.main.layer.title for step in station.steps] == [
        "Conv 144@1×1",
        "Conv 144@3×3 in 144 groups",
        "Conv 24@1×1",
        "Residual",
    ]
    assert [type(one.layer) for one in station.steps[1].after] == [layers.BatchNorm, layers.Activation]
    assert station.steps[-1].sources == ("2.1.0.body.7", "2.0.7")


def test_each_station_reads_what_the_one_before_it_made() -> None:
    for network in (LITE, graph.graph(small.MANY), graph.graph(small.FLAT)):
        sources = [station.source for station in network.stations]
        assert sources == ["", *(station.name for station in network.stations[:-1])]


def test_steps_are_called_as_what_the_network_makes_and_have_its_shape() -> None:
    for network in (small.MANY, small.FLAT):
        made = small.outputs(network)
        for name, step in graph.graph(network).steps.items():
            assert step.output == made[name].shape


def test_branches_are_read_by_their_join_and_shortcuts_read_what_came_in() -> None:
    network = graph.graph(small.MANY)
    assert network.steps["3"].sources == ("2.body.0", "2.shortcut.0")
    assert network.steps["4"].sources == ("4.branch0.1", "4.branch1.0")
    assert network.steps["5"].sources == ("4", "5.branch1.0")


def test_a_step_is_alone_where_each_map_is_made_of_the_one_with_its_number() -> None:
    network = graph.graph(small.MANY)
    alone = {name: step.alone for name, step in network.steps.items()}
    assert [alone[name] for name in ("1.0.5", "3", "5", "6", "12")] == [True] * 5
    assert [alone[name] for name in ("0.2", "1.0.2", "4", "8", "10", "13")] == [False] * 6


def test_a_layer_inside_a_step_and_a_block_are_found_by_their_paths() -> None:
    assert (step := LITE.step_of("2.1.0.body.4")) is not None
    assert step.main.path == "2.1.0.body.3"
    assert LITE.step_of("2.1") is None
    assert (station := LITE.station_of("2.1")) is not None
    assert station.title == "block 2.2"
    assert LITE.station_of("99") is None
