"""Every cap stood on: what is exactly as large is taken, what is one larger is refused with a sentence."""

import asyncio
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
from starlette.requests import Request

from cnnviz import limits
from cnnviz.api.runs import requests
from cnnviz.datasets.brought import own
from cnnviz.datasets.choice import Choice
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.figures.walk import animation
from cnnviz.images import decode, picture, samples
from cnnviz.inspect.brought import onnx_model
from cnnviz.nets import layers, shapes, text
from cnnviz.nets.inside import feature_maps, receptive
from cnnviz.nets.layers import Conv, Dense, Flatten, Pool
from cnnviz.nets.networks import Block, Network, Parallel
from cnnviz.nets.onnx import reading, wire
from cnnviz.ops import geometry, kernel_text, pipeline, pooling
from cnnviz.ops.padding import Padding
from cnnviz.ops.pipeline import Kernels, Stage
from cnnviz.training import config, cost
from cnnviz.training.config import Config
from cnnviz.training.exciting import wanted
from cnnviz.training.exciting.wanted import Source, Wanted
from cnnviz.ui import caching

RNG = np.random.default_rng(0)


def file(kind: str, width: int, height: int, **how: Any) -> bytes:
    stream = io.BytesIO()
    noise = RNG.integers(0, 256, (height, width), np.uint8)
    PIL.Image.fromarray(noise).save(stream, kind, **how)
    return stream.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


PNG, WIDE = file("PNG", 7, 5), file("PNG", 9, 1)
JPEG, SCANNED = file("JPEG", 40, 30), file("JPEG", 40, 30, progressive=True)
SCANS = SCANNED.count(b"\xff\xda")
# Two classes of three pictures.
FILES = {f"{kind}/{number}.png": PNG for kind in "ab" for number in range(3)}
ZIP = zipped(FILES)
DRAWN = {kind: [np.zeros((1, 9, 9))] * 3 for kind in "ab"}
NPY = io.BytesIO()
np.save(NPY, np.ones((2, 5)))
IMAGE = np.ones((3, 6, 7), np.float32)
FRAME = PIL.Image.new("RGB", (4, 4))

NET = Network("n", (2, 6, 5), (Conv(3), layers.Activation(), Flatten(), Dense(4)))
TOTALS = shapes.totals(shapes.records(NET))
DEEP = Network("n", (1, 6, 6), (Block("a", (Block("b", (Conv(2),)),)),))
BRANCHED = Network("n", (1, 6, 6), (Parallel(((Conv(2),),) * 5),))
RUN = Config(network=Network("n", (1, 6, 5), NET.layers), batch=7, epochs=9)
DATA = Described("data", (1, 6, 5), tuple("abcd"), 70, 10, 10)
COST = cost.estimated(RUN, DATA)
BROUGHT = reading.Read(NET, {}, "", None, (), False, "")
EXCITED = Wanted(NET, Source("none.safetensors"), "0", 0, (0.0,), (1.0,), ())
# Written before any cap is changed.
SAID, LINK, RUN_SAID = text.to_json(NET), text.to_link(NET), config.to_json(RUN)
PACKED = own.packed(own.gathered_zip(ZIP, "t").dataset)
SIDES = ((5, 0, 0, 0), (0, 5, 0, 0), (0, 0, 5, 0), (0, 0, 0, 5))
BOTH = ((5, 1), (1, 5))


def body(size: int) -> bytes:
    """What a request of so many bytes brings."""
    parts = [{"type": "http.request", "body": bytes(size), "more_body": False}]

    async def receive() -> dict[str, Any]:
        return parts.pop(0)

    request = Request({"type": "http", "method": "POST", "headers": [], "path": "/", "query_string": b""}, receive)
    return asyncio.run(requests.body(request))


# The cap, how large something is, and what makes it.
STANDS: list[tuple[str, int | float, Callable[[], object]]] = [
    ("UPLOAD_BYTES", len(PNG), lambda: decode.decoded(PNG, "a.png")),
    ("UPLOAD_BYTES", len(ZIP), lambda: own.gathered_zip(ZIP, "t")),
    ("PIXELS", 35, lambda: decode.decoded(PNG, "a.png")),
    ("PIXELS", 1200, lambda: decode.decoded(SCANNED, "a.jpg")),
    ("JPEG_PIXELS", 1200, lambda: decode.decoded(JPEG, "a.jpg")),
    ("JPEG_SCANS", SCANS, lambda: decode.decoded(SCANNED, "a.jpg")),
    ("SIDE", 9, lambda: decode.decoded(WIDE, "a.png")),
    ("MAX_SIDE", 48, lambda: samples.picture("impulse", 48)),
    ("MAX_SIDE", 48, lambda: picture.working(samples.picture("impulse", 40), 48, "grey")),
    ("KERNEL_SIDE", 5, lambda: kernel_text.parsed("1 2 3 4 5")),
    ("KERNEL_SIDE", 5, lambda: kernel_text.parsed("1\n2\n3\n4\n5")),
    ("KERNEL_SIDE", 5, lambda: kernel_text.from_file(NPY.getvalue(), "k.npy")),
    ("KERNEL_SIDE", 5, lambda: Kernels(pipeline.OWN, own=((1.0,) * 5,)).weights()),
    ("KERNEL_SIDE", 5, lambda: Kernels(pipeline.OWN, own=((1.0,),) * 5).weights()),
    ("KERNEL_SIDE", 5, lambda: Conv(size=(5, 1))),
    ("KERNEL_SIDE", 5, lambda: Conv(size=(1, 5))),
    ("KERNEL_WEIGHT", 7, lambda: kernel_text.parsed("7 1")),
    ("KERNEL_WEIGHT", 7, lambda: kernel_text.parsed("-7 1")),
    ("KERNEL_WEIGHT", 7, lambda: Kernels(pipeline.OWN, own=((-7.0,),)).weights()),
    ("KERNEL_WEIGHT", 7, lambda: Stage(bias=-7.0)),
    ("KERNEL_FILE_BYTES", 5, lambda: kernel_text.parsed("1 2 3")),
    ("KERNEL_FILE_BYTES", 5, lambda: kernel_text.from_file(b"1 2 3", "k.csv")),
    *(("PADDING", 5, lambda sides=sides: Padding("explicit", "constant", 0, *sides)) for sides in SIDES),
    *(("PADDING", 5, lambda pad=pad: Conv(padding=pad)) for pad in (((5, 0), (0, 0)), ((0, 0), (0, 5)))),
    ("STRIDE", 5, lambda: geometry.Axis("rows", 9, 3, 5)),
    *(("STRIDE", 5, lambda kind=kind, pair=pair: kind(stride=pair)) for kind in (Conv, Pool) for pair in BOTH),
    ("DILATION", 3, lambda: geometry.Axis("rows", 9, 3, 1, 3)),
    *(("DILATION", 5, lambda pair=pair: Conv(dilation=pair)) for pair in BOTH),
    *(("POOL_WINDOW", 5, lambda pair=pair: pooling.Pool(window=pair)) for pair in ((5, 2), (2, 5))),
    *(("POOL_WINDOW", 5, lambda pair=pair: Pool(size=pair)) for pair in ((5, 2), (2, 5))),
    ("POOL_WINDOW", 5, lambda: pooling.Pool(sigma=5)),
    ("MAPS", 6, lambda: pipeline.results(IMAGE, ("r", "g", "b"), (Stage(),))),
    ("MAP_VALUES", 6 * 8 * 9, lambda: pipeline.results(IMAGE, ("r", "g", "b"), (Stage(),))),
    ("GIF_FRAMES", 4, lambda: animation.gif([FRAME] * 4, 0.5)),
    ("NET_LAYERS", 4, lambda: Network("n", NET.input, NET.layers)),
    ("NET_LAYERS", 4, lambda: text.from_json(text.to_json(NET))),
    ("NET_DEPTH", 3, lambda: Network("n", DEEP.input, DEEP.layers)),
    ("NET_DEPTH", 3, lambda: text.from_json(text.to_json(DEEP))),
    ("NET_BRANCHES", 5, lambda: Parallel(((),) * 5)),
    ("NET_BRANCHES", 5, lambda: text.from_json(text.to_json(BRANCHED))),
    *(("NET_UNITS", 6, make) for make in (lambda: Conv(6), lambda: Conv(6, groups=6), lambda: Dense(6))),
    ("NET_UNITS", 6, lambda: layers.LRN(6)),
    *(("NET_SIDE", 6, lambda pair=pair: Network("n", (1, *pair))) for pair in ((6, 1), (1, 6))),
    *(("NET_SIDE", 6, lambda pair=pair: layers.AdaptivePool(pair)) for pair in ((6, 1), (1, 6))),
    ("NET_CHANNELS", 6, lambda: Network("n", (6, 1, 1))),
    *(("NET_NAME", 6, make) for make in (lambda: Network("a name"), lambda: Block("a name"))),
    ("NET_PARAMETERS", TOTALS.parameters, lambda: shapes.records(NET)),
    ("NET_PARAMETERS", 4 * 2, lambda: shapes.records(Network("n", (2, 3, 3), (layers.BatchNorm(),)))),
    ("NET_VALUES", 3 * 4 * 3 * 3 + 4, lambda: shapes.records(NET)),
    ("NET_JSON_BYTES", len(SAID), lambda: text.from_json(SAID)),
    ("NET_JSON_BYTES", len(SAID), lambda: text.from_link(LINK)),
    ("NET_JSON_BYTES", len(RUN_SAID), lambda: config.from_json(RUN_SAID)),
    ("NET_LINK_CHARACTERS", len(LINK), lambda: text.to_link(NET)),
    ("NET_LINK_CHARACTERS", len(LINK), lambda: text.from_link(LINK)),
    ("FIELD_LAYERS", 4, lambda: receptive.records(Network("n", (1, 9, 9), (Conv(1),) * 4))),
    ("DATA_IMAGES", 6, lambda: Choice(images=6)),
    ("OWN_IMAGES", 6, lambda: own.gathered_zip(ZIP, "t")),
    ("OWN_IMAGES", 6, lambda: own.from_pictures(DRAWN, "t")),
    ("OWN_PIXELS", 6 * 35, lambda: own.gathered_zip(ZIP, "t")),
    ("OWN_PIXELS", 6 * 35, lambda: own.from_pictures({kind: [PNG] * 3 for kind in "ab"}, "t")),
    ("OWN_FILE_BYTES", len(PNG), lambda: own.gathered_zip(ZIP, "t")),
    ("OWN_UNPACKED_BYTES", 6 * len(PNG), lambda: own.gathered_zip(ZIP, "t")),
    ("OWN_FILES", 6, lambda: own.gathered_zip(ZIP, "t")),
    ("OWN_SIDE", 28, lambda: own.unpacked(PACKED)),
    *(("OWN_CLASSES", 3, make) for make in (
        lambda: own.from_pictures({kind: [PNG] * 2 for kind in "abc"}, "t"),
        lambda: own.gathered_zip(zipped({f"{kind}/{one}.png": PNG for kind in "abc" for one in "12"}), "t"),
    )),
    ("TRAIN_BATCH", 7, lambda: Config(batch=7)),
    ("TRAIN_EPOCHS", 9, lambda: Config(epochs=9)),
    ("TRAIN_PARAMETERS", COST.parameters, lambda: cost.require_affordable(RUN, DATA)),
    ("TRAIN_STEPS", 90, lambda: cost.require_affordable(RUN, DATA)),
    ("TRAIN_MEMORY", COST.memory, lambda: cost.require_affordable(RUN, DATA)),
    ("TRAIN_SECONDS", COST.seconds, lambda: cost.require_affordable(RUN, DATA)),
    ("SEEN_MACS", 5 * TOTALS.macs, lambda: feature_maps.affordable(NET, 5)),
    ("SEEN_VALUES", 5 * TOTALS.memory // shapes.BYTES, lambda: feature_maps.affordable(NET, 5)),
    ("ONNX_FIELDS", 3, lambda: list(wire.Message(b"\x08\x08" * 3).fields())),
    ("BROUGHT_PARAMETERS", TOTALS.parameters, lambda: onnx_model.ready(BROUGHT)),
    ("EXCITE_MACS", TOTALS.macs, lambda: wanted.require_affordable(EXCITED)),
    ("EXCITE_BYTES", TOTALS.memory, lambda: wanted.require_affordable(EXCITED)),
    ("LIVE_BYTES", 6, lambda: body(6)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "size", "make"), STANDS, ids=[name for name, _, _ in STANDS])
def test_what_is_as_large_as_a_cap_is_taken_and_one_more_is_not(
    name: str, size: float, make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, name, size)
    make()
    monkeypatch.setattr(limits, name, size - 1 if isinstance(size, int) else np.nextafter(size, 0))
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: samples.picture("impulse", 40),
        lambda: picture.working(samples.picture("impulse", 48), 40, "grey"),
    ],
)
def test_what_is_as_small_as_the_least_is_taken_and_one_less_is_not(
    make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MIN_SIDE", 40)
    make()
    monkeypatch.setattr(limits, "MIN_SIDE", 41)
    with pytest.raises(InputError):
        make()


def test_no_more_working_images_are_kept_than_the_cap_says() -> None:
    for side in range(32, 1025, 31):
        for key in ("impulse", "steps"):
            caching.sample(key, side, "rgb")
            held = [
                array.nbytes
                for image in caching.IMAGES.values()
                for array in (image.pixels, *(step.pixels for step in image.steps))
            ]
            assert sum(held) <= limits.CACHED_IMAGE_BYTES
    assert len(caching.IMAGES) < 2 * len(range(32, 1025, 31))


@pytest.mark.parametrize("room", ["ops", "nets", "figures"])
def test_every_cap_that_kernels_and_networks_keep_to_is_stood_on(room: str) -> None:
    files = (Path(limits.__file__).parent / room).rglob("*.py")
    read = {name for path in files for name in re.findall(r"limits\.([A-Z_]+)", path.read_text(encoding="utf-8"))}
    assert read - {stand[0] for stand in STANDS} == set()
