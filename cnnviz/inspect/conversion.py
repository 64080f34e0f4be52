"""`python -m cnnviz.inspect.conversion SOURCE TARGET`: the weights of EfficientNet-Lite0, once, out of torch's format.

The one module of this room that loads torch, in a process of its own. What is wrong goes to its standard error, as a
sentence.
"""

import hashlib
import io
import os
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save

from cnnviz.errors import InputError
from cnnviz.inspect import pretrained, tensors
from cnnviz.nets import layers, shapes
from cnnviz.training.worker import bounds

# The tensors of a layer, in the file's order.
TENSORS = {
    layers.Conv: ("weight",),
    layers.BatchNorm: ("weight", "bias", "running_mean", "running_var"),
    layers.Dense: ("weight", "bias"),
}


def converted(source: bytes) -> dict[str, np.ndarray]:
    """The tensors of that file by the paths of our layers. Raises InputError for another file than the one known."""
    if hashlib.sha256(source).hexdigest() != pretrained.SHA256:
        raise InputError(pretrained.ANOTHER)
    return named(torch.load(io.BytesIO(source), map_location="cpu", weights_only=True))


def named(theirs: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Their tensors under our names: both list layers in the order of computation.

    Raises ValueError where names or shapes do not go together.
    """
    given = [(name, tensor) for name, tensor in theirs.items() if not name.endswith("num_batches_tracked")]
    records = shapes.records(pretrained.NETWORK)
    ours = [f"{one.path}.{name}" for one in records for name in TENSORS.get(type(one.layer), ())]
    made = {}
    for name, (their_name, tensor) in zip(ours, given, strict=True):
        if name.rpartition(".")[2] != their_name.rpartition(".")[2]:
            raise ValueError(f"{their_name} is not {name}.")
        made[name] = np.ascontiguousarray(tensor.numpy(), np.float32)
    expected = pretrained.tensor_shapes()
    if {name: array.shape for name, array in made.items()} != expected:
        raise ValueError("The tensors do not have the shapes of the network's layers.")
    return made


def main(source: Path, target: Path) -> None:
    """Writes the target as a whole or not at all; of several processes, each for itself, and the last one stays."""
    bounds.settle()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        made = converted(source.read_bytes())
        unfinished.write_bytes(save(made, {tensors.SUM: tensors.checksum(made)}))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except InputError as why:
        sys.exit(str(why))
    except OSError as why:
        sys.exit(f"The learned weights cannot be kept: {why.strerror}. Name a folder for them with CNNVIZ_HOME.")
