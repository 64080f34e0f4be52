"""cnnviz.inspect.passing: EfficientNet-Lite0 in numpy against torch, written out on its own."""

import numpy as np
import pytest

from cnnviz.images import samples
from cnnviz.inspect import models, passing, preparation
from cnnviz.inspect.models import Model
from tests.inspect import lite0 as oracle

COUNT = 20


@pytest.fixture(scope="module")
def photos() -> np.ndarray:
    """Prepared values of twenty pictures (20 3 224 224): the samples, then noise, finer and finer."""
    read = preparation.Preparation((3, 224, 224), 1.0, preparation.NORMALISATIONS["lite"])
    rng = np.random.default_rng(0)
    drawn = [samples.picture(key, 300).pixels for key in samples.SAMPLES][:COUNT]
    sides = (4, 16, 64, 224)
    noise = [rng.integers(0, 256, (sides[at % 4], sides[at % 4], 3), np.uint8) for at in range(COUNT - len(drawn))]
    return np.stack([preparation.prepared(one, read).values for one in (*drawn, *noise)])


def test_all_thousand_logits_of_twenty_pictures_are_torchs(lite0: Model, photos: np.ndarray) -> None:
    assert len(photos) == COUNT
    ours = np.concatenate([passing.logits(lite0, photos[at : at + 5]) for at in range(0, COUNT, 5)])
    np.testing.assert_allclose(ours, oracle.logits(photos), rtol=0, atol=1e-4)


def test_a_photo_gives_the_same_alone_and_among_others(lite0: Model, photos: np.ndarray) -> None:
    among = passing.logits(lite0, photos[2:5])[1]
    np.testing.assert_allclose(passing.logits(lite0, photos[3]), among, rtol=0, atol=1e-5)


def test_a_cup_of_coffee_is_one(lite0: Model) -> None:
    photo = samples.picture("coffee", 384).pixels
    said = models.answers(lite0, passing.logits(lite0, preparation.prepared(photo, lite0.preparation).values))
    assert said[0].name == "espresso"
    assert said[0].share > 0.8
    assert [one.logit for one in said] == sorted((one.logit for one in said), reverse=True)


def test_only_what_is_asked_for_is_kept(lite0: Model, photos: np.ndarray) -> None:
    wanted = {block.path for block in models.blocks(lite0.network)}
    kept = passing.through(lite0, photos[0], wanted)
    assert set(kept) == wanted
    whole = passing.through(lite0, photos[0])
    assert all(np.array_equal(kept[path], whole[path]) for path in wanted)
