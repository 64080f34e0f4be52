"""A part of the photo is covered, place by place: the controls, the progress, and what the network says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.figures.where import covering
from cnnviz.inspect import models
from cnnviz.inspect.where import cover, likeness, looked
from cnnviz.ops import softmax
from cnnviz.ui import widgets
from cnnviz.ui.components import cover as component
from cnnviz.ui.inspect.where import kept

SIZES = {f"{size:g}": size for size in cover.SIZES}
LABELS = dict(zip(SIZES, ("⅛ of each side", "¼ of each side", "⅜ of each side", "½ of each side"), strict=True))
FILLS = {"mean": "the photo’s mean", "grey": "mid-grey", "black": "black", "white": "white"}


@dataclass(frozen=True, eq=False)
class Cover:
    """A patch at every place of a photo; `measure` (of covering.MEASURES) says by what its cost is told."""

    model: models.Model
    photo: looked.Photo
    seen: looked.Looked
    patch: cover.Patch
    measure: str

    def draw(self, classes: Sequence[int], names: Sequence[str], twin: models.Model | None) -> list[float | None]:
        own = self.found(self.model, "The network reads the photo with the patch at every place …")
        other = twin and self.found(twin, "And now its twin …")
        costs = self.costs(own, classes)
        twins = self.costs(other, classes) if other else []
        component.cover(covering.blob(self.scene(own), costs, twins, self.measure), "where_cover")
        return [
            likeness.rank_correlation(one.lost(self.measure), two.lost(self.measure))
            for one, two in zip(costs, twins, strict=False)
        ]

    def found(self, model: models.Model, said: str) -> cover.Covered:
        """What is found, at once or turn by turn."""
        place, count = st.empty(), len(self.patch.places)
        found = None
        for done, found in kept.covered(model, self.photo, self.patch):
            if found is None:
                place.progress(done / count, f"{said} {done} of {count}")
        place.empty()
        assert found is not None  # the last turn ends with it
        return found

    def costs(self, found: cover.Covered, classes: Sequence[int]) -> list[covering.Cost]:
        whole, shares = (softmax.softmax(one.astype(np.float64)) for one in (found.whole, found.logits))
        return [
            covering.Cost(
                self.model.classes[index],
                float(whole[index]),
                float(found.whole[index]),
                shares[..., index],
                found.logits[..., index],
            )
            for index in classes
        ]

    def scene(self, found: cover.Covered) -> covering.Scene:
        patch, best = self.patch, found.logits.argmax(-1).ravel()
        answers = [self.model.classes[index] for index in best.tolist()]
        return covering.Scene(
            self.photo.pixels, patch.rows, patch.columns, patch.tops, patch.lefts, patch.fill, answers
        )

    def explain(self, classes: Sequence[int], names: Sequence[str]) -> None:
        st.markdown(
            f"The patch is {self.patch.rows} × {self.patch.columns} pixels and lies at {len(self.patch.places)} "
            f"places, spread evenly from edge to edge: the network has read the photo {len(self.patch.places) + 1} "
            "times."
        )


def method(model: models.Model, photo: looked.Photo, usual: str) -> Cover:
    """From its controls; `usual` is the path of a layer whose maps are known already."""
    size = widgets.choice("where_patch", "Patch", LABELS, "0.25", width=150, help="Small: finer, and it hides less.")
    fill = widgets.choice("where_fill", "Filled with", FILLS, width=190, help="A fill is something to be seen, too.")
    measure = widgets.choice(
        "where_by", "Cost to", covering.MEASURES, width=120, help="Shares add up to 1, logits do not."
    )
    known = kept.looked_back(model, photo.values, usual)
    return Cover(model, photo, known, cover.patch(photo, SIZES[size], fill), measure)
