"""What is said of where a network looked: what the maps mean, what their twin's tell, and what they cannot tell."""

import numpy as np

from cnnviz import numbers
from cnnviz.inspect.where import cam, pixels

# Rank correlations from which on two maps are called alike in part, or for the most part.
PARTLY, MOSTLY = 0.3, 0.7
# Channels that are listed.
LISTED = 8

FILL = "Try another fill."
CANNOT = {
    "cam": (
        "**What it can tell:** which places of this layer’s maps raise this class’s logit. **What it cannot:** why. "
        "It is as coarse as the maps, a unit there has seen far more of the photo than its cell, and a class can be "
        "right for a wrong reason: snow for a husky."
    ),
    "cover": (
        "**What it can tell:** what this network says without that part of the photo. **What it cannot:** why. The "
        "patch is itself something that the network has never learned, and what two places show alike is missed while "
        f"only one of them is covered. {FILL}"
    ),
    "pixels": (
        "**What it can tell:** to which pixels the logit would react if they changed a little. **What it cannot:** "
        "which pixels made the answer: a pixel can matter a great deal although a small change of it does not. It "
        "looks noisy, because neighbouring pixels can pull in opposite directions."
    ),
}
HOW = {
    "cam": (
        "Each channel of the layer gets a weight: the mean, over all places, of the gradient of the class’s logit. The "
        "maps times their weights are added up, and ReLU keeps what is positive (Grad-CAM: Selvaraju et al. 2017)."
    ),
    "cover": (
        "The network reads the photo again, once for each place of the patch, and the class’s share or logit with the "
        "patch is taken from that without (occlusion: Zeiler & Fergus 2014)."
    ),
    "pixels": (
        "The gradient of the class’s logit goes back through all layers to every channel of every pixel (Simonyan, "
        f"Vedaldi & Zisserman 2013). A scale ends where {numbers.text(100 * pixels.BELOW)} % of the pixels lie below: "
        "the few above have the end’s colour."
    ),
}


def likeness(correlation: float | None, name: str) -> str:
    """What it tells that the same method shows a twin's map for a class: the rank correlation of the two."""
    if correlation is None:
        return f"“{name}”: one of the two maps is the same everywhere, so that there is no order to compare."
    said = f"“{name}”: rank correlation with the twin’s map {numbers.text(round(correlation, 2))}."
    if correlation < PARTLY:
        return f"{said} The two have little in common: what you see depends on what the network has learned."
    if correlation < MOSTLY:
        return (
            f"{said} In part the twin, which has learned nothing, shows the same: that part owes nothing to learning."
        )
    return f"{said} The twin, which has learned nothing, shows nearly the same: read nothing off this map."


TIMES = (
    "**Gradient × input** multiplies each gradient with the number that went in there, and adds the channels up. "
    "Where nothing but straight lines lies between pixels and logit, these products add up to it; here they need not. "
    "A number near 0, mid-grey for some networks, gets next to nothing, whatever its gradient."
)
RANKS = (
    "Rank correlation: 1 where both maps put all places into the same order, 0 where the orders have nothing in "
    "common, −1 where one is the other turned round."
)


def channels(found: cam.Cam) -> list[dict[str, str]]:
    """The channels that put most into the sums, either way."""
    order = np.argsort(-np.abs(found.shares), kind="stable")[:LISTED]
    return [
        {
            "channel": f"{int(at) + 1:,}",
            "weight": numbers.text(found.weights[at]),
            "its mean × weight": numbers.text(found.shares[at]),
        }
        for at in order
    ]


def sums(found: cam.Cam, name: str) -> str:
    """How one cell of the map comes about, and what the listed channels hold of all."""
    row, column = found.largest
    positive = int((found.weights > 0).sum())
    return (
        f"For “{name}”, {positive:,} of {len(found.weights):,} channels have a weight above 0. The largest sum, "
        f"{numbers.text(found.sums[row, column])}, stands in row {row + 1}, column {column + 1}; the mean of all sums "
        f"is {numbers.text(found.sums.mean())}."
    )
