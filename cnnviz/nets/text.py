"""Networks as text: JSON with a version, and a link short enough for an address.

A network comes from strangers here. Its text is bounded before it is read, its lists before layers are made of them,
and every value passes the layers' own checks.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, NoReturn

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets import checks, networks
from cnnviz.nets.layers import Layer, Layers, Padding, Pair
from cnnviz.nets.networks import Branches, Network

# Settings at their defaults are left out, so a default may not change without a new version.
VERSION = 1


def to_json(network: Network, indent: int | None = None) -> str:
    """The network as JSON, settings at their defaults left out; `from_json` gives the same network back."""
    layers = [_described(layer) for layer in network.layers]
    whole = {"version": VERSION, "name": network.name, "input": network.input, "layers": layers}
    separators = (",", ":") if indent is None else None
    return json.dumps(whole, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False)


def from_json(text: str) -> Network:
    """The network described. Raises InputError that says what of the text cannot be used."""
    if len(text) > limits.NET_JSON_BYTES or len(text.encode(errors="replace")) > limits.NET_JSON_BYTES:
        raise InputError(f"This description is longer than {limits.NET_JSON_BYTES:,} bytes. Leave some layers out.")
    whole = _object(_parsed(text), "The description of a network")
    checks.version(whole.pop("version", None), VERSION, "This description")
    _known(whole, {"name", "input", "layers"}, "A network")
    missing = [key for key in ("name", "input", "layers") if key not in whole]
    if missing:
        raise InputError(f"This description lacks “{missing[0]}”. Export it again, or add it.")
    size, layers = _list(whole["input"], "input"), _Reader().layers(whole["layers"], 1)
    return Network(whole["name"], tuple(size), layers)


def to_link(network: Network) -> str:
    """The network in letters, digits, - and _. Raises InputError for one too large for an address."""
    token = to_token(to_json(network))
    if len(token) > limits.NET_LINK_CHARACTERS:
        raise InputError(f"This network needs a link of {len(token):,} characters. Export it as JSON instead.")
    return token


def from_link(token: str) -> Network:
    """The network of a link. Raises InputError for what is none."""
    return from_json(from_token(token, "This link holds no network. Ask for it again: part of it may be missing."))


def to_token(written: str) -> str:
    """A description in letters, digits, - and _."""
    return base64.urlsafe_b64encode(zlib.compress(written.encode(), 9)).decode().rstrip("=")


def from_token(token: str, broken: str) -> str:
    """The description of a token, no longer than one may be. Raises InputError with that sentence for what is none."""
    if len(token) > limits.NET_LINK_CHARACTERS or not token.isascii():
        raise InputError(broken)
    unpacker = zlib.decompressobj()
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        raw = unpacker.decompress(packed, limits.NET_JSON_BYTES + 1)
        written = raw.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise InputError(broken) from None
    if not unpacker.eof or unpacker.unused_data or len(raw) > limits.NET_JSON_BYTES:
        raise InputError(broken)
    return written


def _described(layer: Layer) -> dict[str, Any]:
    described: dict[str, Any] = {"layer": type(layer).__name__}
    for field in fields(layer):
        value = getattr(layer, field.name)
        if field.default is MISSING or value != field.default:
            described[field.name] = WRITERS.get(field.type, _plain)(value)
    return described


def _plain(value: object) -> object:
    return value


def _parsed(text: str) -> object:
    try:
        # Editors on Windows begin a file with a mark.
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=_no_number)
    except RecursionError:
        raise InputError("This description nests too deeply to be a network. Export it again.") from None
    except json.JSONDecodeError as why:
        raise InputError(f"This is no JSON: {why.msg} in line {why.lineno}, column {why.colno}.") from None
    except InputError:
        raise
    except ValueError:
        raise InputError("This description holds a number of thousands of digits. Write a smaller one.") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError("This description names a setting twice in one place. Keep one of the two.")
    return found


def _no_number(word: str) -> NoReturn:
    raise InputError(f"“{word}” in this description is not a number. Write a finite one.")


class _Reader:
    """Layers made one after the other, counted against the caps before they are made."""

    def __init__(self) -> None:
        self.seen = 0

    def layers(self, value: object, depth: int) -> Layers:
        described = _list(value, "layers")
        if depth > limits.NET_DEPTH:
            raise InputError(f"Layers lie within layers more than {limits.NET_DEPTH} deep. Take some out of theirs.")
        self.seen += len(described)
        if self.seen > limits.NET_LAYERS:
            raise InputError(f"This network has more than {limits.NET_LAYERS:,} layers. Leave some out.")
        return tuple(self.layer(one, depth) for one in described)

    def layer(self, value: object, depth: int) -> Layer:
        settings = _object(value, "A layer")
        name = settings.pop("layer", None)
        if name is None:
            raise InputError(
                f"A layer lacks “layer”, which says its kind: one of {', '.join(networks.LAYERS)}. Add it."
            )
        if not isinstance(name, str) or name not in networks.LAYERS:
            raise InputError(f"There is no layer {shown(name)}. Choose one of {', '.join(networks.LAYERS)}.")
        kind = networks.LAYERS[name]
        types = {field.name: field.type for field in fields(kind)}
        _known(settings, set(types), name)
        return kind(**{key: self.setting(types[key], given, depth) for key, given in settings.items()})

    def setting(self, kind: object, value: object, depth: int) -> object:
        if kind == Layers:
            return self.layers(value, depth + 1)
        if kind == Branches:
            branches = _list(value, "branches")
            if len(branches) > limits.NET_BRANCHES:
                raise InputError(
                    f"{len(branches):,} branches side by side are too many; {limits.NET_BRANCHES} at most."
                )
            return tuple(self.layers(branch, depth + 1) for branch in branches)
        return READERS.get(kind, _plain)(value)


def _tuples(value: object) -> object:
    """Lists of at most two, and lists of those, as tuples; anything else is left for the layer to refuse."""
    if isinstance(value, list) and len(value) <= 2:
        return tuple(tuple(one) if isinstance(one, list) and len(one) <= 2 else one for one in value)
    return value


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{what} is written in braces, with its settings by name; {shown(value)} is not.")
    return dict(value)


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"“{what}” is a list in square brackets; {shown(value)} is not.")
    return value


def _known(settings: dict[str, Any], known: set[str], what: str) -> None:
    unknown = [key for key in settings if key not in known]
    if unknown:
        raise InputError(f"{what} has no setting {shown(unknown[0])}. It has {', '.join(sorted(known)) or 'none'}.")


READERS: dict[object, Callable[[object], object]] = {Pair: _tuples, Padding: _tuples}

WRITERS: dict[object, Callable[[Any], object]] = {
    Layers: lambda layers: [_described(layer) for layer in layers],
    Branches: lambda branches: [[_described(layer) for layer in branch] for branch in branches],
}
