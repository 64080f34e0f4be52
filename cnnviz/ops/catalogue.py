"""The kernels a learner can choose, alone or as a family. Adding one is one entry in BANKS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops import kernels

Parameters = Mapping[str, float]
Weights = dict[str, np.ndarray]


@dataclass(frozen=True)
class Parameter:
    """A number a kernel is rebuilt from: its range, step and default, and what it does."""

    name: str
    label: str
    low: float
    high: float
    default: float
    step: float
    sentence: str

    @property
    def whole(self) -> bool:
        """Only whole numbers make sense."""
        return float(self.step).is_integer()


@dataclass(frozen=True)
class Bank:
    """One or more kernels applied together, called `label`.

    `build` gives {name: weights (i j)} from the parameters' values; for `per_channel` kernels, which differ from
    channel to channel, {name: weights (channels i j)} from the values and the number of channels. `composite`
    says what the maps make together: "pair" (two maps: a combination and, for x and y, the direction),
    "compass" (eight directions: the strongest), or nothing.
    """

    label: str
    group: str
    sentence: str
    source: str
    build: Callable[..., Weights]
    parameters: tuple[Parameter, ...] = ()
    composite: str = ""
    per_channel: bool = False

    def values(self, given: Parameters) -> dict[str, float]:
        """Every parameter's value, the default where none is given. Raises InputError out of range."""
        values = {one.name: float(given.get(one.name, one.default)) for one in self.parameters}
        for one in self.parameters:
            if not one.low <= values[one.name] <= one.high:
                raise InputError(
                    f"{one.label} is {values[one.name]:g}, outside {one.low:g} to {one.high:g}. "
                    "Choose a value in that range."
                )
        return values


def weights(name: str, given: Parameters, channels: int = 1) -> tuple[tuple[str, ...], np.ndarray]:
    """The kernels of BANKS[name]: their names and weights (k channels i j). Raises InputError on bad parameters."""
    if name not in BANKS:
        raise InputError(f"There is no kernel “{name}”. Choose one from the menu.")
    bank = BANKS[name]
    values = bank.values(given)
    if bank.per_channel:
        built = bank.build(values, channels)
        return tuple(built), np.stack(list(built.values()))
    built = bank.build(values)
    return tuple(built), np.repeat(np.stack(list(built.values()))[:, None], channels, axis=1)


def edges() -> dict[str, str]:
    """Id -> label of the small kernels without parameters that find edges."""
    return {id: bank.label for id, bank in BANKS.items() if bank.group == EDGES and not bank.parameters}


def _random(values: Parameters, channels: int) -> Weights:
    count, size, seed = int(values["count"]), int(values["size"]), int(values["seed"])
    drawn = kernels.random_filters(count, size, channels, seed)
    return {f"Filter {number}": one for number, one in enumerate(drawn, start=1)}


def _through(_: Parameters, channels: int) -> Weights:
    step = np.zeros((channels, 1, 1))
    step[0] -= 1
    step[-1] += 1
    return {"step": step}


def _one(name: str, build: Callable[..., np.ndarray]) -> Callable[[Parameters], Weights]:
    return lambda values: {name: build(**values)}


def _fixed(**built: np.ndarray) -> Callable[[Parameters], Weights]:
    return lambda _: dict(built)


def _pair(smooth: np.ndarray) -> Callable[[Parameters], Weights]:
    return _fixed(x=kernels.edge_x(smooth), y=kernels.edge_y(smooth))


def _diagonals(smooth: np.ndarray) -> Callable[[Parameters], Weights]:
    return _fixed(falling=kernels.edge_diagonal(smooth), rising=kernels.edge_diagonal(smooth, rising=True))


def _sized(name: str, build: Callable[[int], np.ndarray]) -> Callable[[Parameters], Weights]:
    return lambda values: {name: build(int(values["size"]))}


def _gabor(theta: float, wavelength: float, sigma: float, size: float) -> np.ndarray:
    return kernels.gabor(theta, wavelength, sigma, int(size))


def _gabor_fan(values: Parameters) -> Weights:
    return {f"{angle:g}°": _gabor(angle, **values) for angle in np.arange(8) * 22.5}


def _turned_kirsch(values: Parameters) -> Weights:
    name = kernels.COMPASS[int(values["direction"])]
    return {name: kernels.kirsch()[name]}


SIZE = Parameter("size", "Size", 3, limits.KERNEL_SIDE, 5, 2, "Pixels on a side: larger sees more context.")
SIGMA = Parameter("sigma", "Width σ", 0.5, 4, 1, 0.1, "Pixels from the centre to the bell's slope: larger blurs more.")
AMOUNT = Parameter("amount", "Amount", 0, 3, 1, 0.1, "How much of the lost detail is added: 0 changes nothing.")
WAVE = (
    Parameter("wavelength", "Wavelength λ", 2, 16, 6, 0.5, "Pixels from one bright stripe to the next."),
    Parameter("sigma", "Width σ", 1, 6, 2.5, 0.5, "How many stripes fit under the bell."),
    Parameter("size", "Size", 5, limits.KERNEL_SIDE, 15, 2, "Pixels on a side; small ones cut the bell off."),
)
THETA = Parameter("theta", "Direction θ", 0, 180, 0, 7.5, "Which way the wave runs, in degrees: 0 right, 90 down.")

PREWITT = "Prewitt, Object enhancement and extraction, 1970"
SOBEL = "Sobel & Feldman, A 3 × 3 isotropic gradient operator, 1968"
SCHARR = "Scharr, Optimal operators in digital image processing, 2000"
KIRSCH = "Kirsch, Computer determination of the constituent structure of biological images, 1971"
ROBERTS = "Roberts, Machine perception of three-dimensional solids, 1963"
TEXTBOOK = "Gonzalez & Woods, Digital Image Processing, chapter 3"
DIFFERENCE = "The discrete difference"
LINES = "Gonzalez & Woods, Digital Image Processing, chapter 10"

FAMILIES, EDGES, BLURS, DETAIL, LINE, BASIC = (
    "Families",
    "Edges",
    "Blur",
    "Detail",
    "Lines and waves",
    "Basics",
)

BANKS = {
    "sobel-xy": Bank(
        "Sobel x and y",
        FAMILIES,
        "Change to the right and change downwards: together, how strong an edge is and which way it faces.",
        SOBEL,
        _pair(kernels.SOBEL_SMOOTH),
        composite="pair",
    ),
    "prewitt-xy": Bank(
        "Prewitt x and y",
        FAMILIES,
        "The same two changes, each added up evenly over three rows or columns.",
        PREWITT,
        _pair(kernels.PREWITT_SMOOTH),
        composite="pair",
    ),
    "scharr-xy": Bank(
        "Scharr x and y",
        FAMILIES,
        "The same two changes, weighted so that the direction comes out almost right at every angle.",
        SCHARR,
        _pair(kernels.SCHARR_SMOOTH),
        composite="pair",
    ),
    "roberts-pair": Bank(
        "Roberts pair",
        FAMILIES,
        "The two diagonal differences of a 2 × 2 window: the smallest pair that sees every direction.",
        ROBERTS,
        _fixed(falling=kernels.roberts(), rising=kernels.roberts(rising=True)),
        composite="pair",
    ),
    "kirsch-all": Bank(
        "Kirsch, all eight",
        FAMILIES,
        "One mask turned in steps of 45°: each answers where the image gets brighter in its direction.",
        KIRSCH,
        lambda _: kernels.kirsch(),
        composite="compass",
    ),
    "line-detectors": Bank(
        "Line detectors",
        FAMILIES,
        "Bright lines one pixel wide in four directions.",
        LINES,
        lambda _: {name: kernels.line(name) for name in ("horizontal", "rising", "vertical", "falling")},
    ),
    "t-shape-parts": Bank(
        "T-shape parts",
        FAMILIES,
        "A horizontal bar and a vertical bar. Combine the two maps by “smaller”: high where both are found, as in a T.",
        "This app's own example",
        lambda values: {side: kernels.bar(side, int(values["size"])) for side in ("horizontal", "vertical")},
        (Parameter("size", "Size", 3, limits.KERNEL_SIDE, 15, 2, "About three times the stroke you look for."),),
        composite="pair",
    ),
    "gabor-fan": Bank(
        "Gabor, eight directions",
        FAMILIES,
        "Waves in eight directions, as cells of the visual cortex answer to them.",
        "Daugman, Uncertainty relation for resolution in space, 1985",
        _gabor_fan,
        WAVE,
    ),
    "random": Bank(
        "Random filters",
        FAMILIES,
        "What a network's filters look like before it has learned anything. Added up over the channels, each has "
        "weights of its own.",
        "He et al., Delving deep into rectifiers, 2015",
        _random,
        (
            Parameter("count", "Filters", 1, 32, 32, 1, "How many maps come out: the depth of the next layer."),
            Parameter("size", "Size", 1, 11, 3, 1, "Pixels on a side of every filter."),
            Parameter("seed", "Seed", 0, 99, 0, 1, "Another number draws other filters; the same one the same."),
        ),
        per_channel=True,
    ),
    "sobel-x": Bank(
        "Sobel x",
        EDGES,
        "Change from left to right, the middle row counting twice.",
        SOBEL,
        _fixed(x=kernels.edge_x(kernels.SOBEL_SMOOTH)),
    ),
    "sobel-y": Bank(
        "Sobel y",
        EDGES,
        "Change from top to bottom, the middle column counting twice.",
        SOBEL,
        _fixed(y=kernels.edge_y(kernels.SOBEL_SMOOTH)),
    ),
    "sobel-diagonals": Bank(
        "Sobel diagonals",
        EDGES,
        "Sobel turned by 45° on its ring: change along the two diagonals.",
        SOBEL,
        _diagonals(kernels.SOBEL_SMOOTH),
    ),
    "prewitt-x": Bank(
        "Prewitt x",
        EDGES,
        "[−1 0 1] stacked three times: change from left to right.",
        PREWITT,
        _fixed(x=kernels.edge_x(kernels.PREWITT_SMOOTH)),
    ),
    "prewitt-y": Bank(
        "Prewitt y",
        EDGES,
        "Prewitt x transposed: change from top to bottom.",
        PREWITT,
        _fixed(y=kernels.edge_y(kernels.PREWITT_SMOOTH)),
    ),
    "prewitt-diagonals": Bank(
        "Prewitt diagonals",
        EDGES,
        "Prewitt turned by 45° on its ring: change along the two diagonals.",
        PREWITT,
        _diagonals(kernels.PREWITT_SMOOTH),
    ),
    "scharr-x": Bank(
        "Scharr x",
        EDGES,
        "Change from left to right, smoothed 3 : 10 : 3.",
        SCHARR,
        _fixed(x=kernels.edge_x(kernels.SCHARR_SMOOTH)),
    ),
    "scharr-y": Bank(
        "Scharr y",
        EDGES,
        "Change from top to bottom, smoothed 3 : 10 : 3.",
        SCHARR,
        _fixed(y=kernels.edge_y(kernels.SCHARR_SMOOTH)),
    ),
    "scharr-diagonals": Bank(
        "Scharr diagonals",
        EDGES,
        "Scharr turned by 45° on its ring: change along the two diagonals.",
        SCHARR,
        _diagonals(kernels.SCHARR_SMOOTH),
    ),
    "roberts-falling": Bank(
        "Roberts falling",
        EDGES,
        "Bottom right minus top left, two pixels in all.",
        ROBERTS,
        _fixed(falling=kernels.roberts()),
    ),
    "roberts-rising": Bank(
        "Roberts rising",
        EDGES,
        "Top right minus bottom left, two pixels in all.",
        ROBERTS,
        _fixed(rising=kernels.roberts(rising=True)),
    ),
    "kirsch-one": Bank(
        "Kirsch, one direction",
        EDGES,
        "One of Kirsch's eight masks; turn the ring of outer cells to get the next.",
        KIRSCH,
        _turned_kirsch,
        (Parameter("direction", "Turn", 0, 7, 0, 1, "Steps of 45°, counter-clockwise from N (brighter above)."),),
    ),
    "step": Bank(
        "[−1 1]",
        EDGES,
        "The difference of two neighbours: the derivative along a row.",
        DIFFERENCE,
        _fixed(step=kernels.STEP[None]),
    ),
    "step-standing": Bank(
        "[−1 1] standing",
        EDGES,
        "The difference of two neighbours, one above the other.",
        DIFFERENCE,
        _fixed(step=kernels.STEP[:, None]),
    ),
    "central": Bank(
        "[−1 0 1]",
        EDGES,
        "The difference across a pixel, centred on it.",
        DIFFERENCE,
        _fixed(central=kernels.CENTRAL[None]),
    ),
    "step-channels": Bank(
        "[−1 1] through the channels",
        EDGES,
        "The last channel minus the first: blue minus red in colours, change in time in a stack of frames.",
        DIFFERENCE,
        _through,
        per_channel=True,
    ),
    "laplacian-4": Bank(
        "Laplacian, 4 neighbours",
        EDGES,
        "Curvature: answers to edges, lines and dots in every direction.",
        TEXTBOOK,
        _one("Laplacian", kernels.laplacian),
    ),
    "laplacian-8": Bank(
        "Laplacian, 8 neighbours",
        EDGES,
        "Curvature with the diagonals counted too.",
        TEXTBOOK,
        _fixed(Laplacian=kernels.laplacian(8)),
    ),
    "laplacian-of-gaussian": Bank(
        "Laplacian of Gaussian",
        EDGES,
        "Blur first, then curvature: finds blobs of its own size and edges where it crosses zero.",
        "Marr & Hildreth, Theory of edge detection, 1980",
        _one("LoG", kernels.laplacian_of_gaussian),
        (Parameter("sigma", "Width σ", 0.6, 3.7, 1.4, 0.1, "The radius of the blobs it likes is σ√2 pixels."),),
    ),
    "box": Bank("Box", BLURS, "The plain mean of a window.", TEXTBOOK, _sized("box", kernels.box), (SIZE,)),
    "gaussian": Bank(
        "Gaussian",
        BLURS,
        "A mean that trusts the centre most: the farther away a pixel, the less it counts.",
        TEXTBOOK,
        _one("Gaussian", kernels.gaussian),
        (SIGMA,),
    ),
    "binomial": Bank(
        "Binomial",
        BLURS,
        "1 2 1 down times 1 2 1 across: the smallest bell, a Gaussian of three pixels.",
        TEXTBOOK,
        _fixed(binomial=kernels.binomial()),
    ),
    "sharpen": Bank(
        "Sharpen",
        DETAIL,
        "The image minus its curvature: edges stand out.",
        TEXTBOOK,
        _one("sharpen", kernels.sharpen),
        (AMOUNT,),
    ),
    "unsharp-mask": Bank(
        "Unsharp mask",
        DETAIL,
        "Adds back what a blur takes away, as darkrooms did.",
        TEXTBOOK,
        _one("unsharp", kernels.unsharp),
        (SIGMA, AMOUNT),
    ),
    "emboss": Bank(
        "Emboss",
        DETAIL,
        "Lights the image from one corner, like a relief.",
        "A classic of image editors",
        _one("emboss", kernels.emboss),
    ),
    "line-horizontal": Bank(
        "Line, horizontal", LINE, "A bright line lying down.", LINES, _fixed(line=kernels.line("horizontal"))
    ),
    "line-vertical": Bank(
        "Line, vertical", LINE, "A bright line standing up.", LINES, _fixed(line=kernels.line("vertical"))
    ),
    "line-rising": Bank(
        "Line, rising", LINE, "A bright line from bottom left to top right.", LINES, _fixed(line=kernels.line("rising"))
    ),
    "line-falling": Bank(
        "Line, falling",
        LINE,
        "A bright line from top left to bottom right.",
        LINES,
        _fixed(line=kernels.line("falling")),
    ),
    "gabor": Bank(
        "Gabor",
        LINE,
        "A wave under a bell: answers to stripes of its own direction and width.",
        "Gabor, Theory of communication, 1946",
        _one("Gabor", _gabor),
        (THETA, *WAVE),
    ),
    "identity": Bank(
        "Identity", BASIC, "1 in the centre: the map is the image.", TEXTBOOK, _one("identity", kernels.impulse)
    ),
    "mean-2": Bank(
        "2 × 2 mean",
        BASIC,
        "An even kernel has no middle: its map stands half a pixel off.",
        TEXTBOOK,
        _fixed(mean=kernels.box(2)),
    ),
    "checker-2": Bank(
        "2 × 2 checker",
        BASIC,
        "Answers to pixels that alternate in both directions.",
        "Haar, Zur Theorie der orthogonalen Funktionensysteme, 1910",
        _fixed(checker=np.outer(kernels.STEP, kernels.STEP)),
    ),
    "one-by-one": Bank(
        "1 × 1",
        BASIC,
        "One weight: every pixel times 2, no neighbours.",
        "Lin et al., Network in network, 2013",
        _fixed(double=np.full((1, 1), 2.0)),
    ),
}
