"""Components: a folder each, with one typed wrapper, one JavaScript module of the same name and all it imports, and
style sheets."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from cnnviz.figures.draw import theme

HERE = Path(__file__).parent
# What all components look like.
LOOK = HERE / "shared" / "look.css"
_IMPORT = re.compile(r"""^import\s+(?:([^"'`;]*?)\s+from\s+)?["'](\.[^"'\n]+)["'];?[ \t]*$""", re.MULTILINE)
_EXPORT = re.compile(r"^export (default )?(?:((?:async )?function\*?|class|const)(?![\w$]) *([\w$]*))?", re.MULTILINE)
_LIST = re.compile(r"^export \{([^}]*)\};?[ \t]*$", re.MULTILINE)
# A comment that has lines of its own: a third of a script.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//.*)[ \t]*\n", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b(?! *[(.]).*", re.MULTILINE)
# `a as b` is { a: b } where it is imported and { b: a } where it is exported.
_AS, _TAKEN, _GIVEN = re.compile(r"([\w$]+)\s+as\s+([\w$]+)"), r"\1: \2", r"\2: \1"
# What takes over something that a component sends.
Use = Callable[[Mapping[str, Any]], None]
_EDITION = re.compile(r"\d{1,9}-\d{1,9}", re.ASCII)


def declared(wrapper: str) -> ComponentRenderer:
    """The component of the folder that the file `wrapper` stands in; its root element has that name as class. Its
    look is that of all components, changed by its own style sheets, which may stand in rooms of the folder: those of
    the deeper ones come later, and win."""
    folder = Path(wrapper).parent
    mounted = st.components.v2.component(
        f"cnnviz_{folder.name}",
        html=f'<div class="{folder.name}"></div>',
        css=style(folder),
        js=script(folder / f"{folder.name}.mjs"),
    )

    def show(*, data: Any = None, **how: Any) -> Any:
        return mounted(data=_light(data), **how)

    return show


def _light(data: object) -> object:
    """The data of a component with tuples for lists, in which Streamlit looks for no tables: for that it would load
    pandas, half a second of a first visit and 60 MB. A browser gets the same of both."""
    if not isinstance(data, dict):
        return data
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def style(folder: Path) -> str:
    """The style sheets of a component, as one."""
    styles = [LOOK, *sorted(folder.rglob("*.css"), key=lambda style: (len(style.parts), style))]
    return f":host {{{colours()}}}\n" + "".join(style.read_text(encoding="utf-8") for style in styles)


def colours() -> str:
    """The app's colours as a style sheet's properties: --cnn-blue and so on."""
    return "".join(f"--cnn-{name}: {colour};" for name, colour in theme.BROWSER.items())


def script(module: Path) -> str:
    """A module and all it imports as one text: the browser gets a component's script without an address, so it has
    no neighbours to import from. Each module is a function of its own, which returns what it exports.

    Raises ValueError for modules that import each other in a circle, and for an import or export of a form that is
    not joined.
    """
    parts: dict[Path, str] = {}
    _join(_plain(module), parts, ())
    return f"{''.join(parts.values())}export default $module{len(parts) - 1}.default\n"


def together(names: Iterable[str], user: str) -> str:
    """A script that calls the default export of the component `user` with those of the others, by their names; what
    several of them import stands in it once, and what is said to who reads the modules is left out."""
    parts: dict[Path, str] = {}
    joined = {name: _join(_plain(HERE / name / f"{name}.mjs"), parts, ()) for name in (*names, user)}
    given = ", ".join(f"{name}: {module}.default" for name, module in joined.items() if name != user)
    return _COMMENT.sub("", f"{''.join(parts.values())}{joined[user]}.default({{ {given} }})\n")


def _join(module: Path, parts: dict[Path, str], users: tuple[Path, ...]) -> str:
    """The name under which the module stands in the script, once it and all it imports stand in `parts`."""
    if module in users:
        raise ValueError(f"Modules import each other in a circle: {[user.name for user in (*users, module)]}.")
    if module not in parts:
        text = module.read_text(encoding="utf-8")
        body = _IMPORT.sub(
            lambda found: _bound(found[1] or "", _join(_plain(module.parent / found[2]), parts, (*users, module))),
            text,
        )
        parts[module] = f"const $module{len(parts)} = (() => {{\n{_returning(body, module.name)}}})()\n"
    return f"$module{list(parts).index(module)}"


def _plain(path: Path) -> Path:
    """The path with its steps up taken; links in it are not looked for, which takes long."""
    return Path(os.path.normpath(path))


def _bound(names: str, module: str) -> str:
    """What an import becomes: `a, { b as c }` of $module0 is `const { default: a, b: c } = $module0`."""
    if names.startswith("*"):
        return f"const {names.rsplit(maxsplit=1)[-1]} = {module}"
    default, _, listed = names.rstrip("} \n").partition("{")
    first = f"default: {default.strip(' ,')}, " if default.strip(" ,") else ""
    return f"const {{ {first}{_AS.sub(_TAKEN, listed)} }} = {module}"


def _returning(body: str, name: str) -> str:
    """A module's text as a function's: its exports become what it returns."""
    exports: list[str] = []

    def declared(found: re.Match[str]) -> str:
        default, kind, own = found[1], found[2], found[3] or "$default"
        if not default and not found[3]:
            return found[0]
        exports.append(f"default: {own}" if default else own)
        return f"{kind} {own}" if kind else f"const {own} = "

    def listed(found: re.Match[str]) -> str:
        exports.append(_AS.sub(_GIVEN, found[1].strip(" ,\n")))
        return ""

    body = _LIST.sub(listed, _EXPORT.sub(declared, body))
    if left := _LEFT.search(body):
        raise ValueError(f"{name} says “{left[0]}”, which cannot be joined.")
    return f"{body}\nreturn {{ {', '.join(exports)} }}\n"


def sent(key: str, name: str) -> Any:
    """What the component with this key sends under `name`; None where it was sent from a page that is being left:
    Streamlit calls back for it although it has forgotten the component."""
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None


def passed_on(key: str, name: str, use: Use) -> Callable[[], None]:
    """A callback that gives `use` what the component with this key sends under `name`, where that is a mapping."""

    def call() -> None:
        told = sent(key, name)
        if isinstance(told, Mapping):
            use(told)

    return call


def rows(sent: object) -> list[list[float]] | None:
    """The rows of numbers that a component sends, of any lengths; None where they are none."""
    if not isinstance(sent, list) or not all(isinstance(row, list) for row in sent):
        return None
    if not all(type(value) in (int, float) for row in sent for value in row):
        return None
    return sent


def edition(sent: Mapping[str, Any]) -> str:
    """Which of a component's changes a message tells; it is sent back, so that the component knows its answer."""
    named = sent.get("edition")
    return named if isinstance(named, str) and _EDITION.fullmatch(named) else ""
