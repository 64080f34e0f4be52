"""The teacher's checking page: one file that reads codes and judges them without the app, from a disk and offline."""

import functools

from cnnviz.course.exercises import handed_in
from cnnviz.course.exercises.exercise import Exercise
from cnnviz.ui import components, words
from cnnviz.ui.alone import shell

# The component that runs in it.
CHECKER = "checking"
KEY = (
    "This file holds what is right: keep it to yourself. What you paste stays on this page, and goes when you close it."
)


def page(id: str, made: Exercise) -> bytes:
    """The page for the exercise with that id, as an HTML file."""
    tasks = "What learners handed in, read without the app: paste their codes."
    told = handed_in.told(id, made.asked, words.plain)
    return shell.page(f"Codes of “{made.title}”", tasks, (handed_in.WORTH, KEY), told, _script(), CHECKER)


@functools.cache
def _script() -> str:
    return components.together((), CHECKER)
