"""One dimension: rows of numbers worth sliding a kernel over, and what the result says."""

from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.ops import pipeline


@dataclass(frozen=True)
class Example:
    """A row of numbers and a kernel, as text, what they are called, and what they show."""

    label: str
    sentence: str
    data: str
    kernel: str = "-1,1"


@dataclass(frozen=True)
class Rise:
    """The first number, from 0, that is larger than the one before it, by how much, and what the map holds there."""

    place: int
    by: float
    value: float

    @property
    def key(self) -> str:
        """What the map is there: one of GUESSES."""
        return "positive" if self.value > 0 else "negative"


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


def rise(result: pipeline.Result) -> Rise | None:
    """Where the data rises first, of a map that is their discrete derivative or its negative; None of any other."""
    data, made = result.image[0, 0], result.activated[0, 0]
    rising = np.flatnonzero(np.diff(data) > 0) + 1
    if not rising.size or not _derivative(data, made):
        return None
    place = int(rising[0])
    return Rise(place, float(data[place] - data[place - 1]), float(made[place]))


def reply(guess: str, rise: Rise) -> str:
    """What is said to a guess, with the data's own numbers."""
    said = "Right." if guess == rise.key else REPLIES.get(guess, "It is the other sign.")
    by, value = numbers.text(rise.by), numbers.text(rise.value)
    return (
        f"{said} From number {rise.place} to number {rise.place + 1} the data rises by {by}, and the map holds "
        f"{value}. The green line is the discrete derivative, each number minus the one before it."
    )


def _derivative(data: np.ndarray, made: np.ndarray) -> int:
    """1 where a map is the difference of neighbours, the first against 0; −1 where it is its negative; 0 of others."""
    difference = np.diff(data, prepend=np.float32(0))
    if made.shape != difference.shape:
        return 0
    return 1 if np.array_equal(made, difference) else -1 if np.array_equal(made, -difference) else 0


def sentence(result: pipeline.Result, centre: int, compared: bool = True) -> str:
    """What was computed, and where that is to be `compared`, whether it is the discrete derivative."""
    data, made = result.image[0, 0], result.activated[0, 0]
    axis = result.axes[1]
    sentence = (
        f"{numbers.count(data.size, 'number')} in, {numbers.count(axis.output, 'number')} out, the feature map: "
        f"{axis.formula()}."
    )
    if not (axis.before or axis.after) and axis.window > 1:
        missed = (("first", centre), ("last", axis.window - 1 - centre))
        ends = " and ".join(
            f"the {end} number" if count == 1 else f"the {end} {count} numbers" for end, count in missed if count
        )
        sentence += f" Without zeros at the ends the centre never meets {ends}."
    return f"{sentence}{COMPARED[_derivative(data, made)]}" if compared else sentence


COMPARED = {
    1: " It equals the discrete derivative, x[k] − x[k − 1], at every place.",
    -1: " It is the negative of the discrete derivative at every place.",
    0: "",
}
QUESTION = "Where the data rises, what will the map be?"
GUESSES = {
    "positive": "Above 0",
    "negative": "Below 0",
    "zero": "0",
    "data": "The same number as the data",
}
REPLIES = {
    "zero": "0 stands where two neighbours are equal.",
    "data": "No: the map does not hold the data, but how they change.",
}
STEP = Example(
    "A step up and down", "Up by one and down again: the difference of neighbours finds both.", "0,0,0,1,1,1,0,0"
)
EXAMPLES = {
    "step": STEP,
    "ramp": Example(
        "A ramp", "A steady slope has a constant derivative, from its second number on.", "0,1,2,3,4,5,6,7,8"
    ),
    "bump": Example("A bump", "A smooth hill: the derivative changes its sign at the top.", "0,0.2,0.6,1,1,0.6,0.2,0"),
    "noise": Example(
        "Noise, and a mean of three",
        "A mean of neighbours calms the noise.",
        "0.1,0,0.2,0,1,0.8,1.1,0.9,1",
        "1/3,1/3,1/3",
    ),
    "central": Example(
        "A centred difference", "With a middle of 0 the answer stands on a number.", "0,0,0,1,1,1,0,0", "-1,0,1"
    ),
    "curvature": Example("Curvature", "1 −2 1 answers where the slope changes.", "0,0,1,2,3,3,3,1,0", "1,-2,1"),
    "impulse": Example("An impulse", "One 1 among zeros: the map is the kernel, mirrored.", "0,0,0,1,0,0,0", "1,2,3"),
}
