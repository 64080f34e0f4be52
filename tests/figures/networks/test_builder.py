"""cnnviz.figures.networks.builder: what can be set of a layer is what its class has, and its numbers are those read."""

import dataclasses

import pytest

from cnnviz.figures.networks import builder
from cnnviz.nets import layers, networks, shapes, zoo


@pytest.mark.parametrize("name", networks.LAYERS)
def test_every_setting_of_a_layer_has_a_control_and_its_usual_value(name: str) -> None:
    settings = {one["name"]: one for one in builder.schema()[name]}
    for field in dataclasses.fields(networks.LAYERS[name]):
        if field.type in (layers.Layers, networks.Branches):
            assert field.name not in settings
            continue
        setting = settings[field.name]
        assert setting["kind"] in {*builder.CONTROLS.values(), "choice"}
        assert (setting["kind"] == "choice") == bool(setting["options"])
        if field.default is not dataclasses.MISSING:
            assert setting["usual"] == field.default


def test_the_numbers_are_those_of_the_records_and_a_problem_is_passed_on() -> None:
    network = zoo.ENTRIES["lenet-5"].network()
    walk = shapes.walk(network)
    data = builder.data(network, walk, "1-2", "trouble")
    assert [data["edition"], data["trouble"], data["sized"]] == ["1-2", "trouble", True]
    assert data["problem"] == {"path": "", "sentence": ""}
    for record in walk.records:
        written = data["records"][record.path]["parameters"].replace(",", "")
        assert int(written or 0) == record.parameters
    assert builder.data(network, walk, "", "", ("Conv",))["kinds"] == ("Conv",)
