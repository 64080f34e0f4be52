"""How long what we write may be: a function, a file, a folder. Numbers to notice by, not to write up to.

Functions and files in JavaScript are held to the same by Biome (biome.jsonc).
"""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted(path for top in ("cnnviz", "pages") for path in (ROOT / top).rglob("*.py"))
STYLES = sorted((ROOT / "cnnviz").rglob("*.css"))
FOLDERS = sorted({path.parent for path in (*CODE, *(ROOT / "cnnviz").rglob("*.mjs"))})

LINES, BODY, FOLDER = 300, 40, 15
# Files that are longer, and why they are one file.
LONG = {
    "cnnviz/ops/catalogue.py": "One registry, an entry for each kernel, read from top to bottom.",
    "cnnviz/ui/catalogue.py": "One registry, an entry for each page, read from top to bottom.",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def bodies(path: Path) -> dict[str, int]:
    """The lines of every function's body, its docstring left out, by its name."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            found[f"{name(path)}:{node.lineno} {node.name}"] = lines
    return found


def test_functions_are_short() -> None:
    found = {called: lines for path in CODE for called, lines in bodies(path).items()}
    lengths = sorted(found.values())
    assert statistics.median(lengths) <= 7
    assert lengths[int(0.9 * len(lengths))] <= 20
    assert not {called: lines for called, lines in found.items() if lines > BODY}


def test_files_are_short_or_say_why_they_are_not() -> None:
    counts = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in (*CODE, *STYLES)}
    assert {path for path, lines in counts.items() if lines > LINES} == set(LONG)


@pytest.mark.parametrize("kind", ["*.py", "*.mjs"])
def test_folders_hold_a_dozen_modules_or_so(kind: str) -> None:
    counts = {name(folder): len([path for path in folder.glob(kind) if path.stem != "__init__"]) for folder in FOLDERS}
    assert not {folder: count for folder, count in counts.items() if count > FOLDER}
