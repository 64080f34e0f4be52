"""cnnviz.ops.catalogue: every entry builds everywhere in its range and says what it is."""

import itertools

import numpy as np
import pytest

from cnnviz import errors, limits
from cnnviz.ops import catalogue, kernels, pipeline

# The last channel minus the first: of one channel alone, nothing.
THROUGH = "step-channels"
PARAMETERS = [(name, one) for name, bank in catalogue.BANKS.items() for one in bank.parameters]


def corners(bank: catalogue.Bank) -> list[dict[str, float]]:
    """Every combination of both ends and the default of all parameters."""
    choices = [[(one.name, value) for value in (one.low, one.default, one.high)] for one in bank.parameters]
    return [dict(chosen) for chosen in itertools.product(*choices)]


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("name", catalogue.BANKS)
def test_every_kernel_builds_at_its_defaults_and_at_both_ends_of_every_range(name: str, channels: int) -> None:
    for given in corners(catalogue.BANKS[name]):
        names, weights = catalogue.weights(name, given, channels)
        assert weights.ndim == 4
        assert weights.shape[:2] == (len(names), channels), given
        assert 1 <= len(set(names)) == len(names) <= limits.MAPS
        assert max(weights.shape[2:]) <= limits.KERNEL_SIDE, given
        assert np.abs(weights).max() <= limits.KERNEL_WEIGHT
        assert np.isfinite(weights).all(), given
        assert weights.any() or (name == THROUGH and channels == 1), given


@pytest.mark.parametrize("name", catalogue.BANKS)
def test_every_kernel_has_a_sentence_a_source_and_a_group(name: str) -> None:
    bank = catalogue.BANKS[name]
    assert bank.sentence.endswith((".", "!", "?"))
    assert bank.sentence[0] in "[−" or not bank.sentence[0].islower()
    assert bank.source
    assert bank.group in {
        catalogue.FAMILIES,
        catalogue.EDGES,
        catalogue.BLURS,
        catalogue.DETAIL,
        catalogue.LINE,
        catalogue.BASIC,
    }


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_every_parameter_has_a_sentence_and_a_default_its_slider_can_show(
    name: str, parameter: catalogue.Parameter
) -> None:
    assert parameter.sentence.endswith((".", "!", "?"))
    assert parameter.label
    assert parameter.low <= parameter.default <= parameter.high
    for value in (parameter.default, parameter.high):
        steps = (value - parameter.low) / parameter.step
        assert steps == pytest.approx(round(steps)), f"{value} is between two steps"


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_out_of_range_says_what_its_value_and_the_range(name: str, parameter: catalogue.Parameter) -> None:
    for value in (parameter.low - parameter.step, parameter.high + parameter.step, float("nan"), float("inf")):
        with pytest.raises(errors.InputError) as caught:
            catalogue.weights(name, {parameter.name: value})
        words = [parameter.label, f"{value:g}", f"{parameter.low:g} to {parameter.high:g}"]
        assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("name", [name for name, bank in catalogue.BANKS.items() if bank.composite])
def test_a_pair_has_exactly_two_kernels_and_a_compass_eight(name: str) -> None:
    """C19."""
    names, _ = catalogue.weights(name, {})
    assert len(names) == {"pair": 2, "compass": 8}[catalogue.BANKS[name].composite]


def test_the_edge_kernels_the_story_needs_are_there() -> None:
    """C5, C13, C14, C18, C19, C20."""
    needed = ["step", "central", "prewitt-x", "prewitt-y", "sobel-xy", "kirsch-all", "t-shape-parts"]
    assert set(needed) <= set(catalogue.BANKS)
    assert any(catalogue.weights(name, {})[1].shape[2:] == (2, 2) for name in catalogue.BANKS)


@pytest.mark.parametrize(
    "group", [catalogue.EDGES, catalogue.LINE], ids=["every edge kernel", "every line and wave kernel"]
)
def test_a_whole_group_says_nothing_about_flat_areas(group: str) -> None:
    for name, bank in catalogue.BANKS.items():
        if bank.group == group:
            for given in corners(bank):
                _, weights = catalogue.weights(name, given)
                assert np.allclose(weights.sum(axis=(1, 2, 3)), 0, atol=1e-9), (name, given)


def test_every_blur_and_detail_kernel_keeps_the_brightness_of_flat_areas() -> None:
    for name, bank in catalogue.BANKS.items():
        if bank.group in (catalogue.BLURS, catalogue.DETAIL):
            for given in corners(bank):
                _, weights = catalogue.weights(name, given)
                assert np.allclose(weights.sum(axis=(1, 2, 3)), 1), (name, given)


def test_every_channel_of_a_random_filter_is_different_and_of_another_kernel_the_same() -> None:
    """C56."""
    _, random = catalogue.weights("random", {"count": 4}, 3)
    assert not np.allclose(random[:, 0], random[:, 1])
    _, sobel = catalogue.weights("sobel-x", {}, 3)
    assert np.array_equal(sobel[:, 0], sobel[:, 2])


def test_a_step_through_the_channels_is_the_last_minus_the_first() -> None:
    """C2: blue minus red, or change from slice to slice."""
    for channels in (2, 3, 5):
        names, weights = catalogue.weights(THROUGH, {}, channels)
        assert names == ("step",)
        assert weights.ravel().tolist() == [-1, *[0] * (channels - 2), 1]
    image = np.random.default_rng(0).random((3, 4, 5), np.float32)
    stage = pipeline.Stage(pipeline.Kernels(THROUGH), "sum")
    assert (pipeline.result(image, ("red", "green", "blue"), stage).maps[0] == image[2] - image[0]).all()
    assert not catalogue.weights(THROUGH, {}, 1)[1].any()


def test_turning_kirsch_by_steps_meets_the_compass() -> None:
    """C19, T10."""
    for turn, name in enumerate(kernels.COMPASS):
        names, weights = catalogue.weights("kirsch-one", {"direction": turn})
        assert names == (name,)
        assert np.array_equal(weights[0, 0], kernels.kirsch()[name])


def test_an_unknown_kernel_says_so() -> None:
    with pytest.raises(errors.InputError, match=r"no kernel “Sobol”\. Choose one"):
        catalogue.weights("Sobol", {})
