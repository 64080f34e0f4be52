"""The few layers that every network of the zoo repeats."""

from cnnviz.nets.layers import Activation, BatchNorm, Dense, Dropout, Layers, Pair, conv
from cnnviz.nets.networks import Parallel

RELU = Activation("ReLU")


def conv_relu(filters: int, size: int = 3, stride: int = 1, padding: int = 0) -> Layers:
    """A convolution with biases, then ReLU."""
    return conv(filters, size, stride, padding), RELU


def conv_bn(
    filters: int, size: int | Pair = 1, stride: int = 1, padding: int | Pair = 0, bias: bool = False, eps: float = 1e-3
) -> Layers:
    """A convolution, batch normalisation, ReLU; the normalisation's shift makes biases superfluous."""
    return conv(filters, size, stride, padding, bias), BatchNorm(eps=eps), RELU


def same(filters: int, size: int | Pair) -> Layers:
    """`conv_bn` at stride 1, padded so that rows and columns stay as they are."""
    rows, columns = (size, size) if isinstance(size, int) else size
    return conv_bn(filters, size, padding=(rows // 2, columns // 2))


def dense_relu(units: int, rate: float = 0.5) -> Layers:
    """Dropout on what comes in, a dense layer, ReLU."""
    return Dropout(rate), Dense(units), RELU


def branches(*each: Layers) -> Layers:
    """Branches side by side, concatenated."""
    return (Parallel(each),)
