"""The path on Start: all pages in the order in which one learns, what each takes and gives, and how far one is."""

import datetime

import streamlit as st

from cnnviz.course import registry
from cnnviz.course.lesson import Lesson
from cnnviz.ui import catalogue, places
from cnnviz.ui.course import chapters, checking, now, progress
from cnnviz.ui.course.now import Now


def show() -> None:
    """Chapter by chapter: a card for each page, with its lesson where it has one."""
    numbers = {entry: number for number, entry in enumerate(chapters.PATH, 1)}
    lessons = lessons_by_path()
    for title, entries in chapters.CHAPTERS.items():
        minutes = sum(entry.minutes for entry in entries)
        st.header(f"{title} · {minutes} min", anchor=False)
        with st.container(horizontal=True, gap="small", key=f"cards_{numbers[entries[0]]}"):
            for entry in entries:
                with st.container(border=True, width=224, key=f"card_{entry.path}"):
                    _card(numbers[entry], entry, lessons.get(entry.path, ""))


def lessons_by_path() -> dict[str, str]:
    """Path of a page -> the lesson that ends on it, and so hands it over."""
    return {lesson.steps[-1].scene(0).page: id for id, lesson in registry.LESSONS.items()}


def begin() -> None:
    """The way into the first lesson that is not through, and what is kept of the learner."""
    reached = {id: number for id, number in progress.current().reached.items() if id in registry.LESSONS}
    left = [id for id, lesson in registry.LESSONS.items() if reached.get(id, 0) < len(lesson.steps)]
    if not left:
        return
    at = reached.get(left[0], 1)
    label = "Go on with the lessons" if reached else "Begin the first lesson"
    if st.button(label, key="begin_lesson", type="primary"):
        step = Now(left[0], at)
        places.go(step.entry, step.query)


def kept() -> None:
    """What the browser keeps of the course: how it stands, as a file, and away with it."""
    known = progress.current()
    if not known.text():
        return
    names = [name for id in registry.LESSONS for name in registry.asking(id)]
    right, asked = sum(name in known.records and known.records[name].right for name in names), len(names)
    told = f"**{right} of {asked} questions right.** Kept in your browser, and nowhere else."
    st.markdown(" ".join((told, *checking.sentences())))
    with st.container(horizontal=True, vertical_alignment="center", key="course_kept"):
        if (name := next(iter(progress.missed()), "")) and (found := registry.find_step(name)):
            again = Now(*found, (known.records[name].draw + 1) % now.DRAWS)
            places.link(again.entry, f"Ask me again what I missed ({len(progress.missed())}) →", again.query)
        file = f"cnnviz-course-{datetime.date.today()}.json"
        st.download_button("Save as a file", known.text(), file, "application/json", type="tertiary")
        st.button("Delete it", key="course_forget", on_click=_forget, type="tertiary")


def _forget() -> None:
    """Delete it, and leave the check whose end may stand here: it would be kept again."""
    progress.forget()
    now.leave()


def _card(number: int, entry: catalogue.Entry, lesson: str) -> None:
    places.link(entry, f"**{number} · {entry.title}** →")
    st.caption(entry.sentence)
    st.caption(f"{entry.minutes} min, and you can {entry.afterwards}.")
    if lesson:
        _lesson(lesson, registry.LESSONS[lesson])


def _lesson(id: str, lesson: Lesson) -> None:
    """The lesson of the page, with how far it is: a link of its own beside the card's."""
    reached, count = progress.current().reached.get(id, 0), len(lesson.steps)
    how = "done" if reached >= count else f"{reached} of {count}" if reached else f"{count} steps"
    step = Now(id, 1 if reached >= count else max(1, reached))
    with st.container(key=f"lesson_of_{id}"):
        places.link(step.entry, f"Lesson: {lesson.title} ({how})", step.query)
