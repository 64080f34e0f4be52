"""cnnviz.images.samples.car: two halves that join at any distance, in the browser as here."""

import json
from pathlib import Path

import numpy as np
import pytest

from cnnviz.images.samples import car
from cnnviz.ui import components
from tests import node

SCENE = Path(components.__file__).parent / "wheels" / "scene.mjs"
SIDES = (32, 48, 64, 96)


def hubs(side: int) -> list[tuple[int, int]]:
    """From the nearest to the farthest, in the middle and at both borders."""
    halves, found = car.halves(side), []
    low, high = halves.margin, side - 1 - halves.margin
    for distance in range(halves.least, high - low + 1, 5):
        found += [(low, low + distance), (high - distance, high)]
    return found


@pytest.mark.parametrize("side", SIDES)
def test_a_wheel_stands_where_its_hub_is_said_to_be(side: int) -> None:
    halves = car.halves(side)
    for left, right in hubs(side):
        picture = car.joined(halves, left, right)
        assert picture.shape == (side, side)
        ring = round(halves.radius * 0.75)
        for hub in (left, right):
            assert picture[halves.row, hub] > 180
            assert picture[halves.row, hub - ring] < 60
            assert picture[halves.row + ring, hub] < 60


@pytest.mark.parametrize("side", SIDES)
def test_where_the_halves_meet_nothing_is_torn(side: int) -> None:
    """The columns on both sides of the seam are the same."""
    for left, right in hubs(side):
        picture = car.joined(car.halves(side), left, right).astype(int)
        middle = (left + right + 1) // 2
        assert np.abs(picture[:, middle] - picture[:, middle - 1]).max() <= 1


@pytest.mark.parametrize("side", SIDES)
def test_hubs_are_brought_to_where_they_can_be(side: int) -> None:
    halves = car.halves(side)
    for left in range(-3, side + 3):
        for right in range(-3, side + 3, 4):
            low, high = car.settled(halves, left, right)
            assert halves.margin <= low <= high - halves.least
            assert high <= side - 1 - halves.margin
            assert car.settled(halves, low, high) == (low, high)


def test_the_browser_joins_the_halves_as_python_does(tmp_path: Path) -> None:
    side = 48
    halves = car.halves(side)
    asked = {"rear": halves.rear.ravel().tolist(), "front": halves.front.ravel().tolist(), "hubs": hubs(side)}
    driver = tmp_path / "driver.mjs"
    driver.write_text(
        f"import {{ joined }} from {json.dumps(SCENE.as_uri())}\nconst asked = {json.dumps(asked)}\n"
        "const halves = { rear: Uint8Array.from(asked.rear), front: Uint8Array.from(asked.front) }\n"
        f"const made = asked.hubs.map(([left, right]) => [...joined(halves, {side}, left, right)])\n"
        "process.stdout.write(JSON.stringify(made))\n",
        encoding="utf-8",
    )
    found = node.answers(driver, None)
    for (left, right), pixels in zip(hubs(side), found, strict=True):
        np.testing.assert_array_equal(np.reshape(pixels, (side, side)), car.joined(halves, left, right))
