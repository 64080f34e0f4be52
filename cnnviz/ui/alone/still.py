"""What components of pages about networks that have learned are told where no server follows: to show what they have,
and to lead nowhere."""

from typing import Any

from cnnviz import packing
from cnnviz.figures.draw import tiles

Data = bytes | dict[str, Any] | str


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


def coarser(data: bytes, fewer: int) -> bytes:
    """The message of a gallery whose photographs have so many times fewer pixels on a side; on a bench they stay, where
    each pixel is pointed at."""
    header, arrays = packing.unpacked(data)
    if header["bench"]:
        return data
    shown = [tile for section in header["sections"] for tile in section["tiles"] if tile["kind"] == "picture"]
    for name in {tile["pixels"] for tile in shown if not tile["palette"]}:
        pixels = arrays[name]
        arrays[name] = tiles.shrunk(tiles.Picture("", pixels), -(-max(pixels.shape[:2]) // fewer)).pixels
    return packing.packed(header, arrays)
