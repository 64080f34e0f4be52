"""Architectures: what famous networks cost, what it brought, and what is usual in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Order
from cnnviz.course.scenes import Scene
from cnnviz.figures.networks import architectures, imagenet
from cnnviz.nets import layers, shapes, zoo
from cnnviz.nets.zoo import Entry

PAGE = "architectures"
# What tells parameters, work and accuracy, and what stands below one network.
COUNTS = ("counts_first", "about_first", "layers_first", "story_table")
BOTH = (*COUNTS, "counts_second", "about_second", "layers_second")
ALL, YEARS = ("all_networks",), ("years",)
BELOW = ("pipeline", "uses")


@dataclass(frozen=True)
class Known(Scene):
    """A network of the story, and another beside it, by their keys."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    first: str = "lenet-5"
    second: str = ""

    @cached_property
    def records(self) -> tuple[shapes.Record, ...]:
        """The first one's layers, read."""
        return shapes.records(zoo.ENTRIES[self.first].network())

    @property
    def entries(self) -> tuple[Entry, Entry]:
        """Both."""
        return zoo.ENTRIES[self.first], zoo.ENTRIES[self.second]

    def inside(self, kind: type[layers.Layer]) -> list[shapes.Record]:
        """All its layers of a kind, however deep."""
        return [record for record in self.records if isinstance(record.layer, kind)]


def of(first: str, second: str = "") -> Known:
    """The scene of a network, with the link that opens it."""
    return Known(values={"first": first} | ({"second": second} if second else {}), first=first, second=second)


def _known(scene: Scene) -> Known:
    assert isinstance(scene, Known)
    return scene


def _weights(scene: Scene) -> str:
    """Where most of the parameters are."""
    dense, conv = (sum(one.parameters for one in _known(scene).inside(kind)) for kind in (layers.Dense, layers.Conv))
    return "dense" if dense > conv else "conv"


def _work(scene: Scene) -> str:
    """Where most of the multiply-adds are."""
    dense, conv = (sum(one.macs for one in _known(scene).inside(kind)) for kind in (layers.Dense, layers.Conv))
    return "dense" if dense > conv else "conv"


def _costs(_: Scene) -> dict[str, float]:
    """Parameters of each."""
    return {key: float(zoo.ENTRIES[key].parameters) for key in TOLD}


def _years(_: Scene) -> dict[str, float]:
    """As if every later network were larger."""
    return {key: float(zoo.ENTRIES[key].year) for key in TOLD}


def _better(scene: Scene) -> str:
    """Which of two is right more often, and whether it is the one with more parameters."""
    one, other = _known(scene).entries
    first, second = (entry.accuracies[0].top1 or 0.0 for entry in (one, other))
    return "more" if (first > second) == (one.parameters > other.parameters) else "fewer"


def _shrinking(scene: Scene) -> str:
    """What becomes of the maps from the first convolution to the last."""
    convs = _known(scene).inside(layers.Conv)
    (before, side, _), (after, last, _) = convs[0].output, convs[-1].output
    return f"{'smaller' if last < side else 'larger'}-{'more' if after > before else 'fewer'}"


def _fall(_: Scene) -> str:
    """The year of the largest fall of the error."""
    falls = {str(later.year): before.error - later.error for before, later in pairwise(imagenet.WINNERS)}
    return max(falls, key=falls.__getitem__)


# In the order of their years.
TOLD = {key: zoo.ENTRIES[key].title for key in ("lenet-5", "alexnet", "googlenet", "resnet-50")}
ASKED = {str(one.year): str(one.year) for one in imagenet.WINNERS[1:6]}
# Of ImageNet's challenge.
CLASSES = shapes.records(zoo.ENTRIES["alexnet"].network())[-1].output[0]
DEEPEST = str(zoo.ENTRIES["resnet-152"].year)

LESSON = Lesson(
    "Famous networks, problem by problem",
    7,
    "say of a famous network where its parameters and its work sit, and what they are worth.",
    (
        Step(
            "story",
            (of("lenet-5"),),
            f"From {zoo.ENTRIES['lenet-5'].title} ({zoo.ENTRIES['lenet-5'].year}) to "
            f"{zoo.ENTRIES[architectures.STORY[-1]].title} ({zoo.ENTRIES[architectures.STORY[-1]].year}): each network "
            "mended something that those before it lacked. The buttons go through the story.",
            None,
            "Press each in turn and read who made it, what it fixed and what it cost. Which ideas are still in use "
            "in the last one?",
            ("era",),
            (88, 89, 91, 92, 93, 94, 98),
            folds=(*ALL, *YEARS),
            taken="Each network mended something that those before it lacked: the story stands in the table below.",
            seen="Which ideas are still in use in the last one?",
        ),
        Step(
            "parameters",
            (of("alexnet"), of("googlenet"), of("vgg-d")),
            "The diagram shows the network's layers and the sizes of what they make: convolutions first, dense layers "
            "last.",
            Choice(
                "Where are most of its parameters?",
                {"conv": "In the convolutions: there are many filters", "dense": "In the dense layers"},
                _weights,
                {"conv": "weights-in-conv"},
            ),
            "A dense layer that reads whole maps has a weight from every number of every map to every unit. Later "
            "networks average each map first: of theirs, most are in the convolutions.",
            ("first",),
            (88, 91, 92, 100),
            (*COUNTS, *ALL),
            (*YEARS, *BELOW),
        ),
        Step(
            "work",
            (of("alexnet"), of("vgg-d"), of("lenet-5")),
            "The work of this network: every weight that meets a number is one multiplication and one addition.",
            Choice(
                "Which layers do most of it?",
                {"conv": "The convolutions", "dense": "The dense layers: they have the weights"},
                _work,
                {"dense": "work-is-weights"},
            ),
            "A filter's few weights are used again at every place. So papers give two numbers: parameters for the "
            "memory, multiply-adds for the time.",
            ("first",),
            (91, 92, 100),
            (*COUNTS, *ALL),
            (*YEARS, *BELOW),
        ),
        Step(
            "larger",
            (of("googlenet", "alexnet"),),
            f"{len(TOLD)} networks of the story, from {zoo.ENTRIES['lenet-5'].year} to "
            f"{zoo.ENTRIES['resnet-50'].year}. Two of them stand below.",
            Order(
                "Which has the fewest parameters, which the most?",
                TOLD,
                _costs,
                {"later-is-larger": _years},
            ),
            "GoogLeNet makes its maps few by 1 × 1 filters before the dear ones, and ends without large dense layers.",
            ("second",),
            (87, 91, 93, 96),
            (*BOTH, *ALL),
            (*YEARS, *BELOW),
        ),
        Step(
            "better",
            (of("vgg-d", "efficientnet-lite0"), of("resnet-18", "resnet-50"), of("vgg-d", "resnet-50")),
            f"Two networks that learned from the same photos, of {CLASSES:,} classes. How often they are right on "
            "photos they have never seen is published.",
            Choice(
                "Which is right more often?",
                {"more": "The one with more parameters", "fewer": "The one with fewer parameters"},
                _better,
                {"more": "more-weights"},
            ),
            "How layers are put together counts more than how many weights they have; of two that are built alike, the "
            "larger one is mostly better. See the circles below: high and small is good.",
            ("first", "second"),
            (90, 92, 96),
            (*BOTH, *ALL),
            (*YEARS, *BELOW),
        ),
        Step(
            "pyramid",
            (of("vgg-d"), of("alexnet"), of("resnet-18")),
            "Between picture and answer stand many convolutions. Think of the maps of the first one, and of those of "
            "the last.",
            Choice(
                "What becomes of the maps on the way?",
                {
                    "smaller-more": "They get smaller, and more",
                    "smaller-fewer": "They get smaller, and fewer",
                    "larger-fewer": "They get larger, and fewer",
                },
                _shrinking,
            ),
            "Less of where, more of what. At the end dense layers vote: so are nearly all of them built, whatever "
            "they are used for.",
            ("shown_networks",),
            (60, 99, 100),
            ("shown_networks", *ALL, *BELOW),
            YEARS,
        ),
        Step(
            "years",
            (Known(),),
            f"ImageNet's challenge: {CLASSES:,} classes, and a winner every year. Error means that the right name is "
            "not among five guesses.",
            Choice(
                "In which year did the winner's error fall the most?",
                ASKED,
                _fall,
                {DEEPEST: "more-layers"},
            ),
            "It was the first convolutional network that won. The much deeper ones came later, and took smaller steps.",
            ("years",),
            (90, 91),
            ("years", "story_table", "about_first"),
            ("shown_networks", "all_networks"),
        ),
        Step(
            "yours",
            (of("resnet-50", "vgg-d"),),
            "Now it is yours. Put any two beside each other; open one in the builder and take it apart. Below stands "
            "where such networks are used.",
            taken="Below stand two of them, and where such networks are used. In the app any two are put beside "
            "each other, and taken apart.",
        ),
    ),
)
