import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz.figures.draw import palettes, tiles
from tests import gallery

MAPS = arrays(np.float32, (5, 4), elements=st.floats(-8, 8, width=32))


@given(MAPS)
def test_zero_is_exactly_the_middle_of_a_signed_scale(values: np.ndarray) -> None:
    values[0, 0] = 0
    places = tiles.signed(values, tiles.limit(values))
    assert places[0, 0] == 128
    assert places.min() >= 1


@given(MAPS)
def test_a_signed_picture_is_the_map_to_half_a_step(values: np.ndarray) -> None:
    end = tiles.limit(values)
    back = (tiles.signed(values, end).astype(float) - 128) * end / 127
    assert np.abs(back - values).max() <= end / 127 * 0.501


@given(arrays(np.float32, (3, 6), elements=st.floats(0, 1, width=32)))
def test_a_grey_picture_is_the_image_to_half_a_step(values: np.ndarray) -> None:
    assert np.abs(tiles.grey(values) / 255 - values).max() <= 0.501 / 255


def test_the_facts_are_those_of_the_map_not_of_its_picture() -> None:
    values = np.array([[0.12345, -2.5], [7.0, 0]], np.float32)
    assert tiles.facts(values) == ("2 × 2 px", "min −2.5 · max 7", "mean 1.156")


def test_a_map_of_zeros_has_a_scale() -> None:
    assert tiles.limit(np.zeros((2, 2), np.float32)) == 1.0


def test_a_message_holds_every_tile_where_its_header_says() -> None:
    rng = np.random.default_rng(0)
    one = tiles.signed_map("one", rng.normal(size=(7, 5)).astype(np.float32), file="one.png")
    colours = tiles.Picture("colours", rng.integers(0, 256, (3, 4, 3), dtype=np.uint8))
    table = tiles.Matrix("table", np.array([[1.0, -2.0]]), limit=2.0)
    blob = tiles.blob((tiles.Section("a", "", (one, table)), tiles.Section("b", "", (colours,))), "purple-green")
    sent = gallery.tiles(blob)
    assert (gallery.pixels(blob, sent["one"]) == one.pixels).all()
    assert (gallery.pixels(blob, sent["colours"]) == colours.pixels).all()
    assert (gallery.unpacked(blob)[1]["signed"] == palettes.SIGNED["purple-green"].colours).all()
    assert [cell["text"] for cell in sent["table"]["cells"][0]] == ["1", "−2"]


def test_a_signed_legend_shows_zero_between_its_ends() -> None:
    sent = gallery.tiles(
        tiles.blob((tiles.Section("a", "", (tiles.signed_map("m", np.array([[3.0, -1]])),)),), "blue-orange")
    )
    assert sent["m"]["legend"] == ["−3", "0", "3"]


@pytest.mark.parametrize("channels", [1, 3])
def test_an_image_is_sent_byte_for_byte(channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (channels, 6, 5), dtype=np.uint8)
    blob = tiles.blob((tiles.Section("a", "", (tiles.image("image", pixels),)),), "blue-orange")
    sent = gallery.pixels(blob, gallery.tiles(blob)["image"])
    assert (sent == (pixels[0] if channels == 1 else np.moveaxis(pixels, 0, 2))).all()


def test_dark_cells_have_light_numbers() -> None:
    sent = gallery.tiles(
        tiles.blob((tiles.Section("a", "", (tiles.Matrix("m", np.array([[0.0, 1.0]]), "grey"),)),), "blue-orange")
    )
    assert [cell["dark"] for cell in sent["m"]["cells"][0]] == [True, False]


def test_a_ruler_counts_from_1_or_from_where_a_close_up_begins() -> None:
    one = np.zeros((2, 2))
    tables = (
        tiles.Matrix("whole", one),
        tiles.Matrix("part", one, first=(7, 3)),
        tiles.Matrix("loose", one, first=None),
    )
    sent = gallery.tiles(tiles.blob((tiles.Section("s", "", tables),), "blue-orange"))
    assert [sent[name]["first"] for name in ("whole", "part", "loose")] == [[1, 1], [7, 3], None]
