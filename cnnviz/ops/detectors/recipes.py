"""The weights of hand-made detectors: corners out of edges that meet, a shape out of corners (C20, C72)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.ops import catalogue, kernels

# Pixels from a corner to where its two edges are looked at.
REACH = 2
# Places on a side of a pattern of dots: corners of all shapes stand a third of the side apart.
GRID = 4


@dataclass(frozen=True)
class Corner:
    """Two edges that meet: from the corner, Kirsch's map of each compass direction is looked at one way (down,
    across), where that edge runs, and with a weight of −1 the other way, where it has ended."""

    label: str
    edges: tuple[tuple[str, tuple[int, int]], tuple[str, tuple[int, int]]]

    @property
    def caption(self) -> str:
        """The corner and its two edges: which map, and which way from the corner."""
        return f"{self.label}\n" + ", ".join(f"{direction} {ARROWS[way]}" for direction, way in self.edges)

    def weights(self) -> np.ndarray:
        """A kernel with weights of its own for each of Kirsch's eight maps: (8 5 5)."""
        side = 2 * REACH + 1
        weights = np.zeros((len(kernels.COMPASS), side, side))
        for direction, (down, across) in self.edges:
            channel = kernels.COMPASS.index(direction)
            weights[channel, REACH + REACH * down, REACH + REACH * across] = 1
            weights[channel, REACH - REACH * down, REACH - REACH * across] = -1
        return weights


@dataclass(frozen=True)
class Dot:
    """One corner's place in a pattern, on a grid of GRID × GRID."""

    corner: str
    row: int
    column: int
    weight: int = 1


@dataclass(frozen=True)
class Detector:
    """A shape as a pattern of corners; `found` is the threshold to begin with, `best` what the shape itself gives with
    the corners' usual threshold."""

    label: str
    sentence: str
    dots: tuple[Dot, ...]
    found: float = 28.0

    @property
    def corners(self) -> tuple[str, ...]:
        """Keys of CORNERS: the maps that the pattern looks at, in order."""
        return tuple(dict.fromkeys(dot.corner for dot in self.dots))

    def edge_weights(self) -> np.ndarray:
        """Kirsch's masks, which the corners look at the maps of, in the order of the compass: (8 1 3 3)."""
        return catalogue.weights("kirsch-all", {}, 1)[1]

    def corner_weights(self) -> np.ndarray:
        """A filter for each corner: (corners 8 5 5)."""
        return np.stack([CORNERS[name].weights() for name in self.corners])

    def weights(self) -> np.ndarray:
        """The pattern: one filter that looks at each corner's map in another place, (1 corners 4 4)."""
        weights = np.zeros((1, len(self.corners), GRID, GRID))
        for dot in self.dots:
            weights[0, self.corners.index(dot.corner), dot.row, dot.column] = dot.weight
        return weights


UP, DOWN, LEFT, RIGHT = (-1, 0), (1, 0), (0, -1), (0, 1)
FALLING, RISING = (1, 1), (-1, -1)
ARROWS = {UP: "↑", DOWN: "↓", LEFT: "←", RIGHT: "→", FALLING: "↘", RISING: "↖"}

CORNERS: dict[str, Corner] = {
    "top-left": Corner("top left", (("S", RIGHT), ("E", DOWN))),
    "top-right": Corner("top right", (("S", LEFT), ("W", DOWN))),
    "bottom-left": Corner("bottom left", (("N", RIGHT), ("E", UP))),
    "bottom-right": Corner("bottom right", (("N", LEFT), ("W", UP))),
    "notch-top-left": Corner("notch, top left", (("S", LEFT), ("E", UP))),
    "notch-top-right": Corner("notch, top right", (("S", RIGHT), ("W", UP))),
    "notch-bottom-left": Corner("notch, bottom left", (("N", LEFT), ("E", DOWN))),
    "notch-bottom-right": Corner("notch, bottom right", (("N", RIGHT), ("W", DOWN))),
    "tip-top": Corner("tip, top", (("E", DOWN), ("SW", FALLING))),
    "tip-right": Corner("tip, right", (("N", LEFT), ("SW", RISING))),
}

DETECTORS: dict[str, Detector] = {
    "square": Detector(
        "Square",
        "Four corners, each where it belongs.",
        (
            Dot("top-left", 0, 0),
            Dot("top-right", 0, 3),
            Dot("bottom-left", 3, 0),
            Dot("bottom-right", 3, 3),
        ),
    ),
    "T": Detector(
        "T",
        "The ends of the bar, and the notches below it. Notches above it count against it: a cross has a T in it.",
        (
            Dot("top-left", 0, 0),
            Dot("top-right", 0, 3),
            Dot("notch-bottom-left", 1, 1),
            Dot("notch-bottom-right", 1, 2),
            Dot("notch-top-left", 0, 1, -1),
            Dot("notch-top-right", 0, 2, -1),
        ),
    ),
    "cross": Detector(
        "Cross",
        "Four notches, close together.",
        (
            Dot("notch-top-left", 1, 1),
            Dot("notch-top-right", 1, 2),
            Dot("notch-bottom-left", 2, 1),
            Dot("notch-bottom-right", 2, 2),
        ),
    ),
    "triangle": Detector(
        "Triangle",
        "One right angle and two tips. A tip's edges are short where they meet, so it answers less than a corner.",
        (
            Dot("tip-top", 0, 0),
            Dot("bottom-left", 3, 0),
            Dot("tip-right", 3, 3),
        ),
        found=20.0,
    ),
}
