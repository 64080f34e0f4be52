"""cnnviz.figures.dropping: dropout as torch does it."""

import numpy as np
import pytest
import torch

from cnnviz.figures import dropping, tiles
from tests import gallery

UNITS = np.abs(np.random.default_rng(0).normal(size=(8, 8)))


@pytest.mark.parametrize("rate", [0.0, 0.25, 0.5, 0.9])
def test_kept_activations_are_scaled_as_torch_scales_them(rate: float) -> None:
    """C82."""
    torch.manual_seed(0)
    torchs = torch.nn.Dropout(rate)(torch.tensor(UNITS)).numpy()
    np.testing.assert_allclose(dropping.dropped(UNITS, torchs != 0, rate), torchs)


def test_the_share_dropped_is_the_rate() -> None:
    kept = dropping.mask((400, 400), 0.3, 1)
    assert 1 - kept.mean() == pytest.approx(0.3, abs=0.005)
    assert (kept == dropping.mask((400, 400), 0.3, 1)).all()
    assert (kept != dropping.mask((400, 400), 0.3, 2)).any()


def test_over_many_masks_the_mean_is_that_without_dropout() -> None:
    scaled, plain = dropping.means(UNITS, 0.5, 0)
    assert len(scaled) == dropping.DRAWS
    assert scaled.mean() == pytest.approx(UNITS.mean(), rel=0.01)
    assert plain.mean() == pytest.approx(UNITS.mean() / 2, rel=0.01)
    lines = dropping.figure(UNITS, 0.5, 0).data
    assert lines[0].y[-1] == pytest.approx(scaled.mean())
    assert lines[0].y[0] == scaled[0]


def test_training_shows_the_mask_and_test_drops_nothing() -> None:
    drawn = gallery.tiles(tiles.blob((dropping.section(UNITS, 0.5, 3, True),), "Blue–orange"))
    kept = dropping.mask(UNITS.shape, 0.5, 3)
    mask = [[gallery.number(cell["text"]) for cell in row] for row in drawn["Mask"]["cells"]]
    on = [[gallery.number(cell["text"]) for cell in row] for row in drawn["On to the next layer"]["cells"]]
    np.testing.assert_array_equal(mask, kept)
    np.testing.assert_allclose(on, np.where(kept, UNITS * 2, 0), atol=0.0051)
    drawn = gallery.tiles(tiles.blob((dropping.section(UNITS, 0.5, 3, False),), "Blue–orange"))
    assert "Mask" not in drawn
    assert drawn["Activations"]["cells"] == drawn["On to the next layer"]["cells"]


def test_dropout_removes_no_parameters() -> None:
    """T4, C79."""
    assert [row["parameters"] for row in dropping.table(0.7)] == ["34,826", "34,826"]
    assert "it removes no parameters" in dropping.PLAINLY


@pytest.mark.parametrize("shape", [(128, 128), (97, 64), (8, 8)])
def test_units_are_the_maps_own_averages(shape: tuple[int, int]) -> None:
    map_ = np.random.default_rng(1).random(shape)
    found = dropping.units(map_)
    assert found.shape == (8, 8)
    assert found.max() == pytest.approx(1)
    first = map_[: shape[0] // 8, : shape[1] // 8].mean()
    assert found[0, 0] / found[3, 3] == pytest.approx(
        first / map_[3 * shape[0] // 8 : 4 * shape[0] // 8, 3 * shape[1] // 8 : 4 * shape[1] // 8].mean()
    )
