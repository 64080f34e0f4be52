"""cnnviz.ui.caching.digests: what tells arrays apart."""

import hashlib

import numpy as np
import pytest

from cnnviz.images import picture
from cnnviz.ui.caching import digests


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the arrays whose numbers were gone through."""
    sizes: list[int] = []
    digests._KNOWN.clear()
    count = digests._counted

    def noted(array: np.ndarray) -> str:
        sizes.append(array.size)
        return count(array)

    monkeypatch.setattr(digests, "_counted", noted)
    return sizes


def noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (3, 8, 6), np.uint8)


def test_the_same_numbers_are_one_and_others_are_others() -> None:
    some = noise()
    others = [noise(1), some.astype(np.int32), some.reshape(3, 6, 8), np.moveaxis(some, 0, 2), some[:, ::-1]]
    found = {digests.digest(one) for one in (some, *others)}
    assert len(found) == 1 + len(others)
    assert digests.digest(some.copy()) == digests.digest(picture.frozen(some)) in found


def test_it_is_that_of_the_numbers_in_the_order_of_the_axes() -> None:
    turned = np.moveaxis(picture.frozen(noise()), 0, 2)
    told = hashlib.blake2b(f"|u1 {turned.shape}".encode() + turned.tobytes(), digest_size=20)
    assert digests.digest(turned) == told.hexdigest()


def test_an_array_that_nobody_writes_to_is_gone_through_once_and_each_view_of_it_once(counted: list[int]) -> None:
    kept = picture.frozen(noise())
    for _ in range(3):
        digests.digest(kept)
        digests.digest(np.moveaxis(kept, 0, 2))
        digests.digest(kept[1])
    assert counted == [144, 144, 48]


def test_what_may_change_is_gone_through_each_time(counted: list[int]) -> None:
    some = noise()
    shown = some.view()
    shown.setflags(write=False)
    before = digests.digest(some), digests.digest(shown)
    some[0, 0, 0] ^= 1
    after = digests.digest(some), digests.digest(shown)
    assert before[0] == before[1] != after[0] == after[1]
    assert len(counted) == 4


def test_an_array_in_the_place_of_one_that_is_gone_is_not_taken_for_it() -> None:
    for seed in range(200):
        one = picture.frozen(noise(seed))
        assert digests.digest(one) == digests._counted(one)
        del one
