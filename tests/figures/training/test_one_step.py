"""cnnviz.figures.training.one_step: what is written and drawn is what was computed."""

import re

import numpy as np
import pytest

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.training import one_step
from cnnviz.training import backprop
from tests import gallery

GRID = [(name, true, steps) for name in backprop.PICTURES for true in (0, 2) for steps in (0, 20)]


def taken(name: str = "cross", true: int = 0, steps: int = 0) -> tuple[backprop.Step, tuple[float, ...]]:
    return backprop.walked(backprop.PICTURES[name], true, 0.1, steps, 1)


def sent(*sections: tiles.Section) -> dict[str, list[list[float]]]:
    """The numbers in every table sent to the browser, by its title."""
    read = gallery.tiles(tiles.blob(sections, "blue-orange"))
    return {
        title: [[gallery.number(cell["text"]) for cell in row] for row in tile["cells"]]
        for title, tile in read.items()
        if tile["kind"] == "matrix"
    }


@pytest.mark.parametrize(("name", "true", "steps"), GRID)
def test_the_tiles_hold_the_steps_numbers(name: str, true: int, steps: int) -> None:
    step, _ = taken(name, true, steps)
    drawn = sent(*one_step.forward_sections(step), one_step.dense_section(step))
    assert drawn["Picture"] == step.forward.image.tolist()
    for number in (1, 2):
        np.testing.assert_allclose(drawn[f"Kernel {number}"], step.before.kernels[number - 1], atol=0.0051)
        np.testing.assert_allclose(drawn[f"Map {number} after ReLU"], step.forward.activated[number - 1], atol=0.0051)
        np.testing.assert_allclose(drawn[f"Kept of map {number}"], step.forward.pooled[number - 1], atol=0.0051)
    for place, one in enumerate(backprop.CLASSES):
        weights = np.ravel(drawn[f"Gradient of {one}"])
        np.testing.assert_allclose(weights, step.backward.weights.dense[place], atol=0.0051)


def test_small_gradients_are_not_rounded_away() -> None:
    step, _ = taken(steps=50)
    drawn = np.array(sent(one_step.update_section(step, 0, 1, 1, 1.0))["Rate · gradient"])
    assert drawn.any()
    np.testing.assert_allclose(drawn, step.backward.weights.kernels[0], atol=0.0051)


def test_the_sum_over_all_places_is_written_out_and_right() -> None:
    """C46."""
    step, _ = taken()
    for which, row, column in np.ndindex(2, 3, 3):
        said = one_step.kernel_section(step, which, row, column).sentence
        terms, total = said.rsplit(": ", 1)[1].rstrip(".").rsplit(" = ", 1)
        added = sum(float(one) for one in re.findall(r"-?[\d.]+", terms.replace("− ", "-").replace("−", "-")))
        assert gallery.number(total) == pytest.approx(added, abs=1e-3)
        assert gallery.number(total) == pytest.approx(step.backward.weights.kernels[which, row, column], rel=1e-3)


def test_a_kernel_that_nothing_reaches_says_so() -> None:
    step, _ = backprop.walked(backprop.PICTURES["stripes"], 2, 0.1, 0, 3)
    assert not step.backward.maps[0].any()
    assert "nothing but zeros: 0." in one_step.kernel_section(step, 0, 1, 1).sentence
    assert "0 places of 36" in one_step.maps_section(step, 0).sentence


def test_the_table_adds_up() -> None:
    step, _ = taken("stripes", 1)
    *rows, sums = one_step.table(step, 1)
    assert [row["class"] for row in rows] == list(backprop.CLASSES)
    for head in ("eᶻ", "p", "y", "p − y"):
        added = sum(gallery.number(row[head]) for row in rows)
        assert gallery.number(sums[head]) == pytest.approx(added, abs=2e-3)
    assert sums["p"] == "1"
    assert sums["p − y"] == "0"


def test_the_sentences_hold_the_numbers() -> None:
    step, losses = taken()
    before, after = (numbers.text(one) for one in losses)
    assert before in one_step.loss_sentence(step, 0)
    assert f"falls, from {before} to **{after}**" in one_step.after_sentence(step, 0)
    assert numbers.text(step.backward.logits[0]) in one_step.logits_sentence(step, 0)


def test_a_loss_that_cannot_fall_any_more_is_not_said_to_fall() -> None:
    step, _ = backprop.walked(backprop.PICTURES["cross"], 0, 10.0, 40, 1)
    assert step.again.loss(0) == step.forward.loss(0)
    assert "the loss stays, from 0 to **0**" in one_step.after_sentence(step, 0)


@pytest.mark.parametrize("rate", [0.01, 0.1, 1.0])
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_no_number_of_a_step_is_printed_as_0_that_is_none(rate: float, seed: int) -> None:
    step, _ = backprop.walked(backprop.PICTURES["cross"], 0, rate, 9, seed)
    kept, whole = one_step.maps_section(step, 0).tiles
    scaled = one_step.update_section(step, 0, 1, 1, rate).tiles[1]
    dense = one_step.dense_section(step).tiles
    exact = [step.backward.pooled[0], step.backward.maps[0], rate * step.backward.weights.kernels[0]]
    exact += list(step.backward.weights.dense.reshape(3, 6, 3))
    for tile, values in zip((kept, whole, scaled, *dense), exact, strict=True):
        assert isinstance(tile, tiles.Matrix)
        np.testing.assert_allclose(tile.values, values, rtol=0.051, atol=1e-11)
        assert ((tile.values == 0) == (np.abs(values) < 1e-11)).all()


def test_a_step_too_long_is_said_to_raise_the_loss() -> None:
    for rate in np.linspace(0.01, 1, 30):
        for seed in range(8):
            step, _ = backprop.walked(backprop.PICTURES["stripes"], 1, float(rate), 0, seed)
            rises = step.again.loss(1) > step.forward.loss(1)
            said = one_step.after_sentence(step, 1)
            assert ("the loss rises" in said) == rises
            assert ("undoes what the others taught" in said) == (not rises)


@pytest.mark.parametrize("place", [(0, 0), (1, 2)])
def test_autograds_number_stands_beside_the_sum_over_all_places(place: tuple[int, int]) -> None:
    """C46."""
    step, _ = backprop.walked(backprop.PICTURES["cross"], 1, 0.1, 2, 1)
    recorded = backprop.recorded(step.forward.image, step.before, 1)
    section = one_step.kernel_section(step, 1, *place, recorded)
    total = numbers.text(step.backward.weights.kernels[1][place])
    assert f"Autograd's number for this weight: {total}." in section.sentence
    assert "difference of all nine is" in section.sentence
    last = section.tiles[-1]
    assert isinstance(last, tiles.Matrix)
    assert last.title == "The same by autograd"
    sums = section.tiles[-2]
    assert isinstance(sums, tiles.Matrix)
    np.testing.assert_array_equal(last.values, sums.values)
