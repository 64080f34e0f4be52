"""Networks small enough to watch while they learn. Adding one is one entry in SMALL."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.nets import zoo
from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool, Layer, Pool
from cnnviz.nets.networks import Network, Residual

RELU = Activation("ReLU")
SOFTMAX = Activation("softmax")


@dataclass(frozen=True)
class Small:
    """A network to train: its name in the menu, what it is there for, and how it is made."""

    title: str
    sentence: str
    network: Callable[[], Network]


def _made(title: str, *layers: Layer) -> Callable[[], Network]:
    return lambda: Network(title, (1, 28, 28), (*layers, Dense(10), SOFTMAX))


def _block(filters: int) -> Residual:
    """As in the paper, normalised: without that the loss of ten layers spikes at rates that two learn fast with."""
    return Residual((Conv(filters, padding="same"), BatchNorm(), RELU, Conv(filters, padding="same"), BatchNorm()))


_LARGE = _made(
    "Large filters", Conv(16, (7, 7), padding="same"), RELU, Pool(), Conv(32, (5, 5)), RELU, Pool(), Flatten()
)
_STRIDED = _made(
    "Strides, no pooling", Conv(32, stride=(2, 2)), RELU, Conv(64, stride=(2, 2)), RELU, Flatten(), Dropout(0.1)
)
_NORMALISED = _made(
    "Batch-normalised",
    Conv(16, padding="same"),
    BatchNorm(),
    RELU,
    Pool(),
    Conv(32, padding="same"),
    BatchNorm(),
    RELU,
    Pool(),
    Flatten(),
)
_RESIDUAL = _made(
    "Ten layers with shortcuts",
    Conv(16, padding="same"),
    BatchNorm(),
    RELU,
    Pool(),
    *(layer for _ in range(4) for layer in (_block(16), RELU)),
    GlobalPool(),
)

SMALL: dict[str, Small] = {
    "reference": Small(
        "Reference model",
        "Two rounds of “convolve, ReLU, pool”, then one dense layer.",
        zoo.ENTRIES["reference"].network,
    ),
    "large-filters": Small("Large filters", "Sixteen 7×7 filters first: shapes of edges are easy to see.", _LARGE),
    "strided": Small("Strides, no pooling", "The convolutions take the steps that pooling took.", _STRIDED),
    "normalised": Small("Batch-normalised", "Every convolution's maps are normalised before ReLU.", _NORMALISED),
    "residual": Small(
        "Ten layers with shortcuts", "Four residual blocks: deep, but the gradient has a way.", _RESIDUAL
    ),
    "lenet-5": Small(
        "LeNet-5", "The 1998 network: tanh, average pooling, three dense layers.", zoo.ENTRIES["lenet-5"].network
    ),
    "logistic": Small(
        "No hidden layer",
        "Each class has one weight per pixel: its weights are a picture.",
        _made("No hidden layer", Flatten()),
    ),
    "dense": Small(
        "One hidden layer, dense",
        "Sixty-four units that each see the whole picture: no weight is shared.",
        _made("One hidden layer, dense", Flatten(), Dense(64), RELU),
    ),
}
