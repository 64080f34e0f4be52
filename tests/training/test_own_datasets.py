"""cnnviz.training.own_datasets: what learners bring comes back as it was."""

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training import own_datasets
from cnnviz.training.store import datasets
from cnnviz.training.store.database import Store


def test_own_data_come_back_as_they_were(store: Store) -> None:
    rng = np.random.default_rng(0)

    def images(count: int) -> Images:
        pictures = rng.integers(0, 256, (count, 3, 16, 16), np.uint8)
        return Images(pictures, rng.integers(0, 2, count).astype(np.uint8))

    mine = Dataset("Häuser", ("hut", "tower"), images(20), images(4), images(0))
    sha = own_datasets.save(mine)
    assert sha == own_datasets.save(mine)
    own_datasets._cached.clear()
    found = own_datasets.fetch(sha)
    assert (found.title, found.classes) == (mine.title, mine.classes)
    for part in ("train", "validation", "test"):
        np.testing.assert_array_equal(getattr(found, part).pictures, getattr(mine, part).pictures)
        np.testing.assert_array_equal(getattr(found, part).labels, getattr(mine, part).labels)
    assert own_datasets.fetch(sha) is found


def test_own_data_that_are_damaged_are_a_sentence(sqlite: Store) -> None:
    datasets.save_bytes(sqlite, "0" * 64, b"no data set")
    with pytest.raises(InputError, match="or damaged"):
        own_datasets.fetch("0" * 64)


def test_own_data_that_are_too_large_are_refused_with_the_figure(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OWN_UNPACKED_BYTES", 2_000_000)
    images = Images(np.zeros((4000, 1, 28, 28), np.uint8), np.zeros(4000, np.uint8))
    with pytest.raises(InputError, match="take 3 MB, and 2 MB is the most"):
        own_datasets.save(Dataset("Large", ("a",), images, images.taken(np.array([0])), images.taken(np.array([0]))))
