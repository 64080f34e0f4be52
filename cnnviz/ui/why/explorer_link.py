"""From one neuron to a convolution: Step by step with the template as its kernel."""

import numpy as np

from cnnviz import limits
from cnnviz.ops import kernel_text
from cnnviz.ops.templates import neuron
from cnnviz.ui import catalogue, links, page

# The largest kernel that a link takes there: every product of a window is still told.
MOST = min(16, limits.KERNEL_SIDE)


def kernel(template: np.ndarray, normalise: bool) -> np.ndarray:
    """The template as weights, the largest 1 or −1, on at most MOST cells a side; two decimals, as a link has room."""
    weights = neuron.fitting(neuron.weights(template, 1.0, normalise), MOST)
    largest = float(np.abs(weights).max())
    return np.round(weights / largest, 2) + 0.0 if largest else weights


def show(template: np.ndarray, normalise: bool, picture: np.ndarray) -> None:
    """The link, with what becomes of the weights on the way."""
    made = kernel(template, normalise)
    side, fitted = len(template), len(made)
    if not made.any():
        page.link(catalogue.STEPS, "A blank template is no kernel yet. **Step by step** →")
        return
    longer = max(picture.shape) * fitted // side
    query = {
        "input": "picture",
        "kernel1": "own",
        "own1": kernel_text.linkable(made),
        "side": str(max(longer, limits.MIN_SIDE)),
        **links.query_of(("image",)),
    }
    size = f"{fitted} × {fitted}"
    page.link(catalogue.STEPS, f"**Step by step** with this kernel, {size} →", query)


def words(side: int) -> str:
    """What that link does, as sentences."""
    factor = -(-side // MOST)
    added = f" There {factor} × {factor} weights are added up to one, so that you can read them." if factor > 1 else ""
    return (
        "The same neuron at every window of a picture **is** convolution: one b, one b·x for each window, and the map "
        f"of all of them is the feature map.{added} Its largest weight is scaled to 1. No window is normalised there: "
        "look where the brightest part of the picture answers more than the most similar one."
    )
