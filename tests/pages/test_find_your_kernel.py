"""The page that finds a kernel in a network, without a browser."""

import re
import time
from urllib.parse import parse_qs

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.figures.alike import kind_shares
from cnnviz.inspect import pretrained
from cnnviz.inspect.alike import spatial
from cnnviz.training import recorded
from cnnviz.training.events import EventKind
from cnnviz.ui import catalogue
from cnnviz.ui.inspect import kernel_sources
from tests.pages.conftest import Open


def titles(app: AppTest) -> list[str]:
    """The headings of the kernels that are found."""
    blobs = [
        one.proto.bytes for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")
    ]
    heads = [packing.unpacked(blob)[0]["sections"] for blob in blobs]
    return [section["title"] for section in heads[0]]


def sentences(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def test_a_kernel_is_looked_for_in_the_recorded_run(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="recorded")
    assert titles(app)[0] == "Yours: Sobel x"
    snapshots = [one.event for one in recorded.run().events if one.event.kind == EventKind.SNAPSHOT]
    first = snapshots[-1].arrays["0.weight"].astype(float).reshape(32, 9)
    sobel = np.array([-1, 0, 1, -2, 0, 2, -1, 0, 1])
    alike = np.abs(first @ sobel) / np.linalg.norm(first, axis=1) / np.linalg.norm(sobel)
    assert titles(app)[1] == f"1. First layer, filter {alike.argmax() + 1}"


def test_another_kernel_finds_others_and_a_typed_one_too(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="recorded")
    before = titles(app)
    app.selectbox(key="kernel").set_value("line-vertical").run()
    assert titles(app)[0] == "Yours: Line, vertical"
    assert titles(app)[1:] != before[1:]
    next(one for one in app.button if one.label == "Change its numbers").click().run()
    assert app.text_area(key="own1").value == "-1,2,-1;-1,2,-1;-1,2,-1"
    assert app.selectbox(key="searched").value == "recorded", "what else was set stays"
    assert titles(app)[0] == "Yours: your own kernel"
    app.text_area(key="own1").set_value("0,0,0;0,5,0;0,0,0").run()
    assert not app.exception
    assert not app.error


def test_a_higher_threshold_counts_fewer(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="recorded")
    found = [float(re.findall(r"\*\*([\d.]+)%", sentences(app))[0])]
    for threshold in (0.95, 0.99):
        app.slider(key="alike").set_value(threshold).run()
        found.append(float(re.findall(r"\*\*([\d.]+)%", sentences(app))[0]))
    assert found[0] > found[1] > found[2]


def test_a_box_without_its_mean_says_that_nothing_is_left_and_keeps_the_rest(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="recorded", kernel="box")
    app.toggle(key="centred").set_value(True).run()
    assert "without its mean nothing of it is left" in app.error[0].value
    assert any("of 2,048 learned kernels" in one.value for one in app.markdown)


def test_a_run_that_is_not_there_says_so_and_how_to_name_one(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="run")
    assert "Paste the link of a run" in app.error[0].value
    app.text_input(key="run").set_value("https://example.org/train?run=recordedcnn&side=64").run()
    assert not app.error
    assert titles(app)[1].startswith("1. ")
    app.text_input(key="run").set_value("recordeddense").run()
    assert "no kernels larger than 1 × 1" in app.error[0].value


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (pretrained.ABSENT, pretrained.INSTALL),
        ("The file is another one.", "The file is another one"),
    ],
)
def test_without_the_real_network_the_page_says_why_and_searches_the_recorded_run(
    opened: Open, monkeypatch: pytest.MonkeyPatch, state: str, says: str
) -> None:
    monkeypatch.setattr(pretrained, "state", lambda: state)
    app = opened(catalogue.FIND)
    assert says in (app.info or app.error)[0].value.replace("\\", "")
    assert any("Meanwhile the kernels of the recorded run" in one.value for one in app.markdown)
    assert titles(app)[1].startswith("1. First layer, filter")


def test_while_the_weights_are_converted_the_page_says_so_and_goes_on_by_itself(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([pretrained.CONVERTING] * 2)
    monkeypatch.setattr(pretrained, "state", lambda: next(states, pretrained.ABSENT))
    app = opened(catalogue.FIND)
    assert not app.exception
    app.run()
    assert pretrained.INSTALL in app.info[0].value


def test_the_real_network_is_searched_once_it_is_there(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path_factory.mktemp("weights")))
    end = time.monotonic() + 100
    while pretrained.state() == pretrained.CONVERTING and time.monotonic() < end:
        time.sleep(0.05)
    app = opened(catalogue.FIND)
    assert titles(app)[1] == "1. Block 4.1, channel 152"
    assert any("of 2,606 learned kernels" in one.value and "**67.6%**" in one.value for one in app.markdown)
    app.session_state["matches_places"] = True
    app.run()
    link = next(one.proto for one in app.get("page_link") if one.proto.label.startswith("Block"))
    assert (link.label, parse_qs(link.query_string)) == (
        "Block 4.1, channel 152",
        {"way_at": ["4.0.3"], "way_map": ["152"]},
    )
    app.toggle(key="centred").set_value(True).run()
    assert not app.exception
    assert any("of 2,606 learned kernels" in one.value and "**39.3%**" in one.value for one in app.markdown)


def layer(*shape: int, scale: float = 1) -> spatial.SpatialLayer:
    return spatial.SpatialLayer("0", spatial.FIRST, np.random.default_rng(1).normal(size=shape) * scale)


@pytest.mark.parametrize(
    ("name", "only", "kernel", "says"),
    [
        ("dead", layer(6, 1, 3, 3, scale=0), "sobel-x", "all are dead"),
        ("rows", layer(6, 1, 1, 3), "sobel-x", "the largest that are searched are 1 × 3"),
        ("small", layer(6, 2, 3, 3), "own", "the largest that are searched are 3 × 3"),
        ("fives", layer(6, 1, 5, 5), "sobel-x", ""),
    ],
)
def test_any_network_with_kernels_can_be_searched_or_the_page_says_why_not(
    opened: Open, monkeypatch: pytest.MonkeyPatch, name: str, only: spatial.SpatialLayer, kernel: str, says: str
) -> None:
    monkeypatch.setattr(kernel_sources, "chosen", lambda kind: kernel_sources.Source(name, "Mine", (only,)))
    app = opened(catalogue.FIND, searched="recorded", kernel=kernel, own1=";".join(["1,2,3,4,5"] * 5))
    assert not app.exception
    assert [says in one.value for one in app.error] == ([True] if says else [])
    assert (kind_shares.NONE in sentences(app)) == (name != "small")
