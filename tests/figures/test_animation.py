"""The walk as a GIF and as a PNG: what is drawn is what was computed, and only as far as the walk has come."""

import io
import itertools

import numpy as np
import pytest
from PIL import GifImagePlugin, Image

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures import animation, cells, moments, numbers, palettes, sheet, tiles
from cnnviz.images import picture, samples
from cnnviz.ops import activations, catalogue, padding, pipeline, pooling

SMALL = np.random.default_rng(1).integers(0, 10, (1, 8, 8)).astype(np.float32)
SIGNAL = np.array([[[0, 0, 1, 3, 3, 2, 0, 0]]], np.float32)
COLOUR = picture.floats(picture.working(samples.picture("still-life", 48), 48, "rgb").pixels)
RGB = ("red", "green", "blue")
BLUE_ORANGE = palettes.SIGNED["Blue–orange"]


def walk(image: np.ndarray = SMALL, bank: str = "Sobel x", pooled: bool = False, **stage: object) -> animation.Walk:
    names = RGB if len(image) == 3 else tuple(f"channel {one}" for one in range(len(image)))
    given = {"mix": "sum", **stage}
    result = pipeline.result(image, names, pipeline.Stage(pipeline.Kernels(bank), **given))  # type: ignore[arg-type]
    return animation.Walk(result, pooling=pooled)


def own(image: np.ndarray, *rows: tuple[float, ...], **stage: object) -> animation.Walk:
    kernels = pipeline.Kernels(pipeline.OWN, own=rows)
    given = {"mix": "sum", "border": padding.Padding("valid"), **stage}
    names = tuple(str(one) for one in range(len(image)))
    return animation.Walk(pipeline.result(image, names, pipeline.Stage(kernels, **given)))  # type: ignore[arg-type]


def coloured(one: animation.Walk, image: Image.Image, row: int, column: int) -> tuple[int, ...]:
    """The colour an output cell was drawn in, read beside its number, inside any frame."""
    left, top, right, bottom = sheet.Sheet(one).cell(row, column)
    numbered = right - left >= cells.NUMBERED[0]
    at = (left + 4, top + 4) if numbered else ((left + right) // 2, (top + bottom) // 2)
    return image.getpixel(at)  # type: ignore[return-value]


def expected(one: animation.Walk, row: int, column: int) -> tuple[int, ...]:
    return tuple(int(part) for part in BLUE_ORANGE[tiles.signed(one.output, tiles.limit(one.output))[row, column]])


def opened(data: bytes) -> GifImagePlugin.GifImageFile:
    return GifImagePlugin.GifImageFile(io.BytesIO(data))


def test_every_cell_is_walked_in_reading_order_where_there_is_time() -> None:
    assert animation.places((2, 3), 6) == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))


@pytest.mark.parametrize(("shape", "most"), [((256, 256), 144), ((1, 1000), 7), ((9, 9), 80), ((5, 4), 2)])
def test_a_long_walk_takes_even_steps_from_the_first_cell_to_the_last(shape: tuple[int, int], most: int) -> None:
    walked = animation.places(shape, most)
    order = [row * shape[1] + column for row, column in walked]
    assert len(walked) == most
    assert (walked[0], walked[-1]) == ((0, 0), (shape[0] - 1, shape[1] - 1))
    assert np.ptp(np.diff(order)) <= 1


def test_a_walk_of_one_step_is_the_first_cell() -> None:
    assert animation.places((4, 4), 1) == ((0, 0),)
    with pytest.raises(InputError, match="1 or more"):
        animation.places((4, 4), 0)


@pytest.mark.parametrize("image", [SMALL, np.repeat(SMALL, 3, axis=2)], ids=["numbered", "plain"])
def test_what_was_walked_has_its_values_colour_and_nothing_else_has(image: np.ndarray) -> None:
    one = walk(image)
    height, width = one.shape
    drawn = animation.picture(one, 3, 2)
    for row, column in ((0, 0), (0, width - 1), (1, 4), (3, 1), (3, 2)):
        assert coloured(one, drawn, row, column) == expected(one, row, column)
    for row, column in ((3, 3), (4, 0), (height - 1, width - 1)):
        assert coloured(one, drawn, row, column) in (cells.PAPER, cells.BLANK)


def test_what_counts_as_filled_can_be_said() -> None:
    one = walk()
    filled = np.zeros(one.shape, bool)
    filled[6, 1] = True
    drawn = animation.picture(one, 0, 0, filled)
    assert coloured(one, drawn, 6, 1) == expected(one, 6, 1)
    assert coloured(one, drawn, 2, 2) in (cells.PAPER, cells.BLANK)


def test_the_output_fills_as_the_walk_goes_on_and_skipped_cells_with_it() -> None:
    one = walk()
    first, second = animation.frames(one, ((0, 3), (2, 2)))
    for row, column in ((1, 1), (2, 1)):
        assert coloured(one, first, row, column) in (cells.PAPER, cells.BLANK)
        assert coloured(one, second, row, column) == expected(one, row, column)


def test_a_map_too_large_to_be_shown_pixel_by_pixel_says_so() -> None:
    large = sheet.Sheet(walk(np.zeros((1, 300, 700), np.float32), border=padding.Padding("valid")))
    assert (large.output.shrink, large.planes.scale.shrink) == (3, 3)
    assert large.output.note == ", shown 1:3"


def test_the_number_drawn_is_the_results() -> None:
    result = walk(bias=0.5, activation="ReLU", pool=pooling.Pool()).result
    for row, column in np.ndindex(8, 8):
        moment = moments.Moments(moments.Walk(result)).at(row, column)
        assert moment.value == result.activated[0, row, column]
        assert moment.steps[2] == ("=", numbers.text(result.maps[0, row, column]))
        assert moment.products is not None
        assert moment.products.sum() + 0.5 == pytest.approx(result.maps[0, row, column], abs=1e-5)
    assert result.pooled is not None
    assert moments.Moments(moments.Walk(result, pooling=True)).at(2, 3).value == result.pooled[0, 2, 3]


def test_the_sentence_says_where_and_what() -> None:
    one = own(SMALL, (1, 0, 0), (0, 0, 0), (0, 0, 0))
    said = moments.Moments(one).at(2, 3).sentence
    assert said == f"Output row 3, column 4 of 6 × 6: 9 products add up to {SMALL[0, 2, 3]:.0f}"


@pytest.mark.parametrize(("kind", "pick"), [("max", np.max), ("min", np.min)])
@pytest.mark.parametrize("border", [(0, 0), (1, 1)])
def test_the_winner_framed_holds_the_value(kind: str, pick: object, border: tuple[int, int]) -> None:
    one = walk(pooled=True, pool=pooling.Pool(kind, (3, 3), (2, 2), border))
    for row, column in np.ndindex(one.shape):
        moment = moments.Moments(one).at(row, column)
        assert moment.winner is not None
        assert moment.counted[moment.winner]
        assert moment.window[0][moment.winner] == moment.value == pick(moment.window[0][moment.counted])  # type: ignore[operator]


@pytest.mark.parametrize("counting", [True, False])
@pytest.mark.parametrize("ceil", [True, False])
def test_the_cells_said_to_be_averaged_are_those_that_were(counting: bool, ceil: bool) -> None:
    one = walk(pooled=True, pool=pooling.Pool("average", (3, 2), (2, 3), (1, 1), ceil, count_padding=counting))
    for row, column in np.ndindex(one.shape):
        moment = moments.Moments(one).at(row, column)
        assert moment.window[0][moment.counted].mean() == pytest.approx(moment.value, abs=1e-5)
        assert moment.label == f"mean of {moment.counted.sum()}"


def test_the_window_of_a_dilated_kernel_is_its_taps() -> None:
    one = walk(dilation=(2, 2), border=padding.Padding("valid"))
    moment = moments.Moments(one).at(1, 2)
    assert (moment.window[0] == SMALL[0, 1:6:2, 2:7:2]).all()
    assert not moment.invented.any()


def test_single_weights_of_many_channels_stand_in_a_block_that_holds_them_all() -> None:
    weights = np.arange(48).reshape(48, 1, 1)
    assert moments.rows_of_channels(weights).shape == (1, 4, 12)
    assert (moments.rows_of_channels(weights).ravel() == np.arange(48)).all()
    assert moments.rows_of_channels(weights[:5]).shape == (1, 5, 1)
    assert moments.rows_of_channels(np.zeros((3, 3, 3))).shape == (3, 3, 3)


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@pytest.mark.parametrize("everywhere", [False, True])
def test_every_pooling_can_be_walked(kind: str, everywhere: bool) -> None:
    pool = pooling.Pool(kind, (3, 3), (2, 2), (1, 1), ceil=True, everywhere=everywhere)
    assert every_size(walk(pooled=True, pool=pool)) == {sheet.SIZE}


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
@pytest.mark.parametrize("dilation", [(1, 1), (2, 2)])
def test_every_border_can_be_walked(mode: str, amount: str, dilation: tuple[int, int]) -> None:
    border = padding.Padding(amount, mode, 0.5, 1, 2, 3, 1)
    assert every_size(walk(border=border, dilation=dilation, stride=(2, 3))) == {sheet.SIZE}


@pytest.mark.parametrize("activation", activations.ACTIVATIONS)
@pytest.mark.parametrize("mix", pipeline.MIXES)
def test_colour_images_can_be_walked(activation: str, mix: str) -> None:
    bank = "Random filters" if mix == "sum" else "Sobel x and y"
    assert every_size(walk(COLOUR, bank, mix=mix, activation=activation, bias=-0.25)) == {sheet.SIZE}


@pytest.mark.parametrize("weights", [(-1.0, 1.0), (1.0,), tuple(range(-4, 5))])
@pytest.mark.parametrize("channels", [1, 2, 3, 5])
@pytest.mark.parametrize("length", [9, 40, 1200])
def test_signals_can_be_walked(weights: tuple[float, ...], channels: int, length: int) -> None:
    signal = np.resize(SIGNAL, (channels, 1, length))
    assert every_size(own(signal, weights)) == {sheet.SIZE}
    assert every_size(own(signal.swapaxes(1, 2), *((one,) for one in weights))) == {sheet.SIZE}


@pytest.mark.parametrize("channels", [7, 16, 61])
@pytest.mark.parametrize("side", [1, 3])
def test_deep_layers_can_be_walked(channels: int, side: int) -> None:
    deep = np.resize(COLOUR[0, :12, :12], (channels, 12, 12))
    assert every_size(own(deep, *((0.5,) * side,) * side)) == {sheet.SIZE}


@pytest.mark.parametrize("bank", ["Gabor", "Laplacian of Gaussian", "2 × 2 mean"])
def test_kernels_of_other_sizes_can_be_walked(bank: str) -> None:
    assert every_size(walk(COLOUR[:1], bank)) == {sheet.SIZE}


@pytest.mark.parametrize("bias", [0.0, -123456.7])
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 9])
@pytest.mark.parametrize("window", [(1, 1), (1, 7), (2, 2), (3, 3), (4, 2), (5, 5), (9, 3), (31, 31)])
def test_nothing_runs_into_what_stands_beside_it(window: tuple[int, int], channels: int, bias: float) -> None:
    """White stays the gap on either side of the arithmetic, and the line above the sentence."""
    image = np.resize(COLOUR[:, :33, :33], (channels, 33, 33))
    weights = np.random.default_rng(2).normal(size=window)
    one = own(image, *(tuple(row) for row in weights.tolist()), bias=bias, activation="leaky ReLU")
    drawn = np.asarray(animation.picture(one, 1, 1))
    rooms = sheet.Sheet(one).rooms
    for x in (rooms.middle[0] - sheet.GAP // 2, rooms.output[0] - sheet.GAP // 2):
        assert (drawn[: sheet.FOOT - 13, x] == 255).all()
    assert (drawn[sheet.FOOT - 13] == 255).all()
    assert (drawn[:, [0, -1]] == 255).all()


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@pytest.mark.parametrize("window", [(1, 1), (2, 2), (7, 5), (32, 32)])
def test_no_pooling_runs_into_what_stands_beside_it(kind: str, window: tuple[int, int]) -> None:
    one = walk(COLOUR[:1], pooled=True, pool=pooling.Pool(kind, window, (1, 1), power=2.5))
    drawn = np.asarray(animation.picture(one, 1, 1))
    rooms = sheet.Sheet(one).rooms
    for room in (rooms.middle, rooms.output):
        assert (drawn[: sheet.FOOT - 13, room[0] - sheet.GAP // 2] == 255).all()
    assert (drawn[sheet.FOOT - 13] == 255).all()


def every_size(one: animation.Walk) -> set[tuple[int, int]]:
    return {image.size for image in animation.frames(one, animation.places(one.shape, 3))}


def test_every_name_can_be_written_in_pillows_own_font() -> None:
    names = {name for bank in catalogue.BANKS for name in catalogue.weights(bank, {}, 1)[0]}
    written = "".join(itertools.chain(names, activations.ACTIVATIONS, pooling.POOLINGS, "0123456789×…“”"))
    lacking = bytes(cells.font(14).getmask("\ufffe"))
    signs = set(cells.spelt(written)) - {cells.MINUS}
    assert not [sign for sign in signs if bytes(cells.font(14).getmask(sign)) == lacking]


def test_a_gif_moves_for_ever_and_its_last_frame_stays() -> None:
    one = walk(stride=(2, 2))
    walked = animation.places(one.shape, 144)
    made = opened(animation.gif(animation.frames(one, walked), 0.3))
    durations = []
    for number in range(made.n_frames):
        made.seek(number)
        durations.append(made.info["duration"])
    assert made.format == "GIF"
    assert made.size == sheet.SIZE
    assert made.info["loop"] == 0
    assert durations == [300] * 15 + [300 * animation.HELD]


def test_a_gif_looks_like_its_frames() -> None:
    one = walk()
    drawn = list(animation.frames(one, animation.places(one.shape, 8)))
    made = opened(animation.gif(iter(drawn), 0.1))
    for number, image in enumerate(drawn):
        made.seek(number)
        off = np.abs(np.asarray(made.convert("RGB"), int) - np.asarray(image, int)).max(axis=2)
        assert off.mean() < 1.5
        assert np.percentile(off, 99.5) < 24
        assert made.convert("RGB").getpixel((0, 0)) == cells.PAPER


def test_a_full_walk_over_a_small_map_makes_a_small_file() -> None:
    one = walk(np.resize(SMALL, (1, 12, 12)))
    data = animation.gif(animation.frames(one, animation.places(one.shape, limits.GIF_FRAMES)), 0.2)
    assert opened(data).n_frames == 144
    assert len(data) < 2 * 2**20


def test_a_gif_of_one_moment_is_a_picture() -> None:
    assert opened(animation.gif([animation.picture(walk(), 0, 0)], 0.5)).n_frames == 1


def test_a_png_is_the_picture() -> None:
    one = walk()
    made = Image.open(io.BytesIO(animation.png(one, 4, 5)))
    assert made.format == "PNG"
    assert (np.asarray(made) == np.asarray(animation.picture(one, 4, 5))).all()


def test_more_frames_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GIF_FRAMES", 3)
    with pytest.raises(InputError, match="more than 3 frames"):
        animation.gif(animation.frames(walk(), animation.places((8, 8), 4)), 0.1)


def test_no_frame_and_no_time_are_refused() -> None:
    with pytest.raises(InputError, match="no frame"):
        animation.gif([], 0.1)
    for seconds in (0.0, -1.0, 60.0, float("nan")):
        with pytest.raises(InputError, match="cannot be"):
            animation.gif([Image.new("RGB", (2, 2))], seconds)


@pytest.mark.parametrize("cell", [(-1, 0), (0, -1), (8, 0), (0, 8)])
def test_a_cell_outside_the_map_is_explained(cell: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="it is 8 × 8"):
        animation.picture(walk(), *cell)
    with pytest.raises(InputError, match="has no cell"):
        list(animation.frames(walk(), (cell,)))
    with pytest.raises(InputError, match="has no cell"):
        animation.png(walk(), *cell)


def test_a_walk_over_what_is_not_there_is_explained() -> None:
    result = walk().result
    for which in (-1, 1):
        with pytest.raises(InputError, match="the result has 1 map"):
            animation.Walk(result, which)
    with pytest.raises(InputError, match="no pooling"):
        animation.Walk(result, pooling=True)
    with pytest.raises(InputError, match="no palette"):
        animation.Walk(result, palette="rainbow")
