"""What links and configs said in former days is still understood: the lists here are what they said, and stay."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cnnviz import former
from cnnviz.codegen.network import languages as network_languages
from cnnviz.codegen.stage import languages
from cnnviz.figures.convolution import edges
from cnnviz.figures.draw import palettes
from cnnviz.images import picture, samples
from cnnviz.nets import zoo
from cnnviz.nets.inside import stacks
from cnnviz.ops import activations, composites, padding, pipeline, pooling
from cnnviz.training import config as configs
from cnnviz.training.config import Config
from cnnviz.ui.explorer import sources
from cnnviz.ui.lab import views
from cnnviz.ui.picture import image_input, own_picture

CASES = Path(__file__).parent / "cases"

KERNELS = (
    *("Sobel x and y", "Prewitt x and y", "Scharr x and y", "Roberts pair", "Kirsch, all eight", "Line detectors"),
    *("T-shape parts", "Gabor, eight directions", "Random filters", "Sobel x", "Sobel y", "Sobel diagonals"),
    *("Prewitt x", "Prewitt y", "Prewitt diagonals", "Scharr x", "Scharr y", "Scharr diagonals", "Roberts falling"),
    *(
        "Roberts rising",
        "Kirsch, one direction",
        "[−1 1]",
        "[−1 1] standing",
        "[−1 0 1]",
        "[−1 1] through the channels",
    ),
    *("Laplacian, 4 neighbours", "Laplacian, 8 neighbours", "Laplacian of Gaussian", "Box", "Gaussian", "Sharpen"),
    *("Unsharp mask", "Emboss", "Line, horizontal", "Line, vertical", "Line, rising", "Line, falling", "Gabor"),
    *("Identity", "2 × 2 mean", "2 × 2 checker", "1 × 1", "Your own"),
)
PICTURES = (
    *("Still life", "Steps", "Impulse", "Checkerboard", "Squares", "T and two bars", "Text", "Gradients", "Noisy step"),
    *("Face", "Zone plate", "Your picture"),
)
# What came once links said ids: none calls it by its label. Photographs came later too.
LATER = {"binomial"}
CALLED_PICTURES = {
    **{id: sample for id, sample in samples.SAMPLES.items() if not sample.credit},
    **{own_picture.OWN: None},
    **{id: sample for id, sample in samples.SAMPLES.items() if sample.credit},
}
NETWORKS = (
    *("Reference model", "LeNet-5", "AlexNet", "VGG-A (VGG-11)", "VGG-A-LRN", "VGG-B (VGG-13)", "VGG-C"),
    *("VGG-D (VGG-16)", "VGG-E (VGG-19)", "GoogLeNet (Inception v1)", "GoogLeNet with its auxiliary heads"),
    *("BN-Inception (Inception v2)", "Inception v3", "Inception v3 with its auxiliary head", "ResNet-18", "ResNet-34"),
    *("ResNet-50", "ResNet-101", "ResNet-152", "Inception v4", "Inception-ResNet-v2"),
)
# Name in the link -> what links called its values, in the order of today's registry, and that registry.
CALLED: dict[str, tuple[tuple[str, ...], Mapping[Any, Any]]] = {
    "kernel1": (KERNELS, pipeline.labels()),
    "kernel3": (KERNELS, pipeline.labels()),
    "mix1": (("added up", "one by one"), pipeline.MIXES),
    "padding1": (("valid", "same", "full", "explicit"), padding.AMOUNTS),
    "mode1": (("constant", "nearest", "mirror", "reflect", "wrap"), padding.MODES),
    "activation1": (("none", "ReLU", "abs", "leaky ReLU", "sigmoid", "tanh", "ReLU6"), activations.ACTIVATIONS),
    "pool1": (("max", "min", "average", "median", "Lp", "Gaussian"), pooling.POOLINGS),
    "combine": (("magnitude", "smaller", "larger", "sum", "product"), composites.COMBINATIONS),
    "palette": (("Blue–orange", "Purple–green", "Black–white"), palettes.SIGNED),
    "view": (("Maps", "Numbers", "Sizes", "Borders", "Pooling", "Take away"), views.VIEWS),
    "language": (("NumPy and SciPy", "PyTorch", "Keras"), languages.LANGUAGES),
    "network_language": (("PyTorch", "Keras"), network_languages.LANGUAGES),
    "image": (PICTURES, CALLED_PICTURES),
    "meant": (PICTURES, CALLED_PICTURES),
    "colour": (("Grey", "Red", "Green", "Blue", "Colour"), picture.CHANNELS),
    "side": (tuple(f"{side} px" for side in (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)), {}),
    "input": (("Small numbers", "Picture", "3-D stack"), sources.INPUTS),
    "first": (NETWORKS, zoo.ENTRIES),
    "second": (NETWORKS, zoo.ENTRIES),
    "stack": (
        (
            "Convolve, pool, twice",
            "Two 3×3",
            "Three 3×3",
            "One 7×7",
            "Stride 2, three times",
            "Dilation 1, 2, 4",
            "Padded",
        ),
        stacks.NETWORKS,
    ),
    "guess": (("Edges that stand upright", "Edges that lie flat", "Bright dots", "Blur"), edges.GUESSES),
}


@pytest.mark.parametrize("name", CALLED)
def test_every_former_name_is_the_id_of_the_same_thing(name: str) -> None:
    called, registry = CALLED[name]
    now = [id for id in registry if id not in LATER] or [str(side) for side in image_input.SIDES]
    # Capitals make no difference where links are read.
    assert [former.current(name, one).casefold() for one in called] == [str(id).casefold() for id in now[: len(called)]]


@pytest.mark.parametrize("name", CALLED)
def test_an_id_is_no_former_name_of_something_else(name: str) -> None:
    for id in CALLED[name][1]:
        assert former.current(name, str(id)) == str(id)


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
def test_capitals_make_no_difference(change: Callable[[str], str]) -> None:
    assert former.current("kernel1", change("Kirsch, all eight")) == "kirsch-all"


def test_what_was_never_a_name_stays_as_it_is() -> None:
    assert former.current("kernel1", "zzz") == "zzz"
    assert former.current("no setting", "Your own") == "Your own"


def test_every_former_name_is_listed_here() -> None:
    """Whoever writes one into the table writes it down here too, where nobody renames it."""
    known = {name.rstrip("0123456789"): called for name, (called, _) in CALLED.items()}
    known |= {"tied_kernel": KERNELS, "curve_kernel": KERNELS}
    assert {name: set(names) - set(known.get(name, ())) for name, names in former.NAMES.items()} == {
        name: set() for name in former.NAMES
    }


def test_a_config_from_before_is_read_as_ever() -> None:
    read = configs.from_json((CASES / "config-of-a-run.json").read_text())
    assert configs.from_json(configs.to_json(read)) == read


def test_a_configs_former_names_are_read_by_the_same_table(monkeypatch: pytest.MonkeyPatch) -> None:
    described = json.loads(configs.to_json(Config(optimiser="momentum", schedule="cosine")))
    described |= {"optimiser": "SGD with momentum", "schedule": "Half a cosine"}
    names = {"optimiser": {"sgd with momentum": "momentum"}, "schedule": {"half a cosine": "cosine"}}
    monkeypatch.setattr(former, "_FOLDED", names)
    assert configs.from_json(json.dumps(described)) == Config(optimiser="momentum", schedule="cosine")
