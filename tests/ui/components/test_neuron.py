"""The browser's neuron, cnnviz/ui/components/neuron, against cnnviz.ops.templates: the same numbers."""

import dataclasses
import itertools
import math
from pathlib import Path

import numpy as np
import pytest

from cnnviz.datasets import shapes
from cnnviz.ops import activations
from cnnviz.ops.templates import grey_text, neuron
from cnnviz.ops.templates.neuron import Setting
from tests import node

DRIVER = Path(__file__).parents[1] / "neuron_driver.mjs"
IMAGES = [*shapes.every_upright(8)[[0, 3, 4]].astype(np.float64), np.zeros((8, 8)), np.full((8, 8), 0.3)]
LIGHTS = [
    Setting(theta, brightness=brightness, contrast=contrast, normalise=normalise)
    for theta, (brightness, contrast), normalise in itertools.product(
        (None, 0.0, 37.5, -120.0), ((1.0, 1.0), (0.3, 2.0), (3.0, 0.0)), (True, False)
    )
]
SETTINGS = [*LIGHTS, *(Setting(length=3.0, bias=0.5, activation=name) for name in activations.ACTIVATIONS)]
CASES = list(itertools.product(IMAGES, IMAGES, SETTINGS))
PICTURE = np.random.default_rng(0).random((9, 13)).astype(np.float32)
TEXTS = ["0f8a", grey_text.text(np.random.default_rng(1).random((8, 8)))]


@pytest.fixture(scope="module")
def browser() -> dict[str, list]:
    cases = [
        {"template": template.ravel().tolist(), "image": image.ravel().tolist(), "setting": dataclasses.asdict(setting)}
        for template, image, setting in CASES
    ]
    cut = {"picture": PICTURE.ravel().tolist(), "columns": 13, "corner": [2, 5], "side": 4}
    answers: dict[str, list] = node.answers(DRIVER, {"cases": cases, "texts": TEXTS, "cuts": [cut]})
    return answers


def test_every_number_is_pythons(browser: dict[str, list]) -> None:
    """C24, C25, C27."""
    for (template, image, setting), said in zip(CASES, browser["cases"], strict=True):
        meant = neuron.answer(template, image, setting)
        for name in ("weights", "entering", "products"):
            assert said[name] == pytest.approx(getattr(meant, name).ravel(), abs=1e-9)
        for name in ("sum", "size", "z"):
            assert said[name] == pytest.approx(getattr(meant, name), abs=1e-9)
        assert said["output"] == pytest.approx(meant.output, rel=1e-6, abs=1e-9)
        if math.isnan(meant.angle):
            assert said["angle"] is None
        else:
            # Near 0° and 180° a cosine says little of its angle.
            assert said["angle"] == pytest.approx(meant.angle, abs=1e-5)
        assert said["plane"] == pytest.approx(neuron.turning(template, image, setting.normalise).angle, abs=1e-6)


def test_drawn_images_are_written_and_read_alike(browser: dict[str, list]) -> None:
    assert browser["texts"] == TEXTS


def test_a_square_of_the_picture_is_cut_where_python_cuts_it(browser: dict[str, list]) -> None:
    assert browser["cuts"][0] == pytest.approx(PICTURE[2:6, 5:9].ravel())
