"""What is operated on before somebody has chosen: the filter of the first layer that matters."""

import numpy as np

from cnnviz.inspect import pretrained
from cnnviz.inspect.operate.edits import SILENCE, Edit
from cnnviz.inspect.way import graph, strongest
from cnnviz.nets import layers

# Of EfficientNet-Lite0: without it the first answer to the sample photo of a cup has least, and to that of a cat.
MOST_MISSED = 8


def step(network: graph.Graph) -> graph.Step:
    """The convolution that reads the picture; where there is none, the first step."""
    steps = tuple(network.steps.values())
    return next((one for one in steps if one.reads_pixels and isinstance(one.main.layer, layers.Conv)), steps[0])


def edit(model: str, network: graph.Graph, made: np.ndarray) -> Edit:
    """A filter silenced: in a network whose filters are not known, the one whose map (of `made`, what that step makes)
    varies most."""
    channel = MOST_MISSED if model == pretrained.ID else strongest.varying(made, 1)[0]
    return Edit(step(network).main.path, channel, SILENCE)
