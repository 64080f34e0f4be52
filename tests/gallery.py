"""What a page's gallery component was sent, read back."""

import json
from typing import Any

import numpy as np


def unpacked(blob: bytes) -> tuple[list[dict[str, Any]], bytes]:
    """The sections of a gallery message and its palettes and pixels."""
    length = int.from_bytes(blob[:4], "little")
    return json.loads(blob[4 : 4 + length])["sections"], blob[4 + length :]


def tiles(blob: bytes) -> dict[str, dict[str, Any]]:
    """Every tile of a gallery message by its title."""
    return {tile["title"]: tile for section in unpacked(blob)[0] for tile in section["tiles"]}


def pixels(blob: bytes, tile: dict[str, Any]) -> np.ndarray:
    """A picture tile's bytes as they were sent: uint8 (h w), or (h w 3) for colours."""
    shape = (tile["rows"], tile["columns"]) if tile["palette"] else (tile["rows"], tile["columns"], 3)
    raw = unpacked(blob)[1]
    return np.frombuffer(raw, np.uint8, int(np.prod(shape)), tile["offset"]).reshape(shape)


def number(text: str) -> float:
    """A number as the app writes it."""
    return float(text.replace("−", "-").replace(",", ""))
