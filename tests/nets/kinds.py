"""The kinds of layers there are, for tests that nothing which reads a network forgets one."""

from typing import Any

from cnnviz.nets import networks

CONTAINERS = {kind for kind in networks.LAYERS.values() if issubclass(kind, networks.Container)}
LEAVES = set(networks.LAYERS.values()) - CONTAINERS


def known(function: Any) -> set[type]:
    """The kinds that a `singledispatch` function has an answer of its own for."""
    return set(function.registry) - {object}
