"""The banner of a lesson, above the instrument that it is about: task, question, answer, and the way on."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import numbers
from cnnviz.course import check, misconceptions, questions, registry
from cnnviz.course.progress import Record
from cnnviz.course.questions import Question
from cnnviz.ui import catalogue, links, places, words
from cnnviz.ui.course import answering, checking, exercise, now, progress, scenes, veil
from cnnviz.ui.course.now import Now
from cnnviz.ui.links import spelling


def show(entry: catalogue.Entry) -> None:
    """The step that the link says is on, if any."""
    on = now.read(entry)
    if on is None:
        if trouble := now.trouble():
            st.warning(words.plain(trouble))
        return
    progress.reach(on.id, on.number)
    with st.container(border=True, key="lesson"):
        if on.entry is not entry:
            st.markdown(f"**{on.lesson.title}** continues on another page.")
            places.link(on.entry, "Back to it →", on.query, alone=bool(on.exercise))
            return
        drawn = isinstance(on.step.question, questions.Drawn)
        said, asked = st.columns([2, 3] if drawn else [1, 1], gap="medium")
        with said:
            _say(on)
        with asked:
            _ask(on, said)
    if on.task:
        exercise.hide(on.task.hidden)
    veil.light(on.step.lights)
    veil.cover(on.shown.step.covers)
    veil.fold(on.step.folds)


def begin(id: str, label: str) -> None:
    """A link to the first step of a lesson."""
    first = Now(id, 1)
    places.link(first.entry, label, first.query)


def _say(on: Now) -> None:
    """Where one is, what is said, and what to notice once it is shown."""
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_place"):
        st.markdown(f"**{on.lesson.title}** · {_place(on)}")
        if on.number > 1:
            _go("back", "Back", Now(on.id, on.number - 1), on)
        if on.id == exercise.PREVIEW:
            st.button("End the preview", key="lesson_leave", on_click=now.leave, type="tertiary")
        elif not on.exercise:
            st.button("Leave", key="lesson_leave", on_click=now.leave, type="tertiary")
    st.markdown(on.step.text)


def _place(on: Now) -> str:
    """Where one is: of an exercise its tasks count."""
    made = on.exercise
    count = len(made.tasks) if made else len(on.lesson.steps)
    return "done" if on.number > count else f"{on.number} of {count}"


def _ask(on: Now, said: DeltaGenerator) -> None:
    """The question, or what came of it; with what was drawn, that stands below what was `said`."""
    question, record = on.step.question, on.record()
    if question is None and on.number < len(on.lesson.steps):
        if on.step.notice:
            st.markdown(f"**Try it.** {on.step.notice}")
        _go("next", "Next", Now(on.id, on.number + 1), on, first=True)
    elif question is None and on.exercise:
        exercise.hand_in(on.id, on.exercise)
    elif question is None:
        _end_check(on) if on.checks else _hand_over(on)
    elif record is None:
        answering.ask(on, question)
    elif on.checks:
        st.markdown("Noted. The lessons show what is right.")
        _go("next", "Next", Now(on.id, on.number + 1), on, first=True)
    elif on.waits():
        _wait(on, question, record)
    elif isinstance(question, questions.Drawn):
        given = None if record.given is None else questions.usable(question, record.given)
        answering.beside(question, on, given)
        with said:
            _answer(on, question, record)
    else:
        _answer(on, question, record)


def _wait(on: Now, question: Question, record: Record) -> None:
    """What was predicted, until the teacher shows what it is."""
    given = None if record.given is None else questions.usable(question, record.given)
    said = (
        "You skipped this one."
        if given is None
        else f"You said **{questions.in_words(question, on.scene, given, on.draw)}**."
    )
    st.info(f"{said} Waiting for your teacher to show what it is.")


def _answer(on: Now, question: Question, record: Record) -> None:
    """What was predicted beside what it is, why, and the way on."""
    given = None if record.given is None else questions.usable(question, record.given)
    if on.exercise and not on.exercise.reveal:
        _note(on, question, given)
        return
    sentence = _compared(on, question, record, given)
    if record.right:
        st.success(f"{sentence} {on.step.notice}")
    else:
        wrong = misconceptions.MISCONCEPTIONS.get(record.misconception)
        st.warning(f"{sentence} {wrong.answer if wrong else on.step.notice}")
    with st.container(horizontal=True, vertical_alignment="center"):
        _go("next", "Next", Now(on.id, on.number + 1), on, first=True)
        if not record.right and not on.exercise:
            again = Now(on.id, on.number, (on.draw + 1) % now.DRAWS)
            label = "Try another like it" if len(on.step.scenes) > 1 else "Try again"
            st.button(label, key="lesson_again", on_click=links.put_all, args=(again.values,))
            _counter_example(on, record)


def _note(on: Now, question: Question, given: questions.Given | None) -> None:
    """Of an exercise that does not say at once what is right: what was given, which may be changed."""
    said = "Skipped." if given is None else f"Noted: **{questions.in_words(question, on.scene, given, on.draw)}**."
    covered = " What shows the answer stays covered: you may still change yours." if on.covers() else ""
    st.info(f"{said}{covered}")
    with st.container(horizontal=True, vertical_alignment="center"):
        _go("next", "Next", Now(on.id, on.number + 1), on, first=True)
        st.button("Change it", key="lesson_change", on_click=progress.take_back, args=(on.name,))


def _compared(on: Now, question: Question, record: Record, given: questions.Given | None) -> str:
    """The prediction and the result."""
    key = questions.in_words(question, on.scene, questions.right_answer(question, on.scene), on.draw)
    among = isinstance(question, questions.Point) and len(question.key(on.scene)) > 1
    right = f"It is **{key}**{', among others' if among else ''}."
    if given is None:
        return right
    said = questions.in_words(question, on.scene, given, on.draw)
    return f"Right: **{said}**." if record.right else f"You said **{said}**. {right}"


def _counter_example(on: Now, record: Record) -> None:
    """The case in which what was believed fails: the step stays on, or leads back from there."""
    if wrong := misconceptions.MISCONCEPTIONS.get(record.misconception):
        entry, values = catalogue.by_path(wrong.case.page), scenes.values(wrong.case) | on.place
        if entry is on.entry:
            st.button("See a case", key="lesson_case", on_click=links.put_all, args=(values,))
        elif st.button("See a case", key="lesson_case"):
            places.go(entry, spelling.query(values))
        st.caption(wrong.see)


def _end_check(on: Now) -> None:
    """How it went, and no more; or the way to what is still open."""
    if missing := check.open_steps(progress.current(), on.id):
        st.markdown(f"{numbers.count(len(missing), 'question')} still open.")
        _go("next", "Answer", Now(on.id, missing[0]), on, first=True)
        return
    for sentence in checking.sentences():
        st.success(sentence)


def _hand_over(on: Now) -> None:
    """The end of a lesson: how it went, what to ask again, and the next one."""
    records = [progress.current().records.get(name) for name in registry.asking(on.id)]
    first = sum(bool(record and record.first) for record in records)
    score = f" {first} of {len(records)} right at the first try." if records else ""
    st.success(f"Now yours.{score} You can now {on.lesson.afterwards}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if (name := next(iter(progress.missed()), None)) and (found := registry.find_step(name)):
            record = progress.current().records[name]
            _go("missed", "Ask me again what I missed", Now(*found, (record.draw + 1) % now.DRAWS), on)
        if after := _after(on.id):
            _go("after", f"Next: {registry.LESSONS[after].title}", Now(after, 1), on, first=True)
        places.link(catalogue.HOME, "All lessons →")


def _after(id: str) -> str:
    """The lesson that follows, "" after the last."""
    ids = list(registry.LESSONS)
    return next(iter(ids[ids.index(id) + 1 :]), "")


def _go(key: str, label: str, to: Now, on: Now, first: bool = False) -> None:
    """A button that leads to another step, on this page or another; the `first` one is pressed by a key, too."""
    how = {"key": f"lesson_{key}", "type": "primary" if first else "tertiary"}
    how |= {"shortcut": answering.SKIP} if first else {}
    if to.entry is on.entry:
        st.button(label, on_click=to.put, **how)  # type: ignore[arg-type]
    elif st.button(label, **how):  # type: ignore[arg-type]
        places.go(to.entry, to.query, alone=bool(to.exercise))
