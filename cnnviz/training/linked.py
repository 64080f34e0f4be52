"""A run's settings as letters for an address: all but its network, which a link holds by itself."""

import base64
import binascii
import json
import zlib

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config as configs
from cnnviz.training.config import Config


def token(config: Config) -> str:
    """The settings in letters, digits, - and _; those at their defaults take no room."""
    usual, said = (json.loads(configs.to_json(one)) for one in (Config(), config))
    moved = {name: value for name, value in said.items() if name != "network" and value != usual[name]}
    packed = zlib.compress(json.dumps({"version": configs.VERSION, **moved}, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def config(token: str) -> Config:
    """The settings of a link, with the usual network. Raises InputError for what is none."""
    broken = InputError("This link's settings cannot be read. Ask for it again: part of it may be missing.")
    if len(token) > limits.NET_LINK_CHARACTERS or not token.isascii():
        raise broken
    unpacker = zlib.decompressobj()
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        said = unpacker.decompress(packed, limits.NET_JSON_BYTES + 1).decode()
    except (binascii.Error, zlib.error, ValueError):
        raise broken from None
    if not unpacker.eof or unpacker.unused_data:
        raise broken
    return configs.from_json(said)
