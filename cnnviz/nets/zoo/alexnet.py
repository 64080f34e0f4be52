"""AlexNet, which won ImageNet's challenge in 2012 and began the story (C90, C91)."""

from cnnviz.nets.layers import AdaptivePool, Dense, Flatten, pool
from cnnviz.nets.networks import Network
from cnnviz.nets.zoo.bricks import conv_relu, dense_relu
from cnnviz.nets.zoo.entry import TORCHVISION, Accuracy, Entry, Paper


def alexnet() -> Network:
    """224 × 224 colour to a thousand classes."""
    return Network(
        "AlexNet",
        (3, 224, 224),
        (
            *conv_relu(64, 11, 4, 2),
            pool("max", 3, 2),
            *conv_relu(192, 5, 1, 2),
            pool("max", 3, 2),
            *conv_relu(384, 3, 1, 1),
            *conv_relu(256, 3, 1, 1),
            *conv_relu(256, 3, 1, 1),
            pool("max", 3, 2),
            AdaptivePool((6, 6)),
            Flatten(),
            *dense_relu(4096),
            *dense_relu(4096),
            Dense(1000),
        ),
    )


ALEXNET = Entry(
    title="AlexNet",
    year=2012,
    network=alexnet,
    variant="AlexNet as in torchvision, after Krizhevsky's one-tower version of 2014.",
    differences="In 2012 the network was split into two towers, one for each of two graphics cards, that exchanged "
    "maps only in some layers: a convolution in two groups. It had 96, 256, 384, 384 and 256 filters and normalised "
    "each value by its neighbours in other maps (LRN). Here there is one tower with fewer filters and no LRN.",
    paper=Paper(
        "A. Krizhevsky, I. Sutskever, G. E. Hinton",
        "ImageNet classification with deep convolutional neural networks",
        "NeurIPS 2012; one tower: “One weird trick for parallelizing convolutional neural networks”, 2014",
    ),
    idea="The same bricks as LeNet, but deeper, wider and trained on a million photographs: 11×11 filters first, then "
    "5×5, then 3×3. ReLU lets gradients through, dropout, many shifted and mirrored copies of each photograph and "
    "weight decay keep it from learning them by heart.",
    fixed="Tanh and sigmoid flatten out and train slowly; ReLU made networks of this depth practical.",
    cost="Almost all parameters sit in the dense layers, and the large strides of the first layer throw detail away.",
    parameters=61_100_840,
    macs=714_188_480,
    accuracies=(
        Accuracy(TORCHVISION, 56.522, 79.066),
        Accuracy("The paper, one network, ten crops averaged", 59.3, 81.8),
    ),
)
