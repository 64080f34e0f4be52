"""cnnviz.inspect.twin: the same network, nothing learned, numbers of a size."""

import numpy as np

from cnnviz.images import samples
from cnnviz.inspect import models, passing, preparation, trained_runs, twin
from cnnviz.inspect.models import Model
from cnnviz.training import recorded, runs


def test_a_twin_has_the_same_tensors_with_other_numbers(lite0: Model) -> None:
    found = twin.twin(lite0)
    assert {name: one.shape for name, one in found.weights.items()} == {
        name: one.shape for name, one in lite0.weights.items()
    }
    kernel = found.weights["8.0.weight"]
    assert abs(np.corrcoef(kernel.ravel(), lite0.weights["8.0.weight"].ravel())[0, 1]) < 0.01
    assert not any(one.flags.writeable for one in found.weights.values())
    assert found.id != lite0.id
    assert found.classes == lite0.classes


def test_numbers_neither_vanish_nor_blow_up_on_a_photo(lite0: Model) -> None:
    found = twin.twin(lite0)
    photo = samples.picture("coffee", 384).pixels
    made = passing.through(found, preparation.prepared(photo, found.preparation).values)
    assert all(0.01 < float(one.std()) < 100 for one in made.values())


def test_the_recorded_runs_twin_answers_otherwise() -> None:
    run = trained_runs.model(runs.fetch_run(recorded.FIRST))
    photo = preparation.prepared(samples.picture("text", 64).pixels, run.preparation).values
    own, other = (models.answers(one, passing.logits(one, photo)) for one in (run, twin.twin(run)))
    assert [one.share for one in own] != [one.share for one in other]
    assert np.isfinite([one.logit for one in other]).all()
