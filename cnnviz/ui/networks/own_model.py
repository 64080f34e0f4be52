"""A model that the learner brings as an ONNX file: the file, the size, numbers and words that go with it, all in the
link; the store keeps the file."""

import threading
from collections.abc import Callable

import streamlit as st
from cachetools import LRUCache, cached

from cnnviz import limits
from cnnviz.api.uploads import File
from cnnviz.errors import InputError
from cnnviz.figures.networks import architectures
from cnnviz.inspect import models, pretrained
from cnnviz.inspect.brought import kept, names, onnx_model
from cnnviz.nets import text
from cnnviz.nets.onnx import reading
from cnnviz.ui import attempts, caching, catalogue, links, page, uploads, visitor, widgets, words
from cnnviz.ui.components import diagram

# In the link: the file, the list of words, the side where the file leaves it open, how pixels become numbers.
# Where there is no list, which words are used.
SETTINGS = FILE, WORDS, SIDE, NUMBERS, USUAL = "onnx", "onnx_words", "onnx_side", "onnx_numbers", "onnx_usual"
SIDES = (32, 64, 96, 128, 160, 192, 224, 256)
LABEL = "An ONNX file of yours"
# Session keys owned here: the name of the file brought last and of the list, and why the last was not taken.
_NAMES, _TROUBLE = "_onnx_names", "_onnx_trouble"

HOW = (
    f"A small network that tells classes apart, up to {limits.UPLOAD_BYTES // 2**20} MB, out of PyTorch with "
    '`torch.onnx.export(model.eval(), torch.zeros(1, 3, 32, 32), "model.onnx", external_data=False)`. It is read, '
    "never run as a program. Whoever you give this page’s link can use it, too."
)


def _bytes(found: onnx_model.Ready) -> int:
    return min(found.nbytes, MODELS_BYTES)


MODELS_BYTES = max(1, limits.CACHED_MODEL_BYTES)
MODELS: LRUCache[tuple[str, int], onnx_model.Ready] = LRUCache(MODELS_BYTES, getsizeof=_bytes)


@cached(MODELS, condition=threading.Condition())
def _ready(key: str, side: int) -> onnx_model.Ready:
    return onnx_model.ready(reading.read(reading.opened(kept.fetch(key)), side))


@st.cache_data(max_entries=64, show_spinner=False)
def _input(key: str) -> reading.Input:
    return reading.opened(kept.fetch(key)).input


def model() -> models.Model | None:
    """The model of the file that the link names; None where there is none yet, or where it cannot be looked into: then
    it is said why, and what of it is known is drawn."""
    key = widgets.hidden_text(FILE, "")
    if not key:
        with st.container(key="onnx_first"):
            _uploader()
        return None
    if links.goes_along(FILE) != key:  # a link brought it
        links.put(FILE, key, along=True)
    with st.popover("Your ONNX file, its numbers and words", key="onnx_menu"):
        _uploader()
        found = _settled(key)
    if isinstance(found, models.Model):
        return found
    words.explain(found)
    _part(key)
    return None


def _settled(key: str) -> models.Model | InputError:
    """The model as its controls have it, or why there is none."""
    try:
        given = _input(key)
        side = _side(given)
        chosen = widgets.choice(
            NUMBERS,
            "It was trained on pixels as",
            {id: one.label for id, one in onnx_model.normalisations(given.channels).items()},
            "none" if given.bytes else onnx_model.UNIT,
            on_change=_go_along,
            args=(NUMBERS,),
            help="The file does not say it: choose what your training did to them.",
        )
        found = _ready(key, side)
        named = _words(found)
    except InputError as why:
        return why
    for note in found.notes:
        st.caption(note)
    # What is computed is kept by this id: how pixels become numbers is part of it.
    return onnx_model.model(f"onnx-{key}-{side}-{chosen}", found, named, chosen)


def _side(given: reading.Input) -> int:
    if not given.open:
        return reading.SIDE
    return widgets.choice(
        SIDE,
        "Pictures it reads, pixels",
        {side: f"{side} × {side}" for side in SIDES},
        reading.SIDE,
        on_change=_go_along,
        args=(SIDE,),
        help="The file leaves this open. Choose what it was trained with.",
    )


def _words(found: onnx_model.Ready) -> tuple[str, ...]:
    """The names of its classes: from the list brought, the file, or numbers; what a list cannot be is explained."""
    options = {"": "class 1, 2, 3 …"}
    if found.read.classes:
        options["file"] = "those in the file"
    if found.count == len(_imagenet()):
        options["imagenet"] = "ImageNet’s"
    brought = widgets.hidden_text(WORDS, "")
    st.markdown(f"**Words** for its {found.count:,} classes:")
    uploads.uploader("A list: a word a line, or JSON", "onnx_words_file", _take_words, names=_shown(WORDS, brought))
    st.text_area("Or type them, a line each", key="onnx_typed", height=80, on_change=_typed)
    plain = widgets.choice(
        USUAL, "Without a list", options, "file" if found.read.classes else "", on_change=_go_along, args=(USUAL,)
    )
    usual: dict[str, Callable[[], tuple[str, ...]]] = {
        "": lambda: names.numbered(found.count),
        "file": lambda: names.named(found.read.classes, found.count),
        "imagenet": _imagenet,
    }
    try:
        return names.named(names.text(kept.fetch(brought)), found.count) if brought else usual[plain]()
    except InputError as why:
        words.explain(why)
        return names.numbered(found.count)


def _imagenet() -> tuple[str, ...]:
    return pretrained.classes() if pretrained.source() else ()


def _uploader() -> None:
    """Where the file comes in."""
    st.markdown(HOW)
    uploads.uploader("Your model in ONNX", "onnx_file", _take, names=_shown(FILE, widgets.hidden_text(FILE, "")))
    if trouble := st.session_state.get(_TROUBLE):
        words.explain(trouble)


def _shown(what: str, key: str) -> list[str]:
    """What the file in use is called."""
    name = st.session_state.get(_NAMES, {}).get((what, key), "the file of this link")
    return [name] if key else []


def _take(files: tuple[File, ...], token: str) -> None:
    """Take over a model; what cannot be read at all changes nothing and is explained."""

    def take() -> None:
        reading.opened(files[0].data)
        _put(FILE, files[0].name, kept.save(files[0].data, visitor.person(), visitor.address()))
        links.forget((WORDS, SIDE, NUMBERS, USUAL))

    st.session_state[_TROUBLE] = attempts.refusal(take)


def _take_words(files: tuple[File, ...], token: str) -> None:
    """Take over a list of names."""

    def take() -> None:
        said = names.text(files[0].data)
        _put(WORDS, files[0].name, kept.save(said.encode(), visitor.person(), visitor.address()))

    st.session_state[_TROUBLE] = attempts.refusal(take)


def _typed() -> None:
    said = str(st.session_state.get("onnx_typed", ""))
    if said.strip():
        _take_words((File("what you typed", said.encode("utf-8", "replace")),), "")
    else:
        links.forget((WORDS,))


def _go_along(name: str) -> None:
    """Let a setting of the file be the same on every page, as the file is."""
    links.put(name, st.session_state[name], along=True)


def _put(what: str, name: str, key: str) -> None:
    st.session_state.setdefault(_NAMES, {})[what, key] = name
    links.put(what, key, along=True)


def _part(key: str) -> None:
    """What of a file's network is known, as a diagram, with a way to the Builder."""
    try:
        found = reading.read(reading.opened(kept.fetch(key)), weightless=True)
    except InputError:
        return
    if found.network.layers:
        read = caching.read(found.network)
        st.markdown(f"As far as it is known: {architectures.sentence(read.walk.records)}")
        diagram.diagram(read.described, "onnx_part")
        try:
            page.link(catalogue.BUILDER, "Open it in the Builder", {"net": text.to_link(found.network)})
        except InputError:
            st.caption("It is too large for a link. Bring the file to the Builder to work on it.")
