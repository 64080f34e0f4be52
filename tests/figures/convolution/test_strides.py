"""cnnviz.figures.convolution.strides: what stands beside the maps, held to maps and windows computed another way."""

import dataclasses

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.figures.convolution import strides
from cnnviz.figures.draw import tiles
from cnnviz.ops import geometry, padding, pipeline
from cnnviz.ops.compared import every_stride, libraries
from tests import gallery
from tests.ops.compared.boxes import image, result


def side_by_side(one: pipeline.Result) -> tiles.Section:
    return strides.side_by_side(one, every_stride.strides(one))


def trusted(one: pipeline.Result) -> tiles.Section:
    return strides.trusted(one, every_stride.untrusted(one.axes))


@pytest.mark.parametrize("amount", padding.AMOUNTS)
@pytest.mark.parametrize(("size", "stride", "dilation"), [(3, 1, 1), (6, 2, 1), (4, 3, 2), (31, 1, 1)])
def test_what_is_hatched_is_what_changes_with_the_invented_pixels(
    amount: str, size: int, stride: int, dilation: int
) -> None:
    """C47, C50: other invented values change every hatched number of a box filter and no other."""
    border = padding.Padding(amount, "constant", 5.0, top=2, bottom=0, left=0, right=3)
    one = result(size, border=border, stride=(stride, stride), dilation=(dilation, dilation))
    other = result(
        size,
        border=dataclasses.replace(border, value=-5.0),
        stride=(stride, stride),
        dilation=(dilation, dilation),
    )
    top, bottom, left, right = every_stride.untrusted(one.axes)
    hatched = np.ones(one.maps[0].shape, bool)
    hatched[top : len(hatched) - bottom, left : hatched.shape[1] - right] = False
    np.testing.assert_array_equal(np.abs(one.maps[0] - other.maps[0]) > 1e-3, hatched)
    whole = trusted(one).tiles[0]
    assert whole.facts[-1].startswith(f"{hatched.sum():,} of {hatched.size:,} windows")


def test_the_maps_side_by_side_are_pytorchs_sizes_and_scipys_numbers() -> None:
    """C53, C54."""
    seen = image(rows=50, columns=47)
    section = side_by_side(result(seen=seen, border=padding.Padding("valid")))
    expected = ndimage.correlate(seen[0].astype(float), np.outer([1, 2, 1], [-1, 0, 1]), mode="nearest")[1:-1, 1:-1]
    end = np.abs(expected).max()
    for stride, tile in zip(every_stride.STRIDES, section.tiles, strict=True):
        assert isinstance(tile, tiles.Picture)
        kept = expected[::stride, ::stride]
        assert tile.facts[0] == f"{kept.shape[0]} × {kept.shape[1]} px"
        assert tile.high == pytest.approx(end, rel=1e-5)
        assert np.abs(tile.pixels - (kept * 127 / end + 128)).max() <= 1
        assert any(f"{kept.size * 9:,} multiplications" in fact for fact in tile.facts)


def test_the_sentence_counts_this_images_rows() -> None:
    """C53, T8: “about a half”, and the border decides."""
    sentence = side_by_side(result(seen=image(rows=47), border=padding.Padding("valid"))).sentence
    assert "about a half, here 23 rows" in sentence
    assert "23 of 45 with padding valid, 24 of 47 with padding same and 25 of 49 with padding full" in sentence


def test_the_facts_tell_what_a_stride_leaves_unused_and_where_it_starts() -> None:
    facts = side_by_side(result()).tiles[3].facts
    assert facts[1] == "rows and columns: ⌊(48 + 0 + 0 − 1·(3 − 1) − 1) / 4⌋ + 1 = 12"
    assert "every 4th pixel of stride 1’s, from row 2, column 2" in facts
    unused = 48**2 - (48 * 3 // 4) ** 2
    assert f"{unused:,} pixels of the image never used" in facts


def test_a_kernel_larger_than_the_image_still_has_its_strides() -> None:
    section = side_by_side(result(31, image()[:, :20, :20]))
    assert "padding valid" not in section.sentence
    assert len(section.tiles) == len(every_stride.STRIDES)


def test_where_every_window_touches_the_border_the_whole_map_is_hatched() -> None:
    one = result(31, image()[:, :20, :20])
    assert every_stride.untrusted(one.axes) == (20, 0, 20, 0)
    assert "400 of 400 windows see invented pixels (100.0%)" in trusted(one).tiles[0].facts


def test_the_enlarged_corner_is_the_one_with_invented_pixels() -> None:
    """Padding same at stride 2 invents at the bottom and right only."""
    whole, corner = trusted(result(stride=(2, 2))).tiles
    assert isinstance(whole, tiles.Picture)
    assert isinstance(corner, tiles.Picture)
    assert corner.title == "Its bottom right corner"
    assert corner.frame == whole.frame == (0, 1, 0, 1)
    np.testing.assert_array_equal(corner.pixels, whole.pixels[-13:, -13:])


def test_without_padding_every_number_is_trusted() -> None:
    """C47."""
    section = trusted(result(border=padding.Padding("valid")))
    assert section.sentence.startswith("No window sees an invented pixel")
    assert [tile.frame for tile in section.tiles if isinstance(tile, tiles.Picture)] == [(0, 0, 0, 0)]


@pytest.mark.parametrize("window", range(1, 8))
@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_the_padding_that_is_said_to_keep_a_size_keeps_it(window: int, dilation: int) -> None:
    """C52, C55: p = d(f − 1) / 2 a side; for an even kernel one side gets one more."""
    one = result(window, dilation=(dilation, dilation))
    said = strides.keeping(one)[0]
    total = dilation * (window - 1)
    before, after = total // 2, total - total // 2
    assert geometry.Axis("rows", 48, window, 1, dilation, before, after).output == 48
    if not total:
        assert "without padding" in said
    elif total % 2:
        assert said.endswith(f"invents {before} before and {after} after.")
        assert after == before + 1
    else:
        assert said.endswith(f"p = d(f − 1) / 2 = {before} on each side.")


def test_a_setting_that_does_not_keep_the_size_is_told_by_how_much() -> None:
    said = strides.keeping(result(border=padding.Padding("valid"), stride=(1, 2)))
    assert said[1] == "Your setting: 48 rows → 46 at stride 1, without padding: 2 fewer."
    assert said[2] == "Your setting: 48 columns → 23 at stride 2, without padding: 25 fewer."


def test_rows_and_columns_that_differ_are_told_apart() -> None:
    said = strides.keeping(result(4, dilation=(1, 2)))
    assert "= 3 rows are invented" in said[0]
    assert "= 6 columns are invented" in said[1]


@pytest.mark.parametrize("key", ["still-life", "face", "steps"])
def test_the_sections_can_be_sent(key: str) -> None:
    one = result(seen=image(key))
    drawn = gallery.tiles(tiles.blob(strides.sections(one, every_stride.strides(one)), "blue-orange"))
    assert {f"Stride {stride}" for stride in every_stride.STRIDES} < set(drawn)
    assert drawn["Map · x"]["frame"] == [1, 1, 1, 1]


def test_two_libraries_stand_side_by_side_and_what_differs_is_counted() -> None:
    """C54."""
    one = result("sobel-x", image(rows=40, columns=41))
    others = libraries.libraries(one)
    (section,) = strides.by_library(others)
    assert [tile.title for tile in section.tiles] == [
        "TensorFlow · padding=“same”",
        "PyTorch · padding=(1, 1)",
        "PyTorch less TensorFlow",
    ]
    assert "rows: 0 before, 1 after, 40 → 20; the first window begins at row 1" in section.tiles[0].facts
    assert "1 invented pixel before row 1" in section.tiles[1].facts[1]
    assert others.difference is not None
    assert f"so {int((others.difference != 0).sum()):,} of 420 numbers differ" in section.sentence
    assert "F.pad(x, (1, 1, 0, 1))" in section.sentence
    alike = strides.by_library(libraries.libraries(result("sobel-x", image(rows=41, columns=41))))[0]
    assert "Here both come to the same windows" in alike.sentence
    uneven = strides.by_library(libraries.libraries(result(2, image(rows=41, columns=41))))[0]
    assert "Here even the sizes differ: 21 × 21 and 20 × 20." in uneven.sentence
