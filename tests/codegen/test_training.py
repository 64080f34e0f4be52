"""The script of a run, run: it ends with the run's own weights."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from cnnviz.codegen import training
from cnnviz.nets import layers, networks
from cnnviz.training import config as configs
from cnnviz.training import events
from cnnviz.training.events import Event
from tests.training.learning import runs
from tests.training.learning.runs import RELU

EVERYTHING = configs.Augmentation(shift=2, turn=10, mirror=True, noise=0.1, erase=3)
DEEP = (
    networks.Block("first", (layers.Conv(6, padding="same"), layers.BatchNorm(), RELU)),
    networks.Residual((layers.Conv(6, padding="same"), RELU, layers.Dropout(0.2))),
    networks.Auxiliary((layers.Flatten(), layers.Dense(3))),
    layers.Pool("max", (3, 3), (2, 2)),
    networks.Parallel(((layers.Conv(4), RELU), (layers.Conv(4), RELU))),
    layers.Flatten(),
    layers.Dropout(0.5),
    layers.Dense(3),
    layers.Activation("softmax"),
)
NORMALISED = (layers.Conv(8), layers.BatchNorm(), RELU, layers.Pool(), layers.Flatten(), layers.Dense(3))
RUNS: dict[str, dict[str, Any]] = {
    "Adam, one cycle, dropout": {"network": runs.network(*runs.small(0.5))},
    "momentum, cosine, batch normalisation": {
        "network": runs.network(*NORMALISED),
        "optimiser": "momentum",
        "schedule": "cosine",
        "rate": 0.02,
    },
    "SGD, steps, smoothing, decay": {
        "optimiser": "SGD",
        "schedule": "step",
        "smoothing": 0.1,
        "decay": 0.01,
        "rate": 0.05,
    },
    "AdamW, shifted": {
        "optimiser": "AdamW",
        "schedule": "constant",
        "decay": 0.05,
        "augmentation": configs.Augmentation(shift=2),
    },
    "one cycle of one step": {"batch": 1000, "epochs": 1},
    "AdamW without decay": {"optimiser": "AdamW"},
    "all augmentation": {"augmentation": EVERYTHING, "seed": 7},
    "branches, shortcuts, heads": {"network": runs.network(*DEEP)},
    "fixed filters": {"fixed": "kirsch", "batch": 1000},
    "a branch": {"branch": configs.Branch("abc", 3)},
    "a branch with fixed filters": {"branch": configs.Branch("abc", 3), "fixed": "sobel"},
}


def started(config: configs.Config) -> Event | None:
    """What a config that branches begins with."""
    return runs.of(events.SNAPSHOT, runs.told(runs.config(seed=5)))[-1] if config.branch else None


def executed(folder: Path, config: configs.Config, start: Event | None) -> dict[str, np.ndarray]:
    data = runs.dataset()
    parts = {"train": data.train, "validation": data.validation, "test": data.test}
    arrays = {f"{name}_pictures": part.pictures for name, part in parts.items()}
    arrays |= {f"{name}_labels": part.labels for name, part in parts.items()}
    np.savez(folder / "data.npz", allow_pickle=False, **arrays)
    if start:
        np.savez(folder / "start.npz", allow_pickle=False, **start.arrays)
    (folder / "train.py").write_text(training.script(config, data.classes), encoding="utf-8")
    done = subprocess.run([sys.executable, "train.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert "Test accuracy" in done.stdout
    with np.load(folder / "weights.npz", allow_pickle=False) as weights:
        return dict(weights)


@pytest.mark.parametrize("name", RUNS)
def test_the_script_ends_with_the_weights_of_the_run_to_the_last_bit(name: str, tmp_path: Path) -> None:
    config = runs.config(**RUNS[name])
    start, before = started(config), torch.get_num_threads()
    try:
        ours = runs.weights(runs.told(config, start=start))
    finally:
        torch.set_num_threads(before)
    theirs = executed(tmp_path, config, start)
    assert runs.same(ours, theirs)


def test_classes_are_only_ever_strings() -> None:
    hostile = ['"]; import os; ["', "'''", '"""', "\\", "名前", "😀", "{x}\n"]
    source = training.script(runs.config(), hostile)
    found = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CLASSES"
    )
    assert ast.literal_eval(found) == hostile


@pytest.mark.parametrize("name", RUNS)
def test_the_script_is_short_and_imports_what_it_needs(name: str) -> None:
    source = training.script(runs.config(**RUNS[name]), runs.CLASSES)
    assert "cnnviz" not in "\n".join(line for line in source.splitlines() if "import" in line)
    assert max(map(len, source.splitlines())) <= 120 or "kernels = np.array" in source
    assert source.count("\n") < 230
