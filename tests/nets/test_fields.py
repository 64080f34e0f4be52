"""cnnviz.nets.fields against where gradients reach, and against published receptive fields."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.nets import build, effects, fields, layers, shapes, zoo
from cnnviz.nets.layers import BatchNorm, Layer, Layers, conv, pool
from cnnviz.nets.networks import Network, Parallel, Residual
from tests.nets import drawn

SIDE = 40


def end(network: Network) -> effects.State:
    """What comes out of a network."""
    top = [record for record in shapes.records(network) if "." not in record.path]
    return top[-1].after if top else shapes.beginning(network)


def sees(*sequence: Layer, side: int = 64) -> tuple[int, float, int]:
    """Size, jump and effective padding, alike for rows and columns."""
    after = end(Network("seen", (1, side, side), sequence))
    assert after.rows == after.columns
    return after.rows.size, after.rows.jump, after.rows.padding


def reached(network: Network, row: int, column: int) -> list[tuple[int, int]]:
    """First and last pixel, along rows and columns, that move one output unit; none where it sees only padding."""
    module = build.build(network).double().eval()
    for parameter in module.parameters():
        torch.nn.init.ones_(parameter)
    image = torch.ones(1, *network.input, dtype=torch.double, requires_grad=True)
    module(image)[0, :, row, column].sum().backward()
    assert image.grad is not None
    moved = image.grad[0].sum(0) != 0
    spots = [torch.nonzero(moved.any(dim=axis)).flatten().tolist() for axis in (1, 0)]
    return [(spot[0], spot[-1]) for spot in spots if spot]


@settings(max_examples=120, deadline=None)
@given(
    drawn.possible(st.one_of(drawn.convs(), drawn.pools(("average",))), SIDE),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
)
def test_a_unit_sees_exactly_the_pixels_that_its_gradient_reaches(network: Network, down: float, along: float) -> None:
    """C75: inside the input exactly; at its border some of the window is padding."""
    after = end(network)
    row, column = int(down * after.shape[1]), int(along * after.shape[2])
    windows = after.rows.window(row), after.columns.window(column)
    whole = all(low >= 0 and high < size for (low, high), size in zip(windows, network.input[1:], strict=True))
    for (low, high), (first, last) in zip(windows, reached(network, row, column), strict=False):
        assert low <= first <= last <= high
        if whole and after.rows.even and after.columns.even:
            assert (first, last) == (low, high)


@pytest.mark.parametrize(
    ("sequence", "seen"),
    [
        ((conv(1, 3),) * 2, (5, 1, 0)),
        ((conv(1, 3),) * 3, (7, 1, 0)),
        ((conv(1, 5),), (5, 1, 0)),
        ((conv(1, 3, padding=1),) * 3, (7, 1, 3)),
        ((layers.Conv(1, dilation=(2, 2)),), (5, 1, 0)),
        ((pool("max", 2), conv(1, 3)), (6, 2, 0)),
        ((conv(1, 3, 2), conv(1, 3, 2)), (7, 4, 0)),
        ((conv(1, 3), BatchNorm(), layers.Activation(), layers.LRN()), (3, 1, 0)),
        ((conv(1, 3), layers.AdaptivePool((31, 31))), (4, 2, 0)),
        ((Residual((conv(1, 3, padding=1),)),), (3, 1, 1)),
        ((Parallel(((), (conv(1, 3, padding=1),), (conv(1, 7, padding=3),))),), (7, 1, 3)),
    ],
    ids=str,
)
def test_windows_add_up(sequence: Layers, seen: tuple[int, int, int]) -> None:
    """C75: two 3×3 see 5×5, three see 7×7; C93: branches as far as the widest."""
    assert sees(*sequence) == seen


def test_branches_off_centre_see_all_that_either_sees() -> None:
    left = layers.Conv(1, (3, 3), padding=((2, 0), (2, 0)))
    right = layers.Conv(1, (3, 3), padding=((0, 2), (0, 2)))
    assert sees(Parallel(((left,), (right,)))) == (5, 1, 2)


def test_branches_that_step_differently_are_said_to_be_uneven() -> None:
    wide, narrow = (conv(1, 11),), (conv(1, 1, 2),)
    after = end(Network("uneven", (1, 20, 20), (Parallel((wide, narrow)), conv(1, 3))))
    assert (after.rows.size, after.rows.even) == (13, False)


def test_after_a_global_pool_or_a_dense_layer_one_unit_sees_everything() -> None:
    """C69, C76."""
    for head in ((layers.GlobalPool(),), (layers.Flatten(), layers.Dense())):
        after = end(Network("all", (1, 28, 28), (conv(4, 3), pool("max", 2), *head)))
        assert after.rows.window(0) == after.columns.window(0) == (0, 27)
    soft = (layers.Flatten(), layers.Activation("softmax"))
    assert end(Network("all", (1, 28, 28), soft)).rows.window(0) == (0, 27)


def test_adaptive_windows_that_do_not_divide_are_said_to_be_uneven() -> None:
    after = end(Network("uneven", (1, 14, 14), (layers.AdaptivePool((4, 4)),)))
    assert after.rows == fields.Field(4, 4, 3.5, 0, even=False)


def test_rows_and_columns_are_spread_over_windows_of_their_own() -> None:
    after = end(Network("oblong", (1, 12, 20), (conv(1, 3), layers.AdaptivePool((5, 2)), conv(1, 1))))
    assert after.rows == fields.Field(5, 4, 2, 0)
    assert after.columns == fields.Field(2, 11, 9, 0)
    assert after.shape == (1, 5, 2)


def test_start_and_centre_are_the_first_units() -> None:
    field = end(Network("seven", (1, 64, 64), (conv(1, 7, 2, 3),))).rows
    assert (field.start, field.centre, field.window(0), field.window(5)) == (-3, 0.0, (-3, 3), (7, 13))


# Araujo et al., github.com/google-research/receptive_field: receptive field, effective stride and padding.
PUBLISHED = {
    "alexnet": (195, 32, None),  # torchvision pads the first layer by 2, TF-slim does not
    "vgg-a": (150, 32, 59),
    "vgg-d": (212, 32, 90),
    "bn-inception": (699, 32, None),  # TF-slim pads the first layer by 2 before and 3 after
    "inception-v3": (1311, 32, 618),
    "inception-v4": (2071, 32, 998),
    "inception-resnet-v2": (3039, 32, 1482),
}


@pytest.mark.parametrize("key", PUBLISHED)
def test_receptive_fields_are_the_published_ones(key: str) -> None:
    """C76."""
    size, jump, padding = PUBLISHED[key]
    field = last_spatial(zoo.ENTRIES[key].network())
    assert (field.size, field.jump) == (size, jump)
    assert padding in (None, field.padding)


def last_spatial(network: Network) -> fields.Field:
    """Of the last maps before those pooled to a size of their own."""
    top = [one for one in shapes.records(network) if "." not in one.path and len(one.output) == 3]
    return [one for one in top if not isinstance(one.layer, layers.AdaptivePool)][-1].after.rows


def test_vgg_16_sees_196_pixels_at_conv5_3_and_212_at_pool5() -> None:
    block = [record for record in shapes.records(zoo.ENTRIES["vgg-d"].network()) if record.path.startswith("4.")]
    convolutions = [record for record in block if isinstance(record.layer, layers.Conv)]
    assert convolutions[-1].after.rows.size == 196
    assert block[-1].after.rows.size == 212


@pytest.mark.parametrize(("depth", "here", "slim"), [(50, 427, 483), (101, 971, 1027), (152, 1451, 1507)])
def test_resnets_see_what_is_published_where_the_stride_stands_as_published(depth: int, here: int, slim: int) -> None:
    """torchvision shrinks in the first block of a stage, TF-slim in the last of the one before."""
    records = shapes.records(zoo.ENTRIES[f"resnet-{depth}"].network())
    stage = next(record for record in records if record.path == "4")
    assert (stage.after.rows.size, stage.after.rows.jump) == (here, 32)

    def bottleneck(stride: int) -> Layer:
        shortcut = (conv(1, 1, stride),)
        return Residual((conv(1, 1), conv(1, 3, stride, 1), conv(1, 1)), shortcut)

    counts = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}[depth]
    blocks = [
        bottleneck(2 if last and place < 3 else 1) for place, n in enumerate(counts) for last in [0] * (n - 1) + [1]
    ]
    assert sees(conv(1, 7, 2, 3), pool("max", 3, 2, 1), *blocks, side=224)[0] == slim


def test_one_unit_that_sees_all_steps_over_all() -> None:
    assert fields.Field(3, 5, 2, 1).whole() == fields.Field(1, 9, 6, 1)
