"""Components: a folder each, with one typed wrapper, one JavaScript module of the same name and all it imports, and
style sheets."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)"\n', re.MULTILINE)
_EDITION = re.compile(r"\d{1,9}-\d{1,9}", re.ASCII)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def declared(wrapper: str) -> ComponentRenderer:
    """The component of the folder that the file `wrapper` stands in; its root element has that name as class."""
    folder = Path(wrapper).parent
    styles = sorted(folder.glob("*.css"))
    return st.components.v2.component(
        f"cnnviz_{folder.name}",
        html=f'<div class="{folder.name}"></div>',
        css="".join(style.read_text(encoding="utf-8") for style in styles),
        js=script(folder / f"{folder.name}.mjs"),
    )


def script(module: Path) -> str:
    """A module and all it imports as one text: the browser gets a component's script without an address, so it has
    no neighbours to import from. All names of modules that meet must differ."""
    return "".join(_parts(module.resolve(), set()))


def _parts(module: Path, met: set[Path]) -> list[str]:
    if module in met:
        return []
    met.add(module)
    text = module.read_text(encoding="utf-8")
    imported = [part for name in _IMPORT.findall(text) for part in _parts((module.parent / name).resolve(), met)]
    return [*imported, _EXPORT.sub("", _IMPORT.sub("", text))]


def edition(said: Mapping[str, Any]) -> str:
    """Which of a component's changes a message tells; it is sent back, so that the component knows its answer."""
    named = said.get("edition")
    return named if isinstance(named, str) and _EDITION.fullmatch(named) else ""
