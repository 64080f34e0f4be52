"""Channels and filters: what a layer on a colour picture adds up, and what it costs."""

from dataclasses import replace

import numpy as np

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number, Order
from cnnviz.course.scenes import Photo, Scene
from cnnviz.ops import pipeline

PAGE = "channels-and-filters"


def _filters(count: int, size: int = 3, bias: float = 0.0) -> Photo:
    """Random filters on a colour picture, as in a first layer."""
    kernels = pipeline.Kernels("random", (("count", float(count)), ("size", float(size))))
    stages = (pipeline.Stage(kernels, "sum", bias=bias),)
    return Photo(PAGE, stages=stages, side=32, colour="rgb")


def _one(scene: Scene) -> int:
    """Weights of one filter."""
    return scenes.result(scene).kernels[0].size


def _flat(scene: Scene) -> int:
    """Weights of one filter, if it had no depth."""
    return scenes.result(scene).kernels[0, 0].size


def _maps(scene: Scene) -> int:
    return len(scenes.result(scene).output)


def _each(scene: Scene) -> int:
    """Maps, if every filter made one for each channel."""
    result = scenes.result(scene)
    return len(result.output) * len(result.image)


def _parameters(scene: Scene) -> int:
    return scenes.result(scene).parameters


def _shared_flat(scene: Scene) -> int:
    """Parameters, if one flat kernel served all channels."""
    kernels = scenes.result(scene).kernels
    return len(kernels) * (kernels[0, 0].size + 1)


def _biased(scene: Scene) -> int:
    """Parameters, if every pixel of a map had a bias."""
    result = scenes.result(scene)
    return result.kernels.size + result.maps.size


def _growth(scene: Scene) -> str:
    """How many times as many parameters twice the side needs."""
    assert isinstance(scene, Photo)
    times = _parameters(replace(scene, side=2 * scene.side)) // _parameters(scene)
    return str(times)


def _mixing(scene: Scene) -> str:
    """What a filter depends on: channels, neighbours, or neither."""
    _, depth, *size = scenes.result(scene).kernels.shape
    return "blur" if max(size) > 1 else "mix" if depth > 1 else "nothing"


def _costs(scene: Scene) -> dict[str, float]:
    """Parameters of three layers, each made by the same call."""
    return {id: float(_layer(*layer)) for id, layer in LAYERS.items()}


def _layer(channels: int, count: int, size: int) -> int:
    """Parameters of so many filters of a size on so many channels."""
    kernels = pipeline.Kernels("random", (("count", float(count)), ("size", float(size))))
    names = tuple(map(str, range(channels)))
    image = np.zeros((channels, size, size), np.float32)
    return pipeline.result(image, names, pipeline.Stage(kernels, "sum")).parameters


# Channels, filters and their size of three layers to think of; and how they are said.
LAYERS = {"thin": (3, 16, 5), "deep": (64, 16, 1), "wide": (3, 32, 3)}
SAID = {id: f"{count} of {size} × {size} on {channels}" for id, (channels, count, size) in LAYERS.items()}

LESSON = Lesson(
    "Three colours in, many maps out",
    8,
    "count the weights of any convolutional layer, and say why there are so few.",
    (
        Step(
            "depth",
            (_filters(32), _filters(16, 5)),
            "A colour picture is three planes. One filter looks at all three at once, and adds up.",
            Number("How many weights has one filter here (no bias)?", _one, {"one-kernel": _flat}),
            "Rows × columns × channels: a filter is a block, as deep as the picture.",
            ("kernel", "size"),
            (28, 56),
            folds=("terms",),
        ),
        Step(
            "maps",
            (_filters(32), _filters(12)),
            "The slider Filters says how many there are. Each looks at all three colours.",
            Number("How many maps come out?", _maps, {"maps-multiply": _each}),
            "Its sums over the colours become one number, so each filter makes one map.",
            ("count",),
            (22, 57, 58),
            folds=("terms",),
        ),
        Step(
            "parameters",
            (_filters(32, bias=0.5), _filters(8, bias=0.5)),
            "Count all that this layer would learn: the weights of every filter, and its bias.",
            Number(
                "How many parameters has the layer?",
                _parameters,
                {"one-kernel": _shared_flat, "bias-per-pixel": _biased},
            ),
            "Filters · (weights of one + 1). The arithmetic stands below, under What the layer costs.",
            ("count", "bias"),
            (57, 59, 79),
            folds=("terms",),
            seen="Filters · (weights of one + 1).",
        ),
        Step(
            "larger",
            (_filters(32), _filters(8, 5)),
            "Think of a picture of twice the height and twice the width.",
            Choice(
                "How many parameters would this layer need then?",
                {"1": "As many", "2": "Twice as many", "4": "Four times as many"},
                _growth,
                {"2": "picture-size", "4": "picture-size"},
            ),
            "The maps get larger, the filters do not. A dense layer would pay for every pixel.",
            ("picture_menu",),
            (39, 40, 41),
        ),
        Step(
            "pointwise",
            (_filters(32, 1),),
            "These filters are 1 × 1: each sees a single pixel, through all three colours.",
            Choice(
                "What can such a filter do?",
                {"nothing": "Nothing: it copies", "mix": "Mix the channels", "blur": "Blur a little"},
                _mixing,
                {"nothing": "one-by-one-nothing"},
            ),
            "It is a small neuron at every pixel. Networks use it to make many channels few.",
            ("size",),
            (86, 87),
            folds=("terms",),
        ),
        Step(
            "costs",
            (_filters(32),),
            "Three layers, by their filters, the filters' size, and the channels that they read: "
            f"{'; '.join(SAID.values())}.",
            Order(
                "Which has the fewest parameters, which the most?",
                SAID,
                _costs,
            ),
            "Depth is cheap when the window is small.",
            (),
            (59, 87),
        ),
        Step(
            "yours",
            (_filters(32),),
            "Now it is yours. Make the filters 1 × 1 and look at the arithmetic below; then see the filter as a block "
            "that you can turn.",
            taken="Turn the filter that stands below as a block, and point at any number of its map. In the app you "
            "make the filters 1 × 1, and read what the layer costs then.",
        ),
    ),
)
