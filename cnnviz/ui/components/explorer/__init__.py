"""One step, number by number: point at an output, an input or a weight and see what it has to do with the others."""

from cnnviz.ui import components

_explorer = components.declared(__file__)


def explorer(data: bytes, key: str, on_change: components.Use, on_cell: components.Use) -> None:
    """Show the step packed in `data` (see figures/walk/explored.py).

    `on_change` gets what somebody set, painted or typed: {"edition", "values"?, "kernel"?, "pasted"?,
    "numbers"?, "painted"?}, kernel and numbers row by row;
    `on_cell` the output that somebody pinned: {"row", "column"}.
    """
    _explorer(
        key=key,
        data=data,
        default={"change": {}, "cell": {}},
        on_change_change=components.passed_on(key, "change", on_change),
        on_cell_change=components.passed_on(key, "cell", on_cell),
    )
