"""The words of the app, one meaning each, and tables read from the registries."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.ops import activations, catalogue, geometry, padding, pooling

# The example of the word “padding”: a handwritten digit of the usual size under the usual filter.
DIGIT, FILTER = 28, 3
_VALID = geometry.Axis("rows", DIGIT, FILTER).output


@dataclass(frozen=True)
class Word:
    """A term, by its `name`, what it is called `also`, and its one meaning."""

    name: str
    meaning: str
    also: str = ""

    @property
    def title(self) -> str:
        """Name and other names."""
        return f"{self.name} ({self.also})" if self.also else self.name


CONVOLUTION = {
    "kernel": Word(
        "Kernel",
        "The small matrix of weights that slides over the image. With several input channels it has one slice per "
        "channel.",
        "= filter, in some texts patch",
    ),
    "correlation": Word(
        "Correlation and convolution",
        "Multiply what overlaps, add up, move on: that is cross-correlation, and what deep learning calls convolution. "
        "The convolution of mathematics turns the kernel by 180° first; the Lab has a switch.",
    ),
    "feature-map": Word(
        "Feature map",
        "The result: one number per place of the window. One map per filter, so K filters turn an image into another "
        "“image” of depth K. The map's pixels are computed; only the kernel's entries can be learned.",
    ),
    "window": Word("Window", "The pixels under the kernel at one place."),
    "bias": Word("Bias", "One number that is added to every sum of a filter, the same at all its places."),
    "knobs": Word(
        "The four knobs of a layer",
        "Filter size, number of filters, stride, padding: what whoever designs it chooses.",
    ),
    "stride": Word(
        "Stride", "Pixels from one window to the next. Stride 2 about halves a map: the border decides on rounding."
    ),
    "padding": Word(
        "Padding",
        "Pixels invented around the image. Valid: none. Same: the map has size ÷ stride pixels, rounded up. Full: "
        f"every overlap counts. Without padding a {FILTER} × {FILTER} filter makes a {DIGIT} × {DIGIT} image a map of "
        f"{_VALID} × {_VALID}, not of the image's size.",
    ),
    "dilation": Word(
        "Dilation", "Pixels from one kernel cell to the next; a dilated kernel sees further with the same weights."
    ),
    "channel": Word("Channel", "One matrix of a stacked image: red, green and blue, or the maps of the layer before."),
    "depthwise": Word(
        "Depthwise",
        "Every channel is filtered on its own. Otherwise the channels' sums and a bias add up to one number.",
    ),
    "pointwise": Word(
        "1 × 1 convolution", "Sees one pixel through all channels: it mixes them, and makes many of them few."
    ),
    "signed-map": Word("Signed map", "A map with negative numbers, drawn on a scale whose middle colour is 0."),
    "edge": Word("Edge", "A place where the brightness changes within a few pixels."),
    "derivative": Word("Derivative", "How much the numbers change from one place to the next."),
}
LAYERS = {
    "layer": Word("Layer", "A step of a network: numbers go in, others come out, often by weights that it learns."),
    "neuron": Word("Neuron", "A weighted sum of its inputs and a bias, then an activation: one number.", "unit"),
    "dot-product": Word("Dot product", "Two lists of numbers, multiplied place by place and added up.", "b·x"),
    "cosine": Word(
        "Cosine",
        "The dot product of two lists once both have length 1: 1 for the same direction, −1 for the opposite one.",
    ),
    "template": Word("Template", "A neuron's weights seen as an image: what it answers to most."),
    "activation": Word("Activation", "A function applied to every number of a map, one by one."),
    "pooling": Word(
        "Pooling",
        "One number for each window of a map. It has no parameters, and shrinks the dense layer after it.",
    ),
    "parameters": Word(
        "Parameters",
        "The numbers that training changes: kernels' entries, dense weights, biases. A feature map is none.",
    ),
    "multiply-add": Word(
        "Multiply-add", "One weight times one value, added to a sum: the work of a layer is counted in them."
    ),
    "receptive-field": Word(
        "Receptive field",
        "The pixels of the image that one unit sees, through all layers before it. A convolution widens it by "
        "(size − 1) · dilation · jump; the jump, pixels from one unit to the next, is all strides so far multiplied.",
    ),
    "flatten": Word(
        "Flatten", "Maps laid one behind the other, row by row, as one vector: nothing changes but the arrangement."
    ),
    "dense-layer": Word("Dense layer", "Every output hangs on every input, by a weight of its own."),
    "weight-sharing": Word(
        "Weight sharing", "The same weights at every place of a picture: their number does not grow with its size."
    ),
    "equivariance": Word(
        "Equivariance", "What goes in moves, and what comes out moves along: so does a convolution, but at the borders."
    ),
    "invariance": Word("Invariance", "What goes in moves, and what comes out stays as it was."),
    "batch-normalisation": Word(
        "Batch normalisation",
        "Each map less its mean, over its deviation in the batch, then scaled and shifted by two parameters that are "
        "learned.",
    ),
    "dropout": Word(
        "Dropout",
        "While training, sets some activations to 0 at random; it removes no parameters, and rests afterwards.",
    ),
    "shortcut": Word("Shortcut", "Adds a block's input to its output: the block learns only what to change."),
}
LEARNING = {
    "logits": Word("Logits", "The numbers of the last layer, one for each class, before softmax."),
    "softmax": Word(
        "Softmax", "Makes shares of logits: positive, and 1 in all. A large share is no proof of being right."
    ),
    "loss": Word(
        "Loss", "How wrong the answers are, as one number: here minus the logarithm of the right class's share."
    ),
    "gradient": Word("Gradient", "How much the loss would change with each weight; found backwards, layer by layer."),
    "learning-rate": Word("Learning rate", "How far a step goes against the gradient."),
    "batch": Word("Batch", "The examples that one step learns from together."),
    "epoch": Word("Epoch", "Once through all training examples."),
    "seed": Word("Seed", "The number that random choices begin with: the same seed, the same run."),
    "test-set": Word("Test set", "Examples kept apart from those that are learned from: they only judge."),
    "augmentation": Word("Augmentation", "Training pictures, moved or changed a little each time they are shown."),
    "weight-decay": Word("L2", "Pulls every weight a little towards 0 at each step.", "weight decay"),
    "class": Word("Class", "One of the things that a network can answer."),
    "top-5": Word("Top-5 error", "The share of pictures whose class is not among a network's five best answers."),
    "transfer": Word(
        "Transfer learning", "A network that has learned keeps its layers; only a new last one learns new classes."
    ),
    "grad-cam": Word("Grad-CAM", "A coarse map of the places that spoke for a class: a hint, not an explanation."),
    "occlusion": Word("Occlusion", "Covering a part of a picture to measure how the answer changes."),
    "ablation": Word("Ablation", "Taking a part away to measure what it was good for."),
}
# By their ids; pages name the terms that they use by these (ui/catalogue.py).
WORDS = CONVOLUTION | LAYERS | LEARNING
# Title of a group -> its words.
GROUPS = {"Convolution": CONVOLUTION, "Layers": LAYERS, "Learning and looking inside": LEARNING}

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
