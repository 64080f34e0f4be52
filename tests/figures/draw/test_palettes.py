import numpy as np
import pytest

from cnnviz.figures.draw import palettes


@pytest.mark.parametrize("name", palettes.SIGNED)
def test_a_signed_palette_is_neutral_at_zero_and_differs_at_its_ends(name: str) -> None:
    palette = palettes.SIGNED[name].colours.astype(int)
    assert palette.shape == (256, 3)
    assert np.ptp(palette[128]) <= 3
    assert np.abs(palette[1] - palette[255]).sum() > 100


def lightness(colours: np.ndarray) -> np.ndarray:
    return colours @ np.array([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("name", ["blue-orange", "purple-green"])
def test_a_diverging_palette_darkens_steadily_towards_both_ends(name: str) -> None:
    light = lightness(palettes.SIGNED[name].colours)
    assert (np.diff(light[:128]) > -0.6).all()
    assert (np.diff(light[129:]) < 0.6).all()


# Viénot, Brettel & Mollon 1999: what a dichromat's eyes make of linear RGB.
DICHROMATS = {
    "protan": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deutan": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
}


@pytest.mark.parametrize("name", ["blue-orange", "purple-green"])
@pytest.mark.parametrize("eyes", DICHROMATS)
def test_the_two_sides_of_zero_differ_for_colour_blind_eyes(name: str, eyes: str) -> None:
    linear = (palettes.SIGNED[name].colours / 255.0) ** 2.2
    seen = np.clip(linear @ DICHROMATS[eyes].T, 0, 1) ** (1 / 2.2) * 255
    for distance in (50, 90, 120):
        assert np.abs(seen[128 - distance] - seen[128 + distance]).sum() > 40


def test_the_wheel_goes_round_without_a_seam() -> None:
    colours = palettes.compass(np.array([0.0, 359.9, 360.0]), np.ones(3)).astype(int)
    assert np.abs(colours - colours[0]).max() <= 4


def test_the_eight_directions_can_be_told_apart() -> None:
    colours = palettes.compass(np.arange(8) * 45.0, np.ones(8)).astype(int)
    apart = np.abs(colours[:, None] - colours).sum(axis=2)
    assert apart[~np.eye(8, dtype=bool)].min() > 80


def test_a_direction_has_the_nearest_of_the_wheels_colours() -> None:
    step = 360 / palettes.STEPS
    near, at = (palettes.compass(np.arange(5) * step + away, np.ones(5)) for away in (-0.4 * step, 0))
    assert (near == at).all()


def test_no_strength_is_mid_grey() -> None:
    assert (palettes.compass(np.arange(360.0), np.zeros(360)) == 128).all()


@pytest.mark.parametrize("name", palettes.SIGNED)
def test_ink_has_a_contrast_of_four_and_a_half_on_every_colour(name: str) -> None:
    colours = palettes.SIGNED[name].colours
    shares = colours / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    light = linear @ (0.2126, 0.7152, 0.0722)
    ink = np.where(palettes.dark(colours), 1.0, 0.0)
    ratio = (np.maximum(light, ink) + 0.05) / (np.minimum(light, ink) + 0.05)
    assert ratio.min() >= 4.5
