"""Your own classes: what is trained on frozen features, and what right answers on training pictures are worth."""

import functools

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.datasets import shapes as drawn
from cnnviz.inspect.own_classes import example, features, fitting
from cnnviz.nets import layers, shapes, small

PAGE = "own-classes"
STRENGTH = 0.01
# What the last layer of the recorded run's network reads.
FEATURES = next(
    one.input[0] for one in shapes.records(small.SMALL["reference"].network()) if isinstance(one.layer, layers.Dense)
)


@functools.cache
def _features() -> np.ndarray:
    """Of the pictures that the page opens with, by the recorded run's network (n d)."""
    return np.stack([features.seen(known.model(), one).vector for one in example.classes().photos])


def _classes() -> int:
    return len(example.classes().groups)


def _trained(scene: Scene) -> int:
    """Numbers that are trained: a weight for each feature and a bias, for each class."""
    return _classes() * (features.source(known.model()).count + 1)


def _everything(scene: Scene) -> int:
    """The same and all weights of the network before."""
    return _trained(scene) + features.source(known.model()).frozen


def right() -> tuple[int, int]:
    """How many of the pictures are right: of a classifier trained on all, and of those that never saw the one asked."""
    labels, found = example.classes().labels, _features()
    whole = fitting.trained(found, labels, _classes(), STRENGTH).right(labels)[-1]
    without = fitting.left_out(found, labels, _classes(), STRENGTH)
    return int(whole), int((without.argmax(1) == labels).sum())


def _left_out(scene: Scene) -> str:
    whole, without = right()
    return "same" if without >= whole else "most" if without > whole / 2 else "half"


def _scene(photo: str) -> Scene:
    return Scene(PAGE, known.on(photo=photo, own_l2=STRENGTH))


LESSON = Lesson(
    "Your classes on borrowed features",
    6,
    "say what transfer learning trains, and test it on pictures that were left out.",
    (
        Step(
            "frozen",
            (_scene("cat"),),
            f"The recorded run’s network makes {FEATURES:,} numbers of a picture: its features. A new last layer "
            f"learns {len(example.KINDS)} classes from them, by a few pictures each.",
            Number("How many numbers are trained?", _trained, {"all-learn": _everything}),
            "A weight for each feature and a bias, for each class. All filters before stay as they are: frozen.",
            ("shelves",),
            (79, 84, 100),
            ("own_frozen", "own_tested"),
            folds=("terms",),
        ),
        Step(
            "left-out",
            (_scene("cat"), _scene("coffee")),
            "Trained, it has every picture on the shelves right: cats, cups and people, by features that were learned "
            f"on {len(drawn.SHAPES)} drawn shapes.",
            Choice(
                "Each is now asked of a classifier that was trained without it. How many are right?",
                {"same": "All", "most": "More than half", "half": "Half or fewer"},
                _left_out,
                {"same": "low-loss-learned"},
            ),
            "With more weights than pictures, anything can be learned by heart. These features do not tell such "
            "pictures apart; those of the large network do.",
            ("shelves",),
            (84, 102),
            ("own_tested",),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours, on the large network’s features. Find the picture that lies in the wrong class; then "
            "drop pictures of your own.",
            taken="Find the picture that lies in the wrong class, and read which would be wrong if they were left "
            "out. In the app these are pictures of your own.",
        ),
    ),
)
