"""Same object, another place: what moves along, what stays, and what a dense net and a small filter miss."""

import functools
from dataclasses import dataclass, field

import numpy as np

from cnnviz import numbers
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.images.samples import scenes as things
from cnnviz.ops import catalogue
from cnnviz.ops.compared import equivariance
from cnnviz.training import recorded
from cnnviz.training.recorded import curves

PAGE = "same-object"
# Below it a template that answers 1 at its place is called silent; a net that gets so much less right has lost.
SILENT, LOST = 0.25, 0.01
KEPT = 1e-6


@dataclass(frozen=True)
class Moved(Scene):
    """A shape on a field of `side` pixels, filtered with a kernel of the catalogue, moved `by` rows and columns."""

    thing: str = "t"
    side: int = 64
    kernel: str = "sobel-x"
    stride: int = 1
    by: tuple[int, int] = (0, 0)
    how: equivariance.Filter = field(init=False, compare=False)

    def __post_init__(self) -> None:
        weights = np.asarray(catalogue.weights(self.kernel, {})[1][0, 0], np.float32)
        object.__setattr__(self, "how", equivariance.Filter(weights, self.stride))

    @property
    def seen(self) -> things.Scene:
        """The field with the shape at its first place."""
        return things.shape(self.thing, self.side)

    @property
    def plane(self) -> np.ndarray:
        """The same, 0 to 1 (h w)."""
        return self.seen.pixels / np.float32(255)

    @property
    def maps(self) -> tuple[np.ndarray, np.ndarray]:
        """The map before and after the move (h' w')."""
        return self.how.map(self.plane), self.how.map(equivariance.moved(self.plane, self.by, self.how.mode))

    @property
    def answers(self) -> tuple[equivariance.Answers, equivariance.Answers]:
        """One number of the whole, before and after the move."""
        before, after = (equivariance.answers(self.plane, self.how, self.seen.box, by) for by in ((0, 0), self.by))
        return before, after


def moved(
    by: tuple[int, int], thing: str = "t", stride: int = 1, side: int = 64, kernel: str = "sobel-x", **more: object
) -> Moved:
    """The shape moved, on its page."""
    values = {
        "thing": thing,
        "field_side": side,
        "moved_kernel": kernel,
        "moved_stride": stride,
        "down": by[0],
        "right": by[1],
    }
    return Moved(PAGE, values | more, thing, side, kernel, stride, by)


def _moved(scene: Scene) -> Moved:
    assert isinstance(scene, Moved)
    return scene


def _along(scene: Scene) -> int:
    """Columns by which the strongest cell of the map has moved."""
    before, after = (int(one.argmax()) % one.shape[1] for one in _moved(scene).maps)
    return after - before


def _nowhere(scene: Scene) -> int:
    """The same, if the map did not care where the thing is."""
    return 0


def _pixels(scene: Scene) -> int:
    """The same, if the kernel went pixel by pixel."""
    return _moved(scene).by[1]


def _stays(scene: Scene) -> str:
    """What is the same before and after the move."""
    (map_, moved_map), (before, after) = _moved(scene).maps, _moved(scene).answers
    if np.array_equal(map_, moved_map):
        return "map"
    return "cell" if before.cell == after.cell else "maximum" if before.maximum == after.maximum else "nothing"


def _template(scene: Scene) -> str:
    """How much a dense template answers now that answered 1 before the move."""
    share = _moved(scene).answers[1].dense
    return "all" if abs(share - 1) < KEPT else "little" if abs(share) < SILENT else "some"


def windows(thing: str, side: int, size: int) -> set[bytes]:
    """All windows of `size` × `size` pixels that the shape has."""
    pixels = things.shape(thing, side).pixels
    views = np.lib.stride_tricks.sliding_window_view(pixels, (size, size))
    return {view.tobytes() for row in views for view in row}


def _tells(scene: Scene) -> str:
    """Whether some window of the T is none of the cross."""
    one = _moved(scene)
    size = one.how.kernel.shape[0]
    return "yes" if windows("t", one.side, size) - windows("cross", one.side, size) else "no"


@functools.cache
def lost() -> dict[str, float]:
    """How much less of the test pictures each network gets right once all pixels are permuted, as recorded."""
    pairs = {"dense": recorded.DENSE, "cnn": recorded.CNN}
    courses = {id: [curves.course(view) for view in pair] for id, pair in pairs.items()}
    return {id: placed.test - permuted.test for id, (placed, permuted) in courses.items()}


def _loses(scene: Scene) -> str:
    losing = [id for id, share in lost().items() if share > LOST]
    return "both" if len(losing) == 2 else losing[0] if losing else "neither"


SEEN = moved((8, 16)).how.kernel.shape
MOVES = ((8, 16), (4, 12), (-8, 8))
# What the page shows beside the pictures, and what answers the question about one cell.
BELOW = ("beyond", "one_cell_sees")

LESSON = Lesson(
    "Same object, another place",
    7,
    "tell moving along (equivariance) from staying the same (invariance).",
    (
        Step(
            "along",
            (moved((8, 16), stride=2), moved((0, 12), "cross", 2), moved((-8, 8), "square", 2)),
            "The thing has been moved: how far stands above the picture. The kernel goes over it two pixels at a time. "
            "Its map is covered.",
            Number(
                "By how many of its columns has the map moved?",
                _along,
                {"equivariance-invariance": _nowhere, "stride-forgotten": _pixels},
            ),
            "The map moves along: equivariance. A step of its cells is as many pixels as the stride.",
            concepts=(35, 37, 43),
            covers=BELOW,
        ),
        Step(
            "stays",
            tuple(moved(by, thing) for by, thing in zip(MOVES, ("t", "cross", "square"), strict=True)),
            "The kernel goes pixel by pixel, and the thing has been moved. Before and after it stands wholly inside "
            "the field.",
            Choice(
                "What is exactly what it was before the move?",
                {
                    "map": "The map",
                    "cell": "The cell of the map that was strongest",
                    "maximum": "The largest number of the map",
                },
                _stays,
                {"map": "equivariance-invariance", "cell": "equivariance-invariance"},
            ),
            "The maximum is invariant: it says that the thing is there, and no longer where. Global max pooling takes "
            "it.",
            concepts=(35, 43),
            covers=BELOW,
            folds=("terms",),
        ),
        Step(
            "template",
            (moved((-16, -16)), moved((0, 4)), moved((16, 16), "square")),
            "A dense template has a weight for every pixel of the field. It learned the thing in the middle and "
            "answers 1 there. How far the thing has been moved from there stands above the picture.",
            Choice(
                "How much does it answer?",
                {
                    "all": "1, as before",
                    "some": f"{SILENT:g} or more, but less than 1",
                    "little": f"Less than {SILENT:g}",
                },
                _template,
                {"all": "dense-anywhere"},
            ),
            "Its weights belong to places: the thing soon meets weights that are not its own. It would have to be "
            "learned anew for each place, which sharing spares.",
            concepts=(34, 35, 37),
            covers=BELOW,
        ),
        Step(
            "small",
            (moved((8, 16)), moved((8, 16), side=128, kernel="prewitt-y")),
            f"Each cell of this map has seen one window of {numbers.size(SEEN)} pixels of the T, and nothing else.",
            Choice(
                "Could any one cell say that the thing is a T, and no cross?",
                {"yes": "Yes, one that stands on the joint", "no": "No, not one of them"},
                _tells,
                {"yes": "filter-sees-thing"},
            ),
            "Every such window of the T is one of the cross, too. What edges make together takes a later layer to see.",
            concepts=(44,),
            covers=BELOW,
        ),
        Step(
            "order",
            (moved((8, 16)),),
            "The pixels of every picture of a data set are put in another order, the same for all. A dense net and a "
            "CNN learn from them anew.",
            Choice(
                "Which of them gets clearly less right than before?",
                {"dense": "The dense net", "cnn": "The CNN", "both": "Both", "neither": "Neither"},
                _loses,
                {"dense": "dense-neighbours", "both": "dense-neighbours", "neither": "order-free"},
            ),
            "A dense unit's weights go where the pixels go. A filter counts on neighbours being neighbours.",
            concepts=(29, 38, 45),
            covers=("permuted_right", "permuted_runs"),
            folds=("moved_by", "moved", "any_size"),
        ),
        Step(
            "yours",
            (moved((8, 16)),),
            "Now it is yours. Take a photo, another kernel, another border. Below, the same idea in a sentence of "
            "text: a word early or late.",
            taken="Now it is yours. Drag the thing about: what moves along, and what stays? In the app it can be a "
            "photo, under another kernel and another border.",
        ),
    ),
)
