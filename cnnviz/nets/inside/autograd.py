"""Automatic differentiation as PyTorch's autograd does it, on single numbers (C46): on the way forward every sum and
product notes what it was made of, on the way back each hands its gradient on to those. Nobody derives a formula.

After Karpathy's micrograd (2020).
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np


class Number:
    """A number, the numbers it was made of, and how much it changes with each of those."""

    def __init__(self, value: float, made_of: Sequence[tuple["Number", float]] = ()) -> None:
        self.value = value
        self.made_of = made_of
        self.gradient = 0.0

    def backward(self) -> None:
        """Fill in the gradient of this number with respect to every one it was made of, however often it was used."""
        self.gradient = 1.0
        for number in reversed(_in_order(self)):
            for part, slope in number.made_of:
                part.gradient += slope * number.gradient


def added(numbers: Iterable[Number]) -> Number:
    """Their sum."""
    parts = tuple(numbers)
    return Number(sum(part.value for part in parts), tuple((part, 1.0) for part in parts))


def product(first: Number, second: Number) -> Number:
    """Their product."""
    return Number(first.value * second.value, ((first, second.value), (second, first.value)))


def relu(number: Number) -> Number:
    """The number, or 0 where it is negative."""
    return Number(max(0.0, number.value), ((number, float(number.value > 0)),))


def largest(numbers: Sequence[Number]) -> Number:
    """The first of the largest."""
    winner = max(numbers, key=lambda number: number.value)
    return Number(winner.value, ((winner, 1.0),))


def cross_entropy(logits: Sequence[Number], true: int) -> Number:
    """−log of the softmax's share of the true class."""
    top = max(logit.value for logit in logits)
    heated = [math.exp(logit.value - top) for logit in logits]
    slopes = [one / sum(heated) - (place == true) for place, one in enumerate(heated)]
    loss = math.log(sum(heated)) + top - logits[true].value
    return Number(loss, tuple(zip(logits, slopes, strict=True)))


def numbers(values: np.ndarray) -> np.ndarray:
    """An array's numbers, each to be differentiated by."""
    return np.vectorize(lambda value: Number(float(value)), otypes=[object])(values)


def gradients(made: np.ndarray) -> np.ndarray:
    """The gradient of each of an array of numbers."""
    return np.vectorize(lambda number: number.gradient, otypes=[float])(made)


def _in_order(last: Number) -> list[Number]:
    """All numbers that this one was made of, and itself: each after those it was made of."""
    order: list[Number] = []
    seen: set[int] = set()
    waiting = [(last, False)]
    while waiting:
        number, ready = waiting.pop()
        if ready:
            order.append(number)
        elif id(number) not in seen:
            seen.add(id(number))
            waiting.append((number, True))
            waiting += [(part, False) for part, _ in number.made_of]
    return order
