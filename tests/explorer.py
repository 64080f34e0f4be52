"""What a page's explorer component was sent, read back array by array."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest


@dataclass(frozen=True, eq=False)
class Message:
    """The header; palette (256 3) and planes (c h w) as sent; kernel (c i j), sums and output (y x) float32."""

    header: dict[str, Any]
    palette: np.ndarray
    planes: np.ndarray
    kernel: np.ndarray
    sums: np.ndarray
    output: np.ndarray

    @property
    def image(self) -> np.ndarray:
        """The planes as the floats that are computed with."""
        return self.planes if self.planes.dtype == np.float32 else self.planes / np.float32(255)


def unpacked(blob: bytes) -> Message:
    """A message of the explorer, of which nothing is left over: the browser reads it to the same end."""
    start = 4 + int.from_bytes(blob[:4], "little")
    header = json.loads(blob[4:start])
    rest = blob[start:]

    def taken(kind: type, *shape: int) -> np.ndarray:
        nonlocal rest
        array: np.ndarray = np.frombuffer(rest, kind, int(np.prod(shape))).reshape(shape)
        rest = rest[array.nbytes :]
        return array

    pool, depth = header["operation"] == "pool", len(header["channels"])
    palette = taken(np.uint8, 256, 3)
    planes = taken(np.uint8 if header["bytes"] else np.float32, depth, *header["size"])
    kernel = taken(np.float32, 1 if pool else depth, *header["window"])
    sums = taken(np.float32, *header["outputs"])
    output = taken(np.float32, *header["outputs"]) if header["activated"] else sums
    assert not rest, f"{len(rest)} bytes are left over"
    return Message(header, palette, planes, kernel, sums, output)


def shown(app: AppTest) -> Message:
    """What the explorer of a page shows."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_explorer")]
    return unpacked(found.proto.bytes)
