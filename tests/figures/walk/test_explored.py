"""cnnviz.figures.walk.explored: the message holds exactly what was computed, and the settings that made it."""

import numpy as np
import pytest

from cnnviz.figures.convolution import signals
from cnnviz.figures.draw import palettes
from cnnviz.figures.walk import explored, walks
from cnnviz.ops import correlate, padding, pipeline, pooling
from cnnviz.ui.stage_settings import values as stage_values
from tests import explorer

PALETTE = "purple-green"
RGB = ("red", "green", "blue")
OWN = pipeline.Kernels(pipeline.OWN, own=((1.0, -2.0), (0.5, 0.0), (3.0, 0.25)))
SOBEL = pipeline.Kernels("sobel-xy")
FILTERS = pipeline.Kernels("random", (("count", 4.0),))
BYTES = np.random.default_rng(0).integers(0, 256, (3, 9, 11), np.uint8)
COLOURS = BYTES / np.float32(255)


def sent(
    walk: walks.Walk, channels: tuple[str, ...] = RGB, pixels: np.ndarray | None = None, **more: object
) -> explorer.Message:
    header = {"values": stage_values.of_stage(walk.result.stage), **more}
    return explorer.unpacked(explored.blob(walk, channels, header, pixels))


def result(stage: pipeline.Stage, channels: int = 3) -> pipeline.Result:
    return pipeline.result(COLOURS[:channels], RGB[:channels], stage)


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
def test_a_message_holds_the_image_the_kernel_and_the_map_bit_by_bit(amount: str, mode: str) -> None:
    border = padding.Padding(amount, mode, 0.5, 2, 0, 1, 20)
    done = result(pipeline.Stage(OWN, bias=-0.5, border=border, activation="ReLU"), 1)
    message = sent(walks.Walk(done, palette=PALETTE), ("red",))
    assert (message.planes == done.image).all()
    assert message.planes.dtype == np.float32
    assert (message.kernel == done.kernels[0]).all()
    assert (message.sums == done.maps[0]).all()
    assert (message.output == done.activated[0]).all()
    assert (message.palette == palettes.SIGNED[PALETTE].colours).all()
    assert message.header["operation"] == "correlate"
    assert message.planes.shape == (1, 9, 11)
    assert message.kernel.shape == (1, 3, 2)
    assert message.output.shape == done.maps.shape[1:]
    assert (message.header["values"]["padding"], message.header["values"]["mode"]) == (amount, mode)


def test_pixels_travel_as_bytes_and_are_the_image_again() -> None:
    done = result(pipeline.Stage(FILTERS, "sum"))
    whole = explored.blob(walks.Walk(done), RGB, {})
    small = explored.blob(walks.Walk(done), RGB, {}, BYTES)
    assert len(whole) - len(small) == pytest.approx(3 * BYTES.size, abs=16)  # the header and what fills up to 8 bytes
    message = explorer.unpacked(small)
    assert message.planes.dtype == np.uint8
    assert (message.planes == BYTES).all()
    assert (message.image == done.image).all()


@pytest.mark.parametrize("which", range(6))
def test_a_map_of_one_channel_comes_with_that_channel(which: int) -> None:
    """Red · x, red · y, green · x, …"""
    done = result(pipeline.Stage(SOBEL, "each"))
    message = sent(walks.Walk(done, which), pixels=BYTES)
    assert message.header["channels"] == [RGB[which // 2]]
    assert message.header["name"] == done.names[which]
    assert (message.planes == BYTES[which // 2]).all()
    assert (message.output == done.activated[which]).all()
    assert (message.kernel == done.kernels[which]).all()


@pytest.mark.parametrize("which", range(4))
def test_a_map_of_all_channels_comes_with_all_of_them(which: int) -> None:
    """C56."""
    done = result(pipeline.Stage(FILTERS, "sum"))
    message = sent(walks.Walk(done, which))
    assert message.header["channels"] == list(RGB)
    assert (message.planes == COLOURS).all()
    assert (message.kernel == np.float32(done.kernels[which])).all()
    assert not message.header["uniform"]
    assert (message.output == done.activated[which]).all()


def test_only_a_kernel_that_is_the_same_for_every_channel_is_uniform() -> None:
    assert sent(walks.Walk(result(pipeline.Stage(SOBEL, "sum")))).header["uniform"]
    assert sent(walks.Walk(result(pipeline.Stage(OWN), 1)), ("red",)).header["uniform"]


def test_a_flipped_kernel_is_sent_as_it_was_given() -> None:
    """T1: whoever types into it types what is turned afterwards."""
    kernels = pipeline.Kernels(pipeline.OWN, own=OWN.own, flip=True)
    done = result(pipeline.Stage(kernels), 1)
    message = sent(walks.Walk(done, palette=PALETTE), ("red",))
    assert message.header["values"]["flip"]
    assert (message.kernel[0] == np.array(OWN.own)).all()
    assert (correlate.flipped(message.kernel) == done.kernels[0]).all()


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@pytest.mark.parametrize(("kernels", "mix"), [(OWN, "each"), (SOBEL, "each"), (FILTERS, "sum")])
def test_a_pooling_comes_with_the_map_that_it_pools(kind: str, kernels: pipeline.Kernels, mix: str) -> None:
    pool = pooling.Pool(kind, (3, 2), (2, 1), (1, 0), ceil=True)
    done = result(pipeline.Stage(kernels, mix, activation="tanh", pool=pool))
    assert done.pooled is not None
    which = len(done.maps) - 1
    walk = walks.Walk(done, which, pooling=True)
    message = sent(walk, pixels=BYTES)
    assert message.header["operation"] == "pool"
    assert message.header["channels"] == [done.names[which]]
    assert (message.planes == done.activated[which]).all()
    assert (message.output == done.pooled[which]).all()
    assert walk.shape == done.pooled.shape[1:]
    assert message.header["shared"] == pytest.approx(float(abs(done.pooled).max()))


def test_one_scale_for_all_maps_ends_at_the_largest_number_of_any() -> None:
    done = result(pipeline.Stage(FILTERS, "sum"))
    shared = {sent(walks.Walk(done, which)).header["shared"] for which in range(4)}
    assert shared == {float(abs(done.activated).max())}


def test_a_row_of_numbers_is_an_image_of_one_row() -> None:
    stage = stage_values.stage(pipeline.Kernels(pipeline.OWN, own=((-1.0, 1.0),)), "sum", signals.border(2, 1, True))
    done = pipeline.result(np.array([[[0, 0, 0, 1, 1, 1, 0, 0]]], np.float32), ("numbers",), stage)
    message = sent(walks.Walk(done), ("numbers",), layout="signal")
    assert (message.planes.shape[1:], message.kernel.shape[1:], message.header["layout"]) == ((1, 8), (1, 2), "signal")
    assert message.output.tolist() == [[0, 0, 0, 1, 0, 0, -1, 0]]


def test_what_a_page_adds_stands_in_the_header_as_it_is() -> None:
    message = sent(walks.Walk(result(pipeline.Stage())), cell=(1, 2), trouble="“é”", values={"bias": 3})
    assert message.header["cell"] == [1, 2]
    assert message.header["trouble"] == "“é”"
    assert message.header["values"] == {"bias": 3}
