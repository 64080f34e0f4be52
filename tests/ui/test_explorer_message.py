"""From cnnviz.figures.walk.explored to the browser's explorer: it reads what was sent, and computes the same itself."""

import base64
import functools
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.figures.draw import tiles
from cnnviz.figures.walk import explored, walks
from cnnviz.ops import activations, padding, pipeline, pooling
from cnnviz.ui.stage_settings import values as stage_values
from tests import node

DRIVER = Path(__file__).with_name("message_driver.mjs")
RGB = ("red", "green", "blue")


def image(channels: int, rows: int = 13, columns: int = 12) -> np.ndarray:
    """Bytes (c h w), no two rows alike."""
    return np.random.default_rng(channels).integers(0, 256, (channels, rows, columns), np.uint8)


def stages() -> list[tuple[int, pipeline.Stage]]:
    """Channels and stages of every kind."""
    own = pipeline.Kernels(pipeline.OWN, own=((1.0, -2.0), (0.5, 0.0), (3.0, 0.25)))
    filters = pipeline.Kernels("random", (("count", 3.0),))
    through = pipeline.Kernels("step-channels")
    sobel = pipeline.Kernels("sobel-xy", flip=True)
    borders = [
        padding.Padding(amount, mode, 0.5, 3, 0, 1, 2)
        for amount, mode in itertools.product(padding.AMOUNTS, padding.MODES)
    ]
    steps = [((1, 1), (1, 1)), ((2, 3), (1, 1)), ((2, 2), (2, 1))]
    pools = [
        None,
        *(pooling.Pool(kind, (3, 2), (2, 3), (1, 1), ceil=True) for kind in pooling.POOLINGS),
        *(pooling.Pool(kind, everywhere=True) for kind in pooling.POOLINGS),
        pooling.Pool("average", (4, 4), (3, 3), (2, 2), ceil=True, count_padding=False),
        pooling.Pool("Lp", power=3.5),
        pooling.Pool("Gaussian", (3, 3), sigma=0.4, padding=(1, 0), count_padding=False),
    ]
    plain = [
        (channels, pipeline.Stage(kernels, mix, bias, border, stride, dilation))
        for number, (border, (stride, dilation)) in enumerate(itertools.product(borders, steps))
        for channels, kernels, mix, bias in [
            ((1, own, "each", 0.0), (3, sobel, "each", -0.5), (3, filters, "sum", 1.25), (2, through, "sum", 0.0))[
                number % 4
            ]
        ]
    ]
    after = [(1, pipeline.Stage(sobel, activation=name)) for name in activations.ACTIVATIONS]
    pooled = [
        (channels, pipeline.Stage(kernels, mix, activation="ReLU", pool=pool))
        for pool in pools
        for channels, kernels, mix in ((1, own, "each"), (3, sobel, "each"), (3, filters, "sum"))
    ]
    return [*plain, *after, *pooled]


@functools.cache
def explorations() -> list[tuple[walks.Walk, tuple[str, ...], np.ndarray | None]]:
    """Walks, the names of their channels, and the pixels as bytes."""
    found = []
    for number, (channels, stage) in enumerate(stages()):
        pixels = image(channels)
        names = RGB if channels == 3 else tuple(f"slice {k}" for k in range(channels))
        result = pipeline.result(pixels / np.float32(255), names, stage)
        which = number % len(result.maps)
        found.append((walks.Walk(result, which), names, (pixels, None)[number % 2]))
        if stage.pool:
            found.append((walks.Walk(result, which, pooling=True), names, None))
    return found


def scales() -> list[tuple[np.ndarray, float]]:
    """Values and the end of their scale; 0 for grey."""
    rng = np.random.default_rng(0)
    signed = [(rng.uniform(-limit, limit, 500).astype(np.float32), limit) for limit in (1.0, 0.37, 12.5, 3e4)]
    ends = [(np.array([-limit, -0.0, 0.0, limit], np.float32), float(np.float32(limit))) for limit in (1.0, 0.1, 7.7)]
    return [*signed, *ends, (np.arange(256, dtype=np.float32) / np.float32(255), 0.0)]


@pytest.fixture(scope="module")
def told() -> dict[str, list[Any]]:
    """What the browser makes of it all, from one run of Node.js."""
    blobs = [
        explored.blob(walk, channels, {"values": stage_values.of_stage(walk.result.stage)}, pixels)
        for walk, channels, pixels in explorations()
    ]
    messages = [base64.b64encode(blob).decode() for blob in blobs]
    colours = [{"values": values.tolist(), "limit": limit} for values, limit in scales()]
    answers: dict[str, list[Any]] = node.answers(DRIVER, {"messages": messages, "colours": colours})
    return answers


def test_the_browser_reads_the_numbers_that_were_computed(told) -> None:
    for (walk, *_), given in zip(explorations(), told["messages"], strict=True):
        result, which = walk.result, walk.which
        expected = result.pooled if walk.pooling else result.activated
        assert expected is not None
        planes = result.activated[which : which + 1] if walk.pooling else result.image[walk.channels]
        assert given["planes"] == planes.reshape(len(planes), -1).tolist()
        assert given["output"] == expected[which].ravel().tolist(), result.stage
        assert given["sums"] == (expected if walk.pooling else result.maps)[which].ravel().tolist()


def test_the_browser_computes_from_a_message_what_the_server_did(told) -> None:
    """The sentence "browser and server agree", for steps of every kind."""
    for (walk, *_), given in zip(explorations(), told["messages"], strict=True):
        assert tuple(given["computed"]["size"]) == walk.shape
        expected = walk.result.pooled if walk.pooling else walk.result.activated
        assert expected is not None
        largest = max(1.0, float(abs(expected[walk.which]).max()))
        np.testing.assert_allclose(
            given["computed"]["output"],
            expected[walk.which].ravel(),
            rtol=0,
            atol=1e-5 * largest,
            err_msg=str(walk.result.stage),
        )


def test_the_browser_takes_colours_from_the_same_places_of_a_palette(told) -> None:
    """One place apart at most, where 32 bits round to the other side of a step."""
    for (values, limit), given in zip(scales(), told["colours"], strict=True):
        expected = tiles.signed(values, limit) if limit else tiles.grey(values)
        apart = np.abs(np.array(given) - expected.astype(int))
        assert apart.max() <= 1
        assert (apart == 0).mean() > 0.99
        assert (apart[values == 0] == 0).all()
