"""cnnviz.ops.whole: sums of whole numbers, against arithmetic in fractions and 64-bit whole numbers."""

import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.images import picture, samples
from cnnviz.ops import catalogue, correlate, kernels, padding, pipeline, pooling, proof, whole
from cnnviz.ops.pipeline import Kernels, Stage

KIRSCH = Stage(Kernels("kirsch-all"))
MASKS = np.stack(list(kernels.kirsch().values())).astype(np.int64)


def levels(name: str, side: int = 96) -> np.ndarray:
    """A sample picture in grey: uint8 (1 h w)."""
    return picture.CHANNELS["grey"].take(samples.picture(name, side).pixels)


def exact(pixels: np.ndarray, mode: str = "nearest", value: int = 0) -> np.ndarray:
    """The eight answers in whole numbers: int64 (8 h w)."""
    framed = padding.padded(pixels.astype(np.int64), (1, 1), (1, 1), mode, value)[0]
    return np.einsum("yxij,kij->kyx", sliding_window_view(framed, (3, 3)), MASKS)


@pytest.mark.parametrize("name", samples.SAMPLES)
@pytest.mark.parametrize("mode", padding.MODES)
def test_who_wins_and_who_ties_is_decided_as_in_whole_numbers(name: str, mode: str) -> None:
    pixels = levels(name)
    stage = dataclasses.replace(KIRSCH, border=padding.Padding(mode=mode, value=0.2 * (mode == "constant")))
    result = pipeline.result(picture.floats(pixels), ("grey",), stage)
    answers = exact(pixels, mode, 51)  # a fifth of 255
    found = result.strongest()
    assert result.exact
    np.testing.assert_array_equal(found.won, answers.argmax(axis=0))
    np.testing.assert_array_equal(found.tied, (answers == answers.max(axis=0)).sum(axis=0) > 1)
    np.testing.assert_array_equal(result.maps, (answers / 255).astype(np.float32))


def test_the_order_of_adding_up_used_to_decide_ties() -> None:
    """The case is a real one: 32-bit sums in the usual order name other winners at many pixels."""
    pixels = levels("still-life")
    sums = correlate.correlate(
        padding.padded(picture.floats(pixels), (1, 1), (1, 1), "nearest"), MASKS[:, None].astype(np.float32)
    )
    assert (sums.argmax(axis=0) != exact(pixels).argmax(axis=0)).mean() > 0.01


@pytest.mark.parametrize("bias", [0.0, 0.7, -10.0])
@pytest.mark.parametrize("flip", [False, True])
def test_a_bias_and_a_flip_change_no_tie(bias: float, flip: bool) -> None:
    pixels = levels("face")
    stage = dataclasses.replace(KIRSCH, bias=bias, kernels=Kernels("kirsch-all", flip=flip))
    found = pipeline.result(picture.floats(pixels), ("grey",), stage).strongest()
    answers = exact(pixels[:, ::-1, ::-1])[:, ::-1, ::-1] if flip else exact(pixels)
    np.testing.assert_array_equal(found.won, answers.argmax(axis=0))


def test_behind_a_bias_that_swallows_the_sums_nothing_is_called_exact() -> None:
    stage = dataclasses.replace(KIRSCH, bias=9999.0)
    assert not pipeline.result(picture.floats(levels("face")), ("grey",), dataclasses.replace(stage, bias=1e6)).exact
    assert pipeline.result(picture.floats(levels("face")), ("grey",), stage).exact


def test_ties_stay_exact_behind_other_whole_kernels_and_poolings() -> None:
    image = picture.floats(levels("text"))
    for kernel, activation, pool in itertools.product(("sobel-x", "box"), ("none", "ReLU"), (None, "max", "min")):
        first = Stage(activation=activation, pool=pooling.Pool(pool) if pool else None)
        size = (("size", 3.0),) if kernel == "box" else ()
        first = dataclasses.replace(first, kernels=Kernels(kernel, size))
        _, second = pipeline.results(image, ("grey",), (first, dataclasses.replace(KIRSCH, mix="sum")))
        assert second.exact, (kernel, activation, pool)
        assert proof.difference((second,)).agrees


def test_where_sums_are_no_fractions_only_rounding_is_forgiven() -> None:
    """A Gaussian's weights are no fractions: answers that differ by rounding alone are ties, and the first wins."""
    image = picture.floats(levels("squares"))
    _, second = pipeline.results(image, ("grey",), (Stage(Kernels("gaussian")), dataclasses.replace(KIRSCH, mix="sum")))
    found = second.strongest()
    assert not second.exact
    assert 0 < second.rounding < 1e-4
    apart = second.maps.max(axis=0) - np.take_along_axis(second.maps, found.won[None].astype(int), axis=0)[0]
    assert apart.max() <= second.rounding
    assert proof.difference((second,)).otherwise == 0


def test_a_winner_that_lost_is_found_by_the_proof() -> None:
    result = pipeline.result(picture.floats(levels("still-life", 32)), ("grey",), KIRSCH)
    found = proof.difference((result,))
    assert found.sentence.endswith("The strongest direction is the same at all 1,024 pixels.")
    moved = result.maps.copy()
    moved[3, 5, 6] = moved[:, 5, 6].max() + 1e-6
    moved[[0, 3], 5, 7] = moved[[3, 0], 5, 7]
    changed = proof.difference((dataclasses.replace(result, maps=moved),))
    assert changed.otherwise
    assert not changed.agrees
    assert f"is another at {changed.otherwise} of 1,024 pixels." in changed.sentence


@pytest.mark.parametrize("name", catalogue.BANKS)
def test_an_exact_map_is_the_fraction_rounded_once(name: str) -> None:
    """Weights as the fractions they stand for, levels as whole numbers over 255."""
    image = picture.floats(levels("still-life", 32))
    result = pipeline.result(image, ("grey",), Stage(Kernels(name), border=padding.Padding("full")))
    if not result.exact:
        assert not whole.denominator_of(result.kernels)
        return
    denominator = whole.denominator_of(result.kernels)
    window = result.padded[0, : result.kernels.shape[2], -result.kernels.shape[3] :]
    for kernel, made in zip(result.kernels[:, 0], result.maps[:, 0, -1], strict=True):
        products = zip(np.rint(kernel * denominator).ravel(), np.rint(window * 255).ravel(), strict=True)
        total = sum(int(weight) * int(level) for weight, level in products)
        assert made == np.float32(float(Fraction(total, 255 * denominator)))


@pytest.mark.parametrize(
    ("values", "part"),
    [([3, -2, 0], 1), ([0.1, 0.7, -2.3], 10), ([1 / 255, 0.2], 255), ([7 / 1020, 1], 1020), ([0.1234567], 0)],
)
def test_what_values_are_whole_numbers_of(values: list[float], part: int) -> None:
    assert whole.parts(np.array(values, np.float32)) == part


@pytest.mark.parametrize(
    ("weights", "denominator"),
    [([5, -3, 0], 1), ([1 / 9] * 9, 9), ([0.1, 1.4], 10), ([1 / 3, 1 / 7], 21), ([1e-3], 1000), ([np.pi], 0)],
)
def test_the_denominator_of_weights(weights: list[float], denominator: int) -> None:
    assert whole.denominator_of(np.array(weights)) == denominator


def test_sums_too_large_to_be_exact_are_added_up_as_ever() -> None:
    image = np.full((1, 4, 4), 1e6, np.float32)
    assert whole.correlated(image, np.full((1, 1, 3, 3), 7.0), (1, 1), (1, 1), 1) is None
