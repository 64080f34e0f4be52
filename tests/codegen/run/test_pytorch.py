"""The script of a run, run: it ends with the run's own weights."""

import ast
import contextlib
import io
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.codegen.run import pytorch
from cnnviz.nets import layers, networks
from cnnviz.training import config as configs
from cnnviz.training.events import Event, EventKind
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
    "permuted": {"permuted": True, "seed": 2},
    "permuted, shifted, dropout": {
        "network": runs.network(*runs.small(0.5)),
        "augmentation": configs.Augmentation(shift=2),
        "permuted": True,
    },
    "branches, shortcuts, heads": {"network": runs.network(*DEEP)},
    "heads, smoothing": {"network": runs.network(*DEEP), "smoothing": 0.2, "seed": 3},
    "fixed filters": {"fixed": "kirsch", "batch": 1000},
    "a branch": {"branch": configs.Branch("abc", 3)},
    "a branch with fixed filters": {"branch": configs.Branch("abc", 3), "fixed": "sobel"},
}


def started(config: configs.Config) -> Event | None:
    """What a config that branches begins with."""
    return runs.of(EventKind.SNAPSHOT, runs.history(runs.config(seed=5)))[-1] if config.branch else None


def written(folder: Path, config: configs.Config, start: Event | None) -> None:
    """The script, and all that it reads, into the folder."""
    data = runs.dataset()
    parts = {"train": data.train, "validation": data.validation, "test": data.test}
    arrays = {f"{name}_pictures": part.pictures for name, part in parts.items()}
    arrays |= {f"{name}_labels": part.labels for name, part in parts.items()}
    np.savez(folder / "data.npz", allow_pickle=False, **arrays)
    if start:
        np.savez(folder / "start.npz", allow_pickle=False, **start.arrays)
    (folder / "train.py").write_text(pytorch.source(config, data.classes), encoding="utf-8")


def executed(folder: Path, config: configs.Config, start: Event | None) -> dict[str, np.ndarray]:
    written(folder, config, start)
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
        ours = runs.weights(runs.history(config, start=start))
    finally:
        torch.set_num_threads(before)
    theirs = executed(tmp_path, config, start)
    assert runs.same(ours, theirs)


@st.composite
def configs_drawn(draw: st.DrawFn) -> configs.Config:
    """A run of few batches; every setting leaves its default."""
    network = draw(st.sampled_from([DEEP, NORMALISED, runs.small(0.5), runs.small(0.0)]))
    augmentation = configs.Augmentation(
        draw(st.integers(0, 2)),
        draw(st.sampled_from([0, 20])),
        draw(st.booleans()),
        draw(st.sampled_from([0, 0.2])),
        draw(st.integers(0, 3)),
    )
    return runs.config(
        network=runs.network(*network),
        optimiser=draw(st.sampled_from(list(configs.OPTIMISERS))),
        rate=draw(st.sampled_from([0.01, 0.003])),
        schedule=draw(st.sampled_from(list(configs.SCHEDULES))),
        batch=draw(st.sampled_from([4, 7, 1000])),
        epochs=draw(st.integers(1, 2)),
        decay=draw(st.sampled_from([0, 0.01])),
        smoothing=draw(st.sampled_from([0, 0.2])),
        augmentation=augmentation,
        permuted=draw(st.booleans()),
        fixed=draw(st.sampled_from(list(configs.FIXED))),
        seed=draw(st.integers(0, 3)),
        branch=draw(st.sampled_from([None, None, configs.Branch("abc", 3)])),
    )


@settings(max_examples=20)
@given(configs_drawn())
def test_the_script_of_any_run_ends_with_its_weights(config: configs.Config) -> None:
    same = runs.config(seed=5, network=config.network)
    start, before = (
        (runs.of(EventKind.SNAPSHOT, runs.history(same))[-1] if config.branch else None),
        torch.get_num_threads(),
    )
    try:
        ours = runs.weights(runs.history(config, start=start))
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            written(Path(folder), config, start)
            runpy.run_path(f"{folder}/train.py", run_name="__main__")
            with np.load(f"{folder}/weights.npz", allow_pickle=False) as weights:
                theirs = dict(weights)
    finally:
        torch.set_num_threads(before)
    assert runs.same(ours, theirs)


def test_classes_are_only_ever_strings() -> None:
    hostile = ['"]; import os; ["', "'''", '"""', "\\", "名前", "😀", "{x}\n"]
    source = pytorch.source(runs.config(), hostile)
    found = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CLASSES"
    )
    assert ast.literal_eval(found) == hostile


@pytest.mark.parametrize("name", RUNS)
def test_the_script_is_short_and_imports_what_it_needs(name: str) -> None:
    source = pytorch.source(runs.config(**RUNS[name]), runs.CLASSES)
    assert "cnnviz" not in "\n".join(line for line in source.splitlines() if "import" in line)
    assert max(map(len, source.splitlines())) <= 120 or "kernels = np.array" in source
    assert source.count("\n") < 230
