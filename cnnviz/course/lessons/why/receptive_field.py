"""Receptive field: what a pooling, a stride and a dilation do to it, and what small filters save."""

from dataclasses import dataclass

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Number, Order
from cnnviz.course.scenes import Scene
from cnnviz.nets import shapes
from cnnviz.nets.inside import stacks
from cnnviz.nets.layers import Conv

PAGE = "receptive-field"
# Maps in and out of the filters that are compared.
CHANNELS = 64


@dataclass(frozen=True)
class Looked(Scene):
    """A stack (a key of stacks.NETWORKS), and the layer, from 1, whose unit is pinned."""

    stack: str = "convolve-pool"
    layer: int = 1

    @property
    def records(self) -> tuple[shapes.Record, ...]:
        """The layers up to that one."""
        return shapes.records(stacks.NETWORKS[self.stack].network())[: self.layer]


def looked(stack: str, layer: int) -> Looked:
    """The unit in the middle, on its page."""
    return Looked(PAGE, {"stack": stack, "layer": layer}, stack, layer)


def _looked(scene: Scene) -> Looked:
    assert isinstance(scene, Looked)
    return scene


def _sees(scene: Scene) -> int:
    return _looked(scene).records[-1].after.rows.size


def _grown(scene: Scene, spread: bool = False) -> int:
    """What a unit would see if every layer went in steps of one pixel, its weights side by side, or spread."""
    slid = [record.axes[0] for record in _looked(scene).records if record.axes]
    return 1 + sum(axis.span - 1 if spread else axis.window - 1 for axis in slid)


def _unspread(scene: Scene) -> int:
    return _grown(scene)


def _pixelwise(scene: Scene) -> int:
    return _grown(scene, spread=True)


def _window(scene: Scene) -> int:
    """Weights of the last layer's window, on a side."""
    axes = _looked(scene).records[-1].axes
    assert axes
    return axes[0].window


def _weights(scene: Scene) -> dict[str, float]:
    """Of each way from CHANNELS maps to as many."""
    two, three = (stacks.stacked(count, CHANNELS) for count in (2, 3))
    made = {"two": two.several, "five": two.single, "three": three.several, "seven": three.single}
    return {id: float(way.weights) for id, way in made.items()}


def _layers(scene: Scene) -> dict[str, float]:
    """What each would have if it were the layers that cost, and only then their size."""
    return {"five": 1.0, "seven": 1.5, "two": 2.0, "three": 3.0}


# Pixels from one weight to the next, layer by layer.
DILATIONS = [one.layer.dilation[0] for one in Looked(PAGE, {}, "dilated", 3).records if isinstance(one.layer, Conv)]
BELOW = ("grown", "stacked")

LESSON = Lesson(
    "Receptive field",
    6,
    "work out a receptive field layer by layer.",
    (
        Step(
            "pooled",
            (looked("convolve-pool", 4), looked("strided", 3), looked("strided", 2)),
            "Which layer the unit belongs to stands above the maps; what comes before it, in the bricks. After a "
            "pooling or a stride of 2 the next window's steps are twice as wide on the picture.",
            Number(
                "How many pixels on a side does a unit of that layer see?",
                _sees,
                {"step-forgotten": _pixelwise, "field-is-kernel": _window},
            ),
            "So far, plus (window − 1) steps. A step is as many pixels as all strides before it multiply to.",
            concepts=(75, 76),
            covers=BELOW,
            folds=("terms",),
        ),
        Step(
            "dilated",
            (looked("dilated", 3), looked("dilated", 2)),
            f"Every layer has windows of 3 × 3. From one weight to the next it is {', '.join(map(str, DILATIONS))} "
            "pixels, layer by layer. Which layer the unit belongs to stands above the maps.",
            Number(
                "How many pixels on a side does the unit see?",
                _sees,
                {"dilation-forgotten": _unspread, "field-is-kernel": _window},
            ),
            "Twice the distance in each layer about doubles what is seen, for nine weights each time. Maps stay large.",
            concepts=(75,),
            covers=BELOW,
            folds=("terms",),
        ),
        Step(
            "weights",
            (looked("two-3x3", 3),),
            "Two layers of 3 × 3 see as much as one of 5 × 5, three as much as one of 7 × 7. Each goes from "
            f"{CHANNELS} maps to {CHANNELS}.",
            Order(
                "Which has the fewest weights, which the most?",
                {
                    "two": "two of 3 × 3",
                    "five": "one of 5 × 5",
                    "three": "three of 3 × 3",
                    "seven": "one of 7 × 7",
                },
                _weights,
                {"stack-dearer": _layers},
            ),
            "Small filters, stacked, are cheaper than the large one they replace, with a ReLU more in between.",
            ("channels",),
            (75,),
            covers=("stacked",),
            folds=("field_stage", "grown"),
        ),
        Step(
            "yours",
            (looked("convolve-pool", 6),),
            "Now it is yours. Point at any unit. Change a brick, and see the window on your picture grow.",
            taken="Now it is yours. Point at any unit, and see its window on the picture. In the app you change a "
            "brick, and it grows.",
        ),
    ),
)
