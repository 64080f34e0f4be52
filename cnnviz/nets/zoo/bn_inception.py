"""BN-Inception, the Inception v2 that brought batch normalisation (C94, C95)."""

from cnnviz.nets.layers import Dense, GlobalPool, Layers, Pool, pool
from cnnviz.nets.networks import Block, Network
from cnnviz.nets.zoo import bricks
from cnnviz.nets.zoo.bricks import branches
from cnnviz.nets.zoo.entry import CADENE, Accuracy, Entry, Paper

# Filters of: 1×1; 3×3 reduce, 3×3; double 3×3 reduce, double 3×3; pool projection (the paper's figure 5).
MODULES = {
    "3a": (64, 64, 64, 64, 96, 32),
    "3b": (64, 64, 96, 64, 96, 64),
    "4a": (224, 64, 96, 96, 128, 128),
    "4b": (192, 96, 128, 96, 128, 128),
    "4c": (160, 128, 160, 128, 160, 128),
    "4d": (96, 128, 192, 160, 192, 128),
    "5a": (352, 192, 320, 160, 224, 128),
    "5b": (352, 192, 320, 192, 224, 128),
}
# The same of the modules of stride 2, which have no 1×1 and pass the pooled maps on.
SHRINKING = {"3c": (128, 160, 64, 96), "4e": (128, 192, 192, 256)}


def bn_inception() -> Network:
    """224 × 224 colour to a thousand classes."""
    shrink = _shrink()
    stem = (*_conv(64, 7, 2, 3), shrink, *_conv(64), *_conv(192, 3, 1, 1), shrink)
    return Network(
        "BN-Inception",
        (3, 224, 224),
        (
            Block("stem", stem),
            *map(_inception, ("3a", "3b")),
            _reduction("3c"),
            *map(_inception, ("4a", "4b", "4c", "4d")),
            _reduction("4e"),
            *map(_inception, ("5a", "5b")),
            GlobalPool(),
            Dense(1000),
        ),
    )


def _conv(filters: int, size: int = 1, stride: int = 1, padding: int = 0) -> Layers:
    return bricks.conv_bn(filters, size, stride, padding, bias=True, eps=1e-5)


def _shrink() -> Pool:
    return pool("max", 3, 2, ceil=True)


def _inception(name: str) -> Block:
    one, reduce3, three, reduce33, double, projected = MODULES[name]
    return Block(
        f"inception {name}",
        branches(
            _conv(one),
            (*_conv(reduce3), *_conv(three, 3, 1, 1)),
            (*_conv(reduce33), *_conv(double, 3, 1, 1), *_conv(double, 3, 1, 1)),
            (pool("max" if name == "5b" else "average", 3, 1, 1, ceil=True), *_conv(projected)),
        ),
    )


def _reduction(name: str) -> Block:
    reduce3, three, reduce33, double = SHRINKING[name]
    return Block(
        f"inception {name}",
        branches(
            (*_conv(reduce3), *_conv(three, 3, 2, 1)),
            (*_conv(reduce33), *_conv(double, 3, 1, 1), *_conv(double, 3, 2, 1)),
            (_shrink(),),
        ),
    )


BN_INCEPTION = Entry(
    title="BN-Inception (Inception v2)",
    year=2015,
    network=bn_inception,
    variant="BN-Inception with the branches of the batch-normalisation paper's figure 5, as in the Caffe model that "
    "Cadene ported to PyTorch.",
    differences="Figure 5 gives modules 4c and 4d 576 maps, but its own branches add up to 608, and 4e to 1,056 "
    "instead of 1,024: the branches are followed here. TensorFlow's version narrows the pool's branches instead. The "
    "paper's first convolution is separable, and the Caffe model keeps biases beside batch normalisation. "
    "“Inception v2” also names a later network, in the paper of v3.",
    paper=Paper(
        "S. Ioffe, C. Szegedy",
        "Batch normalization: accelerating deep network training by reducing internal covariate shift",
        "ICML 2015",
    ),
    idea="After every convolution, subtract each map's mean over the batch and divide by its deviation, then let the "
    "network learn a scale and a shift. The 5×5 of each module becomes two 3×3.",
    fixed="Layers no longer chase the changing range of what they read: training tolerates larger steps and takes a "
    "fraction of them.",
    cost="What one image gives now depends on the batch it is trained with, and averages kept aside must stand in "
    "for the batch afterwards.",
    parameters=11_295_240,
    macs=2_032_600_064,
    accuracies=(Accuracy(CADENE, 73.522, 91.560), Accuracy("The paper, one network, one crop", 74.8, 92.18)),
)
