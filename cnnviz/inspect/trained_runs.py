"""A run's network with what it has learned, as a model like any other."""

import numpy as np

from cnnviz.errors import InputError
from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.training import config as configs
from cnnviz.training import runs, weights

# What the ids of runs' models begin with.
KIND = "run"
DIVERGED = (
    "This run has diverged: some of its weights are no finite numbers any more, so that nothing can be computed with "
    "them. Choose another run, or train it again with a smaller learning rate."
)


def model(run: runs.Run, snapshot: int | None = None) -> Model:
    """With the weights of that snapshot, or those that it has learned last.

    Raises InputError as `learned` does.
    """
    moment, tensors = learned(run, snapshot)
    network = configs.trained(run.config.network)
    begun = weights.begun(run)
    # Kept to four digits of pixels from 0 to 1.
    mean, deviation = float(begun["mean"]), float(begun["deviation"])
    own = preparation.Normalisation(
        "The training pictures’ mean and deviation",
        f"(x / 255 − {mean}) / {deviation}: mean and deviation of all pixels that it learned from.",
        (255 * mean,),
        (255 * deviation,),
    )
    read = preparation.Preparation(network.input, 1.0, own, run.config.seed if run.config.permuted else None)
    return Model(moment, network.name, network, tensors, tuple(begun["classes"]), read)


def run_of(model: Model) -> runs.Run | None:
    """The run that a model comes from, if it is one of a run. Raises InputError where that is kept no longer."""
    kind, _, rest = model.id.partition("-")
    return runs.fetch_run(rest.partition("-")[0]) if kind == KIND else None


def learned(run: runs.Run, snapshot: int | None = None) -> tuple[str, dict[str, np.ndarray]]:
    """The weights of that snapshot, or the last ones, by name, and what tells them from those of any other moment: what
    is computed with them may be kept under it, while the run goes on.

    Raises InputError where there are none, only those of the first convolution, or where training has diverged.
    """
    event = weights.newest(run, snapshot)
    tensors = weights.tensors(event)
    if not all(np.isfinite(tensor).all() for tensor in tensors.values()):
        raise InputError(DIVERGED)
    return f"{KIND}-{run.view}-{event.kind}-{event.step}", tensors
