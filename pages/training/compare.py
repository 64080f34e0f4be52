"""Compare: two runs from the same seed on the same batches, and exactly one thing changed."""

import streamlit as st

from cnnviz.training import experiments
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.runs import exam, panel, rail, settings


@page.part
def compare() -> None:
    controls, stage = rail.beside()
    with controls:
        key = widgets.choice(
            "experiment",
            "What changes",
            {key: experiment.title for key, experiment in experiments.EXPERIMENTS.items()},
            on_change=settings.other_experiment,
            help="Everything else is the same in both: data, seed, order of the pictures, and the first weights up to "
            "the first layer that differs.",
        )
        experiment = experiments.EXPERIMENTS[key]
        st.markdown(experiment.question)
        chosen = settings.two(experiment)
    with stage:
        exam.show(panel.panel("compare", chosen, experiment.names), experiment.names)


with page.opened(catalogue.COMPARE):
    compare()
