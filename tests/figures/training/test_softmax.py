"""cnnviz.figures.training.softmax: the columns, bars and words are the shares that were computed."""

import numpy as np
import pytest
import torch

from cnnviz.figures.training import softmax
from cnnviz.ops import softmax as shares
from tests import gallery


def test_softmax_is_told_column_by_column_and_adds_up_to_1() -> None:
    logits = np.array([2.0, 1.0, 0.0, -1.0])
    *rows, sums = softmax.table(shares.heated(logits, 0.5))
    assert [gallery.number(row["z / T"]) for row in rows] == [4, 2, 0, -2]
    expected = torch.softmax(torch.tensor(logits) / 0.5, 0)
    np.testing.assert_allclose([gallery.number(row["p"]) for row in rows], expected, rtol=1e-3)
    assert sums["p"] == "1"
    assert gallery.number(sums["e^(z / T)"]) == pytest.approx(np.exp([4, 2, 0, -2]).sum(), rel=1e-3)


def test_a_temperature_is_compared_with_1() -> None:
    logits = np.array([2.0, 1.0])
    assert len(softmax.bars(shares.heated(logits, 1.0)).data) == 1
    hot, usual = softmax.bars(shares.heated(logits, 4.0)).data
    assert hot.y[0] < usual.y[0]
    assert "only differences count" in softmax.sentence(shares.heated(logits, 4.0))
    tied = softmax.sentence(shares.heated(np.array([2.0, 1.0, 2.0]), 4.0))
    assert tied.startswith("The 2 largest are equal, because their logits are: no class is ahead. Add 1")
    assert f"{np.exp(0.25):.3f} times" in softmax.sentence(shares.heated(logits, 4.0))
