"""Inception v4 and Inception-ResNet-v2: are shortcuts needed? (C98)."""

from cnnviz.nets.layers import Dense, GlobalPool, Layers, conv, pool
from cnnviz.nets.networks import Block, Network, Residual
from cnnviz.nets.zoo.bricks import RELU, branches, conv_bn, same
from cnnviz.nets.zoo.entry import CADENE, Accuracy, Entry, Paper
from cnnviz.nets.zoo.inception import SHRINK, stem_v3

AVERAGE = pool("average", 3, 1, 1, count=False)
ROW, COLUMN = (1, 7), (7, 1)


def inception_v4() -> Network:
    """299 × 299 colour to a thousand classes."""
    return Network(
        "Inception v4",
        (3, 299, 299),
        (
            _stem(),
            *(_a(f"inception A{index}") for index in range(1, 5)),
            _shrunk("reduction A", conv_bn(384, 3, 2), (*conv_bn(192), *same(224, 3), *conv_bn(256, 3, 2))),
            *(_b(f"inception B{index}") for index in range(1, 8)),
            _shrunk("reduction B", (*conv_bn(192), *conv_bn(192, 3, 2)), _wide()),
            *(_c(f"inception C{index}") for index in range(1, 4)),
            GlobalPool(),
            Dense(1000),
        ),
    )


def inception_resnet_v2() -> Network:
    """299 × 299 colour to a thousand classes."""
    double, single = (*conv_bn(256), *same(256, 3), *conv_bn(384, 3, 2)), (*conv_bn(256), *conv_bn(384, 3, 2))
    other, triple = (*conv_bn(256), *conv_bn(288, 3, 2)), (*conv_bn(256), *same(288, 3), *conv_bn(320, 3, 2))
    return Network(
        "Inception-ResNet-v2",
        (3, 299, 299),
        (
            stem_v3(),
            _mixed(),
            *(_block35(f"block 35, {index}") for index in range(1, 11)),
            _shrunk("reduction A", conv_bn(384, 3, 2), double),
            *(_block17(f"block 17, {index}") for index in range(1, 21)),
            _shrunk("reduction B", single, other, triple),
            *(_block8(f"block 8, {index}") for index in range(1, 10)),
            _block8("block 8, 10", scale=1.0, activated=False),
            *conv_bn(1536),
            GlobalPool(),
            Dense(1000),
        ),
    )


def _shrunk(name: str, *convolved: Layers) -> Block:
    return Block(name, branches(*convolved, (SHRINK,)))


def _stem() -> Block:
    long = (*conv_bn(64), *same(64, ROW), *same(64, COLUMN), *conv_bn(96, 3))
    return Block(
        "stem",
        (
            *conv_bn(32, 3, 2),
            *conv_bn(32, 3),
            *same(64, 3),
            *branches((SHRINK,), conv_bn(96, 3, 2)),
            *branches((*conv_bn(64), *conv_bn(96, 3)), long),
            *branches(conv_bn(192, 3, 2), (SHRINK,)),
        ),
    )


def _a(name: str) -> Block:
    double = (*conv_bn(64), *same(96, 3), *same(96, 3))
    return Block(name, branches(conv_bn(96), (*conv_bn(64), *same(96, 3)), double, (AVERAGE, *conv_bn(96))))


def _b(name: str) -> Block:
    single = (*conv_bn(192), *same(224, ROW), *same(256, COLUMN))
    double = (*conv_bn(192), *same(192, COLUMN), *same(224, ROW), *same(224, COLUMN), *same(256, ROW))
    return Block(name, branches(conv_bn(384), single, double, (AVERAGE, *conv_bn(128))))


def _wide() -> Layers:
    return (*conv_bn(256), *same(256, ROW), *same(320, COLUMN), *conv_bn(320, 3, 2))


def _c(name: str) -> Block:
    fork = branches(same(256, (1, 3)), same(256, (3, 1)))
    long = (*conv_bn(384), *same(448, (3, 1)), *same(512, (1, 3)), *fork)
    return Block(name, branches(conv_bn(256), (*conv_bn(384), *fork), long, (AVERAGE, *conv_bn(256))))


def _mixed() -> Block:
    double = (*conv_bn(64), *same(96, 3), *same(96, 3))
    return Block("mixed 5b", branches(conv_bn(96), (*conv_bn(48), *same(64, 5)), double, (AVERAGE, *conv_bn(64))))


def _added(name: str, body: Layers, channels: int, scale: float, activated: bool = True) -> Block:
    """Branches, a 1×1 convolution back to `channels`, scaled and added to what came in."""
    residual = Residual((*body, conv(channels, 1)), scale=scale)
    return Block(name, (residual, RELU) if activated else (residual,))


def _block35(name: str) -> Block:
    double = (*conv_bn(32), *same(48, 3), *same(64, 3))
    return _added(name, branches(conv_bn(32), (*conv_bn(32), *same(32, 3)), double), 320, 0.17)


def _block17(name: str) -> Block:
    return _added(name, branches(conv_bn(192), (*conv_bn(128), *same(160, ROW), *same(192, COLUMN))), 1088, 0.10)


def _block8(name: str, scale: float = 0.20, activated: bool = True) -> Block:
    long = (*conv_bn(192), *same(224, (1, 3)), *same(256, (3, 1)))
    return _added(name, branches(conv_bn(192), long), 2080, scale, activated)


PAPER = Paper(
    "C. Szegedy, S. Ioffe, V. Vanhoucke, A. Alemi",
    "Inception-v4, Inception-ResNet and the impact of residual connections on learning",
    "AAAI 2017 (2016 on arXiv)",
)

INCEPTION_V4 = Entry(
    title="Inception v4",
    year=2016,
    network=inception_v4,
    variant="Inception v4 as Google released it, in the ports of Cadene and timm.",
    differences="The paper puts dropout before the last layer; the ports leave it out for use once trained.",
    paper=PAPER,
    idea="Inception with the compromises of the past removed: one stem, three kinds of modules repeated, two that "
    "shrink the maps, each size of map with its own kind.",
    fixed="v3 had grown by patches; a uniform design can be made deeper without retuning every module.",
    cost="Nearly twice the parameters of v3, and twice its work.",
    parameters=42_679_816,
    macs=12_253_974_624,
    accuracies=(Accuracy(CADENE, 80.062, 94.926), Accuracy("The paper, one network, one crop", 80.0, 95.0)),
)

INCEPTION_RESNET_V2 = Entry(
    title="Inception-ResNet-v2",
    year=2016,
    network=inception_resnet_v2,
    variant="Inception-ResNet-v2 as Google released it, in the ports of Cadene and timm.",
    differences="The paper draws modules on 384, 1,154 and 2,144 maps after the stem of v4. What was released begins "
    "like v3, adds one Inception module, and works on 320, 1,088 and 2,080 maps, with twice as many modules of each "
    "kind. The dropout before the last layer is left out, as in the ports.",
    paper=PAPER,
    idea="Put ResNet's shortcut around each Inception module: the branches only learn what to add. What they add is "
    "scaled down to a tenth or a fifth first.",
    fixed="Wide residual networks broke down early in training; scaling kept them steady. Shortcuts made training "
    "faster, though not much more accurate in the end.",
    cost="The largest network of this family, for a gain over v4 of a fraction of a percent.",
    parameters=55_843_464,
    macs=13_155_794_016,
    accuracies=(Accuracy(CADENE, 80.170, 95.234), Accuracy("The paper, one network, one crop", 80.1, 95.1)),
)
