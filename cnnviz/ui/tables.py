"""Tables that can be sorted, with numbers written as people read them, and taken away as CSV."""

from typing import Any

import streamlit as st

from cnnviz.figures import architectures


def table(rows: list[dict[str, Any]], name: str) -> None:
    """Show the rows; `name` is the widget's and the file's."""
    whole = [key for key, value in rows[0].items() if isinstance(value, int)] if rows else []
    config = {key: st.column_config.NumberColumn(format="localized") for key in whole}
    st.dataframe(rows, hide_index=True, key=f"table {name}", column_config=config)
    st.download_button(
        "Table (CSV)",
        lambda: architectures.as_csv(rows),
        f"{name}.csv",
        "text/csv",
        key=f"csv {name}",
        on_click="ignore",
    )
