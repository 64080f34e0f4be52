"""What choices were once called in links, in stored and exported runs and in browsers, and their ids now.

An id is for ever; what a menu shows may be reworded. Whoever gives a choice another id writes the old one here.
"""

from collections.abc import Mapping

_KERNELS = {
    "Sobel x and y": "sobel-xy",
    "Prewitt x and y": "prewitt-xy",
    "Scharr x and y": "scharr-xy",
    "Roberts pair": "roberts-pair",
    "Kirsch, all eight": "kirsch-all",
    "Line detectors": "line-detectors",
    "T-shape parts": "t-shape-parts",
    "Gabor, eight directions": "gabor-fan",
    "Random filters": "random",
    "Sobel x": "sobel-x",
    "Sobel y": "sobel-y",
    "Sobel diagonals": "sobel-diagonals",
    "Prewitt x": "prewitt-x",
    "Prewitt y": "prewitt-y",
    "Prewitt diagonals": "prewitt-diagonals",
    "Scharr x": "scharr-x",
    "Scharr y": "scharr-y",
    "Scharr diagonals": "scharr-diagonals",
    "Roberts falling": "roberts-falling",
    "Roberts rising": "roberts-rising",
    "Kirsch, one direction": "kirsch-one",
    "[−1 1]": "step",
    "[−1 1] standing": "step-standing",
    "[−1 0 1]": "central",
    "[−1 1] through the channels": "step-channels",
    "Laplacian, 4 neighbours": "laplacian-4",
    "Laplacian, 8 neighbours": "laplacian-8",
    "Laplacian of Gaussian": "laplacian-of-gaussian",
    "Unsharp mask": "unsharp-mask",
    "Line, horizontal": "line-horizontal",
    "Line, vertical": "line-vertical",
    "Line, rising": "line-rising",
    "Line, falling": "line-falling",
    "2 × 2 mean": "mean-2",
    "2 × 2 checker": "checker-2",
    "1 × 1": "one-by-one",
    "Your own": "own",
}
_PICTURES = {
    "Still life": "still-life",
    "T and two bars": "t-shape",
    "Gradients": "gradient",
    "Noisy step": "noise",
    "Zone plate": "stripes",
    "Your picture": "own",
}
_NETWORKS = {
    "Reference model": "reference",
    "VGG-A (VGG-11)": "vgg-a",
    "VGG-B (VGG-13)": "vgg-b",
    "VGG-D (VGG-16)": "vgg-d",
    "VGG-E (VGG-19)": "vgg-e",
    "GoogLeNet (Inception v1)": "googlenet",
    "GoogLeNet with its auxiliary heads": "googlenet-heads",
    "BN-Inception (Inception v2)": "bn-inception",
    "Inception v3": "inception-v3",
    "Inception v3 with its auxiliary head": "inception-v3-head",
    "Inception v4": "inception-v4",
}

# By the setting's name in a link, without the number of its stage, or the config's field: former name -> id. Capitals
# make no difference.
NAMES: Mapping[str, Mapping[str, str]] = {
    "kernel": _KERNELS,
    "tied_kernel": _KERNELS,
    "curve_kernel": _KERNELS,
    "image": _PICTURES,
    "meant": _PICTURES,
    "side": {f"{side} px": str(side) for side in (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)},
    "colour": {"Colour": "rgb"},
    "mix": {"one by one": "each", "added up": "sum"},
    "input": {"Small numbers": "small-numbers", "3-D stack": "stack"},
    "view": {"Take away": "take-away"},
    "palette": {"Blue–orange": "blue-orange", "Purple–green": "purple-green", "Black–white": "black-white"},
    "language": {"NumPy and SciPy": "numpy"},
    "guess": {"Edges that stand upright": "upright", "Edges that lie flat": "flat", "Bright dots": "dots"},
    "first": _NETWORKS,
    "second": _NETWORKS,
    "stack": {
        "Convolve, pool, twice": "convolve-pool",
        "Two 3×3": "two-3x3",
        "Three 3×3": "three-3x3",
        "One 7×7": "one-7x7",
        "Stride 2, three times": "strided",
        "Dilation 1, 2, 4": "dilated",
    },
}


def current(name: str, asked: str) -> str:
    """The id of what the setting `name` (with or without a stage's number) once called `asked`; `asked` itself where
    it is no former name."""
    known = _FOLDED.get(name.rstrip("0123456789"), {})
    return known.get(asked.casefold(), asked)


_FOLDED = {name: {former.casefold(): id for former, id in names.items()} for name, names in NAMES.items()}
