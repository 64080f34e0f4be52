"""cnnviz.nets.effects: what each layer does to shapes and costs, and why it cannot."""

import pytest

from cnnviz.errors import InputError
from cnnviz.nets import effects, layers, shapes
from cnnviz.nets.layers import Layer, conv, pool
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual
from tests.nets import kinds


def read(layer: Layer, *size: int) -> shapes.Record:
    """The record of one layer on maps of `size`, or on a vector of as many values."""
    before = () if len(size) == 3 else (layers.Flatten(),)
    whole = size if len(size) == 3 else (1, 1, size[0])
    records = shapes.records(Network("one", (whole[0], whole[1], whole[2]), (*before, layer)))
    return next(record for record in records if record.path == str(len(before)))


def test_every_layer_has_a_rule_for_its_shapes() -> None:
    assert kinds.known(effects.effect) == kinds.LEAVES
    assert kinds.known(effects.joined) == kinds.CONTAINERS


@pytest.mark.parametrize(
    ("layer", "size", "output", "parameters", "arithmetic", "macs"),
    [
        (conv(32), (1, 28, 28), (32, 26, 26), 320, "32 · (3 · 3 · 1 + 1) = 320", 194_688),
        (conv(64), (32, 13, 13), (64, 11, 11), 18_496, "64 · (3 · 3 · 32 + 1) = 18,496", 2_230_272),
        (conv(256, bias=False), (256, 3, 3), (256, 1, 1), 589_824, "256 · (3 · 3 · 256) = 589,824", 589_824),
        (conv(32), (3, 32, 32), (32, 30, 30), 896, "32 · (3 · 3 · 3 + 1) = 896", 777_600),
        (
            layers.Conv(256, (5, 5), padding="same", groups=2),
            (96, 27, 27),
            (256, 27, 27),
            307_456,
            "256 · (5 · 5 · 96/2 + 1) = 307,456",
            223_948_800,
        ),
        (layers.Conv(8, groups=8), (8, 5, 5), (8, 3, 3), 80, "8 · (3 · 3 · 8/8 + 1) = 80", 648),
        (layers.Conv(4, (2, 3), (2, 1), padding="same"), (1, 5, 5), (4, 3, 5), 28, "4 · (2 · 3 · 1 + 1) = 28", 360),
        (layers.Conv(1, dilation=(2, 2)), (1, 9, 9), (1, 5, 5), 10, "1 · (3 · 3 · 1 + 1) = 10", 225),
        (layers.Conv(1, padding=((0, 1), (2, 0))), (1, 5, 5), (1, 4, 5), 10, "1 · (3 · 3 · 1 + 1) = 10", 180),
        (layers.Dense(10), (1000,), (10,), 10_010, "10 · (1,000 + 1) = 10,010", 10_000),
        (layers.Dense(10, bias=False), (1000,), (10,), 10_000, "10 · 1,000 = 10,000", 10_000),
        (layers.BatchNorm(), (64, 5, 5), (64, 5, 5), 128, "2 · 64 = 128", 0),
        (layers.BatchNorm(), (64,), (64,), 128, "2 · 64 = 128", 0),
        (layers.BatchNorm(affine=False), (64, 5, 5), (64, 5, 5), 0, "0", 0),
        (pool("max", 2), (64, 11, 11), (64, 5, 5), 0, "0", 0),
        (pool("max", 2, ceil=True), (64, 11, 11), (64, 6, 6), 0, "0", 0),
        (layers.GlobalPool(), (64, 5, 7), (64,), 0, "0", 0),
        (layers.AdaptivePool((4, 4)), (64, 14, 9), (64, 4, 4), 0, "0", 0),
        (layers.Flatten(), (64, 5, 5), (1600,), 0, "0", 0),
        (layers.Flatten(), (16,), (16,), 0, "0", 0),
        (layers.Dropout(), (1000,), (1000,), 0, "0", 0),
        (layers.LRN(), (4, 3, 3), (4, 3, 3), 0, "0", 0),
        (layers.Activation("softmax"), (10,), (10,), 0, "0", 0),
        (Parallel(((), (conv(5, 1),))), (3, 4, 4), (8, 4, 4), 20, "20", 240),
        (Parallel(((conv(3, 1),), ()), "add"), (3, 4, 4), (3, 4, 4), 12, "12", 144),
        (Parallel(((), ())), (7,), (14,), 0, "0", 0),
        (Residual((conv(3, 3, padding=1),)), (3, 4, 4), (3, 4, 4), 84, "84", 1_296),
        (Auxiliary((layers.Flatten(), layers.Dense(2))), (3, 4, 4), (3, 4, 4), 98, "98", 96),
        (Block("b", (conv(4, 1), conv(4, 1), conv(4, 1))), (4, 2, 2), (4, 2, 2), 60, "3 · 20 = 60", 192),
        (Block("b", (conv(4, 1), conv(3, 1))), (4, 2, 2), (3, 2, 2), 35, "20 + 15 = 35", 112),
        (Block("b"), (4, 2, 2), (4, 2, 2), 0, "0", 0),
    ],
    ids=lambda value: value.title if isinstance(value, Layer) else str(value),
)
def test_shapes_and_counts(
    layer: Layer, size: tuple[int, ...], output: tuple[int, ...], parameters: int, arithmetic: str, macs: int
) -> None:
    """C57, C59, C71, C79, T5."""
    record = read(layer, *size)
    assert (record.output, record.parameters, record.arithmetic, record.macs) == (output, parameters, arithmetic, macs)


def test_a_batch_norms_statistics_are_counted_apart() -> None:
    """C95."""
    assert (read(layers.BatchNorm(), 64, 5, 5).other, read(layers.BatchNorm(affine=False), 64, 5, 5).other) == (
        128,
        128,
    )


def test_a_bottleneck_saves_most_of_the_weights() -> None:
    """C87."""
    wide = conv(256, 3, padding=1, bias=False)
    narrow = Block(
        "bottleneck", (conv(64, 1, bias=False), conv(64, 3, padding=1, bias=False), conv(256, 1, bias=False))
    )
    assert (read(wide, 256, 8, 8).parameters, read(narrow, 256, 8, 8).parameters) == (589_824, 69_632)


@pytest.mark.parametrize(("count", "weights"), [(2, 18), (3, 27)])
def test_stacked_small_filters_need_fewer_weights_than_one_large(count: int, weights: int) -> None:
    """C75: 18 C² against 25 C², 27 C² against 49 C²."""
    channels = 16
    stack = Block("stack", (conv(channels, 3, bias=False),) * count)
    large = conv(channels, 2 * count + 1, bias=False)
    assert read(stack, channels, 9, 9).parameters == weights * channels**2
    assert read(large, channels, 9, 9).parameters == (2 * count + 1) ** 2 * channels**2
    assert read(stack, channels, 9, 9).output == read(large, channels, 9, 9).output


@pytest.mark.parametrize(
    ("layer", "size", "says"),
    [
        (
            conv(64, 5),
            (32, 3, 3),
            "Layer 1, Conv 64@5×5, cannot read 32 × 3 × 3. A window of 5 pixels does not fit in 3 rows. "
            "Add at least 2 pixels of padding, or choose a smaller window.",
        ),
        (pool("max", 4), (1, 5, 3), "Layer 1, MaxPool 4×4, cannot read 1 × 5 × 3. A window of 4 pixels does not fit"),
        (conv(4), (9,), "Layer 2, Conv 4@3×3, cannot read 9 values. It reads maps, and this is a vector. Move it"),
        (pool("max", 2), (9,), "Layer 2, MaxPool 2×2, cannot read 9 values. It reads maps"),
        (layers.GlobalPool(), (9,), "It reads maps"),
        (layers.AdaptivePool(), (9,), "It reads maps"),
        (layers.LRN(), (9,), "It reads maps"),
        (layers.Dense(10), (3, 5, 5), "A dense layer reads a vector, and these are maps. Put Flatten or a global pool"),
        (layers.Conv(9, groups=9), (64, 5, 5), "64 channels cannot be shared out among 9 groups. Choose a number"),
        (Residual((conv(8, 3, 2, 1),)), (4, 8, 8), "Its body gives 8 × 4 × 4 and its shortcut 4 × 8 × 8, which cannot"),
        (Parallel(((), (conv(4),))), (4, 8, 8), "give 4 × 8 × 8, 4 × 6 × 6, which cannot be put behind one another"),
        (Parallel(((), (conv(5, 1),)), "add"), (4, 8, 8), "give 4 × 8 × 8, 5 × 8 × 8, which cannot be added"),
        (Parallel(((), (layers.Flatten(),))), (4, 8, 8), "which cannot be put behind one another"),
        (Residual((conv(4), layers.Dense())), (4, 8, 8), "Layer 1.body.2, Dense 10, cannot read 4 × 6 × 6."),
        (Parallel(((), (conv(4, 9),))), (4, 8, 8), "Layer 1.branch2.1, Conv 4@9×9, cannot read 4 × 8 × 8."),
        (Auxiliary((layers.Dense(),)), (4, 8, 8), "Layer 1.head.1, Dense 10"),
        (Block("b", (layers.Dense(),)), (4, 8, 8), "Layer 1.1, Dense 10"),
    ],
    ids=lambda value: value.title if isinstance(value, Layer) else None,
)
def test_an_impossible_layer_says_what_it_read_why_not_and_what_would_help(
    layer: Layer, size: tuple[int, ...], says: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(layer, *size)
    assert says in str(refused.value)
