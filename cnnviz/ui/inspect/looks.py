"""What a channel looks for, on a page: its patches, how its numbers are spread, and all channels of its layer."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cnnviz.figures.looks import groups, told
from cnnviz.images import samples
from cnnviz.inspect import models
from cnnviz.inspect.looks import extremes, likeness, patches, scan, scans, sets
from cnnviz.ui import caching, catalogue, page, words
from cnnviz.ui.components import patch_sheet
from cnnviz.ui.components import patches as component
from cnnviz.ui.inspect import looks_place
from cnnviz.ui.results import charts

# Patches shown of the strongest, and of the others.
SHOWN, BESIDE = 8, 6
# Seconds between two looks at how far a scan is; the patches are drawn anew when so many times as much is known.
EVERY, ANEW = 0.7, 2
# Session key owned here: where a patch's link leads to.
_LEAVING = "_look_leaving"


def show(model: models.Model, place: looks_place.Place, pictures: sets.PictureSet) -> None:
    """All of one channel. Raises InputError."""
    _leave(place)
    known = scans.SCANS.look(model, place.step, pictures)
    with st.container(key="look_progress"):
        if known.done < len(pictures):
            _wait(model, place, pictures, known.done)
        else:
            st.caption(words.plain(f"{pictures.counted}: all looked at."))
    shown = _groups(model, place, pictures, known)
    component.patches(
        {
            "channel": place.channel + 1,
            "count": place.step.output[0],
            "word": place.word,
            "names": place.names,
            "said": _said(model, place, pictures, known),
            "groups": groups.described(shown),
        },
        "look_patches",
        looks_place.go,
        _open,
    )


@st.fragment(run_every=EVERY)
def _wait(model: models.Model, place: looks_place.Place, pictures: sets.PictureSet, drawn: int) -> None:
    """How far the scan is; the page is drawn anew from time to time, and at its end."""
    known = scans.SCANS.look(model, place.step, pictures, 0)
    total = len(pictures)
    if known.done >= min(total, ANEW * drawn):
        st.rerun()
    st.caption(words.plain(f"{pictures.counted}. {known.done:,} of them are looked at so far: the patches may change."))


def _said(model: models.Model, place: looks_place.Place, pictures: sets.PictureSet, known: scan.Scan) -> str:
    rows, columns = patches.seen(model, place.step, 0, 0)
    size = (rows[1] - rows[0] + 1, columns[1] - columns[0] + 1)
    whole = all(one >= other for one, other in zip(size, model.preparation.size[1:], strict=True))
    silence = told.silence(known, place.channel, pictures.word, scan.activation(place.step) in patches.CUT_OFF)
    return f"{told.sees(size, whole, place.word)} {silence}"


def _groups(
    model: models.Model, place: looks_place.Place, pictures: sets.PictureSet, known: scan.Scan
) -> list[groups.Group]:
    """The strongest units' patches, those of windows drawn by chance, and the weakest units'."""

    def found(kept: extremes.Extremes, most: int, sign: int = 1) -> list[patches.Found]:
        units = patches.found(model, place.step, known.columns, kept, place.channel, sign)
        return patches.apart(units, pictures, model, most)

    top = found(known.top, SHOWN)
    alike = likeness.likeness(top, pictures, model)
    kinds = (
        ("They excite it most", groups.alike(alike, "these patches"), top),
        ("Drawn by chance", told.CHANCE, found(known.chance, BESIDE)),
        ("They excite it least", told.LEAST, found(known.low, BESIDE, -1)),
    )
    return [groups.Group(title, said, patches.patches(units, pictures, model)) for title, said, units in kinds if units]


def overview(model: models.Model, place: looks_place.Place, pictures: sets.PictureSet) -> None:
    """How often the channel makes which numbers; all channels of the layer by their best patches, once all pictures are
    looked at."""
    known = scans.SCANS.look(model, place.step, pictures, 0)
    with st.container(key="look_all"):
        if known.done < len(pictures):
            st.caption(told.LATER)
        else:
            data = caching.look_sheet(model, place.step, pictures, known, place.names)
            patch_sheet.sheet(data, "look_sheet", looks_place.go)
    st.header(f"How often this {place.word} makes which numbers", anchor=False)
    charts.chart(told.chart(known.spread, place.channel), "look_spread", "Its numbers")


def _open(said: Mapping[str, Any]) -> None:
    """Leave for the unit, or the map, on the whole way of its picture; for callbacks."""
    image, unit = said.get("image"), said.get("unit")
    if image in samples.SAMPLES and isinstance(unit, list) and all(type(one) is int for one in unit):
        st.session_state[_LEAVING] = {"image": image, "way_row": str(unit[0]), "way_column": str(unit[1])}


def _leave(place: looks_place.Place) -> None:
    """Go where a patch's link leads, if one was followed."""
    if (way := st.session_state.pop(_LEAVING, None)) is not None:
        at = {"way_at": place.step.main.path, "way_map": str(place.channel + 1)}
        unit = {name: value for name, value in way.items() if value != "0"}
        page.go(catalogue.WAY, {**looks_place.same_model(), **at, **unit})
