"""Which of a network's words are meant."""

import pytest

from cnnviz.inspect.way import classes

NAMES = ("daisy", "Egyptian cat", "tiger cat", "catamaran", "sports car", "espresso maker", "espresso")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("sunflower", ()),
        ("cat", (1, 2, 3)),
        ("Cats", (1, 2, 3)),
        ("tiger cat", (2,)),
        ("CAR", (4,)),
        ("espresso", (6, 5)),
        ("espr", (5, 6)),
        ("", ()),
        (" ?! ", ()),
    ],
)
def test_words_are_found_whole_and_begun(said: str, found: tuple[int, ...]) -> None:
    assert classes.found(NAMES, said) == found
