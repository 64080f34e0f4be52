"""Compare: what two runs that differ in one thing tell, and what they do not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice
from cnnviz.course.scenes import Scene
from cnnviz.datasets import choice
from cnnviz.nets import shapes
from cnnviz.ops import kernels
from cnnviz.training import experiments, recipes, recorded
from cnnviz.training.events import EventKind
from cnnviz.training.recorded import curves

PAGE = "compare"
# The two runs, and everything that is said of them.
RUNS = ("live-compare",)
# Batches at the end of a run whose mean loss counts, and the standard errors within which two accuracies are alike.
LAST, ERRORS = 20, 2


@dataclass(frozen=True)
class Pair(Scene):
    """Two recorded runs beside each other, by their view ids."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    views: tuple[str, str] = recorded.PAIR

    @property
    def courses(self) -> tuple[curves.Course, curves.Course]:
        """How both went."""
        first, second = self.views
        return curves.course(first), curves.course(second)


def of(first: str, second: str, experiment: str = "dropout") -> Pair:
    """Two recorded runs, with the link that shows them beside the controls of an experiment."""
    return Pair(values={"experiment": experiment, "run": f"{first}-{second}"}, views=(first, second))


def _courses(scene: Scene) -> tuple[curves.Course, curves.Course]:
    assert isinstance(scene, Pair)
    return scene.courses


def _ends(scene: Scene) -> str:
    """Which of two runs ends with the lower training loss, and which with the lower loss on validation pictures."""
    assert isinstance(scene, Pair)
    training = [course.losses[-LAST:].mean() for course in scene.courses]
    validation = [_validation(view) for view in scene.views]
    if (training[0] < training[1]) == (validation[0] < validation[1]):
        return "same"
    return "crossed" if training[0] < training[1] else "other"


def _validation(view: str) -> float:
    """The last loss on validation pictures."""
    told = (numbered.event for numbered in recorded.run(view).events)
    looked = [one for one in told if one.kind == EventKind.EVALUATION and one.header["part"] == "validation"]
    return float(looked[-1].header["loss"])


def _better(scene: Scene) -> str:
    """Which of a dense and a convolutional run is right more often, and how many parameters that has."""
    dense, cnn = _courses(scene)
    if _alike(dense, cnn):
        return "alike"
    return "dense" if dense.test > cnn.test else "fewer" if cnn.parameters < dense.parameters else "more"


def _filters(scene: Scene) -> str:
    """Which of two runs is right more often: that which learned its first filters, or that which was given them."""
    learned, given = _courses(scene)
    return "alike" if _alike(learned, given) else "learned" if learned.test > given.test else "given"


def _alike(one: curves.Course, other: curves.Course) -> bool:
    """Whether the difference of two accuracies may be chance."""
    error = (sum(run.test * (1 - run.test) / run.tested for run in (one, other))) ** 0.5
    return abs(one.test - other.test) <= ERRORS * error


def _adds(_: Scene) -> str:
    """Which of the switches gives the network more to learn."""
    for key in SWITCHES:
        without, with_it = (shapes.totals(shapes.records(one.network)) for one in recipes.on_shapes(key))
        if with_it.parameters > without.parameters:
            return key
    return "none"


def _told(scene: Scene) -> str:
    """What two runs tell of the one thing in which they differ; nothing where there are several."""
    first, second = (course.config for course in _courses(scene))
    return "open" if len(experiments.differences(first, second)) > 1 else "data"


SWITCHES = {key: experiments.EXPERIMENTS[key].title for key in ("dropout", "l2", "augmentation", "batch-norm")}
# Training pictures of the runs with dropout and of those with filters made by hand.
FEW, MANY = (experiments.EXPERIMENTS[key].images or recipes.images(choice.SHAPES) for key in ("dropout", "fixed"))

LESSON = Lesson(
    "One change at a time",
    8,
    "set up a fair comparison, and say what it shows and what it does not.",
    (
        Step(
            "dropout",
            (of(*recorded.PAIR),),
            f"Two recorded runs with {FEW} pictures, from the same weights: the first without dropout, the second with "
            "it. So few pictures can be learned by heart.",
            Choice(
                "How do their losses end?",
                {
                    "same": "One of them is lower both on training and on validation pictures",
                    "crossed": "Without dropout lower on training, with it lower on validation pictures",
                    "other": "With dropout lower on training, without it lower on validation pictures",
                },
                _ends,
                {"same": "training-tells"},
            ),
            "Dropout makes training harder, so its training loss is higher; what is learned holds better for pictures "
            "that were never seen. Play both and compare the curves.",
            ("experiment",),
            (82, 102),
            RUNS,
        ),
        Step(
            "dense",
            (of(recorded.DENSE[0], recorded.CNN[0], "dense"),),
            "Two recorded runs on Fashion-MNIST: a network of dense layers, where every pixel has a weight to every "
            "unit, and a convolutional one. Data, seed, batches and rate are the same.",
            Choice(
                "Which is right more often on the test pictures?",
                {
                    "dense": "The dense one: it has more parameters",
                    "fewer": "The convolutional one, with fewer parameters",
                    "more": "The convolutional one, with more parameters",
                    "alike": "Neither: the difference may be chance",
                },
                _better,
                {"dense": "more-weights"},
            ),
            "Its filters look at neighbours, and what they learn at one place holds at all. Both counts stand above "
            "the runs.",
            ("run_stage",),
            (45,),
            RUNS,
        ),
        Step(
            "filters",
            (of(*recorded.KIRSCH, "fixed"),),
            "Two recorded runs on shapes. One learns all its filters. In the other the first layer is given: Kirsch's "
            f"{len(kernels.kirsch())} masks for edges, made by hand in 1971, which stay as they are.",
            Choice(
                "Which is right more often on the test pictures?",
                {
                    "learned": "The one that learned its filters",
                    "given": "The one with masks made by hand",
                    "alike": "Neither: the difference may be chance",
                },
                _filters,
                {"learned": "learned-always"},
            ),
            "Shapes are edges, and edges need no learning. That first filters need not be made by hand, for pictures "
            "of any kind, is what learning gains.",
            ("run_stage",),
            (85,),
            RUNS,
        ),
        Step(
            "switches",
            (Pair(values={"experiment": "l2"}), Pair(values={"experiment": "augmentation"})),
            "The menu What changes has a switch for each means against learning by heart, and for what steadies "
            "training. Each is compared with the same run without it.",
            Choice(
                "Which of these gives the network more numbers to learn?",
                SWITCHES,
                _adds,
                {"dropout": "dropout-removes"},
            ),
            "It scales and moves every map by numbers that are trained. The others change how the same numbers are "
            "learned. Choose it in the menu: the counts stand above the runs.",
            ("experiment",),
            (95, 102),
            RUNS,
            ("terms",),
            taken="There are several means against learning by heart, and one that steadies training. In the app each "
            "is compared with the same run without it.",
            seen="It scales and moves every map by numbers that are trained. The others change how the same numbers "
            "are learned.",
        ),
        Step(
            "several",
            (of(recorded.PAIR[0], recorded.KIRSCH[0]), of(recorded.PAIR[1], recorded.KIRSCH[0])),
            f"The second of these runs is right more often. It had {MANY:,} pictures, the first {FEW}; in what else "
            "they differ stands above them.",
            Choice(
                "Which change has made it better?",
                {
                    "data": "The pictures: there are more of them",
                    "epochs": "The epochs: each picture was seen less often",
                    "open": "These two runs cannot tell",
                },
                _told,
                {"data": "several-changes", "epochs": "several-changes"},
            ),
            "Several things changed at once, and each may have helped or harmed. Change one, keep the seed, and "
            "compare again.",
            ("run_stage",),
            (102,),
        ),
        Step(
            "yours",
            (of(*recorded.PAIR),),
            "Now it is yours. Choose what changes, predict what the validation loss will do, and train both. Another "
            "seed tells whether it was chance.",
            taken="Play both and compare the curves: where do they part? In the app you choose what changes, and train "
            "both from another seed to see whether it was chance.",
        ),
    ),
)
