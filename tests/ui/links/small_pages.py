"""Two pages that share the names of some widgets, driven without a browser."""

from typing import Any

from streamlit.testing.v1 import AppTest


def page() -> None:
    """`path` in the session says which page is shown, `call` which function of `links` is called on it with what."""
    # Only this function's own text is run.
    import streamlit as st  # noqa: PLC0415

    from cnnviz.ui import links  # noqa: PLC0415

    links.arrive(st.session_state.get("path", "one"))
    st.button("over", key="over", on_click=links.start_over)
    if call := st.session_state.pop("call", None):
        st.session_state["returned"] = getattr(links, call[0])(*call[1:])
    pictures = st.session_state.get("pictures", ["face", "text", "mine"])
    st.selectbox("Picture", pictures, **links.choice("picture", pictures, along="mine"))
    high = st.session_state.get("high", 8)
    st.slider("Stride", 1, high, **links.number("stride", 1, high, 1))
    st.toggle("Flip", **links.switch("flip"))
    st.text_input("Own", **links.text("own", "1"))
    if st.session_state.get("asking", True):
        st.radio("Guess", ["a", "b"], index=None, **links.unlinked("guess", options=["a", "b"]))
    st.session_state["lost"] = links.write()
    st.session_state["unchanged"] = links.unchanged()


def opened() -> AppTest:
    """The first page, as a session begins with it."""
    return AppTest.from_function(page).run()


def to(app: AppTest, path: str, **query: str) -> AppTest:
    """To that page, by the menu unless the link names settings."""
    app.session_state["path"] = path
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def set_to(app: AppTest, **values: Any) -> AppTest:
    """The page after its widgets were used, or the session says so."""
    for name, value in values.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def call(app: AppTest, name: str, *given: Any) -> Any:
    """What that function of `links` returns on the page, called where a callback would be."""
    set_to(app, call=(name, *given))
    return app.session_state["returned"]
