"""Every page has its terms at hand, and each has its one meaning."""

import pytest

from cnnviz.course import registry
from cnnviz.figures.convolution import glossary
from cnnviz.ui import catalogue
from cnnviz.ui.course import chapters, terms
from cnnviz.ui.course.now import Now

# Pages about a class of learners use no terms of this subject.
ENTRIES = (catalogue.HOME, *chapters.PATH, catalogue.LAB, catalogue.WORDS)
# Questions, by the names of their steps, that the meaning of a term answers.
ANSWERED = {
    "padding-and-stride.valid": "padding",
    "padding-and-stride.same": "padding",
    "channels.depth": "kernel",
    "channels.maps": "feature-map",
    "channels.parameters": "bias",
    "same-object.stays": "invariance",
    "two-wheels.stack": "receptive-field",
    "receptive-field.pooled": "receptive-field",
    "receptive-field.dilated": "receptive-field",
    "dense-and-convolutional.shared": "weight-sharing",
    "dense-and-convolutional.larger": "weight-sharing",
    "deeper.statistics": "batch-normalisation",
    "activations.sure": "softmax",
    "data.held-back": "test-set",
    "data.looked-at": "test-set",
    "one-step.sure": "softmax",
    "one-step.direction": "learning-rate",
    "train.weights": "feature-map",
    "train.best-of": "test-set",
    "own-classes.frozen": "transfer",
    "real-network.strange": "softmax",
    "channels.pointwise": "pointwise",
    "pooling.weights": "pooling",
    "words.turns": "correlation",
    "words.filter": "kernel",
    "words.learned": "parameters",
    "activations.test": "dropout",
    "data.augmentation": "augmentation",
    "compare.switches": "batch-normalisation",
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_page_has_terms_and_each_is_in_the_glossary(entry: catalogue.Entry) -> None:
    named = terms.TERMS[entry]
    assert len(named) >= 3
    assert len(set(named)) == len(named)
    assert set(named) <= set(glossary.WORDS)


def test_every_word_of_the_glossary_is_needed_on_some_page() -> None:
    used = {id for named in terms.TERMS.values() for id in named}
    assert used | {"knobs"} == set(glossary.WORDS)


@pytest.mark.parametrize(("name", "term"), ANSWERED.items())
def test_a_term_that_answers_a_question_is_put_away_with_it(name: str, term: str) -> None:
    found = registry.find_step(name)
    assert found
    one = Now(*found)
    assert "terms" in one.step.folds or term not in terms.TERMS[one.entry]
