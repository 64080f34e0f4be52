"""What a page's controls are set to, in words: in a file they are not there, and what is shown hangs on them."""

from collections.abc import Callable
from typing import Any

from streamlit.proto.Element_pb2 import Element

from cnnviz import numbers
from cnnviz.ui import words


def told(element: Element) -> str:
    """The control's label and value in Markdown; nothing for what is no control, or has nothing chosen."""
    kind = element.WhichOneof("type")
    if kind not in _VALUES:
        return ""
    control = getattr(element, kind)
    value = _VALUES[kind](control)
    return f"{words.plain(control.label)}: **{words.plain(value)}**" if control.label and value else ""


def id(element: Element) -> str:
    """The id of a control."""
    kind = element.WhichOneof("type")
    return getattr(element, kind).id if kind in _VALUES else ""


def _slider(control: Any) -> str:
    chosen = [control.options[int(one)] if control.options else numbers.text(one) for one in control.default]
    return " to ".join(chosen)


def _group(control: Any) -> str:
    return ", ".join(control.options[one].content for one in control.default)


# Every control's default is its value: see cnnviz/ui/widgets.py.
_VALUES: dict[str, Callable[[Any], str]] = {
    "slider": _slider,
    "selectbox": lambda control: control.options[control.default] if control.HasField("default") else "",
    "button_group": _group,
    "number_input": lambda control: numbers.text(control.default) if control.HasField("default") else "",
    "checkbox": lambda control: "on" if control.default else "",
}
