"""All channels on one picture, and each patch as it is sent."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.figures.looks import pictures, sheet


def read(address: str) -> np.ndarray:
    """The pixels of an address."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGB"))


def test_small_pictures_are_sent_exactly_and_large_ones_smaller() -> None:
    random = np.random.default_rng(0)
    few = random.integers(0, 256, (7, 5, 3), np.uint8)
    np.testing.assert_array_equal(read(pictures.address(few, pictures.PATCH)), few)
    many = np.full((300, 150, 3), 90, np.uint8)
    assert read(pictures.address(many, pictures.PATCH)).shape == (128, 64, 3)
    assert pictures.whole(many) == pictures.whole(many.copy())


def test_a_patch_stands_in_the_middle_of_its_square() -> None:
    made = sheet.small(np.full((10, 5, 3), 255, np.uint8))
    assert made.shape == (sheet.SIDE, sheet.SIDE, 3)
    columns = np.flatnonzero((made == 255).all(axis=(0, 2)))
    assert (columns[0], columns[-1], len(columns)) == (10, 29, 20)


def test_every_channel_has_its_place_and_its_words() -> None:
    shades = [np.full((sheet.SIDE, sheet.SIDE, 3), shade, np.uint8) for shade in (0, 255)]
    best = [shades[at % 2] if at != 40 else None for at in range(45)]
    told = sheet.described(best, [1.5] * 45, [f"Map {at + 1}" for at in range(45)])
    assert (told["count"], told["across"]) == (45, sheet.ACROSS)
    assert told["labels"][40] == "Map 41: dead on these pictures"
    assert told["labels"][0] == "Map 1: up to 1.5"
    assert told["about"].startswith("All 45, each")
    assert "1 is dead on these pictures" in told["about"]
    whole = read(told["picture"]).astype(int)
    assert whole.shape == (2 * sheet.SIDE, 32 * sheet.SIDE, 3)
    middle = sheet.SIDE // 2
    for at, patch in enumerate(best):
        shade = whole[at // 32 * sheet.SIDE + middle, at % 32 * sheet.SIDE + middle].mean()
        assert abs(shade - (sheet.BLANK if patch is None else patch[0, 0, 0])) < 12


def test_of_very_many_channels_the_first_are_shown_and_that_is_said() -> None:
    blank = np.zeros((sheet.SIDE, sheet.SIDE, 3), np.uint8)
    told = sheet.described([blank] * 3, [0.0] * 9, [str(at) for at in range(9)])
    assert (told["count"], len(told["labels"])) == (3, 3)
    assert told["about"].startswith("The first 3 of 9")


def test_a_picture_is_packed_once_however_many_patches_and_visitors_it_is_shown_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved: list[str] = []
    save = Image.Image.save

    def noted(image: Image.Image, file: io.BytesIO, format: str, **more: int) -> None:
        saved.append(format)
        save(image, file, format, **more)

    monkeypatch.setattr(Image.Image, "save", noted)
    small, large = (np.random.default_rng(81).integers(0, 256, (side, side, 3), np.uint8) for side in (9, 90))
    first = [pictures.address(one, pictures.PATCH) for one in (small, large)]
    assert saved == ["PNG", "WEBP"]
    assert [pictures.address(one.copy(), pictures.PATCH) for one in (small, large)] == first
    assert saved == ["PNG", "WEBP"]
    assert pictures.whole(large) != first[1]
    assert len(saved) == 3
