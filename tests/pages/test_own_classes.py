"""The page “Your own classes on it” without a browser."""

import io

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.api.uploads import File
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, features
from cnnviz.ui import caching, catalogue
from cnnviz.ui.inspect import own_album
from tests import addresses, weights
from tests.pages.conftest import Open

HERE = catalogue.OWN_CLASSES


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


def png(seed: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (24, 24, 3), np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def settled(app: AppTest) -> AppTest:
    """Once all features are there: a browser asks again by itself."""
    for _ in range(40):
        assert not app.exception
        if any(one.label.startswith("Stop") for one in app.button):
            app.run()
        else:
            break
    return app


def sent(app: AppTest) -> tuple[dict, dict]:
    """What the shelves were sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_shelves")]
    return packing.unpacked(found.proto.bytes)


def said(app: AppTest) -> str:
    texts = (one.value for one in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error))
    return " ".join(texts).replace("\\", "")


def bring(app: AppTest, monkeypatch: pytest.MonkeyPatch, at: int, *files: tuple[str, bytes]) -> AppTest:
    """What dropping these files does: the callback runs in the session, before the page."""
    state = {key: app.session_state[key] for key in STATE if key in app.session_state}
    with monkeypatch.context() as patch:
        patch.setattr(st, "session_state", state)
        own_album._brought(tuple(File(name, data) for name, data in files), at)
    for key, value in state.items():
        app.session_state[key] = value
    return settled(app.run())


STATE = (own_album._ALBUMS, own_album._TROUBLE, own_album._FEATURES)


def test_it_opens_with_an_example_that_is_trained_and_one_that_lies_wrong(opened: Open) -> None:
    app = settled(opened(HERE))
    header, arrays = sent(app)
    assert header["names"] == ["Cat", "Cup", "Person"]
    assert arrays["right"][-1] == 15
    assert "An example" in said(app)
    assert "Of these 3 classes it says “Cat”" in said(app)
    assert "**14 of 15** are right" in said(app)
    assert "3 × (1,280 + 1) = 3,843" in said(app)
    assert "on no disk" in said(app)
    assert not app.error
    assert addresses.written(app) == {}


def test_a_link_holds_step_strength_class_and_network(opened: Open) -> None:
    app = settled(opened(HERE, own_step="5", own_l2="1", own_kind="2", image="rocket"))
    assert sent(app)[0]["step"] == 5
    assert "The logit of “Person” is" in said(app)
    assert "No training picture is near this one" in said(app)
    assert {name: "".join(value) for name, value in addresses.written(app).items()} == {
        "own_step": "5",
        "own_l2": "1",
        "own_kind": "2",
        "image": "rocket",
    }


def test_own_pictures_take_the_examples_place_and_bad_ones_are_named(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = settled(opened(HERE))
    app = bring(app, monkeypatch, 0, ("a.png", png(1)), ("broken.png", b"nothing"), ("b.png", png(2)))
    header, _ = sent(app)
    assert [one["name"] for one in header["photos"]] == ["a.png", "b.png"]
    assert "Telling things apart takes two classes" in said(app)
    assert "broken.png" in said(app)
    app = bring(app, monkeypatch, 1, ("c.png", png(3)), ("d.png", png(1)))
    header, arrays = sent(app)
    assert [one["kind"] for one in header["photos"]] == [0, 0, 1, 1]
    assert len(arrays["losses"]) == 101
    assert "Few pictures" in said(app)
    assert "The same picture is in “Class 1” and in “Class 2”" in said(app)
    assert "broken.png" not in said(app)


def test_pictures_of_own_classes_are_kept_for_nobody_else(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = settled(opened(HERE))
    assert caching.message.cache
    caching.message.cache_clear()
    app = bring(app, monkeypatch, 0, ("a.png", png(1)), ("b.png", png(2)))
    app = bring(app, monkeypatch, 1, ("c.png", png(3)), ("d.png", png(4)))
    assert len(sent(app)[1]["losses"]) == 101
    assert not caching.message.cache


def test_one_more_picture_costs_one_picture(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = settled(opened(HERE))
    app = bring(app, monkeypatch, 0, ("a.png", png(1)), ("b.png", png(2)))
    app = bring(app, monkeypatch, 1, ("c.png", png(3)))
    calls, seen = list[str](), features.seen

    def noted(model: Model, photo: album.Photo) -> features.Seen:
        calls.append(photo.name)
        return seen(model, photo)

    monkeypatch.setattr(features, "seen", noted)
    bring(app, monkeypatch, 1, ("d.png", png(4)))
    assert calls == ["d.png"]


def test_classes_are_named_added_removed_and_taken_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = settled(opened(HERE))
    app = bring(app, monkeypatch, 0, ("a.png", png(1)))
    app = bring(app, monkeypatch, 2, ("b.png", png(2)))
    (field,) = [one for one in app.text_input if one.label == "Name of this class"]
    field.set_value("*<b>cat</b>* $x$").run()
    assert sent(app)[0]["names"] == ["*<b>cat<∕b>* $x$", "Class 2", "Class 3"]
    button(app, "Add a class").click().run()
    assert len(sent(app)[0]["names"]) == 4
    button(app, "Remove this class").click().run()
    button(app, "Undo").click().run()
    button(app, "Undo").click().run()
    button(app, "Undo").click().run()
    assert sent(app)[0]["names"] == ["Class 1", "Class 2", "Class 3"]
    button(app, "Back to the example").click().run()
    assert sent(settled(app))[0]["names"] == ["Cat", "Cup", "Person"]


def button(app: AppTest, label: str):
    (found,) = [one for one in app.button if one.label == label]
    return found


def test_a_picture_goes_to_another_class_and_away(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict = {}
    monkeypatch.setattr(st, "session_state", state)
    own_album.change({"place": 9, "to": 0})
    shown = own_album.current()
    assert shown is not None
    assert [len(group.photos) for group in shown.groups] == [5, 5, 5]
    assert shown.groups[0].photos[-1].name == "Cat, part 5"
    own_album.change({"place": 0, "to": -1})
    shown = own_album.current()
    assert shown is not None
    assert [len(group.photos) for group in shown.groups] == [4, 5, 5]
    for nonsense in (
        {},
        {"place": 99, "to": 0},
        {"place": "1", "to": 0},
        {"place": 0, "to": 7},
        {"place": True, "to": 1},
    ):
        own_album.change(nonsense)
        assert own_album.current() is shown


def test_the_recorded_run_has_features_too(opened: Open) -> None:
    app = settled(opened(HERE, way_model="recorded"))
    assert "1,600 numbers of a picture" in said(app)
    assert len(sent(app)[1]["losses"]) == 101
