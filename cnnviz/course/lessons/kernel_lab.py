"""Ten things to see in the Kernel Lab: its menu offers them one by one. What can be foreseen is asked before the maps
show it, as a law: of a picture to think of, put through the same stages."""

from dataclasses import replace

import numpy as np

from cnnviz import numbers
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Photo, Scene
from cnnviz.images import picture
from cnnviz.ops import padding, pipeline, pooling

PAGE = "kernel-lab"


def _stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


def _photo(*stages: pipeline.Stage, sample: str = "still-life", side: int = 256, **values: object) -> Photo:
    return Photo(PAGE, values, stages, sample, side)


# What holds the answer in the view Maps, and the way to other views.
MAPS = ("maps/map", "view")
SIDE = 9


def _maps(scene: Scene, picture: np.ndarray) -> np.ndarray:
    """What the scene's stages make of a picture (h w) to think of."""
    assert isinstance(scene, Photo)
    return pipeline.results(picture[None].astype(np.float32), ("grey",), scene.stages)[-1].output


def _step(upwards: bool = False) -> np.ndarray:
    """Dark, and bright from the middle on: to the right, or above."""
    step = np.tile(np.arange(SIDE) > SIDE // 2, (SIDE, 1)).astype(float)
    return np.rot90(step) if upwards else step


def _sides(scene: Scene) -> str:
    """What the map of x says at the left and at the right of a bright block."""
    block = np.zeros((SIDE, SIDE))
    block[3:6, 3:6] = 1
    row = _maps(scene, block)[0, SIDE // 2]
    left, right = row[: SIDE // 2].sum(), row[SIDE // 2 + 1 :].sum()
    return "opposite" if left * right < 0 else "alike" if left * right > 0 else "one"


def _turned(scene: Scene) -> str:
    """How the mask that is turned by 180° answers beside the first one, where that answers most."""
    maps = _maps(scene, _step(upwards=True))
    first, other = maps[0].max(), maps[4][np.unravel_index(maps[0].argmax(), maps[0].shape)]
    return "same" if other == first else "minus" if other == -first else "weaker"


def _flat(scene: Scene) -> float:
    """What stands in the map where a picture is one half everywhere."""
    return float(_maps(scene, np.full((SIDE, SIDE), 0.5))[0, SIDE // 2, SIDE // 2])


def _thin(scene: Scene) -> str:
    """What still has a line of one pixel, in a column that a stride of 2 passes over."""
    line = np.zeros((1, 8, 8), np.float32)
    line[:, :, 3] = 1
    pooled, strided = pooling.pooled(line, pooling.Pool()).max() > 0, line[:, ::2, ::2].max() > 0
    return {(True, True): "both", (True, False): "pooling", (False, True): "stride"}[bool(pooled), bool(strided)]


def _framed(scene: Scene) -> str:
    """Where the maps of a picture without any edge are not 0."""
    maps = abs(_maps(scene, np.ones((SIDE, SIDE)))).max(axis=0)
    return "nowhere" if not maps.any() else "everywhere" if maps[1:-1, 1:-1].any() else "border"


def _slices(scene: Scene) -> int:
    """Flat kernels of all filters together."""
    assert isinstance(scene, Photo)
    filters, channels = scene.result.kernels.shape[:2]
    return filters * channels


def _filters(scene: Scene) -> int:
    assert isinstance(scene, Photo)
    return len(scene.result.kernels)


def _reach(scene: Scene) -> int:
    """Columns of the picture that a number of the last map comes from."""
    assert isinstance(scene, Photo)
    return pipeline.reach(scene.results, len(scene.stages))[1].size


def _last_kernel(scene: Scene) -> int:
    assert isinstance(scene, Photo)
    return scene.result.kernels.shape[3]


def _drift(scene: Scene) -> str:
    """To which side of a single bright pixel its answer lies."""
    dot = np.zeros((SIDE, SIDE))
    dot[4, 4] = 1
    rows, columns = np.nonzero(_maps(scene, dot)[0])
    by = rows.mean() - 4, columns.mean() - 4
    return "stays" if by == (0, 0) else "before" if max(by) < 0 else "after"


def _stronger(scene: Scene) -> str:
    """Which of two answers more to one and the same edge."""
    assert isinstance(scene, Photo)
    found = {}
    for name in ("prewitt-xy", "sobel-xy"):
        stage = replace(scene.stages[0], kernels=pipeline.Kernels(name))
        found[name[:-3]] = abs(_maps(replace(scene, stages=(stage,)), _step())).max()
    return "equal" if len(set(found.values())) == 1 else max(found, key=found.__getitem__)


_NOISY = (_stage("gaussian"), _stage("laplacian-8", mix="sum"))
_SIZES = [stage.kernels.weights()[1].shape[-1] for stage in _NOISY]

# Of the filters of a first layer: how many, and their rows, columns and channels; and the picture's side.
FILTERS, _, *_SIDES = pipeline.Kernels("random").weights()[1].shape
SMALL, BLOCK = 32, (*_SIDES, len(picture.CHANNELS["rgb"].names))

LESSON = Lesson(
    "Ten things to see in the Kernel Lab",
    12,
    "put any kernel on any picture and read its map.",
    (
        Step(
            "edges",
            (_photo(_stage("sobel-xy")),),
            "Sobel's two maps, the strength of an edge and its direction.",
            title="Edges and directions",
            notice="Opposite: dark to bright, then bright to dark. Point along the edge of a ball. Where does the sign "
            "change?",
            concepts=(17, 18),
            question=Choice(
                "A bright thing on dark ground: what does the map of x hold at its left and its right?",
                {
                    "opposite": "Opposite signs",
                    "alike": "The same sign",
                    "one": "A number at one of them, 0 at the other",
                },
                _sides,
                {"one": "negative-nothing"},
            ),
            covers=MAPS,
        ),
        Step(
            "compass",
            (_photo(_stage("kirsch-all")),),
            "One Kirsch mask turned by 45° seven times: eight maps, and the strongest of them.",
            title="Eight compass directions",
            notice="5s and −3s: turned by 180° the mask is not its own negative. Choose one edge: which of the eight "
            "maps answers most to it, and which least?",
            concepts=(19,),
            question=Choice(
                "Where the first mask answers most, what does the one turned by 180° say?",
                {"same": "The same", "minus": "The same with a minus", "weaker": "Something weaker, with a minus"},
                _turned,
            ),
            covers=MAPS,
        ),
        Step(
            "own-kernel",
            (_photo(pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((-2, -1, 0), (-1, 2, 1), (0, 1, 2))))),),
            "Numbers in a grid, and the map that follows them. Look at the nine on the left, below Kernel.",
            title="Type your own kernel",
            notice="The sum of all nine, times one half. Change one number so that they add up to 0: what becomes of "
            "flat areas?",
            taken="Numbers in a grid, and the map that follows them. Look at the nine of the kernel below.",
            seen="The sum of all nine, times one half.",
            concepts=(23,),
            question=Number(
                "A flat area is one half everywhere. What stands there in the map?", _flat, {"copies": lambda _: 0.5}
            ),
            covers=MAPS,
        ),
        Step(
            "find-the-t",
            (
                _photo(
                    pipeline.Stage(pipeline.Kernels("t-shape-parts", (("size", 27.0),))),
                    sample="t-shape",
                    side=128,
                    combine="smaller",
                ),
            ),
            "A bar lying down and a bar standing up, combined by the smaller answer: the T answers most.",
            title="Find the T",
            notice="Combine the two by another rule. Which shape answers most now?",
            seen="Look at both maps, then at what is kept of them: where does only one answer?",
            concepts=(20,),
        ),
        Step(
            "stride-or-pooling",
            (_photo(_stage("sobel-x", activation="ReLU", pool=pooling.Pool()), view="pooling"),),
            "Edges, ReLU, then a quarter of the numbers: the largest of every four.",
            title="Stride against pooling",
            notice="A stride takes what stands on its places, the pooling the largest of four. Which of the small maps "
            "still shows the thin lines?",
            concepts=(67,),
            question=Choice(
                "A map has a bright line, one pixel wide. What keeps it, in whichever column it stands?",
                {"pooling": "Max pooling of 2 × 2", "stride": "A stride of 2", "both": "Both"},
                _thin,
            ),
            covers=("pools", "view"),
        ),
        Step(
            "borders",
            (_photo(_stage("sobel-xy", border=padding.Padding(mode="constant")), view="borders"),),
            f"Zeros around the picture draw an edge that is not there: {len(padding.MODES)} ways to invent pixels.",
            title="The trouble with borders",
            notice="The frame of zeros is an edge. Find a way to invent pixels whose map has no bright frame.",
            concepts=(48, 50),
            question=Choice(
                "A picture without any edge, zeros around it: where are its maps not 0?",
                {"nowhere": "Nowhere", "border": "Along the border", "everywhere": "Everywhere"},
                _framed,
                {"nowhere": "zeros-nothing"},
            ),
            covers=("borders", "view"),
        ),
        Step(
            "filters-32",
            (Photo(PAGE, {}, (_stage("random", mix="sum", activation="ReLU"),), side=SMALL, colour="rgb"),),
            f"{FILTERS} random filters of {numbers.size(BLOCK)} on {numbers.size((SMALL, SMALL, BLOCK[2]))}: "
            f"the {FILTERS} maps of a network's first layer.",
            title=f"{FILTERS} filters, {BLOCK[2]} channels",
            notice=(
                "Each filter has one for every colour. Choose a map. Could you have told it from its filter's numbers?"
            ),
            concepts=(22, 57),
            question=Number("How many flat kernels have all filters together?", _slices, {"one-kernel": _filters}),
            covers=MAPS,
        ),
        Step(
            "blur-then-edges",
            (_photo(*_NOISY, sample="noise"),),
            f"Two convolutions in series: a Gaussian of {_SIZES[0]} × {_SIZES[0]} first keeps the noise out of a "
            f"Laplacian of {_SIZES[1]} × {_SIZES[1]}.",
            title="Blur, then edges",
            notice="The second window holds numbers that each saw a window before. Make the Gaussian narrower: when "
            "does the noise come back?",
            seen="The second window holds numbers that each saw a window before.",
            concepts=(23,),
            question=Number(
                "From how many columns of the picture does a number of the last map come?",
                _reach,
                {"field-is-kernel": _last_kernel},
            ),
            covers=MAPS,
        ),
        Step(
            "no-middle",
            (_photo(_stage("mean-2"), sample="impulse", side=32, view="numbers"),),
            "2 × 2: padding same adds its one row at the bottom and its one column at the right.",
            title="A kernel with no middle",
            notice="A window reaches down and right, so it meets the pixel early. Find the impulse in both.",
            concepts=(14,),
            question=Choice(
                "A single bright pixel: to which side does its answer move?",
                {"before": "Up and to the left", "after": "Down and to the right", "stays": "To none"},
                _drift,
                {"stays": "odd-even"},
            ),
            covers=("view",),
        ),
        Step(
            "sobel-or-prewitt",
            (_photo(_stage("prewitt-xy"), sample="noise"),),
            "On noise, the middle row counting twice changes little: switch the kernel and compare.",
            title="Sobel beside Prewitt",
            notice="Sobel adds up more. Switch to Sobel x and y: what changes more, the picture or the scale below it?",
            taken="On noise, the middle row counting twice, as Sobel's does, changes little. Here are Prewitt's maps.",
            seen="Sobel adds up more.",
            concepts=(18,),
            question=Choice(
                "Which of the two has the larger numbers at the same edge?",
                {"prewitt": "Prewitt", "sobel": "Sobel", "equal": "Neither"},
                _stronger,
            ),
            covers=MAPS,
        ),
        Step(
            "yours",
            (_photo(_stage("sobel-xy")),),
            "Now it is yours: drop a photo of your own, and put three kernels on it of which you know beforehand what "
            "they will show.",
            taken="Point at the maps: where does each answer, and with which sign? In the app it can be a photo of "
            "your own under any kernels.",
        ),
    ),
)
