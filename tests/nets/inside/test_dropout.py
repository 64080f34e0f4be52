"""cnnviz.nets.inside.dropout: dropout as torch does it."""

import numpy as np
import pytest
import torch

from cnnviz.nets.inside import dropout

UNITS = np.abs(np.random.default_rng(0).normal(size=(8, 8)))


@pytest.mark.parametrize("rate", [0.0, 0.25, 0.5, 0.9])
def test_kept_activations_are_scaled_as_torch_scales_them(rate: float) -> None:
    """C82."""
    torch.manual_seed(0)
    torchs = torch.nn.Dropout(rate)(torch.tensor(UNITS)).numpy()
    np.testing.assert_allclose(dropout.dropped(UNITS, torchs != 0, rate), torchs)


def test_the_share_dropped_is_the_rate() -> None:
    kept = dropout.mask((400, 400), 0.3, 1)
    assert 1 - kept.mean() == pytest.approx(0.3, abs=0.005)
    assert (kept == dropout.mask((400, 400), 0.3, 1)).all()
    assert (kept != dropout.mask((400, 400), 0.3, 2)).any()


def test_over_many_masks_the_mean_is_that_without_dropout() -> None:
    scaled, plain = dropout.means(UNITS, 0.5, 0)
    assert len(scaled) == dropout.DRAWS
    assert scaled.mean() == pytest.approx(UNITS.mean(), rel=0.01)
    assert plain.mean() == pytest.approx(UNITS.mean() / 2, rel=0.01)


@pytest.mark.parametrize("shape", [(128, 128), (97, 64), (8, 8)])
def test_units_are_the_maps_own_averages(shape: tuple[int, int]) -> None:
    map_ = np.random.default_rng(1).random(shape)
    found = dropout.units(map_)
    assert found.shape == (8, 8)
    assert found.max() == pytest.approx(1)
    first = map_[: shape[0] // 8, : shape[1] // 8].mean()
    assert found[0, 0] / found[3, 3] == pytest.approx(
        first / map_[3 * shape[0] // 8 : 4 * shape[0] // 8, 3 * shape[1] // 8 : 4 * shape[1] // 8].mean()
    )


def test_dropout_removes_no_parameters() -> None:
    """T4, C79."""
    assert dropout.parameters(0.7) == (34_826, 34_826)
