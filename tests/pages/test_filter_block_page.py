"""The page Channels and filters: the filter as a block, where the explorer stands, and back."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.ui import catalogue as pages
from cnnviz.ui.components import filter_block as component
from tests import explorer
from tests.pages.conftest import Open


def block(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What the component was sent."""
    (drawn,) = (one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_filter_block"))
    return packing.unpacked(drawn.proto.bytes)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[[AppTest, Any], AppTest]:
    """Says to a page what its block would."""
    heard: list[Any] = []
    draw = component.filter_block

    def drawn(data: bytes, key: str, on_place: Callable) -> None:
        draw(data, key, on_place)
        st.button("tell", key="tell", on_click=lambda: on_place(heard[-1]))

    monkeypatch.setattr(component, "filter_block", drawn)

    def tell(app: AppTest, said: Any) -> AppTest:
        heard.append(json.loads(json.dumps(said)))
        app.button(key="tell").click().run()
        assert not app.exception
        return app

    return tell


def test_the_page_opens_with_the_block_where_the_explorer_stands(opened: Open) -> None:
    app = opened(pages.CHANNELS, kernel1="sobel-xy", mix1="sum", row="3", column="5", map="1")
    header, arrays = block(app)
    assert (header["cell"], header["filter"]) == ([3, 5], 1)
    assert (header["channels"], header["groups"]) == (["red", "green", "blue"], 1)
    shown = explorer.shown(app)
    assert (arrays["kernels"][1] == shown.kernel).all()


def test_where_the_block_comes_to_rest_is_pinned_in_the_explorer_and_in_the_link(
    opened: Open, say: Callable[[AppTest, Any], AppTest]
) -> None:
    app = say(opened(pages.CHANNELS, kernel1="sobel-xy", mix1="sum"), {"row": 4, "column": 9, "filter": 1})
    assert explorer.shown(app).header["cell"] == [4, 9]
    assert (block(app)[0]["cell"], block(app)[0]["filter"]) == ([4, 9], 1)
    for nonsense in ({"row": "4", "column": -2, "filter": 9}, {"row": 10**9, "filter": True}, {"filter": None}):
        app = say(app, nonsense)
        assert (block(app)[0]["cell"], block(app)[0]["filter"]) == ([4, 9], 1)


def test_filters_that_look_at_one_channel_each_say_so(opened: Open) -> None:
    header, arrays = block(opened(pages.CHANNELS, kernel1="sobel-x", mix1="each"))
    assert header["groups"] == 3
    assert arrays["kernels"].shape[:2] == (3, 1)
