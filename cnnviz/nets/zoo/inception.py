"""Inception with batch normalisation (v2) and Inception v3 (C94, C95)."""

from cnnviz.nets.layers import Dense, Dropout, GlobalPool, pool
from cnnviz.nets.networks import Auxiliary, Block, Network
from cnnviz.nets.zoo.bricks import branches, conv_bn, same
from cnnviz.nets.zoo.entry import TORCHVISION, Accuracy, Entry, Paper

AVERAGE = pool("average", 3, 1, 1)
SHRINK = pool("max", 3, 2)


def stem_v3() -> Block:
    """299 × 299 colour to 192 maps of 35 × 35; Inception-ResNet-v2 begins alike."""
    first = (*conv_bn(32, 3, 2), *conv_bn(32, 3), *same(64, 3), SHRINK)
    return Block("stem", (*first, *conv_bn(80), *conv_bn(192, 3), SHRINK))


def inception_v3(auxiliary: bool = False) -> Network:
    """299 × 299 colour to a thousand classes."""
    head = (
        pool("average", 5, 3),
        *conv_bn(128),
        *conv_bn(768, 5),
        GlobalPool(),
        Dense(1000),
    )
    return Network(
        "Inception v3 with auxiliary head" if auxiliary else "Inception v3",
        (3, 299, 299),
        (
            stem_v3(),
            *(_a(name, projected) for name, projected in (("5b", 32), ("5c", 64), ("5d", 64))),
            _b(),
            *(_c(name, within) for name, within in (("6b", 128), ("6c", 160), ("6d", 160), ("6e", 192))),
            *((Auxiliary(head),) if auxiliary else ()),
            _d(),
            *map(_e, ("7b", "7c")),
            GlobalPool(),
            Dropout(0.5),
            Dense(1000),
        ),
    )


def with_head() -> Network:
    """As it is trained."""
    return inception_v3(auxiliary=True)


def _a(name: str, projected: int) -> Block:
    return Block(
        f"mixed {name}",
        branches(
            conv_bn(64),
            (*conv_bn(48), *same(64, 5)),
            (*conv_bn(64), *same(96, 3), *same(96, 3)),
            (AVERAGE, *conv_bn(projected)),
        ),
    )


def _b() -> Block:
    double = (*conv_bn(64), *same(96, 3), *conv_bn(96, 3, 2))
    return Block("mixed 6a", branches(conv_bn(384, 3, 2), double, (SHRINK,)))


def _c(name: str, within: int) -> Block:
    row, column = (1, 7), (7, 1)
    twice = (*same(within, column), *same(within, row), *same(within, column), *same(192, row))
    return Block(
        f"mixed {name}",
        branches(
            conv_bn(192),
            (*conv_bn(within), *same(within, row), *same(192, column)),
            (*conv_bn(within), *twice),
            (AVERAGE, *conv_bn(192)),
        ),
    )


def _d() -> Block:
    wide = (*conv_bn(192), *same(192, (1, 7)), *same(192, (7, 1)), *conv_bn(192, 3, 2))
    return Block("mixed 7a", branches((*conv_bn(192), *conv_bn(320, 3, 2)), wide, (SHRINK,)))


def _e(name: str) -> Block:
    fork = branches(same(384, (1, 3)), same(384, (3, 1)))
    return Block(
        f"mixed {name}",
        branches(
            conv_bn(320),
            (*conv_bn(384), *fork),
            (*conv_bn(448), *same(384, 3), *fork),
            (AVERAGE, *conv_bn(192)),
        ),
    )


PAPER = Paper(
    "C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna",
    "Rethinking the Inception architecture for computer vision",
    "CVPR 2016 (2015 on arXiv)",
)
DIFFERENCES = (
    "torchvision's port of the weights Google released. The paper's table 1 is an outline of it; what it calls "
    "Inception-v2 is one step on the way, another network than BN-Inception."
)
IDEA = (
    "Cut filters apart: a 5×5 becomes two 3×3, a 7×7 becomes 1×7 and 7×1. Shrink maps by stride and by pooling side "
    "by side, so nothing is squeezed through a bottleneck. Train with labels that are a little unsure."
)
FIXED = "Where Inception spent work without need: large filters, and pooling that threw away before it looked."
COST = "Five kinds of modules, each designed by hand, and larger pictures to work on."
ACCURACIES = (Accuracy(TORCHVISION, 77.294, 93.450), Accuracy("The paper, one network, one crop", 78.8, 94.4))

INCEPTION = {
    "inception-v3": Entry(
        title="Inception v3",
        year=2015,
        network=inception_v3,
        variant="Inception v3 as in torchvision, without the auxiliary head, as it is used once trained.",
        differences=DIFFERENCES,
        paper=PAPER,
        idea=IDEA,
        fixed=FIXED,
        cost=COST,
        parameters=23_834_568,
        macs=5_713_216_096,
        accuracies=ACCURACIES,
    ),
    "inception-v3-head": Entry(
        title="Inception v3 with its auxiliary head",
        year=2015,
        network=with_head,
        variant="Inception v3 as in torchvision, with its auxiliary head, as it is trained.",
        differences=DIFFERENCES,
        paper=PAPER,
        idea=IDEA,
        fixed="The head was meant to speed up training. The authors found that it mostly regularises, near the end.",
        cost="Parameters and work for a head that is thrown away after training.",
        parameters=27_161_264,
        macs=5_718_899_296,
        accuracies=ACCURACIES,
    ),
}
