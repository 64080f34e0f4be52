"""Deeper is harder, measured: how much of a gradient reaches the first of many layers (C96, C97)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from cnnviz.errors import InputError
from cnnviz.figures import normalising, numbers
from cnnviz.ops import activations, correlate, pooling

# The most layers a page may ask for; sigmoid's gradients through more would leave the range of 32-bit floats.
MOST = 50
MAPS, KERNEL = 16, 3
# The pictures are drawn at 32 px and averaged down to half of it.
HALF = pooling.Pool("average", (2, 2), (2, 2))

# Deviation of the random weights, times the root of the numbers that a kernel reads. √2 is what keeps the size of
# numbers from layer to layer under ReLU (He et al. 2015), 1 what keeps it without (Glorot & Bengio 2010).
SCALES = {"Glorot": 1.0, "small": 2**0.5 / 2, "He": 2**0.5, "large": 2**0.5 * 1.5}
# Okabe and Ito's colours, told apart with any kind of colour vision: one for each scale of the weights.
COLOURS = {"Glorot": "#777777", "small": "#0072B2", "He": "#009E73", "large": "#D55E00"}
# What is built around the convolution: (normalised, shortcut) -> dash of the line.
DASHES = {(False, False): "solid", (True, False): "dot", (False, True): "dash", (True, True): "dashdot"}


@dataclass(frozen=True)
class Kind:
    """One way to build each layer: convolution, [batch normalisation,] activation, [+ its input].

    `weights` is a key of SCALES, `activation` one of SLOPES.
    """

    sentence: str
    weights: str
    activation: str = "ReLU"
    normalised: bool = False
    shortcut: bool = False

    @property
    def dash(self) -> str:
        """How its line is drawn."""
        return DASHES[self.normalised, self.shortcut]


@dataclass(frozen=True, eq=False)
class Passed:
    """What one layer kept of the way forward, (n c h w) each: its sums, and what its activation made of them."""

    sums: np.ndarray
    made: np.ndarray


def gradients(depth: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Length of the loss's gradient with respect to each layer's output, first to last: kind -> (depth,).

    The loss is the sum of the last output times fixed random numbers, of length 1. All kinds have the same random
    numbers for weights, each scaled its own way. Raises InputError outside 2 … MOST layers.
    """
    if not 2 <= depth <= MOST:
        raise InputError(f"A stack of {numbers.count(depth, 'layer')} is not measured. Choose 2 to {MOST}.")
    images, weights = pictures(), kernels(depth, seed)
    loss = direction(images.shape, seed)
    return {name: lengths(kind, images, SCALES[kind.weights] * weights, loss) for name, kind in KINDS.items()}


def pictures() -> np.ndarray:
    """The batch, each picture as many times as a layer has maps: (n c h w)."""
    return np.stack([np.repeat(pooling.pooled(image, HALF), MAPS, axis=0) for image in normalising.batch()])


def direction(shape: tuple[int, ...], seed: int) -> np.ndarray:
    """The fixed random numbers of the loss, of length 1: float32 (n c h w)."""
    drawn = np.random.default_rng((seed, 1)).normal(size=shape)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def kernels(depth: int, seed: int) -> np.ndarray:
    """The weights of all layers, at a scale of 1: float32 (depth o c i j)."""
    drawn = np.random.default_rng((seed, 0)).normal(size=(depth, MAPS, MAPS, KERNEL, KERNEL))
    return (drawn / (MAPS * KERNEL * KERNEL) ** 0.5).astype(np.float32)


def lengths(kind: Kind, images: np.ndarray, kernels: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """The gradient's length at each layer's output: images, loss (n c h w), kernels (depth c c i j) -> (depth,)."""
    passed = _forward(kind, images, kernels)
    gradient, found = loss, [_length(loss)]
    for weights, layer in zip(kernels[:0:-1], passed[:0:-1], strict=True):
        gradient = _backward(kind, gradient, weights, layer)
        found.append(_length(gradient))
    return np.array(found[::-1])


def _forward(kind: Kind, maps: np.ndarray, kernels: np.ndarray) -> list[Passed]:
    passed = []
    for weights in kernels:
        sums = convolved(maps, weights)
        met = normalising.normalised(sums) if kind.normalised else sums
        made = activations.ACTIVATIONS[kind.activation].function(met)
        passed.append(Passed(sums, made))
        maps = maps + made if kind.shortcut else made
    return passed


def _backward(kind: Kind, gradient: np.ndarray, weights: np.ndarray, layer: Passed) -> np.ndarray:
    """From the gradient at a layer's output to that at its input, by the chain rule: (n c h w) -> (n c h w)."""
    inner = gradient * SLOPES[kind.activation](layer.made)
    if kind.normalised:
        inner = through_normalising(inner, layer.sums)
    # What a pixel gave to a sum through one weight comes back through it: the kernel turned, its ends exchanged.
    back = convolved(inner, correlate.flipped(weights.swapaxes(0, 1)))
    return gradient + back if kind.shortcut else back


def convolved(maps: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Every image's maps under kernels of odd side from 3 on, framed with zeros: (n c h w), (o c i i) -> (n o h w).

    The framed images stand side by side, so that one correlation does for all of them; the windows that would look
    at two images are left out.
    """
    count, channels, height, width = maps.shape
    frame = kernels.shape[-1] // 2
    row = np.zeros((channels, height + 2 * frame, count, width + 2 * frame), np.float32)
    row[:, frame:-frame, :, frame:-frame] = maps.transpose(1, 2, 0, 3)
    made = np.empty((len(kernels), height, count, width + 2 * frame), np.float32)
    answers = correlate.correlate(row.reshape(channels, height + 2 * frame, -1), kernels)  # (o, h, n·w' − 2 · frame)
    made.reshape(len(kernels), height, -1)[..., : -2 * frame] = answers
    return made[..., :width].transpose(2, 0, 1, 3)


def through_normalising(gradient: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """The gradient before batch normalisation (γ 1, β 0), from that after it: (n c h w), (n c h w) -> (n c h w).

    A map's mean and deviation depend on all of its numbers: what would only move or stretch the map is lost.
    """
    normal = normalising.normalised(sums)
    moved = gradient.mean(axis=(0, 2, 3), keepdims=True)
    stretched = normal * (gradient * normal).mean(axis=(0, 2, 3), keepdims=True)
    deviations = np.sqrt(normalising.statistics(sums)[1] + normalising.EPS)
    return (gradient - moved - stretched) / deviations[:, None, None].astype(np.float32)


def _length(values: np.ndarray) -> float:
    # Not linalg.norm: its threads wait for one another on a busy machine.
    return float(np.sqrt(np.square(values, dtype=np.float64).sum()))


def figure(measured: Mapping[str, np.ndarray]) -> go.Figure:
    """The lengths by layer, a line a kind, on a logarithmic axis; where nothing arrives (0), none."""
    drawn = go.Figure()
    for name, values in measured.items():
        kind = KINDS[name]
        drawn.add_scatter(
            x=np.arange(1, len(values) + 1),
            y=np.where(values > 0, values, np.nan),
            name=name,
            mode="lines",
            line={"color": COLOURS[kind.weights], "dash": kind.dash, "width": 2.5},
            hovertemplate="layer %{x}: %{y:.2e}",
        )
    drawn.update_layout(
        height=480,
        margin={"l": 70, "r": 10, "t": 10, "b": 45},
        xaxis_title="layer, the first on the left",
        yaxis={
            "title": "length of the gradient (1 at the last layer), logarithmic",
            "type": "log",
            "exponentformat": "power",
            "dtick": _step(measured),
        },
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )
    return drawn


def _step(measured: Mapping[str, np.ndarray]) -> int:
    """Powers of ten from one mark of the axis to the next, for some eight of them."""
    found = np.concatenate(list(measured.values()))
    powers = np.log10(found[found > 0])
    return max(1, round(float(np.ptp(powers)) / 8))


def sentence(measured: Mapping[str, np.ndarray]) -> str:
    """How the gradient at layer 1 compares with that at the last layer, in numbers: a line a kind, in Markdown."""
    depth = len(next(iter(measured.values())))
    told = "\n".join(f"- **{name}**: {compared(values)}" for name, values in measured.items())
    return f"The gradient at layer 1, beside the one at layer {depth}:\n\n{told}"


def compared(values: np.ndarray) -> str:
    """The first of the lengths beside the last: smaller or larger, and how many times, as it is written."""
    if not values[0]:
        return "nothing arrives"
    share = float(values[0] / values[-1])
    factor = _factor(max(share, 1 / share))
    if factor == _factor(1.0):
        return "as large"
    return f"{factor} times {'smaller' if share < 1 else 'larger'}"


def _factor(value: float) -> str:
    """Two digits: what comes after them, the rounding of 32-bit numbers can change in a deep stack."""
    digits, power = f"{value:.1e}".split("e")
    if int(power) < 6:
        return f"{float(f'{digits}e{power}'):,.{max(0, 1 - int(power))}f}"
    return f"{digits} · 10{str(int(power)).translate(RAISED)}"


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SLOPES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    # From what the activation made, f(x): the slope f′(x).
    "sigmoid": lambda made: made * (1 - made),
    "ReLU": lambda made: made > 0,
}
HOW = (
    f"Each layer is a {KERNEL} × {KERNEL} convolution from {MAPS} maps to {MAPS} maps. All stacks see the same "
    f"{len(normalising.PICTURES)} pictures and draw the same random weights; only the scale of the weights differs. "
    "The loss is a random sum of the last maps. A line shows how much the loss feels a small change of each layer’s "
    "maps: the length of the gradient there, 1 at the last layer. Nothing is trained yet. Steps that are far too "
    "small or far too large make training hard, and this is where it starts."
)
KINDS = {
    "plain, sigmoid": Kind(
        "The sigmoid’s slope is ¼ at most. Every layer multiplies by it once more.", "Glorot", "sigmoid"
    ),
    "plain, small weights": Kind("Half of He’s weights, ReLU. Each layer hands back less than it got.", "small"),
    "plain, He weights": Kind("ReLU, and weights made so that numbers keep their size (He et al. 2015).", "He"),
    "plain, large weights": Kind(
        f"{numbers.text(SCALES['large'] / SCALES['He'])} times He’s weights, ReLU. The gradient can also explode.",
        "large",
    ),
    "normalised, small weights": Kind(
        "Batch normalisation after each convolution: how small the weights are no longer matters.",
        "small",
        normalised=True,
    ),
    "shortcuts, small weights": Kind(
        "Each layer adds its input to what it made. The gradient also takes the shortcut, unchanged.",
        "small",
        shortcut=True,
    ),
    "shortcuts, He weights": Kind(
        "With a shortcut, He’s weights are too large: each layer adds to a gradient that is already whole.",
        "He",
        shortcut=True,
    ),
    "shortcuts, normalised, small weights": Kind(
        "Both, as in the ResNet of 2015: what a layer adds is normalised first.",
        "small",
        normalised=True,
        shortcut=True,
    ),
}
