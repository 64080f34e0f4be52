"""cnnviz.figures.convolution.looks: stages are named where there are several, maps where they can be opened."""

from cnnviz.figures.convolution import looks


def test_only_of_several_stages_is_one_named() -> None:
    assert (looks.Place(1, 1).prefix, looks.Place(1, 1).file) == ("", "")
    assert (looks.Place(2, 3).prefix, looks.Place(2, 3).file) == ("Stage 2 · ", "2-")


def test_a_map_that_can_be_opened_says_which_it_is() -> None:
    place = looks.Place(2, 2)
    assert looks.opening(looks.Look(), place, 3) == ""
    assert looks.opening(looks.Look(opens=True), place, 3) == "2/convolution/3"
    assert looks.opening(looks.Look(opens=True), place, 0, True) == "2/pooling/0"
