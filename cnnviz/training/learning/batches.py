"""Pictures in the order they are learned, ready for the network.

The whole set stays in memory as bytes, on the network's device; only the batch at hand becomes numbers. That is what
makes a loader's worker processes needless: 60,000 pictures of 28 × 28 are 47 MB.
"""

import numpy as np
import torch
from torch import Tensor

from cnnviz.datasets import augment, data, permutation
from cnnviz.training import config as configs
from cnnviz.training.learning import draws

CHUNK = 4096  # pictures summed at a time
CENTRED = configs.Augmentation()  # augments nothing


def standard(pictures: np.ndarray) -> tuple[float, float]:
    """Mean and deviation of all pixels (0 to 1), to four digits: pictures uint8 (n c h w)."""
    total, squares = 0, 0
    for start in range(0, len(pictures), CHUNK):
        part = pictures[start : start + CHUNK].astype(np.uint64)
        total, squares = total + int(part.sum()), squares + int(np.square(part).sum())
    mean = total / pictures.size
    deviation = max(squares / pictures.size - mean**2, 0.0) ** 0.5
    # Pictures of one colour have no deviation; they stay what they are.
    return round(mean / 255, 4), round(deviation / 255, 4) or 1.0


def tensor(pictures: np.ndarray) -> Tensor:
    """The same bytes as a tensor; torch takes none that may only be read."""
    return torch.from_numpy(np.require(pictures, requirements=("C", "W")))


class Batches:
    """The batches of a run: `epoch_steps` of them in an epoch, all of the same size.

    What is left over when an epoch's pictures do not fill a last batch is skipped; the next epoch has another order.
    """

    def __init__(self, config: configs.Config, dataset: data.Dataset, device: torch.device) -> None:
        self.config, self.device, self.train = config, device, dataset.train
        self.mean, self.deviation = standard(dataset.train.pictures)
        self.size = min(config.batch, len(dataset.train))
        self.epoch_steps = len(dataset.train) // self.size
        self.pictures = self.read(dataset.train.pictures)
        self.labels = torch.from_numpy(dataset.train.labels.astype(np.int64)).to(device)
        self.epoch, self.order = -1, np.empty(0, np.int64)

    def at(self, step: int) -> tuple[Tensor, Tensor]:
        """Batch number `step`, from 0: images float32 (n c h w), labels int64 (n)."""
        epoch, place = divmod(step, self.epoch_steps)
        if epoch != self.epoch:
            shuffled = draws.generator(self.config.seed, draws.ORDER, epoch).permutation(len(self.train))
            self.epoch, self.order = epoch, shuffled
        chosen = self.order[place * self.size : (place + 1) * self.size]
        index = torch.from_numpy(chosen).to(self.device)
        return self.standardised(self.seen(index, chosen, step)), self.labels[index]

    def seen(self, index: Tensor, chosen: np.ndarray, step: int) -> Tensor:
        """The chosen pictures as bytes, changed as the config's augmentation says, then permuted where it says so."""
        if self.config.augmentation == CENTRED:
            return self.pictures[index]
        rng = draws.generator(self.config.seed, draws.AUGMENTATION, step)
        changed = augment.augmented(self.train.pictures[chosen], self.config.augmentation, rng)
        return self.read(changed)

    def read(self, pictures: np.ndarray) -> Tensor:
        """Bytes (n c h w) as the network reads them, where it does."""
        return tensor(permutation.read(pictures, self.config)).to(self.device)

    def standardised(self, pictures: Tensor) -> Tensor:
        """Numbers around 0, about as far as 1 from it on average: bytes (n c h w) -> float32 (n c h w)."""
        images = (pictures.float() - 255 * self.mean) / (255 * self.deviation)
        return images.contiguous(memory_format=torch.channels_last)
