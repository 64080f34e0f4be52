"""cnnviz.ui.components: modules that import each other become one script, which the browser can run."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from cnnviz.ui import components
from tests import node

FOLDER = Path(components.__file__).parent
COMPONENTS = {path.name: path / f"{path.name}.mjs" for path in FOLDER.iterdir() if (path / f"{path.name}.mjs").exists()}
# Names that stand at the beginning of a line are those that all modules of a script share.
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) +(\w+|\{[^}]*\}|\[[^\]]*\])", re.M)
IMPORTED = re.compile(r'^import\b.*?\bfrom "([^"]+)"', re.MULTILINE | re.DOTALL)


def reached(module: Path) -> list[Path]:
    """The modules that a module needs, each after all that it needs itself, once."""
    found: list[Path] = []

    def visit(one: Path) -> None:
        for name in IMPORTED.findall(one.read_text(encoding="utf-8")):
            visit((one.parent / name).resolve())
        if one not in found:
            found.append(one)

    visit(module.resolve())
    return found


def body(module: Path) -> str:
    """The first line of a module that is its own: not a comment, nor an import."""
    lines = module.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line and not line.startswith(("import", "//", "/*", " *")))


def test_every_component_is_looked_at() -> None:
    assert {"explorer", "gallery", "kernel_grid", "sketch_pad"} <= set(COMPONENTS)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_script_imports_nothing_and_exports_only_the_component(name: str) -> None:
    lines = components.script(COMPONENTS[name]).splitlines()
    assert not [line for line in lines if re.match(r"\s*import\b", line)]
    assert not [line for line in lines if "import(" in line]
    exported = [line for line in lines if re.match(r"\s*export\b", line)]
    assert len(exported) == 1
    assert exported[0].startswith("export default function")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_module_stands_in_the_script_once_before_its_users(name: str) -> None:
    script, modules = components.script(COMPONENTS[name]), reached(COMPONENTS[name])
    firsts = [re.sub(r"^export (?!default)", "", body(module)) for module in modules]
    assert [script.count(f"\n{line}\n") for line in firsts] == [1] * len(modules)
    assert [script.index(line) for line in firsts] == sorted(script.index(line) for line in firsts)
    assert len(script) < sum(len(module.read_text(encoding="utf-8")) for module in modules)


def test_the_explorer_is_made_of_all_modules_beside_it() -> None:
    """No dead file: what stands in the folder is part of the script."""
    beside = {path.resolve() for path in (FOLDER / "explorer").glob("*.mjs")}
    assert beside <= set(reached(COMPONENTS["explorer"]))


@pytest.mark.parametrize("name", COMPONENTS)
def test_no_two_modules_of_a_script_have_a_name_in_common(name: str) -> None:
    names: Counter[str] = Counter()
    for found in TOP_LEVEL.findall(components.script(COMPONENTS[name])):
        names.update(re.findall(r"\w+", found))
    assert len(names) > 1
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_script_is_javascript(name: str, tmp_path: Path) -> None:
    """Node.js reads it as a module, in which a name that stands twice is an error too."""
    script = tmp_path / "script.mjs"
    script.write_text(components.script(COMPONENTS[name]), encoding="utf-8")
    done = subprocess.run([node.path(), "--check", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_script_can_be_loaded_before_there_is_a_page(name: str, tmp_path: Path) -> None:
    """Every name that it uses while loading is there by then; the document is not touched."""
    script = tmp_path / "script.mjs"
    script.write_text(components.script(COMPONENTS[name]), encoding="utf-8")
    load = f"const one = await import({script.as_uri()!r}); process.stdout.write(typeof one.default)"
    done = subprocess.run([node.path(), "--input-type=module", "-e", load], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("function", "")


def test_the_wrapper_of_a_module_that_imports_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text('import { b } from "./b.mjs"\nexport const a = () => b\n')
    (tmp_path / "b.mjs").write_text('import { a } from "./a.mjs"\nexport const b = () => a\n')
    assert components.script(tmp_path / "a.mjs") == "const b = () => a\nconst a = () => b\n"
