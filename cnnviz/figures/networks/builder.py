"""A network as the builder component reads it: its tree, what can be set of every kind of layer, and its numbers."""

import json
from dataclasses import MISSING, Field, fields
from typing import Any

from cnnviz import numbers
from cnnviz.figures.networks import diagrams
from cnnviz.nets import layers, networks, shapes, text

# Settings that are a choice of names, by layer and setting.
CHOICES = {
    ("Pool", "kind"): layers.POOLINGS,
    ("GlobalPool", "kind"): layers.POOLINGS,
    ("AdaptivePool", "kind"): layers.POOLINGS[:2],
    ("Activation", "kind"): layers.ACTIVATIONS,
    ("Parallel", "merge"): networks.MERGES,
}


def data(
    network: networks.Network, walk: shapes.Walk, edition: str = "", trouble: str = "", kinds: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Everything the component needs; `trouble` says why the last change, its `edition`, was not taken over. With
    `kinds`, only these layers can be added, and the size of the input is not the builder's."""
    return {
        "tree": json.loads(text.to_json(network)),
        "schema": schema(),
        "kinds": kinds or tuple(networks.LAYERS),
        "sized": not kinds,
        "records": {record.path: _numbers(record) for record in walk.records},
        "problem": {"path": walk.path, "sentence": walk.problem},
        "edition": edition,
        "trouble": trouble,
        "words": diagrams.whole(network, walk),
    }


def schema() -> dict[str, list[dict[str, Any]]]:
    """For every kind of layer its settings: {name, label, kind of control, usual value, options, step}."""
    return {
        name: [_setting(name, field) for field in fields(kind) if field.type not in (layers.Layers, networks.Branches)]
        for name, kind in networks.LAYERS.items()
    }


def _setting(layer: str, field: Field[Any]) -> dict[str, Any]:
    control = "choice" if (layer, field.name) in CHOICES else CONTROLS[field.type]
    return {
        "name": field.name,
        "label": field.name.replace("_", " "),
        "kind": control,
        "usual": None if field.default is MISSING else field.default,
        "options": CHOICES.get((layer, field.name), ()),
        "step": "any" if field.type is float else 1,
    }


def _numbers(record: shapes.Record) -> dict[str, str]:
    return {
        "title": record.layer.title,
        "output": numbers.size(record.output),
        "parameters": f"{record.parameters:,}" if record.parameters else "",
    }


# What each type of setting is edited with.
CONTROLS: dict[object, str] = {
    int: "number",
    float: "number",
    str: "text",
    bool: "switch",
    layers.Pair: "pair",
    layers.Padding: "padding",
}
