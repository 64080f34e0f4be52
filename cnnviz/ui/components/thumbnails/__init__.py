"""Small pictures side by side, of which one is chosen by a click; fetched beside Streamlit (cnnviz/api/photographs)."""

from collections.abc import Callable, Mapping

import streamlit as st

from cnnviz.ui import components

_thumbnails = components.declared(__file__)


def thumbnails(
    key: str, label: str, said: Mapping[str, tuple[str, str]], chosen: str, on_choose: Callable[[str], None]
) -> None:
    """Show the photographs with these ids, of which a title and whose it is are `said`, as a group called `label`; the
    one that is `chosen` is marked if it is among them.

    `on_choose` gets the id of the one that is clicked.
    """

    def told() -> None:
        if (id := st.session_state[key]["chosen"]) in said:
            on_choose(id)

    data = {"label": label, "said": tuple((id, *words) for id, words in said.items()), "chosen": chosen}
    _thumbnails(key=key, data=data, on_chosen_change=told)
