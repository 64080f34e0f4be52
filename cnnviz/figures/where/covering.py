"""What each place of a patch costs a class, for the component cover."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import packing
from cnnviz.figures.draw import palettes
from cnnviz.figures.where.panels import PALETTE

# By what a cost is told, by id.
MEASURES = {"share": "its share", "logit": "its logit"}


@dataclass(frozen=True, eq=False)
class Cost:
    """Of a class called `name`: its share and logit without the patch, and at each place with it (y x)."""

    name: str
    share: float
    logit: float
    shares: np.ndarray
    logits: np.ndarray

    def lost(self, measure: str) -> np.ndarray:
        """What is gone of it at each place, of MEASURES: (y x)."""
        return self.share - self.shares if measure == "share" else self.logit - self.logits


@dataclass(frozen=True, eq=False)
class Scene:
    """A photo uint8 (c h w) with a patch of `rows` × `columns` under levels `fill` (c), at every one of `tops` and
    `lefts`, and which class is answered at each (y x), by name."""

    photo: np.ndarray
    rows: int
    columns: int
    tops: tuple[int, ...]
    lefts: tuple[int, ...]
    fill: tuple[int, ...]
    answers: Sequence[str]


def blob(scene: Scene, costs: Sequence[Cost], twins: Sequence[Cost], measure: str) -> bytes:
    """The message of the component cover."""
    levels = scene.fill * 3 if len(scene.fill) == 1 else scene.fill
    colours = np.moveaxis(np.broadcast_to(scene.photo, (3, *scene.photo.shape[1:])), 0, 2)
    arrays = {"photo": colours, "palette": palettes.SIGNED[PALETTE].colours}
    for at, cost in enumerate(costs):
        arrays[f"shares{at}"] = cost.shares.astype(np.float32)
        arrays[f"logits{at}"] = cost.logits.astype(np.float32)
    for at, cost in enumerate((*costs, *twins)):
        arrays[f"map{at}"] = cost.lost(measure).astype(np.float32)
    titles = [{"title": one.name, "twin": False} for one in costs]
    titles += [{"title": f"Twin: {one.name}", "twin": True} for one in twins]
    header = {
        "patch": {
            "rows": scene.rows,
            "columns": scene.columns,
            "tops": scene.tops,
            "lefts": scene.lefts,
            "levels": list(levels),
        },
        "byShare": measure == "share",
        "classes": [{"name": one.name, "share": one.share, "logit": one.logit} for one in costs],
        "maps": titles,
        "answers": list(scene.answers),
    }
    return packing.packed(header, arrays)
