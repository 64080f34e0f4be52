"""EfficientNet-Lite0: depthwise convolutions between 1 × 1 ones, and a shortcut around them (C96, C98)."""

from dataclasses import dataclass

from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Dropout, GlobalPool, Layers
from cnnviz.nets.networks import Block, Network, Residual
from cnnviz.nets.zoo.entry import Accuracy, Entry, Paper

SIDE, CLASSES = 224, 1000
EPS = 1e-3
RELU6 = Activation("ReLU6")


@dataclass(frozen=True)
class Stage:
    """Blocks alike: how many, their window, the stride of the first, the channels within over those given, the channels
    out."""

    blocks: int
    window: int
    stride: int
    expansion: int
    filters: int


# The paper's table 1, stages 2 to 8.
STEM, HEAD = 32, 1280
STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)


def efficientnet_lite0() -> Network:
    """224 × 224 colour to a thousand classes."""
    stem = Block("stem", (*_conv_bn(STEM, 3, 2), RELU6))
    stages, channels = [], STEM
    for place, stage in enumerate(STAGES, start=1):
        stages.append(_stage(place, stage, channels))
        channels = stage.filters
    head = Block("head", (*_conv_bn(HEAD, 1), RELU6))
    return Network(
        "EfficientNet-Lite0",
        (3, SIDE, SIDE),
        (stem, *stages, head, GlobalPool(), Dropout(0.2), Dense(CLASSES)),
    )


def _stage(place: int, stage: Stage, channels: int) -> Block:
    first = _block(f"block {place}.1", stage, channels, stage.stride)
    rest = (_block(f"block {place}.{index}", stage, stage.filters, 1) for index in range(2, stage.blocks + 1))
    return Block(f"stage {place}", (first, *rest))


def _block(name: str, stage: Stage, channels: int, stride: int) -> Block:
    """MBConv without squeeze and excitation: widen by 1 × 1, look at each map alone, narrow by 1 × 1."""
    wide = stage.expansion * channels
    widen = (*_conv_bn(wide, 1), RELU6) if stage.expansion > 1 else ()
    body = (*widen, *_conv_bn(wide, stage.window, stride, wide), RELU6, *_conv_bn(stage.filters, 1))
    shortcut = stride == 1 and channels == stage.filters
    return Block(name, (Residual(body),) if shortcut else body)


def _conv_bn(filters: int, side: int, stride: int = 1, groups: int = 1) -> Layers:
    """Padded as TensorFlow does: at stride 2 one pixel more below and on the right."""
    return Conv(filters, (side, side), (stride, stride), padding="same", groups=groups, bias=False), BatchNorm(eps=EPS)


EFFICIENTNET_LITE0 = Entry(
    title="EfficientNet-Lite0",
    year=2020,
    network=efficientnet_lite0,
    variant="EfficientNet-Lite0 as in TensorFlow's repository, whose learned weights the page "
    "“Your photo through a real network” uses.",
    differences="EfficientNet-B0 of the paper also weighs its maps by squeeze and excitation, and uses swish where "
    "ReLU6 stands here: Lite leaves out what small devices do slowly.",
    paper=Paper(
        "M. Tan, Q. V. Le",
        "EfficientNet: rethinking model scaling for convolutional neural networks",
        "ICML 2019; Lite: TensorFlow, 2020",
    ),
    idea="Split a convolution in two: one filter for each map alone (depthwise) looks around, a 1×1 mixes the maps. "
    "Between the two there are six times as many maps as a block passes on; the shortcut joins the narrow ends. Depth, "
    "width and picture size grow together, by one rule.",
    fixed="More accurate than ResNet-34, with about a fifth of its parameters and a tenth of its work.",
    cost="A depthwise filter does little work on many numbers, so it waits for memory: on large processors the "
    "network is slower than its few multiply-adds promise.",
    parameters=4_652_008,
    macs=385_187_552,
    accuracies=(Accuracy("TensorFlow, efficientnet-lite0, one centre crop", 75.1, None),),
)
