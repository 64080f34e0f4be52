"""What every page shares: the menu, the heading, and the one place where a learner's error becomes a sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from cnnviz.errors import InputError
from cnnviz.ui import keeping, links, own_picture, words

# Characters of a value from a link that are shown again.
LONGEST = 60

ROOT = Path(__file__).parents[2]
STYLE = Path(__file__).with_name("frame.css")

OVER = "Puts every setting of this page back to what it opens with. Your own picture stays."


@dataclass(frozen=True)
class Entry:
    """A page of the app: its script, its name, its place in the address and what one does there."""

    script: str
    title: str
    path: str
    sentence: str


HOME = Entry("pages/start/home.py", "Start", "start", "What you can do here.")
LAB = Entry(
    "pages/convolution/kernel_lab.py",
    "Kernel Lab",
    "kernel-lab",
    "Your picture through Prewitt, Sobel, Kirsch or your own kernel, with stride, padding and pooling.",
)
EDGES = Entry(
    "pages/convolution/edge_kernels.py",
    "From [−1 1] to Prewitt",
    "edge-kernels",
    "How two numbers grow into an edge detector, on your picture.",
)
SIGNAL = Entry(
    "pages/convolution/one_dimension.py",
    "In one dimension",
    "one-dimension",
    "Slide a few weights over a row of numbers and watch the result grow.",
)
STEPS = Entry(
    "pages/convolution/step_by_step.py",
    "Step by step",
    "step-by-step",
    "Point at any pixel and read every product behind it.",
)
PADDING = Entry(
    "pages/convolution/padding_and_stride.py",
    "Padding and stride",
    "padding-and-stride",
    "What happens at the border, how large a map gets, and which of its numbers to trust.",
)
CHANNELS = Entry(
    "pages/convolution/channels_and_filters.py",
    "Channels and filters",
    "channels-and-filters",
    "Three colours in, many maps out: what one filter adds up, and what a layer costs.",
)
POOLING = Entry(
    "pages/convolution/pooling.py",
    "Pooling",
    "pooling",
    "One number for each window: what is kept, what is lost, and what a small shift changes.",
)
BUILDER = Entry(
    "pages/networks/builder.py",
    "Builder",
    "builder",
    "Stack layers like bricks and watch shapes, parameters and receptive field follow.",
)
ARCHITECTURES = Entry(
    "pages/networks/architectures.py",
    "Architectures",
    "architectures",
    "LeNet-5 to Inception-ResNet: what each fixed, what it cost, and where its parameters sit.",
)
FIELD = Entry(
    "pages/networks/receptive_field.py",
    "Receptive field",
    "receptive-field",
    "Click a unit of any layer and see what it sees of your picture.",
)
DEEPER = Entry(
    "pages/networks/deeper.py",
    "Deeper",
    "deeper",
    "Why many layers are hard to train, measured, and what normalising and shortcuts change.",
)
DENSE = Entry(
    "pages/networks/dense_and_convolutional.py",
    "Dense and convolutional",
    "dense-and-convolutional",
    "A convolution as a sparse, tied matrix; untie it, fill it up, and count.",
)
TRAIN = Entry(
    "pages/training/train.py",
    "Watch it learn",
    "train",
    "Press Train and see a small network learn: its filters turn from noise into edges while the loss falls.",
)
COMPARE = Entry(
    "pages/training/compare.py",
    "Compare two runs",
    "compare",
    "The same seed, the same batches, one thing changed: dropout, L2, augmentation, shortcuts, fixed filters.",
)
DATA = Entry(
    "pages/training/data.py",
    "Data",
    "data",
    "Look at what a network learns from: every class, its mean picture, and what augmentation does. Bring your own.",
)
ACTIVATIONS = Entry(
    "pages/training/activations.py",
    "Activations and dropout",
    "activations",
    "ReLU, leaky ReLU, sigmoid, tanh and softmax as functions to explore, and what dropout leaves out.",
)
ONE_STEP = Entry(
    "pages/training/one_step.py",
    "One step of learning",
    "one-step",
    "Forward, softmax, loss, every gradient on its way back, and the update: all numbers in sight.",
)
WORDS = Entry(
    "pages/convolution/glossary.py", "Words", "words", "Kernel, filter, feature map, stride: one meaning each."
)

SECTIONS = {
    "": (HOME,),
    "Convolution": (LAB, SIGNAL, STEPS, EDGES, PADDING, CHANNELS, POOLING, WORDS),
    "Networks": (BUILDER, ARCHITECTURES, DEEPER, FIELD, DENSE),
    "Training": (TRAIN, COMPARE, DATA, ACTIVATIONS, ONE_STEP),
}


def navigation() -> StreamlitPage:
    """The look of every page, the menu and the browser's title; returns the page to run."""
    st.html(STYLE)
    pages = {
        section: [
            st.Page(ROOT / entry.script, title=entry.title, url_path=entry.path, default=entry is HOME)
            for entry in entries
        ]
        for section, entries in SECTIONS.items()
    }
    page = st.navigation(pages, position="top")
    # Its own title stands in the menu; the browser's tab and history name the app as well.
    st.set_page_config(page_title=f"{page.title} · cnnviz", page_icon="🔬", layout="wide")
    return page


def link(entry: Entry, label: str, query: Mapping[str, str] | None = None) -> None:
    """A link to a page, with settings if given: then the learner's own picture goes along, unless they name another."""
    st.page_link(ROOT / entry.script, label=label, query_params=query and links.with_along(query))


def go(entry: Entry, query: Mapping[str, str] | None = None) -> None:
    """Show another page, with settings if given, as a link to it does."""
    st.switch_page(ROOT / entry.script, query_params=query and links.with_along(query))


def begin(entry: Entry) -> DeltaGenerator:
    """The heading of a page, the way back to what it opens with, and a note of how it was opened. Returns the place
    below the heading that `finish` writes to."""
    links.arrive(entry.path)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(entry.title, anchor=False, help=entry.sentence, width="content")
        st.button("Start over", key="start_over", on_click=links.start_over, type="tertiary", help=OVER)
    return st.container()


def finish(notes: DeltaGenerator) -> None:
    """Write the settings into the address, and say in `notes` which were kept from before and which of a link's could
    not be used; call it after the controls."""
    keeping.catch_up()
    with notes:
        lost = links.write()
        if kept := links.kept():
            st.caption(f"Kept from before: {_named(kept)}.")
        if lost.get("image") == own_picture.OWN:
            own_picture.miss()
            # Said in its own words, and once.
            del lost["image"]
        if lost:
            st.warning(
                f"The link also asked for {_named(lost)}. That is not a setting here, or goes unused beside the "
                "others; everything else is as the link says."
            )
        if keeping.heard() and own_picture.missed():
            st.info("One's own picture is not part of a link, and this browser keeps none. Drop it here again.")
        keeping.keep()


def _named(values: Mapping[str, str]) -> str:
    """Settings as a link names them, in a sentence."""
    return words.plain(", ".join(f"{key[:LONGEST]} = “{value[:LONGEST]}”" for key, value in values.items()))


@contextmanager
def explained() -> Iterator[None]:
    """Shows an InputError as its sentence; everything else is a bug and surfaces."""
    try:
        yield
    except InputError as error:
        words.explain(error)
