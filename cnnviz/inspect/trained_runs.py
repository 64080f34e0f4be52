"""A run's network with what it has learned, as a model like any other."""

from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.training import config as configs
from cnnviz.training import runs, weights


def model(run: runs.Run, snapshot: int | None = None) -> Model:
    """With the weights of that snapshot, or those that it has learned last.

    Raises InputError where there are none, or only of the first convolution.
    """
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
    tensors = weights.tensors(weights.newest(run, snapshot))
    return Model(f"run-{run.view}", network.name, network, tensors, tuple(begun["classes"]), read)
