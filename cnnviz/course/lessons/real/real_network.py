"""Your photo through a real network: shapes on the way, and what its shares are worth."""

from math import prod

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice, Number, Order
from cnnviz.course.scenes import Scene
from cnnviz.datasets import shapes as drawn
from cnnviz.inspect import pretrained
from cnnviz.nets import shapes

PAGE = "real-network"
# The first answer's share from which on a network is called sure.
SURE = 0.85


def _maps() -> list[tuple[int, ...]]:
    """The shapes of all maps on the way, in order."""
    return [one.output for one in shapes.records(pretrained.NETWORK) if len(one.output) == 3 and one.output[1] > 1]


def _halvings() -> int:
    """How often rows become half as many on the way."""
    return len({pretrained.NETWORK.input[1], *(shape[1] for shape in _maps())}) - 1


def _last_rows(scene: Scene) -> int:
    """Rows of the last maps."""
    return _maps()[-1][1]


def _photo_rows(scene: Scene) -> int:
    return pretrained.NETWORK.input[1]


def _sizes(scene: Scene) -> dict[str, float]:
    """How many numbers there are at each of these places."""
    every = shapes.records(pretrained.NETWORK)
    return {
        "photo": float(prod(pretrained.NETWORK.input)),
        "widest": float(max(prod(one.output) for one in every)),
        "last": float(prod(_maps()[-1])),
        "answers": float(prod(every[-1].output)),
    }


def _only_fewer(scene: Scene) -> dict[str, float]:
    """As if every layer made fewer of them."""
    return {"answers": 1.0, "last": 2.0, "widest": 3.0, "photo": 4.0}


def _sure(scene: Scene) -> str:
    """How large the share of the first answer is."""
    largest = float(known.shares(scene).max())
    return "sure" if largest > SURE else "even" if largest < 2 / len(known.shares(scene)) else "some"


LESSON = Lesson(
    "A photo on its way through a real network",
    7,
    "read the shapes of a real network, and say what its shares do not tell.",
    (
        Step(
            "shrinks",
            (Scene(PAGE),),
            f"The photo goes in as {pretrained.NETWORK.input[1]} rows and as many columns. {_halvings()} times on the "
            "way a stride of 2 about halves both.",
            Number("How many rows have the last maps?", _last_rows, {"keeps-size": _photo_rows}),
            "Space shrinks while depth grows: few places in the end, and many maps that say what is there.",
            (),
            (53, 60),
            ("real_way", "way_words"),
        ),
        Step(
            "numbers",
            (Scene(PAGE),),
            "Count the numbers at four places: the photo’s, those of the layer that makes most, those of the last "
            "maps, and the answers.",
            Order(
                "Where are the fewest, where the most?",
                {"photo": "The photo", "widest": "The widest layer", "last": "The last maps", "answers": "The answers"},
                _sizes,
                {"only-fewer": _only_fewer},
            ),
            "First there are more numbers than pixels: many maps of nearly the photo’s size. Only then they become "
            "fewer.",
            (),
            (22, 60, 100),
            ("real_way", "way_words"),
        ),
        Step(
            "strange",
            (
                Scene(PAGE, known.on(photo="astronaut")),
                Scene(PAGE, known.on(photo="gradient")),
                Scene(PAGE, known.on(photo="face")),
            ),
            f"This small network, the recorded run’s, has learned {len(drawn.SHAPES)} shapes, squares, circles and "
            "crosses among them. It is shown a picture that is none of them.",
            Choice(
                "How large is the share of its first answer?",
                {
                    "even": "No larger than the others’",
                    "some": f"Up to {round(100 * SURE)} %",
                    "sure": f"Over {round(100 * SURE)} %",
                },
                _sure,
                {"even": "softmax-certainty"},
            ),
            "Shares always add up to 1, among the classes there are. A large share is no certainty: “none of them” is "
            "no answer that it could give.",
            ("way_model",),
            (83, 101),
            ("real_way", "way_words"),
            folds=("terms",),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Drop a photo of your own, open a block, a map, a unit: every number can be followed back "
            "to its products.",
            taken="This is the whole way of a photo. Point at a map: the photo shows what one of its units sees, and "
            "the wires what holds it. In the app it can be a photo of your own, and every number is followed back to "
            "its products.",
        ),
    ),
)
