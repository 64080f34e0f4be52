"""cnnviz.figures.convolution.glossary: its tables are the registries."""

import pytest

from cnnviz.figures.convolution import glossary
from cnnviz.ops import activations, catalogue, padding, pooling

REGISTRIES = dict(
    zip(glossary.TABLES, (padding.MODES, pooling.POOLINGS, activations.ACTIVATIONS, catalogue.BANKS), strict=True)
)


@pytest.mark.parametrize("id", glossary.TABLES)
def test_a_table_has_a_row_for_every_entry_and_every_row_the_same_columns(id: str) -> None:
    rows = glossary.TABLES[id].rows()
    assert [next(iter(row.values())) for row in rows] == [one.label for one in REGISTRIES[id].values()]  # type: ignore[attr-defined]
    assert len({tuple(row) for row in rows}) == 1
    assert all(text for row in rows for text in row.values())


def test_the_example_of_padding_is_computed() -> None:
    assert "26 × 26" in glossary.WORDS["padding"].meaning


def test_every_word_has_one_meaning_and_stands_in_one_group() -> None:
    assert sum(map(len, glossary.GROUPS.values())) == len(glossary.WORDS)
    assert len({word.name for word in glossary.WORDS.values()}) == len(glossary.WORDS)
    assert all(word.meaning.endswith(".") and len(word.meaning.split()) <= 60 for word in glossary.WORDS.values())
