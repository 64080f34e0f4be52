"""What is kept of a model never answers for another: of the same weights that read pixels otherwise, or with other
names."""

import dataclasses

import numpy as np
import pytest

from cnnviz.inspect import passing, preparation, trained_runs
from cnnviz.inspect.looks import scans, sets
from cnnviz.inspect.way import graph
from cnnviz.inspect.where import looked
from cnnviz.training import recorded, runs
from cnnviz.ui import caching


@pytest.mark.parametrize("ordered_first", [True, False])
def test_the_twin_of_a_network_of_permuted_pixels_reads_them_as_it_does(ordered_first: bool) -> None:
    caching.TWINS.clear()
    model = trained_runs.model(runs.fetch_run(recorded.CNN[1]))
    both = [looked.reading(model), model]
    for one in both if ordered_first else both[::-1]:
        found = caching.twin(one)
        assert found.preparation == one.preparation
        assert found.id == f"{model.id}-twin-0"
    values = np.random.default_rng(0).normal(size=model.preparation.size).astype(np.float32)
    given = preparation.ordered(values, model.preparation)
    whole, read = (passing.logits(caching.twin(one), seen) for one, seen in ((model, values), (both[0], given)))
    np.testing.assert_array_equal(whole, read)


def test_a_sheet_has_the_names_of_now() -> None:
    model = trained_runs.model(runs.fetch_run(recorded.FIRST))
    step = graph.graph(model.network).stations[-1].steps[-1]
    pictures = dataclasses.replace(sets.bundled(), parts=sets.bundled().parts[:4], id="four")
    known = scans.Scans().look(model, step, pictures, 60)
    names = tuple(f"word {at}" for at in range(step.output[0]))
    for called in (model.classes, names):
        sheet = caching.look_sheet(model, step, pictures, known, called)
        assert sheet["labels"][0].startswith(f"{called[0]}: ")
