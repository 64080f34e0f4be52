"""The Keras scripts, run on Keras's PyTorch backend, against what the app computed."""

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.codegen.stage import cases
from tests.ops import drawn_stages
from tests.ops.drawn_stages import Case

# Keras reads it once, when it is first imported, and takes TensorFlow, which is not installed, without it.
os.environ["KERAS_BACKEND"] = "torch"

# Keras hands PyTorch's tensors to NumPy in a way that NumPy 2 announces to change.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")

FEW = {
    **cases.OWN_BLOCKS,
    **{name: case for at, (name, case) in enumerate(cases.BANKS.items()) if at % 6 == 0},
    **cases.CHANNEL_MIXES,
    **{name: case for at, (name, case) in enumerate(cases.LARGE.items()) if at % 2 == 0},
    **{name: case for at, (name, case) in enumerate(cases.PADDINGS.items()) if at % 2 == 0},
    **cases.STEPS,
    **cases.ACTIVATIONS,
    **cases.POOLINGS,
    **cases.CHAINS,
}


def channels_first(value: Any) -> np.ndarray:
    """(1 h w c) -> (c h w)"""
    return value.detach().cpu().numpy()[0].transpose(2, 0, 1)


@pytest.mark.parametrize("name", FEW)
def test_a_script_computes_what_the_app_drew(name: str, tmp_path: Path) -> None:
    case = FEW[name]
    variables = cases.ran(cases.source("keras", case), case[1], tmp_path)
    cases.compare(cases.results(case), variables, channels_first)


@settings(max_examples=40)
@given(drawn_stages.cases(cases.SHAPE))
def test_any_settings_are_computed_as_the_app_computes_them(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        variables = cases.ran(cases.source("keras", case), case[1], Path(folder))
    cases.compare(cases.results(case), variables, channels_first)


def test_the_script_runs_where_channels_come_first_by_default(tmp_path: Path) -> None:
    import keras  # noqa: PLC0415  after the backend is chosen

    case = cases.CHAINS["three stages"]
    keras.config.set_image_data_format("channels_first")
    try:
        variables = cases.ran(cases.source("keras", case), case[1], tmp_path)
    finally:
        keras.config.set_image_data_format("channels_last")
    cases.compare(cases.results(case), variables, channels_first)


@pytest.mark.parametrize("name", cases.STEPS)
def test_strides_that_tensorflow_refuses_are_left_to_slices(name: str) -> None:
    (stage,), _ = cases.STEPS[name]
    script = cases.source("keras", cases.STEPS[name])
    uneven = stage.mix == "each" and stage.stride[0] != stage.stride[1]
    refused = stage.dilation != (1, 1) or uneven
    assert ("strides=" in script) is (not refused and stage.stride != (1, 1))
    assert ("left out afterwards" in script) is (refused and stage.stride != (1, 1))
