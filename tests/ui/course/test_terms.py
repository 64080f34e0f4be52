"""Every page has its terms at hand, and each has its one meaning."""

import pytest

from cnnviz.figures.convolution import glossary
from cnnviz.ui import catalogue
from cnnviz.ui.course import chapters, terms

# Pages about a class of learners use no terms of this subject.
ENTRIES = (catalogue.HOME, *chapters.PATH, catalogue.LAB, catalogue.WORDS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_page_has_terms_and_each_is_in_the_glossary(entry: catalogue.Entry) -> None:
    named = terms.TERMS[entry]
    assert len(named) >= 3
    assert len(set(named)) == len(named)
    assert set(named) <= set(glossary.WORDS)


def test_every_word_of_the_glossary_is_needed_on_some_page() -> None:
    used = {id for named in terms.TERMS.values() for id in named}
    assert used | {"knobs"} == set(glossary.WORDS)
