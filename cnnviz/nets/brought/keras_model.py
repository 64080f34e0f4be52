"""A model as Keras describes it, by model.to_json() of Keras 2 or 3 or in a .keras file, read as a network.

Names are looked up in a table; no class of the file is imported, no model is built, weights are not read.
"""

from collections.abc import Mapping
from typing import Any

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets import checks, effects, shapes
from cnnviz.nets.brought import keras_layers
from cnnviz.nets.brought.keras_settings import NONE, Settings
from cnnviz.nets.layers import Layer, Layers
from cnnviz.nets.networks import Network

NAME = "Keras model"
# Keras 2.0 to 2.2 called a functional model Model.
CHAINED = ("Functional", "Model")
AGAIN = "Save the model's description again."
STRAIGHT = "Only layers one after the other can be read here. Build the rest on the page Builder."
INPUT = "Begin the model with keras.Input((28, 28, 1)), rows, columns and channels, and describe it again."


def is_model(described: Mapping[str, Any]) -> bool:
    """Whether that is Keras's description of something."""
    return "class_name" in described and "config" in described


def network(described: Mapping[str, Any]) -> Network:
    """The network described. Raises InputError that names the layer which cannot be said exactly."""
    kind, config = described["class_name"], described["config"]
    if isinstance(config, list):  # the layers themselves, until Keras 2.2
        config = {"layers": config}
    if not isinstance(config, dict) or not isinstance(config.get("layers"), list):
        raise InputError(f"This description of a Keras model holds no layers. {AGAIN}")
    if len(config["layers"]) > limits.NET_LAYERS:
        raise InputError(f"This Keras model has more than {limits.NET_LAYERS:,} layers. Leave some out.")
    if kind != "Sequential" and kind not in CHAINED:
        raise InputError(f"This Keras model is of the class {shown(kind)}; Sequential and Functional can be read here.")
    found = [_settings(one) for one in config["layers"]]
    sequence = found if kind == "Sequential" else _chain(found, config)
    return _read(_name(config.get("name")), _input(sequence, config), sequence)


def _settings(described: object) -> Settings:
    if isinstance(described, dict) and described.get("class_name") in ("Sequential", *CHAINED):
        raise InputError(f"This Keras model holds another model, a {described['class_name']}. Put its layers in place.")
    return Settings(described)


def _name(value: object) -> str:
    try:
        checks.name(value, "network")
    except InputError:
        return NAME
    return str(value)


def _input(sequence: list[Settings], config: Mapping[str, Any]) -> tuple[int, int, int]:
    """Channels, rows, columns, of the batch's shape wherever the version of Keras wrote it."""
    first = sequence[0].left if sequence else {}
    written = (first.get("batch_shape"), first.get("batch_input_shape"), config.get("build_input_shape"))
    shape = next((one for one in written if isinstance(one, list)), None)
    if shape is None:
        raise InputError(f"This Keras model does not say the size of its input. {INPUT}")
    if len(shape) != 4 or None in shape[1:]:
        raise InputError(f"This Keras model has an input of {shown(shape[1:])}. {INPUT}")
    rows, columns, channels = shape[1:]
    return channels, rows, columns


def _read(name: str, given: tuple[int, int, int], sequence: list[Settings]) -> Network:
    state = shapes.beginning(Network(name, given))
    layers: list[Layer] = []
    pads = NONE
    for place, settings in enumerate(sequence):
        if settings.kind == "InputLayer" and place == 0:
            continue
        if settings.kind == "ZeroPadding2D":
            if pads != NONE:
                settings.refuse("it follows another one. Make one of the two")
            pads = keras_layers.zeros(settings)
            continue
        settings.pads, pads = pads, NONE
        made, state = _made(settings, state)
        layers += made
    if pads != NONE:
        sequence[-1].refuse("ZeroPadding2D can only be read before a convolution. Leave it out")
    made_of = Network(name, given, tuple(layers))
    shapes.records(made_of)
    return made_of


def _made(settings: Settings, state: effects.State) -> tuple[Layers, effects.State]:
    """The layer as ours, and what it makes of maps or a vector."""
    try:
        made = keras_layers.read(settings, state.shape)
        for layer in made:
            state = effects.effect(layer, state).after
    except InputError as why:
        said = str(why)
        if said.startswith("Layer "):
            raise
        settings.refuse(said.removesuffix("."))
    return made, state


def _chain(found: list[Settings], config: Mapping[str, Any]) -> list[Settings]:
    """The layers from the input to the output, each fed by the one before it. Raises InputError for another graph."""
    after: dict[object, Settings] = {}
    for settings in found:
        source = _source(settings)
        if source in after:
            raise InputError(f"Two layers of this Keras model read the output of {shown(source)}. {STRAIGHT}")
        after[source] = settings
    sequence: list[Settings] = []
    while (name := sequence[-1].name if sequence else None) in after:
        sequence.append(after.pop(name))
    if after or not sequence or _ends(config.get("output_layers")) != [sequence[-1].name]:
        raise InputError(f"This Keras model is not one chain from its input to its output. {STRAIGHT}")
    return sequence


def _source(settings: Settings) -> str | None:
    """The layer whose output it reads; none for the input."""
    if not isinstance(settings.name, str):
        raise InputError(f"A layer of this Keras model has no name. {AGAIN}")
    nodes = settings.nodes
    if nodes == [] and settings.kind == "InputLayer":
        return None
    sources = _tensors(nodes[0]) if isinstance(nodes, list) and len(nodes) == 1 else []
    if len(sources) != 1 or not isinstance(sources[0], str):
        settings.refuse(f"it reads more than one layer, or is used more than once. {STRAIGHT.removesuffix('.')}")
    return sources[0]


def _tensors(node: Any) -> list[Any]:
    """The names of the layers that a call of a layer was given: Keras 3 writes its arguments, Keras 2 a list."""
    if isinstance(node, list):
        return [one[0] if isinstance(one, list) and one else None for one in node]
    arguments = node.get("args") if isinstance(node, dict) else None
    return [_history(one) for one in arguments] if isinstance(arguments, list) else []


def _history(argument: Any) -> Any:
    config = argument.get("config") if isinstance(argument, dict) else None
    history = config.get("keras_history") if isinstance(config, dict) else None
    return history[0] if isinstance(history, list) and history else None


def _ends(value: Any) -> list[Any]:
    """The names of the layers that a model gives out, written [name, 0, 0] or as a list of such."""
    if not isinstance(value, list):
        return []
    ends = value if value and isinstance(value[0], list) else [value]
    return [one[0] if isinstance(one, list) and one else None for one in ends]
