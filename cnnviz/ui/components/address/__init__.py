"""The browser's address follows the settings, and its history only the pages."""

from cnnviz.ui import components

_address = components.declared(__file__)


def write(page: str, query: str) -> None:
    """Put the parameters `query` into the address of the page with this path.

    Streamlit's own st.query_params adds an entry to the history for every change: Back would go through them all.
    """
    _address(key="address", data={"page": page, "query": query})
