"""Tables that a page has sent, as HTML: text to the left as in the app, numbers to the right."""

import html
import math
from typing import Any

from cnnviz import numbers
from cnnviz.ui.alone import markdown


def as_html(data: bytes, marked: bool) -> str:
    """Arrow's table as a table of HTML; `marked` where its texts are Markdown."""
    # Loaded where the first table is read: many pages have none.
    import pyarrow  # noqa: PLC0415

    table = pyarrow.ipc.open_stream(data).read_all()
    kinds = [pyarrow.types.is_integer(one) or pyarrow.types.is_floating(one) for one in table.schema.types]
    heads = "".join(
        f'<th scope="col"{_side(right)}>{html.escape(str(name))}</th>'
        for name, right in zip(table.column_names, kinds, strict=True)
    )
    rows = "".join(
        f"<tr>{''.join(_cell(value, right, marked) for value, right in zip(row, kinds, strict=True))}</tr>"
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True)
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: Any, right: bool, marked: bool) -> str:
    text = "" if value is None else f"{value:,}" if isinstance(value, int) else value
    # Nothing stands in the app where there is no number.
    said = (numbers.text(text) if math.isfinite(text) else "") if isinstance(text, float) else text
    inner = markdown.inline(said) if marked else html.escape(str(said), quote=False)
    return f"<td{_side(right)}>{inner}</td>"


def _side(right: bool) -> str:
    return ' class="number"' if right else ""
