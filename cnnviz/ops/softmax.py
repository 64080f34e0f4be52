"""Softmax: logits as shares that add up to 1."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Heated:
    """Logits z (n) at a temperature T: e^(z / T), the `shares` of their sum, the shares at T = 1, and the shares where
    1 is added to all logits (n)."""

    logits: np.ndarray
    temperature: float
    powers: np.ndarray
    shares: np.ndarray
    usual: np.ndarray
    moved: np.ndarray


def softmax(logits: np.ndarray, temperature: float = 1.0, axis: int = -1) -> np.ndarray:
    """e^(z / T) over their sum along an axis: (…) -> (…). The largest is taken off first, so that nothing overflows."""
    powers = np.exp((logits - logits.max(axis, keepdims=True)) / temperature)
    return np.asarray(powers / powers.sum(axis, keepdims=True))


def heated(logits: np.ndarray, temperature: float) -> Heated:
    """Logits (n) with what a temperature above 0 makes of them."""
    shares, usual, moved = softmax(logits, temperature), softmax(logits), softmax(logits + 1, temperature)
    return Heated(logits, temperature, np.exp(logits / temperature), shares, usual, moved)
