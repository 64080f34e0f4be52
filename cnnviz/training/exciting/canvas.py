"""The picture that is made, as torch sees it: what is changed at each step, and how it is shaken before each look.

After Olah, Mordvintsev and Schubert, Feature Visualization, 2017 (doi:10.23915/distill.00007), and its library lucid.
"""

import math
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

# Between the colours of photos, as lucid measured on ImageNet: its square root, whose rows are scaled below.
COLOURS = ((0.26, 0.09, 0.02), (0.27, 0.0, -0.05), (0.27, -0.09, 0.03))
# How far from grey a picture begins.
SPREAD_WAVES, SPREAD_PIXELS = 0.01, 0.1
# Of Adam.
RATE = 0.05
# Of a picture's side, degrees, and of its size: as far as it is shaken, either way.
SHIFT, TURN, SCALE = 1 / 16, 6.0, 0.06


class Canvas(Protocol):
    """What a picture is made of."""

    numbers: Tensor  # what is changed

    def picture(self) -> Tensor:
        """The picture float32 (1 c h w), 0 to 1."""


class Pixels:
    """Each pixel by itself."""

    def __init__(self, size: tuple[int, int, int], generator: torch.Generator) -> None:
        self.numbers = (SPREAD_PIXELS * torch.randn((1, *size), generator=generator)).requires_grad_()

    def picture(self) -> Tensor:
        """The picture float32 (1 c h w), 0 to 1."""
        return torch.sigmoid(self.numbers)


class Waves:
    """A weight for each wave, which long ones turn into as much as short ones, and colours as photos mix them.

    It reaches the same pictures: only what a step of the same length does is another.
    """

    def __init__(self, size: tuple[int, int, int], generator: torch.Generator) -> None:
        channels, self.rows, self.columns = size
        vertical, horizontal = torch.fft.fftfreq(self.rows), torch.fft.rfftfreq(self.columns)
        length = (vertical[:, None].square() + horizontal.square()).sqrt()
        self.scale = math.sqrt(self.rows * self.columns) / length.clamp(min=1 / max(self.rows, self.columns))
        drawn = torch.randn((1, channels, *length.shape, 2), generator=generator)
        self.numbers = (SPREAD_WAVES * drawn).requires_grad_()
        mixed = torch.tensor(COLOURS)
        self.colours = mixed / mixed.norm(dim=0).max() if channels == len(COLOURS) else torch.eye(channels)

    def picture(self) -> Tensor:
        """The picture float32 (1 c h w), 0 to 1."""
        waves = torch.view_as_complex(self.numbers) * self.scale
        # A quarter, as in lucid: then the usual rate moves both kinds of canvas about as fast.
        maps = torch.fft.irfft2(waves, (self.rows, self.columns)) / 4
        return torch.sigmoid(torch.einsum("cd,ndij->ncij", self.colours, maps))


def canvas(size: tuple[int, int, int], smooth: bool, seed: int) -> Canvas:
    """A picture of (channels, rows, columns) that is nearly grey; the seed says how."""
    generator = torch.Generator().manual_seed(seed)
    return Waves(size, generator) if smooth else Pixels(size, generator)


def shaken(picture: Tensor, generator: torch.Generator) -> Tensor:
    """The picture (1 c h w) shifted, turned and scaled a little; what comes in over the edge is its mirror image."""
    drawn = 2 * torch.rand(4, generator=generator) - 1
    across, down, turn, larger = drawn.tolist()
    angle, scale = math.radians(TURN * turn), 1 + SCALE * larger
    cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
    # Where each pixel is read from, in halves of the side.
    where = torch.tensor([[cosine, -sine, 2 * SHIFT * across], [sine, cosine, 2 * SHIFT * down]])
    grid = functional.affine_grid(where[None], list(picture.shape), align_corners=False)
    return functional.grid_sample(picture, grid, padding_mode="reflection", align_corners=False)
