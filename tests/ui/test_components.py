"""cnnviz.ui.components: modules that import each other become one script, which the browser can run."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from cnnviz.ui import components
from tests import node

FOLDER = Path(components.__file__).parent
COMPONENTS = {path.name: path / f"{path.name}.mjs" for path in FOLDER.iterdir() if (path / f"{path.name}.mjs").exists()}
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
    own = re.sub(r'^import\b.*?"[^"]+"$', "", module.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return next(line for line in own.splitlines() if line and not line.startswith(("//", "/*", " *")))


def test_every_component_is_looked_at() -> None:
    assert {"explorer", "gallery", "kernel_grid", "sketch_pad"} <= set(COMPONENTS)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_script_imports_nothing_and_exports_only_the_component(name: str) -> None:
    lines = components.script(COMPONENTS[name]).splitlines()
    assert not [line for line in lines if re.match(r"\s*import\b", line)]
    assert not [line for line in lines if "import(" in line]
    exported = [line for line in lines if re.match(r"\s*export\b", line)]
    assert len(exported) == 1
    assert re.fullmatch(r"export default \$module\d+\.default", exported[0])


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_module_stands_in_the_script_once_before_its_users(name: str) -> None:
    script, modules = components.script(COMPONENTS[name]), reached(COMPONENTS[name])
    firsts = [re.sub(r"^export (?:default )?", "", body(module)) for module in modules]
    assert [script.count(f"\n{line}\n") for line in firsts] == [1] * len(modules)
    assert [script.index(line) for line in firsts] == sorted(script.index(line) for line in firsts)


def test_the_explorer_is_made_of_all_modules_beside_it() -> None:
    """No dead file: what stands in the folder is part of the script."""
    beside = {path.resolve() for path in (FOLDER / "explorer").rglob("*.mjs")}
    assert beside <= set(reached(COMPONENTS["explorer"]))


def test_every_module_exports_in_a_script_what_it_exports_alone(tmp_path: Path) -> None:
    """Node.js's own reading of each module is what the joined one is compared with."""
    asked = []
    for name, path in COMPONENTS.items():
        script, modules = components.script(path), reached(path)
        parts = ", ".join(f"$module{at}" for at in range(len(modules)))
        alone = tmp_path / f"{name}.mjs"
        alone.write_text(re.sub(r"export default .*\n\Z", f"export default [{parts}]\n", script), encoding="utf-8")
        asked.append([alone.as_uri(), [module.as_uri() for module in modules]])
    driver = tmp_path / "driver.mjs"
    driver.write_text(
        f"const asked = {json.dumps(asked)}\nconst keys = (module) => Object.keys(module).sort()\nconst told = []\n"
        "for (const [script, modules] of asked) {\n  const joined = (await import(script)).default.map(keys)\n"
        "  const alone = []\n  for (const module of modules) alone.push(keys(await import(module)))\n"
        "  told.push([joined, alone])\n}\nprocess.stdout.write(JSON.stringify(told))\n"
    )
    told = node.answers(driver, None)
    assert len(told) == len(COMPONENTS)
    for joined, alone in told:
        assert joined == alone


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


def joined(folder: Path, modules: dict[str, str]) -> object:
    """What the default export of the first of the modules, all written into the folder, gives when it is called."""
    for name, text in modules.items():
        (folder / name).write_text(text, encoding="utf-8")
    first = folder / next(iter(modules))
    driver = folder / "driver.mjs"
    driver.write_text(
        components.script(first).replace("export default ", "const told = ")
        + "process.stdout.write(JSON.stringify(told()))\n"
    )
    return node.answers(driver, None)


def test_modules_may_name_different_things_alike(tmp_path: Path) -> None:
    modules = {
        "a.mjs": 'import { b } from "./b.mjs"\nconst own = "a"\nexport default function () {\n  return [own, b()]\n}\n',
        "b.mjs": 'const own = "b"\nexport function b() {\n  return own\n}\n',
    }
    assert joined(tmp_path, modules) == ["a", "b"]


@pytest.mark.parametrize(
    ("imported", "used"),
    [
        ('import { one, two } from "./b.mjs"', "[one, two()]"),
        ('import {\n  one,\n  two,\n} from "./b.mjs"', "[one, two()]"),
        ('import { one as first, two as second } from "./b.mjs"', "[first, second()]"),
        ('import { renamed, default as whole } from "./b.mjs"', "[renamed, whole()]"),
        ("import whole, { renamed } from './b.mjs';", "[renamed, whole()]"),
        ('import * as all from "./b.mjs"', "[all.one, all.two()]"),
        ('import "./b.mjs"\nimport whole from "./b.mjs"', "[1, whole()]"),
    ],
)
@pytest.mark.parametrize(
    "default",
    [
        "export default function () { return 2 }",
        "export default function two2() { return 2 }",
        "const other = () => 2\nexport { other as default }",
        "export default () => 2",
    ],
)
def test_every_form_of_import_and_export_finds_what_it_names(
    imported: str, used: str, default: str, tmp_path: Path
) -> None:
    named = "export const one = 1\nexport function two() { return 2 }\nconst kept = 1\nexport { kept as renamed }"
    b = f"{named}\n{default}\n"
    a = f"{imported}\nexport default function a() {{ return {used} }}\n"
    assert joined(tmp_path, {"a.mjs": a, "b.mjs": b}) == [1, 2]


@pytest.mark.parametrize("kind", ["class", "function*", "async function", "async function*"])
@pytest.mark.parametrize("name", ["", "Named"])
def test_every_kind_of_default_is_exported(kind: str, name: str, tmp_path: Path) -> None:
    empty = "" if kind == "class" else "()"
    b = f"export default {kind} {name}{empty} {{}}\n"
    a = 'import it from "./b.mjs"\nexport default () => typeof it\n'
    assert joined(tmp_path, {"a.mjs": a, "b.mjs": b}) == "function"


def test_a_module_that_several_import_runs_once(tmp_path: Path) -> None:
    modules = {
        "a.mjs": 'import { b } from "./b.mjs"\nimport { c } from "./c.mjs"\nexport default () => b === c\n',
        "b.mjs": 'export { c as b }\nimport { c } from "./c.mjs"\n',
        "c.mjs": "export const c = {}\n",
    }
    assert joined(tmp_path, modules) is True


@pytest.mark.parametrize(
    "text", ['export * from "./b.mjs"', "export let one = 1", 'import one from "other"', "export const { one } = {}"]
)
def test_a_form_that_is_not_joined_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text(f"{text}\n")
    with pytest.raises(ValueError, match=re.escape(text)):
        components.script(tmp_path / "a.mjs")


def test_modules_that_import_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text('import { b } from "./b.mjs"\nexport const a = () => b\n')
    (tmp_path / "b.mjs").write_text('import { a } from "./a.mjs"\nexport const b = () => a\n')
    with pytest.raises(ValueError, match=r"circle: \['a.mjs', 'b.mjs', 'a.mjs'\]"):
        components.script(tmp_path / "a.mjs")


def test_rows_of_numbers_are_taken_from_a_component() -> None:
    assert components.rows([[1, 0.5], [-2]]) == [[1, 0.5], [-2]]


@pytest.mark.parametrize("said", [None, "1,2", [1, 2], [["1"]], [[True]], [[None]], {"rows": [[1]]}, [[1], 2]])
def test_anything_else_that_a_component_sends_is_no_rows(said: object) -> None:
    assert components.rows(said) is None


def test_what_comes_from_a_page_that_was_left_is_nothing_and_no_error() -> None:
    heard: list[object] = []
    assert components.sent("a component that is gone", "rows") is None
    components.passed_on("a component that is gone", "found", heard.append)()
    assert not heard
