"""cnnviz.figures.networks.depth: the lines and sentences are the measured numbers."""

import numpy as np
import pytest

from cnnviz.figures.networks import depth
from cnnviz.images import samples
from cnnviz.nets.inside import gradients


@pytest.fixture(scope="module")
def measured() -> dict[str, np.ndarray]:
    return gradients.gradients(samples.batch(samples.VARIED, 32), 20)


def test_the_lines_are_the_measured_numbers(measured: dict[str, np.ndarray]) -> None:
    figure = depth.figure(measured)
    assert [line.name for line in figure.data] == list(measured)
    for line, values in zip(figure.data, measured.values(), strict=True):
        np.testing.assert_array_equal(line.y, values)
        assert list(line.x) == list(range(1, 21))
    assert len({(line.line.color, line.line.dash) for line in figure.data}) == len(measured)
    assert figure.layout.yaxis.type == "log"
    assert "gradient" in figure.layout.yaxis.title.text
    assert "layer" in figure.layout.xaxis.title.text


def test_where_nothing_arrives_no_line_is_drawn_and_it_is_said() -> None:
    dead = {"plain, He weights": np.array([0.0, 0.0, 1.0])}
    assert np.isnan(depth.figure(dead).data[0].y).tolist() == [True, True, False]
    assert "nothing arrives" in depth.sentence(dead)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (1.0, "as large"),
        (1.04, "as large"),
        (1.06, "1.1 times larger"),
        (0.5, "2.0 times smaller"),
        (9.97, "10 times larger"),
        (1 / 12.6, "13 times smaller"),
        (556925.0, "560,000 times larger"),
        (999_999.0, "1.0 · 10⁶ times larger"),
        (1.44e-12, "6.9 · 10¹¹ times smaller"),
    ],
)
def test_the_first_is_compared_with_the_last_in_two_digits(first: float, said: str) -> None:
    assert depth.compared(np.array([2 * first, 7.0, 2.0])) == said


def test_the_sentence_tells_every_kind(measured: dict[str, np.ndarray]) -> None:
    said = depth.sentence(measured)
    assert "beside the one at layer 20" in said
    for name, values in measured.items():
        assert f"- **{name}**: {depth.compared(values)}" in said
