"""One stage with every border that there is: what each invents, and what that does to the map."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import geometry, padding, pipeline
from cnnviz.ops.compared import variations

# Pixels invented on each side, and pixels of the image shown beside them, in the close-up of the modes.
INVENTED, SHOWN = 6, 14
# Corners whose numbers spread as far apart as each other, but for this share, are alike.
ALIKE = 1e-9


@dataclass(frozen=True)
class Corner:
    """A corner of an image: at its bottom, at its right; and whether no other corner differs as much from flat."""

    bottom: bool
    right: bool
    alone: bool = True

    def of(self, image: np.ndarray, size: int) -> np.ndarray:
        """So many rows and columns of an image (h w) at this corner, as far as it has them."""
        rows = slice(-size, None) if self.bottom else slice(size)
        return image[rows, slice(-size, None) if self.right else slice(size)]


@dataclass(frozen=True, eq=False)
class Paddings:
    """One stage under other paddings.

    `invented` is the image's liveliest corner with INVENTED pixels around it, and `effects` that corner of the first
    map under padding `amount`, by mode (h w); `touched` of `windows` windows hold invented pixels then. `amounts` is
    the first map by amount of padding, without those that have none.
    """

    corner: Corner
    invented: dict[str, np.ndarray]
    amount: str
    effects: dict[str, np.ndarray]
    touched: int
    windows: int
    amounts: dict[str, np.ndarray]


def paddings(result: pipeline.Result) -> Paddings:
    """The stage of a result under every mode and amount of padding."""
    border = result.stage.border
    corner = liveliest(result.image[0])
    amount = border.amount if border.amount != "valid" else "same"
    stages = {mode: _bordered(result.stage, amount, mode) for mode in padding.MODES}
    effects = {mode: corner.of(variations.first_map(result, stage), SHOWN) for mode, stage in stages.items()}
    rows, columns = variations.axes(result, next(iter(stages.values())))
    return Paddings(
        corner,
        _invented(result, corner),
        amount,
        effects,
        geometry.touched(rows, columns),
        rows.output * columns.output,
        _amounts(result),
    )


def liveliest(image: np.ndarray) -> Corner:
    """The corner of an image (h w) that differs most from flat; of those that differ as much, but for rounding, the
    first."""
    corners = [Corner(bottom, right) for bottom in (False, True) for right in (False, True)]
    spreads = np.array([corner.of(image, SHOWN).std(dtype=np.float64) for corner in corners])
    equal = spreads >= spreads.max() * (1 - ALIKE)
    return dataclasses.replace(corners[int(equal.argmax())], alone=int(equal.sum()) == 1)


def _invented(result: pipeline.Result, corner: Corner) -> dict[str, np.ndarray]:
    """The whole image is padded, for the part shown must be mirrored and wrapped as all of it is."""
    sides, value = (INVENTED, INVENTED), result.stage.border.value
    return {
        mode: corner.of(padding.padded(result.image[:1], sides, sides, mode, value)[0], INVENTED + SHOWN)
        for mode in padding.MODES
    }


def _amounts(result: pipeline.Result) -> dict[str, np.ndarray]:
    made = {}
    for amount in ("valid", "same", "full"):
        try:
            made[amount] = variations.first_map(result, _bordered(result.stage, amount, result.stage.border.mode))
        except InputError:
            continue  # a kernel larger than the image has no valid map
    return made


def _bordered(stage: pipeline.Stage, amount: str, mode: str) -> pipeline.Stage:
    return dataclasses.replace(stage, border=dataclasses.replace(stage.border, amount=amount, mode=mode))
