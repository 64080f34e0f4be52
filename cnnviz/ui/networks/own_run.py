"""A run of the learner's, by what they paste."""

import re

from cnnviz.errors import InputError
from cnnviz.training import runs
from cnnviz.ui import widgets

# The id of a run, alone or in a link to it.
_RUN = re.compile(r"(?:.*[?&]run=)?([0-9A-Za-z]{1,64})(?:[&#-].*)?", re.ASCII | re.DOTALL)


def chosen(then: str) -> runs.Run:
    """The run that the field names, `then` being what comes of it. Raises InputError where there is none."""
    given = widgets.text("run", "The run, or a link to it", "", help="On the page “Watch it learn”: Share.", width=420)
    found = _RUN.fullmatch(given.strip())
    if not found:
        raise InputError(f"Paste the link of a run, from its page in “Watch it learn”: {then} then.")
    return runs.fetch_run(found[1])
