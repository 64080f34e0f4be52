"""Every random number of a run after the weights: a generator of its own for each use and each step.

What a step draws depends on the seed and the step alone. So dropout can be added without changing the order of the
pictures, a run goes on from a checkpoint as if it had never stopped, and no generator's state needs to be kept.
"""

import numpy as np

# Use 4 is the order of permuted pixels, which is drawn without torch too: `datasets.permutation`.
ORDER, DROPOUT, AUGMENTATION = 1, 2, 3


def generator(seed: int, use: int, step: int) -> np.random.Generator:
    """For one of the uses above at a step (for ORDER: an epoch), counted from 0."""
    return np.random.default_rng((seed, use, step))
