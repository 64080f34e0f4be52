"""A model in ONNX, dropped on a page that looks into networks, and in the Builder."""

import re

import numpy as np
from playwright.sync_api import FilePayload, Page, expect

from cnnviz.nets import layers, shapes, zoo
from cnnviz.nets.onnx import export
from tests.browser import axe
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

NAMES = [f"sign {at}" for at in range(10)]


def model() -> FilePayload:
    """LeNet-5 with weights out of chance, its classes named."""
    network, chance = zoo.ENTRIES["lenet-5"].network(), np.random.default_rng(0)
    weights = {}
    for record in shapes.records(network):
        layer = record.layer
        if isinstance(layer, layers.Conv | layers.Dense):
            units = layer.filters if isinstance(layer, layers.Conv) else layer.units
            taps = layer.size if isinstance(layer, layers.Conv) else ()
            weights[f"{record.path}.weight"] = chance.normal(size=(units, record.input[0], *taps)) / 9
            weights[f"{record.path}.bias"] = np.zeros(units)
    data = export.model(network, weights, 0.5, 0.5, classes=NAMES)
    return {"name": "mine.onnx", "mimeType": "application/octet-stream", "buffer": data}


def bring(tab: Page, key: str) -> None:
    tab.locator(f".st-key-{key} input[type=file]").set_input_files(model())


def test_a_model_answers_goes_along_and_comes_back_with_its_link(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/real-network?way_model=onnx")
    settled(tab)
    bring(tab, "onnx_file")
    answer = tab.locator(".st-key-real_way .answer").first
    expect(answer).to_contain_text(re.compile(r"sign \d"))
    expect(tab).to_have_url(re.compile("onnx=[0-9a-f]{48}"))
    settled(tab)
    said = answer.text_content() or ""
    tab.reload()
    settled(tab)
    expect(answer).to_have_text(said)
    tab.get_by_role("button", name="Your ONNX file, its numbers and words").click()
    expect(tab.get_by_text("Words for its 10 classes")).to_be_visible()
    settled(tab)
    found = axe.found(tab)
    assert not found, "\n".join(map(axe.sentence, found))


def test_its_network_is_drawn_in_the_builder(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/builder")
    settled(tab)
    bring(tab, "file-net")
    expect(tab.locator(".st-key-bricks").get_by_text("Conv 6@5×5")).to_be_visible()
    expect(tab.locator(".st-key-bricks").get_by_text("Dense 84")).to_be_visible()
    expect(tab.locator(".st-key-diagram")).to_contain_text("LeNet-5 reads 1 ×")
