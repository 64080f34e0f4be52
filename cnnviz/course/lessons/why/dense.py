"""Dense and convolutional: shared weights, a patch that grows to the whole picture, and maps read as one vector."""

import functools
from dataclasses import dataclass

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.nets import layers, shapes
from cnnviz.nets.inside import flatten
from cnnviz.ops import catalogue, matrices
from cnnviz.training import recorded

PAGE = "dense-and-convolutional"
# Pixels on a side of the picture that a patch grows on.
IMAGE = 28


@dataclass(frozen=True)
class Tied(Scene):
    """A kernel on a square picture as a matrix; a patch on another; a place (map, row, column) that is flattened."""

    kernel: str = "sobel-x"
    side: int = 5
    patch: int = 5
    place: flatten.Place = (1, 1, 1)

    @property
    def freed(self) -> matrices.Freed:
        """The convolution, untied and filled up."""
        return matrices.freed(self.side, np.asarray(catalogue.weights(self.kernel, {})[1][0, 0]))

    @property
    def patched(self) -> matrices.Patch:
        """The patch on its picture."""
        return matrices.patch(self.patch, IMAGE)


def tied(side: int = 5, patch: int = 5, place: flatten.Place = (1, 1, 1), kernel: str = "sobel-x") -> Tied:
    """The three, on their page."""
    values = {
        "tied_kernel": kernel,
        "tied_side": side,
        "patch": patch,
        **{f"flat_{name}": at for name, at in zip(("map", "row", "column"), place, strict=True)},
    }
    return Tied(PAGE, values, kernel, side, patch, place)


def _tied(scene: Scene) -> Tied:
    assert isinstance(scene, Tied)
    return scene


def _stored(scene: Scene) -> int:
    """Weights of the convolution."""
    return _tied(scene).freed.tied.stored


def _unshared(scene: Scene) -> int:
    return _tied(scene).freed.untied.stored


def _all(scene: Scene) -> int:
    return _tied(scene).freed.dense.stored


def _growing(scene: Scene) -> str:
    """Which of the three need more weights where the picture is twice as large."""
    one = _tied(scene)
    larger = Tied(PAGE, {}, one.kernel, 2 * one.side)
    pairs = zip(("tied", "untied", "dense"), one.freed.steps, larger.freed.steps, strict=True)
    growing = [id for id, before, after in pairs if after.stored > before.stored]
    return {3: "all", 2: "two", 1: "one", 0: "none"}[len(growing)]


def _times(scene: Scene) -> float:
    """How many times as many weights a dense unit has as the patch."""
    patch = _tied(scene).patched
    return patch.image**2 / patch.weights


def _times_by_side(scene: Scene) -> float:
    """The same, if weights grew with the side."""
    patch = _tied(scene).patched
    return patch.image / patch.side


def _places(scene: Scene) -> int:
    return _tied(scene).patched.positions ** 2


def _moves(scene: Scene) -> int:
    """Places, if only moves counted."""
    return (IMAGE - _tied(scene).patch) ** 2


@functools.cache
def flattened() -> flatten.Shape:
    """Maps, rows and columns that the recorded run makes a vector of."""
    read = shapes.records(recorded.run().config.network)
    maps, rows, columns = next(one.input for one in read if isinstance(one.layer, layers.Flatten))
    return maps, rows, columns


def _unit(scene: Scene) -> int:
    """The unit that the place becomes, from 1."""
    return flatten.unit(flattened(), _tied(scene).place) + 1


def _in_turn(scene: Scene) -> int:
    """The same, if the maps took turns, a number each."""
    maps, _, columns = flattened()
    map_, row, column = _tied(scene).place
    return (row * columns + column) * maps + map_ + 1


def _from_itself(scene: Scene) -> int:
    """The same, if the map and the row that it stands in counted as wholly before it."""
    _, rows, columns = flattened()
    map_, row, column = _tied(scene).place
    return (map_ + 1) * rows * columns + (row + 1) * columns + column + 1


LESSON = Lesson(
    "From dense to convolutional",
    7,
    "say why a convolution is a dense layer with most weights gone and the rest shared.",
    (
        Step(
            "shared",
            (tied(5), tied(6), tied(7)),
            "A kernel of 3 × 3 stands at every window of the picture. Written as a matrix, each output is a row, with "
            "a weight for each pixel that it is connected with. One row is shown at work.",
            Number(
                "How many weights does this convolution learn?",
                _stored,
                {"unshared": _unshared, "all-connected": _all},
            ),
            "The rows share them: the same colour is the same weight, trained at all places together.",
            ("tied_side",),
            (37, 38, 42),
            covers=("matrix", "dense_counts"),
            folds=("terms",),
        ),
        Step(
            "larger",
            (tied(5), tied(4)),
            "Three ways to connect picture and map: one kernel at all windows; at every window weights of its own; "
            "every output with every pixel. Think of a picture of twice the height and width.",
            Choice(
                "Which of the three need more weights then?",
                {"all": "All three", "two": "The second and the third", "one": "The third alone", "none": "None"},
                _growing,
                {"all": "picture-size", "one": "unshared-free"},
            ),
            "A kernel does not know how large the picture is. What is not shared pays for every place.",
            ("tied_side",),
            (39, 42),
            covers=("matrix", "dense_counts"),
            folds=("terms",),
        ),
        Step(
            "patch",
            (tied(patch=7), tied(patch=14), tied(patch=4)),
            f"A dense unit has a weight for every pixel of these {IMAGE} × {IMAGE}. A patch has one for each of its "
            "own, wherever it stands.",
            Number(
                "How many times as many weights has the dense unit?",
                _times,
                {"by-side": _times_by_side},
            ),
            "Weights go with the area. A patch a tenth as wide has a hundredth of them.",
            ("patch",),
            (39, 40),
            covers=("patch_counts",),
            folds=("as_matrix", "dense_counts"),
        ),
        Step(
            "whole",
            (tied(patch=IMAGE),),
            "The patch is as large as the picture. It slides over it without padding.",
            Number("At how many places can it stand?", _places, {"fence-post": _moves}),
            "Nothing is left to slide, and nothing to share: this convolution is an ordinary dense unit.",
            ("patch",),
            (41,),
            covers=("patched", "patch_counts"),
            folds=("as_matrix", "dense_counts"),
        ),
        Step(
            "vector",
            (tied(place=(1, 1, 1)), tied(place=(2, 3, 0)), tied(place=(0, 2, 4))),
            "Flatten reads the last maps one after the other, each row by row, into one vector. The framed number's "
            "map, row and column stand below, from 1.",
            Number(
                "Which unit of the vector does it become, counted from 1?",
                _unit,
                {"maps-take-turns": _in_turn, "counts-itself": _from_itself},
            ),
            "Whole maps before it, then whole rows, then the numbers beside it. Neighbours end up far apart.",
            concepts=(29, 81),
            folds=("as_matrix", "dense_counts", "as_patch"),
        ),
        Step(
            "yours",
            (tied(),),
            "Now it is yours. Choose padding and stride and watch the matrix; grow the patch from one pixel to the "
            "whole picture.",
            taken="Follow a row of the matrix to the windows of the picture, then read below how many weights each "
            "size of patch has. In the app you choose padding and stride, and grow the patch.",
        ),
    ),
)
