"""What a component of a page was sent, read back."""

from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from cnnviz import packing


def message(app: AppTest, name: str) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header and the arrays of the only component of that name."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name == f"cnnviz_{name}"]
    return packing.unpacked(found.proto.bytes)
