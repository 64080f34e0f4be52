"""What wrong answers give away, by ids: those of convolution here, the others beside their lessons."""

from cnnviz.course.lessons.learning import believed as learning
from cnnviz.course.lessons.networks import believed as networks
from cnnviz.course.lessons.real import believed as real
from cnnviz.course.lessons.why import believed as why
from cnnviz.course.misconception import Misconception
from cnnviz.course.scenes import Grid, Photo, Row
from cnnviz.ops import padding, pipeline, pooling


def _stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


def _box(**more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels("box", (("size", 3.0),)), **more)  # type: ignore[arg-type]


ONES = ((1.0,) * 8,) * 8
LADDER = tuple(tuple(float(column) for column in range(8)) for _ in range(8))
VALID = padding.Padding("valid")

MISCONCEPTIONS: dict[str, Misconception] = {
    "flips": Misconception(
        "The kernel is turned around first",
        "Networks lay the kernel on as it is: the first weight meets the first number. Turning it first is the "
        "convolution of mathematics, the switch Flip.",
        Row(data=(0, 0, 0, 1, 0, 0, 0), kernel=(1, 2, 3), flip=True, at=3),
        "Switch Flip off and on: only with it on is the map the kernel itself.",
    ),
    "never-flips": Misconception(
        "Flip changes nothing",
        "With Flip on the kernel is turned by 180°, so its last weight meets the first number.",
        Row(data=(0, 0, 0, 1, 0, 0, 0), kernel=(1, 2, 3), at=3),
        "Switch Flip on and off and watch the map turn around.",
    ),
    "copies": Misconception(
        "The map holds the data",
        "A map holds what the window adds up to, not the number in its middle.",
        Row(data=(5, 5, 5, 5, 5, 5), at=3),
        "The data is 5 everywhere; the map is not.",
    ),
    "negative-nothing": Misconception(
        "A negative answer is no answer",
        "Negative says as much as positive: the same edge, the other way round. Only a ReLU afterwards throws it away.",
        Row(data=(0, 0, 4, 4, 4, 0, 0), at=5),
        "The rise and the fall are equally strong, with opposite signs.",
    ),
    "along-stripes": Misconception(
        "A kernel finds the edges that run along its rows",
        "−1 on the left and 1 on the right compare left with right: the kernel answers to change in that direction, so "
        "to edges that stand.",
        Grid("step-by-step", rows=LADDER, stage=_stage("prewitt-y"), at=(3, 3)),
        "The numbers rise to the right. Prewitt y compares above with below: 0. Choose Prewitt x instead.",
    ),
    "keeps-size": Misconception(
        "A map is as large as its input",
        "It has a number for each place of the window: as many as pixels only at stride 1, with a frame that "
        "makes up for the window exactly.",
        Grid("padding-and-stride", rows=LADDER, stage=_box(border=VALID)),
        "Read the two sizes above input and output.",
    ),
    "fence-post": Misconception(
        "n pixels less the kernel's size: that many places",
        "The first place counts too: there is one more place than there are moves.",
        Row(data=(1, 2, 3, 4), kernel=(1, 1, 1), ends=False),
        "4 numbers, 3 weights: count the places of the window.",
    ),
    "rounds-up": Misconception(
        "A last window that hangs over counts",
        "The size is rounded down: a window that no longer fits is left out.",
        Row(data=(1, 2, 3, 4, 5, 6), kernel=(1, 1, 1), ends=False, stride=2),
        "The last number is under no window.",
    ),
    "same-stride": Misconception(
        "Padding “same” keeps the size at any stride",
        "“Same” keeps it at stride 1. At stride s it makes the size n / s, rounded up.",
        Grid("padding-and-stride", rows=LADDER, stage=_box(stride=(2, 2))),
        "Move the stride to 1 and back to 2, and read the output's size.",
    ),
    "odd-even": Misconception(
        "Kernels of even size are padded alike on both sides",
        "An even kernel has no middle. Its odd pixel of padding goes after, at the right and at the bottom.",
        Grid("padding-and-stride", rows=LADDER, stage=_stage("mean-2")),
        "The hatched frame is on two sides only.",
    ),
    "zeros-nothing": Misconception(
        "Zeros around a picture change nothing",
        "Zeros are numbers like all others: beside a bright picture they are a dark frame with an edge.",
        Grid(
            "padding-and-stride",
            rows=ONES,
            stage=_stage("sobel-x", border=padding.Padding(mode="constant")),
            at=(3, 0),
        ),
        "The picture is flat, and its map has edges. Try mode nearest.",
    ),
    "relu-absolute": Misconception(
        "ReLU takes the sign away",
        "ReLU keeps what is above 0 and makes 0 of the rest. Taking the sign away would be the absolute value.",
        Grid("step-by-step", rows=LADDER, stage=_stage("prewitt-x", bias=-10.0, activation="ReLU"), at=(3, 3)),
        "The sum is negative, and what comes out is 0.",
    ),
    "relu-nothing": Misconception(
        "ReLU lets everything through",
        "ReLU is max(0, x): a sum below 0 comes out as 0.",
        Grid("step-by-step", rows=LADDER, stage=_stage("prewitt-x", bias=-10.0, activation="ReLU"), at=(3, 3)),
        "Read the line below the products: a sum below 0, and 0 behind the ReLU.",
    ),
    "field-is-kernel": Misconception(
        "A unit sees as many pixels as its kernel has weights",
        "It sees what all units in its window have seen; and with dilation the same nine weights stand apart.",
        Grid("padding-and-stride", rows=LADDER, stage=_box(dilation=(2, 2)), at=(3, 3)),
        "The outlined window is wider than three pixels.",
    ),
    "pooling-mean": Misconception(
        "Pooling takes the mean",
        "Max pooling keeps the largest number and drops the others. The mean is average pooling.",
        Grid("pooling", rows=LADDER, stage=_stage("identity", pool=pooling.Pool()), at=(1, 1)),
        "The number that is kept is the largest of its window, and is marked there.",
    ),
    "max-absolute": Misconception(
        "The strongest number wins, whatever its sign",
        "Max pooling compares numbers as they are: −20 is less than 3.",
        Grid(
            "pooling",
            rows=((3, -20, 5, 2), (1, -7, -31, 4)),
            stage=_stage("identity", pool=pooling.Pool()),
            at=(0, 0),
        ),
        "A window with a strong negative number keeps a small positive one.",
    ),
    "pooling-max": Misconception(
        "Pooling always keeps the largest",
        "That is max pooling. Average pooling adds its window up and divides by the count.",
        Grid("pooling", rows=LADDER, stage=_stage("identity", pool=pooling.Pool(kind="average")), at=(1, 1)),
        "The number that is kept stands nowhere in its window.",
    ),
    "pooling-weights": Misconception(
        "Pooling has weights",
        "It takes the largest, or the mean: there is nothing to learn in it.",
        Grid("pooling", rows=LADDER, stage=_stage("identity", pool=pooling.Pool(kind="min")), at=(1, 1)),
        "Every kind of pooling has settings, and none of them is learned.",
    ),
    "pooling-invariance": Misconception(
        "Pooling makes a map blind to shifts",
        "It forgives moves inside a window. A move across windows changes what comes out.",
        Grid(
            "pooling",
            {"closer": "shift"},
            LADDER,
            stage=_stage("identity", pool=pooling.Pool(window=(3, 3))),
            at=(1, 1),
        ),
        "The curve below: after pooling less changes than before, but not nothing.",
    ),
    "picture-size": Misconception(
        "A larger picture needs more weights",
        "The same weights are used at every place. More places, not more weights.",
        Photo("channels-and-filters", {"closer": "layer"}, (_stage("random", mix="sum"),), side=64, colour="rgb"),
        "Change the picture's size: the parameters below stay.",
    ),
    "one-kernel": Misconception(
        "One flat kernel serves all channels",
        "A filter is as deep as its input: it has weights of its own for every channel.",
        Photo("channels-and-filters", stages=(_stage("random", mix="sum"),), side=32, colour="rgb"),
        "Three windows, three kernels, one sum.",
    ),
    "maps-multiply": Misconception(
        "Every filter makes a map for every channel",
        "A filter adds its channels up: one filter, one map.",
        Photo("channels-and-filters", stages=(_stage("random", mix="sum"),), side=32, colour="rgb"),
        "Open the menu Map: one for each filter, whatever the colours.",
    ),
    "bias-per-pixel": Misconception(
        "Every pixel of a map has a bias",
        "A filter has one bias, the same at all its places.",
        Photo("channels-and-filters", stages=(_stage("random", mix="sum", bias=0.5),), side=32, colour="rgb"),
        "The bias is one number in every sum.",
    ),
    "one-by-one-nothing": Misconception(
        "A 1 × 1 kernel does nothing",
        "It sees no neighbours, but all channels: at every pixel it mixes them into new ones.",
        Photo(
            "channels-and-filters",
            stages=(pipeline.Stage(pipeline.Kernels("random", (("size", 1.0),)), "sum"),),
            side=32,
            colour="rgb",
        ),
        "Three numbers go in at a pixel, and another comes out.",
    ),
    **why.BELIEVED,
    **networks.BELIEVED,
    **learning.BELIEVED,
    **real.BELIEVED,
}
