"""The networks of the story, in the order it is told (C88–C98)."""

from cnnviz.nets.zoo.alexnet import ALEXNET
from cnnviz.nets.zoo.bn_inception import BN_INCEPTION
from cnnviz.nets.zoo.efficientnet import EFFICIENTNET_LITE0
from cnnviz.nets.zoo.entry import Accuracy, Entry, Paper
from cnnviz.nets.zoo.googlenet import GOOGLENET
from cnnviz.nets.zoo.inception import INCEPTION
from cnnviz.nets.zoo.inception_v4 import INCEPTION_RESNET_V2, INCEPTION_V4
from cnnviz.nets.zoo.reference import LENET, REFERENCE
from cnnviz.nets.zoo.resnet import RESNET
from cnnviz.nets.zoo.vgg import VGG

__all__ = ["ENTRIES", "Accuracy", "Entry", "Paper"]

ENTRIES: dict[str, Entry] = {
    "reference": REFERENCE,
    "lenet-5": LENET,
    "alexnet": ALEXNET,
    **VGG,
    **GOOGLENET,
    "bn-inception": BN_INCEPTION,
    **INCEPTION,
    **RESNET,
    "inception-v4": INCEPTION_V4,
    "inception-resnet-v2": INCEPTION_RESNET_V2,
    "efficientnet-lite0": EFFICIENTNET_LITE0,
}
