"""Architectures: from LeNet-5 to EfficientNet, each as the answer to a problem of the one before."""

import streamlit as st

from cnnviz.figures.networks import architectures, imagenet
from cnnviz.nets import zoo
from cnnviz.ui import caching, catalogue, page, widgets
from cnnviz.ui.networks import architecture
from cnnviz.ui.results import charts, tables
from cnnviz.ui.told import facts, totals

NONE = "none"
TITLES = {key: entry.title for key, entry in zoo.ENTRIES.items()}


@page.part
def story() -> None:
    architecture.story("first")
    with st.container(horizontal=True):
        first = widgets.choice("first", "Network", TITLES, "lenet-5")
        second = widgets.choice("second", "Beside it", {NONE: "none", **TITLES})
    costs = {key: float(known.parameters) for key, known in caching.all_totals().items() if key in (first, second)}
    totals.tell(caching.records(first), (f"diagram-{first}", f"bars-{first}"), TITLES[first])
    if len(costs) > 1:
        facts.tell("larger", "the network with more parameters", costs, {key: TITLES[key] for key in costs})
    shown = [first] if second in (NONE, first) else [first, second]
    with st.container(key="shown_networks"):
        for column, key, place in zip(st.columns(len(shown), gap="medium"), shown, ("first", "second"), strict=False):
            with column:
                architecture.show(key, place)


with page.opened(catalogue.ARCHITECTURES):
    story()
    with st.expander("The story in one table", key="story_table"):
        tables.plain(architectures.timeline())
    with st.container(key="all_networks"):
        st.header("All of them", anchor=False)
        known = caching.all_totals()
        charts.chart(architectures.chart(known), "chart", "Work and accuracy")
        st.caption("Area of a circle: parameters. Accuracies are published ones: point at a circle for whose they are.")
        rows = st.expander("All of them as a table", key="networks", on_change="rerun")
        # What draws it is a fifth of a megabyte.
        if rows.open:
            with rows:
                tables.table(architectures.compared(known), "networks")
    with st.container(key="years"):
        st.header("ImageNet, year by year", anchor=False)
        st.markdown(imagenet.sentence())
        charts.chart(imagenet.figure(), "imagenet", "ImageNet by year")
        st.caption(f"{imagenet.SOURCE} {imagenet.CAUTION}")
    with st.expander("What they have in common", key="pipeline"):
        st.markdown("\n".join(f"{k}. **{one.title}.** {one.sentence}" for k, one in enumerate(imagenet.PIPELINE, 1)))
    with st.expander("Where they are used", key="uses"):
        st.markdown("\n".join(f"- **{use.title}** {use.sentence}" for use in imagenet.USES))
