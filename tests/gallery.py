"""What a page's gallery component was sent, read back."""

from typing import Any

import numpy as np

from cnnviz import packing


def unpacked(blob: bytes) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """The sections of a gallery message, its palettes and pixels."""
    header, arrays = packing.unpacked(blob)
    return header["sections"], arrays


def tiles(blob: bytes) -> dict[str, dict[str, Any]]:
    """Every tile of a gallery message by its title, those that stand large included."""
    header, _ = packing.unpacked(blob)
    bench = header["bench"] or {"kernels": []}
    large = [bench[name] for name in ("image", "map") if name in bench] + bench["kernels"]
    return {tile["title"]: tile for tiles in (large, *(one["tiles"] for one in header["sections"])) for tile in tiles}


def pixels(blob: bytes, tile: dict[str, Any]) -> np.ndarray:
    """A picture tile's bytes as they were sent: uint8 (h w), or (h w 3) for colours."""
    return unpacked(blob)[1][tile["pixels"]]


def number(text: str) -> float:
    """A number as the app writes it."""
    return float(text.replace("−", "-").replace(",", ""))
