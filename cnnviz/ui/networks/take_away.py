"""A network taken away: to its training, as a file, as code; and one brought."""

import streamlit as st

from cnnviz.codegen.network import languages
from cnnviz.nets import networks, text
from cnnviz.ui import caching, catalogue, links, page, widgets
from cnnviz.ui.chosen_network import ChosenNetwork
from cnnviz.ui.networks import network_menu

_LANGUAGE = "network_language"


def controls(network: networks.Network, chosen: ChosenNetwork) -> None:
    """What can be done with the network; another one brought becomes the one `chosen`."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Train this", type="primary"):
            page.go(catalogue.TRAIN, network_menu.training(network))
        st.download_button(
            "Network (JSON)",
            lambda: text.to_json(network, indent=1),
            "network.json",
            "application/json",
            on_click="ignore",
        )
        chosen.uploader()
    code = st.expander("Copy as code", key="as_code", on_change="rerun", expanded=links.moved((_LANGUAGE,)))
    # What colours it is half a megabyte.
    if code.open:
        with code, page.explained():
            _code(network)


def _code(network: networks.Network) -> None:
    labels = {id: language.title for id, language in languages.LANGUAGES.items()}
    language = widgets.segments(_LANGUAGE, "Language", labels)
    st.caption(languages.LANGUAGES[language].sentence)
    st.code(caching.source(language, network), language="python", height=360)
