"""Settings worth writing down as code, and how the numbers of a script are compared with the app's."""

import contextlib
import dataclasses
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image

from cnnviz.codegen.stage import languages
from cnnviz.ops import activations, catalogue, padding, pipeline, pooling
from cnnviz.ops.padding import Padding
from cnnviz.ops.pipeline import Kernels, Stage
from cnnviz.ops.pooling import Pool
from tests.ops.drawn_stages import Case

SHAPE = (13, 18)
CHANNELS = {1: ("grey",), 3: ("red", "green", "blue")}
UNIT = 2.0**-24  # one rounding of a 32-bit float

UNEVEN = Kernels(pipeline.OWN, own=((0.5, -1.25, 3), (2, 0, -0.1), (0, 1 / 3, 1), (-2, 7, 0.7)))
WIDE = Kernels(pipeline.OWN, own=((1, -2, 0.5, 4),))

EACH = Kernels(
    pipeline.OWN,
    own=((0.5, -1.25), (3, 0)),
    more=(((0, 1), (2, -4)), ((1, 1), (0.25, 0)), *(((k, -2), (0, 1)) for k in range(3))),
)
OWN_BLOCKS = {
    f"own blocks, {mix}, {'flipped' if flip else 'as they are'}": (
        (Stage(dataclasses.replace(EACH, flip=flip), mix, 0.5, dilation=(2, 1)),),
        3,
    )
    for mix, flip in itertools.product(pipeline.MIXES, (False, True))
}

BANKS = {f"bank {name}": ((Stage(Kernels(name)),), 1) for name in catalogue.BANKS}

CHANNEL_MIXES = {
    f"{name}, {mix}, {'flipped' if flip else 'as it is'}, bias {bias}": (
        (Stage(Kernels(name, flip=flip), mix, bias),),
        3,
    )
    for name, mix, flip, bias in itertools.product(
        ("sobel-xy", "random", "emboss"), pipeline.MIXES, (False, True), (0.0, -0.3)
    )
    if (name, mix) != ("random", "each")  # 96 maps: more than the limit
}

LARGE = {
    f"{name} at {value}, {mix}": ((Stage(Kernels(name, ((parameter, value),), flip=True), mix),), 3)
    for (name, parameter, value), mix in itertools.product(
        [
            ("gaussian", "sigma", 4),
            ("box", "size", 31),
            ("laplacian-of-gaussian", "sigma", 3),
            ("t-shape-parts", "size", 21),
        ],
        pipeline.MIXES,
    )
}

SIDES = ((0, 0, 0, 1), (2, 1, 0, 3), (13, 12, 18, 17), (40, 31, 20, 55))
PADDINGS = {
    f"padding {amount} {sides}, {mode}": (
        (Stage(UNEVEN, border=Padding(amount, mode, 0.25, *sides), dilation=(2, 1)),),
        3,
    )
    for amount, mode in itertools.product(padding.AMOUNTS, padding.MODES)
    for sides in (SIDES if amount == "explicit" else ((0, 0, 0, 0),))
}

STEPS = {
    f"stride {stride}, dilation {dilation}, {mix}": ((Stage(UNEVEN, mix, stride=stride, dilation=dilation),), 3)
    for stride, dilation, mix in itertools.product(
        itertools.product((1, 2, 3), (1, 2, 3)), ((1, 1), (3, 1), (2, 2)), pipeline.MIXES
    )
}

ACTIVATIONS = {
    f"activation {name}": ((Stage(WIDE, activation=name, bias=0.25),), 3) for name in activations.ACTIVATIONS
}

WINDOWS = [
    Pool(window=(2, 2), stride=(2, 2)),
    Pool(window=(3, 2), stride=(1, 2)),
    Pool(window=(2, 3), stride=(3, 4)),
    Pool(window=(3, 3), stride=(2, 2), padding=(1, 1)),
    Pool(window=(3, 3), stride=(2, 2), padding=(1, 1), count_padding=False),
    Pool(window=(4, 5), stride=(3, 3), padding=(2, 0), ceil=True),
    Pool(window=(4, 5), stride=(3, 3), padding=(2, 0), ceil=True, count_padding=False),
    Pool(window=(2, 2), stride=(5, 5), ceil=True),
    Pool(window=(5, 5), stride=(5, 5), ceil=True),
    Pool(everywhere=True),
]
POOLINGS = {
    f"{kind} {power} of window {number}": (
        (Stage(Kernels("sobel-xy"), pool=dataclasses.replace(pool, kind=kind, power=power, sigma=0.8)),),
        3,
    )
    for kind, (number, pool) in itertools.product(pooling.POOLINGS, enumerate(WINDOWS))
    for power in ((1, 2, 3.5, 16) if kind == "Lp" else (2,))
}

# Strides leave 2 × 3 of the picture: windows larger than that, which ceil mode lets hang over.
OVERHUNG = {
    f"{kind} of a map smaller than its window, {padded}": (
        (
            Stage(
                Kernels("sobel-xy"),
                stride=(7, 7),
                pool=Pool(kind, (4, 5), (3, 4), (padded, padded), ceil=True, count_padding=kind == "average"),
            ),
        ),
        3,
    )
    for kind, padded in itertools.product(pooling.POOLINGS, (0, 1))
}

COMPASS: dict[str, Case] = {
    f"compass, {mode} {value}, bias {bias}, flip {flip}": (
        (Stage(Kernels("kirsch-all", flip=flip), "sum", bias, Padding("same", mode, value), (1, 2)),),
        channels,
    )
    for channels, mode, value, bias, flip in (
        (1, "nearest", 0.0, 0.0, False),
        (3, "constant", 0.1, 0.7, False),
        (1, "constant", -0.3, -2.5, True),
    )
}

CHAINS: dict[str, Case] = {
    "three stages": (
        (
            Stage(Kernels("sobel-xy"), "each", activation="ReLU", pool=Pool()),
            Stage(Kernels("random", (("count", 5),)), "sum", 0.1, activation="tanh"),
            Stage(Kernels("gaussian"), "each", stride=(1, 2), pool=Pool("average", (3, 3), (2, 2), (1, 1))),
        ),
        3,
    ),
    "two stages, nothing between": ((Stage(WIDE, border=Padding("valid")), Stage(UNEVEN, "sum")), 1),
    "a map smaller than its padding": (
        (Stage(pool=Pool(everywhere=True)), Stage(UNEVEN, border=Padding("full", "mirror"))),
        1,
    ),
}

ALL: dict[str, Case] = {
    **BANKS,
    **OWN_BLOCKS,
    **CHANNEL_MIXES,
    **LARGE,
    **PADDINGS,
    **STEPS,
    **ACTIVATIONS,
    **POOLINGS,
    **OVERHUNG,
    **COMPASS,
    **CHAINS,
}


def picture(channels: int) -> np.ndarray:
    """A random working image, half of it of few levels, so that there are ties: uint8 (h w) or (h w 3)."""
    pixels = np.random.default_rng(channels).integers(0, 256, (*SHAPE, channels), dtype=np.uint8)
    pixels[:, SHAPE[1] // 2 :] = pixels[:, SHAPE[1] // 2 :] // 64 * 67
    return pixels[:, :, 0] if channels == 1 else pixels


def results(case: Case) -> tuple[pipeline.Result, ...]:
    """What the app computes from `picture`."""
    stages, channels = case
    pixels = picture(channels).reshape(*SHAPE, channels).transpose(2, 0, 1)
    return pipeline.results(pixels.astype(np.float32) / 255, CHANNELS[channels], stages)


def source(language: str, case: Case) -> str:
    """The script for `picture`."""
    stages, channels = case
    return languages.LANGUAGES[language].function(stages, CHANNELS[channels], SHAPE)


def ran(script: str, channels: int, folder: Path) -> dict[str, Any]:
    """The variables of a script run beside the image it asks for."""
    PIL.Image.fromarray(picture(channels)).save(folder / "image.png")
    variables: dict[str, Any] = {}
    with contextlib.chdir(folder):
        exec(compile(script, "script", "exec"), variables)
    return variables


def compare(drawn: tuple[pipeline.Result, ...], variables: dict[str, Any], array: Any) -> None:
    """Every step of every stage agrees but for rounding; `array` turns a variable into (c h w)."""
    if "winner" in variables:
        np.testing.assert_array_equal(variables["winner"], drawn[0].strongest().won)
    allowed = 0.0
    for number, result in enumerate(drawn, start=1):
        pool = result.stage.pool
        rounding = UNIT * (32 + result.kernels[0].size)
        weights = float(np.abs(result.kernels).sum(axis=(1, 2, 3)).max())
        reach = weights * float(np.abs(result.padded).max()) + abs(result.stage.bias)
        allowed = weights * allowed + rounding * reach
        for step in ("maps", "activated", "pooled"):
            absent = (step == "activated" and result.stage.activation == "none") or getattr(result, step) is None
            names = [f"{step}_{number}"] if len(drawn) > 1 else []
            names += [step] if number == len(drawn) else []
            for name in names:
                assert (name in variables) is not absent, name
            if absent:
                continue
            if step == "pooled" and pool and pool.kind == "Lp":
                rows, columns = pool.axes((result.maps.shape[1], result.maps.shape[2]))
                allowed *= (rows.window * columns.window) ** (1 / pool.power)
            theirs, ours = array(variables[names[0]]), getattr(result, step)
            assert theirs.dtype == np.float32
            assert theirs.shape == ours.shape
            np.testing.assert_allclose(theirs, ours, rtol=0, atol=allowed, err_msg=names[0])
