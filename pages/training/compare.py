"""Compare: two runs from the same seed on the same batches, and exactly one thing changed."""

import streamlit as st

from cnnviz.training import experiments
from cnnviz.ui import frame, links, run_settings, training_panel

notes = frame.begin(frame.COMPARE)


@st.fragment
def compare() -> None:
    links.begin(links.EXPERIMENT)
    key = st.selectbox(
        "What changes",
        list(experiments.EXPERIMENTS),
        **links.choice("experiment", experiments.EXPERIMENTS),
        format_func=lambda key: experiments.EXPERIMENTS[key].title,
        on_change=run_settings.other_experiment,
        width=320,
        help="Everything else is the same in both: data, seed, order of the pictures, and the first weights up to the "
        "first layer that differs.",
    )
    experiment = experiments.EXPERIMENTS[key]
    st.markdown(experiment.question)
    chosen = run_settings.two(experiment)
    training_panel.panel("compare", chosen, experiment.names)
    frame.finish(notes)


compare()
