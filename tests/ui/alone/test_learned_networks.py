"""cnnviz.ui.alone: pages about networks that have learned leave finished, and lead to nothing that is not there."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import limits, packing
from cnnviz.course import registry
from cnnviz.figures.own_classes import told as sentences
from cnnviz.images import samples
from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue
from cnnviz.ui.alone import composing, document, headless, pages
from cnnviz.ui.inspect import operate_study
from tests import alone, node, weights
from tests.ui.alone.test_composing import data, parts

DRIVER = Path(__file__).with_name("pieces_driver.mjs")
# Their lessons, by the components that the server follows in the app.
LEADING = {
    "real-network": ("way",),
    "where-it-looked": (),
    "what-it-looks-for": ("patches", "patch_sheet"),
    "operate": ("filter_choice",),
    "own-classes": ("shelves",),
}


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


def header(file: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What a component is told besides arrays."""
    if "text" in said:
        told: dict[str, Any] = json.loads(alone.piece(file["pieces"][said["text"]]))
        return told
    return said["json"] if "json" in said else packing.unpacked(data(file, said))[0]


def shown(file: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The headers of all components of a kind."""
    draws = [draw for step in file["steps"] for draw in step["draws"]]
    return [header(file, one["data"]) for draw in draws for one in parts(draw, name)]


@pytest.mark.parametrize("id", LEADING)
def test_no_control_and_no_sentence_leads_to_what_only_the_app_has(id: str) -> None:
    file = alone.told(alone.lesson(id))
    assert alone.can(id)
    for name in LEADING[id]:
        assert shown(file, name)
        assert all(one["alone"] for one in shown(file, name))
    patches = [patch for one in shown(file, "patches") for group in one["groups"] for patch in group["patches"]]
    assert not any(patch["go"] or patch["goes"] for patch in patches)
    words = json.dumps([item for step in file["steps"] for draw in step["draws"] for item in draw["items"]])
    assert not any(json.dumps(one)[1:-1] in words for one in (*pages.IN_THE_APP, "**Try", "<strong>Try"))
    assert [name for name in ("uploader", "excited", "thumbnails") if shown(file, name)] == []
    last = registry.LESSONS[id].steps[-1]
    assert "In the app" in last.taken
    assert "Now it is yours" not in file["steps"][-1]["text"]


def test_sentences_of_the_app_are_still_those_that_its_pages_say() -> None:
    assert {sentences.CHANGE, sentences.PRIVATE} <= set(pages.IN_THE_APP)
    assert "Try another fill" not in alone.view("where-it-looked", way_model="recorded", where_method="cover").decode()
    assert operate_study.LEADS.startswith("Choose a bar")


def test_whose_the_network_is_stands_once_at_the_foot_and_not_on_the_page() -> None:
    file = alone.told(alone.view("where-it-looked"))
    [credit] = [one for one in file["credits"] if one.startswith("EfficientNet-Lite0")]
    assert "](" not in credit
    assert "Apache-2.0" in credit
    assert "Apache-2.0" not in json.dumps(file["steps"])
    assert not any("EfficientNet" in one for one in alone.told(alone.view("operate", way_model="recorded"))["credits"])


def test_what_was_done_to_a_network_is_said_without_the_button_that_takes_it_back() -> None:
    file = alone.told(alone.view("operate", way_model="recorded", way_picture="7", op_edits="0:4:empty"))
    words = [item["html"] for item in file["steps"][0]["draws"][0]["items"] if item["kind"] == "words"]
    assert "<p>Filter 4: weights 0</p>" in words


def test_a_page_that_waits_is_taken_along_once_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here for weights that are still being converted."""
    known, states = pretrained.state, iter([pretrained.CONVERTING] * 3)
    monkeypatch.setattr(pretrained, "state", lambda: next(states, None) or known())
    monkeypatch.setattr(headless, "BETWEEN", 0.0)
    first = alone.told(alone.steps("real-network")[0])
    assert next(states, None) is None
    [way] = shown(first, "way")
    assert len(way["columns"]) == 21


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (pretrained.CONVERTING, f"“{catalogue.WAY.title}” shows is still being computed"),
        (pretrained.FAILED, "could not be taken out of their file"),
    ],
)
def test_a_page_that_waits_in_vain_gives_no_file(state: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> None:
        import streamlit as st  # noqa: PLC0415  # only this function's own text is run

        from cnnviz.errors import InputError  # noqa: PLC0415
        from cnnviz.ui.alone import composing  # noqa: PLC0415
        from cnnviz.ui.course.now import Now  # noqa: PLC0415

        try:
            composing.lesson(Now("real-network", 1), [Now("real-network", 1)])
        except InputError as why:
            st.error(str(why))

    monkeypatch.setattr(headless, "PATIENCE", 0.0)
    monkeypatch.setattr(pretrained, "state", lambda: state)
    [why] = AppTest.from_function(ask).run().error
    assert said in why.value


def test_the_menu_offers_no_file_of_a_page_that_is_not_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    def menu() -> None:
        from cnnviz.ui import catalogue  # noqa: PLC0415  # only this function's own text is run
        from cnnviz.ui.alone import headless, taking_along  # noqa: PLC0415

        taking_along.menu(catalogue.WAY, headless.messages("real-network", {}, {}))

    monkeypatch.setattr(pretrained, "state", lambda: pretrained.CONVERTING)
    app = AppTest.from_function(menu)
    app.session_state["take_along"] = True
    app.run()
    assert not app.exception
    assert "as soon as that is done" in " ".join(one.value for one in app.caption)
    assert not app.get("download_button")


def test_a_step_that_asks_nothing_leaves_as_it_stands() -> None:
    def stand() -> None:
        import streamlit as st  # noqa: PLC0415  # only this function's own text is run

        from cnnviz.ui.alone import composing, headless  # noqa: PLC0415
        from cnnviz.ui.course.now import Now  # noqa: PLC0415

        on = Now("real-network", 4)
        st.session_state["made"] = composing.standing(on, headless.messages("real-network", {"image": "astronaut"}, {}))

    app = AppTest.from_function(stand, default_timeout=60).run()
    assert not app.exception
    file = alone.told(app.session_state["made"])
    assert any("Astronaut" in credit for credit in file["credits"])
    assert not any("Coffee" in credit for credit in file["credits"])
    assert "In the app" in file["steps"][0]["text"]


@pytest.mark.parametrize(
    "piece",
    [
        b"",
        b"abc",
        bytes(range(256)) * 9,
        np.arange(3 * 40 * 40).astype(np.uint8).tobytes(),
        np.random.default_rng(0).bytes(4800),
    ],
)
def test_bytes_come_back_as_they_were_however_they_were_packed(piece: bytes) -> None:
    packed = document._squeezed(piece)
    assert alone.piece(packed) == piece
    assert node.answers(DRIVER, [packed]) == [list(piece)]


def test_photographs_are_packed_as_differences() -> None:
    photo = samples.picture("cat", 64).pixels
    packed = document._squeezed(photo.tobytes())
    assert ":" in packed
    assert len(packed) < 0.9 * len(base64.b64encode(zlib.compress(photo.tobytes(), 9)))


def test_a_lesson_of_many_photographs_leaves_with_coarser_ones_and_says_so() -> None:
    whole, alone_ = (alone.told(file) for file in (alone.lesson("own-classes"), alone.steps("own-classes")[0]))
    assert "half as many rows and columns" in whole["sentence"]
    assert [len(step["draws"]) for step in whole["steps"]] == [1, 2, 1]
    assert not alone_["sentence"]
    shapes = []
    for file in (whole, alone_):
        [photo] = [one for one in parts(file["steps"][0]["draws"][0], "gallery") if one["key"] == "own_photo"]
        header, arrays = packing.unpacked(data(file, photo["data"]))
        shapes.append(arrays[header["sections"][0]["tiles"][0]["pixels"]].shape)
    assert shapes == [(128, 128, 3), (256, 256, 3)]


def test_a_view_of_many_photographs_leaves_with_coarser_ones_where_it_would_be_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one of own photographs may be, which are packed worse than those of the example."""
    usual = alone.view("own-classes", way_model="recorded")
    monkeypatch.setattr(limits, "ALONE_BYTES", len(usual) - 1000)
    smaller = alone.view("own-classes", way_model="recorded")
    assert len(smaller) < len(usual) - 1000
    assert composing.HALF in alone.told(smaller)["sentence"]
    assert composing.HALF not in alone.told(usual)["sentence"]


def test_whose_the_photographs_of_the_example_are_stands_in_the_file() -> None:
    credits = alone.told(alone.view("own-classes", way_model="recorded"))["credits"]
    assert {one.split(":")[0] for one in credits} >= {"Cat", "Coffee", "Astronaut"}
    assert not any("EfficientNet" in one for one in credits)
