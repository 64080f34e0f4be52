"""A model in ONNX on the pages that look into networks, and in the Builder, without a browser."""

import dataclasses
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.inspect.brought import kept
from cnnviz.inspect.looks import scans, sets
from cnnviz.nets import text
from cnnviz.ui import catalogue
from tests import addresses, uploading
from tests.nets.onnx import exported
from tests.nets.onnx.exported import node, numbers, of_nodes
from tests.pages.conftest import Open
from tests.uploading import upload

MODEL = exported.by_torch(exported.Branches(), (1, 3, 24, 24))
UNKNOWN = of_nodes(
    [node("Conv", "x w", "c"), node("Relu", "c", "r"), node("HardSwish", "r", "y")], {"w": numbers(4, 3, 3, 3)}
)

# All that a page could stumble over: grey, not square, two classes, branches that are added, no convolution at the end.
GREY = of_nodes(
    [
        node("Conv", "x w", "c", pads=[1, 0, 2, 1]),
        node("Relu", "c", "r"),
        node("Sigmoid", "c", "s"),
        node("Add", "r s", "a"),
        node("MaxPool", "a", "m", kernel_shape=[2, 3], strides=[2, 2]),
        node("Flatten", "m", "f"),
        node("Gemm", "f d b", "y", transB=1),
    ],
    {"w": numbers(3, 1, 3, 2), "d": numbers(2, 3 * 5 * 8), "b": numbers(2)},
    ["n", 1, 9, 17],
)


def said(app: AppTest) -> str:
    texts = (one.value for one in (*app.markdown, *app.caption, *app.info, *app.error))
    return " ".join(texts).replace("\\", "")


def chain(app: AppTest) -> dict:
    assert not app.exception
    header, _ = packing.unpacked(uploading.component(app, "way", "real_way").bytes)
    return header


def link(app: AppTest) -> dict[str, str]:
    return {name: "".join(value) for name, value in addresses.written(app).items()}


def test_a_file_takes_the_way_and_its_link_brings_it_back(opened: Open) -> None:
    app = opened(catalogue.WAY, way_model="onnx")
    assert not app.exception
    assert "torch.onnx.export" in said(app)
    assert "Whoever you give this page’s link can use it" in said(app)
    app = upload(app, "onnx_file", ("mine.onnx", MODEL))
    labels = chain(app)["columns"][-1]["labels"]
    assert sorted(labels) == [f"class {at}" for at in (1, 2, 3, 4)]
    assert uploading.told(app, "onnx_file")["shown"] == ["mine.onnx"]
    again = opened(catalogue.WAY, **link(app))
    assert chain(again)["columns"][-1]["labels"] == labels


def test_words_are_brought_or_typed(opened: Open) -> None:
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", MODEL))
    app = upload(app, "onnx_words_file", ("words.txt", b"cat\ndog\nhen\nant"))
    assert sorted(chain(app)["columns"][-1]["labels"]) == ["ant", "cat", "dog", "hen"]
    app.text_area(key="onnx_typed").set_value("a\nb\nc\nd").run()
    assert sorted(chain(app)["columns"][-1]["labels"]) == ["a", "b", "c", "d"]
    app.text_area(key="onnx_typed").set_value("a\nb").run()
    assert "4 classes apart, and this list has 2 names" in said(app)
    assert sorted(chain(app)["columns"][-1]["labels"]) == [f"class {at}" for at in (1, 2, 3, 4)]


def test_numbers_go_in_as_chosen(opened: Open) -> None:
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", MODEL))
    before = chain(app)["columns"][-1]["shares"]
    (menu,) = [one for one in app.selectbox if one.key == "onnx_numbers"]
    menu.set_value("imagenet").run()
    assert chain(app)["columns"][-1]["shares"] != before
    assert link(app)["onnx_numbers"] == "imagenet"


def test_a_size_that_is_open_is_chosen(opened: Open) -> None:
    axes = {"x": {0: "n", 2: "h", 3: "w"}}
    data = exported.by_torch(exported.Branches(), input_names=["x"], dynamic_axes=axes)
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", data))
    (menu,) = [one for one in app.selectbox if one.key == "onnx_side"]
    menu.set_value(64).run()
    assert chain(app)["columns"][0]["shape"] == [3, 64, 64]


def test_a_node_that_is_not_known_is_named_and_the_rest_drawn(opened: Open) -> None:
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", UNKNOWN))
    assert not app.exception
    assert "Node “y” of the kind “HardSwish”" in said(app)
    assert "As far as it is known" in said(app)
    assert uploading.component(app, "diagram", "onnx_part")


@pytest.mark.parametrize("data", [b"", b"\x08\x08:\x05abc", MODEL[:200], b"%PDF-1.7"])
def test_what_is_no_model_changes_nothing(opened: Open, data: bytes) -> None:
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", data))
    assert not app.exception
    assert "ONNX" in app.error[0].value
    assert "onnx" not in link(app)


def test_a_model_that_is_kept_no_longer_says_what_to_do(opened: Open) -> None:
    app = opened(catalogue.WAY, way_model="onnx", onnx="0" * 48)
    assert not app.exception
    assert "Bring the file again" in said(app)


def test_its_kernels_are_searched(opened: Open) -> None:
    app = opened(catalogue.FIND, searched="onnx")
    assert not app.exception
    app = upload(app, "onnx_file", ("mine.onnx", MODEL))
    assert not app.exception
    assert uploading.component(app, "gallery", "matches")
    assert link(app)["searched"] == "onnx"


# Sections that are opened too.
MORE = {catalogue.LOOKS: {"made": "true", "made_beside": "twin"}}
PAGES = [
    entry for entry in catalogue.SECTIONS["Networks"] if "model_menu" in Path(*entry.script.split("/")).read_text()
]


@pytest.mark.parametrize("entry", PAGES, ids=[entry.path for entry in PAGES])
@pytest.mark.parametrize("data", [MODEL, GREY], ids=["colours", "grey"])
def test_every_page_with_the_menu_works_on_it(opened: Open, entry: catalogue.Entry, data: bytes) -> None:
    key = kept.save(data)
    app = opened(entry, way_model="onnx")
    assert not app.exception
    app = opened(entry, way_model="onnx", onnx=key, **MORE.get(entry, {}))
    assert not app.exception
    assert not app.error


def test_it_goes_along_from_page_to_page(opened: Open) -> None:
    app = upload(opened(catalogue.WAY, way_model="onnx"), "onnx_file", ("mine.onnx", MODEL))
    key = link(app)["onnx"]
    app = opened(catalogue.WAY, way_model="onnx", onnx=key)
    app.query_params.clear()
    app.switch_page(str(Path("..", "..", catalogue.FIND.script))).run()
    app.selectbox(key="searched").set_value("onnx").run()
    assert link(app)["onnx"] == key


def test_the_builder_draws_its_network(opened: Open) -> None:
    app = upload(opened(catalogue.BUILDER), "file net", ("mine.onnx", MODEL))
    assert not app.exception
    assert not app.error
    assert "net" in link(app)
    app = upload(app, "file net", ("mine.onnx", UNKNOWN))
    assert "HardSwish" in app.error[0].value
    assert "What comes before it is drawn." in app.error[0].value
    network = text.from_link(link(app)["net"])
    assert [layer.title for layer in network.layers] == ["Conv 4@3×3", "ReLU"]


def test_what_was_found_with_other_numbers_is_not_shown(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file on the same pictures: as numbers go in, so the patches' numbers and the features are."""
    monkeypatch.setattr(scans, "FIRST", 60.0)
    few = dataclasses.replace(sets.bundled(), parts=sets.bundled().parts[:3], id="three")
    monkeypatch.setattr(sets, "bundled", lambda: few)
    key = kept.save(MODEL)
    found = {}
    for numbers_in in ("unit", "imagenet"):
        link = {"way_model": "onnx", "onnx": key, "onnx_numbers": numbers_in}
        app = opened(catalogue.LOOKS, **link, look_at="0")
        told = json.loads(uploading.component(app, "patches", "look_patches").json)
        app = opened(catalogue.OWN_CLASSES, **link)
        assert not app.exception
        header, _ = packing.unpacked(uploading.component(app, "gallery", "own_nearest").bytes)
        found[numbers_in] = [one["number"] for one in told["groups"][0]["patches"]], header["sections"]
    assert found["unit"][0] != found["imagenet"][0]
    assert found["unit"][1] != found["imagenet"][1]
