"""The names of a model's classes, out of what somebody types, pastes or drops: a line each, or JSON."""

import codecs
import json

from cnnviz import limits
from cnnviz.errors import InputError, printable

FORMS = "Write one name a line, or a list in JSON."


def numbered(count: int) -> tuple[str, ...]:
    """Names for classes that nobody has named."""
    return tuple(f"class {at:,}" for at in range(1, count + 1))


def text(data: bytes) -> str:
    """A file's text. Raises InputError where it is none, or too long."""
    if len(data) > limits.NET_JSON_BYTES:
        raise InputError(f"This list is longer than {limits.NET_JSON_BYTES:,} bytes. {FORMS}")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise InputError(f"This file is not text in UTF-8. {FORMS}") from None


def named(said: str, count: int) -> tuple[str, ...]:
    """The names of `count` classes, in the order of the outputs. Raises InputError where there are not as many."""
    if len(said) > limits.NET_JSON_BYTES:
        raise InputError(f"This list is longer than {limits.NET_JSON_BYTES:,} signs. {FORMS}")
    found = _listed(said)
    if len(found) != count:
        raise InputError(f"The model tells {count:,} classes apart, and this list has {len(found):,} names. {FORMS}")
    return tuple(_short(name) or f"class {at:,}" for at, name in enumerate(found, 1))


def _listed(said: str) -> list[str]:
    if said.lstrip()[:1] in ("[", "{"):
        try:
            return _of_json(json.loads(said))
        except (ValueError, RecursionError):
            raise InputError(f"This is no list in JSON. {FORMS}") from None
    return said.strip("\n\r \t").splitlines() if said.strip() else []


def _of_json(found: object) -> list[str]:
    """A list of names, or names by number, as {"0": "cat"}; of pairs as ImageNet's lists have them, the name."""
    if isinstance(found, dict):
        found = [found[key] for key in sorted(found, key=int)]
    if not isinstance(found, list):
        raise ValueError
    return [str(one[-1]) if isinstance(one, list) and one else str(one) for one in found]


def _short(name: str) -> str:
    shown = printable(name).strip()
    return shown if len(shown) <= limits.NET_NAME else f"{shown[: limits.NET_NAME - 1]}…"
