"""What a page's explorer component was sent, read back array by array."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from cnnviz import packing


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
    """A message of the explorer."""
    header, arrays = packing.unpacked(blob)
    sums = arrays.get("sums", arrays["output"])
    return Message(header, arrays["palette"], arrays["planes"], arrays["kernel"], sums, arrays["output"])


def shown(app: AppTest) -> Message:
    """What the explorer of a page shows."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_explorer")]
    return unpacked(found.proto.bytes)
