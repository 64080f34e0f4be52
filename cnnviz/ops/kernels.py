"""The weights of well-known kernels, built from their parts. All are correlated, not flipped; rows point down."""

from dataclasses import dataclass

import numpy as np

# A difference finds change along one direction; a smoother across it keeps noise out.
STEP = np.array([-1.0, 1.0])
CENTRAL = np.array([-1.0, 0.0, 1.0])
PREWITT_SMOOTH = np.array([1.0, 1.0, 1.0])
SOBEL_SMOOTH = np.array([1.0, 2.0, 1.0])
SCHARR_SMOOTH = np.array([3.0, 10.0, 3.0])

# The eight outer cells of a 3 × 3 kernel, clockwise from the top left.
RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
# Kirsch's eight directions in the order in which turning the ring by one cell, counter-clockwise, meets them.
COMPASS = ("N", "NW", "W", "SW", "S", "SE", "E", "NE")


def impulse(size: int = 3) -> np.ndarray:
    """1 in the centre, 0 elsewhere: (size size)."""
    kernel = np.zeros((size, size))
    kernel[size // 2, size // 2] = 1
    return kernel


def box(size: int = 3) -> np.ndarray:
    """The mean of a window: (size size), sum 1."""
    return np.full((size, size), 1 / size**2)


def _offsets(size: int) -> np.ndarray:
    return np.arange(size) - (size - 1) / 2


def _bell(sigma: float, size: int) -> np.ndarray:
    weights = np.exp(-(_offsets(size) ** 2) / (2 * sigma**2))
    return weights / weights.sum()


def gaussian(sigma: float, rows: int | None = None, columns: int | None = None) -> np.ndarray:
    """A bell of width `sigma` pixels, sum 1; cut at 3 σ unless its size is given: (rows columns)."""
    rows = rows or 2 * int(np.ceil(3 * sigma)) + 1
    return np.outer(_bell(sigma, rows), _bell(sigma, columns or rows))


def binomial() -> np.ndarray:
    """The smoother 1 2 1 in both directions: (3 3), sum 1."""
    return np.outer(SOBEL_SMOOTH, SOBEL_SMOOTH) / SOBEL_SMOOTH.sum() ** 2


def unsharp(sigma: float, amount: float) -> np.ndarray:
    """The image plus `amount` times what a Gaussian blur takes away: identity + amount (identity − Gaussian)."""
    blur = gaussian(sigma)
    return (1 + amount) * impulse(len(blur)) - amount * blur


def sharpen(amount: float = 1.0) -> np.ndarray:
    """The image minus `amount` times its Laplacian: (3 3), sum 1."""
    return impulse() - amount * laplacian()


def emboss() -> np.ndarray:
    """The image plus its change from the top left to the bottom right: (3 3), sum 1."""
    return np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])


def laplacian(neighbours: int = 4) -> np.ndarray:
    """Second derivative over 4 or 8 neighbours: (3 3), sum 0."""
    second = np.array([1.0, -2.0, 1.0])
    if neighbours == 8:
        return np.ones((3, 3)) - 9 * impulse()
    return np.outer(impulse()[1], second) + np.outer(second, impulse()[1])


def laplacian_of_gaussian(sigma: float) -> np.ndarray:
    """Marr and Hildreth's blob and zero-crossing detector, cut at 4 σ and shifted to sum 0."""
    offsets = _offsets(2 * int(np.ceil(4 * sigma)) + 1)
    square = offsets[:, None] ** 2 + offsets**2
    kernel = (square - 2 * sigma**2) / sigma**4 * np.exp(-square / (2 * sigma**2)) / (2 * np.pi * sigma**2)
    return kernel - kernel.mean()


def edge_x(smooth: np.ndarray) -> np.ndarray:
    """Change from left to right, smoothed along the column: smooth ⊗ [−1 0 1]."""
    return np.outer(smooth, CENTRAL)


def edge_y(smooth: np.ndarray) -> np.ndarray:
    """Change from top to bottom: the transpose of `edge_x`."""
    return edge_x(smooth).T


def edge_diagonal(smooth: np.ndarray, rising: bool = False) -> np.ndarray:
    """`edge_x` turned by 45° on its ring: change towards the bottom right, or if `rising` towards the top right."""
    return ring_turned(edge_x(smooth), 1 if rising else -1)


def roberts(rising: bool = False) -> np.ndarray:
    """Roberts' cross, the difference along one diagonal: (2 2)."""
    kernel = np.array([[-1.0, 0.0], [0.0, 1.0]])
    return kernel[::-1] if rising else kernel


def ring_turned(kernel: np.ndarray, places: int) -> np.ndarray:
    """A 3 × 3 kernel with its outer ring turned counter-clockwise by `places` cells of 45°."""
    ring = [kernel[cell] for cell in RING]
    turned = kernel.copy()
    for place, cell in enumerate(RING):
        turned[cell] = ring[(place + places) % len(RING)]
    return turned


def kirsch() -> dict[str, np.ndarray]:
    """Kirsch's eight masks by compass direction; each answers where it gets brighter that way, each sums to 0."""
    north = np.array([[5.0, 5.0, 5.0], [-3.0, 0.0, -3.0], [-3.0, -3.0, -3.0]])
    return {name: ring_turned(north, turn) for turn, name in enumerate(COMPASS)}


@dataclass(frozen=True, eq=False)
class Turns:
    """Kirsch's `masks` by compass direction, made by turning the ring of outer cells by one place, and which of them
    turning the first one's array by 90° meets."""

    masks: dict[str, np.ndarray]
    by_array: tuple[str, ...]


def kirsch_turns() -> Turns:
    """Both ways to turn Kirsch's first mask until it is back where it was."""
    masks = kirsch()
    names = {mask.tobytes(): name for name, mask in masks.items()}
    quarters = [np.ascontiguousarray(np.rot90(masks[COMPASS[0]], turn)) for turn in range(len(RING))]
    return Turns(masks, tuple(dict.fromkeys(names[one.tobytes()] for one in quarters)))


def gabor(theta: float, wavelength: float, sigma: float, size: int) -> np.ndarray:
    """A wave of `wavelength` pixels running towards `theta` degrees (0 right, 90 down) under a bell, sum 0."""
    offsets = _offsets(size)
    angle = np.deg2rad(theta)
    along = offsets * np.cos(angle) + offsets[:, None] * np.sin(angle)
    bell = np.exp(-(offsets**2 + offsets[:, None] ** 2) / (2 * sigma**2))
    wave = bell * np.cos(2 * np.pi * along / wavelength)
    kernel = wave - bell * wave.sum() / bell.sum()
    return kernel / np.abs(kernel).sum()


def line(direction: str) -> np.ndarray:
    """A bright line, one pixel wide, in `direction` (horizontal, vertical, falling, rising): (3 3), sum 0."""
    horizontal = np.array([[-1.0, -1.0, -1.0], [2.0, 2.0, 2.0], [-1.0, -1.0, -1.0]])
    turns = {"horizontal": 0, "rising": 1, "vertical": 2, "falling": 3}
    return ring_turned(horizontal, turns[direction])


def bar(direction: str, length: int) -> np.ndarray:
    """A bright bar, about a third as thick as it is long, between dark ones: (length length), sum 0."""
    bright = np.abs(_offsets(length)) <= length / 6
    profile = np.where(bright, 1 / bright.sum(), -1 / (~bright).sum())
    kernel = np.outer(profile, np.full(length, 1 / length))
    return kernel if direction == "horizontal" else kernel.T


def random_filters(count: int, size: int, channels: int, seed: int) -> np.ndarray:
    """What a network starts from, normal weights of variance 2 / fan-in (He et al. 2015): (count channels i i)."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, np.sqrt(2 / (channels * size**2)), (count, channels, size, size))
