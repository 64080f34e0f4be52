"""cnnviz.datasets.brought.split: the sizes at which something changes."""

import numpy as np
import pytest

from cnnviz.datasets.brought import folders, split
from cnnviz.datasets.brought.folders import Place

ONE = np.zeros((1, 4, 4), np.uint8)


@pytest.mark.parametrize(("each", "counts"), [(2, (2, 2, 0)), (9, (14, 4, 0)), (10, (12, 4, 4))])
def test_from_ten_pictures_of_a_class_on_some_are_tested(each: int, counts: tuple[int, ...]) -> None:
    by_part, left_out = split.parts({Place(kind): [ONE] * each for kind in "ab"}, ())
    assert split.dataset(by_part, "t", 0).counts == counts
    assert left_out == []


def test_one_picture_is_enough_to_learn_from_where_others_validate() -> None:
    small = {Place(kind, part): [ONE] for kind in "ab" for part in (folders.TRAIN, folders.VALIDATION)}
    by_part, left_out = split.parts(small, ())
    assert split.dataset(by_part, "t", 0).counts == (2, 2, 0)
    assert left_out == []


def test_a_long_title_is_cut() -> None:
    by_part, _ = split.parts({Place(kind): [ONE] * 2 for kind in "ab"}, ())
    assert split.dataset(by_part, "x" * 80 + "y", 0).title == "x" * 80
