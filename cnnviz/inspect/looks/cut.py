"""A network up to one of its layers: what comes later need not be computed."""

import dataclasses

from cnnviz.inspect.models import Model
from cnnviz.nets import layers, networks


def until(model: Model, path: str) -> Model:
    """The model without what follows the layer at that path, which keeps its path; branches are kept whole."""
    network = dataclasses.replace(model.network, layers=_until(model.network.layers, path.split(".")))
    return dataclasses.replace(model, network=network)


def _until(sequence: layers.Layers, parts: list[str]) -> layers.Layers:
    first, *rest = parts
    *before, last = sequence[: int(first) + 1]
    if rest and isinstance(last, networks.Block):
        last = dataclasses.replace(last, body=_until(last.body, rest))
    return (*before, last)
