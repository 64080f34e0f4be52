"""What a network answers before and after something was changed, side by side."""

from cnnviz.ui import components

_answers = components.declared(__file__)


def answers(data: bytes, key: str) -> None:
    """Show the answers packed in `data` (see figures/operate/answers.py)."""
    _answers(key=key, data=data)
