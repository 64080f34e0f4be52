"""How alike patches are, against numpy's correlation and where they are cut."""

import dataclasses

import numpy as np
import pytest

from cnnviz.inspect.looks import likeness, patches, sets
from cnnviz.inspect.models import Model


def unit(window: int, rows: tuple[int, int], columns: tuple[int, int]) -> patches.Found:
    return patches.Found(1.0, 1.0, window, 0, 0, rows, columns)


def test_it_is_the_mean_correlation_of_every_two(model: Model, pictures: sets.Pictures) -> None:
    units = [unit(at, (at, at + 4), (2, 6)) for at in range(4)]
    cut = [pictures.images.pictures[at, 0, at : at + 5, 2:7].ravel().astype(float) for at in range(4)]
    matrix = np.corrcoef(cut)
    found = likeness.likeness(units, pictures, model)
    assert found.pairs == 6
    assert found.mean == pytest.approx(matrix[np.triu_indices(4, 1)].mean())


def test_a_patch_is_wholly_like_itself_and_its_negative_wholly_unlike(model: Model, pictures: sets.Pictures) -> None:
    turned = np.concatenate([pictures.images.pictures[:1], 255 - pictures.images.pictures[:1]])
    both = dataclasses.replace(pictures, images=dataclasses.replace(pictures.images, pictures=turned))
    assert likeness.likeness([unit(0, (0, 5), (0, 5))] * 2, both, model).mean == pytest.approx(1)
    units = [unit(0, (0, 5), (0, 5)), unit(1, (0, 5), (0, 5))]
    assert likeness.likeness(units, both, model).mean == pytest.approx(-1)


def test_what_lies_beyond_one_picture_is_compared_in_neither(model: Model, pictures: sets.Pictures) -> None:
    units = [unit(0, (-2, 2), (9, 13)), unit(1, (5, 9), (5, 9))]
    one = pictures.images.pictures[0, 0, 0:3, 9:12].ravel().astype(float)
    other = pictures.images.pictures[1, 0, 7:10, 5:8].ravel().astype(float)
    assert likeness.likeness(units, pictures, model).mean == pytest.approx(np.corrcoef(one, other)[0, 1])


def test_without_contrast_or_a_second_patch_there_is_nothing_to_compare(model: Model, pictures: sets.Pictures) -> None:
    flat = np.full_like(pictures.images.pictures, 7)
    same = dataclasses.replace(pictures, images=dataclasses.replace(pictures.images, pictures=flat))
    for units, known in (
        ([unit(0, (0, 4), (0, 4)), unit(1, (0, 4), (0, 4))], same),
        ([unit(0, (0, 4), (0, 4))], pictures),
    ):
        assert likeness.likeness(units, known, model).pairs == 0
    assert likeness.likeness([], pictures, model).pairs == 0
