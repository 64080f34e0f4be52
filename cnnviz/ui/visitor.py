"""Who looks at the pages, as far as shares of what the server keeps are concerned: a session, behind an address."""

import secrets

import streamlit as st

from cnnviz.api import addresses

# Session key owned here.
_PERSON = "_visitor_person"
# Streamlit names no address for a visitor on the server's own machine.
_HERE = "127.0.0.1"


def person() -> str:
    """The session's name: the same until the page is loaded anew."""
    return str(st.session_state.setdefault(_PERSON, secrets.token_hex(16)))


def address() -> str:
    """The network that the visitor comes from."""
    return addresses.network(st.context.ip_address or _HERE)
