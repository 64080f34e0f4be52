"""One step, number by number: point at an output, an input or a weight and see what it has to do with the others."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from cnnviz.ui import components

_explorer = components.declared(__file__)

Told = Callable[[Mapping[str, Any]], None]


def explorer(data: bytes, key: str, on_change: Told, on_cell: Told) -> None:
    """Show the step packed in `data` (see figures/explored.py).

    `on_change` gets what somebody set, painted or typed: {"edition", "values"?, "kernel"?, "pasted"?,
    "numbers"?, "painted"?};
    `on_cell` the output that somebody pinned: {"row", "column"}.
    """

    def told(name: str, use: Told) -> Callable[[], None]:
        def call() -> None:
            said = st.session_state[key][name]
            if isinstance(said, Mapping):
                use(said)

        return call

    _explorer(
        key=key,
        data=data,
        default={"change": {}, "cell": {}},
        on_change_change=told("change", on_change),
        on_cell_change=told("cell", on_cell),
    )
