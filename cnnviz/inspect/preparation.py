"""What is done to a photo before a network reads it, step by step: cut, scaled, centred."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz import numbers
from cnnviz.datasets import permutation
from cnnviz.images import picture

Triple = tuple[float, ...]  # one for each channel


@dataclass(frozen=True)
class Normalisation:
    """(x − mean) / deviation, for pixels of 0 to 255; each is a number for a channel, or one for all."""

    label: str
    sentence: str
    mean: Triple
    deviation: Triple

    def applied(self, pixels: picture.Pixels) -> NDArray[np.float32]:
        """Pixels uint8 (c h w) as the first layer reads them."""
        mean, deviation = (np.array(part, np.float32)[:, None, None] for part in (self.mean, self.deviation))
        return (pixels - mean) / deviation


@dataclass(frozen=True)
class Preparation:
    """What a network reads, (channels, rows, columns), and how a photo becomes that: the middle square, whose side is
    `crop` of the photo's shorter side, scaled; and `normalisation`, what the network was trained with.

    `seed` is that of the order which all pixels are put into, None where they stay in their places.
    """

    size: tuple[int, int, int]
    crop: float
    normalisation: Normalisation
    seed: int | None = None


@dataclass(frozen=True, eq=False)
class Prepared:
    """A photo as a network reads it: `values` float32 (c h w), and the steps before.

    `pixels` uint8 (c h w) are what is normalised; `square` is where they were cut out of the photo: top, left, side.
    """

    values: NDArray[np.float32]
    pixels: picture.Pixels
    square: tuple[int, int, int]
    steps: tuple[picture.Step, ...]


def prepared(photo: picture.Pixels, preparation: Preparation, normalisation: Normalisation | None = None) -> Prepared:
    """A photo uint8 (h w 3), with another normalisation than the network's own where one is given."""
    chosen = normalisation or preparation.normalisation
    channels, rows, columns = preparation.size
    top, left, side = square(photo.shape[:2], preparation.crop)
    cut = photo[top : top + side, left : left + side]
    scaled = _scaled(cut, preparation)
    pixels = _taken(scaled, preparation)
    values = chosen.applied(pixels)
    shown = pixels[0] if channels == 1 else scaled
    steps = (
        picture.step("Cut", _cutting(photo, side, rows == columns), cut),
        picture.step("Scaled", f"{side} × {side} pixels become {rows} × {columns}, which the network reads.", scaled),
        *((picture.step("Grey", picture.CHANNELS["grey"].sentence, shown),) if channels == 1 else ()),
        picture.step(chosen.label, _centring(values, chosen), shown),
    )
    return Prepared(values, pixels, (top, left, side), steps)


def square(size: tuple[int, ...], crop: float) -> tuple[int, int, int]:
    """The middle square of a photo of so many rows and columns, `crop` of its shorter side: top, left, side."""
    height, width = size
    side = max(1, round(crop * min(height, width)))
    return (height - side) // 2, (width - side) // 2, side


def read(photo: picture.Pixels, preparation: Preparation) -> picture.Pixels:
    """The pixels of `prepared` alone, uint8 (c h w)."""
    top, left, side = square(photo.shape[:2], preparation.crop)
    return _taken(_scaled(photo[top : top + side, left : left + side], preparation), preparation)


def _scaled(cut: picture.Pixels, preparation: Preparation) -> picture.Pixels:
    _, rows, columns = preparation.size
    return np.asarray(Image.fromarray(cut).resize((columns, rows), Image.Resampling.BICUBIC))


def _taken(scaled: picture.Pixels, preparation: Preparation) -> picture.Pixels:
    return picture.frozen(picture.CHANNELS["grey" if preparation.size[0] == 1 else "rgb"].take(scaled))


def _cutting(photo: picture.Pixels, side: int, square: bool) -> str:
    height, width = photo.shape[:2]
    if height == width == side:
        return f"All of its {height} × {width} pixels: it is square already."
    why = "the network reads squares" if square else "it is stretched to what the network reads"
    return f"The middle {side} × {side} of {height} × {width} pixels: {why}."


def _centring(values: NDArray[np.float32], chosen: Normalisation) -> str:
    low, high = (numbers.text(float(end)) for end in (values.min(), values.max()))
    return f"{chosen.sentence} Here the numbers go from {low} to {high}."


def ordered(values: np.ndarray, preparation: Preparation) -> np.ndarray:
    """Values, or pixels, (… h w) in the order that the network reads them in."""
    return values if preparation.seed is None else permutation.permuted(values, preparation.seed)


# EfficientNet-Lite0 was trained with the first. The others are what other networks want, by id: each is a mistake here.
NORMALISATIONS = {
    "lite": Normalisation("(x − 127) / 128", "0 to 255 become about −1 to 1.", (127.0,), (128.0,)),
    "imagenet": Normalisation(
        "ImageNet’s mean and deviation",
        "Less the mean of all training pictures, over their deviation, channel by channel: what many other networks "
        "want.",
        (123.675, 116.28, 103.53),
        (58.395, 57.12, 57.375),
    ),
    "unit": Normalisation("x / 255", "0 to 255 become 0 to 1.", (0.0,), (255.0,)),
    "none": Normalisation("x as it is", "0 to 255, as the file has them.", (0.0,), (1.0,)),
}


def fitting(channels: int) -> dict[str, Normalisation]:
    """Those that go with so many channels, by id."""
    return {id: one for id, one in NORMALISATIONS.items() if len(one.mean) in (1, channels)}
