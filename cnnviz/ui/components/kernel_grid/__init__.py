"""An editable grid of kernel weights."""

from collections.abc import Callable

import numpy as np

from cnnviz import limits
from cnnviz.ui import components

_grid = components.declared(__file__)


def kernel_grid(
    kernel: np.ndarray,
    key: str,
    on_edit: Callable[[np.ndarray], None],
    on_paste: Callable[[str], None],
    refused: str = "",
) -> None:
    """Show the `kernel` (kh kw) for editing. `on_edit` gets every kernel made with it, float64, `on_paste` a block
    pasted into it, in whatever notation; `refused` says why the last one was not taken."""

    def edited() -> None:
        made = weights(components.sent(key, "rows"))
        if made is not None:
            on_edit(made)

    def pasted() -> None:
        if (block := components.sent(key, "pasted")) is not None:
            on_paste(str(block))

    rows = kernel.tolist()
    _grid(
        key=key,
        data={"rows": rows, "largest": limits.KERNEL_SIDE, "refused": refused},
        default={"rows": rows},
        on_rows_change=edited,
        on_pasted_change=pasted,
    )


def weights(sent: object) -> np.ndarray | None:
    """The rows of numbers that a browser sends as a kernel (kh kw), float64; None where they are none."""
    try:
        kernel = np.array(sent, np.float64)
    except (TypeError, ValueError):
        return None
    return kernel if kernel.ndim == 2 and kernel.size else None
