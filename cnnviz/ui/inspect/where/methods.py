"""The ways to ask where a network looked: each is its own controls, what it draws for two classes and for the twin, and
what it tells of its sums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.figures.draw import tiles
from cnnviz.figures.where import panels, told
from cnnviz.inspect import models
from cnnviz.inspect.where import likeness, looked, pixels
from cnnviz.ui import widgets, words
from cnnviz.ui.components import gallery
from cnnviz.ui.inspect.where import covering, kept
from cnnviz.ui.results import tables

NO_MAPS = "This network has no maps left that could say where: every layer makes single numbers. Choose another one."
TWIN = "Twin: "


class Method(Protocol):
    """One way to ask, of one photo; `seen` holds what the network answered."""

    @property
    def seen(self) -> looked.Looked: ...

    def draw(self, classes: Sequence[int], names: Sequence[str], twin: models.Model | None) -> list[float | None]:
        """Draw it for the classes, beside that of the twin if there is one; returns how alike the two are, by class."""

    def explain(self, classes: Sequence[int], names: Sequence[str]) -> None:
        """The sums behind it."""


def _usual(model: models.Model) -> str:
    """The path of the last layer with maps. Raises InputError where there is none."""
    known = looked.layers(model)
    if not known:
        raise InputError(NO_MAPS)
    return list(known)[-1]


@dataclass(frozen=True, eq=False)
class Cams:
    """Grad-CAM at one layer, by the model with the id `model`."""

    model: str
    photo: looked.Photo
    seen: looked.Looked

    def draw(self, classes: Sequence[int], names: Sequence[str], twin: models.Model | None) -> list[float | None]:
        other = twin and kept.looked_back(twin, self.photo.values, self.seen.path)
        sections, alike = [], []
        for index, name in zip(classes, names, strict=True):
            drawn: tuple[tiles.Picture, ...] = kept.drawn(self.model, self.photo, self.seen, index, "")
            if twin and other:
                drawn += kept.drawn(twin.id, self.photo, other, index, TWIN)
                own = kept.found(self.model, self.photo, self.seen, index)
                random = kept.found(twin.id, self.photo, other, index)
                alike.append(likeness.rank_correlation(own.map, random.map))
            sections.append(tiles.Section(name, "", drawn, "pair"))
        gallery.gallery(tuple(sections), panels.PALETTE, "where_maps")
        return alike

    def explain(self, classes: Sequence[int], names: Sequence[str]) -> None:
        for index, name in zip(classes, names, strict=True):
            found = kept.found(self.model, self.photo, self.seen, index)
            st.markdown(words.plain(told.sums(found, name)))
            tables.plain(told.channels(found))
            if (written := panels.written(found)) is not None:
                gallery.gallery((written,), panels.PALETTE, f"where_sums {index}")


def _cams(model: models.Model, photo: looked.Photo) -> Cams:
    known = looked.layers(model)
    path = widgets.choice(
        "where_layer",
        "Layer",
        known,
        _usual(model),
        help="The last maps are closest to the answer, and coarse. Earlier ones are finer, and know less of classes.",
        width=210,
    )
    return Cams(model.id, photo, kept.looked_back(model, photo.values, path))


@dataclass(frozen=True, eq=False)
class Pixels:
    """The gradient at the pixels; `joined` (of pixels.JOINED) says how a pixel's channels become one number."""

    photo: looked.Photo
    seen: looked.Looked
    joined: str

    def draw(self, classes: Sequence[int], names: Sequence[str], twin: models.Model | None) -> list[float | None]:
        other = twin and kept.looked_back(twin, self.photo.values, looked.PIXELS)
        sections, alike = [], []
        for index, name in zip(classes, names, strict=True):
            drawn = self.drawn(self.seen, index)
            if other:
                drawn += self.drawn(other, index, TWIN)
                sizes = [pixels.size(one.gradient(index), self.joined) for one in (self.seen, other)]
                alike.append(likeness.rank_correlation(*sizes))
            sections.append(tiles.Section(name, "", drawn, "beside"))
        gallery.gallery(tuple(sections), panels.PALETTE, "where_pixels")
        return alike

    def drawn(self, of: looked.Looked, index: int, title: str = "") -> tuple[tiles.Picture, ...]:
        gradient = of.gradient(index)
        return panels.gradients(
            self.photo.pixels,
            pixels.size(gradient, self.joined),
            pixels.signed(gradient),
            pixels.times_input(gradient, self.photo.values),
            self.joined,
            title,
        )

    def explain(self, classes: Sequence[int], names: Sequence[str]) -> None:
        st.markdown(told.TIMES)


def _pixels(model: models.Model, photo: looked.Photo) -> Pixels:
    joined = widgets.choice(
        "where_over",
        "A pixel’s channels",
        panels.JOINED,
        help="How the gradients of a pixel’s channels become the one number of its size.",
        width=210,
    )
    return Pixels(photo, kept.looked_back(model, photo.values, looked.PIXELS), joined)


def _cover(model: models.Model, photo: looked.Photo) -> Method:
    return covering.method(model, photo, _usual(model))


METHODS: dict[str, Callable[[models.Model, looked.Photo], Method]] = {
    "cam": _cams,
    "cover": _cover,
    "pixels": _pixels,
}
