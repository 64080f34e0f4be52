"""cnnviz.figures.networks.flattening: what the component flatten is sent is what the recorded run computed."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.networks import flattening
from cnnviz.training.recorded import flattened

IMAGE = np.random.default_rng(2).random((28, 28)).astype(np.float32)


def test_maps_and_weights_travel_whole_and_one_unit_is_lit() -> None:
    passed = flattened.flattened(IMAGE)
    header, arrays = packing.unpacked(flattening.blob(passed, IMAGE, (1, 2, 3)))
    assert header["unit"] == 1 * 25 + 2 * 5 + 3
    assert len(header["classes"]) == len(arrays["weights"]) == len(arrays["logits"]) == 8
    assert (arrays["maps"] == passed.maps).all()
    sums = arrays["weights"] @ arrays["maps"].ravel() + arrays["biases"]
    assert sums == pytest.approx(arrays["logits"], abs=1e-4)


def test_the_sentence_counts_what_goes_in_and_says_what_comes_out() -> None:
    passed = flattened.flattened(IMAGE)
    said = flattening.sentence(passed)
    assert "64 maps of 5 × 5 deep in the recorded run: 64 · 5 · 5 = 1,600 numbers" in said
    assert "8 · (1,600 + 1) = 12,808 parameters" in said
    assert passed.classes[int(passed.logits.argmax())] in said
