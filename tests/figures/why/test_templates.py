"""cnnviz.figures.why.templates: what the component of one neuron is sent."""

import numpy as np

from cnnviz import packing
from cnnviz.datasets import shapes
from cnnviz.figures.why import templates
from cnnviz.ops import activations


def test_the_message_has_every_shape_and_the_picture() -> None:
    picture = np.random.default_rng(0).random((20, 30)).astype(np.float32)
    samples = shapes.every_upright(16)
    header, arrays = packing.unpacked(templates.blob({"theta": ""}, picture, samples))
    assert header["side"] == 16
    assert header["settings"] == {"theta": ""}
    assert [id for id, _ in header["titles"]] == [*shapes.SHAPES, templates.DRAWN, templates.CUT]
    assert [id for id, *_ in header["activations"]] == list(activations.ACTIVATIONS)
    assert np.array_equal(arrays["samples"], samples)
    assert np.array_equal(arrays["picture"], picture)
    assert arrays["palette"].shape == (256, 3)
