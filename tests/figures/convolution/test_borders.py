"""cnnviz.figures.convolution.borders: every mode, amount and count of a border, held to other counts."""

import numpy as np

from cnnviz.figures.convolution import borders
from cnnviz.figures.draw import tiles
from cnnviz.ops import padding, pipeline, pooling
from cnnviz.ops.compared import paddings
from tests.figures.convolution.still_life import IMAGE, results, stage


def drawn(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    others = paddings.paddings(result)
    return (*borders.modes(result, others), borders.amounts(others), borders.coverage(result))


def test_no_corner_is_said_to_be_liveliest_where_all_are_alike() -> None:
    flat = pipeline.results(np.full((1, 40, 40), 0.3, np.float32), ("grey",), (stage("sobel-x"),))[0]
    assert drawn(flat)[0].sentence.startswith("The top left corner, where no less than elsewhere goes on")
    dotted = np.zeros((1, 40, 40), np.float32)
    dotted[0, -3, 2] = 1
    lively = pipeline.results(dotted, ("grey",), (stage("sobel-x"),))[0]
    assert drawn(lively)[0].sentence.startswith("The bottom left corner, where most goes on")


def test_the_five_modes_stand_side_by_side_with_every_librarys_name() -> None:
    """C48, T9."""
    section = drawn(results(stage("sobel-x"))[0])[0]
    assert [tile.title for tile in section.tiles] == list(padding.MODES)
    assert "PyTorch has none" in section.tiles[3].facts


def test_a_kernel_larger_than_the_image_has_no_valid_map_and_that_is_said() -> None:
    big = pipeline.Stage(pipeline.Kernels("box", (("size", 31.0),)))
    small = pipeline.results(IMAGE[:, :20, :20], ("grey",), (big,))[0]
    section = drawn(small)[2]
    assert [tile.title for tile in section.tiles] == ["same", "full"]
    assert "larger than the image" in section.sentence


def test_borders_are_used_less_without_padding() -> None:
    """C47: corner pixels once, inner ones nine times."""
    section = drawn(results(stage("sobel-x", border=padding.Padding("valid")))[0])[3]
    corner = section.tiles[1]
    assert isinstance(corner, tiles.Matrix)
    assert corner.values[0, :4].tolist() == [1, 2, 3, 3]
    assert corner.values[3, 3] == 9
    assert "by 9 windows, the darkest by 1 (4 of 4,096 pixels)" in section.sentence


def test_full_padding_uses_every_pixel_alike() -> None:
    """C47, C49."""
    section = drawn(results(stage("sobel-x", border=padding.Padding("full")))[0])[3]
    assert section.sentence.startswith("Every pixel is looked at by 9 windows")


def test_a_stride_larger_than_the_kernel_leaves_pixels_unused_and_says_how_many() -> None:
    rows = borders.formulas(results(stage("sobel-x", stride=(8, 1), border=padding.Padding("valid"))))
    assert [row["never used"] for row in rows] == ["40 pixels", "0 pixels"]


def test_the_formula_holds_this_settings_numbers() -> None:
    """C54, C53."""
    rows = borders.formulas(results(stage("sobel-x", stride=(2, 3), pool=pooling.Pool())))
    assert [row["size"] for row in rows] == [
        "⌊(64 + 0 + 1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 32",
        "⌊(64 + 1 + 1 − 1·(3 − 1) − 1) / 3⌋ + 1 = 22",
        "⌊(32 + 0 + 0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 16",
        "⌊(22 + 0 + 0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 11",
    ]
