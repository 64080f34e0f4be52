"""A board to answer on with a hand: a cell to point at, a size to draw, a curve to drag; each can be typed as well."""

from cnnviz.ui import components

_predict = components.declared(__file__)
# Pixels that a board takes with what stands beside it, where there is room.
WIDTH = 440


def predict(message: bytes, key: str) -> None:
    """Show the board of a message (see course/questions/boards.py). In a form, its answer goes with the form."""
    _predict(key=key, data=message, width=WIDTH, default={"given": None}, on_given_change=_noted)


def given(key: str) -> object:
    """What was answered on the board with this key: a list of numbers, or None; nobody has looked at it yet."""
    return components.sent(key, "given")


def _noted() -> None:
    """It is read when the form is sent."""
