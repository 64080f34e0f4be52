"""VGG A to E: what happens when only the depth changes (C75, C92)."""

from collections.abc import Callable

from cnnviz.nets.layers import LRN, Dense, Dropout, Flatten, Layers, conv, pool
from cnnviz.nets.networks import Block, Network
from cnnviz.nets.zoo.bricks import RELU
from cnnviz.nets.zoo.entry import TORCHVISION, Accuracy, Entry, Paper

FILTERS = (64, 128, 256, 512, 512)


def vgg(name: str, sides: tuple[tuple[int, ...], ...], normalised: bool = False) -> Network:
    """224 × 224 colour to a thousand classes; `sides` are those of the filters in each of the five blocks."""
    blocks = (_block(index, of, normalised and index == 0) for index, of in enumerate(sides))
    dense = (Flatten(), Dense(4096), RELU, Dropout(), Dense(4096), RELU, Dropout(), Dense(1000))
    return Network(name, (3, 224, 224), (*blocks, *dense))


def _block(index: int, sides: tuple[int, ...], normalised: bool) -> Block:
    layers: Layers = ()
    for side in sides:
        layers += (conv(FILTERS[index], side, padding=side // 2), RELU)
    # α as the paper takes it over from AlexNet's.
    layers += (LRN(5, 1e-4, 0.75, 2.0),) if normalised else ()
    return Block(f"block {index + 1}", (*layers, pool("max", 2)))


def _a() -> Network:
    return vgg("VGG-A", ((3,), (3,), (3, 3), (3, 3), (3, 3)))


def _a_lrn() -> Network:
    return vgg("VGG-A-LRN", ((3,), (3,), (3, 3), (3, 3), (3, 3)), normalised=True)


def _b() -> Network:
    return vgg("VGG-B", ((3, 3),) * 5)


def _c() -> Network:
    return vgg("VGG-C", ((3, 3), (3, 3), (3, 3, 1), (3, 3, 1), (3, 3, 1)))


def _d() -> Network:
    return vgg("VGG-D (VGG-16)", ((3, 3), (3, 3), (3, 3, 3), (3, 3, 3), (3, 3, 3)))


def _e() -> Network:
    return vgg("VGG-E (VGG-19)", ((3, 3), (3, 3), (3,) * 4, (3,) * 4, (3,) * 4))


PAPER = Paper(
    "K. Simonyan, A. Zisserman", "Very deep convolutional networks for large-scale image recognition", "ICLR 2015"
)
IDEA = (
    "Use nothing but 3×3 filters, and stack them. Two of them see as much as one 5×5, three as much as one 7×7, with "
    "fewer parameters and a ReLU more after each. After every pooling the number of filters doubles, up to 512."
)
COST = (
    "Most parameters sit in the first dense layer and most work in the first blocks, where maps are large. The deeper "
    "ones would not train from scratch at first: their first layers were copied from A, trained before."
)
SINGLE = "The paper, table 3, the whole picture at one scale"
JITTERED = SINGLE + ", trained at several scales"


def _entry(
    title: str,
    network: Callable[[], Network],
    variant: str,
    fixed: str,
    counts: tuple[int, int],
    accuracies: tuple[Accuracy, ...],
) -> Entry:
    ported = accuracies[0].source == TORCHVISION
    return Entry(
        title=title,
        year=2014,
        network=network,
        variant=variant,
        differences="The paper's layers. "
        + ("torchvision trained its weights anew." if ported else "torchvision has no such variant."),
        paper=PAPER,
        idea=IDEA,
        fixed=fixed,
        cost=COST,
        parameters=counts[0],
        macs=counts[1],
        accuracies=accuracies,
    )


VGG = {
    "vgg-a": _entry(
        "VGG-A (VGG-11)",
        _a,
        "Configuration A, as torchvision's vgg11.",
        "Large filters need many parameters; this is the shallowest of the stacks that replace them.",
        (132_863_336, 7_609_090_048),
        (Accuracy(TORCHVISION, 69.020, 88.628), Accuracy(SINGLE, 70.4, 89.6)),
    ),
    "vgg-a-lrn": _entry(
        "VGG-A-LRN",
        _a_lrn,
        "Configuration A with AlexNet's normalisation after the first convolution.",
        "It asks whether AlexNet's normalisation across maps helps. It does not, and was given up.",
        (132_863_336, 7_609_090_048),
        (Accuracy(SINGLE, 70.3, 89.5),),
    ),
    "vgg-b": _entry(
        "VGG-B (VGG-13)",
        _b,
        "Configuration B, as torchvision's vgg13.",
        "A second convolution in the first two blocks makes them see more before they shrink.",
        (133_047_848, 11_308_466_176),
        (Accuracy(TORCHVISION, 69.928, 89.246), Accuracy(SINGLE, 71.3, 90.1)),
    ),
    "vgg-c": _entry(
        "VGG-C",
        _c,
        "Configuration C, where the third convolutions of a block are 1×1.",
        "It asks whether depth alone helps: 1×1 filters add a ReLU but see no more. It helps, but less than 3×3 in D.",
        (133_638_952, 11_770_888_192),
        (Accuracy(JITTERED, 72.7, 91.2),),
    ),
    "vgg-d": _entry(
        "VGG-D (VGG-16)",
        _d,
        "Configuration D, as torchvision's vgg16.",
        "With 3×3 everywhere, depth pays: for years this was the network to borrow features from.",
        (138_357_544, 15_470_264_320),
        (Accuracy(TORCHVISION, 71.592, 90.382), Accuracy(JITTERED, 74.4, 91.9)),
    ),
    "vgg-e": _entry(
        "VGG-E (VGG-19)",
        _e,
        "Configuration E, as torchvision's vgg19.",
        "It asks for more depth still, and gains almost nothing over D: stacking alone has run its course.",
        (143_667_240, 19_632_062_464),
        (Accuracy(TORCHVISION, 72.376, 90.876), Accuracy(JITTERED, 74.5, 92.0)),
    ),
}
