"""A run as a script of plain PyTorch, which ends with the same weights."""

import inspect
import json
import re
from collections.abc import Callable, Sequence

import numpy as np

from cnnviz.codegen import network_lines, network_pytorch, training_text
from cnnviz.datasets import augment, noise
from cnnviz.nets import networks, shapes
from cnnviz.training import config as configs
from cnnviz.training import fixed


def script(config: configs.Config, classes: Sequence[str], threads: int = 1) -> str:
    """A file that trains as the config says, `threads` at a time, beside data.npz; where the config branches from
    another run, beside start.npz too, the snapshot's arrays by their names. Raises InputError for an impossible
    network."""
    network = configs.trained(config.network)
    model = _model(network)
    dropout = "Dropout(" in model
    parts = [
        _head(config, classes, threads),
        training_text.DATA,
        training_text.RATES[config.schedule],
        *_augmentation(config.augmentation),
        *([training_text.DROPOUT] if dropout else []),
        model,
        *([_fixed(config)] if config.fixed else []),
        *([_start(config)] if config.branch else []),
        _loop(config, network, dropout),
    ]
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _head(config: configs.Config, classes: Sequence[str], threads: int) -> str:
    imports = [
        *(["import math"] if config.schedule in ("one cycle", "cosine") else []),
        "from pathlib import Path\n",
        "import numpy as np",
        "import torch",
        *(["from numpy.lib.stride_tricks import sliding_window_view"] if config.augmentation.shift else []),
        *(["from scipy import special"] if config.augmentation.noise else []),
        "from torch import nn",
        "from torch.nn import functional",
    ]
    return training_text.HEAD.format(
        more=" and scipy" if config.augmentation.noise else "",
        start="; and start.npz, the weights to begin with" if config.branch else "",
        imports="\n".join(imports),
        classes=json.dumps(list(classes), ensure_ascii=False),
        seed=config.seed,
        threads=threads,
        batch=config.batch,
        epochs=config.epochs,
        rate=network_lines.real(config.rate),
    )


def _model(network: networks.Network) -> str:
    """The network's source without its head and what it prints, and with the dropout of this file."""
    source = network_pytorch.source(network).removeprefix(network_pytorch.HEAD)
    source = source.partition('\n\n\nif __name__ == "__main__":')[0]
    # Comments stay where they are, one below the other.
    source = re.sub(r"nn\.(Dropout\(.*?\),?)", r"\1   ", source)
    return f"# The seed decides the weights that the layers begin with.\ntorch.manual_seed(SEED)\n\n\n{source.strip()}"


def _augmentation(how: configs.Augmentation) -> list[str]:
    """The functions that change pictures, as `cnnviz.datasets.augment` has them."""
    if how == configs.Augmentation():
        return []
    functions = [inspect.getsource(function) for name, function in FUNCTIONS if getattr(how, name)]
    used = [f"    pictures = {call}" for name, call in CALLS if getattr(how, name)]
    if how.turn:
        functions.insert(0, inspect.getsource(augment._mixed))
    if how.noise:
        functions.insert(
            0, training_text.NOISE.lstrip("\n") + inspect.getsource(noise.normal).replace("_SLICES", "SLICES")
        )
    values = {name: getattr(how, name) for name, _ in CALLS}
    head = "def augmented(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:"
    whole = "\n".join([head, *(line.format(**values) for line in used), "    return pictures"])
    return [code.replace("Pictures", "np.ndarray").strip("\n") for code in (*functions, whole)]


def _fixed(config: configs.Config) -> str:
    return training_text.FIXED.format(kernels=f"np.array({json.dumps(fixed.kernels(config.fixed).tolist())})")


def _start(config: configs.Config) -> str:
    wanted = "name != next(n for n, p in model.named_parameters() if not p.requires_grad)" if config.fixed else "True"
    return training_text.START.format(wanted=wanted)


def _loop(config: configs.Config, network: networks.Network, dropout: bool) -> str:
    smoothing = f", label_smoothing={network_lines.real(config.smoothing)}" if config.smoothing else ""
    heads = (
        "\n    for part in model.modules():\n        if isinstance(part, Auxiliary):\n"
        f"            loss = loss + 0.3 * functional.cross_entropy(part.logits, labels[chosen]{smoothing})"
    )
    return training_text.LOOP.format(
        optimiser=_optimiser(config),
        augmented="\n    batch = augmented(batch, np.random.default_rng((SEED, 3, step)))"
        if config.augmentation != configs.Augmentation()
        else "",
        draws="\n    draws = np.random.default_rng((SEED, 2, step))" if dropout else "",
        loss=f"functional.cross_entropy(logits, labels[chosen]{smoothing})",
        heads=heads if any(isinstance(one.layer, networks.Auxiliary) for one in shapes.records(network)) else "",
    )


def _optimiser(config: configs.Config) -> str:
    kind = config.optimiser if config.optimiser in ("Adam", "AdamW") else "SGD"
    momentum = "momentum=0.9" if config.optimiser == "momentum" else ""
    # AdamW has a decay of its own unless it is told otherwise.
    decay = f"weight_decay={network_lines.real(config.decay)}" if config.decay or kind == "AdamW" else ""
    parameters = "[one for one in model.parameters() if one.requires_grad]" if config.fixed else "model.parameters()"
    call = network_lines.call(f"torch.optim.{kind}", parameters, "lr=RATE", momentum, decay, "fused=True")
    return f"optimiser = {call}"


# What changes pictures, in the order of `augment.augmented`, and how it is called.
FUNCTIONS: list[tuple[str, Callable[..., np.ndarray]]] = [
    ("mirror", augment._mirrored),
    ("turn", augment._turned),
    ("shift", augment._shifted),
    ("erase", augment._erased),
]
CALLS = [
    ("mirror", "_mirrored(pictures, rng)"),
    ("turn", "_turned(pictures, {turn}, rng)"),
    ("shift", "_shifted(pictures, {shift}, rng)"),
    ("erase", "_erased(pictures, {erase}, rng)"),
    (
        "noise",
        "pictures + np.float32(255 * {noise}) * normal(pictures.shape, rng)\n"
        "    pictures = np.clip(pictures + np.float32(0.5), 0, 255).astype(np.uint8)",
    ),
]
