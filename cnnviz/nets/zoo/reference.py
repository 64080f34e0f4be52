"""The small network the course builds like bricks, and LeNet-5 (C77–C79, C88, T7)."""

from cnnviz.nets.layers import Activation, Conv, Dense, Dropout, Flatten, Pool, conv, pool
from cnnviz.nets.networks import Network
from cnnviz.nets.zoo.bricks import RELU
from cnnviz.nets.zoo.entry import Entry, Paper


def reference() -> Network:
    """28 × 28 grey to ten classes."""
    return Network(
        "Reference model",
        (1, 28, 28),
        (
            Conv(32),
            RELU,
            Pool(),
            Conv(64),
            RELU,
            Pool(),
            Flatten(),
            Dropout(0.5),
            Dense(10),
            Activation("softmax"),
        ),
    )


def lenet() -> Network:
    """32 × 32 grey to ten classes."""
    tanh = Activation("tanh")
    return Network(
        "LeNet-5",
        (1, 32, 32),
        (
            conv(6, 5),
            tanh,
            pool("average", 2),
            conv(16, 5),
            tanh,
            pool("average", 2),
            Flatten(),
            Dense(120),
            tanh,
            Dense(84),
            tanh,
            Dense(10),
        ),
    )


REFERENCE = Entry(
    title="Reference model",
    year=2015,
    network=reference,
    variant="The model of Keras's example “Simple MNIST convnet”.",
    differences="None. On “Watch it learn” it is trained with less dropout, unless you ask for this.",
    paper=Paper("F. Chollet", "Simple MNIST convnet", "Keras code examples"),
    idea="Two rounds of “convolve, ReLU, pool”, then one dense layer. Each round halves the picture and sees more of "
    "it at once; the maps are then laid out as one vector, and ten units vote for the ten classes.",
    fixed="It is the smallest network that shows every part of the larger ones, and it trains in a minute.",
    cost="Nearly half of its parameters sit in the dense layer, so it works for one size of picture only.",
    parameters=34_826,
    macs=2_440_960,
)

LENET = Entry(
    title="LeNet-5",
    year=1998,
    network=lenet,
    variant="LeNet-5 as it is usually built today: every map of C3 reads all six maps before it.",
    differences="In 1998 each map of C3 read only three, four or all six maps, chosen from a table: that saved "
    "connections and forced maps to differ. Its pooling had a trained factor and shift for each map, and its output "
    "compared with drawn digits (RBF units) where a dense layer stands here. Sources date LeNet between 1989 and 1998; "
    "LeNet-5 is the 1998 paper's.",
    paper=Paper(
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner",
        "Gradient-based learning applied to document recognition",
        "Proceedings of the IEEE, 1998",
    ),
    idea="Learn the filters too. Convolutions share their weights over the whole picture, pooling makes the exact "
    "place matter less, and one gradient trains everything from pixel to digit.",
    fixed="Before, people designed the features by hand and only a classifier on top was trained.",
    cost="Larger pictures were out of reach of the computers and the data of its time.",
    parameters=61_706,
    macs=416_520,
)
