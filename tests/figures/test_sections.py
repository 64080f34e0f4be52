"""The sections of every view, held to numbers computed another way."""

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.figures import borders, edges, maps, pixels, pools, tiles
from cnnviz.images import picture, samples
from cnnviz.ops import catalogue, padding, pipeline, pooling
from tests import gallery

GREY = picture.working(samples.picture("still-life", 64), 64, "grey")
COLOUR = picture.working(samples.picture("still-life", 48), 48, "rgb")
IMAGE = picture.floats(GREY.pixels)
RGB = ("red", "green", "blue")


def results(*stages: pipeline.Stage) -> tuple[pipeline.Result, ...]:
    return pipeline.results(IMAGE, ("grey",), stages)


def sent(*sections: tiles.Section) -> dict[str, dict]:
    return gallery.tiles(tiles.blob(sections, "Blue–orange"))


def pictures(sections: Iterable[tiles.Section]) -> dict[str, tiles.Picture]:
    return {tile.title: tile for one in sections for tile in one.tiles if isinstance(tile, tiles.Picture)}


def stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("bank", catalogue.BANKS)
def test_every_bank_is_drawn_with_its_maps_and_kernels(bank: str) -> None:
    computed = results(stage(bank))
    drawn = sent(*maps.sections(GREY.pixels, computed, maps.Look()))
    for name in computed[0].names:
        assert f"Map · {name}" in drawn
    assert any(title.startswith("Kernel · ") for title in drawn)


def test_the_numbers_under_a_map_are_scipys() -> None:
    """C19: what stands under the eight Kirsch maps."""
    computed = results(stage("Kirsch, all eight"))
    drawn = sent(*maps.sections(GREY.pixels, computed, maps.Look()))
    for name, kernel in zip(computed[0].names, computed[0].kernels[:, 0], strict=True):
        expected = ndimage.correlate(IMAGE[0].astype(float), kernel, mode="nearest")
        low, high = (gallery.number(word.split()[1]) for word in drawn[f"Map · {name}"]["facts"][1].split(" · "))
        assert (low, high) == pytest.approx((expected.min(), expected.max()), rel=6e-4, abs=1e-5)


def test_the_rose_places_every_map_where_it_points() -> None:
    drawn = maps.sections(GREY.pixels, results(stage("Kirsch, all eight")), maps.Look())
    rose = next(section for section in drawn if section.layout == "rose")
    assert [tile.title.split(" · ")[-1] for tile in rose.tiles] == [
        *("NW", "N", "NE", "W", "Maximum of all eight", "E", "SW", "S", "SE")
    ]


def test_the_winning_direction_is_the_one_towards_the_light() -> None:
    """C19: on a picture bright above and dark below, N wins on the edge."""
    image = np.repeat(np.array([1.0] * 8 + [0.0] * 8, np.float32)[:, None], 16, axis=1)[None]
    computed = pipeline.results(image, ("grey",), (stage("Kirsch, all eight"),))
    drawn = pictures(maps.sections((image * 255).astype(np.uint8), computed, maps.Look()))
    winner = drawn["Winning direction"]
    assert (winner.pixels[8, 8] == drawn["Wheel"].pixels[8, 48]).all()  # the wheel's top
    assert "N " in winner.facts[1]


def test_ties_of_directions_are_counted_and_told() -> None:
    """In whole numbers, from the bytes of the picture."""
    computed = results(stage("Kirsch, all eight"))
    section = next(one for one in maps.sections(GREY.pixels, computed, maps.Look()) if one.title.startswith("Which"))
    framed = np.pad(GREY.pixels[0].astype(int), 1, mode="edge")
    answers = np.stack([ndimage.correlate(framed, one[0].astype(int)) for one in computed[0].kernels])[:, 1:-1, 1:-1]
    edge = answers.max(axis=0) > 0
    tied = ((answers == answers.max(axis=0)).sum(axis=0) > 1) & edge
    assert tied.any()
    assert f"{tied.sum():,} of {edge.sum():,} pixels that are not flat ({tied.sum() / edge.sum():.0%}) are ties" in (
        section.sentence
    )
    assert "the first of N, NW, W, SW, S, SE, E, NE wins" in section.sentence
    shares = np.bincount(answers.argmax(axis=0)[edge], minlength=8) / edge.sum()
    told = ", ".join(f"{name} {share:.0%}" for name, share in zip(computed[0].names, shares, strict=True))
    assert section.tiles[0].facts[1] == f"the rest won by {told}"


def test_windows_with_several_largest_cells_are_counted() -> None:
    one = np.array([[3, 3, 0, 1], [0, 1, 0, 0], [2, 0, 5, 5], [0, 0, 5, 5]], np.float32)
    section = pools.close_up(one, pooling.Pool())
    assert "around the first of 4 cells with the map's largest value" in section.sentence
    assert "In 2 of 4 windows several are equal: the first in reading order is framed." in section.sentence
    alone = pools.close_up(np.arange(16, dtype=np.float32).reshape(4, 4), pooling.Pool("min"))
    assert "around the map's smallest value." in alone.sentence
    assert "equal" not in alone.sentence


def test_no_corner_is_said_to_be_liveliest_where_all_are_alike() -> None:
    flat = pipeline.results(np.full((1, 40, 40), 0.3, np.float32), ("grey",), (stage("Sobel x"),))[0]
    assert borders.sections(flat)[0].sentence.startswith("The top left corner, where no less than elsewhere goes on")
    dotted = np.zeros((1, 40, 40), np.float32)
    dotted[0, -3, 2] = 1
    lively = pipeline.results(dotted, ("grey",), (stage("Sobel x"),))[0]
    assert borders.sections(lively)[0].sentence.startswith("The bottom left corner, where most goes on")


def test_the_direction_of_a_pair_points_to_the_brighter_side() -> None:
    image = np.repeat(np.array([0.0] * 8 + [1.0] * 8, np.float32)[None], 16, axis=0)[None]
    computed = pipeline.results(image, ("grey",), (stage("Sobel x and y"),))
    drawn = pictures(maps.sections((image * 255).astype(np.uint8), computed, maps.Look()))
    assert (drawn["Direction"].pixels[8, 8] == drawn["Wheel"].pixels[48, 90]).all()  # the wheel's right
    assert gallery.number(drawn["Magnitude"].facts[1].split()[-1]) == 4


def test_one_scale_for_all_maps_ends_where_the_largest_does() -> None:
    computed = results(stage("Line detectors"))
    drawn = sent(*maps.sections(GREY.pixels, computed, maps.Look(shared=True)))
    ends = {drawn[f"Map · {name}"]["legend"][-1] for name in computed[0].names}
    assert len(ends) == 1
    assert gallery.number(ends.pop()) == pytest.approx(np.abs(computed[0].maps).max(), rel=6e-4)


@pytest.mark.parametrize("mode", padding.MODES)
def test_invented_pixels_are_hatched_where_they_are(mode: str) -> None:
    border = padding.Padding("explicit", mode, 0.5, top=1, bottom=2, left=3, right=4)
    drawn = sent(*maps.sections(GREY.pixels, results(stage("Box", border=border)), maps.Look()))
    assert drawn["Padded input"]["frame"] == [1, 2, 3, 4]
    assert (drawn["Padded input"]["rows"], drawn["Padded input"]["columns"]) == (67, 71)
    assert drawn["Its top left corner"]["frame"] == [1, 0, 3, 0]


def test_nothing_is_hatched_where_nothing_is_invented() -> None:
    drawn = sent(*maps.sections(GREY.pixels, results(stage("Box", border=padding.Padding("valid"))), maps.Look()))
    assert "Padded input" not in drawn


def test_later_stages_and_pooling_say_which_they_are() -> None:
    computed = results(stage("Gaussian", pool=pooling.Pool()), stage("Sobel x", activation="abs"))
    titles = [section.title for section in maps.sections(GREY.pixels, computed, maps.Look())]
    assert "Stage 1 · After max pooling" in titles
    assert "Stage 2 · After abs" in titles


def test_colour_images_name_the_channel_of_every_map() -> None:
    computed = pipeline.results(picture.floats(COLOUR.pixels), RGB, (stage("Sobel x and y"),))
    drawn = sent(*maps.sections(COLOUR.pixels, computed, maps.Look()))
    assert {f"Map · {channel} · x" for channel in RGB} <= set(drawn)
    assert {f"Magnitude · {channel}" for channel in RGB} <= set(drawn)


def test_the_matrix_shows_the_numbers_of_the_image() -> None:
    """C28: one matrix per channel."""
    section = pixels.matrices(COLOUR.pixels, RGB)
    assert [tile.title.split(":")[0] for tile in section.tiles] == ["Red", "Green", "Blue"]
    green = section.tiles[1]
    assert isinstance(green, tiles.Matrix)
    assert (green.values == COLOUR.pixels[1, 19:29, 19:29] / np.float32(255)).all()


def test_the_middle_of_an_oblong_picture_is_counted_from_1_by_rows_and_columns() -> None:
    (tile,) = pixels.matrices(np.zeros((1, 30, 52), np.uint8), ("grey",)).tiles
    assert tile.title == "Grey: rows 11–20, columns 22–31"
    assert isinstance(tile, tiles.Matrix)
    assert tile.first == (11, 22)


def test_the_strip_tells_every_step() -> None:
    assert [tile.title for tile in pixels.strip(GREY).tiles][-2:] == ["Scaled", "Grey"]


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_the_close_up_of_a_pooling_has_a_scale_that_holds_all_it_draws(kind: str) -> None:
    """A p-norm is larger than each cell of its window: it was drawn in a colour from the middle of the scale."""
    section = pools.close_up(np.linspace(-2, 3, 144, dtype=np.float32).reshape(12, 12), pooling.Pool(kind, power=1.0))
    for tile in section.tiles:
        assert isinstance(tile, tiles.Matrix)
        assert np.abs(tile.values).max() <= tile.limit, tile.title


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_the_close_up_of_a_pooling_pools_what_it_shows(kind: str) -> None:
    """C62, C63: the winning cells are marked, and only max and min have any."""
    computed = results(stage("Sobel x", activation="ReLU", pool=pooling.Pool(kind, (3, 2), (2, 3))))[0]
    before, after = pools.sections(computed)[0].tiles
    assert isinstance(before, tiles.Matrix)
    assert isinstance(after, tiles.Matrix)
    assert (before.marked is not None) == (kind in ("max", "min"))
    if before.marked is not None:
        assert set(after.values.ravel()) == set(before.values[before.marked])


def test_every_pooling_stands_beside_the_others_and_so_does_stride() -> None:
    """C63, C67."""
    titles = {tile.title for section in pools.sections(results(stage("Sobel x"))[0]) for tile in section.tiles}
    assert set(pooling.POOLINGS) <= titles
    assert {"global average", "Stride"} <= titles


def test_the_cost_of_stride_and_of_pooling_is_counted() -> None:
    """C67, C68: a quarter of the multiplications at stride 2."""
    sentence = pools.sections(results(stage("Sobel x"))[0])[2].sentence
    assert f"{32 * 32 * 9:,}" in sentence
    assert f"{64 * 64 * 9:,}" in sentence


def test_the_five_modes_stand_side_by_side_with_every_librarys_name() -> None:
    """C48, T9."""
    section = borders.sections(results(stage("Sobel x"))[0])[0]
    assert [tile.title for tile in section.tiles] == list(padding.MODES)
    assert "PyTorch has none" in section.tiles[3].facts


def test_a_kernel_larger_than_the_image_has_no_valid_map_and_that_is_said() -> None:
    big = pipeline.Stage(pipeline.Kernels("Box", (("size", 31.0),)))
    small = pipeline.results(IMAGE[:, :20, :20], ("grey",), (big,))[0]
    section = borders.sections(small)[2]
    assert [tile.title for tile in section.tiles] == ["same", "full"]
    assert "larger than the image" in section.sentence


def test_borders_are_used_less_without_padding() -> None:
    """C47: corner pixels once, inner ones nine times."""
    section = borders.sections(results(stage("Sobel x", border=padding.Padding("valid")))[0])[3]
    corner = section.tiles[1]
    assert isinstance(corner, tiles.Matrix)
    assert corner.values[0, :4].tolist() == [1, 2, 3, 3]
    assert corner.values[3, 3] == 9
    assert "by 9 windows, the darkest by 1 (4 of 4,096 pixels)" in section.sentence


def test_full_padding_uses_every_pixel_alike() -> None:
    """C47, C49."""
    section = borders.sections(results(stage("Sobel x", border=padding.Padding("full")))[0])[3]
    assert section.sentence.startswith("Every pixel is looked at by 9 windows")


def test_a_stride_larger_than_the_kernel_leaves_pixels_unused_and_says_how_many() -> None:
    rows = borders.formulas(results(stage("Sobel x", stride=(8, 1), border=padding.Padding("valid"))))
    assert [row["never used"] for row in rows] == ["40 pixels", "0 pixels"]


def test_a_flipped_kernel_points_to_the_darker_side_and_says_so() -> None:
    """T1."""
    turned = pipeline.Stage(pipeline.Kernels("Sobel x and y", flip=True))
    drawn = sent(*maps.sections(GREY.pixels, results(turned), maps.Look()))
    assert "darker" in drawn["Direction"]["facts"][1]


def test_flat_pixels_are_won_by_no_direction() -> None:
    image = np.zeros((1, 20, 20), np.float32)
    image[:, 10:] = 1
    biased = stage("Kirsch, all eight", bias=1.0)
    computed = pipeline.results(image, ("grey",), (biased,))
    drawn = sent(*maps.sections((image * 255).astype(np.uint8), computed, maps.Look()))
    size, won = drawn["Winning direction"]["facts"]
    assert size == "20 × 20 px, 90% flat"
    assert "SW 50%, S 50%" in won  # one row below the edge the two masks tie, and the first in turn wins


def test_the_ts_junction_answers_most_where_the_story_says() -> None:
    """C20."""
    grey = picture.floats(picture.working(samples.picture("t-shape", 128), 128, "grey").pixels)
    drawn = edges.together(grey).tiles[2]
    assert isinstance(drawn, tiles.Picture)
    both = drawn.pixels
    row, column = np.unravel_index(both.argmax(), both.shape)
    assert max(abs(int(row) - 20), abs(int(column) - 40)) <= 4
    assert both[80:].max() < 128
    assert both[:, 80:].max() < 128


def test_the_largest_answer_is_named_by_row_and_column_and_those_as_large_are_counted() -> None:
    two = np.zeros((1, 40, 80), np.float32)
    two[0, 10:30, 15:27] = two[0, 10:30, 55:67] = np.random.default_rng(1).random((20, 12), np.float32)
    one = np.where(np.arange(80) < 40, two, np.float32(0))
    rows, columns = (edges.result(one, "T-shape parts", (("size", 9.0),)).maps[at] for at in (0, 1))
    row, column = np.argwhere(np.minimum(rows, columns) == np.minimum(rows, columns).max())[0]
    assert row != column
    where = f"stands in row {row + 1}, column {column + 1}"
    assert f"{where}. On the picture" in edges.together(one).sentence
    assert f"{where}, the first of 2 as large. On" in edges.together(two).sentence


def test_the_formula_holds_this_settings_numbers() -> None:
    """C54, C53."""
    rows = borders.formulas(results(stage("Sobel x", stride=(2, 3), pool=pooling.Pool())))
    assert [row["size"] for row in rows] == [
        "⌊(64 + 0 + 1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 32",
        "⌊(64 + 1 + 1 − 1·(3 − 1) − 1) / 3⌋ + 1 = 22",
        "⌊(32 + 0 + 0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 16",
        "⌊(22 + 0 + 0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 11",
    ]


def test_the_story_hides_its_riddle_until_it_is_solved() -> None:
    """C13."""
    assert [tile.title for tile in edges.riddle(IMAGE, revealed=False).tiles] == ["Kernel · ?"]
    assert [tile.title for tile in edges.riddle(IMAGE, revealed=True).tiles] == [
        "Kernel · Prewitt x",
        "Map · Prewitt x",
    ]


def test_prewitt_is_the_central_difference_stacked() -> None:
    """C13, C17."""
    central = edges.result(IMAGE, "[−1 0 1]").kernels[0, 0]
    prewitt = edges.result(IMAGE, "Prewitt x").kernels[0, 0]
    assert (prewitt == np.repeat(central, 3, axis=0)).all()
    assert (edges.result(IMAGE, "Prewitt y").kernels[0, 0] == prewitt.T).all()


def test_the_curves_are_the_row_asked_for() -> None:
    """C11: the map of [−1 1] is the difference of neighbours."""
    figure = edges.profile(IMAGE, 20)
    assert np.allclose(figure.data[1].y[:-1], np.diff(IMAGE[0, 20]), atol=1e-6)


@pytest.mark.parametrize("bank", ["Sobel x and y", "Kirsch, all eight", "Random filters", "Gaussian"])
def test_a_portrait_is_a_picture_in_colours(bank: str) -> None:
    portrait = maps.portrait(results(stage(bank))[0])
    assert portrait.dtype == np.uint8
    assert portrait.shape[2] == 3
    assert np.ptp(portrait) > 50


def test_neighbouring_cells_are_as_alike_as_numpy_says() -> None:
    """C61."""
    one = results(stage("Sobel x", activation="ReLU"))[0]
    alike = pools.likeness(one.activated[0], pools.ALIKE)
    values = one.activated[0].astype(float)
    assert alike[0, 0] == pytest.approx(1)
    for down, right in ((0, 1), (1, 0), (3, 4)):
        pair = values[: 64 - down, : 64 - right].ravel(), values[down:, right:].ravel()
        assert alike[down, right] == pytest.approx(np.corrcoef(*pair)[0, 1])


def test_what_a_windows_mean_keeps_is_all_of_flat_windows_and_a_fourth_of_noise() -> None:
    """C61: the two ends of the measure that the sentence names."""
    noise = np.random.default_rng(0).normal(size=(400, 401)).astype(np.float32)
    assert pools.kept(noise, (2, 2)) == pytest.approx(1 / 4, rel=0.03)
    assert pools.kept(np.kron(noise[:20, :20], np.ones((3, 2))), (3, 2)) == pytest.approx(1)


def test_why_pool_is_answered_with_this_maps_numbers() -> None:
    """C61."""
    one = results(stage("Sobel x", activation="ReLU", pool=pooling.Pool("max", (4, 2), (1, 1))))[0]
    section = pools.why(one)
    assert f"{pools.kept(one.activated[0], (4, 2)):.0%} of how the map varies" in section.sentence
    assert "the 8 of each window of 4 × 2" in section.sentence
    assert "about 12%" in section.sentence


def test_a_flat_or_a_tiny_map_is_not_compared_with_itself() -> None:
    flat = pipeline.results(np.full((1, 32, 32), 0.5, np.float32), ("grey",), (stage("Sobel x"),))[0]
    assert "the same number everywhere" in pools.why(flat).sentence
    tiny = results(stage("Sobel x", stride=(16, 16)))[0]
    assert "too small" in pools.why(tiny).sentence


def test_windows_that_touch_the_border_are_found_as_by_walking() -> None:
    """C50."""
    for amount, window, step, spread in itertools.product(padding.AMOUNTS, (1, 3, 4, 9), (1, 2, 5), (1, 2)):
        axis = padding.Padding(amount, top=2).axes((20, 20), (window, 1), (step, 1), (spread, 1))[0]
        walked = [any((axis.cells(at) < 0) | (axis.cells(at) >= 20)) for at in range(axis.output)]
        assert borders.touched(axis).tolist() == walked
