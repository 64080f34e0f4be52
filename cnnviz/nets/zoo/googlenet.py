"""GoogLeNet, the first Inception (C86, C87, C93)."""

from cnnviz.nets.layers import AdaptivePool, Dense, Dropout, Flatten, GlobalPool, Pool, pool
from cnnviz.nets.networks import Auxiliary, Block, Network
from cnnviz.nets.zoo.bricks import RELU, branches, conv_bn, same
from cnnviz.nets.zoo.entry import TORCHVISION, Accuracy, Entry, Paper

# Filters of: 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; pool projection (the paper's table 1).
MODULES = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def googlenet(auxiliary: bool = False) -> Network:
    """224 × 224 colour to a thousand classes."""
    aux = (_auxiliary(),) if auxiliary else ()
    return Network(
        "GoogLeNet with auxiliary heads" if auxiliary else "GoogLeNet",
        (3, 224, 224),
        (
            Block("stem", (*conv_bn(64, 7, 2, 3), _pool(3), *conv_bn(64), *same(192, 3), _pool(3))),
            *map(_inception, ("3a", "3b")),
            _pool(3),
            _inception("4a"),
            *aux,
            *map(_inception, ("4b", "4c", "4d")),
            *aux,
            _inception("4e"),
            _pool(2),
            *map(_inception, ("5a", "5b")),
            GlobalPool(),
            Dropout(0.2),
            Dense(1000),
        ),
    )


def with_heads() -> Network:
    """As it is trained."""
    return googlenet(auxiliary=True)


def _pool(size: int) -> Pool:
    return pool("max", size, 2, ceil=True)


def _inception(name: str) -> Block:
    one, reduce3, three, reduce5, five, projected = MODULES[name]
    return Block(
        f"inception {name}",
        branches(
            conv_bn(one),
            (*conv_bn(reduce3), *same(three, 3)),
            (*conv_bn(reduce5), *same(five, 3)),
            (pool("max", 3, 1, 1, ceil=True), *conv_bn(projected)),
        ),
    )


def _auxiliary() -> Auxiliary:
    head = (AdaptivePool((4, 4)), *conv_bn(128), Flatten(), Dense(1024), RELU, Dropout(0.7), Dense(1000))
    return Auxiliary(head)


PAPER = Paper("C. Szegedy and eight others", "Going deeper with convolutions", "CVPR 2015 (2014 on arXiv)")
DIFFERENCES = (
    "The paper has no batch normalisation, normalises across maps (LRN) in the stem, and has true 5×5 filters in its "
    "third branches. torchvision's port has batch normalisation after every convolution and, by a mistake that was "
    "kept because the weights depend on it, 3×3 filters there."
)
IDEA = (
    "Do not choose between filter sizes: use them side by side and let the next layer choose. Before each large "
    "filter a 1×1 convolution mixes many maps into few, so the module stays cheap. A global average replaces the "
    "large dense layers."
)
FIXED = "VGG's appetite: this goes deeper with a small part of its parameters and work."
COST = "Many numbers to choose by hand, in every module anew; changing one thing upsets the balance of the rest."
ACCURACIES = (Accuracy(TORCHVISION, 69.778, 89.530), Accuracy("The paper, one network, one crop", None, 89.93))

GOOGLENET = {
    "googlenet": Entry(
        title="GoogLeNet (Inception v1)",
        year=2014,
        network=googlenet,
        variant="GoogLeNet as in torchvision, without the auxiliary heads, as it is used once trained.",
        differences=DIFFERENCES,
        paper=PAPER,
        idea=IDEA,
        fixed=FIXED,
        cost=COST,
        parameters=6_624_904,
        macs=1_498_376_192,
        accuracies=ACCURACIES,
    ),
    "googlenet-heads": Entry(
        title="GoogLeNet with its auxiliary heads",
        year=2014,
        network=with_heads,
        variant="GoogLeNet as in torchvision, with both auxiliary heads, as it is trained.",
        differences=DIFFERENCES + " Its heads average to 4 × 4 whatever the size of the maps.",
        paper=PAPER,
        idea=IDEA,
        fixed="Gradients faded on their way to the first layers; two heads half-way up send them fresh ones.",
        cost="The heads hold nearly as many parameters as all the rest and are thrown away after training.",
        parameters=13_004_888,
        macs=1_506_748_416,
        accuracies=ACCURACIES,
    ),
}
