"""The page of one neuron without a browser: what the link holds, what the component says, where it leads on."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz import limits, packing
from cnnviz.ops import kernel_text
from cnnviz.ops.templates import grey_text, neuron
from cnnviz.ui import catalogue
from cnnviz.ui.components import neuron as component
from cnnviz.ui.why import explorer_link, template_settings
from tests import addresses
from tests.pages.conftest import Open

Say = Callable[[AppTest, Mapping[str, Any]], AppTest]
DRAWN = np.eye(8)


def sent(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What the component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_neuron")]
    return packing.unpacked(found.proto.bytes)


def leads(app: AppTest, script: str) -> list[dict[str, str]]:
    """The parameters of the links to this page."""
    links = [one.proto for one in app.get("page_link")]
    return [dict(parse_qsl(one.query_string)) for one in links if one.page == script]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says to the page what its component would."""
    said: list[Mapping[str, Any]] = []
    draw = component.neuron

    def drawn(data: bytes, key: str, on_settings: Callable[[Mapping[str, Any]], None]) -> None:
        draw(data, key, on_settings)
        st.button("tell", key="tell", on_click=lambda: on_settings(said[-1]))

    monkeypatch.setattr(component, "neuron", drawn)

    def told(app: AppTest, settings: Mapping[str, Any]) -> AppTest:
        said.append(settings)
        return app.button(key="tell").click().run()

    return told


def test_a_link_restores_everything(opened: Open) -> None:
    """C24, C25, C27."""
    asked = {
        "template": "drawn", "template_drawn": grey_text.text(DRAWN), "against": "cut", "against_cut": "7,11",
        "theta": "-40.5", "weight_length": "5", "brightness": "0.3", "contrast": "1.5", "normalise": "false",
        "neuron_bias": "-2", "sigma": "ReLU",
    }  # fmt: skip
    app = opened(catalogue.NEURON, pixels="8", **asked)
    assert not app.exception
    header, _ = sent(app)
    assert header["side"] == 8
    assert header["settings"] == {
        **asked, "template_cut": "0,0", "against_drawn": "", "normalise": False,
        "weight_length": 5, "brightness": 0.3, "contrast": 1.5, "neuron_bias": -2,
    }  # fmt: skip
    assert addresses.written(app) == {"pixels": "8", **asked}


def test_what_the_component_says_stands_in_the_address(opened: Open, say: Say) -> None:
    app = opened(catalogue.NEURON)
    assert addresses.written(app) == {}
    told = {**sent(app)[0]["settings"], "theta": "12.5", "brightness": 3, "normalise": False, "template": "star"}
    app = say(app, told)
    meant = {"theta": "12.5", "brightness": "3", "normalise": "false", "template": "star"}
    assert addresses.written(app) == meant
    assert sent(app)[0]["settings"] == told


@pytest.mark.parametrize(
    "said",
    [{"theta": "1e9"}, {"theta": 12}, {"brightness": -1}, {"brightness": "2"}, {"sigma": "cos"}, {"template": ["t"]},
     {"normalise": "no"}, {"template_drawn": "f" * 785}, {"against_cut": "1"}, {"neuron_bias": float("nan")}],
)  # fmt: skip
def test_what_cannot_be_is_not_taken_over(opened: Open, say: Say, said: Mapping[str, Any]) -> None:
    app = say(opened(catalogue.NEURON), said)
    assert not app.exception
    assert addresses.written(app) == {}


def test_one_link_opens_step_by_step_with_this_template_as_the_kernel(opened: Open) -> None:
    """C21, C24."""
    app = opened(catalogue.NEURON, pixels="8", template="drawn", template_drawn=grey_text.text(DRAWN))
    query = next(one for one in leads(app, "step-by-step") if "own1" in one)
    assert query["kernel1"] == "own"
    kernel = kernel_text.linked(query["own1"])
    meant = neuron.weights(DRAWN, 1, True)
    assert kernel == pytest.approx(meant / np.abs(meant).max(), abs=0.005)
    opening = opened(catalogue.STEPS, **query)
    assert not opening.exception
    assert addresses.written(opening)["own1"] == query["own1"]


@pytest.mark.parametrize("side", template_settings.SIDES)
def test_the_kernel_fits_where_it_leads_and_into_an_address(side: int) -> None:
    made = explorer_link.kernel(np.random.default_rng(0).random((side, side)), True)
    assert max(made.shape) <= min(16, limits.KERNEL_SIDE)
    assert np.abs(made).max() == 1
    assert len(kernel_text.linkable(made)) < 2000
    assert ("added up" in explorer_link.words(side)) == (len(made) < side)


def test_the_page_leads_to_matrices_and_to_learned_templates(opened: Open) -> None:
    """C28, C31, C33."""
    app = opened(catalogue.NEURON)
    assert {"network": "logistic"} in leads(app, "train")
    assert {"network": "dense"} in leads(app, "train")
    assert {"colour": "rgb"} in leads(app, "channels-and-filters")
    learning = opened(catalogue.TRAIN, network="logistic")
    assert not learning.exception
    assert json.dumps(addresses.written(learning)).count("logistic") == 1
