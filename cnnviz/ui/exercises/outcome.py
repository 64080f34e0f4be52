"""What comes out of an exercise: its link, a QR code, a snippet to embed it, a sheet to print, its teacher's link."""

import datetime
import html
import io
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from PIL import Image

from cnnviz.course.exercises import asked as kinds
from cnnviz.course.exercises import exercise
from cnnviz.course.exercises.exercise import Exercise, Task
from cnnviz.figures.exercises import codes
from cnnviz.training.store import database
from cnnviz.training.store.taught import exercises
from cnnviz.ui import catalogue, words
from cnnviz.ui.course import exercise as course
from cnnviz.ui.course import now

# Pixels of height that the snippet asks of the page around.
HEIGHT = 900
SECRET = "Yours alone: it shows the answers, reads the codes that learners hand in, and deletes the exercise."


def show(secret: str) -> Exercise | None:
    """All of it, for the exercise with that secret; None where there is none any more."""
    kept = exercises.fetch(database.opened(), exercises.id_of(secret))
    if kept is None:
        return None
    made = exercise.read(kept.text)
    link = address(made.tasks[0].page, {course.EXERCISE: kept.id})
    until = f"Kept until {day(kept.expires)}."
    told, code = st.columns([3, 1])
    with told:
        st.markdown("**For learners.** The link:")
        st.code(link, language=None, wrap_lines=True)
        st.markdown("In a page of your own, without menus:")
        st.code(snippet(link, made.title), language="html", wrap_lines=True)
    with code:
        st.image(codes.png(link), width=190, output_format="PNG", alt=f"QR code of the link {link}")
    st.download_button(
        "Sheet to print (PDF)",
        lambda: sheet(kept.id, made, link, until),
        "cnnviz-exercise.pdf",
        "application/pdf",
        key="exercise_pdf",
        on_click="ignore",
    )
    st.markdown(f"**For you.** {SECRET} Keep it: nobody can find it again. {until}")
    st.code(address(made.tasks[0].page, {now.TEACHER: secret}), language=None, wrap_lines=True)
    return made


def address(page: str, query: dict[str, str]) -> str:
    """The whole address of a page with these parameters, beside the one that is open."""
    here = urlsplit(str(st.context.url))
    known = {entry.path for entries in catalogue.SECTIONS.values() for entry in entries}
    parts = [part for part in here.path.split("/") if part]
    if parts and parts[-1] in known:
        parts.pop()
    return urlunsplit((here.scheme, here.netloc, "/".join(["", *parts, page]), urlencode(query), ""))


def snippet(link: str, title: str) -> str:
    """HTML that shows the exercise alone inside a page."""
    source = html.escape(f"{link}&embed=true")
    return (
        f'<iframe src="{source}" title="{html.escape(title)}" width="100%" height="{HEIGHT}" '
        'style="border: 0" allow="clipboard-write"></iframe>'
    )


def day(seconds: float) -> str:
    """A day as people write it in every country."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def sheet(id: str, made: Exercise, link: str, until: str) -> bytes:
    """The sheet as PDF."""
    # What writes it takes a while to load, and few need it.
    from cnnviz.figures.exercises import sheet as paper  # noqa: PLC0415

    printed = []
    for task in made.tasks:
        picture = exercises.fetch_picture(database.opened(), id, task.view) if task.view else None
        size = Image.open(io.BytesIO(picture)).size[::-1] if picture else (1, 1)
        asked = task.question
        printed.append(
            paper.Task(
                catalogue.by_path(task.page).title,
                task.text,
                asked.ask if asked else "",
                asked.in_words(asked.key, words.plain) if asked else "",
                tuple(asked.options.values()) if asked else (),
                bool(asked and asked.kind == kinds.ORDER),
                asked.maps(words.plain) if asked else (),
                picture or b"",
                size,
                task.grids,
                task.said,
            )
        )
    return paper.pdf(made.title, printed, link, until)


def headed(number: int, task: Task) -> str:
    """A task's place and page."""
    return f"{number} · {catalogue.by_path(task.page).title}"
