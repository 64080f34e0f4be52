"""cnnviz.ops.pipeline: one setting, one call, and every part of the answer agrees with every other."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz import errors, limits
from cnnviz.ops import activations, catalogue, kernels, padding, pipeline, pooling

RGB = ("red", "green", "blue")


def image(channels: int = 1, rows: int = 28, columns: int = 28) -> np.ndarray:
    return np.random.default_rng(0).random((channels, rows, columns)).astype(np.float32)


def own(*rows: tuple[float, ...], flip: bool = False) -> pipeline.Kernels:
    return pipeline.Kernels(pipeline.OWN, own=rows, flip=flip)


VALID = padding.Padding("valid")


def test_32_valid_filters_on_28_by_28_give_maps_of_26_by_26() -> None:
    """C22, C57, T3: not maps as large as the image."""
    stage = pipeline.Stage(pipeline.Kernels("random", (("count", 32), ("size", 3))), border=VALID)
    result = pipeline.result(image(), ("grey",), stage)
    assert result.maps.shape == (32, 26, 26)
    assert result.parameters == 320


def test_filters_over_rgb_add_its_channels_up_as_torch_does() -> None:
    """C56, C58: three per-channel sums and a bias add to one number."""
    kernels_ = pipeline.Kernels("random", (("count", 8), ("size", 3)))
    stage = pipeline.Stage(kernels_, mix="sum", bias=0.25, stride=(2, 1), dilation=(1, 2), border=VALID)
    result = pipeline.result(image(3), RGB, stage)
    theirs = functional.conv2d(
        torch.from_numpy(image(3))[None],
        torch.from_numpy(result.kernels).float(),
        torch.full((8,), 0.25),
        stride=(2, 1),
        dilation=(1, 2),
    )
    assert result.kernels.shape == (8, 3, 3, 3)
    np.testing.assert_allclose(result.maps, theirs[0].numpy(), atol=1e-5)
    assert result.parameters == 8 * (27 + 1)


def test_each_channel_on_its_own_gives_a_map_per_channel_and_filter() -> None:
    """C22: the order is channel by channel."""
    result = pipeline.result(image(3), RGB, pipeline.Stage(mix="each"))
    assert result.names == tuple(f"{channel} · {name}" for channel in RGB for name in "xy")
    alone = [pipeline.result(one[None], ("one",), pipeline.Stage()).maps for one in image(3)]
    np.testing.assert_allclose(result.maps, np.concatenate(alone), atol=1e-6)


@pytest.mark.parametrize("mix", pipeline.MIXES)
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("bank", ["sobel-xy", "kirsch-all", "identity"])
def test_depth_is_the_number_of_maps(mix: str, channels: int, bank: str) -> None:
    """C22."""
    stage = pipeline.Stage(pipeline.Kernels(bank), mix=mix)
    result = pipeline.result(image(channels), RGB[:channels], stage)
    assert pipeline.depth(channels, stage) == len(result.maps) == len(result.names)


@pytest.mark.parametrize("bank", catalogue.BANKS)
def test_every_kernel_of_the_catalogue_goes_all_the_way(bank: str) -> None:
    """C23: and the axes say what the arrays show."""
    stage = pipeline.Stage(pipeline.Kernels(bank), activation="ReLU", pool=pooling.Pool())
    result = pipeline.result(image(1, 40, 37), ("grey",), stage)
    assert result.padded.shape[1:] == tuple(axis.padded for axis in result.axes)
    assert result.maps.shape[1:] == tuple(axis.output for axis in result.axes) == (40, 37)
    assert np.array_equal(result.activated, np.maximum(result.maps, 0))
    assert result.output is result.pooled
    assert result.output.shape[1:] == (20, 18)
    assert all(one.dtype == np.float32 for one in (result.padded, result.maps, result.activated, result.output))


@pytest.mark.parametrize("bank", catalogue.BANKS)
def test_flipping_turns_every_kernel_by_180_degrees(bank: str) -> None:
    """T1."""
    plain = pipeline.Kernels(bank).weights(3)[1]
    flipped = pipeline.Kernels(bank, flip=True).weights(3)[1]
    assert np.array_equal(flipped, plain[:, :, ::-1, ::-1])


def test_the_result_lands_where_the_kernels_centre_stood() -> None:
    """C15, C16."""
    dot = np.zeros((1, 5, 5), np.float32)
    dot[0, 2, 3] = 1
    stage = pipeline.Stage(own((0, 0, 0), (0, 1, 0), (0, 0, 0)))
    assert np.array_equal(pipeline.result(dot, ("grey",), stage).maps, dot)


@pytest.mark.parametrize(("flip", "expected"), [(False, [0, 0, 0, 1, 0, 0, -1, 0]), (True, [0, 0, 0, -1, 0, 0, 1, 0])])
def test_the_sign_check_of_one_row(flip: bool, expected: list[int]) -> None:
    """C11, T11."""
    row = np.array([[[0, 0, 0, 1, 1, 1, 0, 0]]], np.float32)
    stage = pipeline.Stage(pipeline.Kernels("step", flip=flip), border=padding.Padding("explicit", left=1))
    assert pipeline.result(row, ("grey",), stage).maps[0, 0].tolist() == expected


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
def test_every_border_gives_the_maps_its_axes_promise(amount: str, mode: str) -> None:
    """C48, C49, C51."""
    border = padding.Padding(amount, mode, value=0.5, top=1, bottom=2, right=3)
    for stride in ((1, 1), (2, 3)):
        result = pipeline.result(image(2, 9, 8), ("a", "b"), pipeline.Stage(border=border, stride=stride))
        assert result.maps.shape == (4, *(axis.output for axis in result.axes))
        before, after = zip(*((axis.before, axis.after) for axis in result.axes), strict=True)
        inside = result.padded[:, before[0] : 9 + before[0], before[1] : 8 + before[1]]
        assert np.array_equal(inside, result.image)
        assert amount != "same" or result.maps.shape[1:] == (-(-9 // stride[0]), -(-8 // stride[1]))
        assert result.padded.shape[1:] == (9 + before[0] + after[0], 8 + before[1] + after[1])


def test_a_border_of_one_value_draws_a_false_edge_and_the_nearest_pixel_does_not() -> None:
    """C50."""
    white = np.ones((1, 8, 8), np.float32)
    zeros = pipeline.Stage(border=padding.Padding("same", "constant"))
    assert pipeline.result(white, ("grey",), zeros).maps[0, 4, 0] == 4
    assert not pipeline.result(white, ("grey",), pipeline.Stage()).maps.any()


def test_stages_follow_each_other_and_name_what_they_see() -> None:
    """C60, C74: space shrinks, depth grows."""
    first = pipeline.Stage(activation="abs", pool=pooling.Pool())
    second = pipeline.Stage(pipeline.Kernels("kirsch-all"), mix="sum", pool=pooling.Pool("average"))
    one, two = pipeline.results(image(1, 32, 30), ("grey",), (first, second))
    assert one.output.shape == (2, 16, 15)
    assert two.image is one.output
    assert two.output.shape == (8, 8, 7)
    assert one.names == ("x", "y")
    assert two.names == kernels.COMPASS
    alone = pipeline.result(one.output, one.names, second)
    assert np.array_equal(two.output, alone.output)


def test_nothing_is_done_by_no_stages() -> None:
    assert pipeline.results(image(), ("grey",), ()) == ()


@pytest.mark.parametrize("activation", activations.ACTIVATIONS)
def test_the_activation_is_the_one_asked_for(activation: str) -> None:
    """C24, C101."""
    result = pipeline.result(image(), ("grey",), pipeline.Stage(activation=activation))
    assert np.array_equal(result.activated, activations.ACTIVATIONS[activation].function(result.maps))
    assert result.output is result.activated
    assert result.pooled is None


def test_a_kernel_of_your_own_sees_every_channel_alike_and_makes_nothing_together() -> None:
    """C6, C14: rectangular and even ones, too."""
    mine = own((1, 2, 3, 4), (0, -1, 0, 2))
    names, weights = mine.weights(3)
    assert names == (pipeline.OWN_LABEL,)
    assert weights.shape == (1, 3, 2, 4)
    assert (weights == weights[:, :1]).all()
    assert mine.composite == ""
    assert pipeline.Kernels("kirsch-all").composite == "compass"


@pytest.mark.parametrize(
    ("kernels_", "words"),
    [
        (own(), ["empty", "at least one number"]),
        (own(()), ["empty", "at least one number"]),
        (own((1, 2), (3,)), ["differ in length"]),
        (own((float("nan"),)), [f"±{limits.KERNEL_WEIGHT:,}", "Replace"]),
        (own((-2.0 * limits.KERNEL_WEIGHT,)), [f"±{limits.KERNEL_WEIGHT:,}", "Replace"]),
        (own((1.0,) * (limits.KERNEL_SIDE + 1)), [f"1 × {limits.KERNEL_SIDE + 1}", f"limit is {limits.KERNEL_SIDE}"]),
        (pipeline.Kernels("Sobol"), ["“Sobol”", "Choose one"]),
        (pipeline.Kernels("gaussian", (("sigma", 99),)), ["99", "0.5 to 4"]),
    ],
)
def test_unusable_kernels_say_what_and_the_way_out(kernels_: pipeline.Kernels, words: list[str]) -> None:
    with pytest.raises(errors.InputError) as caught:
        pipeline.result(image(), ("grey",), pipeline.Stage(kernels_))
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"mix": "both"}, ["“both”", "sum or each"]),
        ({"activation": "relu"}, ["“relu”", "menu"]),
        ({"bias": float("nan")}, ["nan", f"±{limits.KERNEL_WEIGHT:,}"]),
        ({"bias": 2.0 * limits.KERNEL_WEIGHT}, [f"±{limits.KERNEL_WEIGHT:,}"]),
    ],
)
def test_an_impossible_stage_says_what_its_value_and_the_way_out(settings: dict, words: list[str]) -> None:
    with pytest.raises(errors.InputError) as caught:
        pipeline.Stage(**settings)
    assert all(word in str(caught.value) for word in words), caught.value


def test_an_error_says_which_of_several_stages_it_is_in() -> None:
    small = pipeline.Stage(pipeline.Kernels("box", (("size", 9),)), border=VALID)
    with pytest.raises(errors.InputError, match=r"^Stage 2: A window of 9 pixels does not fit in 2 rows"):
        pipeline.results(image(1, 10, 10), ("grey",), (small, small))
    with pytest.raises(errors.InputError, match=r"^A window of 9 pixels"):
        pipeline.results(image(1, 5, 5), ("grey",), (small,))


def test_sums_that_outgrow_their_numbers_are_an_error_and_no_picture() -> None:
    huge = pipeline.Stage(own((float(limits.KERNEL_WEIGHT),) * 9))
    with pytest.raises(errors.InputError, match=r"^Stage 6: The sums grow"):
        pipeline.results(image() + 0.1, ("grey",), (huge,) * 8)


def test_more_maps_than_the_limit_are_refused_before_they_are_computed() -> None:
    bank = pipeline.Kernels("random", (("count", 32),))
    channels = limits.MAPS // 32 + 1
    names = tuple(str(number) for number in range(channels))
    with pytest.raises(errors.InputError, match=rf"That makes {32 * channels} maps. The limit is {limits.MAPS}"):
        pipeline.result(image(channels), names, pipeline.Stage(bank))
    side = int((limits.MAP_VALUES / 32) ** 0.5) + 4
    with pytest.raises(errors.InputError, match=rf"32 maps. The limit is {limits.MAP_VALUES:,}: choose a smaller"):
        pipeline.result(np.zeros((1, side, side), np.float32), ("grey",), pipeline.Stage(bank))


def test_settings_are_values_that_compare_and_hash() -> None:
    assert pipeline.Stage() == pipeline.Stage()
    assert len({pipeline.Stage(), pipeline.Stage(), pipeline.Stage(bias=1)}) == 2


def test_what_maps_make_together_is_there_for_pairs_and_for_eight_directions_only() -> None:
    image, channels = np.random.default_rng(0).random((2, 12, 9), np.float32), ("a", "b")
    pairs = pipeline.result(image, channels, pipeline.Stage(pipeline.Kernels("sobel-xy")))
    made = pipeline.together(pairs, "magnitude")
    assert {name: values.shape for name, values in made.items()} == {"composite": (2, 12, 9), "direction": (2, 12, 9)}
    np.testing.assert_array_equal(made["composite"][1], np.hypot(pairs.maps[2], pairs.maps[3]))
    eight = pipeline.result(image[:1], ("a",), pipeline.Stage(pipeline.Kernels("kirsch-all")))
    np.testing.assert_array_equal(pipeline.together(eight, "magnitude")["maximum"], eight.maps.max(axis=0))
    alone = pipeline.result(image, channels, pipeline.Stage(pipeline.Kernels("sobel-x")))
    assert pipeline.together(alone, "magnitude") == {}
