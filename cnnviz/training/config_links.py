"""A run's settings as letters for an address: all but its network, which a link holds by itself."""

import json

from cnnviz.nets import text
from cnnviz.training import config as configs
from cnnviz.training.config import Config

BROKEN = "This link's settings cannot be read. Ask for it again: part of it may be missing."


def token(config: Config) -> str:
    """The settings in letters, digits, - and _; those at their defaults take no room."""
    usual, settings = (json.loads(configs.to_json(one)) for one in (Config(), config))
    moved = {name: value for name, value in settings.items() if name != "network" and value != usual[name]}
    return text.to_token(json.dumps({"version": configs.VERSION, **moved}, separators=(",", ":")))


def config(token: str) -> Config:
    """The settings of a link, with the usual network. Raises InputError for what is none."""
    return configs.from_json(text.from_token(token, BROKEN))
