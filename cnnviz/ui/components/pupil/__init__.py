"""Listens, on a learner's page, to what the teacher of the class does: stops the page, and tells it of news."""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.ui import components

_pupil = components.declared(__file__)


def pupil(data: Mapping[str, Any], key: str, on_news: Callable[[], None]) -> None:
    """`data`: {"secret": the learner's, "page": the path of this page, "turn": which of the class's turns it was drawn
    for, "frozen": whether all are stopped, "waiting": answers that could not be sent yet, "name" and "code": of the
    learner and the class}. `on_news` is called when there is another turn."""
    _pupil(key=key, data=dict(data), on_news_change=components.passed_on(key, "news", lambda _: on_news()))
