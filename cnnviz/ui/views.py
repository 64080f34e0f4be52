"""The Kernel Lab's views of one set of results. Adding one is one entry in VIEWS."""

import dataclasses
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.codegen import languages
from cnnviz.figures import borders, explored, maps, numbers, palettes, pixels, pools, strides
from cnnviz.images import picture
from cnnviz.ops import composites, geometry, pipeline, proof
from cnnviz.ui import exploring, export, frame, image_input, links, segments
from cnnviz.ui.components import gallery

Results = tuple[pipeline.Result, ...]

NUMBERS = "Numbers"
# The steps of a stage that can be explored.
OPERATIONS = ("convolution", "pooling")
# What the gallery tells of a map that somebody wants to explore (see figures/maps.py: opening).
OPENING = re.compile(rf"(\d)/({'|'.join(OPERATIONS)})/(.+)", re.ASCII)


@dataclass(frozen=True)
class View:
    """One way to look at results, and the question it answers (none where its sections say so)."""

    sentence: str
    show: Callable[[image_input.Chosen, Results, maps.Look], None]


def combination(stages: tuple[pipeline.Stage, ...]) -> str:
    """The rule that makes one map of two, asked for where a stage has a pair of kernels."""
    if not any(stage.kernels.composite == "pair" for stage in stages):
        return "magnitude"
    return st.selectbox(
        "Combine the two by",
        list(composites.COMBINATIONS),
        **links.choice("combine", composites.COMBINATIONS),
        width=160,
        help="\n".join(f"- **{name}** {one.sentence}" for name, one in composites.COMBINATIONS.items()),
    )


def look(combination: str) -> maps.Look:
    """The controls of how maps are drawn."""
    menu = st.popover("Colours", key="colours", on_change="rerun")
    if not (menu.open or links.moved(("palette", "shared"))):
        return maps.Look(combination=combination)
    with menu:
        palette = st.radio(
            "Colours of signed maps",
            list(palettes.SIGNED),
            **links.choice("palette", palettes.SIGNED),
            help="Zero is the middle colour. All three can be told apart with any kind of colour vision.",
        )
        shared = st.toggle(
            "One scale for all maps",
            **links.switch("shared"),
            help="Off: every map uses its whole colour range. On: the same colour means the same number everywhere.",
        )
    return maps.Look(palette, shared, combination)


def _maps(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    how = dataclasses.replace(how, opens=True)
    gallery.gallery(maps.sections(chosen.working.pixels, results, how), how.palette, "maps", _opened)


def _opened(what: str) -> None:
    """Show the map that somebody wants to explore, number by number."""
    if (asked := OPENING.fullmatch(what)) is None:
        return
    stage, operation, name = asked.groups()
    for widget, value in (("view", NUMBERS), ("map", name), ("operation", operation), ("stage", int(stage))):
        links.put(widget, value)


def _numbers(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        result = _stage(results)
        name = st.selectbox("Map", result.names, **links.choice("map", result.names), width=160)
        steps = OPERATIONS if result.pooled is not None else OPERATIONS[:1]
        operation = segments.segments("Step", "operation", steps) if len(steps) > 1 else steps[0]
    place = results.index(result)
    channels = results[place - 1].names if place else chosen.channels
    which, whole = result.names.index(name), None if place else chosen.working.pixels
    subject = explored.Subject(result, channels, which, operation == OPERATIONS[1], whole)
    shown = exploring.Shown(palette=how.palette, more={"shared": how.shared})
    cell = exploring.show(subject, exploring.Source(result.image, channels), shown, "explorer")
    export.controls(subject, cell)
    image = pixels.matrices(chosen.working.pixels, chosen.channels)
    gallery.gallery((image, pixels.strip(chosen.working)), how.palette, "numbers")


def _sizes(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    st.markdown(f"**Output size = {geometry.FORMULA}**, per axis, with this setting's numbers:")
    st.caption(geometry.SIGNS)
    st.table(borders.formulas(results), border="horizontal")
    for number, result in enumerate(results, start=1):
        st.markdown(f"{f'Stage {number}: ' if len(results) > 1 else ''}{_cost(result)}")


def _cost(result: pipeline.Result) -> str:
    """Parameters, multiplications and what pooling saves the next layer, in words and numbers."""
    filters, channels, height, width = result.kernels.shape
    tensors = (("image", result.image), ("kernels", result.kernels), ("maps", result.maps))
    kept = result.output.size
    lines = [
        "As tensors: " + ", ".join(f"{name} {numbers.size(array.shape)}" for name, array in tensors) + ".",
        f"{numbers.count(filters, 'filter')} of {height} × {width} × {channels} and a bias each: "
        f"{filters} · ({height} · {width} · {channels} + 1) = **{pipeline.parameters(result):,} parameters**, if they "
        f"were learned. Every map pixel takes {height * width * channels} multiplications: "
        f"**{result.maps.size * height * width * channels:,}** in all.",
        *strides.keeping(result),
    ]
    if result.pooled is not None:
        lines.append(
            f"Pooling adds 0 parameters and keeps {kept:,} of {result.activated.size:,} numbers, so a dense layer of "
            f"10 units after it needs {kept:,} · 10 + 10 = **{kept * 10 + 10:,}** parameters instead of "
            f"{result.activated.size * 10 + 10:,}."
        )
    return " ".join(lines)


def _borders(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    gallery.gallery(borders.sections(_stage(results)), how.palette, "borders")


def _pooling(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    result = _stage(results)
    if result.stage.pool is None:
        st.caption("No pooling is set here; this is what max pooling of 2 × 2 would do.")
    gallery.gallery(pools.sections(result), how.palette, "pools")


def _stage(results: Results) -> pipeline.Result:
    if len(results) == 1:
        return results[0]
    number = segments.segments("Stage", "stage", range(1, len(results) + 1))
    return results[number - 1]


def _take_away(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    link = st.container()
    _downloads(chosen, results, how)
    if st.button("Prove it", key="prove", help="Compute everything again with SciPy and compare every number."):
        with st.spinner("Computing everything again with SciPy…"):
            found = proof.difference(results)
        (st.success if found.agrees else st.error)(found.sentence)
    stages = tuple(result.stage for result in results)
    titles = {language.title: language for language in languages.LANGUAGES.values()}
    title = segments.segments("Copy as code", "language", titles)
    language = titles[title]
    shape = (chosen.working.pixels.shape[1], chosen.working.pixels.shape[2])
    st.caption(f"{language.sentence} Save the image above beside the script as image.png.")
    st.code(language.function(stages, chosen.channels, shape), language="python")
    # Drawn last, though it stands first: the link knows every widget only then.
    link.markdown("**Link** to exactly these settings. Your own picture is not part of it.")
    link.code(links.address(), language=None, wrap_lines=True)


def _downloads(chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
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
        "Every single map has its own “Save PNG” in the view Maps: a pixel for each number, in the 255 colours shown."
    )


def archive(chosen: image_input.Chosen, results: Results, how: maps.Look) -> bytes:
    """Every array of every stage, and the settings as JSON, as the bytes of an NPZ file."""
    arrays: dict[str, np.ndarray] = {"image": picture.floats(chosen.working.pixels)}
    for number, result in enumerate(results, start=1):
        for name in ("kernels", "padded", "maps", "activated", "pooled"):
            if (array := getattr(result, name)) is not None:
                arrays[f"{name}_{number}"] = array
        arrays[f"names_{number}"] = np.array(result.names)
        arrays |= {f"{name}_{number}": array for name, array in maps.composites_of(result, how.combination).items()}
    arrays["settings"] = np.array(json.dumps([dataclasses.asdict(result.stage) for result in results]))
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def show(name: str, chosen: image_input.Chosen, results: Results, how: maps.Look) -> None:
    """Draw the view of this name."""
    if sentence := VIEWS[name].sentence:
        st.caption(sentence)
    with frame.explained():
        VIEWS[name].show(chosen, results, how)


VIEWS = {
    "Maps": View("", _maps),
    NUMBERS: View("Every product behind every pixel of a map: point at it. Below, the picture as numbers.", _numbers),
    "Sizes": View("How large the maps are and why, what they would cost to learn.", _sizes),
    "Borders": View("What padding invents, and how often each pixel is used.", _borders),
    "Pooling": View("What pooling keeps and loses, and stride as the other way to shrink.", _pooling),
    "Take away": View("Numbers, pictures, code and a link.", _take_away),
}
