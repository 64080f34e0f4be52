"""cnnviz.figures.draw.in_words: what a plot shows, told from the values it draws."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots
from scipy import stats

from cnnviz import numbers
from cnnviz.figures.draw import in_words
from tests.figures.draw import checked

X = [0, 1, 2, 3]


def line(values: Sequence[float], name: str = "a", x: Sequence[float | str] = X) -> go.Scatter:
    return go.Scatter(x=x, y=values, name=name)


def told(*traces: go.Scatter | go.Bar, **layout: object) -> str:
    return "\n".join(in_words.sentences(checked.copied(go.Figure(list(traces), layout))))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, 2, 3, 5], "a: rises and never falls, from 1 at 0 to 5 at 3."),
        ([5, 3, 3, 1], "a: falls and never rises, from 5 at 0 to 1 at 3."),
        ([2, 2, 2, 2], "a: level, 2 at 0 and 2 at 3."),
        ([1, 4, 0, 2], "a: ends higher than it begins, from 1 at 0 to 2 at 3, smallest 0 at 2 and largest 4 at 1."),
        ([2, 4, 3, 1], "a: ends lower than it begins, from 2 at 0 to 1 at 3, largest 4 at 1."),
        ([2, 1, 3, 2], "a: ends level, from 2 at 0 to 2 at 3, smallest 1 at 1 and largest 3 at 2."),
        ([np.nan, 1, 2, np.nan], "a: 2 at 2, 1 at 1."),
        ([np.nan, 1, 2, 3], "a: rises and never falls, from 1 at 1 to 3 at 3."),
        ([np.nan] * 4, "a: nothing can be drawn."),
        ([7, np.nan, np.nan, np.nan], "a: 7 at 0."),
    ],
)
def test_a_line_is_told_by_its_way_and_its_extremes(values: list[float], sentence: str) -> None:
    assert told(line(values)) == sentence


@pytest.mark.parametrize("seed", range(20))
def test_first_last_smallest_and_largest_of_a_random_line_are_among_the_words(seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=30)
    sentence = told(go.Scatter(x=np.arange(30), y=values, name="a"))
    for value in (values[0], values[-1], values.min(), values.max()):
        assert numbers.text(value) in sentence


def test_places_are_told_with_the_axis_or_by_their_names() -> None:
    assert "from 1 at step 0 to 5 at step 3" in told(line([1, 2, 3, 5]), xaxis_title="step", yaxis_title="loss")
    assert told(line([1, 2, 3, 5]), xaxis_title="step", yaxis_title="loss").startswith("Across: step; upwards: loss.")
    long = "share of the network, percent"
    assert "from 1 at share of the network 0 to" in told(line([1, 2, 3, 5]), xaxis_title=long)
    assert "from 1 at 0 to 5 at 3" in told(line([1, 2, 3, 5]), xaxis_title="what nobody wants to hear ten times over")
    assert "from 1 at “input” to 3 at “c”" in told(line([1, 2, 3], x=["input", "b", "c"]))


def test_two_lines_are_compared_at_the_end_and_by_which_lies_above() -> None:
    words = told(line([1, 2, 3, 5], "up"), line([2, 1, 1, 0], "down"))
    assert "At the right end, from the top: up (5), down (0)." in words
    assert "up lies above down at 75% of the places drawn." in words
    assert "up lies above same everywhere" not in told(line(X, "up"), line(X, "same"))
    assert "up and same are the same everywhere." in told(line(X, "up"), line(X, "same"))


def test_lines_over_other_places_are_not_compared() -> None:
    assert "right end" not in told(line([1, 2, 3, 5], "a"), line([1, 2, 3, 5], "b", [0, 2, 4, 6]))


def test_bars_are_ranked_and_pairs_told_where_they_differ_most() -> None:
    names = ["x", "y", "z"]
    words = told(go.Bar(x=names, y=[1, 3, 2], name="a"), go.Bar(x=names, y=[1, 0.5, 2], name="b"))
    assert "a: 3 at “y”, 2 at “z”, 1 at “x”." in words
    assert "a and b differ most at “y”: 3 against 0.5." in words


def test_lying_bars_are_told_as_standing_ones() -> None:
    lying = go.Bar(y=["x", "y"], x=[1, 3], name="a", orientation="h")
    assert "a: 3 at “y”, 1 at “x”." in told(lying)


def test_of_many_bars_the_first_and_the_last_are_named() -> None:
    count = in_words.MOST_NAMED + 1
    words = told(go.Bar(x=[f"n{place}" for place in range(count)], y=list(range(count)), name="a"))
    assert words == f"a: largest 8 at “n8”, 7 at “n7”, 6 at “n6”; smallest 0 at “n0”; {count} in all."


def test_many_single_marks_tell_whether_they_tend_upwards() -> None:
    def marks(y: list[int]) -> str:
        return told(go.Scatter(x=list(range(9)), y=y, text=[f"n{place}" for place in range(9)], mode="markers"))

    assert marks(list(range(9))).endswith("values tend to go up.")
    assert marks(list(range(9))[::-1]).endswith("values tend to go down.")
    assert "tend" not in marks([5] * 9)


def test_what_only_guides_the_eye_is_left_out() -> None:
    assert told(line([1, 2, 3, 4]), go.Scatter(x=X, y=X, name="guide", hoverinfo="skip")) == told(line([1, 2, 3, 4]))


def test_plots_above_each_other_are_told_apart_by_their_titles() -> None:
    figure = make_subplots(rows=2, subplot_titles=("before", "after"))
    for row in (1, 2):
        figure.add_scatter(x=X, y=[row * value for value in X], name="map 1", row=row, col=1)
    figure.update_xaxes(title="value", row=2)
    words = in_words.sentences(checked.copied(figure))
    assert words[0] == "Across: value."
    assert words[1].startswith("map 1, before: rises")
    assert words[2].startswith("map 1, after: rises and never falls, from 0 at value 0 to 6")


def test_what_is_next_to_nothing_is_not_called_nothing() -> None:
    assert "from 2.5e−18 at 0" in told(line([2.5e-18, 1e-9, 1e-3, 1]))


def test_names_lose_what_only_plotly_reads() -> None:
    assert in_words.plain("<b>a</b> &lt; b &amp; c") == "a  < b & c"


@pytest.mark.parametrize("values", [[3.0, 1.0, 2.0], [5.0, 5.0, 1.0, 5.0], [0.0] * 4, [2.0, -1.0, 2.0, 7.5, -1.0]])
def test_ranks_are_scipys(values: list[float]) -> None:
    assert in_words._ranks(values).tolist() == stats.rankdata(values).tolist()
