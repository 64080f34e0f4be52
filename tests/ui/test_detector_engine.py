"""The browser's detector against cnnviz.ops.detectors: what is dragged is computed by the same rules."""

import base64
import functools
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.figures.why import detectors
from cnnviz.ops.detectors import chain, found, recipes, scenes
from tests import node

DRIVER = Path(__file__).with_name("detector_driver.mjs")
CASES = [*itertools.product(recipes.DETECTORS, chain.WAYS)]


def things(kind: str) -> tuple[scenes.Thing, ...]:
    return scenes.SCENES["sizes"].of(kind)


def settings(kind: str, way: str) -> chain.Settings:
    return chain.Settings(kind, found=recipes.DETECTORS[kind].found, way=way)


@functools.cache
def answers() -> dict[tuple[str, str], Any]:
    values = {"row": 0, "column": 0, "side": 11, "turn": 0, "corner": chain.CORNER, "pitch": chain.PITCH}
    messages = [
        detectors.blob(kind, way, {**values, "found": int(recipes.DETECTORS[kind].found)}, things(kind))
        for kind, way in CASES
    ]
    return dict(zip(CASES, node.answers(DRIVER, [base64.b64encode(one).decode() for one in messages]), strict=True))


@pytest.mark.parametrize("kind", recipes.DETECTORS)
def test_both_draw_the_same_picture(kind: str) -> None:
    """C72."""
    drawn = scenes.drawn(things(kind))
    np.testing.assert_allclose(answers()[kind, "plain"]["picture"], drawn.ravel(), atol=1e-6)


@pytest.mark.parametrize(("kind", "way"), CASES)
def test_both_compute_the_same_maps_in_every_pass(kind: str, way: str) -> None:
    """C72, C73: edges, corners after their threshold, and the pattern's sums."""
    image, wanted = scenes.drawn(things(kind)), settings(kind, way)
    levels = chain.levels(wanted, *image.shape[1:])
    told = answers()[kind, way]
    assert [{**vars(level)} for level in levels] == told["levels"]
    summed = chain.Settings(kind, found=0, way=way)
    for level, (edges, corners, pattern) in zip(levels, told["passes"], strict=True):
        first, second, third = chain.results(image, summed, level)
        np.testing.assert_allclose(edges, first.output.reshape(len(edges), -1), atol=2e-3)
        np.testing.assert_allclose(corners, second.output.reshape(len(corners), -1), atol=4e-3)
        np.testing.assert_allclose(pattern, third.maps.reshape(1, -1), atol=2e-2)


@pytest.mark.parametrize(("kind", "way"), CASES)
def test_both_find_and_count_the_same(kind: str, way: str) -> None:
    """C73: places, sizes, hits, misses, false alarms and multiply-adds."""
    image, wanted, told = scenes.drawn(things(kind)), settings(kind, way), answers()[kind, way]
    finds = found.finds(image, wanted)
    tally = found.tally(finds, things(kind), kind)
    assert told["counts"] == [len(tally.hits), len(tally.misses), len(tally.alarms)]
    assert told["price"] == chain.multiply_adds(wanted, *image.shape[1:])
    mine = sorted((find.row, find.column, find.side) for find in finds)
    np.testing.assert_allclose(mine, sorted((one["row"], one["column"], one["side"]) for one in told["found"]))
