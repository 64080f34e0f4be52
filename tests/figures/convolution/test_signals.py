"""cnnviz.figures.convolution.signals: every example computes, and the sentence under a row says what is true of it."""

import numpy as np
import pytest

from cnnviz.figures.convolution import signals
from cnnviz.ops import kernel_text, pipeline
from cnnviz.ui.stage_settings import values as stage_values


def result(data: str, kernel: str, centre: int, ends: bool = True, **more: object) -> pipeline.Result:
    """A row of numbers under a row of weights, as the page computes it."""
    image = kernel_text.parsed(data)[None].astype(np.float32)
    weights = kernel_text.parsed(kernel)
    kernels = pipeline.Kernels(pipeline.OWN, own=tuple(map(tuple, weights.tolist())))
    values = {**signals.border(weights.shape[1], centre, ends), **more}
    return pipeline.result(image, ("numbers",), stage_values.stage(kernels, "sum", values))


STEP = "0,0,0,1,1,1,0,0"


def test_a_step_up_and_down_gives_one_up_and_one_down() -> None:
    """C5, C11, T11: one zero on the left."""
    done = result(STEP, "-1,1", 1)
    assert (done.axes[1].before, done.axes[1].after) == (1, 0)
    assert done.maps[0].tolist() == [[0, 0, 0, 1, 0, 0, -1, 0]]
    assert done.maps[0, 0].tolist() == np.diff(done.image[0, 0], prepend=0).tolist()


@pytest.mark.parametrize(("flip", "key"), [(False, "positive"), (True, "negative")])
def test_where_the_data_rises_first_the_map_is_asked_for_and_the_answer_is_the_maps(flip: bool, key: str) -> None:
    """C11."""
    rise = signals.rise(result("2,1,1,4", "-1,1", 1, flip=flip))
    assert rise == signals.Rise(3, 3.0, -3.0 if flip else 3.0)
    assert rise.key == key
    assert set(signals.REPLIES) < set(signals.GUESSES)
    for guess in signals.GUESSES:
        assert signals.reply(guess, rise).startswith("Right.") == (guess == key)
        assert "From number 3 to number 4 the data rises by 3" in signals.reply(guess, rise)


def test_only_a_map_that_is_a_derivative_of_rising_data_asks() -> None:
    """C11."""
    assert signals.rise(result("3,2,1", "-1,1", 1)) is None
    assert signals.rise(result(STEP, "1,1", 1)) is None
    assert signals.rise(result(STEP, "-1,1", 0)) is None


def test_flipped_it_is_the_negative() -> None:
    """T1, T11."""
    assert result(STEP, "-1,1", 1, flip=True).maps[0].tolist() == [[0, 0, 0, -1, 0, 0, 1, 0]]


def test_what_stands_under_the_centre_depends_on_the_centre() -> None:
    """C6: with the first weight as centre, the same answers stand one place earlier."""
    assert result(STEP, "-1,1", 0).maps[0].tolist() == [[0, 0, 1, 0, 0, -1, 0, 0]]


@pytest.mark.parametrize("length", range(1, 6))
def test_zeros_at_the_ends_keep_the_length_whatever_the_centre(length: int) -> None:
    """C7, C10."""
    for centre in range(length):
        done = result(STEP, ",".join("1" * length), centre)
        assert done.maps.shape == (1, 1, 8)
        cells = done.axes[1].cells(0)
        assert cells[centre] == 0, "the centre meets the first number"


@pytest.mark.parametrize("length", range(1, 6))
def test_without_zeros_the_row_gets_shorter(length: int) -> None:
    """C7."""
    assert result(STEP, ",".join("1" * length), 0, ends=False).maps.shape == (1, 1, 8 - length + 1)


def test_the_sentence_names_the_feature_map_and_its_size() -> None:
    """C12, C54."""
    said = signals.sentence(result(STEP, "1,2,1", 1, stride=2), 1)
    assert said == "8 numbers in, 4 numbers out, the feature map: ⌊(8 + 1 + 1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 4."


def test_the_sentence_sees_the_derivative_and_its_negative_and_nothing_else() -> None:
    """C11."""
    assert "equals the discrete derivative, x[k] − x[k − 1], at every place" in signals.sentence(
        result(STEP, "-1,1", 1), 1
    )
    assert "negative of the discrete derivative" in signals.sentence(result(STEP, "-1,1", 1, flip=True), 1)
    for kernel, centre in (("-1,1", 0), ("-1,0,1", 1), ("1,1", 1), ("-1,2", 1)):
        assert "derivative" not in signals.sentence(result(STEP, kernel, centre), centre)
    assert "derivative" not in signals.sentence(result(STEP, "-1,1", 1, stride=2), 1)


@pytest.mark.parametrize(
    ("centre", "missed"),
    [
        (0, "the last 2 numbers"),
        (1, "the first number and the last number"),
        (2, "the first 2 numbers"),
    ],
)
def test_without_zeros_the_sentence_says_what_the_centre_never_meets(centre: int, missed: str) -> None:
    """C7."""
    said = signals.sentence(result(STEP, "1,2,3", centre, ends=False), centre)
    assert f"never meets {missed}." in said
    assert "never meets" not in signals.sentence(result(STEP, "1,2,3", centre), centre)
    assert "never meets" not in signals.sentence(result(STEP, "2", 0, ends=False), 0)


@pytest.mark.parametrize("name", signals.EXAMPLES)
def test_an_example_is_read_and_computed_as_it_says(name: str) -> None:
    example = signals.EXAMPLES[name]
    assert example.sentence.endswith(".")
    data, kernel = kernel_text.parsed(example.data), kernel_text.parsed(example.kernel)
    assert len(data) == len(kernel) == 1
    assert data.shape[1] > kernel.shape[1]
    centre = kernel.shape[1] // 2
    done = result(example.data, example.kernel, centre)
    assert np.allclose(
        done.maps[0, 0], np.correlate(np.pad(data[0], (centre, kernel.shape[1] - 1 - centre)), kernel[0], "valid")
    )
    assert done.maps.any()


def test_the_examples_show_what_their_sentences_claim() -> None:
    """C13, T1."""
    made = {
        name: result(one.data, one.kernel, kernel_text.parsed(one.kernel).shape[1] // 2).maps[0, 0]
        for name, one in signals.EXAMPLES.items()
    }
    assert set(made["ramp"][1:]) == {1}
    bump = made["bump"]
    assert (bump[1:4] > 0).all()
    assert (bump[5:] < 0).all()
    noisy = kernel_text.parsed(signals.EXAMPLES["noise"].data)[0]
    assert np.abs(np.diff(made["noise"][1:-1])).max() < np.abs(np.diff(noisy)).max()
    assert made["curvature"][1:-1].nonzero()[0].tolist() == [0, 3, 5, 6]
    assert made["impulse"].tolist() == [0, 0, 3, 2, 1, 0, 0]
    centred = signals.EXAMPLES["central"]
    assert made["central"].tolist() == np.convolve(kernel_text.parsed(centred.data)[0], [1, 0, -1], "same").tolist()


def test_the_page_starts_with_the_first_example() -> None:
    assert next(iter(signals.EXAMPLES.values())) is signals.STEP
