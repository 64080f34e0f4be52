"""How the receptive field grows from layer to layer, and by which arithmetic (C75, C76)."""

from collections.abc import Callable, Sequence
from typing import Any

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.nets import shapes

SIGNS = (
    "r: receptive field so far, in pixels on a side. k: cells of the layer's window. d: its dilation. j: jump, pixels "
    "from one unit of the map before to the next; a stride multiplies it."
)


def figure(records: Sequence[shapes.Record]) -> plots.Figure:
    """Receptive field and jump after each layer; rows and columns apart where they differ."""
    names = ["image", *(f"{number} · {record.layer.title}" for number, record in enumerate(records, start=1))]
    states = [records[0].before, *(record.after for record in records)]
    alike = all(state.rows.size == state.columns.size and state.rows.jump == state.columns.jump for state in states)
    drawn = plots.Figure()
    for axis, dash in (("rows", "solid"),) if alike else (("rows", "solid"), ("columns", "dot")):
        seen = [getattr(state, axis) for state in states]
        for name, values, colour, symbol in (
            ("receptive field", [field.size for field in seen], theme.BLUE, "circle"),
            ("jump to the next unit", [field.jump for field in seen], theme.VERMILION, "x"),
        ):
            drawn.add_scatter(
                x=names,
                y=values,
                name=name if alike else f"{name}, {axis}",
                mode="lines+markers",
                line={"color": colour, "width": 2, "dash": dash},
                marker={"symbol": symbol, "size": 9},
            )
    drawn.update_layout(**theme.frame(300))
    drawn.update_xaxes("after layer")
    drawn.update_yaxes("pixels of the image, on a side", rangemode="tozero")
    return drawn


def table(records: Sequence[shapes.Record]) -> list[dict[str, str]]:
    """A row per layer: what a unit of it sees, and by which arithmetic, r + (k − 1) · d · j, that grew."""
    return [
        {
            "layer": f"{number} · {record.layer.title}",
            "output": numbers.size(record.output),
            "receptive field": f"{record.after.rows.size} × {record.after.columns.size}",
            "r + (k − 1) · d · j": _both(record, _grown),
            "jump": _both(record, _jumped),
            "why": _both(record, _why),
        }
        for number, record in enumerate(records, start=1)
    ]


def _both(record: shapes.Record, say: Callable[[shapes.Record, int], str]) -> str:
    """Of rows and columns, once where the same can be said of both."""
    rows, columns = say(record, 0), say(record, 1)
    return rows if rows == columns else f"rows: {rows}; columns: {columns}"


def _fields(record: shapes.Record, place: int) -> tuple[Any, Any]:
    before, after = record.before, record.after
    return (before.rows, after.rows) if place == 0 else (before.columns, after.columns)


def _grown(record: shapes.Record, place: int) -> str:
    before, after = _fields(record, place)
    slid = record.axes
    if slid is None:
        return f"{after.size}, as before" if after.size == before.size else f"{after.size}"
    window, dilation = slid[place].window, slid[place].dilation
    return f"{before.size} + ({window} − 1) · {dilation} · {before.jump} = {after.size}"


def _jumped(record: shapes.Record, place: int) -> str:
    before, after = _fields(record, place)
    slid = record.axes
    if slid is None or slid[place].stride == 1:
        return f"{after.jump}"
    return f"{before.jump} · {slid[place].stride} = {after.jump}"


def _why(record: shapes.Record, place: int) -> str:
    before, after = _fields(record, place)
    slid = record.axes
    if slid is None and after.size == before.size:
        return "each number on its own: nothing grows"
    if slid is None:
        return "as much as its layers see together" if record.layer.parts else "it reads the whole map"
    axis = slid[place]
    steps = f"{numbers.count(axis.span - 1, 'step')} of {numbers.count(before.jump, 'pixel')}"
    spread = f", spread over {axis.span} by dilation {axis.dilation}," if axis.dilation > 1 and axis.window > 1 else ""
    grew = f"a window of {axis.window}{spread} adds {steps}" if axis.window > 1 else "a window of 1 has no neighbours"
    if axis.stride == 1:
        return grew
    return f"{grew}; stride {axis.stride}: from here on a step is {numbers.count(after.jump, 'pixel')}"
