"""Tables to read, and tables that can be sorted, with numbers written as people read them, and taken away as CSV.

They are sent as Arrow's tables: Streamlit makes those of anything else by way of pandas, in twenty times the time."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from cnnviz.figures.networks import architectures

# Pixels that a letter takes at most, and those around a cell's text.
LETTER, AROUND = 8, 26


def plain(rows: Sequence[dict[str, str]]) -> None:
    """Show rows of text, all at once."""
    st.table(_arrow(rows), border="horizontal", hide_index=True)


def table(rows: list[dict[str, Any]], name: str) -> None:
    """Show the rows; `name` is the widget's and the file's. Every column is as wide as its longest text."""
    config = {key: _column(key, [row[key] for row in rows]) for key in (rows[0] if rows else ())}
    st.dataframe(_arrow(rows), hide_index=True, key=f"table {name}", column_config=config)
    st.download_button(
        "Table (CSV)",
        lambda: architectures.as_csv(rows),
        f"{name}.csv",
        "text/csv",
        key=f"csv {name}",
        on_click="ignore",
    )


def _arrow(rows: Sequence[dict[str, Any]]) -> Any:
    # Loaded where the first table is drawn: many pages have none.
    import pyarrow  # noqa: PLC0415

    return pyarrow.Table.from_pylist(rows)


def _column(title: str, values: list[Any]) -> Any:
    """A column that cuts nothing; whole numbers with commas."""
    longest = max(len(f"{value:,}" if isinstance(value, int) else str(value)) for value in (*values, title))
    width = LETTER * longest + AROUND
    if all(isinstance(value, int) for value in values):
        return st.column_config.NumberColumn(format="localized", width=width)
    return st.column_config.Column(width=width)
