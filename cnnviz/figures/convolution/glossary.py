"""The words of the app, one meaning each, and tables read from the registries."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.ops import activations, catalogue, geometry, padding, pooling

# The example of the word “padding”: a handwritten digit of the usual size under the usual filter.
DIGIT, FILTER = 28, 3
_VALID = geometry.Axis("rows", DIGIT, FILTER).output

WORDS = {
    "Kernel (= filter, in some texts patch)": "The small matrix of weights that slides over the image. With several "
    "input channels it has one slice per channel.",
    "Correlation and convolution": "Multiply what overlaps, add up, move on: that is cross-correlation, and what deep "
    "learning calls convolution. The convolution of mathematics turns the kernel by 180° first; the Lab has a switch.",
    "Feature map": "The result: one number per place of the window. One map per filter, so K filters turn an image "
    "into another “image” of depth K. The map's pixels are computed; only the kernel's entries can be learned.",
    "Window": "The pixels under the kernel at one place.",
    "The four knobs of a layer": "Filter size, number of filters, stride, padding: what whoever designs it chooses.",
    "Stride": "Pixels from one window to the next. Stride 2 about halves a map: the border decides on rounding.",
    "Padding": "Pixels invented around the image. Valid: none. Same: the map has size ÷ stride pixels, rounded up. "
    f"Full: every overlap counts. Without padding a {FILTER} × {FILTER} filter makes a {DIGIT} × {DIGIT} image a map "
    f"of {_VALID} × {_VALID}, not of the image's size.",
    "Dilation": "Pixels from one kernel cell to the next; a dilated kernel sees further with the same weights.",
    "Channel": "One matrix of a stacked image: red, green and blue, or the maps of the layer before.",
    "Depthwise": "Every channel is filtered on its own. Otherwise the channels' sums and a bias add up to one number.",
    "Activation": "A function applied to every number of a map, one by one.",
    "Pooling": "One number for each window of a map. It has no parameters, and shrinks the dense layer after it.",
    "Parameters": "The numbers that training changes: kernels' entries, dense weights, biases. A feature map is none.",
    "Multiply-add": "One weight times one value, added to a sum: the work of a layer is counted in them.",
    "Receptive field": "The pixels of the image that one unit sees, through all layers before it. A convolution widens "
    "it by (size − 1) · dilation · jump; the jump, pixels from one unit to the next, is all strides so far multiplied.",
    "Flatten": "Maps laid one behind the other, row by row, as one vector: nothing changes but the arrangement.",
    "Batch normalisation": "Each map less its mean, over its deviation in the batch, then scaled and shifted by two "
    "parameters that are learned.",
    "Dropout": "While training, sets some activations to 0 at random; it removes no parameters, and rests afterwards.",
    "Shortcut": "Adds a block's input to its output: the block learns only what to change.",
    "Signed map": "A map with negative numbers, drawn on a scale whose middle colour is 0.",
}

Rows = list[dict[str, str]]


def _padding_names() -> Rows:
    return [
        {
            "here": mode.label,
            "SciPy": mode.scipy,
            "NumPy": mode.numpy,
            "PyTorch": mode.torch or "has none",
            "OpenCV (filter2D)": mode.opencv or "has none",
            "what it does": mode.sentence,
        }
        for mode in padding.MODES.values()
    ]


def _poolings() -> Rows:
    return [{"pooling": one.label, "what it does": one.sentence} for one in pooling.POOLINGS.values()]


def _activations() -> Rows:
    return [
        {"activation": one.label, "formula": one.formula, "what it does": one.sentence}
        for one in activations.ACTIVATIONS.values()
    ]


def _kernels() -> Rows:
    return [
        {"kernel": bank.label, "what it does": bank.sentence, "source": bank.source}
        for bank in catalogue.BANKS.values()
    ]


@dataclass(frozen=True)
class Table:
    """A table read from a registry: its name, what it is, and its rows."""

    label: str
    sentence: str
    rows: Callable[[], Rows]


TABLES = {
    "padding": Table("Padding modes", "Every padding mode by every library's name.", _padding_names),
    "poolings": Table("Poolings", "Every pooling, and what it makes of a window.", _poolings),
    "activations": Table("Activations", "Every activation, its formula, and what it does to a number.", _activations),
    "kernels": Table(
        "Kernels", f"All {len(catalogue.BANKS)} kernels and families, and where they come from.", _kernels
    ),
}
