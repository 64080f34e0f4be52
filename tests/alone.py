"""Views and lessons as one file, made as the app makes them, for tests that look into them."""

import base64
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from cnnviz.course import registry
from cnnviz.ui.course.now import Now

FILE = re.compile(r'<script type="application/json" id="file">(.*?)</script>', re.DOTALL)
LESSONS = tuple(registry.LESSONS)


def lesson(id: str) -> bytes:
    """The file of a whole lesson."""
    file: bytes = _made([("lesson", id, len(registry.LESSONS[id].steps))])[0]
    return file


def steps(id: str) -> list[bytes]:
    """A file for each step of a lesson."""
    return _made([("step", id, number) for number in range(1, len(registry.LESSONS[id].steps) + 1)])


def view(path: str, **query: str) -> bytes:
    """The file of what the page with that path shows."""
    file: bytes = _made([("view", path, query)])[0]
    return file


def charts(path: str, **query: str) -> dict[str, dict[str, Any]]:
    """The figures that the page with that path sends, by their keys."""
    figures: dict[str, dict[str, Any]] = _made([("charts", path, query)])[0]
    return figures


def can(id: str) -> bool:
    """Whether all steps of a lesson stand on pages that can be taken along."""
    from cnnviz.ui.alone import composing  # noqa: PLC0415  # loads Streamlit's pages

    return all(composing.can(Now(id, number)) for number in range(1, len(registry.LESSONS[id].steps) + 1))


def told(file: bytes) -> dict[str, Any]:
    """What a file holds besides scripts and style."""
    found = FILE.search(file.decode())
    assert found
    whole: dict[str, Any] = json.loads(found[1])
    return whole


def piece(packed: str) -> bytes:
    """One of a file's pieces, as it was before it was packed: differences are added up again."""
    *apart, letters = packed.split(":")
    values = np.frombuffer(zlib.decompress(base64.b64decode(letters)), np.uint8).copy()
    for far in reversed([int(one) for one in apart[0].split(",")] if apart else []):
        for at in range(far, len(values), far):
            values[at : at + far] += values[at - far : at][: len(values[at : at + far])]
    return values.tobytes()


def written(folder: Path, file: bytes, name: str = "file.html") -> str:
    """The address of the file on a disk."""
    path = folder / name
    path.write_bytes(file)
    return path.as_uri()


def _made(asked: Sequence[tuple[Any, ...]]) -> list[Any]:
    """All of them, in a script that runs in Streamlit."""

    def script(asked) -> None:
        # Only this function's own text is run.
        import json  # noqa: PLC0415

        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import catalogue  # noqa: PLC0415
        from cnnviz.ui.alone import composing, headless  # noqa: PLC0415
        from cnnviz.ui.course.now import Now  # noqa: PLC0415

        made: list[Any] = []
        for kind, name, more in asked:
            if kind == "view":
                entry = catalogue.by_path(name)
                made.append(composing.view(entry, headless.finished(name, more, {})))
            elif kind == "charts":
                elements = [one.delta.new_element for one in headless.messages(name, more, {})]
                charts = [one.plotly_chart for one in elements if one.WhichOneof("type") == "plotly_chart"]
                made.append({one.id.rsplit("-", 1)[-1]: json.loads(one.spec) for one in charts})
            elif kind == "step":
                one = Now(name, more)
                made.append(composing.lesson(one, (one,)))
            else:
                first = Now(name, 1)
                made.append(composing.lesson(first, composing.whole(first)))
        st.session_state["made"] = made

    app = AppTest.from_function(script, default_timeout=120, kwargs={"asked": list(asked)}).run()
    assert not app.exception, app.exception
    files: list[Any] = app.session_state["made"]
    return files
