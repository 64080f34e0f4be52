"""A run as a script of plain PyTorch, which ends with the same weights."""

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.codegen.network import pytorch, writing
from cnnviz.codegen.run import texts
from cnnviz.datasets import augment, noise
from cnnviz.nets import layers, networks, shapes
from cnnviz.training import config as configs
from cnnviz.training import fixed


def source(config: configs.Config, classes: Sequence[str], threads: int = 1) -> str:
    """A file that trains as the config says, `threads` at a time, beside data.npz; where the config branches from
    another run, beside start.npz too, the snapshot's arrays by their names. Raises InputError for an impossible
    network."""
    network = configs.trained(config.network)
    dropout = any(isinstance(record.layer, layers.Dropout) for record in shapes.records(network))
    parts = [
        _head(config, classes, threads),
        _data(config),
        texts.RATES[config.schedule],
        *_augmentation(config.augmentation),
        *([texts.DROPOUT] if dropout else []),
        texts.SEEDED,
        *pytorch.definition(network, dropout="Dropout"),
        *([_fixed(config)] if config.fixed else []),
        *([_start(config)] if config.branch else []),
        _loop(config, network, dropout),
    ]
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _head(config: configs.Config, classes: Sequence[str], threads: int) -> str:
    imports = [
        *(["import math"] if config.schedule in ("one cycle", "cosine") else []),
        *(["from functools import cache"] if config.augmentation.noise else []),
        "from pathlib import Path\n",
        "import numpy as np",
        *(["import scipy"] if config.augmentation.noise else []),
        "import torch",
        *(["from numpy.lib.stride_tricks import sliding_window_view"] if config.augmentation.shift else []),
        "from torch import nn",
        "from torch.nn import functional",
    ]
    return texts.HEAD.format(
        more=" and scipy" if config.augmentation.noise else "",
        start="; and start.npz, the weights to begin with" if config.branch else "",
        imports="\n".join(imports),
        classes=json.dumps(list(classes), ensure_ascii=False),
        seed=config.seed,
        threads=threads,
        batch=config.batch,
        epochs=config.epochs,
        rate=writing.real(config.rate),
    )


def _data(config: configs.Config) -> str:
    order, permuted = (texts.ORDER, texts.PERMUTED) if config.permuted else ("", "")
    return texts.DATA.format(order=order, permuted=permuted)


def _augmentation(how: configs.Augmentation) -> list[str]:
    """The functions that change pictures, as `cnnviz.datasets.augment` has them, and last what calls them."""
    wanted = [change for change in CHANGES if getattr(how, change.name)]
    if not wanted:
        return []
    calls = [f"    pictures = {change.call.format(getattr(how, change.name))}" for change in wanted]
    head = "def augmented(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:"
    parts = [part for change in wanted for part in change.parts]
    return [*map(_written, parts), "\n".join([head, *calls, "    return pictures"])]


def _written(part: Callable[..., np.ndarray] | str) -> str:
    return part if isinstance(part, str) else inspect.getsource(part)


def _fixed(config: configs.Config) -> str:
    return texts.FIXED.format(kernels=f"np.array({json.dumps(fixed.kernels(config.fixed).tolist())})")


def _start(config: configs.Config) -> str:
    wanted = "name != next(n for n, p in model.named_parameters() if not p.requires_grad)" if config.fixed else "True"
    return texts.START.format(wanted=wanted)


def _loop(config: configs.Config, network: networks.Network, dropout: bool) -> str:
    smoothing = f", label_smoothing={writing.real(config.smoothing)}" if config.smoothing else ""
    heads = (
        "\n    for part in model.modules():\n        if isinstance(part, Auxiliary):\n"
        f"            loss = loss + 0.3 * functional.cross_entropy(part.logits, labels[chosen]{smoothing})"
    )
    return texts.LOOP.format(
        optimiser=_optimiser(config),
        augmented="\n    batch = augmented(batch, np.random.default_rng((SEED, 3, step)))"
        if config.augmentation != configs.Augmentation()
        else "",
        draws="\n    draws = np.random.default_rng((SEED, 2, step))" if dropout else "",
        loss=f"functional.cross_entropy(logits, labels[chosen]{smoothing})",
        heads=heads if any(isinstance(record.layer, networks.Auxiliary) for record in shapes.records(network)) else "",
    )


def _optimiser(config: configs.Config) -> str:
    kind = config.optimiser if config.optimiser in ("Adam", "AdamW") else "SGD"
    momentum = "momentum=0.9" if config.optimiser == "momentum" else ""
    # AdamW has a decay of its own unless it is told otherwise.
    decay = f"weight_decay={writing.real(config.decay)}" if config.decay or kind == "AdamW" else ""
    parameters = "[one for one in model.parameters() if one.requires_grad]" if config.fixed else "model.parameters()"
    call = writing.call(f"torch.optim.{kind}", parameters, "lr=RATE", momentum, decay, "fused=True")
    return f"optimiser = {call}"


@dataclass(frozen=True)
class Change:
    """What changes pictures: the setting of `Augmentation` that asks for it, the functions and statements it takes,
    each after what it needs itself, and the call, with a gap for the setting."""

    name: str
    parts: tuple[Callable[..., np.ndarray] | str, ...]
    call: str


# In the order of `augment.augmented`.
CHANGES = (
    Change("mirror", (augment.mirrored,), "mirrored(pictures, rng)"),
    Change("turn", (augment.mixed, augment.turned), "turned(pictures, {}, rng)"),
    Change("shift", (augment.shifted,), "shifted(pictures, {}, rng)"),
    Change("erase", (augment.erased,), "erased(pictures, {}, rng)"),
    Change(
        "noise",
        (noise.slices, noise.normal),
        "pictures + np.float32(255 * {}) * normal(pictures.shape, rng)\n"
        "    pictures = np.clip(pictures + np.float32(0.5), 0, 255).astype(np.uint8)",
    ),
)
