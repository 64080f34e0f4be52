"""docs/course.md says what the lessons are; every concept has a page."""

import pytest

from cnnviz.course import __main__ as written
from cnnviz.course import registry
from cnnviz.course.concepts import CONCEPTS, FREE
from cnnviz.ui import catalogue


def test_the_table_of_concepts_is_that_of_the_lessons() -> None:
    assert written.PAGE.read_text(encoding="utf-8") == written.text(), "Run python -m cnnviz.course."


def test_steps_name_concepts_that_there_are() -> None:
    assert list(CONCEPTS) == list(range(1, 103))
    for lesson in registry.LESSONS.values():
        for step in lesson.steps:
            assert set(step.concepts) <= set(CONCEPTS)
            assert bool(step.concepts) == (step is not lesson.steps[-1])


@pytest.mark.parametrize("page", sorted({page for _, page in CONCEPTS.values()}))
def test_every_concept_can_be_explored_on_a_page_that_there_is(page: str) -> None:
    assert catalogue.by_path(page).path == page


def test_what_no_lesson_asks_about_says_why() -> None:
    assert {number for number in CONCEPTS if not written.steps_about(number)} == set(FREE)
