"""Edges: how a kernel answers to a direction."""

from dataclasses import dataclass, replace

import numpy as np

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number, Order, Point, Which, largest
from cnnviz.course.scenes import Grid, Numbers, Scene
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline
from cnnviz.ops.compared import edge_maps

PAGE = "step-by-step"
# Of the scale, by which a picture to think of is brighter.
BRIGHTER = 0.25


def _square(size: int, low: int, high: int) -> tuple[Numbers, ...]:
    """A square of ones on zeros."""
    inside = range(low, high)
    return tuple(tuple(float(row in inside and column in inside) for column in range(size)) for row in range(size))


BLOCK = tuple((0.0, 0.0, *((3.0,) * 4 if 2 <= row <= 5 else (0.0,) * 4), 0.0, 0.0) for row in range(8))
LOW_BLOCK = tuple((0.0, *((2.0,) * 5 if 3 <= row <= 5 else (0.0,) * 5), 0.0) for row in range(8))


def _wall(bright: float, before: int) -> tuple[Numbers, ...]:
    """Dark on the left, bright from column `before` on."""
    return tuple(tuple(bright * (column >= before) for column in range(7)) for _ in range(6))


def _grid(rows: tuple[Numbers, ...], bank: str, at: tuple[int, int] | None = None) -> Grid:
    return Grid(PAGE, rows=rows, stage=pipeline.Stage(pipeline.Kernels(bank)), at=at)


def _by(scene: Scene, bank: str) -> np.ndarray:
    """The map of another kernel on the same numbers."""
    assert isinstance(scene, Grid)
    return replace(scene, stage=replace(scene.stage, kernels=pipeline.Kernels(bank))).result.output[0]


def _flipped(scene: Scene) -> Grid:
    assert isinstance(scene, Grid)
    return replace(scene, stage=replace(scene.stage, kernels=replace(scene.stage.kernels, flip=True)))


def _middle(scene: Scene) -> float:
    assert isinstance(scene, Grid)
    assert scene.at is not None
    return scene.rows[scene.at[0]][scene.at[1]]


def _strengths(scene: Scene) -> dict[str, float]:
    """How strongly each kernel answers at the pinned place."""
    assert isinstance(scene, Grid)
    assert scene.at is not None
    return {bank: abs(float(_by(scene, bank)[scene.at])) for bank in ("central", "prewitt-x", "sobel-x")}


def _output(scene: Scene) -> np.ndarray:
    """The map."""
    return scenes.result(scene).output[0]


def _input(scene: Scene) -> np.ndarray:
    return scenes.result(scene).image[0]


@dataclass(frozen=True)
class Photo(Scene):
    """A grey sample picture on the page From [−1 1] to Prewitt; `row` is the marked one, from 1."""

    page: str = "edge-kernels"
    sample: str = "still-life"
    side: int = 128
    row: int = 64

    def __post_init__(self) -> None:
        if not self.values:
            settings = {"image": self.sample, "side": self.side, "curve_row": self.row}
            object.__setattr__(self, "values", settings)

    @property
    def image(self) -> np.ndarray:
        """The picture as it is computed with, 0 to 1: (1 h w)."""
        return picture.floats(picture.working(samples.picture(self.sample, self.side), self.side, "grey").pixels)


def _brighter(scene: Scene) -> str:
    """What becomes of the map of −1, 1 where every pixel is brighter by the same."""
    assert isinstance(scene, Photo)
    before, after = (edge_maps.result(image, "step").maps for image in (scene.image, scene.image + BRIGHTER))
    return "same" if np.allclose(before, after, atol=1e-5) else "brighter"


def _stacked(scene: Scene) -> str:
    """Which edges three rows of −1, 0, 1 answer to: on the page's picture and on the same one, transposed in itself."""
    upright = np.tile(np.repeat((0.0, 1.0), 4), (8, 1)).astype(np.float32)
    found = [abs(edge_maps.result(image[None], "prewitt-x").maps).max() > 0 for image in (upright, upright.T)]
    return {(True, False): "upright", (False, True): "flat", (True, True): "both"}[found[0], found[1]]


def _combined(scene: Scene) -> str:
    """Where the smaller of two answers is large, half of the most or more: where both are above 0, or one of them."""
    assert isinstance(scene, Photo)
    found = edge_maps.junctions(scene.image)
    if not found.both.any():
        return "none"
    answers = found.bars.maps[:, found.both >= found.both.max() / 2]
    return "both" if answers.min() > 0 else "either"


LESSON = Lesson(
    "What a kernel answers to",
    10,
    "tell from a kernel's numbers which edges it finds.",
    (
        Step(
            "edge",
            (_grid(_wall(1, 3), "prewitt-x", (2, 3)), _grid(_wall(2, 4), "prewitt-x", (3, 3))),
            "Prewitt x: a column of −1, a column of 0, a column of 1. The window stands on the edge between dark "
            "and bright.",
            Number(
                "What does this window add up to?",
                scenes.cell,
                {"flips": lambda scene: scenes.cell(_flipped(scene)), "copies": _middle},
            ),
            "Three rows say the same, and are added up.",
            ("kernel",),
            (13, 17, 21),
        ),
        Step(
            "flat",
            (
                _grid(((7.0,) * 6,) * 6, "prewitt-x", (2, 2)),
                _grid(((4.0,) * 6,) * 6, "sobel-y", (3, 3)),
            ),
            "No edge at all: every pixel is the same.",
            Number("What does the window add up to?", scenes.cell, {"copies": _middle}),
            "The weights add up to 0. Where nothing changes, an edge kernel says nothing.",
            ("kernel",),
            (17,),
        ),
        Step(
            "square",
            (_grid(_square(7, 2, 5), "prewitt-x", (3, 3)), _grid(_square(7, 1, 5), "prewitt-x", (3, 3))),
            "A bright square. Its left side is an edge from dark to bright, its right side one from bright to dark.",
            Which(
                "Which is the map of Prewitt x?",
                lambda scene: scenes.result(scene).output[0],
                {
                    "negative-nothing": lambda scene: np.maximum(scenes.result(scene).output[0], 0),
                    "flips": lambda scene: _flipped(scene).result.output[0],
                },
                {"turned": lambda scene: _by(scene, "prewitt-y")},
            ),
            "Left and right are opposite. Above and below the middle of the square it is 0: left and right are alike "
            "there.",
            ("output",),
            (15, 16, 17),
        ),
        Step(
            "brightest",
            (_grid(BLOCK, "prewitt-x"), _grid(BLOCK, "prewitt-y"), _grid(LOW_BLOCK, "sobel-x")),
            "A bright block on a dark ground, and a kernel: look at where its 1s are and where its −1s. Each number of "
            "the map stands where the kernel's middle stood.",
            Point(
                "Point at a pixel at which the map is largest.",
                _input,
                lambda scene: largest(_output(scene)),
                {
                    "flips": lambda scene: largest(_flipped(scene).result.output[0]),
                    "copies": lambda scene: largest(_input(scene)),
                },
            ),
            "It is largest along the side where, from the kernel's −1s to its 1s, dark turns to bright: a map shows "
            "change.",
            ("kernel",),
            (16, 17),
        ),
        Step(
            "darkest",
            (_grid(BLOCK, "prewitt-y"), _grid(BLOCK, "prewitt-x"), _grid(LOW_BLOCK, "sobel-y")),
            "A bright block and a kernel. Each number of the map stands where the kernel's middle stood. Look for the "
            "other end of the scale: the most negative number.",
            Point(
                "Point at a pixel at which the map is smallest.",
                _input,
                lambda scene: largest(-_output(scene)),
                {
                    "flips": lambda scene: largest(-_flipped(scene).result.output[0]),
                    "copies": lambda scene: largest(-_input(scene)),
                },
            ),
            "The opposite edge, as strong as the other. A map that held only what is above 0 would have lost it.",
            ("kernel",),
            (16, 17),
        ),
        Step(
            "direction",
            (_grid(_wall(1, 3), "prewitt-y", (2, 3)), _grid(_wall(2, 4), "prewitt-y", (3, 3))),
            "Prewitt y is Prewitt x transposed: a row of −1 above, a row of 1 below. The edge stands upright.",
            Choice(
                "What will it say at this window?",
                {"zero": "0", "same": "The same as Prewitt x", "minus": "The same with a minus"},
                lambda scene: "zero" if scenes.cell(scene) == 0 else "same",
            ),
            "Above and below the window the picture is the same. To what changes along its stripes a kernel is blind.",
            ("kernel",),
            (17,),
        ),
        Step(
            "strength",
            (_grid(_wall(1, 3), "sobel-x", (2, 3)), _grid(_wall(3, 4), "sobel-x", (3, 3))),
            "Three kernels on this one edge: [−1 0 1], which is one row of Prewitt; Prewitt x; and Sobel x, which "
            "counts the middle row twice.",
            Order(
                "Which answers least, which most?",
                {"central": "[−1 0 1]", "prewitt-x": "Prewitt x", "sobel-x": "Sobel x"},
                _strengths,
            ),
            "A larger answer is no better one: it only adds up more weights.",
            (),
            (13, 18),
        ),
        Step(
            "brighter",
            (Photo(), Photo(sample="steps", row=40)),
            "The curves below the picture are its marked row, and the maps of that. Think of every pixel as brighter "
            f"by {BRIGHTER:.0%} of the scale, and none as too bright for it.",
            Choice(
                "What becomes of the map of −1, 1 then?",
                {"same": "It stays the same", "brighter": "It gets brighter", "flat": "It fades"},
                _brighter,
                {"brighter": "copies"},
            ),
            "It holds differences, and they are as they were. An edge kernel does not ask how bright it is.",
            ("one_row",),
            (11, 17),
        ),
        Step(
            "stacked",
            (Photo(), Photo(sample="steps", row=40)),
            "The row −1, 0, 1 three times, one above the other: a kernel of 3 × 3.",
            Choice(
                "Which edges will it answer to?",
                {"upright": "Those that stand upright", "flat": "Those that lie flat", "both": "Both alike"},
                _stacked,
                {"flat": "along-stripes"},
            ),
            "It compares left with right, in three rows. Its name is Prewitt x; transposed it is Prewitt y.",
            concepts=(13, 17),
            covers=("riddle", "guess"),
        ),
        Step(
            "smaller",
            (Photo(sample="t-shape", row=40),),
            "Two kernels, as long as the strokes of a T: one is a bar that lies, one a bar that stands. At each place "
            "the smaller of their two answers is kept.",
            Choice(
                "Where is what is kept large?",
                {"either": "On every bar", "both": "Only where both kernels answer", "none": "Nowhere"},
                _combined,
            ),
            "The smaller one is large only where both are: at the T, not on a bar alone. Guess the filter below to "
            "see.",
            concepts=(20,),
            covers=("guess",),
            seen="The smaller one is large only where both are: at the T, not on a bar alone.",
        ),
        Step(
            "yours",
            (Scene("edge-kernels"),),
            "Now it is yours. Drag the marked row across an edge and watch both curves. Further down, one filter has "
            "no name yet.",
            taken="Now it is yours. Drag the marked row across an edge and watch both curves. Further down, one filter "
            "has no name: in the app you guess it, and the story goes on.",
        ),
    ),
)
