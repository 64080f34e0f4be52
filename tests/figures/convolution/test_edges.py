"""cnnviz.figures.convolution.edges: the story shows and says what its maps do."""

import numpy as np

from cnnviz import packing
from cnnviz.figures.convolution import edges
from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from cnnviz.ops.compared import edge_maps
from tests.figures.convolution.still_life import IMAGE


def test_the_ts_junction_answers_most_where_the_story_says() -> None:
    """C20."""
    grey = picture.floats(picture.working(samples.picture("t-shape", 128), 128, "grey").pixels)
    drawn = edges.together(edge_maps.junctions(grey)).tiles[2]
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
    rows, columns = (edge_maps.result(one, "t-shape-parts", (("size", 9.0),)).maps[at] for at in (0, 1))
    row, column = np.argwhere(np.minimum(rows, columns) == np.minimum(rows, columns).max())[0]
    assert row != column
    where = f"stands in row {row + 1}, column {column + 1}"
    assert f"{where}. On the picture" in edges.together(edge_maps.junctions(one)).sentence
    assert f"{where}, the first of 2 as large. On" in edges.together(edge_maps.junctions(two)).sentence


def test_the_story_hides_its_riddle_until_it_is_solved() -> None:
    """C13."""
    assert [tile.title for tile in edges.riddle(edge_maps.results(IMAGE, edges.FIRST), revealed=False).tiles] == [
        "Kernel · ?"
    ]
    assert [tile.title for tile in edges.riddle(edge_maps.results(IMAGE, edges.FIRST), revealed=True).tiles] == [
        "Kernel · Prewitt x",
        "Map · Prewitt x",
    ]


def test_the_curves_are_drawn_from_the_pictures_pixels_and_the_kernels_of_its_maps() -> None:
    """C11, C13: what the browser adds up along the marked row is that row of the maps."""
    pixels = picture.working(samples.picture("still-life", 96), 96, "grey").pixels
    results = edge_maps.results(picture.floats(pixels), edges.FIRST)
    header, arrays = packing.unpacked(edges.row_blob(pixels, 20, results))
    assert header["row"] == 20
    row = arrays["pixels"][20] / 255
    for line, bank in zip(header["lines"], edges.CURVES, strict=True):
        width = len(line["weights"])
        padded = np.pad(row, (line["before"], width - 1 - line["before"]), mode="edge")
        sums = np.correlate(padded, line["weights"])
        assert np.allclose(sums, results[bank].maps[0, 20], atol=1e-6)
        assert header["ends"][0] <= sums.min() <= sums.max() <= header["ends"][1]
