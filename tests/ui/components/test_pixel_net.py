"""The browser's small network, cnnviz/ui/components/pixel_net, at every window: the server's numbers (C86)."""

from pathlib import Path

import numpy as np
import pytest

from cnnviz.figures.circles import pixel_net
from cnnviz.ops import padding, pipeline
from cnnviz.ops.templates import alike
from tests import node

DRIVER = Path(__file__).parents[1] / "pixel_net_driver.mjs"
IMAGE = np.random.default_rng(1).random((3, 8, 9)).astype(np.float32)
NAMES = ("red", "green", "blue")
POINTS = pipeline.Kernels("random", (("count", 5.0), ("size", 1.0)))
CASES = {
    "pixel": pipeline.Stage(POINTS, "sum", 0.5, activation="ReLU"),
    "patch": pipeline.Stage(pipeline.Kernels("random"), "sum", -0.25),
    "apart": pipeline.Stage(pipeline.Kernels("random"), "each", activation="tanh"),
    "strided": pipeline.Stage(pipeline.Kernels("sobel-xy"), "sum", 0, padding.Padding(amount="valid"), (2, 2), (1, 2)),
}


@pytest.mark.parametrize("case", CASES)
def test_every_window_makes_the_servers_numbers(case: str) -> None:
    result = pipeline.result(IMAGE, NAMES, CASES[case])
    at = (1, 2)
    net = alike.alike(result, at, 0.8)
    said = node.answers(DRIVER, list(pixel_net.blob(result, NAMES, net, at)))
    for name, meant in {"answer": net.answer, "classified": net.classified}.items():
        assert [one[name] for one in said["places"]] == pytest.approx(meant.ravel(), abs=1e-4)
    features = np.array([one["features"] for one in said["places"]])
    assert features == pytest.approx(net.features.reshape(len(net.filters), -1).T, abs=1e-5)
    units = np.array([one["units"] for one in said["places"]])
    assert units == pytest.approx(net.units.reshape(2 * len(net.filters), -1).T, abs=1e-5)
    _, unit, answer = said["words"]
    assert unit.endswith("= 0. Its other weights are 0.")
    assert answer == "The answer: ReLU(1, as no unit speaks) = 1, yes."


def test_what_is_said_of_the_picture_is_counted() -> None:
    result = pipeline.result(IMAGE, NAMES, CASES["pixel"])
    net = alike.alike(result, (0, 0), 0.8)
    found, made, _ = pixel_net.sentences(result, net, (0, 0))
    assert f"yes (0.5 or more) at {int((net.classified >= 0.5).sum())} of 72 places" in found
    assert found.endswith(f"says yes at {int((net.answer >= 0.5).sum())}.")
    assert "4 filters of 1 × 1 are 4 · 4 = 16, its 1 × 1 layers 8 · (4 + 1) + (8 + 1) = 49." in made
