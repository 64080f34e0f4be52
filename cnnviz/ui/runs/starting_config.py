"""The settings that a page's controls begin with, where they were taken from a run or a file: one name in the link."""

from dataclasses import replace

from cnnviz.datasets.choice import Choice
from cnnviz.errors import InputError
from cnnviz.training import config_links
from cnnviz.training.config import Config
from cnnviz.ui import links, widgets, words

# One for each page: what a run begins with is no beginning of an experiment.
RUN, PAIR = "like", "pairlike"


def current(name: str) -> Config | None:
    """The settings taken; None where none were, or where the link's cannot be read, which is explained."""
    token = widgets.hidden_text(name, "")
    try:
        return config_links.config(token) if token else None
    except InputError as error:
        words.explain(error)
        return None


def put(name: str, taken: Config) -> None:
    """Begin with these settings; for callbacks."""
    links.put(name, config_links.token(taken))


def on(data: Choice, taken: Config | None) -> Config | None:
    """The settings taken, on these data; None where they were made for another data set."""
    return replace(taken, data=data) if taken and taken.data.name == data.name else None
