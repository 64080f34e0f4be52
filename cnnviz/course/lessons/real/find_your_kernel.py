"""Find your kernel: what the cosine of two kernels tells, and what chance finds."""

import functools

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice
from cnnviz.course.scenes import Scene
from cnnviz.inspect.alike import candidates, nearest, spatial
from cnnviz.nets import layers, shapes, small

PAGE = "find-your-kernel"
KERNEL, SEARCHED = "kernel", "searched"
# |cos| from which on kernels are nearly the same, and below which they have little in common.
NEAR, FAR = 0.85, 0.5
# Kernels that the recorded run's network has.
COUNT = sum(
    one.layer.filters * one.input[0]
    for one in shapes.records(small.SMALL["reference"].network())
    if isinstance(one.layer, layers.Conv)
)


@functools.cache
def _indexes() -> tuple[nearest.Index, ...]:
    layers = spatial.spatial_layers(known.model().network, known.model().weights)
    return nearest.indexes(layers)


def _kernel(scene: Scene) -> np.ndarray:
    return candidates.candidates()[str(scene.values[KERNEL])].weights


def best(kernel: np.ndarray) -> float:
    """|cos| of the kernel of the recorded run that is nearest."""
    (found,) = nearest.nearest(nearest.compared(_indexes(), kernel), 1)
    return abs(found.cosine)


def _doubled(scene: Scene) -> str:
    """What becomes of |cos| once every number of the kernel is doubled."""
    once, twice = best(_kernel(scene)), best(2 * _kernel(scene))
    return "same" if abs(once - twice) < 1e-6 else "more" if twice > once else "less"


def _chance(scene: Scene) -> str:
    """How near the nearest of as many random kernels comes."""
    (index,) = _indexes()
    found = nearest.random_best(len(index.places), index.size, _kernel(scene))
    return "near" if found > NEAR else "far" if found < FAR else "some"


def _scene(kernel: str) -> Scene:
    return Scene(PAGE, {SEARCHED: "recorded", KERNEL: kernel})


LESSON = Lesson(
    "Alike is a pattern, not a job",
    6,
    "compare kernels by their cosine, and hold what you find against chance.",
    (
        Step(
            "doubled",
            (_scene("sobel-x"), _scene("prewitt-y")),
            "The search holds your kernel against every kernel that the recorded run has learned, by |cos|, the cosine "
            "of the angle between them. Now double each number of yours.",
            Choice(
                "What becomes of |cos| with the nearest?",
                {"more": "It doubles", "same": "It stays", "less": "It gets smaller"},
                _doubled,
                {"more": "cosine-has-size"},
            ),
            "The angle does not change with the length: |cos| compares patterns. A kernel twice as large makes a map "
            "twice as large.",
            ("kernel",),
            (25, 26),
            ("found",),
        ),
        Step(
            "chance",
            (_scene("sobel-x"), _scene("prewitt-y"), _scene("line-vertical")),
            f"The recorded run has {COUNT:,} kernels of 3 × 3. As many are now drawn at random, and have "
            "learned nothing.",
            Choice(
                "How near does the nearest of those come to your kernel?",
                {"far": f"|cos| under {FAR}", "some": "Between", "near": f"|cos| over {NEAR}"},
                _chance,
                {"far": "found-is-learned"},
            ),
            "Among so many of nine numbers, chance comes near to anything. What counts is how many more are found than "
            "by chance; and being alike does not say what it is used for.",
            ("kernel",),
            (84, 85),
            ("found",),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Search the large network for a kernel of your own, and see its map beside those that "
            "were found.",
            taken="Below, the large network is searched. In the app, for a kernel of your own.",
        ),
    ),
)
