"""One dimension: rows of numbers worth sliding a kernel over, and what the result says."""

from dataclasses import dataclass

import numpy as np

from cnnviz.figures import numbers
from cnnviz.ops import pipeline


@dataclass(frozen=True)
class Example:
    """A row of numbers and a kernel, as text, and what they show."""

    sentence: str
    data: str
    kernel: str = "-1,1"


def border(length: int, centre: int, ends: bool) -> dict[str, object]:
    """The padding, as widgets' values, under which the kernel's `centre` meets every number: none unless `ends`."""
    left, right = (centre, length - 1 - centre) if ends else (0, 0)
    return {
        "padding": "explicit",
        "mode": "constant",
        "value": 0.0,
        "top": 0,
        "bottom": 0,
        "left": left,
        "right": right,
    }


def sentence(result: pipeline.Result, centre: int) -> str:
    """What was computed, and how it compares with the discrete derivative."""
    data, made = result.image[0, 0], result.activated[0, 0]
    axis = result.axes[1]
    said = (
        f"{numbers.count(data.size, 'number')} in, {numbers.count(axis.output, 'number')} out, the feature map: "
        f"{axis.formula()}."
    )
    if not (axis.before or axis.after) and axis.window > 1:
        missed = (("first", centre), ("last", axis.window - 1 - centre))
        ends = " and ".join(
            f"the {end} number" if count == 1 else f"the {end} {count} numbers" for end, count in missed if count
        )
        said += f" Without zeros at the ends the centre never meets {ends}."
    difference = np.diff(data, prepend=np.float32(0))
    if made.shape == difference.shape:
        if np.array_equal(made, difference):
            return f"{said} It equals the discrete derivative, x[k] − x[k − 1], at every place."
        if np.array_equal(made, -difference):
            return f"{said} It is the negative of the discrete derivative at every place."
    return said


STEP = Example("Up by one and down again: the difference of neighbours finds both.", "0,0,0,1,1,1,0,0")
EXAMPLES = {
    "A step up and down": STEP,
    "A ramp": Example("A steady slope has a constant derivative, from its second number on.", "0,1,2,3,4,5,6,7,8"),
    "A bump": Example("A smooth hill: the derivative changes its sign at the top.", "0,0.2,0.6,1,1,0.6,0.2,0"),
    "Noise, and a mean of three": Example(
        "A mean of neighbours calms the noise.", "0.1,0,0.2,0,1,0.8,1.1,0.9,1", "1/3,1/3,1/3"
    ),
    "A centred difference": Example("With a middle of 0 the answer stands on a number.", "0,0,0,1,1,1,0,0", "-1,0,1"),
    "Curvature": Example("1 −2 1 answers where the slope changes.", "0,0,1,2,3,3,3,1,0", "1,-2,1"),
    "An impulse": Example("One 1 among zeros: the map is the kernel, mirrored.", "0,0,0,1,0,0,0", "1,2,3"),
}
