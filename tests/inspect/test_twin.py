"""cnnviz.inspect.twin: the same network, nothing learned, numbers of a size."""

import numpy as np
import pytest

from cnnviz.images import samples
from cnnviz.inspect import models, passing, preparation, trained_runs, twin
from cnnviz.inspect.models import Model
from cnnviz.nets import layers, networks
from cnnviz.training import recorded, runs
from tests.nets import forward_cases


def small(network: networks.Network) -> Model:
    """A model of that network, with weights of torch's."""
    read = preparation.Preparation(network.input, 1.0, preparation.NORMALISATIONS["unit"])
    weights = forward_cases.weights(forward_cases.module(network))
    return Model("small", "Small", network, weights, tuple("abcdefg"), read)


def test_a_twin_has_the_same_tensors_with_other_numbers(lite0: Model) -> None:
    found = twin.twin(lite0)
    assert {name: one.shape for name, one in found.weights.items()} == {
        name: one.shape for name, one in lite0.weights.items()
    }
    kernel = found.weights["8.0.weight"]
    assert kernel.std() == pytest.approx(np.sqrt(2 / 320), rel=0.01)
    assert abs(np.corrcoef(kernel.ravel(), lite0.weights["8.0.weight"].ravel())[0, 1]) < 0.01
    assert all(one.dtype == np.float32 and not one.flags.writeable for one in found.weights.values())
    assert found.id != lite0.id
    assert found.classes == lite0.classes


def test_a_seed_gives_the_same_twin_again() -> None:
    model = small(forward_cases.MIXED)
    first, again, other = twin.twin(model), twin.twin(model), twin.twin(model, 1)
    assert all(np.array_equal(first.weights[name], again.weights[name]) for name in first.weights)
    assert not np.array_equal(first.weights["0.weight"], other.weights["0.weight"])
    assert not np.array_equal(first.weights["3.body.0.weight"], first.weights["3.body.3.weight"])


def test_numbers_neither_vanish_nor_blow_up(lite0: Model) -> None:
    found = twin.twin(lite0)
    photo = samples.picture("coffee", 384).pixels
    made = passing.through(found, preparation.prepared(photo, found.preparation).values)
    assert all(0.01 < float(one.std()) < 100 for one in made.values())


def test_batch_normalisation_makes_every_channel_of_the_photographs_alike() -> None:
    network = networks.Network("one", (3, 20, 20), (layers.Conv(6, bias=False), layers.BatchNorm()))
    found = twin.twin(small(network))
    photos = [preparation.prepared(samples.picture(key, 384).pixels, found.preparation) for key in samples.SAMPLES]
    of_app = [one for one, key in zip(photos, samples.SAMPLES, strict=True) if key in samples.photographs.PHOTOGRAPHS]
    made = passing.through(found, np.stack([one.values for one in of_app]))["1"]
    np.testing.assert_allclose(made.mean((0, 2, 3)), 0, atol=0.05)
    np.testing.assert_allclose(made.std((0, 2, 3)), 1, atol=0.1)


def test_the_recorded_runs_twin_answers_otherwise() -> None:
    run = trained_runs.model(runs.fetch_run(recorded.FIRST))
    photo = preparation.prepared(samples.picture("text", 64).pixels, run.preparation).values
    own, other = (models.answers(one, passing.logits(one, photo)) for one in (run, twin.twin(run)))
    assert [one.share for one in own] != [one.share for one in other]
    assert np.isfinite([one.logit for one in other]).all()
