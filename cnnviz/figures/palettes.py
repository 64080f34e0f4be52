"""Colours by value. Every palette can be told apart with any kind of colour vision."""

import numpy as np

Anchors = tuple[tuple[int, int, int], ...]


def ramp(anchors: Anchors, steps: int = 256) -> np.ndarray:
    """Colours evenly interpolated between anchors: uint8 (steps 3)."""
    places = np.linspace(0, len(anchors) - 1, steps)
    channels = [np.interp(places, np.arange(len(anchors)), channel) for channel in zip(*anchors, strict=True)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def compass(degrees: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Colours of directions, 0 right and 90 down, fading to mid grey as strength (0 to 1) does: (…) -> uint8 (… 3)."""
    turn = (degrees * (STEPS / 360) + 0.5).astype(np.int32) % STEPS
    level = (np.sqrt(strength) * (STEPS - 1) + 0.5).astype(np.int32)
    return _FADING.reshape(-1, 3)[turn * STEPS + level]


GREY = ramp(((0, 0, 0), (255, 255, 255)))

# Right, down, left, up: two hues and two lightnesses, so no pair is confused by any kind of colour vision.
DIRECTIONS = ((240, 145, 20), (35, 30, 45), (60, 130, 225), (245, 240, 230))

# Turns of the wheel and levels of strength that are told apart.
STEPS = 256
_WHEEL = ramp((*DIRECTIONS, DIRECTIONS[0]), STEPS + 1)[:-1].astype(float)
_FADING = np.round(128 + np.linspace(0, 1, STEPS)[None, :, None] * (_WHEEL[:, None] - 128)).astype(np.uint8)

# Signed maps: the middle is zero. Anchors from the most negative to the most positive.
SIGNED = {
    "Blue–orange": ramp(
        ((8, 40, 90), (35, 110, 185), (150, 195, 230), (250, 250, 250), (250, 185, 110), (215, 100, 10), (100, 35, 0))
    ),
    "Purple–green": ramp(
        ((60, 10, 85), (125, 70, 155), (195, 170, 210), (250, 250, 250), (165, 215, 165), (50, 140, 75), (0, 65, 30))
    ),
    "Black–white": GREY,
}
