"""The browser's sums of components/same_object against cnnviz.ops.compared.equivariance, number by number (C43)."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.images import picture, samples
from cnnviz.images.samples import scenes
from cnnviz.ops import catalogue, pooling
from cnnviz.ops.compared import equivariance
from tests import node

DRIVER = Path(__file__).with_name("same_object_driver.mjs")
SHIFTS = ((0, 0), (1, -2), (-3, 4), (9, 9), (-10, 0))
SCENES = {
    "whole": scenes.whole(picture.working(samples.picture("still-life", 32), 32, "grey").pixels[:, ::2]),
    "cut out": scenes.cut_out(picture.working(samples.picture("face", 32), 32, "grey").pixels[:, ::2, ::2]),
}


def asked(scene: scenes.Scene, how: equivariance.Filter, by: tuple[int, int]) -> dict[str, Any]:
    return {
        "pixels": scene.pixels.ravel().tolist(),
        "size": scene.pixels.shape,
        "box": scene.box,
        "kernel": how.kernel.ravel().tolist(),
        "window": how.kernel.shape,
        "stride": how.stride,
        "mode": how.mode,
        "amount": "valid" if how.edge == "valid" else "same",
        "pool": equivariance.POOL.window[0],
        "by": by,
    }


@pytest.mark.parametrize("name", SCENES)
def test_the_browser_sees_what_python_computes(name: str) -> None:
    scene, plane = SCENES[name], picture.floats(SCENES[name].pixels)
    given: list[tuple[equivariance.Filter, tuple[int, int]]] = []
    for bank in catalogue.BANKS:
        kernel = catalogue.weights(bank, {})[1][0, 0].astype(np.float32)
        for at, edge in enumerate(equivariance.EDGES):
            for stride in (1, 2, 3):
                given.append((equivariance.Filter(kernel, stride, edge), SHIFTS[(len(given) + at) % len(SHIFTS)]))
    answered = node.answers(DRIVER, [asked(scene, how, by) for how, by in given])
    for (how, by), seen in zip(given, answered, strict=True):
        compared(plane, scene.box, how, by, seen)


def compared(
    plane: np.ndarray, box: equivariance.Box, how: equivariance.Filter, by: tuple[int, int], seen: dict[str, Any]
) -> None:
    found = equivariance.orders(plane, how, by)
    assert tuple(seen["size"]) == found.inside.shape
    # Bit by bit: the same sums in the same order.
    assert seen["shiftFirst"] == found.shift_first.ravel().tolist()
    assert seen["filterFirst"] == found.filter_first.ravel().tolist()
    assert (tuple(seen["differing"]), seen["border"], seen["exact"]) == (found.differing, found.border, found.exact)
    answers = vars(equivariance.answers(plane, how, box, by))
    assert seen["answers"] == pytest.approx(answers, rel=1e-9, abs=1e-9)
    assert seen["along"] == seen["answers"]
    change = [math.nan if one is None else one for one in seen["change"]]
    assert change == pytest.approx(equivariance.pooled_change(plane, how, by), rel=1e-6, abs=1e-9, nan_ok=True)
    if min(found.inside.shape) >= equivariance.POOL.window[0]:
        active = np.maximum(found.shift_first, 0)[None]
        assert seen["pooled"] == pooling.pooled(active, equivariance.POOL).ravel().tolist()
