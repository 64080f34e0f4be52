"""ResNet: a shortcut around every few layers (C96, C97)."""

from functools import partial

from cnnviz.nets.layers import BatchNorm, Dense, GlobalPool, Layers, conv, pool
from cnnviz.nets.networks import Block, Network, Residual
from cnnviz.nets.zoo.bricks import RELU, conv_bn
from cnnviz.nets.zoo.entry import TORCHVISION, Accuracy, Entry, Paper

EPS = 1e-5
EXPANSION = 4  # filters out of a bottleneck over filters within

# Residual blocks in each of the four stages, and whether they are bottlenecks (the paper's table 1).
DEPTHS = {
    18: ((2, 2, 2, 2), False),
    34: ((3, 4, 6, 3), False),
    50: ((3, 4, 6, 3), True),
    101: ((3, 4, 23, 3), True),
    152: ((3, 8, 36, 3), True),
}


def resnet(depth: int) -> Network:
    """224 × 224 colour to a thousand classes; `depth` is a key of DEPTHS."""
    counts, bottleneck = DEPTHS[depth]
    stem = (*conv_bn(64, 7, 2, 3, eps=EPS), pool("max", 3, 2, 1))
    stages = (_stage(place, count, bottleneck) for place, count in enumerate(counts))
    return Network(f"ResNet-{depth}", (3, 224, 224), (Block("stem", stem), *stages, GlobalPool(), Dense(1000)))


def _stage(place: int, count: int, bottleneck: bool) -> Block:
    filters = 64 * 2**place
    first = _block(f"block {place + 1}.1", filters, bottleneck, 2 if place else 1, projected=bool(place) or bottleneck)
    rest = (_block(f"block {place + 1}.{index}", filters, bottleneck, 1, False) for index in range(2, count + 1))
    return Block(f"stage {place + 1}", (first, *rest))


def _block(name: str, filters: int, bottleneck: bool, stride: int, projected: bool) -> Block:
    body, channels = _bottleneck(filters, stride) if bottleneck else _basic(filters, stride)
    shortcut = (conv(channels, 1, stride, bias=False), BatchNorm()) if projected else ()
    return Block(name, (Residual(body, shortcut), RELU))


def _basic(filters: int, stride: int) -> tuple[Layers, int]:
    last = (conv(filters, 3, padding=1, bias=False), BatchNorm())
    return (*conv_bn(filters, 3, stride, 1, eps=EPS), *last), filters


def _bottleneck(filters: int, stride: int) -> tuple[Layers, int]:
    channels = EXPANSION * filters
    last = (conv(channels, 1, bias=False), BatchNorm())
    return (*conv_bn(filters, 1, eps=EPS), *conv_bn(filters, 3, stride, 1, eps=EPS), *last), channels


PAPER = Paper("K. He, X. Zhang, S. Ren, J. Sun", "Deep residual learning for image recognition", "CVPR 2016 (2015)")
IDEA = (
    "Let a few layers learn only what to add to their input: output = input + correction. The input takes a shortcut "
    "around them; where sizes differ, a 1×1 convolution projects it. Gradients take the shortcut back."
)
FIXED = (
    "Deeper plain networks were worse even on their own training pictures. With shortcuts a layer that has nothing to "
    "add can do nothing, and depth pays again."
)
BOTTLENECK = (
    "In the paper the first 1×1 of a shrinking block has the stride; here its 3×3 has it, as in torchvision (“v1.5”), "
    "which is a little more accurate."
)
TEN = "The paper, ten crops averaged"


def _entry(depth: int, cost: str, counts: tuple[int, int], accuracies: tuple[Accuracy, ...]) -> Entry:
    return Entry(
        title=f"ResNet-{depth}",
        year=2015,
        network=partial(resnet, depth),
        variant=f"ResNet-{depth} as in torchvision, with projections where sizes differ (the paper's option B).",
        differences=BOTTLENECK if DEPTHS[depth][1] else "The paper's layers. torchvision trained its weights anew.",
        paper=PAPER,
        idea=IDEA,
        fixed=FIXED,
        cost=cost,
        parameters=counts[0],
        macs=counts[1],
        accuracies=accuracies,
    )


RESNET = {
    "resnet-18": _entry(
        18,
        "As deep as VGG-19 with a tenth of its work; at this depth a plain network trains too, only more slowly.",
        (11_689_512, 1_814_073_344),
        (Accuracy(TORCHVISION, 69.758, 89.078), Accuracy(TEN + ", shortcuts padded with zeros", 72.12, None)),
    ),
    "resnet-34": _entry(
        34,
        "Two 3×3 convolutions in every block: going deeper this way doubles the work with the depth.",
        (21_797_672, 3_663_761_408),
        (Accuracy(TORCHVISION, 73.314, 91.420), Accuracy(TEN, 75.48, 92.54)),
    ),
    "resnet-50": _entry(
        50,
        "Bottlenecks, 1×1 then 3×3 then 1×1, keep the work near that of ResNet-34, but maps four times as deep "
        "must be kept in memory.",
        (25_557_032, 4_089_184_256),
        (Accuracy(TORCHVISION, 76.130, 92.862), Accuracy(TEN, 77.15, 93.29)),
    ),
    "resnet-101": _entry(
        101,
        "Nearly twice the work of ResNet-50, most of it in one stage, for about a percent.",
        (44_549_160, 7_801_405_440),
        (Accuracy(TORCHVISION, 77.374, 93.546), Accuracy(TEN, 78.25, 93.95)),
    ),
    "resnet-152": _entry(
        152,
        "Nearly three times the work of ResNet-50. Eight times as deep as VGG-19, and still less work.",
        (60_192_808, 11_513_626_624),
        (Accuracy(TORCHVISION, 78.312, 94.046), Accuracy(TEN, 78.57, 94.29)),
    ),
}
