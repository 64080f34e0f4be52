"""What can be taken along: pages whose components do their work in the browser, and what a component is told there."""

from collections.abc import Callable
from typing import Any

from cnnviz import packing
from cnnviz.figures.own_classes import told
from cnnviz.figures.where import told as where
from cnnviz.ui import catalogue
from cnnviz.ui.alone import still

# Pages that can be taken along whole or in part; on others the work is done by the server.
PAGES = (
    catalogue.LAB,
    catalogue.SIGNAL,
    catalogue.STEPS,
    catalogue.EDGES,
    catalogue.PADDING,
    catalogue.CHANNELS,
    catalogue.POOLING,
    catalogue.WORDS,
    catalogue.NEURON,
    catalogue.SHIFT,
    catalogue.SQUARE,
    catalogue.WHEELS,
    catalogue.FIELD,
    catalogue.DENSE,
    catalogue.BUILDER,
    catalogue.ARCHITECTURES,
    catalogue.DEEPER,
    catalogue.DATA,
    catalogue.ACTIVATIONS,
    catalogue.ONE_STEP,
    catalogue.FIND,
    catalogue.TRAIN,
    catalogue.COMPARE,
    catalogue.WAY,
    catalogue.WHERE,
    catalogue.LOOKS,
    catalogue.OPERATE,
    catalogue.OWN_CLASSES,
)

# Tables that a page draws once they are unfolded, by their keys, and that lessons on it speak of.
UNFOLDED = {"builder": ("each_layer",), "architectures": ("networks",)}

# A message, JSON, or a text: of a chart its figure, of a table its HTML.
Data = bytes | dict[str, Any] | str


def fitted(name: str, data: object) -> Data | None:
    """The data of a component without what only the server can do; None for one that does nothing alone."""
    if name not in COMPONENTS or not isinstance(data, bytes | dict | str):
        return None
    return COMPONENTS[name](data)


def _as_it_is(data: Data) -> Data:
    return data


def _explorer(data: Data) -> Data:
    """The browser computes the step itself; only kernels are built by the server: what they are built from stands."""
    assert isinstance(data, bytes)
    header, arrays = packing.unpacked(data)
    knobs = [knob | {"locked": knob["locked"] or knob["remote"], "remote": False} for knob in header["knobs"]]
    return packing.packed(header | {"knobs": knobs, "alone": True}, arrays)


def _runs(data: Data) -> Data | None:
    """The runs themselves come in once it is known how much of them fits (see `fitting`)."""
    # Loads the database of runs.
    from cnnviz.ui.alone import taken_runs  # noqa: PLC0415

    assert isinstance(data, dict)
    return taken_runs.still(data)


def _gallery(data: Data) -> Data:
    """No picture leads to the explorer, and one that is chosen is enlarged: what stands on the bench stays there."""
    assert isinstance(data, bytes)
    header, arrays = packing.unpacked(data)
    still = {"opens": "", "id": ""}
    for section in header["sections"]:
        section["tiles"] = [tile | still if tile["kind"] == "picture" else tile for tile in section["tiles"]]
    if bench := header["bench"]:
        for name in ("image", "map"):
            bench[name] |= still
    return packing.packed(header, arrays)


def _bricks(data: Data) -> Data:
    """The server counts what a network comes to: its bricks are there to be read."""
    assert isinstance(data, dict)
    return data | {"still": True, "sized": True}


def _diagram(data: Data) -> Data:
    """Nobody hears of layers that are picked."""
    assert isinstance(data, dict)
    return data | {"pickable": False}


COMPONENTS: dict[str, Callable[[Data], Data | None]] = {
    "explorer": _explorer,
    "gallery": _gallery,
    "filter_block": _as_it_is,
    "stamping": _as_it_is,
    "volume": _as_it_is,
    "pixel_net": _as_it_is,
    "layer_net": _as_it_is,
    "neuron": _as_it_is,
    "same_object": _as_it_is,
    "detector": _as_it_is,
    "one_row": _as_it_is,
    "wheels": _as_it_is,
    "heat": _as_it_is,
    "field_view": _as_it_is,
    "flatten": _as_it_is,
    "bricks": _bricks,
    "diagram": _diagram,
    "chart": _as_it_is,
    "table": _as_it_is,
    "live": _runs,
    "way": still.packed,
    "cover": _as_it_is,
    "patches": still.patches,
    "patch_sheet": still.plain,
    "filter_choice": still.packed,
    "answers": _as_it_is,
    "shelves": still.packed,
}

# Sentences about what only the app has.
IN_THE_APP = (told.CHANGE, told.PRIVATE, where.FILL)
# What is said of a page in place of its own sentence, which is about what only the app has.
SENTENCES = {
    catalogue.WAY: "A photo block by block through a network that has learned: what each map sees, and what it holds.",
    catalogue.LOOKS: "A channel of a network that has learned, and the patches of pictures that excite it most.",
    catalogue.OPERATE: "What becomes of a network’s answers when single filters are operated on.",
    catalogue.FIND: "Which kernels of a real network look like one of the Lab’s, and what they make of a photo.",
    catalogue.BUILDER: "A network as bricks: what each makes, what it costs, and how far it sees.",
    catalogue.WHEELS: "How many layers until one unit sees both wheels: drag them apart, and read its window.",
    catalogue.TRAIN: "A small network as it learned: its filters turn from noise into edges while the loss falls.",
    catalogue.DATA: "What a network learns from: every class, its mean picture, and what augmentation does.",
    catalogue.OWN_CLASSES: "Classes told apart by a network’s features: how that is learned, and what it goes by.",
}

# What is said where a component that could leave has nothing to show.
INSTEAD = {"live": "Nothing was trained with these settings. Training needs the app."}
# What more a component's style sheet says: controls that only the server can follow are not there.
STILL = {"wheels": ".stack :is(.ways, .adding, .chip button) { display: none; }"}
