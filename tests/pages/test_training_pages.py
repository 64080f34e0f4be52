"""The pages on data, activations and one step without a browser: what stands on them is what was computed."""

import io
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from cnnviz import numbers
from cnnviz.datasets import catalogue, choice
from cnnviz.datasets.public import download
from cnnviz.errors import InputError
from cnnviz.training import backprop
from cnnviz.ui import catalogue as pages
from cnnviz.ui.components import sketch_pad
from cnnviz.ui.runs import data_controls
from tests import addresses, gallery, uploading
from tests.pages.conftest import Open


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)


def said(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def galleries(app: AppTest) -> list[Any]:
    return [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]


def drawn(app: AppTest) -> dict[str, dict]:
    """Every tile of every gallery on the page, by its title: the first of that title."""
    return {title: tile for one in galleries(app)[::-1] for title, tile in gallery.tiles(one.proto.bytes).items()}


def left_out(app: AppTest) -> list[Expander]:
    """What is folded away of the files that could not be used."""
    return [one for one in app.expander if one.label.startswith("Left out")]


def zipped(*classes: str, each: int = 6) -> bytes:
    """A zip of class folders, with pictures of noise."""
    random, buffer = np.random.default_rng(0), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in classes:
            for number in range(each):
                file = io.BytesIO()
                Image.fromarray(random.integers(0, 256, (40, 50, 3)).astype(np.uint8)).save(file, "PNG")
                archive.writestr(f"{name}/{number}.png", file.getvalue())
    return buffer.getvalue()


def test_the_data_page_begins_with_every_class_of_shapes(opened: Open) -> None:
    app = opened(pages.DATA)
    assert not app.exception
    assert "**6,000** pictures to train on" in said(app)
    assert set(catalogue.described(choice.Choice()).classes) <= set(drawn(app))


def test_a_link_holds_the_knobs_of_the_data(opened: Open) -> None:
    query = {"images": "200", "dataseed": "3", "coloured": "true", "noise": "0.9", "position": "0.0"}
    app = opened(pages.DATA, **query)
    assert "**200** pictures" in said(app)
    assert "32 × 32 pixels in colour" in said(app)
    assert {name: addresses.written(app)[name] for name in query} == {**query, "position": "0"}


@pytest.mark.parametrize("name", [choice.FASHION, choice.MNIST_5K])
def test_known_data_are_browsed(opened: Open, name: str) -> None:
    """C30."""
    if catalogue.DATASETS[name].why_not(choice.Choice(name)):
        pytest.skip("These pictures are not on this computer.")
    app = opened(pages.DATA, dataset=name)
    assert not app.exception
    assert set(catalogue.described(choice.Choice(name)).classes) <= set(drawn(app))


def test_leafing_shows_the_next_pictures(opened: Open) -> None:
    app = opened(pages.DATA, images="200")
    before = drawn(app)["Square"]["facts"]
    next(one for one in app.button if one.label == "Next pictures").click().run()
    assert before[0].startswith("1–20 of")
    assert drawn(app)["Square"]["facts"][0].startswith("21–")
    assert addresses.written(app)["leaf"] == "1"


def test_a_class_of_a_part_is_browsed_page_by_page(opened: Open) -> None:
    """C30."""
    app = opened(pages.DATA, part="test", of_class="1")
    assert not app.exception
    name = catalogue.described(choice.Choice("shapes")).classes[1]
    test = catalogue.load(choice.Choice("shapes")).test
    count = int((test.labels == 1).sum())
    titles = [section["title"] for one in galleries(app) for section in gallery.unpacked(one.proto.bytes)[0]]
    assert name in titles
    assert f"1–{min(20, count)}" in drawn(app)
    assert addresses.written(app) == {"part": "test", "of_class": "1"}
    app.selectbox(key="of_class").set_value("every").run()
    assert set(catalogue.described(choice.Choice("shapes")).classes) <= set(drawn(app))


def test_augmentation_throws_the_dice_again(opened: Open) -> None:
    app = opened(pages.DATA, shift="4", images="200")
    next(one for one in app.button if one.label == "Again").click().run()
    assert addresses.written(app)["throw"] == "1"
    assert any(b"it is changed anew" in one.proto.bytes for one in app.get("bidi_component"))


def test_a_zip_of_class_folders_becomes_the_data_set(opened: Open) -> None:
    app = opened(pages.DATA)
    uploading.upload(app, "own_zip", ("mine.zip", zipped("cat", "*dog*")))
    assert not app.exception
    assert not app.error
    assert addresses.written(app)["dataset"] == choice.OWN
    assert len(addresses.written(app)["own"]) == 64
    assert {"cat", "*dog*"} <= set(drawn(app))
    assert r"\*dog\*" in said(app)


@pytest.mark.parametrize(
    ("data", "why"), [(b"no zip", "no zip at all"), (zipped("cat"), "at least two kinds"), (b"", "no zip at all")]
)
def test_a_zip_that_cannot_be_used_is_explained_and_changes_nothing(opened: Open, data: bytes, why: str) -> None:
    app = opened(pages.DATA)
    uploading.upload(app, "own_zip", ("mine.zip", data))
    assert not app.exception
    assert why in app.error[0].value
    assert "dataset" not in addresses.written(app)


CASES = Path(__file__).parents[1] / "cases"


def test_a_zip_with_a_split_and_a_bad_file_says_both(opened: Open) -> None:
    app = opened(pages.DATA)
    uploading.upload(app, "own_zip", ("mine.zip", (CASES / "train-test.zip").read_bytes()))
    captions = " ".join(one.value for one in app.caption)
    assert "The split of your folders is used: train \\(6\\), test \\(6\\)." in captions.replace("\\:", ":")
    assert not left_out(app)
    uploading.upload(app, "own_zip", ("mine.zip", (CASES / "one-bad-file.zip").read_bytes()))
    (folded,) = left_out(app)
    assert folded.label == "Left out: 1 file"
    assert folded.text[0].value == "“cat/666.jpg” is empty. Choose another file."


def test_a_folder_becomes_the_data_set_as_its_zip_would(opened: Open) -> None:
    app = opened(pages.DATA)
    with zipfile.ZipFile(io.BytesIO(zipped("cat", "dog"))) as archive:
        files = [(f"mine/{one}", archive.read(one)) for one in archive.namelist()]
    uploading.upload(app, "own_zip", *files, ("mine/cat/notes.txt", b"hello"))
    assert not app.error
    assert {"cat", "dog"} <= set(drawn(app))
    assert [one.label for one in left_out(app)] == ["Left out: 1 file"]


def test_own_data_that_are_no_longer_kept_are_explained(opened: Open) -> None:
    app = opened(pages.DATA, dataset=choice.OWN, own="0" * 64)
    assert not app.exception
    assert "no longer kept" in app.error[0].value
    assert "There are no pictures of your own yet" in opened(pages.DATA, dataset=choice.OWN).info[0].value


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Callable[[AppTest, bytes], AppTest]:
    """Draws on the pad."""
    listening: list[Callable[[bytes], None]] = []
    cells: list[bytes] = []

    def pad(key: str, on_draw: Callable[[bytes], None]) -> None:
        listening.append(on_draw)
        st.button("stroke", key="stroke", on_click=lambda: listening[-1](cells[-1]))

    monkeypatch.setattr(sketch_pad, "sketch_pad", pad)

    def draw(app: AppTest, said: bytes) -> AppTest:
        cells.append(said)
        return app.button(key="stroke").click().run()

    return draw


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def test_drawings_become_a_data_set_class_by_class(opened: Open, pen: Callable[[AppTest, bytes], AppTest]) -> None:
    app = opened(pages.DATA)
    for name in ("line", "dot"):
        app.text_input(key="own_class").set_value(name).run()
        for level in (100, 200, 255):
            press(pen(app, bytes([level]) * 64 * 64), "Add the drawing")
    assert "line: 3 · dot: 3" in said(app)
    press(app, "Make it my data set")
    assert not app.error
    assert addresses.written(app)["dataset"] == choice.OWN
    assert {"line", "dot"} <= set(drawn(app))


def test_a_drawing_without_a_class_or_a_line_is_explained(
    opened: Open, pen: Callable[[AppTest, bytes], AppTest]
) -> None:
    app = press(opened(pages.DATA), "Add the drawing")
    assert "The pad is empty" in app.error[0].value
    assert "no name yet" in press(pen(app, bytes(64 * 64)), "Add the drawing").error[0].value
    assert "cells instead of" in press(pen(app, bytes(5)), "Add the drawing").error[0].value
    assert not app.exception


def test_a_download_says_what_and_shows_how_far(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[bool] = []

    def fetch(progress: download.Progress | None) -> None:
        assert progress is not None
        for done in range(0, 101, 10):
            progress(done, 100)
        there.append(True)

    shapes = catalogue.DATASETS[choice.SHAPES]
    fake = replace(shapes, why_not=lambda _: "" if there else "Not here.", fetch=fetch, offer="Download 3 bytes.")
    monkeypatch.setitem(catalogue.DATASETS, choice.MNIST, fake)
    app = opened(pages.DATA, dataset=choice.MNIST)
    assert app.info[0].value == "Not here."
    assert "Square" not in drawn(app)
    press(app, "Download 3 bytes")
    assert there
    assert not app.error
    assert "Square" in drawn(app)


def test_a_download_that_fails_or_is_under_way_is_explained(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(_: download.Progress | None) -> None:
        raise InputError("The line is cut. Try again.")

    shapes = catalogue.DATASETS[choice.SHAPES]
    fake = replace(shapes, why_not=lambda _: "Not here.", fetch=fetch, offer="Download.")
    monkeypatch.setitem(catalogue.DATASETS, choice.MNIST, fake)
    app = press(opened(pages.DATA, dataset=choice.MNIST), "Download")
    assert "The line is cut" in app.error[0].value
    # It was let go of again: the next one may.
    with monkeypatch.context() as patched:
        taken = threading.Lock()
        taken.acquire()
        patched.setattr(data_controls, "_FETCHING", taken)
        assert "Somebody is downloading" in press(app, "Download").error[0].value
    assert "The line is cut" in press(app, "Download").error[0].value
    assert not app.exception


@pytest.mark.parametrize("name", ["ReLU", "leaky ReLU", "sigmoid", "tanh", "ReLU6"])
def test_every_activation_has_its_curve_and_its_map(opened: Open, name: str) -> None:
    """C101."""
    app = opened(pages.ACTIVATIONS, curve=name, curve_x="-3.0")
    assert not app.exception
    assert "At x = −3 the value is" in said(app)
    assert f"After {name}" in drawn(app)


def test_softmax_and_dropout_follow_their_controls(opened: Open) -> None:
    """C82, T4."""
    app = opened(pages.ACTIVATIONS, logit_a="1", logit_b="1", logit_c="1", logit_d="1")
    assert list(app.table[0].value["p"]) == ["0.25"] * 4 + ["1"]
    assert "Mask" in drawn(app)
    assert "it removes no parameters" in said(app)
    assert list(app.table[1].value["parameters"]) == ["34,826", "34,826"]
    app.segmented_control(key="mode_dropout").set_value("test").run()
    assert "Mask" not in drawn(app)
    assert addresses.written(app)["mode_dropout"] == "test"


def test_a_step_is_taken_and_the_loss_falls(opened: Open) -> None:
    """C83."""
    app = opened(pages.ONE_STEP)
    losses = backprop.walked(backprop.PICTURES["cross"], 0, 0.1, 1, 1)[1]
    before, then, last = (numbers.text(one) for one in losses)
    assert f"the loss falls, from {before} to **{then}**" in said(app)
    press(app, "Take the step")
    assert f"the loss falls, from {then} to **{last}**" in said(app)
    assert addresses.written(app)["steps"] == "1"
    press(app, "Start over")
    assert "steps" not in addresses.written(app)


def test_every_picture_class_and_kernel_can_be_followed(opened: Open) -> None:
    for shown in backprop.PICTURES:
        query = {"step_picture": shown, "step_class": "stripes", "step_kernel": "2", "step_row": "2", "steps": "50"}
        app = opened(pages.ONE_STEP, **query)
        assert not app.warning
        assert "Weights of stripes" in drawn(app)
        app.segmented_control(key="half").set_value("back").run()
        assert not app.exception
        assert "Gradient of kernel 2" in drawn(app)
        assert addresses.written(app)["step_kernel"] == "2"
