"""A small network's maps of the learner's image, and where each unit's windows stand, for the component field_view.

Layers are counted from 1; layer 0 is the image. Rows and columns are counted from 0 here, from 1 in what is read.
"""

from typing import Any

from cnnviz import packing
from cnnviz.figures.draw import palettes
from cnnviz.nets.inside import random_maps, receptive


def blob(
    seen: random_maps.LookedThrough,
    unit: tuple[int, int, int] = (1, 0, 0),
    palette: str = "blue-orange",
    *,
    asking: bool = False,
) -> bytes:
    """The message of the component field_view: the places that a unit sees; the palette of signed maps (256 3) as
    uint8, and by their numbers each place's values (h w) as float32, 0 being the image. `unit` is the layer, row and
    column pointed at; whether a question is `asking` for what it sees."""
    places = [_place(seen.records, number, frame) for number, frame in enumerate(seen.frames)]
    arrays = {str(number): values for number, values in enumerate(seen.maps)}
    return packing.packed(
        {"places": places, "unit": unit, "asking": asking}, {"palette": palettes.SIGNED[palette].colours, **arrays}
    )


def _place(records: receptive.Records, number: int, frame: receptive.Sides) -> dict[str, Any]:
    """A map of the component: its title, the windows that made it, what its units see, its frame."""
    state = records[number - 1].after if number else records[0].before
    record = records[number - 1] if number else None
    slid = record.axes if record else None
    return {
        "title": f"{number} · {record.layer.title}" if record else "Image",
        "channels": state.shape[0],
        "axes": slid and [vars(axis) for axis in slid],
        "fields": [
            {"size": field.size, "jump": field.jump, "padding": field.padding} for field in (state.rows, state.columns)
        ],
        "frame": frame,
    }
