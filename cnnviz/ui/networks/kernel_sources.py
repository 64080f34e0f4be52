"""Whose kernels are searched: a recorded run's, or those of a run of the learner's."""

import re
from dataclasses import dataclass

from cnnviz.errors import InputError
from cnnviz.inspect import spatial
from cnnviz.training import recorded, runs, weights
from cnnviz.ui import widgets

RECORDED, OWN = "recorded", "run"
LABELS = {RECORDED: "The recorded run", OWN: "A run of yours"}
# The id of a run, alone or in a link to it.
_RUN = re.compile(r"(?:.*[?&]run=)?([0-9A-Za-z]{1,64})(?:[&#-].*)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, eq=False)
class Source:
    """The convolutions of a trained network; the `key` tells its weights from all others'."""

    key: str
    label: str
    layers: tuple[spatial.SpatialLayer, ...]


def chosen(kind: str) -> Source:
    """The source of that kind. Raises InputError where it cannot be read."""
    if kind == OWN:
        return _own(widgets.text("run", "The run, or a link to it", "", help="On the page “Watch it learn”: Share."))
    return _of_run(runs.fetch_run(recorded.FIRST), LABELS[RECORDED])


def menu() -> str:
    """Which source is chosen."""
    return widgets.choice("searched", "Search in", LABELS, RECORDED, width=220)


def _own(given: str) -> Source:
    found = _RUN.fullmatch(given.strip())
    if not found:
        raise InputError("Paste the link of a run, from its page in “Watch it learn”: its filters are searched then.")
    run = runs.fetch_run(found[1])
    return _of_run(run, f"Your run: {run.config.network.name}")


def _of_run(run: runs.Run, label: str) -> Source:
    event = weights.newest(run)
    layers = spatial.spatial_layers(run.config.network, weights.tensors(event))
    if not layers:
        raise InputError(
            f"“{run.config.network.name}” has no kernels larger than 1 × 1. Choose a run with convolutions."
        )
    return Source(f"{run.view}/{event.step}", label, layers)
