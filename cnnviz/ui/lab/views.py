"""The Kernel Lab's views of one set of results. Adding one is one entry in VIEWS."""

import dataclasses
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz import numbers
from cnnviz.codegen.stage import languages
from cnnviz.figures.convolution import bench, borders, looks, pixels, pools, strides
from cnnviz.figures.draw import palettes
from cnnviz.figures.walk import walks
from cnnviz.images import picture
from cnnviz.ops import composites, geometry, pipeline, pooling, proof
from cnnviz.ops.compared import paddings, poolings
from cnnviz.ui import links, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.explorer import drawing, export, sources, stages
from cnnviz.ui.lab import several
from cnnviz.ui.picture import image_input
from cnnviz.ui.results import tables

Results = tuple[pipeline.Result, ...]

NUMBERS = "numbers"
# The steps of a stage that can be explored.
OPERATIONS = ("convolution", "pooling")
# What the gallery tells of a map that somebody wants to explore (see figures/convolution/looks.py: opening), and where.
OPENING = re.compile(rf"(\d)/({'|'.join(OPERATIONS)})/(\d+)(?:/(\d{{1,5}})/(\d{{1,5}}))?", re.ASCII)
# The name in the link of the map that stands large; ids of figures/convolution/looks.py.
SHOWN = "shown"


@dataclass(frozen=True)
class View:
    """One way to look at results, called `label`, and the question it answers (none where its sections say so)."""

    label: str
    sentence: str
    show: Callable[[image_input.Chosen, Results, looks.Look], None]


def combination(stages: tuple[pipeline.Stage, ...]) -> str:
    """The rule that makes one map of two, asked for where a stage has a pair of kernels."""
    if not any(stage.kernels.composite == "pair" for stage in stages):
        return "magnitude"
    return widgets.choice(
        "combine",
        "Combine the two by",
        {id: rule.label for id, rule in composites.COMBINATIONS.items()},
        help="\n".join(f"- **{one.label}** {one.sentence}" for one in composites.COMBINATIONS.values()),
    )


def look(combination: str) -> looks.Look:
    """The controls of how maps are drawn."""
    menu = st.popover("Colours", key="colours", on_change="rerun")
    if not (menu.open or links.moved(("palette", "shared"))):
        return looks.Look(combination=combination)
    with menu:
        palette = widgets.radio(
            "palette",
            "Colours of signed maps",
            {id: palette.label for id, palette in palettes.SIGNED.items()},
            help="Zero is the middle colour. All three can be told apart with any kind of colour vision.",
        )
        shared = widgets.switch(
            "shared",
            "One scale for all maps",
            help="Off: every map uses its whole colour range. On: the same colour means the same number everywhere.",
        )
    return looks.Look(palette, shared, combination)


def _maps(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    how, large = dataclasses.replace(how, opens=True), widgets.hidden_text(SHOWN, "")
    sections, stand = bench.drawn(
        chosen.working.pixels, results, how, large, lambda number, pooled: pipeline.reach(results, number, pooled)
    )
    gallery.gallery(sections, how.palette, "maps", _opened, stand, lambda id: links.put(SHOWN, id))


def _opened(what: str) -> None:
    """Show the map that somebody wants to explore, number by number."""
    if (asked := OPENING.fullmatch(what)) is None:
        return
    stage, operation, which, row, column = asked.groups()
    for widget, value in (("view", NUMBERS), ("map", int(which)), ("operation", operation), ("stage", int(stage))):
        links.put(widget, value)
    if row is not None:
        links.put("row", int(row))
        links.put("column", int(column))


def _numbers(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        result = _stage(results)
        which = stages.map_menu(result.names, width=160)
        steps = OPERATIONS if result.pooled is not None else OPERATIONS[:1]
        operation = widgets.segments("operation", "Step", steps) if len(steps) > 1 else steps[0]
    place = results.index(result)
    channels = results[place - 1].names if place else chosen.channels
    source: sources.Source = sources.Maps(result.image, channels)
    if place == 0:
        source = sources.Picture(chosen.working.pixels, channels)
    walk = walks.Walk(result, which, operation == OPERATIONS[1], how.palette)
    cell = drawing.show(walk, source, drawing.Shown(more={"shared": how.shared}), "explorer")
    export.controls(walk, cell)
    image = pixels.matrices(chosen.working.pixels, chosen.channels)
    gallery.gallery((image, pixels.strip(chosen.working)), how.palette, "numbers")


def _sizes(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    st.markdown(f"**Output size = {geometry.FORMULA}**, per axis, with this setting's numbers:")
    st.caption(geometry.SIGNS)
    tables.plain(borders.formulas(results))
    for number, result in enumerate(results, start=1):
        st.markdown(f"{f'Stage {number}: ' if len(results) > 1 else ''}{_cost(result)}")


def _cost(result: pipeline.Result) -> str:
    """Parameters, multiplications and what pooling saves the next layer, in words and numbers."""
    filters, channels, height, width = result.kernels.shape
    tensors = (("image", result.image), ("kernels", result.kernels), ("maps", result.maps))
    lines = [
        "As tensors: " + ", ".join(f"{name} {numbers.size(array.shape)}" for name, array in tensors) + ".",
        f"{numbers.count(filters, 'filter')} of {height} × {width} × {channels} and a bias each: "
        f"{filters} · ({height} · {width} · {channels} + 1) = **{result.parameters:,} parameters**, if they "
        f"were learned. Every map pixel takes {height * width * channels} multiplications: "
        f"**{result.maps.size * height * width * channels:,}** in all.",
        *strides.keeping(result),
    ]
    if result.pooled is not None:
        lines.append(pools.saved(result.activated.size, result.output.size))
    return " ".join(lines)


def _borders(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    result = _stage(results)
    others = paddings.paddings(result)
    sections = (*borders.modes(result, others), borders.amounts(others), borders.coverage(result))
    gallery.gallery(sections, how.palette, "borders")


def _several(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    several.show(chosen, results[0], how.palette)


def _pooling(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    result = _stage(results)
    if result.stage.pool is None:
        st.caption("No pooling is set here; this is what max pooling of 2 × 2 would do.")
    pool, before = result.stage.pool or pooling.Pool(), result.activated[0]
    sections = (
        pools.close_up(poolings.close_up(before, pool)),
        pools.kinds(before, poolings.kinds(before, pool)),
        pools.stride_instead(poolings.shrunk(result, pool)),
    )
    gallery.gallery(sections, how.palette, "pools")


def _stage(results: Results) -> pipeline.Result:
    if len(results) == 1:
        return results[0]
    number = widgets.segments("stage", "Stage", range(1, len(results) + 1))
    return results[number - 1]


def _take_away(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    link = st.container()
    _downloads(chosen, results, how)
    if st.button("Prove it", key="prove", help="Compute everything again with SciPy and compare every number."):
        with st.spinner("Computing everything again with SciPy…"):
            found = proof.difference(results)
        (st.success if found.agrees else st.error)(found.sentence)
    stages = tuple(result.stage for result in results)
    labels = {id: language.title for id, language in languages.LANGUAGES.items()}
    language = languages.LANGUAGES[widgets.segments("language", "Copy as code", labels)]
    shape = (chosen.working.pixels.shape[1], chosen.working.pixels.shape[2])
    st.caption(f"{language.sentence} Save the image above beside the script as image.png.")
    st.code(language.function(stages, chosen.channels, shape), language="python")
    # Drawn last, though it stands first: the link knows every widget only then.
    link.markdown("**Link** to exactly these settings. Your own picture is not part of it.")
    link.code(links.link(), language=None, wrap_lines=True)


def _downloads(chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "All numbers (NPZ)", lambda: archive(chosen, results, how), "feature-maps.npz", key="npz", on_click="ignore"
        )
        st.download_button(
            "The image (PNG)",
            lambda: picture.png(chosen.working.pixels),
            "image.png",
            "image/png",
            key="png",
            on_click="ignore",
        )
    st.caption(
        "Every map can be saved from the view Maps: choose it there, then “Save PNG” in its menu. It has a pixel for "
        "each number, in the 255 colours shown."
    )


def archive(chosen: image_input.Chosen, results: Results, how: looks.Look) -> bytes:
    """Every array of every stage, and the settings as JSON, as the bytes of an NPZ file."""
    arrays: dict[str, np.ndarray] = {"image": picture.floats(chosen.working.pixels)}
    for number, result in enumerate(results, start=1):
        for name in ("kernels", "padded", "maps", "activated", "pooled"):
            if (array := getattr(result, name)) is not None:
                arrays[f"{name}_{number}"] = array
        arrays[f"names_{number}"] = np.array(result.names)
        arrays |= {f"{name}_{number}": array for name, array in pipeline.together(result, how.combination).items()}
    arrays["settings"] = np.array(json.dumps([dataclasses.asdict(result.stage) for result in results]))
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def show(name: str, chosen: image_input.Chosen, results: Results, how: looks.Look) -> None:
    """Draw the view of this name."""
    if sentence := VIEWS[name].sentence:
        st.caption(sentence)
    with page.explained():
        VIEWS[name].show(chosen, results, how)


VIEWS = {
    "maps": View("Maps", "", _maps),
    NUMBERS: View(
        "Numbers", "Every product behind every pixel of a map: point at it. Below, the picture as numbers.", _numbers
    ),
    "sizes": View("Sizes", "How large the maps are and why, what they would cost to learn.", _sizes),
    "borders": View("Borders", "What padding invents, and how often each pixel is used.", _borders),
    "pooling": View("Pooling", "What pooling keeps and loses, and stride as the other way to shrink.", _pooling),
    "take-away": View("Take away", "Numbers, pictures, code and a link.", _take_away),
    "several": View(
        "Several pictures", "The first stage's filter on other pictures, too: nothing in it changes.", _several
    ),
}
