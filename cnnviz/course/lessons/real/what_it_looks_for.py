"""What does it look for: how much a unit sees, and what the strongest patches do not show."""

import functools

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.inspect.looks import patches, scan, sets
from cnnviz.inspect.way import graph
from cnnviz.nets import layers
from cnnviz.training import recorded, runs

PAGE = "what-it-looks-for"
LAYER, MAP = "look_at", "look_map"
# Of the pictures looked at first, the share from which on a map answers nearly all, and below which few.
MOST, FEW = 0.75, 0.25


def _step(scene: Scene) -> graph.Step:
    found = graph.graph(known.model().network).step_of(str(scene.values[LAYER]))
    assert found
    return found


def _sees(scene: Scene) -> int:
    """Rows that a unit of the layer sees."""
    (first, last), _ = patches.seen(known.model(), _step(scene), 0, 0)
    return last - first + 1


def _kernel(scene: Scene) -> int:
    """Rows of the layer's kernels."""
    layer = _step(scene).main.layer
    assert isinstance(layer, layers.Conv)
    return layer.size[0]


@functools.cache
def _scanned(path: str) -> scan.Scan:
    """What the page knows of the layer at a path after the first pictures."""
    run, step = runs.fetch_run(recorded.FIRST), graph.graph(known.model().network).step_of(path)
    assert step
    work = scan.scanning(known.model(), step, sets.first(str(run.config.data), runs.dataset(run)))
    return work.advanced(work.begun())


def answered(scene: Scene) -> float:
    """The share of the first pictures for which the map is anywhere above 0."""
    found = _scanned(str(scene.values[LAYER]))
    return 1 - float(found.silent[int(str(scene.values[MAP])) - 1]) / found.done


def _answers(scene: Scene) -> str:
    share = answered(scene)
    return "most" if share > MOST else "few" if share < FEW else "some"


def _map(number: int) -> Scene:
    """A map of the recorded run's second convolution, from 1."""
    return Scene(PAGE, known.on(0, "", **{LAYER: "3", MAP: number}))


LESSON = Lesson(
    "The strongest patches are the tip",
    6,
    "say how much of a picture a unit sees, and what its strongest patches leave out.",
    (
        Step(
            "sees",
            (_map(45), _map(42)),
            "This is the second convolution of the recorded run. Its kernels are 3 × 3, and so are those of the first; "
            "between them stands a pooling of 2 × 2.",
            Number("How many rows of the picture does one of its units see?", _sees, {"field-is-kernel": _kernel}),
            "Three rows of the pooled map, each two rows of the first map, and the kernel’s border around them.",
            ("look_at",),
            (44, 75),
            ("look_patches", "look_all"),
        ),
        Step(
            "tip",
            (_map(45), _map(42)),
            "Its strongest patches show one and the same class. So what does this map answer to?",
            Choice(
                "In how many of the pictures is it anywhere above 0?",
                {"few": "In those of that class: under a quarter", "some": "About half", "most": "Over three quarters"},
                _answers,
                {"few": "best-patches-are-all"},
            ),
            "The patches are the extreme end. Below them stand windows drawn by chance, and how often the map makes "
            "which numbers: it answers to much more.",
            ("look_at",),
            (74, 84),
            ("look_patches/silence", "look_spread"),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Look at a map of the large network, name it, and then look at its weakest patches and "
            "its twin’s: does the name hold?",
            taken="Name this map by its strongest patches, then look at the weakest and at those drawn by chance: "
            "does the name hold? In the app stand all its maps, and their twins’ patches beside them.",
        ),
    ),
)
