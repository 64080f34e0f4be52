"""What a channel looks for, on a page: its patches, how its numbers are spread, and all channels of its layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnviz.figures.looks import groups, told
from cnnviz.images import samples
from cnnviz.inspect import models
from cnnviz.inspect import twin as twins
from cnnviz.inspect.looks import extremes, likeness, patches, scan, scans, sets
from cnnviz.ui import caching, catalogue, page, widgets, words
from cnnviz.ui.components import patch_sheet
from cnnviz.ui.components import patches as component
from cnnviz.ui.inspect import looks_place
from cnnviz.ui.results import charts
from cnnviz.ui.told import facts

# Patches shown of the strongest, and of the others.
SHOWN, BESIDE = 8, 4
# Seconds between two looks at how far a scan is; the patches are drawn anew when so many times as much is known.
EVERY, ANEW = 0.7, 2
# Session key owned here: where a patch's link leads to.
_LEAVING = "_look_leaving"


@dataclass(frozen=True, eq=False)
class Seen:
    """A network's channel on pictures, and what is known of its layer."""

    model: models.Model
    place: looks_place.Place
    pictures: sets.PictureSet
    known: scan.Scan

    @property
    def whole(self) -> bool:
        """Whether all pictures have been looked at."""
        return self.known.done == len(self.pictures)

    def again(self) -> scan.Scan:
        """What is known by now."""
        return scans.SCANS.look(self.model, self.place.step, self.pictures, 0)


def seen(model: models.Model, place: looks_place.Place, pictures: sets.PictureSet) -> Seen:
    """What is known, or as much of it as there is after a moment. Raises InputError."""
    return Seen(model, place, pictures, scans.SCANS.look(model, place.step, pictures))


def twin(learned: Seen) -> Seen | None:
    """The same with random weights, where its switch is on."""
    on = widgets.switch("look_twin", "Beside it, random weights", help=f"Nothing learned: {twins.HOW}")
    return seen(caching.twin(learned.model), learned.place, learned.pictures) if on else None


def show(learned: Seen, random: Seen | None) -> None:
    """All of one channel, with its twin's patches where there is one."""
    facts.tell("maps", "the number of maps of the layer", learned.place.step.output[0])
    facts.tell("sees", "the number of pictures that were looked at", len(learned.pictures))
    _leave(learned.place)
    both = [one for one in (learned, random) if one]
    with st.container(key="look_progress"):
        if all(one.whole for one in both):
            st.caption(words.plain(f"{learned.pictures.counted}: all looked at."))
        else:
            with page.unfinished():
                _wait(both)
    component.patches(
        {
            "channel": learned.place.channel + 1,
            "count": learned.place.step.output[0],
            "word": learned.place.word,
            "names": learned.place.names,
            "said": _said(learned),
            "groups": groups.described(_groups(learned, random)),
        },
        "look_patches",
        looks_place.go,
        _open,
    )


@st.fragment(run_every=EVERY)
def _wait(drawn: Sequence[Seen]) -> None:
    """How far the scans are; the page is drawn anew from time to time, and at their end."""
    total = len(drawn[0].pictures)
    done = [one.again().done for one in drawn]
    if any(now >= min(total, ANEW * one.known.done) > one.known.done for now, one in zip(done, drawn, strict=True)):
        st.rerun()
    st.caption(words.plain(told.progress(drawn[0].pictures.counted, done)))


def _said(learned: Seen) -> str:
    model, place = learned.model, learned.place
    rows, columns = patches.seen(model, place.step, 0, 0)
    size = (rows[1] - rows[0] + 1, columns[1] - columns[0] + 1)
    whole = all(one >= other for one, other in zip(size, model.preparation.size[1:], strict=True))
    cut_off = scan.activation(place.step) in patches.CUT_OFF
    silence = told.silence(learned.known, place.channel, learned.pictures.word, cut_off)
    return f"{told.sees(size, whole, place.word)} {silence}"


def _groups(learned: Seen, random: Seen | None) -> list[groups.Group]:
    """The strongest units' patches, the twin's, those of windows drawn by chance, and the weakest units'."""
    top = _found(learned, learned.known.top, SHOWN)
    alike = _alike(learned, top)
    order = groups.ordered(top, scan.activation(learned.place.step))
    shown = [groups.Group("They excite it most", groups.alike(alike) + order, _patches(learned, top))]
    if random is not None:
        others = _found(random, random.known.top, SHOWN)
        said = groups.beside(_alike(random, others), alike)
        title = f"With random weights: they excite the same {learned.place.word} most"
        shown.append(groups.Group(title, said, _patches(random, others), leads=False))
    chance = _patches(learned, _found(learned, learned.known.chance, BESIDE))
    least = _patches(learned, _found(learned, learned.known.low, BESIDE, -1))
    shown += [groups.Group("Drawn by chance", told.CHANCE, chance)] if chance else []
    return [*shown, groups.Group("They excite it least", told.LEAST, least)]


def _found(seen: Seen, kept: extremes.Extremes, most: int, sign: int = 1) -> list[patches.Found]:
    units = patches.found(seen.model, seen.place.step, seen.known.columns, kept, seen.place.channel, sign)
    return patches.apart(units, seen.pictures, seen.model, most)


def _alike(seen: Seen, units: Sequence[patches.Found]) -> likeness.Likeness:
    return likeness.likeness(units, seen.pictures, seen.model)


def _patches(seen: Seen, units: Sequence[patches.Found]) -> list[patches.Patch]:
    return patches.patches(units, seen.pictures, seen.model)


def overview(learned: Seen) -> None:
    """All channels of the layer by their best patches, once all pictures are looked at; and how often the channel makes
    which numbers."""
    with st.container(key="look_all"):
        if learned.whole:
            model, place = learned.model, learned.place
            data = caching.look_sheet(model, place.step, learned.pictures, learned.known, place.names)
            patch_sheet.sheet(data, "look_sheet", looks_place.go)
        else:
            st.caption(told.LATER)
    st.header(f"How often this {learned.place.word} makes which numbers", anchor=False)
    charts.chart(told.chart(learned.known.spread, learned.place.channel), "look_spread", "Its numbers")


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
