"""`make lint` refuses JavaScript that is badly formatted, too long, wrongly typed or not used."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests import columns

ROOT = Path(__file__).parents[1]
CONFIGURED = ("biome.jsonc", "knip.config.js", "package.json", "tsconfig.json")
THING = "cnnviz/ui/components/thing/thing.mjs"
WHOLE = {
    THING: '// A thing.\n\nimport { one } from "./numbers.mjs"\n\nexport default () => one()\n',
    "cnnviz/ui/components/thing/numbers.mjs": "export function one() {\n  return 1\n}\n",
    "cnnviz/ui/components/thing/thing.css": ".thing {\n  color: red;\n}\n",
}
pytestmark = pytest.mark.skipif(not (ROOT / "node_modules").exists(), reason="npm ci has not run: `make lint` runs it")


def linted(folder: Path, changed: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What npm's lint says of a component, some of whose files are others."""
    for name in CONFIGURED:
        shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    for name, text in (WHOLE | changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    command = [str(Path(scripts, "npm")), "run", "lint", "--silent"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_whole_component_passes(tmp_path: Path) -> None:
    done = linted(tmp_path, {})
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (THING, WHOLE[THING].replace('"./numbers.mjs"', "'./numbers.mjs';"), "format"),
        ("cnnviz/ui/components/thing/thing.css", ".thing { color: red; }\n", "format"),
        (THING, WHOLE[THING].replace("() => one()", "() => one() == 1"), "noDoubleEquals"),
        (THING, WHOLE[THING].replace("one()\n", "{\n" + "  one()\n" * 50 + "}\n"), "noExcessiveLinesPerFunction"),
        (THING, WHOLE[THING].replace("export", "one()\n" * 300 + "\nexport"), "noExcessiveLinesPerFile"),
        (THING, WHOLE[THING].replace("one()\n", "one().length\n"), "TS2339"),
        (THING, WHOLE[THING].replace("() =>", "(given) =>").replace("one()\n", "one(given)\n"), "TS7006"),
        ("cnnviz/ui/components/thing/numbers.mjs", "export const one = () => 1\nexport const two = 2\n", "two"),
        ("cnnviz/ui/components/thing/alone.mjs", "export const three = 3\n", "alone.mjs"),
    ],
    ids=[
        "format",
        "style sheet",
        "lint",
        "long function",
        "long file",
        "type",
        "no type",
        "unused export",
        "unused file",
    ],
)
def test_what_is_wrong_is_refused(name: str, text: str, said: str, tmp_path: Path) -> None:
    done = linted(tmp_path, {name: text})
    assert done.returncode != 0
    assert said in done.stdout + done.stderr


def test_lines_that_are_too_wide_are_found_in_comments_and_style_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text(f"// {'×' * 117}\n// {'×' * 118}\n", encoding="utf-8")
    (tmp_path / "b.css").write_text(f"/* {'a' * 118} */\n")
    (tmp_path / "c.py").write_text(f"# {'a' * 200}\n")
    assert columns.wide_lines(tmp_path) == [f"{tmp_path}/a.mjs:2: 121 columns", f"{tmp_path}/b.css:1: 124 columns"]
