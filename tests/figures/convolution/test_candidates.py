import numpy as np

from cnnviz.figures.convolution import candidates
from cnnviz.figures.draw import palettes

MAPS = {"a": np.array([[0.0, 2.0], [-1.0, 0.0]], np.float32), "b": np.array([[4.0, 0.0], [0.0, 0.0]], np.float32)}


def test_all_maps_are_on_one_scale_with_zero_in_its_middle() -> None:
    drawn, colours = candidates.pictures(MAPS), palettes.SIGNED["blue-orange"].colours
    assert {pixels.shape for pixels in drawn.values()} == {(104, 104, 3)}
    assert (drawn["b"][0, 0] == colours[255]).all()
    assert (drawn["a"][0, 0] == colours[128]).all()
    assert not (drawn["a"][0, 103] == colours[255]).all()
    assert (drawn["a"][:52, :52] == drawn["a"][0, 0]).all()


def test_every_number_is_in_the_words() -> None:
    assert candidates.in_words(MAPS["a"]) == "row 1: 0, 2; row 2: −1, 0"
    assert candidates.row(MAPS["b"]) == "4, 0"
