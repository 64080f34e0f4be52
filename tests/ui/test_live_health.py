"""What the live panel says of runs that went wrong: real ones, as they are recorded."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.api.runs import answers
from cnnviz.datasets.data import Dataset
from cnnviz.nets import layers
from cnnviz.training.events import Event, EventKind
from tests import node
from tests.training.learning import runs

DRIVER = Path(__file__).parent / "health_driver.mjs"


def hub(history: Sequence[Event], data: Dataset) -> dict[str, Any]:
    """A run as the browser knows it."""
    names = ("loss", "accuracy")
    scalars = runs.of(EventKind.SCALARS, history)
    series = {name: np.concatenate([one.arrays[name] for one in scalars]).tolist() for name in names}
    done = runs.of(EventKind.DONE, history)[-1].header
    hub = {
        "begun": runs.of(EventKind.BEGUN, history)[0].header,
        "scalars": {"step": list(range(1, len(series["loss"]) + 1)), **series},
        "snapshots": [{"step": one.step, **one.header} for one in runs.of(EventKind.SNAPSHOT, history)],
        "evaluations": [{"step": one.step, **one.header} for one in runs.of(EventKind.EVALUATION, history)],
        "labels": data.validation.labels.tolist(),
        "run": {"status": done["why"]},
        "done": done,
    }
    made: dict[str, Any] = answers.finite(hub)
    return made


def shuffled(data: Dataset) -> Dataset:
    """Labels that have nothing to do with the pictures."""
    order = np.random.default_rng(0).permutation(len(data.train))
    return replace(data, train=replace(data.train, labels=data.train.labels[order]))


def test_a_dead_network_shuffled_labels_and_divergence_are_each_named_and_a_good_run_is_not() -> None:
    data = runs.dataset(validation=120)
    dense = runs.network(layers.Flatten(), layers.Dense(64), runs.RELU, layers.Dense(3))
    heart = runs.config(network=dense, optimiser="Adam", rate=0.01, epochs=40, schedule="constant")
    dead = runs.config(optimiser="Adam", rate=5.0, epochs=20, schedule="constant", network=runs.network(*runs.small()))
    wild = runs.config(network=dense, optimiser="Adam", rate=3.0, epochs=14, schedule="constant")
    made = [
        hub(runs.history(one, given), given)
        for one, given in (
            (runs.config(epochs=12), data),
            (heart, data),
            (heart, shuffled(data)),
            (dead, data),
            (wild, data),
        )
    ]
    good, known, by_heart, dying, diverging = node.answers(DRIVER, made)
    assert (good, known) == ("", "")
    assert by_heart.startswith("Learned by heart: ")
    assert "labels" in by_heart
    assert dying.startswith("Dead: ")
    assert "learning rate ten times smaller" in dying
    assert "Diverging: " in diverging
    assert "ten times smaller" in diverging
