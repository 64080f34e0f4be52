"""A network up to one layer gives what the whole one gives there."""

import numpy as np
import pytest

from cnnviz.inspect import pretrained
from cnnviz.inspect.looks import cut, sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph
from cnnviz.nets import forward, shapes
from tests.inspect.looks.conftest import NETWORK

NAMES = tuple(graph.graph(NETWORK).steps)


@pytest.mark.parametrize("name", NAMES)
def test_the_layer_makes_the_same(model: Model, pictures: sets.Pictures, name: str) -> None:
    values = model.preparation.normalisation.applied(pictures.images.pictures[:3])
    short = cut.until(model, name)
    expected = forward.outputs(model.network, model.weights, values, {name})[name]
    np.testing.assert_array_equal(forward.outputs(short.network, short.weights, values, {name})[name], expected)


@pytest.mark.parametrize(("path", "most"), [("0.2", 0.03), ("2.0.2", 0.2), ("3.1.0.body.5", 0.5)])
def test_of_the_large_network_only_a_part_is_computed(path: str, most: float) -> None:
    whole = Model("x", "x", pretrained.NETWORK, {}, (), None)  # type: ignore[arg-type]
    short = cut.until(whole, path)
    done, all_of_it = (shapes.totals(shapes.records(one.network)).macs for one in (short, whole))
    assert done < most * all_of_it
    assert any(record.path == path for record in shapes.records(short.network))
