import ast
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [
        *ROOT.glob("*.py"),
        *(p for top in ("benchmarks", "cnnviz", "pages", "tests") for p in (ROOT / top).rglob("*.py")),
    ]
)


def imported(source: str) -> set[str]:
    """The modules that a Python source imports, by their full names."""
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module)
    return modules


def requirements(name: str) -> list[str]:
    """The lines of a requirements file that name a package."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [line for line in lines if line and not line.startswith("-r ")]


def test_pages_holds_only_folders() -> None:
    files = [path.name for path in (ROOT / "pages").iterdir() if not path.is_dir() and path.name[0] != "."]
    assert not files, f"Streamlit would serve {files} without app.py: put pages into section folders."


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_is_imported_from_pages(source: str) -> None:
    modules = imported((ROOT / source).read_text())
    assert not {module for module in modules if module.split(".")[0] == "pages"}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned(name: str) -> None:
    lines = requirements(name)
    assert lines
    assert all(re.fullmatch(r"[\w.\[\],-]+==[\w.+!]+( *;.*)?", line) for line in lines), lines


def test_the_app_needs_no_library_that_only_tests_compare_with() -> None:
    assert not [line for line in requirements("requirements.txt") if re.match(r"(keras|opencv|onnxruntime)", line)]


def test_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_files_come_in_by_one_way() -> None:
    """Streamlit's own is refused inside other sites' frames, and goes by a name's ending."""
    found = [
        source for source in SOURCES if re.search(r"\bst\.(file_uploader|camera_input)\(", (ROOT / source).read_text())
    ]
    assert not found
