"""Pixels invented around an image: how many, and with which values."""

from dataclasses import dataclass

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops import geometry


@dataclass(frozen=True)
class Amount:
    """A rule for how many pixels are invented."""

    label: str
    sentence: str


@dataclass(frozen=True)
class Mode:
    """A rule for the values of invented pixels, with the name each library gives it (None: it has no such); OpenCV's
    is that of filter2D."""

    label: str
    sentence: str
    scipy: str
    numpy: str
    torch: str | None
    opencv: str | None

    @property
    def names(self) -> str:
        """The libraries' names in one line."""
        torch, opencv = (f"“{name}”" if name else "has none" for name in (self.torch, self.opencv))
        return f"SciPy “{self.scipy}” · NumPy “{self.numpy}” · PyTorch {torch} · OpenCV's filter2D {opencv}"


@dataclass(frozen=True)
class Padding:
    """How an image is padded: `amount` is a key of AMOUNTS, `mode` of MODES; `value` serves mode constant;
    top, bottom, left, right (pixels) serve amount explicit, centre_row and centre_column (cells of the kernel) amount
    centre. Raises InputError outside those."""

    amount: str = "same"
    mode: str = "constant"
    value: float = 0.0
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    centre_row: int = 1
    centre_column: int = 1

    def __post_init__(self) -> None:
        if self.amount not in AMOUNTS:
            raise InputError(f"There is no padding “{self.amount}”. Choose one of {', '.join(AMOUNTS)}.")
        if self.mode not in MODES:
            raise InputError(f"There is no padding mode “{self.mode}”. Choose one of {', '.join(MODES)}.")
        if not np.isfinite(self.value):
            raise InputError(f"A padding value of {self.value} is not a number. Choose a finite one.")
        sides = (self.top, self.bottom, self.left, self.right)
        if min(sides) < 0 or max(sides) > limits.PADDING:
            raise InputError(f"Padding of {sides} pixels cannot be. Choose 0 to {limits.PADDING} a side.")
        for name, place in (("row", self.centre_row), ("column", self.centre_column)):
            if not 0 <= place < limits.KERNEL_SIDE:
                raise InputError(f"A kernel has no {name} {place + 1}. Choose 1 to {limits.KERNEL_SIDE} as its centre.")

    def axes(
        self,
        shape: tuple[int, int],
        window: tuple[int, int],
        stride: tuple[int, int],
        dilation: tuple[int, int],
    ) -> tuple[geometry.Axis, geometry.Axis]:
        """The rows and the columns of an image of `shape` under a window, padded so."""
        sides = (
            self._sides(shape[0], window[0], stride[0], dilation[0], (self.top, self.bottom), self.centre_row),
            self._sides(shape[1], window[1], stride[1], dilation[1], (self.left, self.right), self.centre_column),
        )
        rows = geometry.Axis("rows", shape[0], window[0], stride[0], dilation[0], *sides[0])
        return rows, geometry.Axis("columns", shape[1], window[1], stride[1], dilation[1], *sides[1])

    def _sides(
        self, size: int, window: int, stride: int, dilation: int, explicit: tuple[int, int], centre: int
    ) -> tuple[int, int]:
        if self.amount == "explicit":
            return explicit
        if self.amount == "centre":
            return geometry.centred_padding(window, centre, dilation)
        if self.amount == "same":
            return geometry.same_padding(size, window, stride, dilation)
        return geometry.full_padding(window, dilation) if self.amount == "full" else (0, 0)


def padded(
    images: np.ndarray,
    rows: tuple[int, int],
    columns: tuple[int, int],
    mode: str = "constant",
    value: float = 0.0,
) -> np.ndarray:
    """The images with (before, after) pixels added per axis: images (… h w) -> (… h' w')."""
    if not any((*rows, *columns)):
        return images
    extra = {"constant_values": value} if mode == "constant" else {}
    return np.pad(images, [(0, 0)] * (images.ndim - 2) + [rows, columns], mode=MODES[mode].numpy, **extra)  # type: ignore[call-overload]


AMOUNTS = {
    "valid": Amount(
        "valid", "No padding: the kernel stays inside the image, so the map is smaller and the border counts less."
    ),
    "same": Amount(
        "same",
        "Just enough that the map has size ÷ stride pixels, rounded up; an odd pixel goes to the bottom or right.",
    ),
    "full": Amount(
        "full",
        "Every overlap counts, even of one pixel: the map is larger than the image.",
    ),
    "explicit": Amount(
        "explicit",
        "You say how many pixels are added at the top, bottom, left and right.",
    ),
    "centre": Amount(
        "by centre",
        "You say which cell of the kernel is its centre. It meets every pixel, and each result stands where it stood.",
    ),
}

MODES = {
    "constant": Mode(
        "constant",
        "One value everywhere, usually 0: simple, but it draws a false edge around a bright image.",
        scipy="constant",
        numpy="constant",
        torch="constant",
        opencv="BORDER_CONSTANT",
    ),
    "nearest": Mode(
        "nearest",
        "The border pixel goes on: a a a | a b c d | d d d.",
        scipy="nearest",
        numpy="edge",
        torch="replicate",
        opencv="BORDER_REPLICATE",
    ),
    "mirror": Mode(
        "mirror",
        "Mirrored at the middle of the border pixel, which is not repeated: d c b | a b c d | c b a.",
        scipy="mirror",
        numpy="reflect",
        torch="reflect",
        opencv="BORDER_REFLECT_101",
    ),
    "reflect": Mode(
        "reflect",
        "Mirrored at the edge of the image, so the border pixel stands twice: c b a | a b c d | d c b.",
        scipy="reflect",
        numpy="symmetric",
        torch=None,
        opencv="BORDER_REFLECT",
    ),
    "wrap": Mode(
        "wrap",
        "The image starts again on the other side, like a tile: b c d | a b c d | a b c.",
        scipy="wrap",
        numpy="wrap",
        torch="circular",
        opencv=None,
    ),
}
