"""cnnviz.ui.attempts on a small page that divides: what cannot be done, and what worked last."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.errors import InputError
from cnnviz.ui import attempts


def page() -> None:
    """12 divided by what the session says, or by what worked last, or by 3."""
    # Only this function's own text is run.
    import streamlit as st  # noqa: PLC0415

    from cnnviz.errors import InputError  # noqa: PLC0415
    from cnnviz.ui import attempts  # noqa: PLC0415

    total, by = st.session_state.get("total", 12), st.session_state.get("by", 3)

    def divided(by: int) -> int:
        if by == 0 or total % by:
            raise InputError(f"{total} cannot be divided by {by}.")
        return int(total / by)

    usual = st.session_state.get("usual", (3,))
    try:
        st.session_state["made"] = attempts.or_last("shares", lambda: divided(by), lambda _: by, divided, *usual)
    except InputError as error:
        st.session_state["made"] = str(error)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page)


def made(app: AppTest, **given: object) -> object:
    for name, value in given.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app.session_state["made"]


def test_what_can_be_made_is_made(app: AppTest) -> None:
    assert made(app, by=4) == (3, "")


def test_what_cannot_gives_way_to_the_last_that_could_and_says_why(app: AppTest) -> None:
    made(app, by=4)
    assert made(app, by=5) == (3, "12 cannot be divided by 5.")
    assert made(app, by=0) == (3, "12 cannot be divided by 0.")


def test_the_last_that_could_is_made_anew_of_what_is_given_now(app: AppTest) -> None:
    made(app, by=4)
    assert made(app, by=0, total=20) == (5, "20 cannot be divided by 0.")


def test_before_anything_worked_and_where_the_last_works_no_more_the_usual_is_taken(app: AppTest) -> None:
    assert made(app, by=0) == (4, "12 cannot be divided by 0.")
    made(app, by=4)
    assert made(app, by=0, total=9) == (3, "9 cannot be divided by 0.")


def test_where_nothing_can_be_made_the_attempts_own_error_is_raised(app: AppTest) -> None:
    assert made(app, by=0, total=7) == "7 cannot be divided by 0."


def test_a_refusal_is_why_and_nothing_where_it_was_done() -> None:
    done = []

    def refuse() -> None:
        raise InputError("No.")

    assert attempts.refusal(refuse) == "No."
    assert attempts.refusal(lambda: done.append(1)) == ""
    assert done == [1]


def test_a_bug_is_no_refusal() -> None:
    with pytest.raises(ZeroDivisionError):
        attempts.refusal(lambda: 1 / 0)
