"""The pages: a path through all of them, and what each says of itself."""

import pytest

from cnnviz.ui import catalogue
from cnnviz.ui.course import chapters

ENTRIES = [entry for entries in catalogue.SECTIONS.values() for entry in entries]


def test_every_page_but_start_and_the_tools_is_on_the_path_once() -> None:
    on_path = sorted(entry.path for entry in chapters.PATH)
    assert on_path == sorted(entry.path for entry in ENTRIES if entry not in (catalogue.HOME, *chapters.TOOLS))


@pytest.mark.parametrize("entry", chapters.PATH, ids=lambda entry: entry.path)
def test_a_page_of_the_path_says_what_it_takes_what_to_try_first_and_what_it_gives(entry: catalogue.Entry) -> None:
    assert 0 < entry.minutes <= 15
    assert entry.first
    assert entry.first[-1] in ".?"
    assert len(entry.first.split()) <= 14
    assert entry.afterwards
    assert entry.afterwards[-1] not in ".?"


def test_the_pages_before_and_after_lead_along_the_path_and_back() -> None:
    at, seen = chapters.PATH[0], [chapters.PATH[0]]
    assert chapters.neighbours(at)[0] is None
    while (after := chapters.neighbours(at)[1]) is not None:
        assert chapters.neighbours(after)[0] is at
        at = after
        seen.append(at)
    assert tuple(seen) == chapters.PATH
    assert chapters.neighbours(catalogue.LAB) == (None, None)


def test_a_page_is_found_by_its_path() -> None:
    assert all(catalogue.by_path(entry.path) is entry for entry in ENTRIES)
