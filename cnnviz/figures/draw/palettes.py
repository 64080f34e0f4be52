"""Colours by value. Every palette can be told apart with any kind of colour vision."""

from dataclasses import dataclass

import numpy as np

Anchors = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours of signed numbers: uint8 (256 3), the middle is zero; what its two ends are called."""

    label: str
    negative: str
    positive: str
    colours: np.ndarray


def ramp(anchors: Anchors, steps: int = 256) -> np.ndarray:
    """Colours evenly interpolated between anchors: uint8 (steps 3)."""
    places = np.linspace(0, len(anchors) - 1, steps)
    channels = [np.interp(places, np.arange(len(anchors)), channel) for channel in zip(*anchors, strict=True)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def compass(degrees: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Colours of directions, 0 right and 90 down, fading to mid grey as strength (0 to 1) does: (…) -> uint8 (… 3)."""
    place = (degrees * (STEPS / 360) + 0.5).astype(np.int32)
    place &= STEPS - 1  # a power of two: several times faster than its remainder
    place *= STEPS
    level = np.sqrt(strength)
    level *= STEPS - 1
    level += 0.5
    place += level.astype(np.int32)
    # Words of four bytes are looked up several times faster than rows of three.
    words = _FADING_WORDS.take(place)
    return words.view(np.uint8).reshape(*words.shape, 4)[..., :3].copy()


def dark(colours: np.ndarray) -> np.ndarray:
    """Which colours, uint8 (… 3), are read better under white ink than under black: bool (…), by the contrast ratio of
    WCAG 2.2."""
    return np.asarray(_LIGHT[colours] @ (0.2126, 0.7152, 0.0722) < _BETWEEN)


# A channel's 256 steps as the light that they give, and the lightness at which white and black are read equally well.
_STEPS = np.arange(256) / 255
_LIGHT = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_BETWEEN = (1.05 * 0.05) ** 0.5 - 0.05

GREY = ramp(((0, 0, 0), (255, 255, 255)))

# Right, down, left, up: two hues and two lightnesses, so no pair is confused by any kind of colour vision.
DIRECTIONS = ((240, 145, 20), (35, 30, 45), (60, 130, 225), (245, 240, 230))

# Turns of the wheel and levels of strength that are told apart.
STEPS = 256
_WHEEL = ramp((*DIRECTIONS, DIRECTIONS[0]), STEPS + 1)[:-1].astype(float)
_FADING = np.round(128 + np.linspace(0, 1, STEPS)[None, :, None] * (_WHEEL[:, None] - 128)).astype(np.uint8)
_FADING_WORDS = np.pad(_FADING.reshape(-1, 3), ((0, 0), (0, 1))).view(np.uint32).ravel()

# Signed maps: the middle is zero. Anchors from the most negative to the most positive.
SIGNED: dict[str, Palette] = {
    "blue-orange": Palette(
        "Blue–orange",
        "blue",
        "orange",
        ramp(
            (
                (8, 40, 90),
                (35, 110, 185),
                (150, 195, 230),
                (250, 250, 250),
                (250, 185, 110),
                (215, 100, 10),
                (100, 35, 0),
            )
        ),
    ),
    "purple-green": Palette(
        "Purple–green",
        "purple",
        "green",
        ramp(
            (
                (60, 10, 85),
                (125, 70, 155),
                (195, 170, 210),
                (250, 250, 250),
                (165, 215, 165),
                (50, 140, 75),
                (0, 65, 30),
            )
        ),
    ),
    "black-white": Palette("Black–white", "black", "white", GREY),
}
