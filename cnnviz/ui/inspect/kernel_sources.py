"""Whose kernels are searched: the network that learned from a million photos, a recorded run, a run of the learner's,
or a file that they bring."""

from dataclasses import dataclass

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.inspect import pretrained, trained_runs
from cnnviz.inspect.alike import spatial
from cnnviz.nets import forward, networks
from cnnviz.training import recorded, runs
from cnnviz.ui import caching, widgets
from cnnviz.ui.networks import own_model, own_run

REAL, RECORDED, OWN, BROUGHT = pretrained.ID, "recorded", "run", "onnx"
LABELS = {REAL: pretrained.NETWORK.name, RECORDED: "The recorded run", OWN: "A run of yours", BROUGHT: own_model.LABEL}
# Said while the real network is not at hand.
MEANWHILE = "Meanwhile the kernels of the recorded run are searched."


@dataclass(frozen=True, eq=False)
class Source:
    """The convolutions of a trained network; the `key` tells its weights from all others'."""

    key: str
    label: str
    layers: tuple[spatial.SpatialLayer, ...]


def chosen(kind: str) -> Source:
    """The source of that kind. Raises InputError where it cannot be read."""
    if kind == REAL:
        return Source(REAL, LABELS[REAL], caching.pretrained_layers())
    if kind == OWN:
        run = own_run.chosen("its filters are searched")
        return _of_run(run, f"Your run: {run.config.network.name}")
    if kind == BROUGHT:
        if (model := own_model.model()) is not None:
            return _source(model.id, f"Your model: {model.network.name}", model.network, model.weights)
        st.caption(MEANWHILE)
    return _of_run(runs.fetch_run(recorded.FIRST), LABELS[RECORDED])


def menu() -> str:
    """Which source is chosen."""
    return widgets.choice("searched", "Search in", LABELS, REAL, along=BROUGHT, width=220)


def _of_run(run: runs.Run, label: str) -> Source:
    moment, tensors = trained_runs.learned(run)
    return _source(moment, label, run.config.network, tensors)


def _source(key: str, label: str, network: networks.Network, weights: forward.Weights) -> Source:
    layers = spatial.spatial_layers(network, weights)
    if not layers:
        raise InputError(f"“{network.name}” has no kernels larger than 1 × 1. Choose a network with convolutions.")
    return Source(key, label, layers)
