"""The loss's gradient by the first layer's kernels, small enough to be kept with every snapshot.

Half precision alone would lose what is below 6e-8, where gradients end up. So the numbers are multiplied by a power of
two first, which loses nothing, until the largest is just within half precision's reach: of each, three digits are kept.
"""

import math

import numpy as np
import torch

from cnnviz.nets.inside import learned_kernels
from cnnviz.training.events import GRADIENT

# The largest number comes to lie below 2 to this power: half precision ends just below 2 to the 16th.
HIGH = 15


def rounded(
    weight: torch.nn.Parameter | None, kernels: learned_kernels.Kernels
) -> tuple[dict[str, int], dict[str, np.ndarray]]:
    """The gradient that the last step read, as far as kernels are drawn: float16 (o c i j), and in the header the power
    of two that it was multiplied by. It is the mean over the batch, by the weights as they were before that step.

    Nothing of a weight that does not learn, before the first step, or where a number is not finite.
    """
    if weight is None or weight.grad is None:
        return {}, {}
    drawn = kernels.drawn(weight.grad.detach().float().cpu().numpy())
    largest = float(np.abs(drawn).max(initial=0.0))
    if not math.isfinite(largest):
        return {}, {}
    power = HIGH - math.frexp(largest)[1] if largest else 0
    return {GRADIENT: power}, {GRADIENT: np.ldexp(drawn, power).astype(np.float16)}
