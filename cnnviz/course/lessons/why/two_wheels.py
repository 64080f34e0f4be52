"""Two wheels of a car: how far one unit sees, how it gets there, and what it listens to."""

import functools
from dataclasses import dataclass

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number, Order
from cnnviz.course.scenes import Scene
from cnnviz.images.samples import car
from cnnviz.nets import shapes
from cnnviz.nets.inside import effective, reaching, receptive

PAGE = "two-wheels"
SIDE, MAPS = 64, 16
SMALL, WINDOW = "3x3", 3
# Places in the link are in thousandths of the picture's side.
PER = 1000


@dataclass(frozen=True)
class Wheels(Scene):
    """A car of `side` pixels with its hubs so many columns apart, and a stack of layers (keys of reaching.STEPS)."""

    side: int = SIDE
    apart: int = 30
    steps: tuple[str, ...] = (SMALL,)

    @property
    def points(self) -> tuple[reaching.Point, reaching.Point]:
        """Row and column of both hubs."""
        its = car.measures(self.side)
        left = (self.side - self.apart) // 2
        columns = car.settled(its, left, left + self.apart)
        return (its.row, columns[0]), (its.row, columns[1])

    @property
    def records(self) -> tuple[shapes.Record, ...]:
        """The stack, read."""
        return shapes.records(reaching.network(self.steps, (self.side, self.side), MAPS))

    @functools.cached_property
    def compared(self) -> reaching.Compared:
        """Every way until one unit sees both hubs."""
        return reaching.compared((self.side, self.side), MAPS, *self.points)

    @functools.cached_property
    def heard(self) -> effective.Measured:
        """What the unit that the page shows listens to, in untrained networks with this stack."""
        records, (left, right) = self.records, (column for _, column in self.points)
        layer = reaching.first_layer(records, *self.points) or len(records)
        row, column = reaching.unit(records, layer, *self.points)
        image, after = car.joined(car.halves(self.side), left, right), records[layer - 1].after
        (top, bottom), (first, last) = after.rows.window(row), after.columns.window(column)
        field = effective.random_field(self.steps[:layer], image, (row, column))
        return effective.measured(field, receptive.Box(top, first, bottom, last))


def wheels(steps: tuple[str, ...] = (SMALL,), apart: int = 30, side: int = SIDE) -> Wheels:
    """The car and the stack, on their page."""
    scene = Wheels(PAGE, {}, side, apart, steps)
    (row, left), (_, right) = scene.points
    places = {"first_row": row, "first_column": left, "second_row": row, "second_column": right}
    values = {
        "wheels_on": "car",
        "car_side": side,
        "wheel_maps": MAPS,
        "wheel_layers": "-".join(steps),
        **{name: round((at + 0.5) * PER / side) for name, at in places.items()},
    }
    return Wheels(PAGE, values, side, apart, steps)


def _wheels(scene: Scene) -> Wheels:
    assert isinstance(scene, Wheels)
    return scene


def _sees(scene: Scene) -> int:
    return _wheels(scene).records[-1].after.rows.size


def _added(scene: Scene) -> int:
    """Pixels that the last unit sees, if every layer added its whole window."""
    return WINDOW * len(_wheels(scene).steps)


def _window(scene: Scene) -> int:
    return WINDOW


def _layers(scene: Scene) -> int:
    """Layers of 3 × 3 until one unit sees both hubs."""
    way = _wheels(scene).compared.ways["small"]
    assert way
    return len(way.steps)


def _layers_added(scene: Scene) -> int:
    """The same, if every layer added its whole window."""
    return -(-(_wheels(scene).apart + 1) // WINDOW)


def _depths(scene: Scene) -> dict[str, float]:
    """Layers of each way."""
    ways = {key: _wheels(scene).compared.ways[key] for key in WAYS}
    return {key: float(len(way.steps)) for key, way in ways.items() if way}


def _blinded(scene: Scene) -> dict[str, float]:
    """The same, if whatever makes maps smaller made units see less."""
    return {key: float(at) for at, key in enumerate(WAYS)}


def _dense(scene: Scene) -> int:
    """Weights of one dense unit on the picture."""
    return _wheels(scene).compared.dense


def _shared(scene: Scene) -> int:
    """The same, if it shared its weights as a filter does."""
    return WINDOW**2


def _listens(scene: Scene) -> str:
    """How the middle of the window compares with what it would be if all of it counted alike."""
    one = _wheels(scene).heard
    return "middle" if one.share > 1.1 * one.even else "rim" if one.share < one.even / 1.1 else "alike"


# What the page opens with.
ROUNDS = (SMALL, "pool", SMALL, "pool", SMALL, "pool", SMALL)
WAYS = {
    "small": "3 × 3 alone",
    "pooled": "3 × 3, then pooling, and so on",
    "strided": "3 × 3 with stride 2",
}

LESSON = Lesson(
    "Two wheels of a car",
    6,
    "say how many layers see how far, and what shortens the way.",
    (
        Step(
            "stack",
            (wheels((SMALL,) * 2), wheels((SMALL,) * 3), wheels((SMALL,) * 4)),
            "One unit of the first layer sees 3 × 3 pixels. The layers beside the car are all of 3 × 3, with stride 1. "
            "Each looks at the map of the one before.",
            Number(
                "How many pixels on a side does a unit of the last layer see?",
                _sees,
                {"fields-add": _added, "field-is-kernel": _window},
            ),
            "Neighbouring windows overlap: after the first, each layer of 3 × 3 adds one pixel on each side.",
            concepts=(75,),
            covers=("wheel_ways", "listened"),
            folds=("terms",),
        ),
        Step(
            "both",
            (wheels(apart=30), wheels(apart=24), wheels(apart=36)),
            "How many columns it is from hub to hub stands beside the car. One unit has to see both hubs, so one "
            "column more than that.",
            Number(
                "How many layers of 3 × 3 does that take?",
                _layers,
                {"fields-add": _layers_added},
            ),
            "Press 3 × 3 alone beside the car to see them. Whole wheels take more, and a larger picture more still.",
            concepts=(44, 76),
            covers=("wheel_ways", "listened"),
            seen="The table below has them. Whole wheels take more, and a larger picture more still.",
        ),
        Step(
            "ways",
            (wheels(apart=30), wheels(apart=36)),
            "Three ways to one unit that sees both hubs. Pooling 2 × 2 and stride 2 both make the maps half as wide.",
            Order(
                "Which way takes the fewest layers, which the most?",
                WAYS,
                _depths,
                {"shrinking-blinds": _blinded},
            ),
            "Once maps are half as wide, every later window is twice as wide on the picture.",
            concepts=(70, 76),
            covers=("wheel_ways", "listened"),
        ),
        Step(
            "dense",
            (wheels(), wheels(apart=16, side=32), wheels(apart=40, side=96)),
            "There is a shortcut: one dense unit sees the whole picture at once. How many pixels that has on a side "
            "stands above the car.",
            Number("How many weights does that one unit have (no bias)?", _dense, {"dense-shares": _shared}),
            "One for each pixel. And it knows the wheels at one place only: moved, they meet other weights.",
            ("car_side",),
            (34, 39, 76),
            covers=("wheel_ways", "listened"),
        ),
        Step(
            "heard",
            (wheels(ROUNDS), wheels((SMALL,) * 4)),
            "A unit's window, orange, is all that it can see. How much each pixel counts, the unit's gradient says. "
            "The middle, blue, has half its rows and half its columns: a quarter of its pixels.",
            Choice(
                "In the first picture, how much of the gradient lies in the middle?",
                {"alike": "About a quarter", "middle": "Clearly more", "rim": "Clearly less"},
                _listens,
                {"alike": "window-alike"},
            ),
            "From the middle more paths lead to the unit. What it listens to is smaller than what it sees.",
            concepts=(75, 76),
            covers=("listened_words",),
            folds=("wheel_picture", "wheels", "wheel_ways"),
        ),
        Step(
            "yours",
            (wheels(ROUNDS),),
            "Now it is yours. Drag the wheels apart, put layers on and take them away, or take a picture of your own "
            "and two points on it.",
            taken="Now it is yours. Drag the wheels apart until the last unit no longer sees both. In the app you put "
            "layers on, take them away, and bring a picture of your own.",
        ),
    ),
)
