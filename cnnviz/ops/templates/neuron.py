"""One neuron whose weights are an image: b·x = |b| |x| cos θ, a bias, an activation (C24, C25, C26, C27).

The browser computes the same, formula by formula, in components/neuron/algebra.mjs. Images are float64 (side side).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops import activations

Image = NDArray[np.float64]

# What is shorter has no direction.
FAINT = 1e-9


@dataclass(frozen=True)
class Setting:
    """How an image enters the neuron, and what the neuron does with it.

    `theta` is the angle in degrees to which the image is turned, None where it stays as it is; `length` is |b|.
    """

    theta: float | None = None
    length: float = 20.0
    brightness: float = 1.0
    contrast: float = 1.0
    normalise: bool = True
    bias: float = -15.0
    activation: str = "sigmoid"


@dataclass(frozen=True, eq=False)
class Turning:
    """The plane of two images: unit images `along` the template and `across` it, so that an image is
    mean + size (cos θ along + sin θ across), and the `angle` θ in degrees at which the second of the two lies
    (0 where it has no direction)."""

    along: Image
    across: Image
    size: float
    mean: float
    angle: float


@dataclass(frozen=True, eq=False)
class Answer:
    """What happens in the neuron: weights and entering image, their products, b·x, |x|, θ in degrees (nan where one of
    the two has no direction), z = b·x + bias, and what the activation makes of it."""

    weights: Image
    entering: Image
    products: Image
    sum: float
    size: float
    angle: float
    z: float
    output: float


def centred(image: Image) -> Image:
    """The image less its mean."""
    return np.asarray(image - image.mean())


def unit(image: Image) -> Image:
    """The image with length 1; all zeros where it has no direction."""
    size = float(np.linalg.norm(image))
    return np.asarray(image / size) if size > FAINT else np.zeros_like(image)


def entering(image: Image, normalise: bool) -> Image:
    """The image as the neuron gets it: as it is, or less its mean and with length 1."""
    return unit(centred(image)) if normalise else image


def weights(template: Image, length: float, normalise: bool) -> Image:
    """The template as weights: b with |b| = length. Where inputs are normalised, less its mean as they are."""
    return length * unit(centred(template) if normalise else template)


def exposed(image: Image, brightness: float, contrast: float) -> Image:
    """The image with its distances from its mean times `contrast`, and all of it times `brightness`."""
    mean = image.mean()
    return np.asarray(brightness * (mean + contrast * (image - mean)))


def turning(template: Image, image: Image, normalise: bool) -> Turning:
    """The plane in which the image is turned towards the template."""
    base, seen = (centred(one) if normalise else one for one in (template, image))
    along, size = unit(base), float(np.linalg.norm(seen))
    across = np.zeros_like(along)
    for one in (seen, *_others(template)):
        flat = centred(one) if normalise else one
        rest = flat - np.vdot(flat, along) * along
        if np.linalg.norm(rest) > 1e-6 * np.linalg.norm(flat):
            across = unit(rest)
            break
    part = float(np.vdot(seen, across)), float(np.vdot(seen, along))
    angle = math.degrees(math.atan2(*part)) if size > FAINT else 0.0
    return Turning(along, across, size, float(image.mean()) if normalise else 0.0, angle)


def _others(template: Image) -> tuple[Image, ...]:
    """What a template that is compared with itself can be turned towards: itself on its side, a slope."""
    side = len(template)
    slope = np.tile(np.arange(side) / side, (side, 1))
    return np.rot90(template), slope, slope.T


def turned(plane: Turning, theta: float) -> Image:
    """The image of that plane at `theta` degrees from the template."""
    angle = math.radians(theta)
    return np.asarray(plane.mean + plane.size * (math.cos(angle) * plane.along + math.sin(angle) * plane.across))


def answer(template: Image, image: Image, setting: Setting) -> Answer:
    """What the neuron with this template answers to the image, turned and exposed as the setting says."""
    if setting.theta is not None:
        image = turned(turning(template, image, setting.normalise), setting.theta)
    seen = entering(exposed(image, setting.brightness, setting.contrast), setting.normalise)
    b = weights(template, setting.length, setting.normalise)
    products = b * seen
    total, size, length = float(products.sum()), float(np.linalg.norm(seen)), float(np.linalg.norm(b))
    flat = size * length <= FAINT
    angle = math.nan if flat else math.degrees(math.acos(min(1.0, max(-1.0, total / (size * length)))))
    z = total + setting.bias
    output = float(activations.ACTIVATIONS[setting.activation].function(np.asarray(z)))
    return Answer(b, seen, products, total, size, angle, z, output)


def fitting(kernel: Image, most: int) -> Image:
    """The weights on at most `most` cells a side: squares of neighbours added up to one."""
    factor = next(k for k in range(1, len(kernel) + 1) if len(kernel) % k == 0 and len(kernel) // k <= most)
    side = len(kernel) // factor
    return np.asarray(kernel.reshape(side, factor, side, factor).sum(axis=(1, 3)))
