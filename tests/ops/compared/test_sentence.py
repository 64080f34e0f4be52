"""cnnviz.ops.compared.sentence: a word early or late (C36)."""

import pytest

from cnnviz.ops.compared import sentence


@pytest.mark.parametrize("place", range(len(sentence.WORDS) + 1))
def test_the_filters_answer_moves_with_the_word_and_its_maximum_stays(place: int) -> None:
    found = sentence.found("great", place, 1)
    assert found.words[place] == "great"
    assert [word for word in found.words if word != "great"] == list(sentence.WORDS)
    assert found.map.tolist() == [float(at == place) for at in range(len(found.words))]
    assert found.maximum == 1
    assert found.dense == float(place == 1)
