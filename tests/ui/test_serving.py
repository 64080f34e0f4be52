"""cnnviz.ui.serving: what the server loads before anybody comes, and when."""

import subprocess
import sys

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
    assert "cnnviz.ui.main" not in found
    assert not HEAVY & set(found)
