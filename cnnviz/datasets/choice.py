"""Which data a run learns from, as a value that fits in a link."""

import re
from dataclasses import dataclass

from cnnviz import limits
from cnnviz.errors import InputError, shown

SHAPES, FASHION, MNIST, MNIST_5K, OWN = "shapes", "fashion-mnist", "mnist", "mnist-5k", "own"
NAMES = (SHAPES, FASHION, MNIST, MNIST_5K, OWN)


@dataclass(frozen=True)
class Choice:
    """A data set by its key in `catalogue.DATASETS`, and its knobs.

    `images` caps the training pictures (0: all there are; shapes: this many are drawn). The knobs of shapes are 0 to
    1: how far position, size and angle vary and how much noise is added; `colour` draws 32 × 32 colour instead of
    28 × 28 grey. `own` is the SHA-256, in hexadecimal, of the learner's own data. Raises InputError out of range.
    """

    name: str = SHAPES
    images: int = 6000
    seed: int = 0
    colour: bool = False
    position: float = 0.5
    scale: float = 0.5
    turn: float = 0.2
    noise: float = 0.2
    own: str = ""

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise InputError(f"There is no data set {shown(self.name)}. Choose one of {', '.join(NAMES)}.")
        if not isinstance(self.own, str) or not re.fullmatch("[0-9a-f]{0,64}", self.own):
            raise InputError("The data set asked for is not one that was kept here. Upload it again.")
        if type(self.colour) is not bool:
            raise InputError("colour is on or off.")
        if type(self.images) is not int or not 0 <= self.images <= limits.DATA_IMAGES:
            raise InputError(
                f"{shown(self.images)} training pictures cannot be. Choose 0 (all) to {limits.DATA_IMAGES:,}."
            )
        if type(self.seed) is not int or not 0 <= self.seed < 2**31:
            raise InputError(f"A seed of {shown(self.seed)} cannot be. Choose a whole number from 0 to {2**31 - 1:,}.")
        for name in ("position", "scale", "turn", "noise"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise InputError(f"{name} is {shown(value)}, outside 0 to 1. Choose a value in that range.")
