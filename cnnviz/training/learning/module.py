"""The network as a module that learns fast: `nets.build`'s, with the same names and the same numbers."""

import itertools

import numpy as np
import torch
from torch import Tensor, nn

from cnnviz.errors import InputError
from cnnviz.nets import build, networks
from cnnviz.training import fixed

LEVELS = 2**16  # of the random whole numbers that dropout compares with its rate


class Dropout(nn.Module):
    """Sets each number to 0 with probability `rate` and scales up the rest, drawing 16 bits for each.

    torch draws 32 bits or more for each and turns them into a fraction first, which takes several times as long.
    `rng` is set anew for every step, and shared by all dropout layers of a network.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.dropped = round(rate * LEVELS)
        self.rng = np.random.default_rng(0)

    def forward(self, input: Tensor) -> Tensor:
        """Numbers of any shape -> as many, some of them 0; all as they are where nothing is learned."""
        if not self.training or not self.dropped:
            return input
        passed = self.rng.integers(0, LEVELS, tuple(input.shape), np.uint16) >= self.dropped
        mask = torch.from_numpy(passed).to(input.device).to(input.dtype)
        return input * mask.mul_(LEVELS / (LEVELS - self.dropped))


class Module(nn.Module):
    """A network that learns: images (n c h w) -> logits (n classes). `body` has nets.build's names."""

    def __init__(self, network: networks.Network, seed: int) -> None:
        super().__init__()
        # The weights depend on the seed and the layers that have any, and on nothing else that draws.
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.body = build.build(network)
        _with_own_dropout(self.body)
        _with_early_pooling(self.body)
        self.dropouts = [part for part in self.body.modules() if isinstance(part, Dropout)]
        self.heads = [part for part in self.body.modules() if isinstance(part, build.Auxiliary)]

    def forward(self, images: Tensor) -> Tensor:
        """Images float32 (n c h w) -> logits (n classes)."""
        logits: Tensor = self.body(images)
        return logits

    def side_logits(self) -> list[Tensor]:
        """What the auxiliary heads made of the images last seen, while training."""
        return [head.logits for head in self.heads if head.logits is not None]

    def draw_from(self, rng: np.random.Generator) -> None:
        """Where dropout draws from until told otherwise."""
        for dropout in self.dropouts:
            dropout.rng = rng


def fix(body: nn.Sequential, network: networks.Network, family: str) -> None:
    """Puts hand-made filters in place of the first convolution's, one after the other and over again, and keeps them.

    Raises InputError where there is no convolution or its filters are too small for them.
    """
    path = fixed.first_convolution(network)
    if not path:
        raise InputError("This network has no convolution to put fixed filters in. Choose learned filters.")
    weight = body.get_submodule(path).weight
    assert isinstance(weight, nn.Parameter)
    with torch.no_grad():
        weight.copy_(torch.from_numpy(fixed.filters(family, tuple(weight.shape))))
    weight.requires_grad_(False)


def _with_own_dropout(body: nn.Module) -> None:
    for parent in list(body.modules()):
        for name, part in list(parent.named_children()):
            if isinstance(part, nn.Dropout):
                setattr(parent, name, Dropout(part.p))


def _with_early_pooling(body: nn.Module) -> None:
    """Max-pooling runs before the ReLU it follows, on a quarter of the numbers.

    ReLU never swaps two numbers, so the largest stays the largest: outputs and gradients are the same to the last
    bit. Only the order of running changes; the layers keep their names.
    """
    for part in body.modules():
        if isinstance(part, nn.Sequential):
            names = list(part._modules)
            for first, second in itertools.pairwise(names):
                pooling = part._modules[second]
                is_max = isinstance(pooling, build.Pool) and pooling.layer.kind == "max"
                if is_max and isinstance(part._modules[first], nn.ReLU):
                    _swap(part, first, second)


def _swap(sequence: nn.Sequential, first: str, second: str) -> None:
    # A Sequential runs its parts in the order of this dict, whatever they are called.
    names = list(sequence._modules)
    place = names.index(first)
    names[place : place + 2] = [second, first]
    for name in names:
        sequence._modules[name] = sequence._modules.pop(name)
