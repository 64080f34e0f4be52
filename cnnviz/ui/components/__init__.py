"""Components: a folder each, with one typed wrapper, one JavaScript module of the same name and all it imports, and
style sheets."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_IMPORT = re.compile(r'^import\s+(?:([^"\'`;]*?)\s+from\s+)?["\'](\.[^"\'\n]+)["\'];?[ \t]*$', re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?:((?:async )?function\*?|class)(?![\w$])[ \t]*(?=([\w$]*)))?", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) +([\w$]+)", re.MULTILINE)
_LIST = re.compile(r"^export \{([^}]*)\};?[ \t]*$", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b(?! *[(.]).*", re.MULTILINE)
_EDITION = re.compile(r"\d{1,9}-\d{1,9}", re.ASCII)


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
    no neighbours to import from. Each module is a function of its own, which returns what it exports.

    Raises ValueError for modules that import each other in a circle, and for an import or export of a form that is
    not joined.
    """
    parts: dict[Path, str] = {}
    _join(module.resolve(), parts, ())
    return f"{''.join(parts.values())}export default $module{len(parts) - 1}.default\n"


def _join(module: Path, parts: dict[Path, str], users: tuple[Path, ...]) -> str:
    """The name under which the module stands in the script, once it and all it imports stand in `parts`."""
    if module in users:
        raise ValueError(f"Modules import each other in a circle: {[one.name for one in (*users, module)]}.")
    if module not in parts:
        text = module.read_text(encoding="utf-8")
        of = {
            name: _join((module.parent / name).resolve(), parts, (*users, module)) for _, name in _IMPORT.findall(text)
        }
        body = _IMPORT.sub(lambda found: _bound(found[1] or "", of[found[2]]), text)
        parts[module] = f"const $module{len(parts)} = (() => {{\n{_returning(body, module.name)}}})()\n"
    return f"$module{list(parts).index(module)}"


def _bound(names: str, module: str) -> str:
    """What an import becomes: `a, { b as c }` of $module0 is `const { default: a, b: c } = $module0`."""
    if whole := re.fullmatch(r"\*\s+as\s+([\w$]+)", names):
        return f"const {whole[1]} = {module}"
    default, _, listed = names.partition("{")
    first = [f"default: {default.strip(' ,')}"] if default.strip(" ,") else []
    bound = ", ".join([*first, *(re.sub(r"\s+as\s+", ": ", name) for name in _names(listed.strip("} \n")))])
    return f"const {{ {bound} }} = {module}" if bound else ""


def _returning(body: str, name: str) -> str:
    """A module's text as a function's: its exports become what it returns."""
    exports = [found[1] for found in _EXPORT.findall(body)]
    for listed in _LIST.findall(body):
        exports += [re.sub(r"([\w$]+)\s+as\s+([\w$]+)", r"\2: \1", one) for one in _names(listed)]
    exports += [f"default: {found[1] or '$default'}" for found in _DEFAULT.findall(body)]
    body = _DEFAULT.sub(_declared_default, _EXPORT.sub(r"\1 \2", _LIST.sub("", body)))
    if left := _LEFT.search(body):
        raise ValueError(f"{name} says “{left[0]}”, which cannot be joined.")
    return f"{body}\nreturn {{ {', '.join(exports)} }}\n"


def _declared_default(found: re.Match[str]) -> str:
    if not found[1]:
        return "const $default = "
    return f"{found[1]} " if found[2] else f"{found[1]} $default"


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def edition(said: Mapping[str, Any]) -> str:
    """Which of a component's changes a message tells; it is sent back, so that the component knows its answer."""
    named = said.get("edition")
    return named if isinstance(named, str) and _EDITION.fullmatch(named) else ""
