"""What components of pages about networks that have learned are told where no server follows: to show what they have,
and to lead nowhere."""

from typing import Any

from cnnviz import packing

Data = bytes | dict[str, Any]


def packed(data: Data) -> Data:
    """Of a message: its component knows by its header that nobody follows."""
    assert isinstance(data, bytes)
    header, arrays = packing.unpacked(data)
    return packing.packed(header | {"alone": True}, arrays)


def plain(data: Data) -> Data:
    """The same of JSON."""
    assert isinstance(data, dict)
    return data | {"alone": True}


def patches(data: Data) -> Data:
    """No patch leads to its picture's way."""
    assert isinstance(data, dict)
    groups = [
        group | {"patches": [patch | {"go": None, "goes": ""} for patch in group["patches"]]}
        for group in data["groups"]
    ]
    return plain(data | {"groups": groups})
