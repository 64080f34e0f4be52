"""cnnviz.figures.explored: the message holds exactly what was computed, and the settings that made it."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.figures import explored, palettes, signals
from cnnviz.ops import activations, catalogue, correlate, padding, pipeline, pooling
from cnnviz.ui import settings
from tests import explorer

PALETTE = "Purple–green"
RGB = ("red", "green", "blue")
OWN = pipeline.Kernels(pipeline.OWN, own=((1.0, -2.0), (0.5, 0.0), (3.0, 0.25)))
SOBEL = pipeline.Kernels("Sobel x and y")
FILTERS = pipeline.Kernels("Random filters", (("count", 4.0),))
BYTES = np.random.default_rng(0).integers(0, 256, (3, 9, 11), np.uint8)
COLOURS = BYTES / np.float32(255)


def sent(subject: explored.Subject, **more: object) -> explorer.Message:
    return explorer.unpacked(explored.blob(subject, PALETTE, more))


def result(stage: pipeline.Stage, channels: int = 3) -> pipeline.Result:
    return pipeline.result(COLOURS[:channels], RGB[:channels], stage)


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
def test_a_message_holds_the_image_the_kernel_and_the_map_bit_by_bit(amount: str, mode: str) -> None:
    border = padding.Padding(amount, mode, 0.5, 2, 0, 1, 20)
    done = result(pipeline.Stage(OWN, bias=-0.5, border=border, activation="ReLU"), 1)
    message = sent(explored.Subject(done, ("red",)))
    assert (message.planes == done.image).all()
    assert message.planes.dtype == np.float32
    assert (message.kernel == done.kernels[0]).all()
    assert (message.sums == done.maps[0]).all()
    assert (message.output == done.activated[0]).all()
    assert (message.palette == palettes.SIGNED[PALETTE]).all()
    assert message.header["operation"] == "correlate"
    assert message.header["size"] == [9, 11]
    assert message.header["window"] == [3, 2]
    assert message.header["outputs"] == list(done.maps.shape[1:])
    assert (message.header["values"]["padding"], message.header["values"]["mode"]) == (amount, mode)


def test_pixels_travel_as_bytes_and_are_the_image_again() -> None:
    done = result(pipeline.Stage(FILTERS, "sum"))
    whole = explored.blob(explored.Subject(done, RGB), PALETTE, {})
    small = explored.blob(explored.Subject(done, RGB, pixels=BYTES), PALETTE, {})
    assert len(whole) - len(small) == pytest.approx(3 * BYTES.size, abs=9)  # "false" and "true"
    message = explorer.unpacked(small)
    assert message.planes.dtype == np.uint8
    assert (message.planes == BYTES).all()
    assert (message.image == done.image).all()


@pytest.mark.parametrize("which", range(6))
def test_a_map_of_one_channel_comes_with_that_channel(which: int) -> None:
    """Red · x, red · y, green · x, …"""
    done = result(pipeline.Stage(SOBEL, "each"))
    message = sent(explored.Subject(done, RGB, which, pixels=BYTES))
    assert message.header["channels"] == [RGB[which // 2]]
    assert message.header["name"] == done.names[which]
    assert (message.planes == BYTES[which // 2]).all()
    assert (message.output == done.activated[which]).all()
    assert (message.kernel == done.kernels[which]).all()


@pytest.mark.parametrize("which", range(4))
def test_a_map_of_all_channels_comes_with_all_of_them(which: int) -> None:
    """C56."""
    done = result(pipeline.Stage(FILTERS, "sum"))
    message = sent(explored.Subject(done, RGB, which))
    assert message.header["channels"] == list(RGB)
    assert (message.planes == COLOURS).all()
    assert (message.kernel == np.float32(done.kernels[which])).all()
    assert not message.header["uniform"]
    assert (message.output == done.activated[which]).all()


def test_only_a_kernel_that_is_the_same_for_every_channel_is_uniform() -> None:
    assert sent(explored.Subject(result(pipeline.Stage(SOBEL, "sum")), RGB)).header["uniform"]
    assert sent(explored.Subject(result(pipeline.Stage(OWN), 1), ("red",))).header["uniform"]


def test_a_flipped_kernel_is_sent_as_it_was_given() -> None:
    """T1: whoever types into it types what is turned afterwards."""
    kernels = pipeline.Kernels(pipeline.OWN, own=OWN.own, flip=True)
    done = result(pipeline.Stage(kernels), 1)
    message = sent(explored.Subject(done, ("red",)))
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
    subject = explored.Subject(done, RGB, which, pool=True, pixels=BYTES)
    message = sent(subject)
    assert message.header["operation"] == "pool"
    assert message.header["channels"] == [done.names[which]]
    assert (message.planes == done.activated[which]).all()
    assert (message.output == done.pooled[which]).all()
    assert subject.outputs == done.pooled.shape[1:]
    assert message.header["shared"] == pytest.approx(float(abs(done.pooled).max()))


def test_one_scale_for_all_maps_ends_at_the_largest_number_of_any() -> None:
    done = result(pipeline.Stage(FILTERS, "sum"))
    shared = {sent(explored.Subject(done, RGB, which)).header["shared"] for which in range(4)}
    assert shared == {float(abs(done.activated).max())}


def test_a_row_of_numbers_is_an_image_of_one_row() -> None:
    stage = settings.stage(pipeline.Kernels(pipeline.OWN, own=((-1.0, 1.0),)), "sum", signals.border(2, 1, True))
    done = pipeline.result(np.array([[[0, 0, 0, 1, 1, 1, 0, 0]]], np.float32), ("numbers",), stage)
    message = sent(explored.Subject(done, ("numbers",)), layout="signal")
    assert (message.header["size"], message.header["window"], message.header["layout"]) == ([1, 8], [1, 2], "signal")
    assert message.output.tolist() == [[0, 0, 0, 1, 0, 0, -1, 0]]


def test_what_a_page_adds_stands_in_the_header_as_it_is() -> None:
    message = sent(explored.Subject(result(pipeline.Stage()), RGB), cell=(1, 2), trouble="“é”", values={"bias": 3})
    assert message.header["cell"] == [1, 2]
    assert message.header["trouble"] == "“é”"
    assert message.header["values"] == {"bias": 3}


@pytest.mark.parametrize("which", [-1, 6, 99])
def test_a_map_that_is_not_there_is_explained(which: int) -> None:
    with pytest.raises(InputError, match=rf"no map {which + 1}: this stage has 6"):
        explored.Subject(result(pipeline.Stage(SOBEL)), RGB, which)


def test_a_pooling_that_is_not_there_is_explained() -> None:
    with pytest.raises(InputError, match=r"no pooling\. Choose one"):
        explored.Subject(result(pipeline.Stage()), RGB, pool=True)


def stages() -> Iterator[pipeline.Stage]:
    """Stages of every padding, step and pooling, each in the company of others."""
    rng = np.random.default_rng(3)

    def one(options: object) -> object:
        listed = list(options)  # type: ignore[call-overload]
        return listed[rng.integers(len(listed))]

    def pair(low: int, high: int) -> tuple[int, int]:
        down = int(rng.integers(low, high))
        return (down, down) if rng.random() < 0.5 else (down, int(rng.integers(low, high)))

    for amount, mode, kind in itertools.product(padding.AMOUNTS, padding.MODES, ("none", "global", *pooling.POOLINGS)):
        border = padding.Padding(
            amount, mode, float(rng.uniform(-1, 1)), *(int(side) for side in rng.integers(0, 65, 4))
        )
        window = pair(1, 9)
        pool = (
            pooling.Pool(
                "max" if kind == "global" else kind,
                window,
                pair(1, 9),
                (window[0] // 2, int(rng.integers(0, window[1] // 2 + 1))),
                bool(rng.random() < 0.5),
                False,
                bool(rng.random() < 0.5),
                float(rng.uniform(1, 16)),
                float(rng.uniform(0.1, 30)),
            )
            if kind not in {"none", "global"}
            else None
        )
        yield pipeline.Stage(
            pipeline.Kernels(str(one(catalogue.BANKS)), flip=bool(rng.random() < 0.5)),
            str(one(pipeline.MIXES)),
            float(rng.uniform(-10, 10)),
            border,
            pair(1, 9),
            pair(1, 9),
            str(one(activations.ACTIVATIONS)),
            pooling.Pool(str(one(pooling.POOLINGS)), everywhere=True) if kind == "global" else pool,
        )


def test_the_settings_that_are_sent_make_the_same_stage_again() -> None:
    checked = 0
    for stage in [pipeline.Stage(), *stages()]:
        values = explored.values(stage)
        bare = pipeline.Kernels(stage.kernels.bank)
        assert settings.stage(bare, stage.mix, values) == stage
        checked += 1
    assert checked == 1 + 4 * 5 * 8


def test_the_settings_are_named_as_the_widgets_in_a_link() -> None:
    """Whatever a link says of a stage is among them, under the same name and with the same value."""
    for stage in stages():
        values = explored.values(stage)
        linked = settings.of_stages((stage,))
        for name, value in linked.items():
            if not name.startswith(("kernel", "mix")):
                head, _, tail = name.partition("1")
                assert values[head + tail] == value, name
