"""cnnviz.inspect.trained_runs: what a run has learned, as a model."""

import numpy as np
import pytest

from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.inspect import passing, trained_runs
from cnnviz.nets import forward
from cnnviz.training import config as configs
from cnnviz.training import recorded, runs, weights
from cnnviz.training.events import EventKind


@pytest.mark.parametrize("view", [recorded.FIRST, recorded.DENSE[1]])
def test_a_recorded_run_says_as_a_model_what_it_says_as_a_run(view: str) -> None:
    run = runs.fetch_run(view)
    model = trained_runs.model(run)
    pixels = runs.validation(run).pictures[:5]
    ours = passing.logits(model, np.stack([model.preparation.normalisation.applied(one) for one in pixels]))
    begun, network = weights.begun(run), configs.trained(run.config.network)
    read = weights.standardised(permutation.read(pixels, run.config), begun)
    theirs = forward.outputs(network, weights.tensors(weights.newest(run)), read)[model.last]
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-3)
    assert list(model.classes) == list(begun["classes"])
    assert (model.preparation.seed is not None) == run.config.permuted


def test_an_earlier_moment_has_its_own_weights() -> None:
    run = runs.fetch_run(recorded.FIRST)
    first = runs.fetch_events(run, 0, (EventKind.SNAPSHOT,))[0].seq
    then, now = trained_runs.model(run, first), trained_runs.model(run)
    assert not np.array_equal(then.weights["0.weight"], now.weights["0.weight"])


def test_every_moment_of_a_run_has_a_name_of_its_own() -> None:
    run = runs.fetch_run(recorded.FIRST)
    snapshots = [one.seq for one in runs.fetch_events(run, 0, (EventKind.SNAPSHOT,))[:3]]
    assert len({trained_runs.model(run, one).id for one in snapshots}) == len(snapshots)


def test_a_run_that_has_diverged_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "tensors", lambda event: {"0.weight": np.array([1, np.nan], np.float32)})
    with pytest.raises(InputError, match="diverged"):
        trained_runs.model(runs.fetch_run(recorded.FIRST))
