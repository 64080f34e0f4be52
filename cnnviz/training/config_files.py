"""A file that somebody brings back: a run's settings, or a network."""

import json

from cnnviz.nets import foreign, text
from cnnviz.nets.networks import Network
from cnnviz.training import config as configs
from cnnviz.training.config import Config

# What a run's settings name and a network does not.
RUN = {"network", "optimiser", "epochs", "data"}


def read(data: bytes) -> Config | Network:
    """The settings or the network that the file describes, whatever it is called. Raises InputError: neither."""
    written = foreign.text(data)
    try:
        described = json.loads(written)
    except (ValueError, RecursionError):
        described = None
    if isinstance(described, dict) and RUN & set(described):
        return configs.from_json(written)
    return text.from_json(written)


def network(data: bytes) -> Network:
    """The network of such a file. Raises InputError where it is none."""
    found = read(data)
    return found.network if isinstance(found, Config) else found
