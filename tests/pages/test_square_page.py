"""The page A square by hand without a browser: what its component is sent, and what it says back."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.images import picture, samples
from cnnviz.nets import layers, shapes
from cnnviz.ops import pipeline
from cnnviz.ops.detectors import chain, every_size, recipes, scenes
from cnnviz.training import recorded
from cnnviz.ui import catalogue
from cnnviz.ui.components import detector
from tests import addresses
from tests.pages.conftest import Open

Sent = list[tuple[dict[str, Any], dict[str, np.ndarray]]]
Say = Callable[[AppTest, Mapping[str, Any]], AppTest]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The messages that the component was given, as they come."""
    given: Sent = []
    monkeypatch.setattr(detector, "detector", lambda data, key, on_settings: given.append(packing.unpacked(data)))
    return given


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says to the page what its component would."""
    listening: list[Callable[[Mapping[str, Any]], None]] = []
    saying: list[Mapping[str, Any]] = []

    def drawn(data: bytes, key: str, on_settings: Callable[[Mapping[str, Any]], None]) -> None:
        listening.append(on_settings)
        st.button("tell", key="tell", on_click=lambda: listening[-1](saying[-1]))

    monkeypatch.setattr(detector, "detector", drawn)

    def told(app: AppTest, said: Mapping[str, Any]) -> AppTest:
        saying.append(said)
        return app.button(key="tell").click().run()

    return told


def test_it_opens_on_squares_of_several_sizes_with_the_filters_of_the_library(opened: Open, sent: Sent) -> None:
    """C72: the browser gets the very weights that the stages have."""
    app = opened(catalogue.SQUARE)
    assert not app.exception
    header, arrays = sent[-1]
    assert header["kind"]["kind"] == "square"
    assert header["things"] == [vars(thing) for thing in scenes.SCENES["sizes"].things]
    assert header["values"] == {
        **{name: header["things"][0][name] for name in ("row", "column", "side", "turn")},
        "corner": chain.CORNER,
        "found": 28,
        "pitch": chain.PITCH,
    }
    settings = chain.Settings()
    stages = chain.stages(settings, chain.levels(settings, 64, 96)[0])
    for name, stage, channels in zip(("edges", "corners", "pattern"), stages, (1, 8, 4), strict=True):
        assert np.array_equal(arrays[name], stage.kernels.weights(channels)[1])


@pytest.mark.parametrize("kind", recipes.DETECTORS)
@pytest.mark.parametrize("scene", scenes.SCENES)
def test_every_detector_opens_on_every_scene_from_a_link(opened: Open, sent: Sent, kind: str, scene: str) -> None:
    """C20, C72: and begins with its own shape and threshold."""
    app = opened(catalogue.SQUARE, shape=kind, scene=scene)
    assert not app.exception
    assert not app.warning
    header, _ = sent[-1]
    assert header["things"][0]["kind"] == kind
    assert header["values"]["found"] == recipes.DETECTORS[kind].found


def test_a_picture_of_ones_own_has_no_things_to_count(opened: Open, sent: Sent) -> None:
    """C23, C72."""
    app = opened(catalogue.SQUARE, scene="own", image="squares")
    assert not app.exception
    header, arrays = sent[-1]
    assert header["things"] == []
    assert arrays["picture"].shape == (64, 64)


@pytest.mark.parametrize("way", chain.WAYS)
def test_the_way_to_meet_other_sizes_is_in_the_link(opened: Open, sent: Sent, way: str) -> None:
    """C70, C73."""
    opened(catalogue.SQUARE, way=way)
    assert sent[-1][0]["way"] == way


def test_what_is_dragged_goes_into_the_link_and_what_cannot_be_does_not(opened: Open, say: Say) -> None:
    """C73."""
    app = say(opened(catalogue.SQUARE), {"side": 13, "row": 20, "found": 20, "corner": -4, "turn": "x", "pitch": 99})
    assert not app.exception
    assert addresses.written(app) == {"sizes_side": "13", "sizes_row": "20", "found_square": "20"}


def test_a_click_opens_the_edges_step_by_step(opened: Open, sent: Sent) -> None:
    """C72: the first stage in the explorer."""
    app = opened(catalogue.SQUARE)
    links = [json.dumps(str(one.proto)) for one in app.get("page_link")]
    assert any("kirsch-all" in one and "step-by-step" in one for one in links)


def test_a_click_opens_the_three_stages_in_the_lab_and_they_find_the_square(
    opened: Open, sent: Sent, computed: list[tuple[pipeline.Stage, ...]]
) -> None:
    """C72: with weights of its own on every channel, read back from the link."""
    app = opened(catalogue.SQUARE)
    (query,) = [one.proto.query_string for one in app.get("page_link") if "own2" in one.proto.query_string]
    lab = opened(catalogue.LAB, **dict(parse_qsl(query)))
    assert not lab.exception
    assert not lab.warning
    assert not lab.error
    stages = computed[-1]
    assert len(stages) == 3
    assert stages[1].kernels.weights(8)[1].shape == (4, 8, 5, 5)
    grey = picture.floats(picture.working(samples.picture("squares", 64), 64, "grey").pixels)
    found = pipeline.results(grey, ("grey",), stages)[-1].output[0]
    assert np.count_nonzero(found) == 1


def test_a_click_opens_the_second_filters_of_a_trained_run(opened: Open, sent: Sent) -> None:
    """C74: their maps, not the page's top."""
    app = opened(catalogue.SQUARE)
    (query,) = [one.proto.query_string for one in app.get("page_link") if "layer" in one.proto.query_string]
    asked = dict(parse_qsl(query))
    layer = shapes.records(recorded.run(asked["run"]).config.network)[int(asked["layer"]) - 1].layer
    assert isinstance(layer, layers.Conv)
    assert layer.filters == 64
    train = opened(catalogue.TRAIN, **asked)
    assert not train.exception
    assert addresses.written(train)["layer"] == asked["layer"]


def test_every_size_and_turn_is_tried_once_somebody_looks(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """C73: with the thresholds as they are set."""
    tried: list[chain.Settings] = []
    every = every_size.every

    def noted(settings: chain.Settings) -> dict[tuple[int, int], every_size.Count]:
        tried.append(settings)
        return every(settings)

    monkeypatch.setattr(every_size, "every", noted)
    app = opened(catalogue.SQUARE, shape="cross", way="pool", found_cross="31", corner="17", pitch="5")
    assert not tried
    app.session_state["every_size"] = True
    app.run()
    assert not app.exception
    assert tried == [chain.Settings("cross", 5, 17, 31, "pool")]
    table = app.table[0].value
    assert list(table["side"]) == [f"{side} px" for side in every_size.SIDES]
    found = every(tried[0])
    hits, total = sum(one.found for one in found.values()), len(found) * len(every_size.PLACES)
    said = " ".join(one.value for one in app.markdown)
    assert f"Of {total} shapes {hits} are found and {total - hits} missed" in said
