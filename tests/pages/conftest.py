"""Pages driven without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ops import pipeline
from cnnviz.ui import catalogue, visitor

ROOT = Path(__file__).parents[2]

Open = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page from the menu, by a link with these parameters if given."""
    # Streamlit's AppTest has a mock where the visitor's address is.
    monkeypatch.setattr(visitor, "address", lambda: "127.0.0.1")

    def open_page(entry: catalogue.Entry, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "cnnviz" / "ui" / "main.py"), default_timeout=60)
        app.run()
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(str(Path("..", "..", entry.script)))
        return app.run()

    return open_page


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[pipeline.Stage, ...]]:
    """The stages of every computation the Lab asks for, as they come."""
    asked: list[tuple[pipeline.Stage, ...]] = []
    results = pipeline.results

    def noted(image, channels, stages):
        asked.append(stages)
        return results(image, channels, stages)

    monkeypatch.setattr(pipeline, "results", noted)
    return asked
