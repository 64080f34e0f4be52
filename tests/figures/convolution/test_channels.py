"""Channels and filters: every count held to arrays that are counted, every shape to one that was computed."""

import itertools

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.figures.convolution import channels
from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from cnnviz.ops import correlate, padding, pipeline, pooling
from tests import gallery

RGB = ("red", "green", "blue")
IMAGE = picture.floats(picture.working(samples.picture("still-life", 32), 32, "rgb").pixels)


def random(count: int, size: int = 3, **more: object) -> pipeline.Stage:
    kernels = pipeline.Kernels("random", (("count", float(count)), ("size", float(size))))
    return pipeline.Stage(kernels, mix="sum", **more)  # type: ignore[arg-type]


def results(*stages: pipeline.Stage) -> tuple[pipeline.Result, ...]:
    return pipeline.results(IMAGE, RGB, stages)


def test_one_filter_of_an_rgb_image_is_as_deep_as_it() -> None:
    """C56: 3 × 3 × 3, three sums and the bias make one number."""
    result = results(random(1, bias=0.5))[0]
    said = channels.arithmetic(result)
    assert "3 × 3 × 3 (rows × columns × channels), 3 · 3 · 3 = 27 weights and 1 bias" in said[0]
    assert "Its 3 sums, one per channel, and the bias add up to one number" in said[0]
    sums = sum(correlate.correlate(result.padded[c : c + 1], result.kernels[:, c : c + 1]) for c in range(3))
    np.testing.assert_allclose(sums + 0.5, result.maps, atol=1e-5)


def test_thirty_two_filters_give_thirty_two_maps() -> None:
    """C57, C58, T2."""
    result = results(random(32))[0]
    said = " ".join(channels.arithmetic(result))
    assert "32 · (3 · 3 · 3 + 1) = **896 parameters**" in said
    assert result.kernels.size + 32 == 896
    assert f"a tensor of {' × '.join(map(str, result.maps.shape))}" in said
    assert "do not share weights with each other" in said
    assert "896 parameters make 32,768 pixels" in said
    assert f"{32768 * 3072 + 32768:,} parameters" in said


def test_a_depthwise_stage_owns_up_to_its_repeated_kernels() -> None:
    result = results(pipeline.Stage(pipeline.Kernels("sobel-xy")))[0]
    said = channels.arithmetic(result)
    assert "one of the 3 channels only (depthwise)" in said[0]
    assert "every channel gets the same" in said[2]
    assert (result.kernels[:2] == result.kernels[2:4]).all()


def test_one_filter_has_no_other_to_share_with() -> None:
    assert "no other to share weights with" in channels.arithmetic(results(random(1))[0])[2]


@pytest.mark.parametrize(("size", "dilation"), [(3, (1, 1)), (1, (1, 1)), (5, (2, 1)), (4, (1, 3))])
def test_the_size_without_padding_is_the_size_of_the_valid_map(size: int, dilation: tuple[int, int]) -> None:
    """T3: valid 3 × 3 filters on n × n give n − 2."""
    valid = results(random(2, size, border=padding.Padding("valid"), dilation=dilation))[0].maps
    same = results(random(2, size, dilation=dilation))[0]
    said = channels.arithmetic(same)[3]
    assert f"on 32 × 32 gives {valid.shape[1]} × {valid.shape[2]}." in said
    assert f"32 − {dilation[0]} · ({size} − 1) = {valid.shape[1]}" in said
    assert f"32 − {dilation[1]} · ({size} − 1) = {valid.shape[2]}" in said


def test_a_kernel_larger_than_the_image_has_no_map_without_padding() -> None:
    said = channels.arithmetic(results(random(1, 11, dilation=(4, 4)))[0])
    assert "without padding there is no map" in said[3]


def test_the_four_knobs_are_named_with_their_values() -> None:
    """C59."""
    said = channels.arithmetic(results(random(5, 7, stride=(2, 1), border=padding.Padding("full")))[0])[4]
    assert said.endswith("filter size (7 × 7), number of filters (5), stride (2 × 1), padding (full).")


PYRAMID = (
    random(8, 5, activation="ReLU", pool=pooling.Pool()),
    random(16, stride=(2, 1), border=padding.Padding("valid")),
    random(4, pool=pooling.Pool("average", everywhere=True)),
)


def test_the_table_goes_from_shape_to_shape_as_the_arrays_do() -> None:
    """C54, C57, C59, C64."""
    done = results(*PYRAMID)
    rows = channels.layer_table(done)
    assert [row["layer"] for row in rows] == [
        *("convolution 1", "max pooling 1", "convolution 2", "convolution 3", "global average pooling 3")
    ]
    for one, following in itertools.pairwise(rows):
        assert one["output"] == following["input"]
    assert rows[0]["input"] == "3 × 32 × 32"
    assert rows[-1]["output"] == "4 × 1 × 1"
    convolutions = [row for row in rows if row["layer"].startswith("convolution")]
    for row, result in zip(convolutions, done, strict=True):
        assert row["parameters"].endswith(f"= {result.kernels.size + len(result.kernels):,}")
        assert row["multiplications"] == f"{result.maps.size * result.kernels[0].size:,}"
        assert row["one filter"] == " × ".join(map(str, result.kernels.shape[1:]))
    assert {row["parameters"] for row in rows if "pooling" in row["layer"]} == {"0"}
    assert len({tuple(row) for row in rows}) == 1


def test_the_tables_arithmetic_is_right() -> None:
    for row in channels.layer_table(results(*PYRAMID)):
        formula, _, total = row["parameters"].rpartition(" = ")
        if formula:
            assert eval(formula.replace("·", "*")) == int(total.replace(",", ""))


def test_padding_that_differs_by_axis_is_written_for_both() -> None:
    one = results(random(1, stride=(2, 1)))
    assert channels.layer_table(one)[0]["padding"] == "same: 0 + 1 rows, 1 + 1 columns"


def test_the_way_of_the_shapes_says_which_way_they_went() -> None:
    """C60, and only where it is one is it called a pyramid."""
    said = channels.shapes(results(*PYRAMID))
    assert said.startswith("3 × 32 × 32 → 8 × 16 × 16 → 16 × 7 × 14 → 4 × 1 × 1.")
    assert "Space shrinks (32 × 32 to 1 × 1), depth grows (3 to 4): the pyramid" in said
    same = channels.shapes(results(random(3)))
    assert "Space stays (32 × 32 to 32 × 32), depth stays (3 to 3)." in same
    assert "pyramid" not in same


@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
def test_a_one_by_one_convolution_is_a_matrix_product_at_every_pixel(stride: tuple[int, int]) -> None:
    """C86."""
    result = results(random(4, 1, bias=0.5, stride=stride, border=padding.Padding("valid")))[0]
    pixels = IMAGE[:, :: stride[0], :: stride[1]]
    product = (channels.dense(result) @ pixels.reshape(3, -1)).reshape(4, *pixels.shape[1:]) + 0.5
    np.testing.assert_allclose(result.maps, product, atol=1e-5)


def test_what_stands_beside_the_matrix_multiplies_to_what_stands_behind_it() -> None:
    """C86, also where padding and stride move the pixel."""
    border = padding.Padding("explicit", "constant", 0.75, top=1, left=2)
    section = channels.one_by_one(results(random(4, 1, bias=0.5, stride=(2, 3), border=border))[0], 5, 4)
    weights, pixel, out = (tile.values for tile in section.tiles if isinstance(tile, tiles.Matrix))
    np.testing.assert_array_equal(pixel[:, 0], IMAGE[:, 9, 10])
    np.testing.assert_allclose(weights.T @ pixel[:, 0] + 0.5, out[0], atol=1e-5)
    assert "3 → 4" in section.sentence
    assert "4 · (3 + 1) = 16" in section.sentence


def test_a_filter_that_does_not_see_a_channel_has_a_zero_for_it() -> None:
    stage = pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((2.0,),)))
    result = results(stage)[0]
    np.testing.assert_array_equal(channels.dense(result), 2 * np.eye(3))
    np.testing.assert_allclose(result.maps, 2 * IMAGE)


def test_many_filters_are_drawn_where_numbers_have_no_room() -> None:
    section = channels.one_by_one(results(random(32, 1))[0], 0, 0)
    drawn = gallery.tiles(tiles.blob((section,), "blue-orange"))
    assert drawn["Weights, 3 × 32"]["kind"] == "picture"
    assert drawn["The pixel under row 1, column 1"]["kind"] == "matrix"


def test_a_larger_kernel_is_not_one_by_one() -> None:
    with pytest.raises(InputError, match="looks at neighbours too"):
        channels.one_by_one(results(random(2))[0], 0, 0)


def test_a_cell_outside_the_maps_is_explained() -> None:
    with pytest.raises(InputError, match="no cell in row 1, column 33: they are 32"):
        channels.one_by_one(results(random(2, 1))[0], 0, 32)


@pytest.mark.parametrize(("deep", "filters", "size"), [(3, 32, 3), (32, 64, 5), (1, 1, 1), (4, 2, 7)])
def test_the_three_kinds_of_layer_are_counted_as_their_arrays_are(deep: int, filters: int, size: int) -> None:
    full = np.zeros((filters, deep, size, size)).size
    depthwise, pointwise = np.zeros((deep, 1, size, size)).size, np.zeros((filters, deep, 1, 1)).size
    rows = channels.depthwise_compare(deep, filters, size)
    for row, total in zip(rows, (full, depthwise, depthwise + pointwise), strict=True):
        formula, written = row["weights"].split(" = ")
        assert int(written.replace(",", "")) == total
        assert eval(formula.replace("·", "*").replace("²", "**2")) == total
        assert row["share of full"] == f"{total / full:.1%}"
