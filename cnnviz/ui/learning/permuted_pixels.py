"""The same pixels in another order, on a page: pictures and one filter's maps before and after, and four recorded runs,
each of which can be trained anew (C29, C38, C45)."""

import numpy as np
import streamlit as st

from cnnviz.datasets import catalogue as datasets
from cnnviz.datasets import choice, neighbours
from cnnviz.figures.training import permuted_pixels as figures
from cnnviz.ops import catalogue as kernels
from cnnviz.training import recipes, recorded
from cnnviz.training.recorded import curves
from cnnviz.ui import catalogue, page
from cnnviz.ui.components import gallery
from cnnviz.ui.results import charts, tables

PALETTE = "blue-orange"
KERNEL = "sobel-x"
SEED = 0


@page.part
def block() -> None:
    """The whole of it, under its heading."""
    st.header("The same pixels in another order", anchor=False)
    courses = [[curves.course(view) for view in pair] for pair in (recorded.DENSE, recorded.CNN)]
    with st.container(key="permuted_right"):
        st.markdown(figures.sentence(courses))
    kernel, label = np.asarray(kernels.weights(KERNEL, {})[1][0, 0]), kernels.BANKS[KERNEL].label
    both = neighbours.compared(pictures(), kernel, SEED)
    gallery.gallery(figures.samples(both, label), PALETTE, "permuted_pictures")
    with st.container(key="permuted_runs"):
        tables.plain(figures.table(courses))
        st.markdown(figures.why(courses))
    # A chart brings a megabyte along.
    folded = st.expander("How the loss fell in each of the four runs", key="permuted_curves", on_change="rerun")
    if folded.open:
        with folded:
            charts.chart(figures.figure(courses), "permuted_losses", "The loss of four runs")
    with st.container(horizontal=True):
        for key in recipes.PERMUTED:
            query = {"experiment": key, "dataset": choice.FASHION, "images": str(recipes.FEWER)}
            page.link(catalogue.COMPARE, f"**{_name(key)}: watch both runs, train them anew** →", query)
        page.link(catalogue.TRAIN, "**Train any network on permuted pixels** →", {"permuted": "true"})


def pictures() -> np.ndarray:
    """A validation picture of each class, uint8 (n 1 h w): of Fashion-MNIST where it is here, else of drawn shapes."""
    asked = choice.Choice(choice.FASHION)
    images = datasets.validation(choice.Choice() if datasets.DATASETS[asked.name].why_not(asked) else asked)
    return images.pictures[np.unique(images.labels, return_index=True)[1]]


def _name(key: str) -> str:
    return dict(zip(recipes.PERMUTED, figures.NETWORKS, strict=True))[key]
