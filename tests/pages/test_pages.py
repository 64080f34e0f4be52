import subprocess
import sys

import pytest

from cnnviz.ui import frame
from tests.pages.conftest import ROOT, Open

ENTRIES = [entry for entries in frame.SECTIONS.values() for entry in entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_a_page_opens_from_the_menu(opened: Open, entry: frame.Entry) -> None:
    app = opened(entry)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_page_of_the_menu_is_a_file_in_a_section_folder(entry: frame.Entry) -> None:
    assert (ROOT / entry.script).is_file()
    assert len(entry.script.split("/")) == 3


def test_every_script_under_pages_is_in_the_menu() -> None:
    scripts = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py")}
    assert scripts == {entry.script for entry in ENTRIES}


def test_opening_every_page_leaves_torch_alone() -> None:
    """The server process never loads torch: it would start later, weigh more and crash with a run."""
    code = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from cnnviz.ui import frame
app = AppTest.from_file("cnnviz/ui/main.py", default_timeout=60)
app.run()
for entries in frame.SECTIONS.values():
    for entry in entries:
        app.switch_page(str(Path("..", "..", entry.script)))
        app.run()
        assert not app.exception, entry
print([name for name in ("torch", "keras", "cv2") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_a_guess_reveals_the_filter(opened: Open) -> None:
    """C13."""
    app = opened(frame.EDGES)
    assert "Make a guess" in app.info[0].value
    app.radio(key="guess").set_value("Blur").run()
    assert app.info[0].value.startswith("No")


def test_the_words_name_every_padding_mode_of_every_library(opened: Open) -> None:
    """C3, C48, T9."""
    app = opened(frame.WORDS)
    table = app.table[0].value
    assert list(table["here"]) == ["constant", "nearest", "mirror", "reflect", "wrap"]
    assert list(table["NumPy"]) == ["constant", "edge", "reflect", "symmetric", "wrap"]
    assert any("filter" in text.value and "patch" in text.value for text in app.markdown)
