"""cnnviz.figures.draw.theme: the only place of a figure's colours, and what the browser's are held to."""

import re
from pathlib import Path

import pytest

from cnnviz import figures, ui
from cnnviz.figures.draw import theme

# A colour as a text, and as three numbers.
WRITTEN = re.compile(r"#[0-9A-Fa-f]{6}\b|\brgba?\(|\(\d{2,3}, \d{2,3}, \d{2,3}\)")
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
RGB = re.compile(r"\brgba\((\d+), (\d+), (\d+)")
NAMED = re.compile(r"var\(--cnn-([\w-]+)\)")
GIVEN = re.compile(r"^export const ([A-Z]+) = \"(#[0-9a-f]{6})\"$", re.MULTILINE)
ROOT = Path(ui.__file__).parent
BROWSER = sorted(file for file in ROOT.rglob("*") if file.suffix in (".mjs", ".css"))
SCRIPTED = ROOT / "components" / "shared" / "theme.mjs"
LOOK = ROOT / "components" / "shared" / "look.css"
PAGE = set(HEX.findall((ROOT.parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8")))
HOMES = ("theme.py", "palettes.py")
MODULES = sorted(Path(figures.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", [one for one in MODULES if one.name not in HOMES], ids=lambda one: one.name)
def test_no_other_module_writes_a_colour(module: Path) -> None:
    assert not WRITTEN.findall(module.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", BROWSER, ids=lambda one: one.name)
def test_the_browser_draws_in_no_other_colours(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if file != SCRIPTED:
        assert {one.upper() for one in HEX.findall(text)} <= PAGE
    assert {tuple(map(int, numbers)) for numbers in RGB.findall(text)} <= {(0, 0, 0), (128, 128, 128), (255, 255, 255)}


def test_scripts_draw_in_the_same_colours() -> None:
    given = dict(GIVEN.findall(SCRIPTED.read_text(encoding="utf-8")))
    assert given
    for name, colour in given.items():
        assert colour.upper() == theme.BROWSER[name.lower()], name


def test_style_sheets_name_colours_that_there_are_and_use_each() -> None:
    sheets = [file for file in BROWSER if file.suffix == ".css"]
    named = {name for file in sheets for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    looks = set(re.findall(r"--cnn-([\w-]+):", LOOK.read_text(encoding="utf-8")))
    assert named <= set(theme.BROWSER) | looks
    scripted = {name.lower() for name, _ in GIVEN.findall(SCRIPTED.read_text(encoding="utf-8"))}
    assert named | scripted >= set(theme.BROWSER)


def test_a_colour_is_its_three_numbers() -> None:
    assert theme.rgb("#D55E00") == (213, 94, 0)
    assert (theme.MARK, theme.INVENTED) == ((213, 94, 0), (230, 159, 0))
