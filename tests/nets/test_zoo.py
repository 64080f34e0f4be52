"""cnnviz.nets.zoo against what was published: counts, work, and the shape after every stage."""

import pytest

from cnnviz.nets import layers, networks, shapes, zoo

# The counts are torchvision's `num_params`, Cadene's and timm's for BN-Inception, Inception v4 and Inception-ResNet-v2,
# Keras's for the reference model, timm's for
# EfficientNet-Lite0; of VGG-A-LRN and C the paper's table 2 says 133 and 134 million.
PARAMETERS = {
    "reference": 34_826,
    "lenet-5": 61_706,
    "alexnet": 61_100_840,
    "vgg-a": 132_863_336,
    "vgg-a-lrn": 132_863_336,
    "vgg-b": 133_047_848,
    "vgg-c": 133_638_952,
    "vgg-d": 138_357_544,
    "vgg-e": 143_667_240,
    "googlenet": 6_624_904,
    "googlenet-heads": 13_004_888,
    "bn-inception": 11_295_240,
    "inception-v3": 23_834_568,
    "inception-v3-head": 27_161_264,
    "resnet-18": 11_689_512,
    "resnet-34": 21_797_672,
    "resnet-50": 25_557_032,
    "resnet-101": 44_549_160,
    "resnet-152": 60_192_808,
    "inception-v4": 42_679_816,
    "inception-resnet-v2": 55_843_464,
    "efficientnet-lite0": 4_652_008,
}

# torchvision's `_ops`: billions of multiply-adds.
GIGA_MACS = {
    "alexnet": 0.714,
    "vgg-a": 7.609,
    "vgg-b": 11.308,
    "vgg-d": 15.47,
    "vgg-e": 19.632,
    "googlenet": 1.498,
    "inception-v3": 5.713,
    "resnet-18": 1.814,
    "resnet-34": 3.664,
    "resnet-50": 4.089,
    "resnet-101": 7.801,
    "resnet-152": 11.514,
}

VGG = [(64, 112, 112), (128, 56, 56), (256, 28, 28), (512, 14, 14), (512, 7, 7)]
VGG_STAGES = [(f"block {index}", shape) for index, shape in enumerate(VGG, start=1)]
GOOGLENET_STAGES = [
    ("stem", (192, 28, 28)),
    ("inception 3a", (256, 28, 28)),
    ("inception 3b", (480, 28, 28)),
    ("inception 4a", (512, 14, 14)),
    ("inception 4b", (512, 14, 14)),
    ("inception 4c", (512, 14, 14)),
    ("inception 4d", (528, 14, 14)),
    ("inception 4e", (832, 14, 14)),
    ("inception 5a", (832, 7, 7)),
    ("inception 5b", (1024, 7, 7)),
]
V3_STAGES = [
    ("stem", (192, 35, 35)),
    ("mixed 5b", (256, 35, 35)),
    ("mixed 5c", (288, 35, 35)),
    ("mixed 5d", (288, 35, 35)),
    ("mixed 6a", (768, 17, 17)),
    *((f"mixed 6{letter}", (768, 17, 17)) for letter in "bcde"),
    ("mixed 7a", (1280, 8, 8)),
    ("mixed 7b", (2048, 8, 8)),
    ("mixed 7c", (2048, 8, 8)),
]


def resnet(depth: int) -> list[tuple[str, tuple[int, int, int]]]:
    widths = (64, 128, 256, 512) if depth < 50 else (256, 512, 1024, 2048)
    stages = enumerate(zip(widths, (56, 28, 14, 7), strict=True), start=1)
    return [("stem", (64, 56, 56)), *((f"stage {place}", (width, side, side)) for place, (width, side) in stages)]


# The named blocks at the top, in order, and the maps they give: the papers' tables.
STAGES: dict[str, list[tuple[str, tuple[int, int, int]]]] = {
    **{key: VGG_STAGES for key in PARAMETERS if key.startswith("vgg")},
    **{f"resnet-{depth}": resnet(depth) for depth in (18, 34, 50, 101, 152)},
    "googlenet": GOOGLENET_STAGES,
    "googlenet-heads": GOOGLENET_STAGES,
    "inception-v3": V3_STAGES,
    "inception-v3-head": V3_STAGES,
    "bn-inception": [
        ("stem", (192, 28, 28)),
        ("inception 3a", (256, 28, 28)),
        ("inception 3b", (320, 28, 28)),
        ("inception 3c", (576, 14, 14)),
        ("inception 4a", (576, 14, 14)),
        ("inception 4b", (576, 14, 14)),
        ("inception 4c", (608, 14, 14)),
        ("inception 4d", (608, 14, 14)),
        ("inception 4e", (1056, 7, 7)),
        ("inception 5a", (1024, 7, 7)),
        ("inception 5b", (1024, 7, 7)),
    ],
    "inception-v4": [
        ("stem", (384, 35, 35)),
        *((f"inception A{index}", (384, 35, 35)) for index in range(1, 5)),
        ("reduction A", (1024, 17, 17)),
        *((f"inception B{index}", (1024, 17, 17)) for index in range(1, 8)),
        ("reduction B", (1536, 8, 8)),
        *((f"inception C{index}", (1536, 8, 8)) for index in range(1, 4)),
    ],
    "inception-resnet-v2": [
        ("stem", (192, 35, 35)),
        ("mixed 5b", (320, 35, 35)),
        *((f"block 35, {index}", (320, 35, 35)) for index in range(1, 11)),
        ("reduction A", (1088, 17, 17)),
        *((f"block 17, {index}", (1088, 17, 17)) for index in range(1, 21)),
        ("reduction B", (2080, 8, 8)),
        *((f"block 8, {index}", (2080, 8, 8)) for index in range(1, 11)),
    ],
    "efficientnet-lite0": [
        ("stem", (32, 112, 112)),
        ("stage 1", (16, 112, 112)),
        ("stage 2", (24, 56, 56)),
        ("stage 3", (40, 28, 28)),
        ("stage 4", (80, 14, 14)),
        ("stage 5", (112, 14, 14)),
        ("stage 6", (192, 7, 7)),
        ("stage 7", (320, 7, 7)),
        ("head", (1280, 7, 7)),
    ],
}


def top(key: str) -> list[shapes.Record]:
    return [record for record in shapes.records(zoo.ENTRIES[key].network()) if "." not in record.path]


def test_every_network_of_the_zoo_is_held_to_published_counts() -> None:
    """C88–C98."""
    assert set(zoo.ENTRIES) == set(PARAMETERS)


@pytest.mark.parametrize("key", PARAMETERS)
def test_parameters_are_the_published_ones(key: str) -> None:
    totals = shapes.totals(top(key))
    assert totals.parameters == PARAMETERS[key] == zoo.ENTRIES[key].parameters
    assert totals.macs == zoo.ENTRIES[key].macs


@pytest.mark.parametrize("key", GIGA_MACS)
def test_multiply_adds_are_the_published_ones(key: str) -> None:
    assert round(shapes.totals(top(key)).macs / 1e9, 3) == GIGA_MACS[key]


@pytest.mark.parametrize("key", STAGES)
def test_stages_give_the_published_maps(key: str) -> None:
    """C60: rows and columns shrink, depth grows."""
    blocks = [(r.layer.name, r.output) for r in top(key) if isinstance(r.layer, networks.Block)]
    assert blocks == STAGES[key]
    assert top(key)[-1].output == (1000,)


@pytest.mark.parametrize(
    ("key", "outputs"),
    [
        (
            "lenet-5",
            [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,), (120,), (84,), (10,)],
        ),
        (
            "alexnet",
            [
                (64, 55, 55),
                (64, 27, 27),
                (192, 27, 27),
                (192, 13, 13),
                (384, 13, 13),
                (256, 13, 13),
                (256, 13, 13),
                (256, 6, 6),
                (256, 6, 6),
                (9216,),
                (4096,),
                (4096,),
                (1000,),
            ],
        ),
    ],
)
def test_layers_give_the_published_shapes(key: str, outputs: list[tuple[int, ...]]) -> None:
    """C88, C91."""
    shaping = [r for r in top(key) if not isinstance(r.layer, layers.Activation | layers.Dropout)]
    assert [record.output for record in shaping] == outputs


def test_the_sparse_c3_of_1998_had_1516_parameters() -> None:
    """C88: 6 maps that read 3, 9 that read 4, 1 that reads 6; the full one has 2,416."""
    full = next(r for r in top("lenet-5") if r.output == (16, 10, 10))
    assert full.parameters == 2_416
    assert sum(count * (25 * maps + 1) for count, maps in ((6, 3), (9, 4), (1, 6))) == 1_516


def test_auxiliary_heads_change_parameters_and_nothing_that_flows() -> None:
    """C93."""
    for key, heads in (("googlenet", 2), ("inception-v3", 1)):
        other = f"{key}-heads" if heads == 2 else f"{key}-head"
        plain, headed = zoo.ENTRIES[key].network().layers, zoo.ENTRIES[other].network().layers
        assert tuple(layer for layer in headed if not isinstance(layer, networks.Auxiliary)) == plain
        assert len(headed) - len(plain) == heads


def test_resnets_know_as_many_weighted_layers_as_their_name_says() -> None:
    """C96: convolutions on the way, not those on shortcuts, and the dense layer."""
    for depth in (18, 34, 50, 101, 152):
        records = shapes.records(zoo.ENTRIES[f"resnet-{depth}"].network())
        weighted = [r for r in records if isinstance(r.layer, layers.Conv | layers.Dense) and "shortcut" not in r.path]
        assert len(weighted) == depth


# What leaves no trace in shapes and counts: dropout rates, the eps of batch normalisation, scales of residuals, and
# whether an average counts its padding. As in the reference models the entries name.
TRACELESS: dict[str, tuple[list[float], set[float], set[float], set[bool]]] = {
    "reference": ([0.5], set(), set(), set()),
    "lenet-5": ([], set(), set(), {True}),
    "alexnet": ([0.5, 0.5], set(), set(), set()),
    **{key: ([0.5, 0.5], set(), set(), set()) for key in PARAMETERS if key.startswith("vgg")},
    "googlenet": ([0.2], {1e-3}, set(), set()),
    "googlenet-heads": ([0.7, 0.7, 0.2], {1e-3}, set(), set()),
    "bn-inception": ([], {1e-5}, set(), {True}),
    "inception-v3": ([0.5], {1e-3}, set(), {True}),
    "inception-v3-head": ([0.5], {1e-3}, set(), {True}),
    **{f"resnet-{depth}": ([], {1e-5}, {1.0}, set()) for depth in (18, 34, 50, 101, 152)},
    "inception-v4": ([], {1e-3}, set(), {False}),
    "efficientnet-lite0": ([0.2], {1e-3}, {1.0}, set()),
    "inception-resnet-v2": ([], {1e-3}, {0.17, 0.10, 0.20, 1.0}, {False}),
}


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_settings_without_parameters_are_the_reference_models(key: str) -> None:
    used = [record.layer for record in shapes.records(zoo.ENTRIES[key].network())]
    assert TRACELESS[key] == (
        [layer.rate for layer in used if isinstance(layer, layers.Dropout)],
        {layer.eps for layer in used if isinstance(layer, layers.BatchNorm)},
        {layer.scale for layer in used if isinstance(layer, networks.Residual)},
        {layer.count_padding for layer in used if isinstance(layer, layers.Pool) and layer.kind == "average"},
    )


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_every_entry_tells_its_story(key: str) -> None:
    """C89–C98: who, when, what it fixed and what it cost."""
    entry = zoo.ENTRIES[key]
    told = (entry.title, entry.variant, entry.differences, entry.idea, entry.fixed, entry.cost)
    paper = (entry.paper.authors, entry.paper.title, entry.paper.venue)
    assert all(part.strip() == part and part for part in told + paper)
    assert all(part.endswith(".") for part in told[1:])
    assert 1989 <= entry.year <= 2020
    assert entry.network() == entry.network()


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_accuracies_are_percentages_with_their_source(key: str) -> None:
    """C90: first guesses are right less often than five."""
    entry = zoo.ENTRIES[key]
    assert bool(entry.accuracies) == (key not in ("reference", "lenet-5"))
    for accuracy in entry.accuracies:
        assert accuracy.source
        given = [value for value in (accuracy.top1, accuracy.top5) if value is not None]
        assert given == sorted(given)
        assert all(50 < value < 100 for value in given)
    assert not entry.accuracies or entry.accuracies[0].top1


def test_the_story_is_told_in_the_order_of_years() -> None:
    years = [entry.year for key, entry in zoo.ENTRIES.items() if key != "reference"]
    assert years == sorted(years)
    assert len({entry.title for entry in zoo.ENTRIES.values()}) == len(zoo.ENTRIES)
