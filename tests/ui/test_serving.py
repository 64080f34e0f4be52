"""cnnviz.ui.serving: what the server loads before anybody comes, and when."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Half a second each, or more, and 30 to 300 MB.
HEAVY = {"pandas", "pyarrow", "torch", "scipy.fft", "scipy.optimize", "scipy.signal", "scipy.special", "scipy.stats"}
LOADED = """
import sys
from cnnviz.ui import serving
serving._load_pages()
print(*sys.modules)
"""


def test_all_that_pages_need_is_loaded_and_nothing_heavy_that_few_need() -> None:
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()
    assert {"cnnviz.ui.lab.laboratory", "cnnviz.ui.runs.panel", "cnnviz.figures.draw.theme"} <= set(found)
    assert {"cnnviz.api.runs.answers", "cnnviz.api.runs.looking"} <= set(found)
    assert "cnnviz.ui.main" not in found
    assert not HEAVY & set(found)


def test_no_picture_is_drawn_to_know_the_lessons() -> None:
    """A class waits for them whose server has begun again: the car alone took a sixth of a second."""
    undrawn = "from cnnviz.images.samples import car; car.halves = None; import cnnviz.course.registry"
    subprocess.run([sys.executable, "-c", undrawn], check=True)


def test_what_was_loaded_is_not_looked_through_again_and_again() -> None:
    """It was 70,000 objects and more."""
    ready = "import gc; from cnnviz.ui import serving; serving._get_ready(); print(len(gc.get_objects()))"
    found = subprocess.run([sys.executable, "-c", ready], capture_output=True, text=True, check=True).stdout.split()
    assert int(found[-1]) < 5000


def test_the_server_answers_before_what_only_runs_and_pictures_need_is_loaded() -> None:
    """The database alone takes a fifth of a second."""
    begun = "import app, sys; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", begun], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert "cnnviz.api.runs.routes" in found.split()
    assert not {"sqlalchemy", "cnnviz.training.runs", "cnnviz.api.runs.answers"} & set(found.split())
