"""A square by hand: edges, corners, four dots, and the sizes that break it."""

from dataclasses import dataclass, field, replace

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.ops import kernels, pipeline
from cnnviz.ops.detectors import chain, found, scenes

PAGE = "square"
KIND = "square"
# What one of Kirsch's masks answers along an edge from black to white.
EDGE = int(np.maximum(next(iter(kernels.kirsch().values())), 0).sum())


@dataclass(frozen=True)
class Built(Scene):
    """The detector of squares as it is set, before one square."""

    thing: scenes.Thing = field(default_factory=lambda: scenes.SCENES["one"].things[0])
    settings: chain.Settings = field(default_factory=chain.Settings)

    @property
    def image(self) -> np.ndarray:
        """What it looks at (1 h w)."""
        return scenes.drawn((self.thing,))

    @property
    def stages(self) -> tuple[pipeline.Result, ...]:
        """Edges, corners and the pattern of dots, of the first pass."""
        image = self.image
        return chain.results(image, self.settings, chain.levels(self.settings, *image.shape[1:])[0])

    @property
    def is_found(self) -> bool:
        """Whether the square is found."""
        return bool(found.tally(found.finds(self.image, self.settings), (self.thing,), KIND).hits)


def built(side: int | None = None, **settings: object) -> Built:
    """The detector with a square of so many pixels (one that fits), on its page."""
    set_up = chain.Settings(**settings)  # type: ignore[arg-type]
    own = scenes.SCENES["one"].things[0]
    thing = own if side is None else replace(own, side=side)
    values = {
        "shape": KIND,
        "scene": "one",
        "way": set_up.way,
        "one_side": thing.side,
        "corner": int(set_up.corner),
        f"found_{KIND}": int(set_up.found),
        "pitch": set_up.pitch,
    }
    return Built(PAGE, values, thing, set_up)


def _built(scene: Scene) -> Built:
    assert isinstance(scene, Built)
    return scene


def _corner(scene: Scene) -> float:
    """What the corner filters answer at the most: on a corner."""
    return float(_built(scene).stages[1].activated.max())


def _let_through(scene: Scene) -> float:
    """The same, if a threshold let all of it through."""
    return _corner(scene) + _built(scene).settings.corner


def _looks_at(scene: Scene) -> str:
    """The maps that the last filter has weights for."""
    edges, corners, dots = _built(scene).stages
    made = {"pixels": edges.image, "edges": edges.output, "corners": corners.output}
    return next(id for id, maps in made.items() if len(maps) == dots.kernels.shape[1])


def _found(scene: Scene) -> str:
    return "yes" if _built(scene).is_found else "no"


def _strided(scene: Scene) -> str:
    """Which squares are found: as large as one that fits, twice as large, or both."""
    one = _built(scene)
    first = one.thing.side
    sizes = {"same": first, "double": 2 * (first + 1) - 1}
    those = [id for id, side in sizes.items() if replace(one, thing=replace(one.thing, side=side)).is_found]
    return "both" if len(those) == 2 else those[0] if those else "neither"


LESSON = Lesson(
    "A square by hand",
    6,
    "build a detector out of filters, and say what breaks it.",
    (
        Step(
            "corner",
            (built(corner=18), built(corner=20), built(corner=24)),
            f"Along an edge of the square an edge filter answers {EDGE}. A corner filter adds up two edges that meet. "
            "Then comes the threshold: it is subtracted, as a bias, and ReLU follows.",
            Number("What does a corner filter answer on its corner?", _corner, {"threshold-gate": _let_through}),
            "Two edges less the threshold. One edge alone does not get over it: that is what makes it a corner.",
            concepts=(72,),
            covers=("three_layers",),
        ),
        Step(
            "layers",
            (built(), built(corner=20)),
            "Edges are found first, then corners. The last filter finds the square: it adds up four dots.",
            Choice(
                "What does that last filter look at?",
                {"pixels": "The pixels of the picture", "edges": "The edge maps", "corners": "The corner maps"},
                _looks_at,
                {"pixels": "later-pixels"},
            ),
            "Each layer reads the maps of the one before: edges, parts, shapes. Trained networks come close.",
            concepts=(72, 74),
            covers=("three_layers",),
        ),
        Step(
            "size",
            (built(15), built(8), built(19)),
            f"A square of {built().thing.side} pixels was found. Now it has another size, which stands below the "
            "picture. The filters are what they were.",
            Choice("Is it still found?", {"yes": "Yes", "no": "No"}, _found, {"yes": "every-size"}),
            "The dots stand as far apart as they stand. Corners that are nearer or farther meet no dot.",
            concepts=(73,),
            covers=("every_size", "three_layers"),
        ),
        Step(
            "stride",
            (built(way="stride"), built(8, way="stride", pitch=3)),
            "The square has the size that the dots are made for. Now edges are taken at every second pixel only, by a "
            "stride of 2. The dots stay as they are on their map, which is half as large.",
            Choice(
                "Which squares does it find now?",
                {"same": "Those of this size", "double": "Those about twice as large", "both": "Both"},
                _strided,
                {"both": "stride-adds"},
            ),
            "On the smaller map the same dots reach about twice as far. One size is gained, and the first is lost.",
            concepts=(70, 73),
            covers=("every_size", "three_layers"),
        ),
        Step(
            "yours",
            (Built(PAGE, {"shape": KIND, "scene": "sizes"}),),
            "Now it is yours. Which way finds most of these squares, and what does it cost? Then draw a picture that "
            "fools the detector.",
        ),
    ),
)
