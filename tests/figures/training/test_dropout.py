"""cnnviz.figures.training.dropout: what is drawn is what was kept, dropped and averaged."""

import numpy as np
import pytest

from cnnviz.figures.draw import tiles
from cnnviz.figures.training import dropout
from cnnviz.nets.inside import dropout as inside
from tests import gallery

UNITS = np.abs(np.random.default_rng(0).normal(size=(8, 8)))


def test_the_lines_are_the_means_so_far() -> None:
    dropped = inside.drawn(UNITS, 0.5, 0)
    lines = dropout.figure(dropped).data
    assert lines[0].y[-1] == pytest.approx(dropped.scaled.mean())
    assert lines[0].y[0] == dropped.scaled[0]


def test_training_shows_the_mask_and_test_drops_nothing() -> None:
    drawn = gallery.tiles(tiles.blob((dropout.section(inside.drawn(UNITS, 0.5, 3), True),), "blue-orange"))
    kept = inside.mask(UNITS.shape, 0.5, 3)
    mask = [[gallery.number(cell["text"]) for cell in row] for row in drawn["Mask"]["cells"]]
    on = [[gallery.number(cell["text"]) for cell in row] for row in drawn["On to the next layer"]["cells"]]
    np.testing.assert_array_equal(mask, kept)
    np.testing.assert_allclose(on, np.where(kept, UNITS * 2, 0), atol=0.0051)
    drawn = gallery.tiles(tiles.blob((dropout.section(inside.drawn(UNITS, 0.5, 3), False),), "blue-orange"))
    assert "Mask" not in drawn
    assert drawn["Activations"]["cells"] == drawn["On to the next layer"]["cells"]


def test_the_table_shows_that_no_parameter_is_removed() -> None:
    """T4, C79."""
    assert [row["parameters"] for row in dropout.table(0.7, inside.parameters(0.7))] == ["34,826", "34,826"]
    assert "it removes no parameters" in dropout.PLAINLY
