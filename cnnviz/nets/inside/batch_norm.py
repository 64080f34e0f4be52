"""Batch normalisation: maps brought to one mean and one deviation, and the gradient on its way back (C95).

Ioffe & Szegedy 2015, “Batch Normalization: Accelerating Deep Network Training”.
"""

from dataclasses import dataclass

import numpy as np

from cnnviz.nets import layers, shapes
from cnnviz.ops import correlate, padding

# What makes the maps uneven: each random filter's answers are multiplied by the one and moved by the other.
FACTORS, OFFSETS = (0.25, 1.0, 3.0, 0.5), (2.0, 0.0, -1.0, -3.0)
EPS = layers.BatchNorm().eps


@dataclass(frozen=True, eq=False)
class Measured:
    """Maps of a batch (n k h w), and each map's mean and deviation over all its images (k)."""

    maps: np.ndarray
    means: np.ndarray
    deviations: np.ndarray


@dataclass(frozen=True, eq=False)
class Comparison:
    """Uneven maps before and after a layer of batch normalisation, and that layer read."""

    before: Measured
    after: Measured
    layer: shapes.Record


def compared(images: np.ndarray, seed: int = 0) -> Comparison:
    """Images (n 1 h w) under uneven filters, and normalised."""
    before = uneven_maps(images, seed)
    return Comparison(
        measured(before), measured(normalised(before)), shapes.alone(layers.BatchNorm(), before.shape[1:])
    )


def measured(maps: np.ndarray) -> Measured:
    """Maps (n k h w) with what is measured of them."""
    means, variances = statistics(maps)
    return Measured(maps, means, np.sqrt(variances))


def uneven_maps(images: np.ndarray, seed: int = 0) -> np.ndarray:
    """Every image's maps under the same random 3 × 3 filters, of uneven scale and offset: (n 1 h w) -> (n k h w)."""
    weights = np.random.default_rng(seed).normal(size=(len(FACTORS), 1, 3, 3)) * np.reshape(FACTORS, (-1, 1, 1, 1))
    framed = (padding.padded(image, (1, 1), (1, 1), "nearest") for image in images)
    return np.stack([correlate.correlate(image, weights, bias=np.array(OFFSETS)) for image in framed])


def statistics(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of each map's numbers, over all images of the batch: (n k h w) -> (k), (k)."""
    return maps.mean(axis=(0, 2, 3), dtype=np.float64), maps.var(axis=(0, 2, 3), dtype=np.float64)


def normalised(
    maps: np.ndarray, scale: float | np.ndarray = 1.0, shift: float | np.ndarray = 0.0, eps: float = EPS
) -> np.ndarray:
    """γ · (x − μ) / √(σ² + ε) + β, with `scale` γ and `shift` β: maps (n k h w) -> float32 (n k h w).

    μ and σ² are each map's own over the batch, γ and β one number or one for each map (k). Ioffe & Szegedy 2015.
    """
    means, variances = (_each(values) for values in statistics(maps))
    return np.asarray((_each(scale) * (maps - means) / np.sqrt(variances + eps) + _each(shift)).astype(np.float32))


def backward(gradient: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """The gradient before batch normalisation (γ 1, β 0), from that after it: (n c h w), (n c h w) -> (n c h w).

    A map's mean and deviation depend on all of its numbers: what would only move or stretch the map is lost.
    """
    normal = normalised(sums)
    moved = gradient.mean(axis=(0, 2, 3), keepdims=True)
    stretched = normal * (gradient * normal).mean(axis=(0, 2, 3), keepdims=True)
    deviations = np.sqrt(statistics(sums)[1] + EPS)
    return np.asarray((gradient - moved - stretched) / deviations[:, None, None].astype(np.float32))


def _each(values: float | np.ndarray) -> np.ndarray:
    """A number for each map, beside maps (n k h w): (k) or () -> (k 1 1) or (1 1 1)."""
    return np.reshape(values, (-1, 1, 1))
