"""Builder: stack layers like bricks and watch shapes, parameters, work and receptive field follow."""

import streamlit as st

from cnnviz.nets import zoo
from cnnviz.ui import caching, catalogue, chosen_network, page
from cnnviz.ui.components import bricks
from cnnviz.ui.course import veil
from cnnviz.ui.networks import drawing, take_away
from cnnviz.ui.results import tables
from cnnviz.ui.told import totals

KNOWN = {key: entry.network for key, entry in zoo.ENTRIES.items()}
NETWORK = chosen_network.ChosenNetwork("net", KNOWN, sized=True)


@page.part
def build() -> None:
    network = NETWORK.current()
    read = caching.read(network)
    totals.tell(read.walk.records, ("bricks", "diagram", "each_layer"))
    left, right = st.columns([1, 1.5], gap="medium")
    with left:
        NETWORK.menu({key: entry.title for key, entry in zoo.ENTRIES.items()})
        now = {"edition": NETWORK.edition(), "trouble": NETWORK.trouble()}
        # While a lesson asks for them, counts are not read aloud at a change.
        untold = {"words": ""} if veil.is_closed() else {}
        bricks.bricks(read.bricks | untold | now, "bricks", NETWORK.changed)
    with right:
        drawing.show(read)
    layers = st.expander("Layer by layer, as a table", key="each_layer", on_change="rerun")
    # What draws it is a fifth of a megabyte.
    if layers.open:
        with layers:
            tables.table(read.rows, "network")
    st.header("Take it away", anchor=False)
    take_away.controls(network, NETWORK)


with page.opened(catalogue.BUILDER):
    build()
