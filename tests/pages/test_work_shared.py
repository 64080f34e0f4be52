"""What is the same for all visitors is computed for the first of them."""

from importlib import metadata
from types import ModuleType
from typing import Any

import pytest

from cnnviz.figures.way import columns
from cnnviz.figures.where import panels
from cnnviz.inspect import preparation, pretrained
from cnnviz.inspect.alike import maps, nearest
from cnnviz.inspect.own_classes import features, fitting
from cnnviz.inspect.where import cam
from cnnviz.nets import shapes
from cnnviz.ui import catalogue
from tests import weights
from tests.pages.conftest import Open

# What a page of the large network needs of it, and of the photo.
NETWORK = ((preparation, "prepared"), (shapes, "walk"), (metadata, "distribution"))
CLASSES = ((fitting, "trained"), (fitting, "left_out"), (features, "seen"))
PAGES = {
    catalogue.OPERATE: NETWORK,
    catalogue.WHERE: (*NETWORK, (cam, "cam"), (panels, "cams")),
    catalogue.FIND: ((maps, "compared"), (nearest, "compared"), (metadata, "distribution")),
    catalogue.WAY: (*NETWORK, (columns, "chain")),
    catalogue.OWN_CLASSES: NETWORK + CLASSES,
}


def count(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, calls: list[str]) -> None:
    """Has every call of the module's function noted."""
    called = getattr(module, name)

    def noted(*given: Any, **named: Any) -> Any:
        calls.append(f"{module.__name__}.{name}")
        return called(*given, **named)

    monkeypatch.setattr(module, name, noted)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_the_second_visitor_of_a_page_has_nothing_computed_that_the_first_had(
    entry: catalogue.Entry, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights.keep()
    assert pretrained.state() == pretrained.READY
    app = opened(entry)
    while any(button.label == "Stop" for button in app.button):
        # Some pictures are still looked at: a browser asks again by itself.
        app.run()
    calls: list[str] = []
    for module, name in PAGES[entry]:
        count(monkeypatch, module, name, calls)
    assert not opened(entry).exception
    assert calls == []
